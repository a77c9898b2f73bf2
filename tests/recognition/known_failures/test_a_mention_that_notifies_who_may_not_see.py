"""Somebody is named in what they may not read, and is told of it: by a notice, a mail, or live."""

from __future__ import annotations

from datetime import timedelta

import pytest

from erm.core.clock import at, now
from erm.core.events import Bus
from erm.core.paging import PageRequest
from erm.flows.notifying import recognition
from erm.flows.subjects import subjects
from erm.mail.models import Mail
from erm.notifications import queries
from erm.notifications.models import Notification
from erm.recognition import commands as kudos_commands
from erm.recognition import queries as kudos_queries
from erm.recognition.models import KudosMention
from erm.recognition.rules import KudosVisibility
from erm.settings import Settings
from tests.cast import Cast
from tests.notifications.reaching import reachable
from tests.recognition.news.happening import Happening, dispatch
from tests.recognition.rows import PRIVATE, PUBLIC, do


@pytest.fixture
async def happening(cast: Cast, bus: Bus) -> Happening:
    recognition.subscribe(bus)
    await reachable(cast.people)
    return Happening(cast, bus)


async def told(cast: Cast, settings: Settings, bus: Bus, name: str) -> bool:
    """Whether anything reaches somebody: a row, the bell, a mail, the feed's news."""
    person = getattr(cast, name)
    actor = cast.actor(person)
    with at(now() + timedelta(days=2)):
        await dispatch(settings, bus)
    mailed = await Mail.filter(to_address=person.work_email).exists()
    listed = bool((await queries.notifications(actor, PageRequest(5), subjects)).items)
    counted = bool(await queries.unseen_notifications(actor, subjects))
    live = await kudos_queries.last_change(actor) > 0
    noted = await Notification.filter(recipient_id=person.id).exists()
    named = await KudosMention.filter(person_id=person.id).exists()
    ways = {mailed, listed, counted, live, noted, named}
    assert len(ways) == 1, (name, mailed, listed, counted, live, noted, named)
    return ways.pop()


@pytest.mark.parametrize(
    ("visibility", "reached"),
    [
        (PUBLIC, {"mo", "cy", "hana"}),
        (KudosVisibility.TEAM, {"mo"}),
        (PRIVATE, set()),
    ],
)
async def test_who_may_not_see_the_post_is_named_in_words_only(
    cast: Cast,
    happening: Happening,
    settings: Settings,
    visibility: KudosVisibility,
    reached: set[str],
) -> None:
    named = ("mo", "cy", "hana")
    await happening.give(
        cast.ann,
        cast.bo,
        visibility=visibility,
        mentioned=tuple(getattr(cast, name) for name in named),
        **({"audience_id": cast.mo.id} if visibility is KudosVisibility.TEAM else {}),
    )
    for name in named:
        assert await told(cast, settings, happening.bus, name) == (name in reached), name


async def test_who_may_not_see_the_post_is_not_told_of_a_comment_that_names_them(
    cast: Cast, happening: Happening, settings: Settings
) -> None:
    key = await happening.give(cast.ann, cast.bo, visibility=PRIVATE)
    await happening.comment(cast.bo, key, "Without you it would not have been", cast.cy)
    assert not await told(cast, settings, happening.bus, "cy")


async def test_who_could_see_it_once_is_not_mailed_any_more(
    cast: Cast, happening: Happening, settings: Settings
) -> None:
    """It was public when somebody was named, and is private before the mail goes out."""
    key = await happening.give(cast.ann, cast.bo, mentioned=(cast.cy,))
    bo = cast.actor(cast.bo)
    await do(happening.bus, kudos_commands.make_kudos_private, bo, kudos_id=key)
    with at(now() + timedelta(days=2)):
        await dispatch(settings, happening.bus)
    assert not await Mail.filter(to_address=cast.cy.work_email).exists()
    assert not (await queries.notifications(cast.actor(cast.cy), PageRequest(5), subjects)).items
