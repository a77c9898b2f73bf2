"""Mo and Ann, who meet every week."""

from __future__ import annotations

from datetime import date, datetime

from erm.one_on_ones import queries
from erm.one_on_ones.commands import series
from erm.one_on_ones.models import SkippedDay
from erm.one_on_ones.rules import Cadence
from erm.one_on_ones.views import MeetingView, SeriesView
from tests.cast import Cast
from tests.one_on_ones.conftest import Doing


async def begin_weekly(cast: Cast, do: Doing, first: datetime) -> SeriesView:
    """Their series, of which nothing was heard yet."""
    begun = await do(
        series.start_series(
            cast.actor(cast.mo),
            person_id=cast.ann.id,
            cadence=Cadence.WEEKLY,
            first_meeting_at=first,
        )
    )
    do.heard.clear()
    return begun


async def current(cast: Cast, pair: SeriesView) -> MeetingView:
    return (await queries.current_meetings_of(cast.actor(cast.ann), [pair.id]))[pair.id]


async def skipped(pair: SeriesView) -> list[date]:
    days = await SkippedDay.filter(series_id=pair.id).values_list("planned_on", flat=True)
    return sorted(days)  # type: ignore[arg-type]
