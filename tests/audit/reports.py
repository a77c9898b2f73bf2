"""Everything about reports by mail that is noted, once at least."""

from __future__ import annotations

from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.reports.commands import end_report_schedule, save_report_schedule
from erm.reports.rules import PeopleReportKind, ReportAsOf, ReportBy, ReportEvery, ReportFormat
from tests.cast import Cast


async def everything(cast: Cast, bus: Bus) -> None:
    hana = cast.actor(cast.hana)
    async with unit_of_work(bus):
        saved = await save_report_schedule(
            hana,
            schedule_id=None,
            kind=PeopleReportKind.CYCLES,
            by=ReportBy.TENURE,
            as_of=ReportAsOf.NOW,
            form=ReportFormat.PDF,
            every=ReportEvery.WEEKLY,
            version=None,
        )
    async with unit_of_work(bus):
        await end_report_schedule(hana, schedule_id=saved.id, version=1)
