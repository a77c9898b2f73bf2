"""Saying thanks from the digest: one click leads to the dialog with the person in it."""

from __future__ import annotations

import base64
import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from erm.core import clock
from erm.core.clock import now, today
from erm.digest.compose import Digest, compose
from erm.mail.acting import MailAct, read_act_token
from erm.people.models import Person
from erm.people.rules import Locale
from erm.recognition.choices.models import ThanksNudge
from erm.recognition.fairness.nudges import period_of
from erm.recognition.rules import KudosVisibility
from erm.relationships.rules import TouchpointKind
from erm.settings import Settings
from tests.cast import Cast
from tests.digest.week import MONDAY, live
from tests.recognition import rows
from tests.relationships.builders import contact, write

NINE = MONDAY + timedelta(hours=1, minutes=1)


async def digest_of(cast: Cast, person: Person, settings: Settings) -> Digest:
    found = await compose(cast.actor(person), settings)
    assert found is not None
    return found


async def hint(person: Person, helper: Person) -> None:
    await write([contact(TouchpointKind.PROMISE_KEPT, helper, person, now() - timedelta(days=2))])
    await ThanksNudge.create(
        person_id=person.id,
        period=period_of(today()),
        helpers=[str(helper.id)],
        created_at=now(),
        ends_at=now() + timedelta(days=7),
    )


def thanked_by_links(text: str) -> list[str]:
    """Whom the links of a mail would thank, by the keys in their global ids."""
    found = []
    for link in re.findall(r"https://erm\.test/recognition\?\S+", text):
        asked = parse_qs(urlsplit(link).query, strict_parsing=True)
        assert asked["give"] == ["1"]
        name, _, key = base64.b64decode(asked["to"][0]).decode().partition(":")
        assert name == "Person"
        found.append(key)
    return found


async def test_thanks_and_feedback_can_be_answered_with_thanks(
    cast: Cast, settings: Settings
) -> None:
    week = await live(cast)
    with clock.at(NINE):
        mail = (await digest_of(cast, cast.ann, settings)).mail
    assert thanked_by_links(mail.text) == [str(cast.cy.id)]
    assert mail.text.count("Say thanks:\n  https://") == 1
    assert mail.html.count(">Say thanks</a>") == 1
    (token,) = re.findall(r"Say thanks for it:\n  https://erm\.test/act#(\S+)", mail.text)
    with clock.at(NINE):
        act = read_act_token(token, settings.secret_key, today())
    assert act is not None
    assert (act.act, act.person_id, act.subject_id) == (
        MailAct.THANK_FOR_FEEDBACK,
        cast.ann.id,
        week.note,
    )


@pytest.mark.parametrize(
    ("language", "title"),
    [
        (Locale.EN, "They helped you lately: whom would you thank?"),
        (Locale.RU, "Недавно вам помогли: кого бы вы поблагодарили?"),
    ],
)
async def test_a_hint_comes_along_with_its_reason(
    cast: Cast, settings: Settings, language: Locale, title: str
) -> None:
    cast.ann.locale = language
    await live(cast)
    with clock.at(NINE):
        await hint(cast.ann, cast.max)
        mail = (await digest_of(cast, cast.ann, settings)).mail
        assert title.upper() in mail.text
        assert "Max Test" in mail.text
        assert str(cast.max.id) in thanked_by_links(mail.text)
        await cast.leave(cast.max)
        assert title.upper() not in (await digest_of(cast, cast.ann, settings)).mail.text


async def test_a_hint_alone_is_no_reason_for_a_mail(cast: Cast, settings: Settings) -> None:
    await hint(cast.old, cast.max)
    assert await compose(cast.actor(cast.old), settings) is None


@pytest.mark.parametrize("visibility", [KudosVisibility.PRIVATE, KudosVisibility.TEAM])
async def test_only_public_thanks_are_quoted(
    cast: Cast, settings: Settings, visibility: KudosVisibility
) -> None:
    await rows.kudos(cast.bo, cast.ann, message="For Tuesday night", visibility=visibility)
    mail = (await digest_of(cast, cast.ann, settings)).mail
    assert "Bo Test thanked you" in mail.text
    assert "Tuesday night" not in mail.text + mail.html + mail.subject
    await rows.kudos(cast.cy, cast.ann, message="For the open door")
    assert "For the open door" in (await digest_of(cast, cast.ann, settings)).mail.text
