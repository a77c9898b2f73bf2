"""A link in a mail prepares one act of one person; a click performs it, and nothing else does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from erm.access.models import Session
from erm.core import clock
from erm.core.clock import now, today
from erm.development.skills.models import Mentorship
from erm.development.skills.rules import MentorshipState
from erm.feedback.models import FeedbackNote
from erm.mail.acting import VALID_FOR, MailAct, act_token
from erm.one_on_ones.models import ActionItem
from erm.one_on_ones.rules import ActionItemState
from erm.people.models import Person
from erm.settings import Settings
from tests.cast import Cast
from tests.development.skills.builders import mentorship, skill
from tests.feedback.rows import note
from tests.one_on_ones.builders import history

LOOK = "query($t: String!) { mailAct(token: $t) { kind actor other title done expiresOn } }"
DO = """mutation($input: PerformMailActInput!) { performMailAct(input: $input) {
  ... on PerformMailActSuccess { act { kind done } } ... on Refusal { code field message } } }"""
ApiOf = Callable[..., Any]


@pytest.fixture
def link(settings: Settings) -> Callable[..., str]:
    def make(person: Person, act: MailAct, subject: UUID, days: int = 14) -> str:
        until = today() + timedelta(days=days)
        return act_token(person.id, act, subject, until, settings.secret_key)

    return make


async def look(api: ApiOf, token: str) -> Any:
    return (await api(None).run(LOOK, {"t": token}))["mailAct"]


async def do(api: ApiOf, token: str) -> Any:
    return (await api(None).run(DO, {"input": {"token": token}}))["performMailAct"]


async def promise_of(owner: Person, other: Person) -> ActionItem:
    (series,) = await history(owner, [other], 1)
    return await ActionItem.filter(series_id=series.id, owner_id=owner.id).get()


async def test_looking_does_nothing_and_one_click_thanks(
    cast: Cast, api: ApiOf, link: Callable[..., str]
) -> None:
    row = await note(cast.bo, cast.ann)
    token = link(cast.ann, MailAct.THANK_FOR_FEEDBACK, row.id)
    for _ in range(3):
        seen = await look(api, token)
    assert seen == {
        "kind": "THANK_FOR_FEEDBACK",
        "actor": cast.ann.given_name + " " + cast.ann.family_name,
        "other": cast.bo.given_name + " " + cast.bo.family_name,
        "title": "",
        "done": False,
        "expiresOn": (today() + VALID_FOR).isoformat(),
    }
    assert (await FeedbackNote.get(id=row.id)).thanked_at is None
    assert await do(api, token) == {"act": {"kind": "THANK_FOR_FEEDBACK", "done": True}}
    at = (await FeedbackNote.get(id=row.id)).thanked_at
    assert at is not None
    assert (await do(api, token))["act"]["done"]
    assert (await FeedbackNote.get(id=row.id)).thanked_at == at


async def test_a_promise_is_kept_and_a_mentorship_accepted(
    cast: Cast, api: ApiOf, link: Callable[..., str]
) -> None:
    item = await promise_of(cast.ann, cast.mo)
    token = link(cast.ann, MailAct.KEEP_PROMISE, item.id)
    assert (await look(api, token))["title"] == "a promise"
    assert (await do(api, token))["act"]["done"]
    assert (await ActionItem.get(id=item.id)).state is ActionItemState.DONE

    asked = await mentorship(cast.cy, cast.ann, await skill("Go"))
    token = link(cast.cy, MailAct.ACCEPT_MENTORSHIP, asked.id)
    assert not (await look(api, token))["done"]
    assert (await do(api, token))["act"]["done"]
    assert (await Mentorship.get(id=asked.id)).state is MentorshipState.ACCEPTED


async def test_a_link_signs_nobody_in(cast: Cast, api: ApiOf, link: Callable[..., str]) -> None:
    row = await note(cast.bo, cast.ann)
    browser = api(None)
    token = link(cast.ann, MailAct.THANK_FOR_FEEDBACK, row.id)
    await browser.run(LOOK, {"t": token})
    answer = await browser.post(DO, {"input": {"token": token}})
    assert "set-cookie" not in answer.headers
    assert not await Session.exists()
    assert (
        "errors" in await browser.execute("{ viewer { person { name } } }")
        or (await browser.run("{ viewer { person { name } } }"))["viewer"] is None
    )


@pytest.mark.parametrize(
    "change",
    ["another person's thing", "another act", "over", "forged", "left", "gone", "deleted"],
)
async def test_whatever_else_it_is_it_does_nothing(
    cast: Cast, api: ApiOf, link: Callable[..., str], change: str
) -> None:
    row = await note(cast.bo, cast.ann)
    item = await promise_of(cast.ann, cast.mo)
    token = {
        "another person's thing": link(cast.cy, MailAct.THANK_FOR_FEEDBACK, row.id),
        "another act": link(cast.ann, MailAct.THANK_FOR_FEEDBACK, item.id),
        "over": link(cast.ann, MailAct.THANK_FOR_FEEDBACK, row.id, 0),
        "forged": act_token(
            cast.ann.id, MailAct.THANK_FOR_FEEDBACK, row.id, today() + VALID_FOR, "x" * 40
        ),
        "left": link(cast.dee, MailAct.THANK_FOR_FEEDBACK, row.id),
        "gone": link(cast.ann, MailAct.KEEP_PROMISE, item.id),
        "deleted": link(cast.ann, MailAct.KEEP_PROMISE, item.id),
    }[change]
    if change == "gone":
        await ActionItem.filter(id=item.id).update(state=ActionItemState.DROPPED)
    elif change == "deleted":
        await ActionItem.filter(id=item.id).delete()
    assert await look(api, token) is None
    refused = await do(api, token)
    assert (refused["code"], refused["field"]) == ("MAIL_ACT_INVALID", "token")
    assert (await FeedbackNote.get(id=row.id)).thanked_at is None
    assert not await ActionItem.filter(state=ActionItemState.DONE).exists()


async def test_the_manager_of_the_recipient_cannot_thank_for_them(
    cast: Cast, api: ApiOf, link: Callable[..., str]
) -> None:
    row = await note(cast.bo, cast.ann)
    assert await look(api, link(cast.mo, MailAct.THANK_FOR_FEEDBACK, row.id)) is None


async def test_a_link_ends_with_its_last_day(
    cast: Cast, api: ApiOf, link: Callable[..., str]
) -> None:
    row = await note(cast.bo, cast.ann)
    token = link(cast.ann, MailAct.THANK_FOR_FEEDBACK, row.id)
    instant = now()
    with clock.at(instant + timedelta(days=13)):
        assert await look(api, token) is not None
    with clock.at(instant + VALID_FOR):
        assert await look(api, token) is None


async def test_trying_links_is_slowed_down(cast: Cast, api: ApiOf) -> None:
    codes = [(await do(api, f"{number:068}"))["code"] for number in range(40)]
    assert codes[0] == "MAIL_ACT_INVALID"
    assert codes.count("MAIL_ACT_INVALID") <= 31
    assert codes[-1] != "MAIL_ACT_INVALID"
