"""Having reports mailed to oneself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise.expressions import F

from erm.audit import commands as audit
from erm.audit.rules import Action
from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.errors import Conflict
from erm.reports.errors import ReportsAreForHR, ReportScheduleNotFound, TooManyReportSchedules
from erm.reports.models import ReportSchedule
from erm.reports.policy import may_pull_reports, readable_schedules
from erm.reports.queries import schedule_view
from erm.reports.rules import (
    SCHEDULES_MAXIMUM,
    PeopleReportKind,
    ReportAsOf,
    ReportBy,
    ReportEvery,
    ReportFormat,
    next_day,
)
from erm.reports.views import ScheduleView


async def save_report_schedule(
    actor: Actor,
    *,
    schedule_id: UUID | None,
    kind: PeopleReportKind,
    by: ReportBy,
    as_of: ReportAsOf,
    form: ReportFormat,
    every: ReportEvery,
    version: int | None,
) -> ScheduleView:
    """Have a report mailed to the actor, or change one that is.

    It comes next on the first day of its rhythm after today, on the actor's own clock. Raises
    ``ReportsAreForHR``, ``ReportScheduleNotFound``, ``TooManyReportSchedules``, or ``Conflict``
    (``STALE_VERSION``).
    """
    if schedule_id is None and not may_pull_reports(actor):
        raise ReportsAreForHR
    values: dict[str, Any] = {
        "kind": kind,
        "by": by,
        "as_of": as_of,
        "format": form,
        "every": every,
    }
    next_on = next_day(every, today(actor.time_zone))
    if schedule_id is None:
        if await ReportSchedule.filter(readable_schedules(actor)).count() >= SCHEDULES_MAXIMUM:
            raise TooManyReportSchedules(maximum=SCHEDULES_MAXIMUM)
        row = await ReportSchedule.create(
            owner_id=actor.person_id, next_on=next_on, created_at=now(), **values
        )
    else:
        mine = ReportSchedule.filter(readable_schedules(actor), id=schedule_id)
        if not await mine.exists():
            raise ReportScheduleNotFound
        changed = await ReportSchedule.filter(
            id=schedule_id, version=version, ended_at__isnull=True
        ).update(**values, next_on=next_on, version=F("version") + 1)
        if not changed:
            raise Conflict("STALE_VERSION")
        row = await ReportSchedule.get(id=schedule_id)
    audit.append(
        Action.REPORT_SCHEDULE_SAVED,
        actor_id=actor.person_id,
        subject_kind="ReportSchedule",
        subject_id=row.id,
        details={"kind": kind, "by": by, "every": every, "format": form},
    )
    return schedule_view(row)


async def end_report_schedule(actor: Actor, *, schedule_id: UUID, version: int) -> UUID:
    """Have it mailed no more. Raises ``ReportScheduleNotFound``, ``Conflict`` (``STALE_VERSION``)."""
    mine = ReportSchedule.filter(readable_schedules(actor), id=schedule_id)
    if not await mine.exists():
        raise ReportScheduleNotFound
    ended = await ReportSchedule.filter(
        id=schedule_id, version=version, ended_at__isnull=True
    ).update(ended_at=now(), version=F("version") + 1)
    if not ended:
        raise Conflict("STALE_VERSION")
    audit.append(
        Action.REPORT_SCHEDULE_ENDED,
        actor_id=actor.person_id,
        subject_kind="ReportSchedule",
        subject_id=schedule_id,
    )
    return schedule_id
