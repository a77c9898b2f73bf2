"""Expected and real rhythm: of a series for its two, and of reports for their manager."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from erm.core import clock
from erm.core.actor import SYSTEM
from erm.one_on_ones.models import OneOnOneMeeting, OneOnOneSeries, SkippedDay
from erm.people.models import Person
from erm.relationships.cadence import reports_of, team_cadence
from erm.relationships.rhythm import Running, expected, mean_days, silence
from erm.relationships.rules import TouchpointKind
from tests.cast import Cast
from tests.database import query_count
from tests.digest.week import MONDAY
from tests.one_on_ones.builders import history, meeting_row, series_row
from tests.relationships.builders import contact, write

DAY = timedelta(days=1)
TODAY = MONDAY.date()
WEEKLY = Running(cadence_days=7, began_on=TODAY - 400 * DAY)


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with clock.at(MONDAY):
        yield


@pytest.mark.parametrize(
    ("running", "days", "meant"),
    [
        (WEEKLY, 30, 4.3),
        (WEEKLY, 90, 12.9),
        (WEEKLY, 365, 52.1),
        (Running(cadence_days=7, began_on=TODAY - 14 * DAY), 90, 2.0),
        (Running(cadence_days=7, began_on=TODAY), 90, 0.0),
        (Running(cadence_days=7, began_on=TODAY - 70 * DAY, ended_on=TODAY - 42 * DAY), 90, 4.0),
        (Running(cadence_days=7, began_on=TODAY - 400 * DAY, ended_on=TODAY - 42 * DAY), 30, 0.0),
    ],
)
def test_meetings_are_meant_while_the_series_runs(
    running: Running, days: int, meant: float
) -> None:
    assert expected(running, TODAY, days) == meant


@pytest.mark.parametrize(
    ("since", "until", "meant"),
    [
        (35, 14, 2.0), (14, None, 2.3), (60, 35, 4.3), (60, 23, 3.3), (-5, None, 4.3), (90, None, 0.0),
    ],
)  # fmt: skip
def test_a_pause_is_not_counted(since: int, until: int | None, meant: float) -> None:
    running = Running(
        cadence_days=7, began_on=WEEKLY.began_on, paused_from=TODAY - since * DAY,
        paused_until=None if until is None else TODAY - until * DAY,
    )  # fmt: skip
    assert expected(running, TODAY, 30) == meant


def test_skipped_days_are_not_expected_and_those_of_a_pause_not_twice() -> None:
    skipped = [TODAY - n * DAY for n in (3, 10, 40)]
    running = Running(cadence_days=7, began_on=WEEKLY.began_on, skipped=skipped)
    assert expected(running, TODAY, 30) == 2.3
    paused = Running(
        cadence_days=7, began_on=WEEKLY.began_on, skipped=skipped,
        paused_from=TODAY - 14 * DAY, paused_until=TODAY,
    )  # fmt: skip
    assert expected(paused, TODAY, 30) == 2.3


def test_the_mean_needs_two_meetings() -> None:
    days = [TODAY - n * DAY for n in (30, 20, 13)]
    assert mean_days(days) == 8.5
    assert mean_days(days[:1]) is None


def test_silence_counts_from_the_last_meeting_the_beginning_or_the_end_of_a_pause() -> None:
    assert silence(WEEKLY, TODAY - 14 * DAY, TODAY) == 2.0
    young = Running(cadence_days=7, began_on=TODAY - 7 * DAY)
    assert silence(young, None, TODAY) == 1.0
    paused = Running(
        cadence_days=7, began_on=WEEKLY.began_on, paused_from=TODAY - 50 * DAY,
        paused_until=TODAY - 7 * DAY,
    )  # fmt: skip
    assert silence(paused, TODAY - 60 * DAY, TODAY) == 1.0
    assert silence(paused, TODAY - 60 * DAY, TODAY - 10 * DAY) == 0.0


async def met(
    one: Person, other: Person, *days_ago: int, began: int = 400, **fields: Any
) -> OneOnOneSeries:
    """A weekly series with meetings held so many days ago, and an open one."""
    series = series_row(one, other)
    series.created_at = MONDAY - began * DAY
    for name, value in fields.items():
        setattr(series, name, value)
    await series.save(force_create=True)
    rows = [
        meeting_row(series, number, MONDAY - days * DAY, is_open=False)
        for number, days in enumerate(days_ago, 1)
    ]
    rows.append(meeting_row(series, len(rows) + 1, MONDAY + 2 * DAY, is_open=True))
    await OneOnOneMeeting.bulk_create(rows)
    await write(
        [contact(TouchpointKind.ONE_ON_ONE_HELD, one, other, row.scheduled_at) for row in rows[:-1]]
    )
    return series


async def test_a_series_has_a_report_for_each_of_its_two(cast: Cast) -> None:
    series = await met(cast.ann, cast.cy, 3, 10, 29, 31, 89, 100, 364, 366, 380)
    await OneOnOneMeeting.create(
        series_id=series.id, number=99, planned_on=TODAY, scheduled_at=MONDAY - DAY,
        state="closed", held=False, created_at=MONDAY,
    )  # fmt: skip
    await SkippedDay.create(series_id=series.id, planned_on=TODAY - 17 * DAY, created_at=MONDAY)
    for person in (cast.ann, cast.cy):
        report = (await reports_of(cast.actor(person), [series.id]))[series.id]
        assert dict(report.held) == {30: 3, 90: 5, 365: 7}
        assert dict(report.expected) == {30: 3.3, 90: 11.9, 365: 51.1}
        assert report.expected_days == 7.0
        assert report.mean_days == pytest.approx((364 - 3) / 6, abs=0.1)
        assert report.last_held_at == MONDAY - 3 * DAY
        assert report.next_at == MONDAY + 2 * DAY


async def test_a_meeting_before_its_time_counts_when_it_was(cast: Cast) -> None:
    series = await met(cast.ann, cast.mo)
    await OneOnOneMeeting.filter(series_id=series.id).update(
        scheduled_at=MONDAY + DAY, closed_at=MONDAY - DAY, held=True, state="closed"
    )
    report = (await reports_of(cast.actor(cast.ann), [series.id]))[series.id]
    assert report.held[30] == 1
    assert report.last_held_at == MONDAY - DAY


async def test_a_report_of_long_ago_still_tells_of_the_last_time(cast: Cast) -> None:
    series = await met(
        cast.ann, cast.old, 700, began=900, ended_at=MONDAY - 500 * DAY, active_pair=None
    )
    report = (await reports_of(cast.actor(cast.old), [series.id]))[series.id]
    assert dict(report.held) == {30: 0, 90: 0, 365: 0}
    assert dict(report.expected) == {30: 0.0, 90: 0.0, 365: 0.0}
    assert (report.mean_days, report.next_at) == (None, None)
    assert report.last_held_at == MONDAY - 700 * DAY


async def test_a_custom_rhythm_is_expected_by_its_rule(cast: Cast) -> None:
    series = await met(
        cast.ann, cast.mo, cadence="custom", rrule="FREQ=WEEKLY;BYDAY=MO,TH",
        rhythm_from=date(2024, 1, 1),
    )  # fmt: skip
    report = (await reports_of(cast.actor(cast.ann), [series.id]))[series.id]
    assert report.expected_days == 3.5
    assert report.expected[90] == 25.7


async def test_nobody_else_has_a_report_of_a_series(cast: Cast) -> None:
    series = await met(cast.ann, cast.mo, 3)
    for person in (cast.zed, cast.hana, cast.ada, cast.old, cast.bo):
        assert await reports_of(cast.actor(person), [series.id]) == {}
    assert await reports_of(SYSTEM, [series.id]) == {}


async def test_a_manager_sees_their_own_reports_those_first_who_need_it(cast: Cast) -> None:
    names = ("Late", "Later", "Fine", "New", "Alone")
    late, later, fine, new, alone = [await cast.person(n, manager=cast.mo) for n in names]
    await met(cast.mo, late, 12)
    await met(cast.mo, later, 60)
    await met(cast.mo, fine, 3)
    await met(cast.mo, new, began=2)
    await met(cast.mo, cast.ann, 90, paused_from=TODAY - 80 * DAY)
    await met(cast.mo, cast.bo, 200, ended_at=MONDAY - 100 * DAY, active_pair=None)
    team = await team_cadence(cast.actor(cast.mo))
    order = [view.person.given_name for view in team]
    assert set(order[:2]) == {"Bo", "Alone"}, "without one-on-ones"
    assert order[2:] == ["Later", "Late", "Fine", "New", "Ann"]
    of = {view.person.id: view for view in team}
    assert of[cast.bo.id].series is None
    assert of[cast.bo.id].report.held[365] == 1
    assert of[cast.bo.id].report.last_held_at == MONDAY - 200 * DAY
    assert of[cast.bo.id].report.expected_days is None
    assert of[alone.id].report.last_held_at is None


async def test_a_team_is_ones_own_reports_and_nobody_elses(cast: Cast) -> None:
    await met(cast.mo, cast.ann, 3)
    await met(cast.max, cast.cy, 3)
    seen = {}
    for person in cast.people:
        if person.left_on is None:
            team = await team_cadence(cast.actor(person))
            seen[person.id] = {view.person.id for view in team}
    wanted: dict[UUID, set[UUID]] = {key: set() for key in seen}
    wanted[cast.mo.id] = {cast.ann.id, cast.bo.id}
    wanted[cast.max.id] = {cast.cy.id}
    wanted[cast.zed.id] = {p.id for p in (cast.mo, cast.old, cast.max, cast.hana, cast.ada)}
    assert seen == wanted
    zed = {view.person.id: view for view in await team_cadence(cast.actor(cast.zed))}
    assert zed[cast.mo.id].report.held[365] == 0, "not what Mo has with Ann"
    assert await team_cadence(SYSTEM) == []


async def test_a_team_takes_the_same_queries_for_1_20_and_200(cast: Cast) -> None:
    counts = []
    for size in (1, 19, 180):
        crowd = await cast.crowd(size, manager=cast.hana)
        await history(cast.hana, crowd, meetings_each=2)
        await cast.crowd(size, manager=cast.hana)
        hana = cast.actor(cast.hana)
        with query_count() as queries:
            team = await team_cadence(hana)
        counts.append(queries.count)
        assert len(team) == len(hana.report_ids)
    assert set(counts) == {9}
