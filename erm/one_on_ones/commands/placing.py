"""Where the open meeting stands in the rhythm of its series. The series is locked by the caller."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from tortoise.expressions import F

from erm.core.clock import now
from erm.one_on_ones.errors import SeriesEndedAlready, SeriesPausedNow
from erm.one_on_ones.holding import rests
from erm.one_on_ones.models import OneOnOneMeeting, OneOnOneSeries, SkippedDay
from erm.one_on_ones.rhythm import DAY, Rhythm


async def rhythm_of(series: OneOnOneSeries) -> Rhythm:
    """The rhythm of a series with the days that are left out."""
    days = await SkippedDay.filter(series_id=series.id).values_list("planned_on", flat=True)
    return Rhythm.of(series, days)  # type: ignore[arg-type]


async def open_meeting(series: OneOnOneSeries) -> OneOnOneMeeting:
    """The open meeting of a series. Raises ``SeriesEndedAlready``."""
    if series.ended_at is not None:
        raise SeriesEndedAlready
    return await OneOnOneMeeting.get(open_series_id=series.id)


async def last_closed_day(series: OneOnOneSeries) -> date:
    """The last day of the rhythm whose meeting is over; before all of them while there is none."""
    days = (
        await OneOnOneMeeting.filter(series_id=series.id, open_series_id__isnull=True)
        .order_by("-planned_on")
        .first()
        .values_list("planned_on", flat=True)
    )
    return days or series.rhythm_from - DAY  # type: ignore[return-value]


def check_not_resting(meeting: OneOnOneMeeting, series: OneOnOneSeries) -> None:
    """Raises ``SeriesPausedNow`` for a meeting that waits in a pause without an end."""
    if rests(meeting.planned_on, series.paused_from, series.paused_until):
        raise SeriesPausedNow


async def put(
    meeting: OneOnOneMeeting, rhythm: Rhythm, day: date, at: datetime | None = None
) -> datetime:
    """Give a meeting its place on a day, at the hour of the rhythm unless told another time.

    Whether they met is asked anew. Answers when it is.
    """
    planned = rhythm.at(day)
    at = at or planned
    await OneOnOneMeeting.filter(id=meeting.id).update(
        planned_on=day, planned_at=planned, scheduled_at=at, asked_at=None
    )
    return at


async def leave_out(rhythm: Rhythm, series_id: UUID, days: Iterable[date], by: UUID | None) -> None:
    """Skip days of the rhythm; days that are none, or are skipped already, are passed over."""
    moment = now()
    await SkippedDay.bulk_create(
        [
            SkippedDay(series_id=series_id, planned_on=day, by_id=by, created_at=moment)
            for day in days
            if day not in rhythm.skipped and day >= rhythm.anchor
        ],
        ignore_conflicts=True,
    )


async def keep_pause(series: OneOnOneSeries, rhythm: Rhythm, until: date, by: UUID | None) -> None:
    """What has passed of a pause becomes skipped days: those before ``until``.

    But for days whose meeting is over: it was held before its day, or in the pause.
    """
    if series.paused_from is None:
        return
    end = until if series.paused_until is None else min(until, series.paused_until)
    over = await OneOnOneMeeting.filter(
        series_id=series.id, open_series_id__isnull=True, planned_on__gte=series.paused_from
    ).values_list("planned_on", flat=True)
    days = [d for d in rhythm.all_days(series.paused_from, end - DAY) if d not in over]
    await leave_out(rhythm, series.id, days, by)


async def settle_pause(series: OneOnOneSeries, moment: datetime) -> None:
    """Forget a pause that is over, when its days have become skipped days."""
    rhythm = Rhythm.of(series)
    today = rhythm.day_of(moment)
    if series.paused_until is None or series.paused_until > today:
        return
    await keep_pause(series, await rhythm_of(series), today, None)
    await set_pause(series, None, None)


async def set_pause(series: OneOnOneSeries, first: date | None, until: date | None) -> None:
    """Write down from when until when they pause, here and in the row."""
    series.paused_from, series.paused_until = first, until
    await OneOnOneSeries.filter(id=series.id).update(
        paused_from=first, paused_until=until, version=F("version") + 1
    )
