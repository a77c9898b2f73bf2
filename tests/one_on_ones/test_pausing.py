from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from erm.core import clock
from erm.core.errors import DomainError
from erm.core.events import Bus
from erm.one_on_ones import queries
from erm.one_on_ones.commands import meetings, pauses, series, upkeep
from erm.one_on_ones.errors import SeriesNotFound, SeriesNotPaused, SeriesPausedNow
from erm.one_on_ones.events import SeriesPaused, SeriesResumed
from erm.one_on_ones.models import OneOnOneSeries
from erm.one_on_ones.views import SeriesView
from tests.cast import Cast
from tests.one_on_ones.conftest import Doing
from tests.one_on_ones.weekly import begin_weekly, current, skipped

NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)
TUESDAYS = [date(2026, 6, 2) + timedelta(days=7 * week) for week in range(30)]


def ten(day: date) -> datetime:
    """Ten in Berlin, in summer."""
    return datetime(day.year, day.month, day.day, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
async def pair(cast: Cast, do: Doing) -> SeriesView:
    return await begin_weekly(cast, do, ten(TUESDAYS[0]))


async def upcoming(cast: Cast, pair: SeriesView, count: int = 3) -> list[datetime]:
    found = await queries.upcoming_of(cast.actor(cast.mo), [(pair.id, count)])
    return found[pair.id, count]


async def test_a_pause_leaves_out_its_days_and_the_open_meeting_waits_behind_it(
    cast: Cast, do: Doing, pair: SeriesView
) -> None:
    before = await current(cast, pair)
    paused = await do(
        pauses.pause_series(
            cast.actor(cast.ann), series_id=pair.id, first=NOW.date(), until=TUESDAYS[4]
        )
    )
    assert (paused.paused_from, paused.paused_until) == (NOW.date(), TUESDAYS[4])
    meeting = await current(cast, pair)
    assert (meeting.id, meeting.scheduled_at) == (before.id, ten(TUESDAYS[4]))
    assert await upcoming(cast, pair) == [ten(day) for day in TUESDAYS[4:7]]
    fact = do.only(SeriesPaused)
    assert (fact.by_id, fact.other_id) == (cast.ann.id, cast.mo.id)
    assert (fact.paused_from, fact.paused_until) == (NOW.date(), TUESDAYS[4])


async def test_a_pause_to_come_leaves_the_meeting_before_it(
    cast: Cast, do: Doing, pair: SeriesView
) -> None:
    mo = cast.actor(cast.mo)
    await do(pauses.pause_series(mo, series_id=pair.id, first=TUESDAYS[1], until=TUESDAYS[3]))
    meeting = await current(cast, pair)
    assert meeting.scheduled_at == ten(TUESDAYS[0])
    assert await upcoming(cast, pair) == [ten(TUESDAYS[n]) for n in (0, 3, 4)]
    with clock.at(ten(TUESDAYS[0])):
        _, following = await do(meetings.close_meeting(mo, meeting_id=meeting.id, held=True))
    assert following.scheduled_at == ten(TUESDAYS[3])


async def test_when_a_pause_is_over_its_days_are_skipped_days_and_nothing_else_changes(
    cast: Cast, do: Doing, pair: SeriesView
) -> None:
    mo = cast.actor(cast.mo)
    await do(pauses.pause_series(mo, series_id=pair.id, first=TUESDAYS[0], until=TUESDAYS[3]))
    do.heard.clear()
    with clock.at(ten(TUESDAYS[3]) - timedelta(days=1)):
        assert await upkeep.put_away_pauses(Bus()) == 0
    with clock.at(ten(TUESDAYS[3])):
        view = (await queries.series_by_ids(mo, [pair.id]))[pair.id]
        assert (view.paused_from, view.paused_until) == (None, None), "over, though not put away"
        assert await upkeep.put_away_pauses(Bus()) == 1
        assert await upkeep.put_away_pauses(Bus()) == 0
        assert await queries.skipped_days_of(mo, [pair.id]) == {pair.id: []}
    assert await skipped(pair) == TUESDAYS[:3]
    assert (await current(cast, pair)).scheduled_at == ten(TUESDAYS[3])
    assert (await OneOnOneSeries.get(id=pair.id)).paused_from is None
    assert do.heard == []


async def test_in_a_pause_without_an_end_the_meeting_rests_until_they_go_on(
    cast: Cast, do: Doing, pair: SeriesView
) -> None:
    mo, ann = cast.actor(cast.mo), cast.actor(cast.ann)
    meeting = await current(cast, pair)
    await do(pauses.pause_series(ann, series_id=pair.id, first=NOW.date()))
    later = ten(TUESDAYS[5]) + timedelta(days=1)
    assert await upcoming(cast, pair) == []
    with clock.at(later):
        assert await queries.overdue_meetings(mo) == []
        assert await queries.meetings_upcoming(mo, later + timedelta(days=60)) == []
        assert (await current(cast, pair)).asks_whether_held is False
        for command in (
            meetings.skip_meeting(mo, meeting_id=meeting.id),
            meetings.move_meeting(mo, meeting_id=meeting.id, scheduled_at=later),
            meetings.close_meeting(
                mo, meeting_id=meeting.id, held=False, next_meeting_at=later + timedelta(days=1)
            ),
        ):
            with pytest.raises(SeriesPausedNow):
                await do(command)
        resumed = await do(pauses.resume_series(mo, series_id=pair.id))
        assert (resumed.paused_from, resumed.paused_until) == (None, None)
        assert do.only(SeriesResumed).scheduled_at == ten(TUESDAYS[6])
        again = await current(cast, pair)
        assert (again.id, again.scheduled_at) == (meeting.id, ten(TUESDAYS[6]))
        assert again.asks_whether_held is False
    assert await skipped(pair) == TUESDAYS[:6]


async def test_a_pause_that_ends_early_brings_the_meeting_forward(
    cast: Cast, do: Doing, pair: SeriesView
) -> None:
    mo = cast.actor(cast.mo)
    await do(pauses.pause_series(mo, series_id=pair.id, first=TUESDAYS[0], until=TUESDAYS[9]))
    with clock.at(ten(TUESDAYS[2]) - timedelta(hours=1)):
        await do(pauses.resume_series(mo, series_id=pair.id))
    assert (await current(cast, pair)).scheduled_at == ten(TUESDAYS[2])
    assert await skipped(pair) == TUESDAYS[:2]


async def test_a_pause_that_has_not_begun_can_be_taken_back_or_changed(
    cast: Cast, do: Doing, pair: SeriesView
) -> None:
    mo = cast.actor(cast.mo)
    one = {"series_id": pair.id, "first": NOW.date()}
    await do(pauses.pause_series(mo, **one, until=TUESDAYS[4]))
    await do(pauses.pause_series(mo, **one, until=TUESDAYS[2]))
    assert (await current(cast, pair)).scheduled_at == ten(TUESDAYS[2])
    assert await skipped(pair) == []
    await do(pauses.resume_series(mo, series_id=pair.id))
    assert (await current(cast, pair)).scheduled_at == ten(TUESDAYS[0])
    with pytest.raises(SeriesNotPaused):
        await do(pauses.resume_series(mo, series_id=pair.id))
    assert await skipped(pair) == []


async def test_what_was_skipped_before_a_pause_stays_skipped(
    cast: Cast, do: Doing, pair: SeriesView
) -> None:
    mo = cast.actor(cast.mo)
    meeting = await current(cast, pair)
    await do(meetings.skip_meeting(mo, meeting_id=meeting.id))
    await do(pauses.pause_series(mo, series_id=pair.id, first=NOW.date(), until=TUESDAYS[4]))
    with pytest.raises(SeriesPausedNow):
        await do(meetings.undo_skip(mo, series_id=pair.id, day=TUESDAYS[0]))
    await do(pauses.resume_series(mo, series_id=pair.id))
    assert (await current(cast, pair)).scheduled_at == ten(TUESDAYS[1])
    await do(meetings.undo_skip(mo, series_id=pair.id, day=TUESDAYS[0]))
    assert (await current(cast, pair)).scheduled_at == ten(TUESDAYS[0])


async def test_a_pause_from_today_comes_after_the_meeting_that_was_today(
    cast: Cast, do: Doing, pair: SeriesView
) -> None:
    mo = cast.actor(cast.mo)
    meeting = await current(cast, pair)
    with clock.at(ten(TUESDAYS[0]) + timedelta(hours=4)):
        paused = await do(pauses.pause_series(mo, series_id=pair.id, first=TUESDAYS[0]))
        assert paused.paused_from == TUESDAYS[0] + timedelta(days=1)
        waiting = await current(cast, pair)
        assert waiting.asks_whether_held
        assert waiting.scheduled_at == meeting.scheduled_at
        _, following = await do(meetings.close_meeting(mo, meeting_id=meeting.id, held=True))
    assert await upcoming(cast, pair) == []
    with clock.at(ten(TUESDAYS[3])):
        await do(pauses.resume_series(mo, series_id=pair.id))
    assert (await current(cast, pair)).id == following.id
    assert await skipped(pair) == TUESDAYS[1:4], "and not the day on which they met"


async def test_what_was_moved_into_a_pause_goes_behind_it(
    cast: Cast, do: Doing, pair: SeriesView
) -> None:
    mo = cast.actor(cast.mo)
    meeting = await current(cast, pair)
    thursday = ten(TUESDAYS[0]) + timedelta(days=2)
    await do(meetings.move_meeting(mo, meeting_id=meeting.id, scheduled_at=thursday))
    await do(pauses.pause_series(mo, series_id=pair.id, first=thursday.date(), until=TUESDAYS[2]))
    assert (await current(cast, pair)).scheduled_at == ten(TUESDAYS[2])
    assert await skipped(pair) == TUESDAYS[:1]


@pytest.mark.parametrize(
    ("first", "until", "code", "field"),
    [
        (date(2026, 5, 31), None, "PAUSE_IN_THE_PAST", "from"),
        (date(2027, 8, 1), None, "DATE_OUT_OF_RANGE", "from"),
        (date(2026, 7, 1), date(2026, 7, 1), "PAUSE_WITHOUT_DAYS", "until"),
        (date(2026, 7, 1), date(2026, 6, 30), "PAUSE_WITHOUT_DAYS", "until"),
        (date(2026, 7, 1), date(2029, 7, 1), "DATE_OUT_OF_RANGE", "until"),
        (date.min, date.max, "PAUSE_IN_THE_PAST", "from"),
        (date.max, None, "DATE_OUT_OF_RANGE", "from"),
        (date(2026, 7, 1), date.max, "DATE_OUT_OF_RANGE", "until"),
    ],
)
async def test_an_absurd_pause_is_refused(
    cast: Cast,
    do: Doing,
    pair: SeriesView,
    first: date,
    until: date | None,
    code: str,
    field: str,
) -> None:
    with pytest.raises(DomainError) as refused:
        await do(
            pauses.pause_series(cast.actor(cast.mo), series_id=pair.id, first=first, until=until)
        )
    assert (refused.value.code, refused.value.field) == (code, field)
    row = await OneOnOneSeries.get(id=pair.id)
    assert (row.paused_from, row.paused_until) == (None, None)


async def test_nobody_else_pauses_or_goes_on(cast: Cast, do: Doing, pair: SeriesView) -> None:
    await do(
        pauses.pause_series(
            cast.actor(cast.mo), series_id=pair.id, first=TUESDAYS[3], until=TUESDAYS[5]
        )
    )
    do.heard.clear()
    for person in (cast.zed, cast.bo, cast.hana, cast.ada, cast.old, cast.cy):
        actor = cast.actor(person)
        with pytest.raises(SeriesNotFound):
            await do(pauses.pause_series(actor, series_id=pair.id, first=NOW.date()))
        with pytest.raises(SeriesNotFound):
            await do(pauses.resume_series(actor, series_id=pair.id))
    row = await OneOnOneSeries.get(id=pair.id)
    assert (row.paused_from, row.paused_until) == (TUESDAYS[3], TUESDAYS[5])
    assert (await current(cast, pair)).scheduled_at == ten(TUESDAYS[0])
    assert do.heard == []


async def test_a_series_that_ends_in_a_pause_keeps_its_days_as_skipped(
    cast: Cast, do: Doing, pair: SeriesView
) -> None:
    mo = cast.actor(cast.mo)
    await do(pauses.pause_series(mo, series_id=pair.id, first=TUESDAYS[0]))
    with clock.at(ten(TUESDAYS[2]) - timedelta(days=1)):
        ended = await do(series.end_series(mo, series_id=pair.id))
    assert (ended.paused_from, await skipped(pair)) == (None, TUESDAYS[:2])
