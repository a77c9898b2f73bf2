from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from erm.core import clock
from erm.core.errors import DomainError
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.one_on_ones import queries
from erm.one_on_ones.commands import (
    action_items,
    meetings,
    private_notes,
    series,
    talking_points,
)
from erm.one_on_ones.errors import MeetingClosed, MeetingNotFound, NotesChanged
from erm.one_on_ones.events import MeetingHeld, MeetingMoved, MeetingNotHeld
from erm.one_on_ones.models import ActionItem, OneOnOneMeeting, PrivateNotes, TalkingPoint
from erm.one_on_ones.rules import (
    ActionItemState,
    Cadence,
    MeetingState,
    TalkingPointState,
    Visibility,
)
from tests.cast import Cast
from tests.one_on_ones.conftest import Doing

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
FIRST = datetime(
    2026, 3, 24, 9, tzinfo=UTC
)  # Tuesday, 10:00 in Berlin, the week before summer time


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


async def test_closing_a_meeting_opens_the_next_at_the_same_hour_across_summer_time(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    with clock.at(FIRST + timedelta(minutes=45)):
        closed, following = await do(
            meetings.close_meeting(cast.actor(cast.ann), meeting_id=meeting, held=True)
        )
    assert (closed.state, closed.held) == (MeetingState.CLOSED, True)
    assert following.number == 2
    assert following.state is MeetingState.OPEN
    assert following.scheduled_at == datetime(2026, 3, 31, 8, tzinfo=UTC)
    fact = do.only(MeetingHeld)
    assert (fact.meeting_id, fact.by_id, fact.other_id) == (meeting, cast.ann.id, cast.mo.id)


async def test_a_meeting_not_held_is_recorded_as_such(cast: Cast, do: Doing, meeting: UUID) -> None:
    closed, _ = await do(
        meetings.close_meeting(cast.actor(cast.mo), meeting_id=meeting, held=False)
    )
    assert closed.held is False
    assert do.only(MeetingNotHeld).meeting_id == meeting
    assert not [fact for fact in do.heard if isinstance(fact, MeetingHeld)]


async def test_one_closed_weeks_late_is_followed_by_one_to_come(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    late = FIRST + timedelta(days=24)
    with clock.at(late):
        _, following = await do(
            meetings.close_meeting(cast.actor(cast.mo), meeting_id=meeting, held=False)
        )
    assert late < following.scheduled_at < late + timedelta(days=7)


async def test_the_next_meeting_may_be_set_for_once_and_the_rhythm_stays(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    mo = cast.actor(cast.mo)
    friday = datetime(2026, 4, 3, 12, tzinfo=UTC)
    with clock.at(FIRST):
        _, second = await do(
            meetings.close_meeting(mo, meeting_id=meeting, held=True, next_meeting_at=friday)
        )
    assert second.scheduled_at == friday
    with clock.at(friday):
        _, third = await do(meetings.close_meeting(mo, meeting_id=second.id, held=True))
    assert third.scheduled_at == datetime(2026, 4, 7, 8, tzinfo=UTC)


async def test_a_next_meeting_in_the_past_is_refused_and_nothing_is_closed(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    with pytest.raises(DomainError) as refused:
        await do(
            meetings.close_meeting(
                cast.actor(cast.mo),
                meeting_id=meeting,
                held=True,
                next_meeting_at=NOW - timedelta(minutes=1),
            )
        )
    assert (refused.value.code, refused.value.field) == ("TIME_IN_THE_PAST", "next_meeting_at")
    assert (await OneOnOneMeeting.get(id=meeting)).state is MeetingState.OPEN
    assert await OneOnOneMeeting.all().count() == 1


async def test_open_points_and_promises_move_on_and_stay_who_they_are(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    mo, ann = cast.actor(cast.mo), cast.actor(cast.ann)
    shared = await do(talking_points.add_talking_point(mo, meeting_id=meeting, body="Open"))
    private = await do(
        talking_points.add_talking_point(
            ann, meeting_id=meeting, body="Ask for more", visibility=Visibility.PRIVATE
        )
    )
    done = await do(talking_points.add_talking_point(ann, meeting_id=meeting, body="Discussed"))
    await do(
        talking_points.set_talking_point_state(
            mo, talking_point_id=done.id, state=TalkingPointState.DISCUSSED
        )
    )
    owed = await do(
        action_items.add_action_item(
            mo, meeting_id=meeting, body="Send the figures", owner_id=cast.ann.id
        )
    )
    kept = await do(
        action_items.add_action_item(mo, meeting_id=meeting, body="Book it", owner_id=cast.mo.id)
    )
    await do(
        action_items.set_action_item_state(ann, action_item_id=kept.id, state=ActionItemState.DONE)
    )
    _, following = await do(meetings.close_meeting(mo, meeting_id=meeting, held=True))

    points = await queries.talking_points_of(ann, [meeting, following.id])
    assert [point.id for point in points[meeting]] == [done.id]
    assert [point.id for point in points[following.id]] == [shared.id, private.id]
    assert all(point.carried_over for point in points[following.id])
    row = await TalkingPoint.get(id=private.id)
    assert (row.carried_from_id, row.visibility) == (meeting, Visibility.PRIVATE)

    items = await queries.action_items_of(mo, [meeting, following.id])
    assert {item.id for item in items[meeting]} == {owed.id, kept.id}
    assert [item.id for item in items[following.id]] == [owed.id]
    assert items[following.id][0].carried_over
    assert (await ActionItem.get(id=owed.id)).carried_from_id == meeting


async def test_a_private_point_of_the_other_stays_hidden_after_it_moved_on(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    private = await do(
        talking_points.add_talking_point(
            cast.actor(cast.ann), meeting_id=meeting, body="Mine", visibility=Visibility.PRIVATE
        )
    )
    mo = cast.actor(cast.mo)
    _, following = await do(meetings.close_meeting(mo, meeting_id=meeting, held=True))
    assert (await queries.talking_points_of(mo, [following.id]))[following.id] == []
    assert (await queries.open_point_counts(mo, [following.id]))[following.id] == 0
    assert await queries.talking_points_by_ids(mo, [private.id]) == {}


async def test_a_closed_meeting_does_not_change_any_more(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    mo = cast.actor(cast.mo)
    await do(private_notes.save_private_notes(mo, meeting_id=meeting, text="Tired.", version=0))
    point = await do(talking_points.add_talking_point(mo, meeting_id=meeting, body="Done"))
    await do(
        talking_points.set_talking_point_state(
            mo, talking_point_id=point.id, state=TalkingPointState.DISCUSSED
        )
    )
    await do(meetings.close_meeting(mo, meeting_id=meeting, held=True))
    for command in (
        private_notes.save_private_notes(mo, meeting_id=meeting, text="No.", version=1),
        meetings.move_meeting(mo, meeting_id=meeting, scheduled_at=FIRST),
        meetings.close_meeting(mo, meeting_id=meeting, held=False),
        talking_points.add_talking_point(mo, meeting_id=meeting, body="No."),
        talking_points.edit_talking_point(mo, talking_point_id=point.id, body="No.", version=2),
        talking_points.move_talking_point(mo, talking_point_id=point.id, before_id=None),
        talking_points.set_talking_point_state(
            mo, talking_point_id=point.id, state=TalkingPointState.OPEN
        ),
        talking_points.delete_talking_point(mo, talking_point_id=point.id),
        action_items.add_action_item(mo, meeting_id=meeting, body="No.", owner_id=cast.mo.id),
    ):
        with pytest.raises(MeetingClosed):
            await do(command)
    view = (await queries.meetings_by_ids(mo, [meeting]))[meeting]
    assert view.private_notes == "Tired."
    assert (await queries.talking_points_by_ids(mo, [point.id]))[point.id].body == "Done"
    assert await OneOnOneMeeting.all().count() == 2


async def test_moving_one_meeting_leaves_the_rhythm(cast: Cast, do: Doing, meeting: UUID) -> None:
    ann = cast.actor(cast.ann)
    wednesday = FIRST + timedelta(days=1, hours=3)
    moved = await do(meetings.move_meeting(ann, meeting_id=meeting, scheduled_at=wednesday))
    assert moved.scheduled_at == wednesday
    assert do.only(MeetingMoved).scheduled_at == wednesday
    with clock.at(wednesday):
        _, following = await do(meetings.close_meeting(ann, meeting_id=meeting, held=True))
    assert following.scheduled_at == datetime(2026, 3, 31, 8, tzinfo=UTC)


async def test_of_twenty_writers_with_one_version_one_wins(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    mo = cast.actor(cast.mo)
    await do(private_notes.save_private_notes(mo, meeting_id=meeting, text="first", version=0))

    async def save(number: int) -> bool:
        try:
            async with unit_of_work(Bus()):
                await private_notes.save_private_notes(
                    mo, meeting_id=meeting, text=f"text {number}", version=1
                )
        except NotesChanged:
            return False
        return True

    won = await asyncio.gather(*(save(number) for number in range(20)))
    assert won.count(True) == 1
    view = (await queries.meetings_by_ids(mo, [meeting]))[meeting]
    assert (view.private_notes, view.private_notes_version) == (f"text {won.index(True)}", 2)


async def test_both_keep_private_notes_and_neither_reads_the_others(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    for person, text in ((cast.mo, "Mo's own"), (cast.ann, "Ann's own")):
        view = await do(
            private_notes.save_private_notes(
                cast.actor(person), meeting_id=meeting, text=text, version=0
            )
        )
        assert (view.private_notes, view.private_notes_version) == (text, 1)
    for person, text in ((cast.mo, "Mo's own"), (cast.ann, "Ann's own")):
        view = (await queries.meetings_by_ids(cast.actor(person), [meeting]))[meeting]
        assert view.private_notes == text
    assert await PrivateNotes.all().count() == 2


async def test_private_notes_with_a_stale_version_are_refused(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    mo = cast.actor(cast.mo)
    await do(private_notes.save_private_notes(mo, meeting_id=meeting, text="one", version=0))
    await do(private_notes.save_private_notes(mo, meeting_id=meeting, text="two", version=1))
    for stale in (0, 1, 7):
        with pytest.raises(NotesChanged):
            await do(
                private_notes.save_private_notes(
                    mo, meeting_id=meeting, text="three", version=stale
                )
            )
    assert (await queries.meetings_by_ids(mo, [meeting]))[meeting].private_notes == "two"


async def test_nobody_else_writes_into_a_meeting(cast: Cast, do: Doing, meeting: UUID) -> None:
    for person in (cast.zed, cast.bo, cast.hana, cast.ada, cast.old, cast.cy):
        actor = cast.actor(person)
        for command in (
            private_notes.save_private_notes(actor, meeting_id=meeting, text="x", version=0),
            meetings.move_meeting(actor, meeting_id=meeting, scheduled_at=FIRST),
            meetings.close_meeting(actor, meeting_id=meeting, held=True),
            talking_points.add_talking_point(actor, meeting_id=meeting, body="x"),
            action_items.add_action_item(actor, meeting_id=meeting, body="x", owner_id=cast.ann.id),
        ):
            with pytest.raises(MeetingNotFound):
                await do(command)
    row = await OneOnOneMeeting.get(id=meeting)
    assert (row.shared_notes, row.scheduled_at, row.state) == ("", FIRST, MeetingState.OPEN)
    assert await PrivateNotes.all().count() == 0
    assert await TalkingPoint.all().count() == 0
    assert await ActionItem.all().count() == 0


async def test_two_who_close_at_once_open_one_next_meeting(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    async def close(actor_index: int) -> str:
        actor = cast.actor((cast.mo, cast.ann)[actor_index % 2])
        try:
            async with unit_of_work(Bus()):
                await meetings.close_meeting(actor, meeting_id=meeting, held=True)
        except MeetingClosed:
            return "closed already"
        return "closed"

    answers = await asyncio.gather(*(close(index) for index in range(6)))
    assert sorted(answers) == ["closed", *["closed already"] * 5]
    assert await OneOnOneMeeting.filter(state=MeetingState.OPEN).count() == 1
    assert await OneOnOneMeeting.all().count() == 2


async def test_what_is_added_while_a_meeting_closes_is_in_an_open_one_or_refused(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    mo, ann = cast.actor(cast.mo), cast.actor(cast.ann)

    async def add(number: int) -> None:
        try:
            async with unit_of_work(Bus()):
                await talking_points.add_talking_point(ann, meeting_id=meeting, body=f"{number}")
        except MeetingClosed:
            pass

    async def close() -> None:
        async with unit_of_work(Bus()):
            await meetings.close_meeting(mo, meeting_id=meeting, held=True)

    await asyncio.gather(*(add(n) for n in range(5)), close(), *(add(n) for n in range(5, 10)))
    assert await TalkingPoint.filter(meeting_id=meeting).count() == 0


async def test_ending_and_closing_at_once_leaves_no_open_meeting_behind(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    row = await OneOnOneMeeting.get(id=meeting)

    async def end() -> None:
        async with unit_of_work(Bus()):
            await series.end_series(cast.actor(cast.mo), series_id=row.series_id)

    async def close() -> None:
        try:
            async with unit_of_work(Bus()):
                await meetings.close_meeting(cast.actor(cast.ann), meeting_id=meeting, held=True)
        except MeetingClosed:
            pass

    await asyncio.gather(close(), end())
    assert await OneOnOneMeeting.filter(state=MeetingState.OPEN).count() == 0
