"""Reports on people that come by mail: one's own, and what can be done about them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import strawberry

from erm.reports import commands, queries
from erm.reports.rules import ReportEvery, ReportFormat
from erm.reports.views import ScheduleView
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.enums import describe
from erm.schema.ids import from_global, maybe_from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.people_reports import PeopleReportKind, ReportAsOf, ReportBy

describe(
    ReportEvery,
    "ReportEvery",
    "How often a report is mailed.",
    {
        ReportEvery.WEEKLY: "On Mondays.",
        ReportEvery.MONTHLY: "On the first of each month.",
        ReportEvery.QUARTERLY: "On the first of January, April, July and October.",
    },
)
describe(
    ReportFormat,
    "ReportFormat",
    "What a report is attached as.",
    {
        ReportFormat.CSV: "For programs.",
        ReportFormat.XLSX: "For a spreadsheet.",
        ReportFormat.PDF: "For paper.",
    },
)


@strawberry.type(description="A report on people that comes to the viewer by mail, attached.")
class ReportSchedule(Node):
    """A report by mail."""

    kind: PeopleReportKind = strawberry.field(description="What it is about.")
    by: ReportBy = strawberry.field(description="What people are grouped by.")
    as_of: ReportAsOf = strawberry.field(description="Where they are counted.")
    format: ReportFormat = strawberry.field(description="What it is attached as.")
    every: ReportEvery = strawberry.field(description="How often it comes.")
    next_on: date = strawberry.field(description="The day on which it comes next.")
    last_on: date | None = strawberry.field(description="The day on which it came last.")
    version: int = strawberry.field(description="Its version, for the next change.")

    @classmethod
    def of(cls, view: ScheduleView) -> ReportSchedule:
        """Dress a view."""
        return cls(
            id=to_global("ReportSchedule", view.id),
            kind=view.kind,
            by=view.by,
            as_of=view.as_of,
            format=view.format,
            every=view.every,
            next_on=view.next_on,
            last_on=view.last_on,
            version=view.version,
        )


@node_of("ReportSchedule")
async def load_schedule(info: Info, key: UUID) -> ReportSchedule | None:
    """One of the viewer's own."""
    view = await info.context.loader(queries.schedules_by_ids).load(key)
    return None if view is None else ReportSchedule.of(view)


@strawberry.type
class MailedReportsQuery:
    """Root fields of reports by mail."""

    @strawberry.field(
        description="The viewer's own reports by mail, the one that comes next first."
    )
    async def report_schedules(self, info: Info) -> list[ReportSchedule]:
        """Reports by mail."""
        found = await queries.report_schedules(info.context.actor)
        return [ReportSchedule.of(view) for view in found]


@strawberry.input(description="A report on people by mail.")
class SaveReportScheduleInput:
    """Input of ``saveReportSchedule``."""

    kind: PeopleReportKind = strawberry.field(description="What it is about.")
    by: ReportBy = strawberry.field(description="What people are grouped by.")
    as_of: ReportAsOf = strawberry.field(description="Where they are counted.")
    format: ReportFormat = strawberry.field(description="What it is attached as.")
    every: ReportEvery = strawberry.field(description="How often it comes.")
    schedule_id: strawberry.ID | None = strawberry.field(
        default=None, description="Id of one's own to be changed; null for a new one."
    )
    version: int | None = strawberry.field(
        default=None, description="The version that is changed; null for a new one."
    )


@strawberry.type(description="It comes by mail.")
class SaveReportScheduleSuccess:
    """Answer of ``saveReportSchedule``."""

    schedule: ReportSchedule = strawberry.field(description="The report by mail.")


@strawberry.input(description="A report by mail that is not wanted any more.")
class EndReportScheduleInput:
    """Input of ``endReportSchedule``."""

    schedule_id: strawberry.ID = strawberry.field(description="Id of one's own.")
    version: int = strawberry.field(description="Its version.")


@strawberry.type(description="It comes no more.")
class EndReportScheduleSuccess:
    """Answer of ``endReportSchedule``."""

    ended_id: strawberry.ID = strawberry.field(description="Its id.")


@strawberry.type
class MailedReportsMutation:
    """Mutations of reports by mail."""

    @command("Have a report on people mailed to oneself, or change one that is. HR only.")
    async def save_report_schedule(
        self, info: Info, input: SaveReportScheduleInput
    ) -> SaveReportScheduleSuccess:
        """Save."""
        view = await commands.save_report_schedule(
            info.context.actor,
            schedule_id=maybe_from_global(input.schedule_id, "ReportSchedule", field="scheduleId"),
            kind=input.kind,
            by=input.by,
            as_of=input.as_of,
            form=input.format,
            every=input.every,
            version=input.version,
        )
        return SaveReportScheduleSuccess(schedule=ReportSchedule.of(view))

    @command("Have a report of one's own mailed no more.")
    async def end_report_schedule(
        self, info: Info, input: EndReportScheduleInput
    ) -> EndReportScheduleSuccess:
        """End."""
        key = await commands.end_report_schedule(
            info.context.actor,
            schedule_id=from_global(input.schedule_id, "ReportSchedule", field="scheduleId"),
            version=input.version,
        )
        return EndReportScheduleSuccess(ended_id=to_global("ReportSchedule", key))
