"""Held or not: said by one of the two, or shown by what both did."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from erm.core import clock
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.one_on_ones import queries
from erm.one_on_ones.commands import (
    action_items,
    meetings,
    private_notes,
    series,
    talking_points,
    upkeep,
)
from erm.one_on_ones.errors import MeetingClosed
from erm.one_on_ones.events import MeetingHeld, MeetingNotHeld
from erm.one_on_ones.holding import about_its_time, both_active
from erm.one_on_ones.models import OneOnOneMeeting
from erm.one_on_ones.rules import Cadence, HeldBy, MeetingState, SeriesKind
from erm.one_on_ones.views import MeetingView
from erm.relationships.models import Touchpoint
from erm.relationships.rules import TouchpointKind
from erm.relationships.touchpoints import subscribe
from tests.cast import Cast
from tests.conftest import query_count
from tests.one_on_ones.conftest import Doing

TEN = datetime(2026, 3, 3, 9, tzinfo=UTC)  # Tuesday, 10:00 in Berlin
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with clock.at(TEN - DAY):
        yield


@pytest.fixture
async def meeting(cast: Cast, do: Doing) -> UUID:
    """The first meeting of Mo and Ann."""
    begun = await do(
        series.start_series(
            cast.actor(cast.mo),
            person_id=cast.ann.id,
            cadence=Cadence.WEEKLY,
            first_meeting_at=TEN,
        )
    )
    do.heard.clear()
    return (await queries.current_meetings_of(cast.actor(cast.mo), [begun.id]))[begun.id].id


async def seen(cast: Cast, meeting: UUID) -> MeetingView:
    return (await queries.meetings_by_ids(cast.actor(cast.ann), [meeting]))[meeting]


async def both_act(cast: Cast, do: Doing, meeting: UUID, at: datetime = TEN + 5 * MINUTE) -> None:
    with clock.at(at):
        await do(
            talking_points.add_talking_point(cast.actor(cast.mo), meeting_id=meeting, body="x")
        )
        await do(
            private_notes.save_private_notes(
                cast.actor(cast.ann), meeting_id=meeting, text="y", version=0
            )
        )


async def test_a_meeting_in_which_both_were_active_counts_as_held_by_itself(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    await both_act(cast, do, meeting)
    with clock.at(TEN + 3 * HOUR):
        assert await upkeep.close_meetings_held(do) == 0, "they may still be at it"
    with clock.at(TEN + 4 * HOUR):
        assert (await seen(cast, meeting)).asks_whether_held is False
        assert await upkeep.close_meetings_held(do) == 1
        assert await upkeep.close_meetings_held(do) == 0
    view = await seen(cast, meeting)
    assert (view.state, view.held, view.held_by) == (MeetingState.CLOSED, True, HeldBy.ACTIVITY)
    row = await OneOnOneMeeting.get(id=meeting)
    assert (row.closed_by_id, row.closed_at) == (None, TEN + 4 * HOUR)
    fact = do.only(MeetingHeld)
    assert {fact.by_id, fact.other_id} == {cast.mo.id, cast.ann.id}
    assert (fact.by_activity, fact.scheduled_at) == (True, TEN)
    following = await OneOnOneMeeting.get(open_series_id=row.series_id)
    assert (following.number, following.scheduled_at) == (2, TEN + 7 * DAY)
    points = await queries.talking_points_of(cast.actor(cast.mo), [following.id])
    assert [point.body for point in points[following.id]] == ["x"]


async def test_what_one_does_alone_or_long_before_or_after_says_nothing(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    mo, ann = cast.actor(cast.mo), cast.actor(cast.ann)
    for actor, at in [
        (mo, TEN - 31 * MINUTE),
        (ann, TEN - DAY),
        (ann, TEN + DAY + MINUTE),
        (mo, TEN),
    ]:
        with clock.at(at):
            await do(talking_points.add_talking_point(actor, meeting_id=meeting, body="x"))
    with clock.at(TEN + 2 * DAY):
        assert await upkeep.close_meetings_held(do) == 0
        assert (await seen(cast, meeting)).asks_whether_held is True
    row = await OneOnOneMeeting.get(id=meeting)
    assert (row.state, [row.low_active_at, row.high_active_at].count(None)) == (
        MeetingState.OPEN,
        1,
    )


async def test_it_is_asked_once_its_time_has_passed(cast: Cast, do: Doing, meeting: UUID) -> None:
    for at, asks in [(TEN - HOUR, False), (TEN + HOUR, False), (TEN + 2 * HOUR, True)]:
        with clock.at(at):
            assert (await seen(cast, meeting)).asks_whether_held is asks
    with clock.at(TEN + 3 * HOUR):
        await do(meetings.close_meeting(cast.actor(cast.mo), meeting_id=meeting, held=True))
    view = await seen(cast, meeting)
    assert (view.asks_whether_held, view.held_by) == (False, HeldBy.CLOSED)


async def test_one_that_was_moved_after_both_were_active_does_not_count(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    await both_act(cast, do, meeting)
    moved = TEN + 3 * DAY
    with clock.at(TEN + HOUR):
        await do(meetings.move_meeting(cast.actor(cast.mo), meeting_id=meeting, scheduled_at=moved))
    with clock.at(moved + 5 * HOUR):
        assert await upkeep.close_meetings_held(do) == 0
        assert (await seen(cast, meeting)).asks_whether_held is True


@pytest.mark.parametrize(
    ("minutes", "counts"),
    [(-31, False), (-30, True), (0, True), (24 * 60, True), (24 * 60 + 1, False)],
)
def test_about_its_time_is_from_half_an_hour_before_to_a_day_after(
    minutes: int, counts: bool
) -> None:
    at = TEN + minutes * MINUTE
    assert about_its_time(TEN, at) is counts
    assert both_active(TEN, TEN, at) is both_active(TEN, at, TEN) is counts
    assert not both_active(TEN, None, at)
    assert not both_active(TEN, at, None)


async def test_activity_is_written_down_at_most_every_five_minutes(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    mo = cast.actor(cast.mo)
    item = await do(
        action_items.add_action_item(mo, meeting_id=meeting, body="x", owner_id=cast.mo.id)
    )
    assert item.meeting_id == meeting

    async def point(at: datetime) -> int:
        with clock.at(at), query_count() as asked:
            await do(talking_points.add_talking_point(mo, meeting_id=meeting, body="x"))
        return asked.count

    quiet = await point(TEN - 2 * HOUR)
    assert await point(TEN) == quiet + 1
    assert await point(TEN + 4 * MINUTE) == quiet
    assert await point(TEN + 5 * MINUTE) == quiet + 1


async def test_both_and_the_worker_close_at_once_and_it_is_closed_once(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    await both_act(cast, do, meeting)
    mo, ann = cast.actor(cast.mo), cast.actor(cast.ann)

    async def close(index: int) -> int:
        if index % 3 == 2:
            return await upkeep.close_meetings_held(Bus())
        try:
            async with unit_of_work(Bus()):
                await meetings.close_meeting((mo, ann)[index % 3], meeting_id=meeting, held=True)
        except MeetingClosed:
            return 0
        return 1

    with clock.at(TEN + 5 * HOUR):
        closed = await asyncio.gather(*(close(index) for index in range(9)))
    assert sum(closed) == 1
    assert await OneOnOneMeeting.all().count() == 2
    assert await OneOnOneMeeting.filter(state=MeetingState.OPEN).count() == 1


async def test_a_series_that_ends_counts_what_was_held(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    await both_act(cast, do, meeting)
    row = await OneOnOneMeeting.get(id=meeting)
    with clock.at(TEN + HOUR):
        await do(series.end_series(cast.actor(cast.mo), series_id=row.series_id))
    view = await seen(cast, meeting)
    assert (view.state, view.held, view.held_by) == (MeetingState.CLOSED, True, HeldBy.ACTIVITY)
    assert do.only(MeetingHeld).by_activity
    assert not [fact for fact in do.heard if isinstance(fact, MeetingNotHeld)]


async def test_peers_who_met_have_been_in_contact_as_manager_and_report_have(
    cast: Cast, do: Doing
) -> None:
    """Pairs without a bond count, whether one of them closed the meeting or both were active."""
    bus = Bus()
    subscribe(bus)
    for number, (one, other) in enumerate([(cast.ann, cast.bo), (cast.cy, cast.hana)]):
        async with unit_of_work(bus):
            begun = await series.start_series(
                cast.actor(one),
                person_id=other.id,
                cadence=Cadence.WEEKLY,
                first_meeting_at=TEN,
            )
        assert begun.kind is SeriesKind.PEER
        current = await queries.current_meetings_of(cast.actor(one), [begun.id])
        key = current[begun.id].id
        if number:
            for person in (one, other):
                with clock.at(TEN + MINUTE):
                    await do(
                        talking_points.add_talking_point(
                            cast.actor(person), meeting_id=key, body="x"
                        )
                    )
            with clock.at(TEN + 4 * HOUR):
                assert await upkeep.close_meetings_held(bus) == 1
        else:
            with clock.at(TEN + HOUR):
                async with unit_of_work(bus):
                    await meetings.close_meeting(cast.actor(other), meeting_id=key, held=True)
        found = await Touchpoint.filter(kind=TouchpointKind.ONE_ON_ONE_HELD, subject_id=key)
        assert len(found) == 1
        assert {found[0].low_id, found[0].high_id} == {one.id, other.id}
        assert found[0].occurred_at == TEN
