"""News of the feed: everything that one may read, once and in order, and nothing else at all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.people.models import Person
from erm.recognition import commands, queries
from erm.recognition.changes import changed, narrowed
from erm.recognition.commands import KudosDraft
from erm.recognition.models import Kudos
from erm.recognition.queries import KudosNewsView, news
from erm.recognition.rules import KudosVisibility, ReactionKind
from erm.settings import Settings
from erm.web.app import create_app
from tests.cast import Cast
from tests.recognition.rows import PRIVATE, PUBLIC, do, kudos
from tests.web.sockets import Closed, node, socket_of

TEAM = KudosVisibility.TEAM
QUIET = 0.1
"""Seconds in which nothing may come: far below the time after which one looks without a signal."""
NEWS = """subscription($after: Float) { kudosNews(after: $after) {
  number kudosId gone kudos { id message author { name } reactions { kind count mine } } } }"""


class Heard:
    """What one viewer hears, in the background."""

    def __init__(self) -> None:
        self.news: list[KudosNewsView] = []
        self._more = asyncio.Event()

    async def listen(self, found: AsyncIterator[KudosNewsView]) -> None:
        async for each in found:
            self.news.append(each)
            self._more.set()

    async def next(self, count: int) -> list[KudosNewsView]:
        """Wait until so many have come, see that no more do, and take them."""
        async with asyncio.timeout(5):
            while len(self.news) < count:
                self._more.clear()
                await self._more.wait()
        await asyncio.sleep(QUIET)
        taken, self.news = self.news, []
        assert len(taken) == count, taken
        return taken


@asynccontextmanager
async def listening(cast: Cast, *people: Person, after: int | None = None) -> Any:
    """What these people hear within the block, from their first message on."""
    found = [queries.kudos_news(cast.actor(person), after) for person in people]
    heard = [Heard() for _ in people]
    tasks = [asyncio.create_task(h.listen(f)) for h, f in zip(heard, found, strict=True)]
    try:
        for each in heard:
            if after is None:
                (first,) = await each.next(1)
                assert (first.kudos_id, first.kudos, first.gone) == (None, None, False)
        yield heard
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for each in found:
            await each.aclose()


def told(found: list[KudosNewsView]) -> list[tuple[Any, bool]]:
    return [(each.kudos_id, each.gone) for each in found]


async def given(
    cast: Cast,
    bus: Bus,
    author: Person,
    *receivers: Person,
    visibility: KudosVisibility = PUBLIC,
    manager: Person | None = None,
) -> UUID:
    draft = KudosDraft(
        message="For the release",
        receiver_ids=tuple(each.id for each in receivers),
        visibility=visibility,
        audience_id=None if manager is None else manager.id,
    )
    return (await do(bus, commands.give, cast.actor(author), draft)).kudos.id


async def test_new_kudos_signs_and_words_come_by_themselves(cast: Cast, bus: Bus) -> None:
    async with listening(cast, cast.cy) as (cy,):
        key = await given(cast, bus, cast.ann, cast.bo)
        (new,) = await cy.next(1)
        assert (new.kudos_id, new.kudos.message, new.gone) == (key, "For the release", False)
        await do(bus, commands.react, cast.actor(cast.bo), kudos_id=key, kind=ReactionKind.HEART)
        (signed,) = await cy.next(1)
        assert [(each.kind, each.count) for each in signed.kudos.reactions] == [("heart", 1)]
        await do(bus, commands.comment_on_kudos, cast.actor(cast.bo), kudos_id=key, body="Thanks!")
        (answered,) = await cy.next(1)
        assert answered.kudos.comment_count == 1
        assert new.number < signed.number < answered.number


async def test_private_kudos_are_news_for_those_two_only(cast: Cast, bus: Bus) -> None:
    everybody = (cast.bo, cast.mo, cast.zed, cast.cy, cast.hana, cast.ada)
    async with listening(cast, *everybody) as heard:
        key = await given(cast, bus, cast.ann, cast.bo, visibility=PRIVATE)
        bo = cast.actor(cast.bo)
        await heard[0].next(1)
        await do(bus, commands.react, bo, kudos_id=key, kind=ReactionKind.HEART)
        await heard[0].next(1)
        await do(bus, commands.comment_on_kudos, bo, kudos_id=key, body="Thanks!")
        await heard[0].next(1)
        await do(bus, commands.withdraw_kudos, cast.actor(cast.ann), kudos_id=key)
        assert told(await heard[0].next(1)) == [(key, True)]
        for each in heard[1:]:
            assert each.news == []
        # Nor does the number that somebody begins with move.
        assert await queries.last_change(cast.actor(cast.cy)) == 0


async def test_numbers_tell_nothing_of_what_lay_between(cast: Cast, bus: Bus) -> None:
    """Were they counted one by one, a gap would say that something private had happened."""
    async with listening(cast, cast.cy) as (cy,):
        for _ in range(2):
            await given(cast, bus, cast.ann, cast.bo)
        first, second = await cy.next(2)
        assert second.number - first.number > 1


async def test_what_is_made_private_is_gone_for_the_others_and_stays_quiet(
    cast: Cast, bus: Bus
) -> None:
    key = await given(cast, bus, cast.ann, cast.bo)
    async with listening(cast, cast.cy, cast.bo) as (cy, bo):
        await do(bus, commands.make_kudos_private, cast.actor(cast.bo), kudos_id=key)
        assert told(await cy.next(1)) == [(key, True)]
        assert told(await bo.next(1)) == [(key, False)]
        await do(bus, commands.react, cast.actor(cast.bo), kudos_id=key, kind=ReactionKind.HEART)
        assert told(await bo.next(1)) == [(key, False)]
        await do(bus, commands.withdraw_kudos, cast.actor(cast.ann), kudos_id=key)
        assert told(await bo.next(1)) == [(key, True)]
        assert cy.news == []


async def test_hidden_kudos_are_gone_and_come_back_when_restored(cast: Cast, bus: Bus) -> None:
    key = await given(cast, bus, cast.ann, cast.bo)
    async with listening(cast, cast.cy, cast.ann, cast.hana) as (cy, ann, hana):
        await do(bus, commands.hide_kudos, cast.actor(cast.hana), kudos_id=key, reason="No")
        assert told(await cy.next(1)) == [(key, True)]
        assert told(await ann.next(1)) == [(key, False)]
        assert told(await hana.next(1)) == [(key, False)]
        await do(bus, commands.restore_kudos, cast.actor(cast.hana), kudos_id=key, reason="Yes")
        for each in (cy, ann, hana):
            assert told(await each.next(1)) == [(key, False)]


async def test_a_team_hears_of_its_kudos_and_of_their_end(cast: Cast, bus: Bus) -> None:
    people = (cast.ann, cast.bo, cast.mo, cast.zed, cast.cy, cast.hana)
    async with listening(cast, *people) as heard:
        key = await given(cast, bus, cast.ann, cast.bo, visibility=TEAM, manager=cast.mo)
        for each in heard[:3]:
            assert told(await each.next(1)) == [(key, False)]
        await do(bus, commands.make_kudos_private, cast.actor(cast.bo), kudos_id=key)
        assert [told(await each.next(1)) for each in heard[:3]] == [
            [(key, False)],
            [(key, False)],
            [(key, True)],
        ]
        for each in heard[3:]:
            assert each.news == []


async def test_who_comes_back_hears_what_they_missed_once(
    cast: Cast, bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(news, "AT_ONCE", 3)
    async with listening(cast, cast.cy) as (cy,):
        before = await given(cast, bus, cast.ann, cast.bo)
        (last,) = await cy.next(1)
    keys = [await given(cast, bus, cast.ann, cast.bo) for _ in range(7)]
    await given(cast, bus, cast.ann, cast.bo, visibility=PRIVATE)
    for key in keys[2:6]:
        await do(bus, commands.withdraw_kudos, cast.actor(cast.ann), kudos_id=key)
    await do(bus, commands.withdraw_kudos, cast.actor(cast.ann), kudos_id=before)
    async with listening(cast, cast.cy, after=last.number) as (cy,):
        found = await cy.next(8)
        assert told(found) == [
            *((key, False) for key in (keys[0], keys[1], keys[6])),
            *((key, True) for key in (*keys[2:6], before)),
        ]
        numbers = [each.number for each in found]
        assert numbers == sorted(set(numbers))
    async with listening(cast, cast.cy, after=numbers[-1]) as (cy,):
        assert await cy.next(0) == []


async def test_a_number_from_ahead_of_time_hears_nothing_twice_and_nothing_wrong(
    cast: Cast, bus: Bus
) -> None:
    await given(cast, bus, cast.ann, cast.bo)
    async with listening(cast, cast.cy, after=2**53) as (cy,):
        assert await cy.next(0) == []


async def test_many_at_once_are_all_heard_once(cast: Cast, bus: Bus) -> None:
    """What commits later has a higher number, or a listener would pass it over."""
    rows = [await kudos(cast.ann, cast.bo, message=f"{number}") for number in range(12)]

    async def touch(row: Kudos, seconds: float) -> None:
        async with unit_of_work(bus):
            changed(row.id)
            await asyncio.sleep(seconds)

    async with listening(cast, cast.cy) as (cy,):
        await asyncio.gather(*(touch(row, 0.002 * (number % 4)) for number, row in enumerate(rows)))
        found = await cy.next(12)
    assert {each.kudos_id for each in found} == {row.id for row in rows}
    assert [each.number for each in found] == sorted(each.number for each in found)


async def test_a_lost_signal_loses_nothing(
    cast: Cast, bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("erm.core.signals._deliver", lambda signal: None)
    monkeypatch.setattr(news, "LOOK_EVERY", 0.05)
    async with listening(cast, cast.cy) as (cy,):
        key = await given(cast, bus, cast.ann, cast.bo)
        assert told(await cy.next(1)) == [(key, False)]


async def test_an_unwitnessed_narrowing_is_told_to_nobody_else(cast: Cast, bus: Bus) -> None:
    """Hidden before, then withdrawn: only its author and moderators could still read it."""
    row = await kudos(cast.ann, cast.bo, visibility=PUBLIC, hidden=True)
    async with listening(cast, cast.cy, cast.bo, cast.hana, cast.ann) as (cy, bo, hana, ann):
        async with unit_of_work(bus):
            await Kudos.filter(id=row.id).update(withdrawn_at=row.created_at)
            narrowed(row)
        assert told(await hana.next(1)) == [(row.id, True)]
        assert told(await ann.next(1)) == [(row.id, True)]
        assert cy.news == bo.news == []


# ---- over a socket -----------------------------------------------------------------------------


@pytest.fixture
def app(settings: Settings) -> Any:
    return create_app(replace(settings, var=Path("var")))


async def test_a_browser_hears_and_asks_for_what_belongs_to_it(
    app: Any, cast: Cast, bus: Bus
) -> None:
    async with await socket_of(app, cast.cy) as socket:
        await socket.begin()
        socket.subscribe(NEWS)
        first = (await socket.event())["kudosNews"]
        assert first == {"number": 0.0, "kudosId": None, "gone": False, "kudos": None}
        await given(cast, bus, cast.ann, cast.bo, visibility=PRIVATE)
        key = await given(cast, bus, cast.ann, cast.bo)
        heard = (await socket.event(2))["kudosNews"]
        assert heard["kudosId"] == heard["kudos"]["id"] == node("Kudos", key)
        assert heard["kudos"]["author"] == {"name": "Ann Test"}
        await do(bus, commands.react, cast.actor(cast.cy), kudos_id=key, kind=ReactionKind.CLAP)
        again = (await socket.event(2))["kudosNews"]
        assert again["kudos"]["reactions"] == [{"kind": "CLAP", "count": 1, "mine": True}]
        await do(bus, commands.withdraw_kudos, cast.actor(cast.ann), kudos_id=key)
        gone = (await socket.event(2))["kudosNews"]
        assert (gone["kudosId"], gone["kudos"], gone["gone"]) == (heard["kudosId"], None, True)
        with pytest.raises(TimeoutError):
            await socket.receive(QUIET)


async def test_who_changes_teams_hears_nothing_more_of_the_old_one(
    app: Any, cast: Cast, bus: Bus
) -> None:
    """The socket knows whom its person reported to: it is closed, and opened anew with other rights."""
    async with await socket_of(app, cast.bo) as socket:
        await socket.begin()
        socket.subscribe(NEWS)
        await socket.event()
        await cast.change_manager(cast.bo, cast.max)
        await given(cast, bus, cast.mo, cast.ann, visibility=TEAM, manager=cast.mo)
        with pytest.raises(Closed) as closed:
            await socket.receive(3)
        assert closed.value.code == 1012
