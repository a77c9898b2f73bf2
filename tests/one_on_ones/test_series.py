from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from erm.core import clock
from erm.core.clock import today
from erm.core.errors import DomainError, InvalidInput
from erm.core.ids import new_id
from erm.one_on_ones import queries
from erm.one_on_ones.commands import action_items, meetings, pauses, series, talking_points
from erm.one_on_ones.errors import (
    SeriesAlreadyActive,
    SeriesEndedAlready,
    SeriesKindNotTrue,
    SeriesNotFound,
)
from erm.one_on_ones.events import SeriesChanged, SeriesEnded, SeriesStarted
from erm.one_on_ones.models import OneOnOneMeeting, OneOnOneSeries, SkippedDay
from erm.one_on_ones.rules import ActionItemState, Cadence, MeetingState, SeriesKind
from erm.one_on_ones.views import SeriesView
from erm.people.models import Person
from erm.people.rules import BondKind
from tests.cast import Cast
from tests.one_on_ones.conftest import Doing

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
TUESDAY_TEN = datetime(2026, 3, 3, 9, tzinfo=UTC)  # 10:00 in Berlin


@pytest.fixture(autouse=True)
def _monday():
    with clock.at(NOW):
        yield


async def start(
    cast: Cast, do: Doing, one: Person, other: Person, kind: SeriesKind | None = None
) -> SeriesView:
    return await do(
        series.start_series(
            cast.actor(one),
            person_id=other.id,
            cadence=Cadence.WEEKLY,
            first_meeting_at=TUESDAY_TEN,
            kind=kind,
        )
    )


async def test_a_manager_starts_a_series_and_its_first_meeting_is_open(
    cast: Cast, do: Doing
) -> None:
    begun = await start(cast, do, cast.mo, cast.ann)
    assert begun.other_id == cast.ann.id
    assert begun.time_zone == "Europe/Berlin"
    current = (await queries.current_meetings_of(cast.actor(cast.ann), [begun.id]))[begun.id]
    assert (current.number, current.scheduled_at, current.state) == (
        1,
        TUESDAY_TEN,
        MeetingState.OPEN,
    )
    fact = do.only(SeriesStarted)
    assert (fact.by_id, fact.other_id, fact.meeting_id) == (cast.mo.id, cast.ann.id, current.id)


async def test_a_report_starts_a_series_too(cast: Cast, do: Doing) -> None:
    assert (await start(cast, do, cast.ann, cast.mo)).other_id == cast.mo.id


async def test_a_pair_has_one_active_series_whoever_starts(cast: Cast, do: Doing) -> None:
    await start(cast, do, cast.mo, cast.ann)
    with pytest.raises(SeriesAlreadyActive):
        await start(cast, do, cast.ann, cast.mo)
    assert await OneOnOneSeries.all().count() == 1


async def test_nobody_starts_a_series_with_themselves_a_leaver_or_nobody(
    cast: Cast, do: Doing
) -> None:
    for one, other, code in [
        (cast.ann, cast.ann.id, "SERIES_NOT_WITH_THIS_PERSON"),
        (cast.hana, cast.hana.id, "SERIES_NOT_WITH_THIS_PERSON"),
        (cast.mo, cast.dee.id, "PERSON_HAS_LEFT"),
        (cast.mo, new_id(), "PERSON_UNKNOWN"),
    ]:
        with pytest.raises(DomainError) as refused:
            await do(
                series.start_series(
                    cast.actor(one),
                    person_id=other,
                    cadence=Cadence.WEEKLY,
                    first_meeting_at=TUESDAY_TEN,
                )
            )
        assert (refused.value.code, refused.value.field) == (code, "person_id")
    assert await OneOnOneSeries.all().count() == 0
    assert do.heard == []


async def test_any_two_may_meet_and_what_they_are_to_each_other_follows_from_their_bond(
    cast: Cast, do: Doing
) -> None:
    await cast.bond(cast.ann, cast.max, kind=BondKind.MENTOR)
    await cast.bond(cast.bo, cast.zed, kind=BondKind.MENTOR, ends_on=today())
    for one, other, kind in [
        (cast.mo, cast.ann, SeriesKind.MANAGER),
        (cast.bo, cast.mo, SeriesKind.MANAGER),
        (cast.ann, cast.max, SeriesKind.MENTOR),
        (cast.ann, cast.bo, SeriesKind.PEER),
        (cast.zed, cast.bo, SeriesKind.PEER),
        (cast.ann, cast.old, SeriesKind.PEER),
        (cast.hana, cast.cy, SeriesKind.PEER),
    ]:
        assert (await start(cast, do, one, other)).kind is kind


async def test_who_is_nobodys_manager_does_not_meet_them_as_such(cast: Cast, do: Doing) -> None:
    for one, other in [
        (cast.ann, cast.bo),
        (cast.zed, cast.ann),
        (cast.old, cast.ann),
        (cast.hana, cast.ann),
        (cast.ada, cast.mo),
    ]:
        with pytest.raises(SeriesKindNotTrue) as refused:
            await start(cast, do, one, other, kind=SeriesKind.MANAGER)
        assert refused.value.field == "kind"
    assert await OneOnOneSeries.all().count() == 0
    assert do.heard == []
    chosen = await start(cast, do, cast.ann, cast.bo, kind=SeriesKind.MENTOR)
    assert chosen.kind is SeriesKind.MENTOR


@pytest.mark.parametrize(
    ("when", "code"),
    [
        (NOW - timedelta(days=2), "TIME_IN_THE_PAST"),
        (NOW + timedelta(days=400), "DATE_OUT_OF_RANGE"),
        (datetime.max.replace(tzinfo=UTC), "DATE_OUT_OF_RANGE"),
        (datetime.min.replace(tzinfo=UTC), "TIME_IN_THE_PAST"),
        (datetime(2026, 3, 3, 9), "TIME_WITHOUT_ZONE"),
    ],
)
async def test_a_first_meeting_at_an_absurd_time_is_refused(
    cast: Cast, do: Doing, when: datetime, code: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        await do(
            series.start_series(
                cast.actor(cast.mo),
                person_id=cast.ann.id,
                cadence=Cadence.WEEKLY,
                first_meeting_at=when,
            )
        )
    assert (refused.value.code, refused.value.field) == (code, "first_meeting_at")
    assert await OneOnOneSeries.all().count() == 0


async def test_a_new_rhythm_counts_from_the_open_meeting(cast: Cast, do: Doing) -> None:
    begun = await start(cast, do, cast.mo, cast.ann)
    mo = cast.actor(cast.mo)
    changed = await do(
        series.change_series(mo, series_id=begun.id, cadence=Cadence.EVERY_TWO_WEEKS)
    )
    assert changed.cadence is Cadence.EVERY_TWO_WEEKS
    assert do.only(SeriesChanged).other_id == cast.ann.id
    current = (await queries.current_meetings_of(mo, [begun.id]))[begun.id]
    with clock.at(TUESDAY_TEN):
        _, following = await do(meetings.close_meeting(mo, meeting_id=current.id, held=True))
    assert following.scheduled_at == TUESDAY_TEN + timedelta(days=14)


async def test_a_new_day_and_hour_move_the_open_meeting_and_all_later_ones(
    cast: Cast, do: Doing
) -> None:
    begun = await start(cast, do, cast.mo, cast.ann)
    ann = cast.actor(cast.ann)
    thursday = datetime(2026, 3, 5, 14, 30, tzinfo=UTC)
    await do(
        series.change_series(
            ann, series_id=begun.id, cadence=Cadence.WEEKLY, next_meeting_at=thursday
        )
    )
    current = (await queries.current_meetings_of(ann, [begun.id]))[begun.id]
    assert current.scheduled_at == thursday
    with clock.at(thursday):
        _, following = await do(meetings.close_meeting(ann, meeting_id=current.id, held=True))
    assert following.scheduled_at == thursday + timedelta(days=7)


async def test_nobody_else_changes_or_ends_a_series(cast: Cast, do: Doing) -> None:
    begun = await start(cast, do, cast.mo, cast.ann)
    for person in (cast.zed, cast.bo, cast.hana, cast.ada, cast.old):
        actor = cast.actor(person)
        with pytest.raises(SeriesNotFound):
            await do(series.change_series(actor, series_id=begun.id, cadence=Cadence.MONTHLY))
        with pytest.raises(SeriesNotFound):
            await do(series.end_series(actor, series_id=begun.id))
    row = await OneOnOneSeries.get(id=begun.id)
    assert (row.cadence, row.ended_at, row.version) == (Cadence.WEEKLY, None, 1)


async def test_an_ended_series_stays_readable_and_another_may_begin(cast: Cast, do: Doing) -> None:
    begun = await start(cast, do, cast.mo, cast.ann)
    ann, mo = cast.actor(cast.ann), cast.actor(cast.mo)
    ended = await do(series.end_series(ann, series_id=begun.id))
    assert ended.ended_at == NOW
    assert do.only(SeriesEnded).left is False
    assert await queries.current_meetings_of(mo, [begun.id]) == {}
    meeting = await OneOnOneMeeting.get(series_id=begun.id)
    assert (meeting.state, meeting.held, meeting.open_series_id) == (
        MeetingState.CLOSED,
        False,
        None,
    )
    with pytest.raises(SeriesEndedAlready):
        await do(series.end_series(mo, series_id=begun.id))
    with pytest.raises(SeriesEndedAlready):
        await do(series.change_series(mo, series_id=begun.id, cadence=Cadence.MONTHLY))
    again = await start(cast, do, cast.mo, cast.ann)
    assert [view.id for view in await queries.own_series(ann)] == [again.id, begun.id]


async def test_when_somebody_leaves_their_series_end_and_open_promises_are_let_go(
    cast: Cast, do: Doing
) -> None:
    begun = await start(cast, do, cast.mo, cast.ann)
    kept = await start(cast, do, cast.mo, cast.bo)
    mo = cast.actor(cast.mo)
    current = await queries.current_meetings_of(mo, [begun.id, kept.id])
    items = [
        await do(
            action_items.add_action_item(
                mo, meeting_id=current[each.id].id, body="Write it up", owner_id=cast.mo.id
            )
        )
        for each in (begun, kept)
    ]
    do.heard.clear()
    assert await do(series.end_series_of_leaver(cast.ann.id)) == 1
    fact = do.only(SeriesEnded)
    assert (fact.series_id, fact.by_id, fact.other_id, fact.left) == (
        begun.id,
        cast.ann.id,
        cast.mo.id,
        True,
    )
    states = await queries.action_items_by_ids(mo, [item.id for item in items])
    assert states[items[0].id].state is ActionItemState.DROPPED
    assert states[items[1].id].state is ActionItemState.OPEN
    assert (await queries.series_by_ids(mo, [kept.id]))[kept.id].ended_at is None
    assert await do(series.end_series_of_leaver(cast.ann.id)) == 0


async def test_a_new_manager_inherits_nothing_and_the_former_pair_goes_on(
    cast: Cast, do: Doing
) -> None:
    begun = await start(cast, do, cast.mo, cast.ann)
    mo = cast.actor(cast.mo)
    current = (await queries.current_meetings_of(mo, [begun.id]))[begun.id]
    point = await do(
        talking_points.add_talking_point(mo, meeting_id=current.id, body="The roadmap")
    )
    await cast.change_manager(cast.ann, cast.old)
    old, ann, former = cast.actor(cast.old), cast.actor(cast.ann), cast.actor(cast.mo)
    assert await queries.own_series(old) == []
    assert await queries.series_by_ids(old, [begun.id]) == {}
    assert await queries.meetings_by_ids(old, [current.id]) == {}
    assert await queries.talking_points_by_ids(old, [point.id]) == {}
    for actor in (ann, former):
        assert point.id in await queries.talking_points_by_ids(actor, [point.id])
    with clock.at(TUESDAY_TEN):
        await do(meetings.close_meeting(former, meeting_id=current.id, held=True))
    assert (await do(series.end_series(ann, series_id=begun.id))).ended_at is not None
    again = await start(cast, do, cast.ann, cast.mo)
    assert again.kind is SeriesKind.PEER, "they may go on, but not as manager and report"
    assert await queries.talking_points_by_ids(old, [point.id]) == {}


async def test_who_can_be_met_is_told_before_one_tries(cast: Cast, do: Doing) -> None:
    mo = cast.actor(cast.mo)
    people = [cast.ann, cast.bo, cast.zed, cast.cy, cast.dee, cast.mo]
    before = await queries.startable_with(mo, [p.id for p in people])
    assert [before[p.id] for p in people] == [True, True, True, True, False, False]
    await start(cast, do, cast.mo, cast.ann)
    assert (await queries.startable_with(mo, [cast.ann.id]))[cast.ann.id] is False


async def test_a_changed_rhythm_says_what_calendars_knew_and_until_when(
    cast: Cast, do: Doing
) -> None:
    begun = await start(cast, do, cast.mo, cast.ann)
    mo = cast.actor(cast.mo)
    row = await OneOnOneSeries.get(id=begun.id)
    uids = [row.id]
    wednesday = TUESDAY_TEN + timedelta(days=8)
    await do(
        pauses.pause_series(mo, series_id=begun.id, first=date(2026, 3, 3), until=date(2026, 3, 17))
    )
    await do(pauses.resume_series(mo, series_id=begun.id))
    await do(
        pauses.pause_series(
            mo, series_id=begun.id, first=date(2026, 3, 10), until=date(2026, 3, 24)
        )
    )
    with clock.at(TUESDAY_TEN):
        current = (await queries.current_meetings_of(mo, [begun.id]))[begun.id]
        await do(meetings.close_meeting(mo, meeting_id=current.id, held=True))
    with clock.at(NOW + timedelta(days=2)):
        do.heard.clear()
        await do(series.change_series(mo, series_id=begun.id, cadence=Cadence.EVERY_TWO_WEEKS))
        former = do.only(SeriesChanged).former
    assert (former.calendar_uid, former.rrule) == (uids[0], "FREQ=WEEKLY;BYDAY=TU")
    assert (former.rhythm_from, former.planned_on) == (date(2026, 3, 3), date(2026, 3, 24))
    row = await OneOnOneSeries.get(id=begun.id)
    assert row.rhythm_from == date(2026, 3, 24)
    assert row.calendar_uid not in (None, *uids)
    left_out = await SkippedDay.filter(series_id=begun.id).values_list("planned_on", flat=True)
    assert sorted(left_out) == [date(2026, 3, 10), date(2026, 3, 17)]  # type: ignore[type-var]
    with clock.at(NOW + timedelta(days=2)):
        do.heard.clear()
        await do(
            series.change_series(
                mo,
                series_id=begun.id,
                cadence=Cadence.WEEKLY,
                next_meeting_at=wednesday - timedelta(days=3),
            )
        )
    former = do.only(SeriesChanged).former
    assert (former.calendar_uid, former.planned_on) == (row.calendar_uid, date(2026, 3, 8))
