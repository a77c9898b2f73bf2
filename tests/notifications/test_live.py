"""Word of notifications while somebody watches: at once, theirs only, and never of the unreadable."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg  # type: ignore[import-untyped]
import pytest

from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.signals import CHANNEL, signals_between_processes
from erm.core.work import unit_of_work
from erm.flows.notifying import recognition
from erm.notifications import commands, live
from erm.notifications.models import Notification
from erm.notifications.views import NewsView
from erm.people.models import Person
from erm.settings import Settings
from erm.web.app import create_app
from tests.cast import Cast, begin_session
from tests.conftest import OpenDatabase
from tests.notifications.telling import HANDOVER, Office
from tests.recognition.rows import PUBLIC
from tests.web.sockets import Closed, Socket

QUIET = 0.1
"""Seconds in which nothing may come: far below the time after which one looks without a signal."""
NEWS = """subscription { notificationNews { unseen notification {
  id kind title path others seen person { name } } } }"""


class Heard:
    """What one viewer hears, in the background."""

    def __init__(self) -> None:
        self.news: asyncio.Queue[NewsView] = asyncio.Queue()

    async def listen(self, found: AsyncIterator[NewsView]) -> None:
        async for each in found:
            self.news.put_nowait(each)

    async def next(self) -> NewsView:
        return await asyncio.wait_for(self.news.get(), 5)

    async def silence(self) -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(self.news.get(), QUIET)


@asynccontextmanager
async def watching(office: Office, *people: Person) -> AsyncIterator[list[Heard]]:
    heard = [Heard() for _ in people]
    tasks = [
        asyncio.create_task(
            each.listen(live.notification_news(office.cast.actor(person), office.things))
        )
        for each, person in zip(heard, people, strict=True)
    ]
    try:
        yield heard
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def test_who_watches_hears_the_number_first_and_then_what_is_new(office: Office) -> None:
    c = office.cast
    await office.tell(HANDOVER, c.ann, person_id=c.cy.id)
    async with watching(office, c.ann, c.bo) as (ann, bo):
        assert await ann.next() == NewsView(1)
        assert await bo.next() == NewsView(0)
        thing = await office.tell(HANDOVER, c.ann, person_id=c.max.id)
        news = await ann.next()
        assert news.unseen == 2
        assert news.notification is not None
        assert news.notification.path == f"/things/{thing}"
        assert news.notification.person_id == c.max.id
        await bo.silence()
        await ann.silence()


async def test_seeing_in_one_window_is_heard_in_the_other(office: Office) -> None:
    c = office.cast
    await office.tell(HANDOVER, c.ann, person_id=c.cy.id)
    row = await Notification.get()
    async with watching(office, c.ann, c.ann) as windows:
        for each in windows:
            assert (await each.next()).unseen == 1
        async with unit_of_work(office.bus):
            await commands.mark_notifications_seen(c.actor(c.ann), up_to=row.id)
        for each in windows:
            assert await each.next() == NewsView(0)


async def test_what_was_taken_back_is_counted_no_more(office: Office) -> None:
    c = office.cast
    thing = await office.tell(HANDOVER, c.ann, person_id=c.cy.id)
    async with watching(office, c.ann) as (ann,):
        assert (await ann.next()).unseen == 1
        async with unit_of_work(office.bus):
            await commands.forget_subject("Thing", [thing])
        assert await ann.next() == NewsView(0)


async def test_of_what_they_may_not_read_nobody_hears_more_than_that_nothing_is_new(
    office: Office,
) -> None:
    c = office.cast
    thing = new_id()
    office.things.hide(c.ann, thing)
    await office.tell(HANDOVER, c.ann, person_id=c.cy.id)
    async with watching(office, c.ann) as (ann,):
        assert (await ann.next()).unseen == 1
        await office.tell(HANDOVER, c.ann, thing=thing, person_id=c.cy.id)
        assert await ann.next() == NewsView(1)


async def test_what_was_rolled_back_is_told_to_nobody(office: Office) -> None:
    c = office.cast

    async def fails() -> None:
        async with unit_of_work(office.bus):
            await commands.notify(HANDOVER, [c.ann.id], "Thing", new_id())
            raise RuntimeError("no")

    async with watching(office, c.ann) as (ann,):
        assert await ann.next() == NewsView(0)
        with pytest.raises(RuntimeError, match="no"):
            await fails()
        await ann.silence()


async def test_what_came_without_a_signal_is_found_when_one_looks(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "LOOK_EVERY", 0.05)
    monkeypatch.setattr(commands, "SIGNALS_AT_MOST", 0)
    c = office.cast
    async with watching(office, c.ann) as (ann,):
        assert await ann.next() == NewsView(0)
        await office.tell(HANDOVER, c.ann, person_id=c.cy.id)
        assert (await ann.next()).unseen == 1


async def test_looking_asks_one_thing_of_the_database_while_nothing_is_new(
    office: Office,
) -> None:
    from tests.database import query_count

    c = office.cast
    await office.tell(HANDOVER, c.ann, person_id=c.cy.id)
    with query_count() as count:
        await live._unseen_ids(c.actor(c.ann))
    assert count.count == 1


async def test_the_bell_rings_through_the_api_for_whoever_was_thanked(
    cast: Cast, bus: Bus, settings: Settings
) -> None:
    from tests.recognition.news.happening import Happening

    recognition.subscribe(bus)
    app = create_app(settings)
    cookie = await begin_session(cast.bo)

    async def next_of(socket: Socket) -> Any:
        return (await socket.event(5))["notificationNews"]

    async with Socket(app, cookie=cookie) as socket:
        await socket.begin()
        socket.subscribe(NEWS)
        assert await next_of(socket) == {"unseen": 0, "notification": None}
        await Happening(cast, bus).give(cast.ann, cast.bo, visibility=PUBLIC)
        news = await next_of(socket)
        assert news["unseen"] == 1
        assert news["notification"]["kind"] == "KUDOS_RECEIVED"
        assert news["notification"]["person"] == {"name": "Ann Test"}

    async def nobody() -> None:
        async with Socket(app) as socket:
            await socket.begin()
            socket.subscribe(NEWS)
            await socket.event(5)

    with pytest.raises(Closed):
        await nobody()


@pytest.mark.parametrize("database_kind", [pytest.param("postgres", marks=pytest.mark.postgres)])
async def test_what_another_server_told_is_heard_at_once(
    office: Office, db: OpenDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other server is a connection of its own: it writes a row and says so, as servers do."""
    monkeypatch.setattr(live, "LOOK_EVERY", 60.0)
    c = office.cast
    async with signals_between_processes(db.url), watching(office, c.ann, c.bo) as (ann, bo):
        assert await ann.next() == await bo.next() == NewsView(0)
        other = await asyncpg.connect(db.url)
        try:
            async with asyncio.timeout(10):
                while not await other.fetchval(  # noqa: ASYNC110 (another process would tell)
                    "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
                ):
                    await asyncio.sleep(0.02)
            key = new_id()
            await other.execute(
                "INSERT INTO notification (id, recipient_id, kind, subject_kind, subject_id, facts,"
                " once_key, created_at) VALUES ($1, $2, 'handover_shared', 'Thing', $1, '{}', 'x',"
                " now())",
                key,
                c.ann.id,
            )
            said = f'["another", "{commands.topic_of(c.ann.id)}", {{}}]'
            await other.execute("SELECT pg_notify($1, $2)", CHANNEL, said)
        finally:
            await other.close()
        news = await ann.next()
        assert news.unseen == 1
        assert news.notification is not None
        assert news.notification.id == key
        await bo.silence()
