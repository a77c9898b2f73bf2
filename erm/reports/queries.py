"""The actor's own reports by mail."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from erm.core.actor import Actor
from erm.reports.models import ReportSchedule
from erm.reports.policy import readable_schedules
from erm.reports.views import ScheduleView


def schedule_view(row: ReportSchedule) -> ScheduleView:
    """A row as its owner sees it."""
    return ScheduleView(
        row.id,
        row.kind,
        row.by,
        row.as_of,
        row.format,
        row.every,
        row.next_on,
        row.last_on,
        row.version,
    )


async def schedules_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, ScheduleView]:
    """Those of the actor, for a loader."""
    rows = await ReportSchedule.filter(readable_schedules(actor), id__in=list(set(ids)))
    return {row.id: schedule_view(row) for row in rows}


async def report_schedules(actor: Actor) -> list[ScheduleView]:
    """All of the actor's own that go on, the one that comes next first."""
    rows = await ReportSchedule.filter(readable_schedules(actor)).order_by("next_on", "id")
    return [schedule_view(row) for row in rows]
