"""Shared notes: what two editors write is stored, put together and kept."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from erm.core import clock
from erm.core.errors import DomainError
from erm.core.events import Bus
from erm.core.paging import PageRequest
from erm.core.work import unit_of_work
from erm.one_on_ones import notes, notes_queries, queries
from erm.one_on_ones.commands import meetings, series, shared_notes
from erm.one_on_ones.errors import (
    MeetingNotFound,
    NotesFull,
    NotesNotEditable,
    NotesTooLong,
    NotesUpdateMalformed,
    NotesUpdateTooLarge,
)
from erm.one_on_ones.models import NotesUpdate, NotesVersion, OneOnOneMeeting
from erm.one_on_ones.notes_queries import NotesVersionView
from erm.one_on_ones.rules import NOTES_MAXIMUM, Cadence
from erm.people.models import Person
from tests.cast import Cast
from tests.database import query_count
from tests.one_on_ones.conftest import Doing
from tests.one_on_ones.editing import Editor, coded, new_key

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
FIRST = datetime(2026, 3, 24, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
async def meeting(cast: Cast, do: Doing) -> UUID:
    """The first meeting of Mo and Ann."""
    begun = await do(
        series.start_series(
            cast.actor(cast.mo),
            person_id=cast.ann.id,
            cadence=Cadence.WEEKLY,
            first_meeting_at=FIRST,
        )
    )
    do.heard.clear()
    return (await queries.current_meetings_of(cast.actor(cast.mo), [begun.id]))[begun.id].id


class Desk:
    """One of the two at their editor, and what they send."""

    def __init__(self, cast: Cast, do: Doing, person: Person, meeting: UUID) -> None:
        self.actor = cast.actor(person)
        self.do = do
        self.meeting = meeting
        self.editor = Editor()

    async def open(self) -> None:
        state = await notes_queries.notes_states(self.actor, [self.meeting])
        self.editor.take(state[self.meeting].update)

    async def send(self, update: bytes, key: UUID | None = None) -> int:
        return await self.do(
            shared_notes.append_notes(
                self.actor, meeting_id=self.meeting, key=key or new_key(), update=coded(update)
            )
        )


@pytest.fixture
def mo(cast: Cast, do: Doing, meeting: UUID) -> Desk:
    return Desk(cast, do, cast.mo, meeting)


@pytest.fixture
def ann(cast: Cast, do: Doing, meeting: UUID) -> Desk:
    return Desk(cast, do, cast.ann, meeting)


async def stored(meeting: UUID) -> OneOnOneMeeting:
    return await OneOnOneMeeting.get(id=meeting)


async def test_what_both_write_at_once_is_there_and_can_be_read_without_an_editor(
    cast: Cast, meeting: UUID, mo: Desk, ann: Desk
) -> None:
    assert await mo.send(mo.editor.insert(0, "Agreed: ")) == 1
    await ann.open()
    ours = mo.editor.insert(8, "hire two")
    theirs = ann.editor.insert(8, "ship Friday 🚢, ")
    assert [await mo.send(ours), await ann.send(theirs)] == [2, 3]
    row = await stored(meeting)
    mo.editor.take(theirs)
    ann.editor.take(ours)
    assert row.shared_notes == mo.editor.text == ann.editor.text
    assert "hire two" in row.shared_notes
    assert "ship Friday 🚢, " in row.shared_notes
    assert row.shared_notes_edited_by_id == cast.ann.id
    assert row.shared_notes_edited_at == NOW
    assert row.shared_notes_version == 4


async def test_nobody_but_the_two_writes_and_nothing_changes(
    cast: Cast, do: Doing, meeting: UUID, mo: Desk
) -> None:
    await mo.send(mo.editor.insert(0, "ours"))
    for stranger in (cast.zed, cast.bo, cast.hana, cast.ada, cast.old):
        desk = Desk(cast, do, stranger, meeting)
        with pytest.raises(MeetingNotFound):
            await desk.send(desk.editor.insert(0, "theirs"))
        with pytest.raises(MeetingNotFound):
            await desk.do(
                shared_notes.show_presence(
                    desk.actor, meeting_id=meeting, anchor=None, head=None, leaving=False
                )
            )
        assert await notes_queries.notes_states(desk.actor, [meeting]) == {}
    assert (await stored(meeting)).shared_notes == "ours"
    assert await NotesUpdate.all().count() == 1


async def test_the_same_change_sent_twice_is_stored_once(meeting: UUID, mo: Desk) -> None:
    update, key = mo.editor.insert(0, "once"), new_key()
    assert [await mo.send(update, key), await mo.send(update, key)] == [1, 1]
    assert await mo.send(mo.editor.insert(4, " more")) == 2
    assert await mo.send(update, key) == 1
    assert await NotesUpdate.filter(meeting_id=meeting).count() == 2
    assert (await stored(meeting)).shared_notes == "once more"


async def test_the_same_change_sent_twice_at_once_is_stored_once(meeting: UUID, mo: Desk) -> None:
    update, key = mo.editor.insert(0, "once"), new_key()
    numbers = await asyncio.gather(*(mo.send(update, key) for _ in range(8)))
    assert numbers == [1] * 8
    assert await NotesUpdate.filter(meeting_id=meeting).count() == 1


async def test_a_change_that_waits_for_another_is_kept_until_that_comes(
    meeting: UUID, mo: Desk, ann: Desk
) -> None:
    first, second = mo.editor.insert(0, "one "), mo.editor.insert(4, "two")
    assert await mo.send(second) == 1
    assert (await stored(meeting)).shared_notes == ""
    state = (await notes_queries.notes_states(ann.actor, [meeting]))[meeting]
    assert state.number == 0
    assert await mo.send(first) == 2
    assert (await stored(meeting)).shared_notes == "one two"
    state = (await notes_queries.notes_states(ann.actor, [meeting]))[meeting]
    assert (state.number, Editor(state.update).text) == (2, "one two")


async def test_many_writers_at_once_lose_nothing(meeting: UUID, mo: Desk, ann: Desk) -> None:
    await mo.send(mo.editor.insert(0, "-"))
    await ann.open()
    sent = []
    for number in range(20):
        for desk, name in ((mo, "m"), (ann, "a")):
            sent.append(desk.send(desk.editor.insert(0, f"{name}{number};")))
    numbers = await asyncio.gather(*sent)
    assert sorted(numbers) == list(range(2, 42))
    text = (await stored(meeting)).shared_notes
    assert all(f"{name}{number};" in text for name in "ma" for number in range(20))


async def test_a_text_that_is_too_long_is_refused_and_a_shorter_one_is_taken(
    meeting: UUID, mo: Desk
) -> None:
    whole = mo.editor.insert(0, "я" * NOTES_MAXIMUM)
    assert await mo.send(whole) == 1
    with pytest.raises(NotesTooLong):
        await mo.send(mo.editor.insert(0, "x"))
    assert len((await stored(meeting)).shared_notes) == NOTES_MAXIMUM
    mo.editor.delete(100, 200)
    together = mo.editor.everything()
    assert await mo.send(together) == 2
    assert len((await stored(meeting)).shared_notes) == NOTES_MAXIMUM - 99


async def test_what_was_too_long_before_may_become_shorter(meeting: UUID, mo: Desk) -> None:
    await OneOnOneMeeting.filter(id=meeting).update(shared_notes="x" * (NOTES_MAXIMUM + 10))
    await mo.open()
    assert await mo.send(mo.editor.delete(0, 5)) == 2
    assert len((await stored(meeting)).shared_notes) == NOTES_MAXIMUM + 5


async def test_one_change_can_be_only_so_large(meeting: UUID, mo: Desk) -> None:
    with pytest.raises(NotesUpdateTooLarge):
        await mo.send(b"\x00" * (notes.UPDATE_MAXIMUM + 100))
    assert not await NotesUpdate.exists()


async def test_control_characters_stay_out_of_the_text_to_read(meeting: UUID, mo: Desk) -> None:
    await mo.send(mo.editor.insert(0, "a\x00b\x07\tc\nd\x9f"))
    assert (await stored(meeting)).shared_notes == "ab\tc\nd"


async def test_what_is_no_update_is_refused(do: Doing, mo: Desk, meeting: UUID) -> None:
    for text in ("", "?", "AA=A", "é", "AQ==", "AAAA"):
        with pytest.raises(NotesUpdateMalformed):
            await do(
                shared_notes.append_notes(mo.actor, meeting_id=meeting, key=new_key(), update=text)
            )
    assert not await NotesUpdate.exists()


async def test_an_update_that_says_nothing_is_not_stored(meeting: UUID, mo: Desk) -> None:
    assert await mo.send(b"\x00\x00") == 0
    await mo.send(mo.editor.insert(0, "x"))
    assert await mo.send(b"\x00\x00") == 1
    assert await NotesUpdate.all().count() == 1


# ---- notes from before -------------------------------------------------------------------------


async def test_viewing_makes_no_rows(meeting: UUID, mo: Desk, ann: Desk) -> None:
    await OneOnOneMeeting.filter(id=meeting).update(shared_notes="From before 🙂")
    for desk in (mo, ann, mo):
        await desk.open()
        request = (meeting, PageRequest())
        await notes_queries.notes_version_pages(desk.actor, [request])
        news = notes_queries.notes_news(desk.actor, meeting, 0)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(anext(news), 0.05)
        await news.aclose()
    assert mo.editor.text == ann.editor.text == "From before 🙂"
    assert not await NotesUpdate.exists()
    assert not await NotesVersion.exists()


async def test_notes_from_before_are_there_once_when_both_begin_to_write(
    meeting: UUID, mo: Desk, ann: Desk
) -> None:
    await OneOnOneMeeting.filter(id=meeting).update(shared_notes="From before")
    await mo.open()
    await ann.open()
    ours, theirs = mo.editor.insert(0, "Mo: "), ann.editor.insert(11, " (Ann)")
    assert [await mo.send(ours), await ann.send(theirs)] == [2, 3]
    assert (await stored(meeting)).shared_notes == "Mo: From before (Ann)"
    first = await NotesUpdate.get(meeting_id=meeting, number=1)
    assert bytes(first.content) == notes.first_update(meeting, "From before")
    late = Editor((await notes_queries.notes_states(mo.actor, [meeting]))[meeting].update)
    assert late.text == "Mo: From before (Ann)"


# ---- a closed meeting --------------------------------------------------------------------------


async def test_notes_can_be_edited_for_two_weeks_after_the_meeting_was_closed(
    cast: Cast, do: Doing, meeting: UUID, mo: Desk
) -> None:
    await mo.send(mo.editor.insert(0, "before"))
    closed_at = FIRST + timedelta(hours=1)
    with clock.at(closed_at):
        await do(meetings.close_meeting(mo.actor, meeting_id=meeting, held=True))
    late = mo.editor.insert(6, ", offline")
    with clock.at(closed_at + timedelta(days=14, seconds=-1)):
        assert await mo.send(late) == 2
    key = new_key()
    with clock.at(closed_at + timedelta(days=14)), pytest.raises(NotesNotEditable):
        await mo.send(mo.editor.insert(0, "too late "), key)
    row = await stored(meeting)
    assert row.shared_notes == "before, offline"
    assert await NotesUpdate.all().count() == 2


async def test_writing_notes_shows_that_the_two_meet(
    cast: Cast, meeting: UUID, mo: Desk, ann: Desk
) -> None:
    await mo.send(mo.editor.insert(0, "long before; "))
    row = await stored(meeting)
    assert (row.low_active_at, row.high_active_at) == (None, None)
    with clock.at(FIRST + timedelta(minutes=5)):
        await mo.send(mo.editor.insert(0, "now; "))
        await ann.send(ann.editor.insert(0, "me too; "))
    row = await stored(meeting)
    assert row.low_active_at == row.high_active_at == FIRST + timedelta(minutes=5)


# ---- versions ----------------------------------------------------------------------------------


async def versions(desk: Desk) -> list[NotesVersionView]:
    request = (desk.meeting, PageRequest(first=100))
    return list((await notes_queries.notes_version_pages(desk.actor, [request]))[request].items)


async def test_each_sitting_has_a_version_as_it_was_in_the_end(
    cast: Cast, meeting: UUID, mo: Desk, ann: Desk
) -> None:
    with clock.at(NOW):
        await mo.send(mo.editor.insert(0, "one"))
    with clock.at(NOW + timedelta(minutes=4)):
        await mo.send(mo.editor.insert(3, " two"))
    with clock.at(NOW + timedelta(minutes=6)):
        await mo.send(mo.editor.insert(7, " three"))
        await ann.open()
        await ann.send(ann.editor.delete(0, 13))
    found = await versions(ann)
    assert [(v.number, v.text, v.author_id) for v in found] == [
        (3, "", cast.ann.id),
        (2, "one two three", cast.mo.id),
        (1, "one two", cast.mo.id),
    ]
    assert (await stored(meeting)).shared_notes == ""


async def test_notes_from_before_are_a_version_of_their_own(
    cast: Cast, meeting: UUID, mo: Desk
) -> None:
    edited = NOW - timedelta(days=3)
    await OneOnOneMeeting.filter(id=meeting).update(
        shared_notes="old", shared_notes_edited_by_id=cast.ann.id, shared_notes_edited_at=edited
    )
    await mo.open()
    await mo.send(mo.editor.insert(3, " new"))
    assert [(v.text, v.author_id, v.created_at) for v in await versions(mo)] == [
        ("old new", cast.mo.id, NOW),
        ("old", cast.ann.id, edited),
    ]


async def test_taking_turns_quickly_makes_only_so_many_versions(
    meeting: UUID, mo: Desk, ann: Desk
) -> None:
    for number in range(30):
        desk, other = (mo, ann) if number % 2 else (ann, mo)
        update = desk.editor.insert(0, f"{number} ")
        other.editor.take(update)
        await desk.send(update)
    found = await versions(mo)
    assert len(found) == notes.VERSIONS_AT_ONCE
    assert found[0].author_id is None
    assert found[0].text == (await stored(meeting)).shared_notes


async def test_old_versions_are_thinned_out(
    meeting: UUID, mo: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notes, "VERSIONS_MAXIMUM", 8)
    for number in range(9):
        with clock.at(NOW + timedelta(minutes=6 * number)):
            await mo.send(mo.editor.insert(0, str(number)))
    assert [v.number for v in await versions(mo)] == [9, 8, 7, 6, 5, 3, 1]


async def test_versions_are_paged_newest_first(meeting: UUID, mo: Desk) -> None:
    for number in range(5):
        with clock.at(NOW + timedelta(minutes=6 * number)):
            await mo.send(mo.editor.insert(0, str(number)))
    request = (meeting, PageRequest(first=2))
    page = (await notes_queries.notes_version_pages(mo.actor, [request]))[request]
    assert ([v.number for v in page.items], page.has_next, await page.count()) == ([5, 4], True, 5)
    request = (meeting, PageRequest.of(2, page.cursors[-1]))
    page = (await notes_queries.notes_version_pages(mo.actor, [request]))[request]
    assert [v.number for v in page.items] == [3, 2]


# ---- folding -----------------------------------------------------------------------------------


async def test_many_updates_are_folded_and_numbers_go_on(
    cast: Cast, meeting: UUID, mo: Desk, ann: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notes, "FOLD_FROM", 20)
    monkeypatch.setattr(notes, "FOLD_LEAVES", 5)
    numbers = []
    for number in range(60):
        numbers.append(await mo.send(mo.editor.insert(len(mo.editor.text), f"{number} ")))
        assert (await stored(meeting)).shared_notes == mo.editor.text
    assert numbers == list(range(1, 61))
    rows = await NotesUpdate.filter(meeting_id=meeting).order_by("number")
    assert len(rows) <= 20
    assert rows[-1].number == 60
    # Whoever listens after any number has the whole text.
    state = (await notes_queries.notes_states(ann.actor, [meeting]))[meeting]
    assert (state.number, Editor(state.update).text) == (60, mo.editor.text)
    for after in (0, 7, rows[0].number - 1, 58):
        reader = Editor(_up_to(mo, after))
        news = notes_queries.notes_news(ann.actor, meeting, after)
        last = after
        while last < 60:
            change = await anext(news)
            assert isinstance(change, notes_queries.NotesChangeView)
            assert change.number > last
            last = change.number
            reader.take(change.update)
        await news.aclose()
        assert reader.text == mo.editor.text


def _up_to(desk: Desk, number: int) -> bytes:
    """The document as somebody had it who had the first updates."""
    editor = Editor()
    for update in desk.editor.outbox[:number]:
        editor.take(update)
    return editor.everything()


async def test_what_waits_is_not_folded_away(
    meeting: UUID, mo: Desk, ann: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notes, "FOLD_FROM", 10)
    monkeypatch.setattr(notes, "FOLD_LEAVES", 2)
    missing, waiting = ann.editor.insert(0, "first "), ann.editor.insert(6, "second ")
    for number in range(5):
        await mo.send(mo.editor.insert(0, f"{number} "))
    await ann.send(waiting)
    for number in range(20):
        await mo.send(mo.editor.insert(0, f"{number} "))
    assert "second" not in (await stored(meeting)).shared_notes
    await ann.send(missing)
    assert "first second " in (await stored(meeting)).shared_notes
    for _ in range(3):
        await mo.send(mo.editor.insert(0, "!"))
    assert await NotesUpdate.filter(meeting_id=meeting).count() <= 10


async def test_large_updates_are_folded_sooner(
    meeting: UUID, mo: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notes, "FOLD_BYTES", 2_000)
    for _ in range(30):
        mo.editor.insert(0, "word ")
        mo.editor.delete(0, 2)
        # Everything again and again, as an editor may that keeps no account of what it has sent.
        await mo.send(mo.editor.everything())
        assert (await stored(meeting)).shared_notes == mo.editor.text
    contents = await NotesUpdate.filter(meeting_id=meeting).values_list("content", flat=True)
    assert len(contents) < 20


async def test_a_document_has_only_so_much_room(
    meeting: UUID, mo: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notes, "DOCUMENT_MAXIMUM", 200)
    await mo.send(mo.editor.insert(0, "x" * 100))
    with pytest.raises(NotesFull):
        await mo.send(mo.editor.insert(0, "y" * 100))
    assert await NotesUpdate.all().count() == 1
    assert (await stored(meeting)).shared_notes == "x" * 100


# ---- many meetings at once ---------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 20, 200])
async def test_opening_asks_the_database_as_often_however_much_was_written(
    meeting: UUID, mo: Desk, count: int
) -> None:
    for number in range(min(count, 200)):
        await mo.send(mo.editor.insert(0, f"{number} "))
    with query_count() as seen:
        state = await notes_queries.notes_states(mo.actor, [meeting])
    assert seen.count == 2
    assert Editor(state[meeting].update).text == mo.editor.text


async def test_a_refused_change_is_told_to_nobody(meeting: UUID, mo: Desk, ann: Desk) -> None:
    news = notes_queries.notes_news(ann.actor, meeting, 0)
    waiting = asyncio.ensure_future(anext(news))
    await asyncio.sleep(0.02)

    async def refused() -> None:
        async with unit_of_work(Bus()):
            await shared_notes.append_notes(
                mo.actor, meeting_id=meeting, key=new_key(), update=coded(mo.editor.insert(0, "x"))
            )
            raise DomainError("REFUSED")

    with pytest.raises(DomainError):
        await refused()
    await asyncio.sleep(0.05)
    assert not waiting.done()
    await mo.send(mo.editor.outbox[0])
    change = await asyncio.wait_for(waiting, 2)
    assert isinstance(change, notes_queries.NotesChangeView)
    assert change.number == 1
    await news.aclose()


async def test_presence_reaches_only_the_other_one(
    do: Doing, meeting: UUID, mo: Desk, ann: Desk
) -> None:
    heard: dict[str, list[object]] = {"mo": [], "ann": []}

    async def listen(name: str, desk: Desk) -> None:
        async for view in notes_queries.notes_news(desk.actor, meeting, 0):
            heard[name].append(view)

    tasks = [asyncio.create_task(listen("mo", mo)), asyncio.create_task(listen("ann", ann))]
    await asyncio.sleep(0.05)
    await shared_notes.show_presence(
        mo.actor, meeting_id=meeting, anchor="AAA=", head=None, leaving=False
    )
    await asyncio.sleep(0.1)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert heard == {
        "mo": [],
        "ann": [notes_queries.NotesPresenceView(mo.actor.person_id, "AAA=", None, False)],
    }


async def test_a_place_in_the_text_is_short(meeting: UUID, mo: Desk) -> None:
    for place in ("?", "A" * 300, coded(b"x" * 201), ""):
        with pytest.raises(DomainError, match="PRESENCE_MALFORMED"):
            await shared_notes.show_presence(
                mo.actor, meeting_id=meeting, anchor=None, head=place, leaving=False
            )
