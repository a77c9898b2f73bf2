"""Moving and skipping: nothing that a meeting holds is lost, and no day of the rhythm is doubled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from erm.core import clock
from erm.core.errors import DomainError
from erm.one_on_ones import queries
from erm.one_on_ones.commands import (
    action_items,
    meetings,
    pauses,
    private_notes,
    series,
    talking_points,
)
from erm.one_on_ones.errors import MeetingNotFound, SeriesNotFound, SkipTooLate
from erm.one_on_ones.events import MeetingMoved, MeetingSkipped, SkipUndone
from erm.one_on_ones.models import OneOnOneMeeting
from erm.one_on_ones.rules import Cadence, Visibility
from erm.one_on_ones.views import SeriesView
from tests.cast import Cast
from tests.one_on_ones.conftest import Doing
from tests.one_on_ones.weekly import begin_weekly, current, skipped

NOW = datetime(2026, 3, 16, 8, tzinfo=UTC)
TUESDAYS = [date(2026, 3, 17) + timedelta(days=7 * week) for week in range(12)]
SUMMER_TIME = date(2026, 3, 29)


def ten(day: date, hour: int = 10) -> datetime:
    """An hour in Berlin on a day, which summer time begins to change on 29 March."""
    return datetime(
        day.year, day.month, day.day, hour - (2 if day >= SUMMER_TIME else 1), tzinfo=UTC
    )


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
async def pair(cast: Cast, do: Doing) -> SeriesView:
    """Mo and Ann, every Tuesday at ten."""
    return await begin_weekly(cast, do, ten(TUESDAYS[0]))


async def fill(cast: Cast, do: Doing, meeting: UUID) -> dict[str, UUID]:
    """A shared and a private point, a promise and notes of both kinds."""
    mo, ann = cast.actor(cast.mo), cast.actor(cast.ann)
    shared = await do(talking_points.add_talking_point(mo, meeting_id=meeting, body="The roadmap"))
    private = await do(
        talking_points.add_talking_point(
            ann, meeting_id=meeting, body="Ask for more", visibility=Visibility.PRIVATE
        )
    )
    promise = await do(
        action_items.add_action_item(
            mo,
            meeting_id=meeting,
            body="Send it",
            owner_id=cast.ann.id,
            due_on=date(2026, 3, 20),
        )
    )
    await do(private_notes.save_private_notes(ann, meeting_id=meeting, text="Tired.", version=0))
    return {"shared": shared.id, "private": private.id, "promise": promise.id}


async def test_postponing_loses_no_topic_no_promise_and_no_notes(
    cast: Cast, do: Doing, pair: SeriesView
) -> None:
    """Skipped, moved, paused, gone on with, changed: always the same meeting and its things."""
    mo, ann = cast.actor(cast.mo), cast.actor(cast.ann)
    meeting = await current(cast, pair)
    things = await fill(cast, do, meeting.id)
    weekly = Cadence.WEEKLY
    for postpone in (
        lambda: meetings.skip_meeting(ann, meeting_id=meeting.id),
        lambda: meetings.move_meeting(mo, meeting_id=meeting.id, scheduled_at=ten(TUESDAYS[3], 15)),
        lambda: pauses.pause_series(ann, series_id=pair.id, first=TUESDAYS[2], until=TUESDAYS[5]),
        lambda: pauses.resume_series(mo, series_id=pair.id),
        lambda: pauses.pause_series(mo, series_id=pair.id, first=NOW.date()),
        lambda: pauses.resume_series(ann, series_id=pair.id),
        lambda: series.change_series(
            mo, series_id=pair.id, cadence=weekly, next_meeting_at=ten(date(2026, 5, 6))
        ),
    ):
        await do(postpone())
        now_at = await current(cast, pair)
        assert (now_at.id, now_at.number, now_at.private_notes) == (meeting.id, 1, "Tired.")
        points = (await queries.talking_points_of(ann, [meeting.id]))[meeting.id]
        assert [point.id for point in points] == [things["shared"], things["private"]]
        (item,) = (await queries.action_items_of(mo, [meeting.id]))[meeting.id]
        assert (item.id, item.owner_id, item.due_on) == (
            things["promise"],
            cast.ann.id,
            date(2026, 3, 20),
        )
    assert await OneOnOneMeeting.filter(series_id=pair.id).count() == 1


async def test_a_skipped_meeting_takes_the_next_day_of_the_rhythm_at_the_same_hour(
    cast: Cast, do: Doing, pair: SeriesView
) -> None:
    meeting = await current(cast, pair)
    for number in (1, 2):
        view = await do(meetings.skip_meeting(cast.actor(cast.ann), meeting_id=meeting.id))
        assert view.scheduled_at == view.planned_at == ten(TUESDAYS[number])
    assert view.scheduled_at.hour == 8, "summer time has begun, and it is still ten in Berlin"
    assert await skipped(pair) == TUESDAYS[:2]
    fact = [each for each in do.heard if isinstance(each, MeetingSkipped)][-1]
    assert (fact.by_id, fact.other_id, fact.day) == (cast.ann.id, cast.mo.id, TUESDAYS[1])
    days = await queries.skipped_days_of(cast.actor(cast.mo), [pair.id])
    assert days[pair.id] == TUESDAYS[:2]


async def test_the_next_meeting_passes_over_what_was_skipped(
    cast: Cast, do: Doing, pair: SeriesView
) -> None:
    mo = cast.actor(cast.mo)
    meeting = await current(cast, pair)
    await do(meetings.skip_meeting(mo, meeting_id=meeting.id))
    upcoming = (await queries.upcoming_of(mo, [(pair.id, 3)]))[pair.id, 3]
    assert upcoming == [ten(day) for day in TUESDAYS[1:4]]
    with clock.at(ten(TUESDAYS[1])):
        _, following = await do(meetings.close_meeting(mo, meeting_id=meeting.id, held=True))
    assert following.scheduled_at == ten(TUESDAYS[2])


async def test_a_skip_is_taken_back_while_its_day_is_to_come(
    cast: Cast, do: Doing, pair: SeriesView
) -> None:
    mo, ann = cast.actor(cast.mo), cast.actor(cast.ann)
    meeting = await current(cast, pair)
    for _ in range(3):
        await do(meetings.skip_meeting(mo, meeting_id=meeting.id))
    view = await do(meetings.undo_skip(ann, series_id=pair.id, day=TUESDAYS[1]))
    assert (view.id, view.scheduled_at) == (meeting.id, ten(TUESDAYS[1]))
    assert await skipped(pair) == [TUESDAYS[0], TUESDAYS[2]]
    assert do.only(SkipUndone).day == TUESDAYS[1]
    for day, code in [
        (TUESDAYS[1], "DAY_NOT_SKIPPED"),
        (date(2026, 3, 18), "DAY_NOT_SKIPPED"),
        (TUESDAYS[2], "SKIP_CANNOT_BE_UNDONE"),  # it comes after the open meeting
    ]:
        with pytest.raises(DomainError) as refused:
            await do(meetings.undo_skip(ann, series_id=pair.id, day=day))
        assert (refused.value.code, refused.value.field) == (code, "day")
    with clock.at(ten(TUESDAYS[0])), pytest.raises(DomainError) as refused:
        await do(meetings.undo_skip(ann, series_id=pair.id, day=TUESDAYS[0]))
    assert refused.value.code == "SKIP_CANNOT_BE_UNDONE"
    assert (await current(cast, pair)).scheduled_at == ten(TUESDAYS[1])


async def test_what_was_held_already_is_not_met_again_by_taking_back_a_skip(
    cast: Cast, do: Doing, pair: SeriesView
) -> None:
    mo = cast.actor(cast.mo)
    meeting = await current(cast, pair)
    await do(meetings.skip_meeting(mo, meeting_id=meeting.id))
    await do(meetings.close_meeting(mo, meeting_id=meeting.id, held=True))  # early
    with pytest.raises(DomainError) as refused:
        await do(meetings.undo_skip(mo, series_id=pair.id, day=TUESDAYS[0]))
    assert refused.value.code == "SKIP_CANNOT_BE_UNDONE"
    assert (await current(cast, pair)).scheduled_at == ten(TUESDAYS[2])


async def test_what_has_passed_is_not_skipped_but_closed(
    cast: Cast, do: Doing, pair: SeriesView
) -> None:
    meeting = await current(cast, pair)
    with clock.at(ten(TUESDAYS[0])), pytest.raises(SkipTooLate):
        await do(meetings.skip_meeting(cast.actor(cast.mo), meeting_id=meeting.id))
    assert await skipped(pair) == []


async def test_nobody_else_skips_and_takes_back(cast: Cast, do: Doing, pair: SeriesView) -> None:
    meeting = await current(cast, pair)
    await do(meetings.skip_meeting(cast.actor(cast.mo), meeting_id=meeting.id))
    do.heard.clear()
    for person in (cast.zed, cast.bo, cast.hana, cast.ada, cast.old, cast.cy):
        actor = cast.actor(person)
        with pytest.raises(MeetingNotFound):
            await do(meetings.skip_meeting(actor, meeting_id=meeting.id))
        with pytest.raises(SeriesNotFound):
            await do(meetings.undo_skip(actor, series_id=pair.id, day=TUESDAYS[0]))
        assert await queries.skipped_days_of(actor, [pair.id]) == {pair.id: []}
        assert await queries.upcoming_of(actor, [(pair.id, 5)]) == {(pair.id, 5): []}
    assert (await current(cast, pair)).scheduled_at == ten(TUESDAYS[1])
    assert (await skipped(pair), do.heard) == ([TUESDAYS[0]], [])


async def test_one_moved_within_its_week_leaves_the_rhythm(
    cast: Cast, do: Doing, pair: SeriesView
) -> None:
    mo = cast.actor(cast.mo)
    meeting = await current(cast, pair)
    friday = ten(date(2026, 3, 20), 16)
    view = await do(meetings.move_meeting(mo, meeting_id=meeting.id, scheduled_at=friday))
    assert (view.scheduled_at, view.planned_at) == (friday, ten(TUESDAYS[0]))
    assert do.only(MeetingMoved).skipped == ()
    upcoming = (await queries.upcoming_of(mo, [(pair.id, 2)]))[pair.id, 2]
    assert upcoming == [friday, ten(TUESDAYS[1])]
    assert await skipped(pair) == []


async def test_one_moved_beyond_later_days_takes_the_last_place_and_skips_those_before(
    cast: Cast, do: Doing, pair: SeriesView
) -> None:
    mo = cast.actor(cast.mo)
    meeting = await current(cast, pair)
    later = ten(date(2026, 4, 2))
    view = await do(meetings.move_meeting(mo, meeting_id=meeting.id, scheduled_at=later))
    assert (view.scheduled_at, view.planned_at) == (later, ten(TUESDAYS[2]))
    assert do.only(MeetingMoved).skipped == tuple(TUESDAYS[:2])
    assert await skipped(pair) == TUESDAYS[:2]
    back = ten(date(2026, 3, 19))
    view = await do(meetings.move_meeting(mo, meeting_id=meeting.id, scheduled_at=back))
    assert (view.scheduled_at, view.planned_at) == (back, ten(TUESDAYS[0]))
    assert await skipped(pair) == [TUESDAYS[1]]


async def test_a_next_meeting_further_away_skips_the_days_before_it(
    cast: Cast, do: Doing, pair: SeriesView
) -> None:
    mo = cast.actor(cast.mo)
    meeting = await current(cast, pair)
    later = ten(date(2026, 4, 8))
    with clock.at(ten(TUESDAYS[0], 11)):
        _, following = await do(
            meetings.close_meeting(mo, meeting_id=meeting.id, held=True, next_meeting_at=later)
        )
    assert (following.scheduled_at, following.planned_at) == (later, ten(TUESDAYS[3]))
    assert do.only(MeetingMoved).skipped == tuple(TUESDAYS[1:3])
    assert await skipped(pair) == TUESDAYS[1:3]


async def test_a_meeting_closed_on_the_morning_of_the_next_is_followed_by_that_one(
    cast: Cast, do: Doing, pair: SeriesView
) -> None:
    meeting = await current(cast, pair)
    with clock.at(ten(TUESDAYS[1]) - timedelta(hours=1)):
        _, following = await do(
            meetings.close_meeting(cast.actor(cast.mo), meeting_id=meeting.id, held=False)
        )
    assert following.scheduled_at == ten(TUESDAYS[1])


async def test_for_a_year_of_skips_moves_and_closings_each_tuesday_is_met_or_skipped(
    cast: Cast, do: Doing, pair: SeriesView
) -> None:
    mo = cast.actor(cast.mo)
    met: list[date] = []
    for step in range(40):
        meeting = await current(cast, pair)
        with clock.at(max(NOW, meeting.scheduled_at - timedelta(days=1))):
            if step % 5 == 2:
                await do(meetings.skip_meeting(mo, meeting_id=meeting.id))
            if step % 7 == 3:
                moment = (await current(cast, pair)).scheduled_at + timedelta(days=step % 11)
                await do(meetings.move_meeting(mo, meeting_id=meeting.id, scheduled_at=moment))
        meeting = await current(cast, pair)
        with clock.at(meeting.scheduled_at + timedelta(hours=1)):
            await do(meetings.close_meeting(mo, meeting_id=meeting.id, held=True))
        met.append((await OneOnOneMeeting.get(id=meeting.id)).planned_on)
    left_out = await skipped(pair)
    every = [TUESDAYS[0] + timedelta(days=7 * week) for week in range(60)]
    upto = [day for day in every if day <= met[-1]]
    assert sorted([*met, *left_out]) == upto
    assert len(set(met)) == 40
