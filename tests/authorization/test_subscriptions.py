"""Every viewer listens to every meeting, and hears what the table says."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.notifications.commands import notify
from erm.notifications.rules import NotificationKind
from erm.one_on_ones.commands import shared_notes
from erm.recognition.changes import changed
from erm.settings import Settings
from erm.web.app import create_app
from tests.authorization import walking
from tests.authorization.test_matrix import SQLITE
from tests.authorization.world import Row, Viewer, World
from tests.conftest import PUBLIC_URL
from tests.one_on_ones.editing import Editor, coded, decoded, new_key
from tests.web.sockets import Closed, Denied, Socket

KUDOS = """subscription { kudosNews(after: 0) { __typename number kudosId gone kudos {
  __typename id message visibility hiddenReason author { id } comments(first: 50) {
    edges { node { __typename id body } } } } } }"""


NOTIFICATIONS = """subscription { notificationNews { unseen notification {
  __typename kind title path person { id } } } }"""


def test_these_are_all_that_can_be_listened_to() -> None:
    assert set(walking.object_types()["Subscription"].fields) == {
        "notesChanged",
        "kudosNews",
        "notificationNews",
    }


def _socket(app: Any, viewer: Viewer) -> Socket:
    return Socket(
        app,
        cookie=viewer.cookie,
        bearer=viewer.bearer,
        origin=None if viewer.bearer is not None else PUBLIC_URL,
    )


async def _listen(app: Any, world: World, viewer: Viewer, meeting: Row) -> list[Any]:
    """What a viewer is told, until nothing has come for a moment."""
    heard: list[Any] = []
    try:
        async with _socket(app, viewer) as socket:
            await socket.begin()
            socket.subscribe(variables={"id": meeting.id, "after": 0})
            try:
                while True:
                    heard.append(await socket.receive(0.3))
            except TimeoutError:
                pass
    except (Closed, Denied) as refused:
        heard.append(str(refused))
    return heard


@SQLITE
async def test_everybody_hears_of_the_meetings_that_are_theirs_and_of_no_other(
    world: World, settings: Settings
) -> None:
    app = create_app(settings)
    told = refused = 0
    for meeting in world.of("OneOnOneMeeting"):
        answers = await asyncio.gather(
            *(_listen(app, world, viewer, meeting) for viewer in world.viewers)
        )
        for viewer, heard in zip(world.viewers, answers, strict=True):
            assert not world.unseen(viewer.key, str(heard)), (viewer.name, meeting)
            if world.reads(viewer.key, meeting):
                (message,) = heard
                change = message["payload"]["data"]["notesChanged"]
                editor = Editor(decoded(change["update"]))
                assert editor.text == meeting.extra["typed"], (viewer.name, meeting)
                told += 1
            elif viewer.key is None:
                (message,) = heard
                assert isinstance(message, str), (viewer.name, meeting)
                assert message.startswith(("4401", "401"))
                refused += 1
            else:
                (message,) = heard
                assert message["type"] == "error", (viewer.name, meeting)
                assert [e["extensions"]["code"] for e in message["payload"]] == [
                    "MEETING_NOT_FOUND"
                ]
                refused += 1
    print(f"\n{told} were told, {refused} were not")
    assert told > 15
    assert refused > 80


@SQLITE
async def test_everybody_hears_of_the_kudos_that_they_read_and_of_no_other(
    world: World, settings: Settings
) -> None:
    """Of those withdrawn too nobody hears, for nobody was there who read them before."""
    app = create_app(settings)
    async with unit_of_work(Bus()):
        for row in world.of("Kudos"):
            changed(row.key)

    async def listen(viewer: Viewer) -> list[Any]:
        heard: list[Any] = []
        try:
            async with _socket(app, viewer) as socket:
                await socket.begin()
                socket.subscribe(KUDOS)
                try:
                    while True:
                        heard.append((await socket.event(0.5))["kudosNews"])
                except TimeoutError:
                    pass
        except (Closed, Denied) as refused:
            if viewer.key is not None:
                raise AssertionError(viewer.name) from refused
        return heard

    answers = await asyncio.gather(*(listen(viewer) for viewer in world.viewers))
    told = 0
    for viewer, heard in zip(world.viewers, answers, strict=True):
        read = [row for row in world.of("Kudos") if world.reads(viewer.key, row)]
        assert [each["kudosId"] for each in heard] == [
            row.id for row in sorted(read, key=lambda row: row.key)
        ], viewer.name
        assert not any(each["gone"] for each in heard)
        assert not world.unseen(viewer.key, str(heard)), viewer.name
        told += len(heard)
    print(f"\n{told} news")
    assert told > 60


@SQLITE
async def test_everybody_hears_of_their_own_notifications_and_of_no_other(
    world: World, settings: Settings
) -> None:
    """Of each only what they may read: what was taken back is neither counted nor shown."""
    app = create_app(settings)

    async def listen(viewer: Viewer) -> list[Any]:
        heard: list[Any] = []
        try:
            async with _socket(app, viewer) as socket:
                await socket.begin()
                socket.subscribe(NOTIFICATIONS)
                heard.append((await socket.event(5))["notificationNews"])
                if viewer.key is not None and viewer.name in told_again:
                    heard.append((await socket.event(5))["notificationNews"])
        except (Closed, Denied) as refused:
            if viewer.key is not None:
                raise AssertionError(viewer.name) from refused
        return heard

    told_again = {"Ann", "Mo"}
    listening = [asyncio.create_task(listen(viewer)) for viewer in world.viewers]
    await asyncio.sleep(1.0)
    public = next(row for row in world.of("Kudos") if row.variant == "public")
    async with unit_of_work(Bus()):
        await notify(
            NotificationKind.KUDOS_MENTIONED,
            [world.cast.ann.id, world.cast.mo.id],
            "Kudos",
            public.key,
            person_id=world.cast.cy.id,
        )
    answers = await asyncio.gather(*listening)
    for viewer, heard in zip(world.viewers, answers, strict=True):
        if viewer.key is None:
            assert heard == []
            continue
        mine = [row for row in world.of("Notification") if world.reads(viewer.key, row)]
        assert heard[0] == {"unseen": len(mine), "notification": None}, viewer.name
        assert not world.unseen(viewer.key, str(heard)), viewer.name
        if viewer.name in told_again:
            assert heard[1]["unseen"] == len(mine) + 1
            assert heard[1]["notification"]["kind"] == "KUDOS_MENTIONED"


@SQLITE
@pytest.mark.parametrize("leaving", [False, True])
async def test_presence_of_one_is_told_to_the_other_and_to_nobody_else(
    world: World, settings: Settings, leaving: bool
) -> None:
    app = create_app(settings)
    meeting = world.named("meeting 2 of series of Ann and Mo")
    heard: dict[str, list[Any]] = {}

    async def listen(viewer: Viewer) -> None:
        try:
            async with _socket(app, viewer) as socket:
                await socket.begin()
                socket.subscribe(variables={"id": meeting.id, "after": 1})
                while True:
                    message = await socket.receive(1.5)
                    heard.setdefault(viewer.name, []).append(message["type"])
        except (Closed, Denied, TimeoutError):
            pass

    listening = [asyncio.create_task(listen(viewer)) for viewer in world.viewers]
    await asyncio.sleep(0.7)
    ann = world.cast.actor(world.cast.ann)
    await shared_notes.show_presence(
        ann, meeting_id=meeting.key, anchor=None, head=None, leaving=leaving
    )
    await asyncio.gather(*listening)
    assert {name for name, types in heard.items() if "next" in types} == {"Mo", "Mo's token"}


@SQLITE
async def test_what_one_writes_is_told_at_once_to_both_and_to_nobody_else(
    world: World, settings: Settings
) -> None:
    app = create_app(settings)
    meeting = world.named("meeting 2 of series of Ann and Mo")
    heard: set[str] = set()

    async def listen(viewer: Viewer) -> None:
        try:
            async with _socket(app, viewer) as socket:
                await socket.begin()
                socket.subscribe(variables={"id": meeting.id, "after": 1})
                if (await socket.receive(1.5))["type"] == "next":
                    heard.add(viewer.name)
        except (Closed, Denied, TimeoutError):
            pass

    listening = [asyncio.create_task(listen(viewer)) for viewer in world.viewers]
    await asyncio.sleep(0.7)
    async with unit_of_work(Bus()):
        await shared_notes.append_notes(
            world.cast.actor(world.cast.mo),
            meeting_id=meeting.key,
            key=new_key(),
            update=coded(Editor().insert(0, "new")),
        )
    await asyncio.gather(*listening)
    assert heard == {"Ann", "Mo", "Ann's read-only token", "Mo's token"}
