"""Reports on people that HR pulls over the whole product, and who has seen them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.paging import PageRequest
from erm.reports import ledger, report
from erm.reports.rules import PeopleReportKind, ReportAsOf, ReportBy, ReportUnit
from erm.reports.views import AccessView, CellView, ColumnView, MonthView, ReportView, RowView
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.enums import describe
from erm.schema.ids import to_global
from erm.schema.paging import After, Connection, First
from erm.schema.refs import PersonRef
from erm.schema.report_acts import ReportAct

__all__ = [
    "PeopleReport",
    "PeopleReportAccess",
    "PeopleReportKind",
    "PeopleReportsQuery",
    "ReportAsOf",
    "ReportBy",
]

describe(
    PeopleReportKind,
    "PeopleReportKind",
    "What a report on people is about.",
    {
        PeopleReportKind.ONE_ON_ONES: "How often people meet one on one.",
        PeopleReportKind.CYCLES: "How far feedback cycles get.",
        PeopleReportKind.DEVELOPMENT: "Who develops by a plan.",
        PeopleReportKind.RECOGNITION: "Who gives public thanks and who gets them.",
        PeopleReportKind.DIRECTORY: "How well the directory is kept.",
    },
)
describe(
    ReportBy,
    "ReportBy",
    "What people are grouped by: one thing at a time.",
    {
        ReportBy.DEPARTMENT: "The department to which they themselves belong.",
        ReportBy.LOCATION: "Where they work.",
        ReportBy.LEVEL: "Their level in their track.",
        ReportBy.TENURE: "Their time with the company, in full years.",
    },
)
describe(
    ReportAsOf,
    "ReportAsOf",
    "Where people are counted.",
    {
        ReportAsOf.THEN: "Where they were: on the first day of the figures, and at the end of each "
        "month. Who has left since is counted, where that is not about a few.",
        ReportAsOf.NOW: "Where they are today, and nobody who has left.",
    },
)
describe(
    ReportUnit,
    "ReportUnit",
    "What the numbers of a column are.",
    {
        ReportUnit.SHARE: "From 0 to 1.",
        ReportUnit.NUMBER: "A number per person.",
        ReportUnit.DAYS: "Days.",
        ReportUnit.INDEX: "A number without a unit, such as a coefficient.",
    },
)


@strawberry.type(description="A column of a report on people.")
class ReportColumn:
    """A column."""

    key: str = strawberry.field(description="Its name for programs.")
    label: str = strawberry.field(description="Its name in the viewer's language.")
    unit: ReportUnit = strawberry.field(description="What its numbers are.")
    help: str = strawberry.field(description="What is counted.")
    main: bool = strawberry.field(description="Whether it is drawn as the chart.")

    @classmethod
    def of(cls, view: ColumnView) -> ReportColumn:
        """Dress a view."""
        return cls(key=view.key, label=view.label, unit=view.unit, help=view.help, main=view.main)


@strawberry.type(description="A number about a group of five people or more.")
class ReportCell:
    """A cell."""

    key: str = strawberry.field(description="Key of its column.")
    value: float | None = strawberry.field(description="The number; null where there is none.")
    from_: float | None = strawberry.field(
        name="from", description="The lower end of its 95 % interval."
    )
    until: float | None = strawberry.field(description="The upper end.")
    n: int | None = strawberry.field(description="About how many people it is.")
    reason: str | None = strawberry.field(description="Why there is no number.")

    @classmethod
    def of(cls, view: CellView) -> ReportCell:
        """Dress a view."""
        return cls(
            key=view.key,
            value=view.value,
            from_=view.low,
            until=view.high,
            n=view.n,
            reason=view.reason,
        )


@strawberry.type(description="A group of five people or more, and what it comes to.")
class PeopleReportRow:
    """A row."""

    key: str = strawberry.field(description="Its name for programs.")
    label: str = strawberry.field(description="What it is called in the viewer's language.")
    people: int = strawberry.field(description="How many people are in it.")
    together: bool = strawberry.field(
        description="Whether these are groups without a row of their own, put together."
    )
    cells: list[ReportCell] = strawberry.field(description="In the order of the columns.")

    @classmethod
    def of(cls, view: RowView) -> PeopleReportRow:
        """Dress a view."""
        return cls(
            key=view.key,
            label=view.label,
            people=view.people,
            together=view.together,
            cells=[ReportCell.of(each) for each in view.cells],
        )


@strawberry.type(description="Everybody in one month.")
class ReportMonth:
    """A month."""

    month: str = strawberry.field(description='Such as "2026-11".')
    cells: list[ReportCell] = strawberry.field(description="Of the columns that are told by month.")

    @classmethod
    def of(cls, view: MonthView) -> ReportMonth:
        """Dress a view."""
        return cls(month=view.month, cells=[ReportCell.of(each) for each in view.cells])


@strawberry.type(
    description="A report on people in groups of five or more. It names nobody, and all that can be "
    "asked of it, by whatever and as of when, tells together of no fewer than five people."
)
class PeopleReport:
    """A report."""

    kind: PeopleReportKind = strawberry.field(description="What it is about.")
    by: ReportBy = strawberry.field(description="What people are grouped by.")
    as_of: ReportAsOf = strawberry.field(description="Where they are counted.")
    from_: date = strawberry.field(name="from", description="The first day of the figures.")
    until: date = strawberry.field(description="The last day: today.")
    title: str = strawberry.field(description="What it is called.")
    columns: list[ReportColumn] = strawberry.field(description="Its columns in order.")
    everybody: PeopleReportRow | None = strawberry.field(
        description="Everybody together; null where there are fewer than five people."
    )
    rows: list[PeopleReportRow] = strawberry.field(
        description="Everybody is in exactly one; groups put together come last."
    )
    months: list[ReportMonth] = strawberry.field(
        description="Everybody by month, the oldest first; a month of which nothing is told is left out."
    )
    notes: list[str] = strawberry.field(description="What one must know to read it.")
    withheld: int = strawberry.field(description="How many groups have no row of their own.")

    @classmethod
    def of(cls, view: ReportView) -> PeopleReport:
        """Dress a view."""
        return cls(
            kind=view.kind,
            by=view.by,
            as_of=view.as_of,
            from_=view.first,
            until=view.until,
            title=view.title,
            columns=[ReportColumn.of(each) for each in view.columns],
            everybody=None if view.everybody is None else PeopleReportRow.of(view.everybody),
            rows=[PeopleReportRow.of(each) for each in view.rows],
            months=[ReportMonth.of(each) for each in view.months],
            notes=list(view.notes),
            withheld=view.withheld,
        )


@strawberry.type(description="That somebody saw a report on people, or took it along.")
class PeopleReportAccess:
    """A line of the ledger."""

    person_key: strawberry.Private[UUID]
    id: strawberry.ID = strawberry.field(description="Its id.")
    kind: PeopleReportKind = strawberry.field(description="What the report was about.")
    by: ReportBy = strawberry.field(description="What people were grouped by.")
    act: ReportAct = strawberry.field(description="What was done with it.")
    at: datetime = strawberry.field(description="When it was first done on that day.")

    @strawberry.field(description="Who.")
    async def person(self, info: Info) -> PersonRef:
        """Who."""
        return await refs.person(info, self.person_key)

    @classmethod
    def of(cls, view: AccessView) -> PeopleReportAccess:
        """Dress a view."""
        return cls(
            person_key=view.person_id,
            id=to_global("PeopleReportAccess", view.id),
            kind=view.kind,
            by=view.by,
            act=view.act,
            at=view.at,
        )


@strawberry.type
class PeopleReportsQuery:
    """Root fields."""

    @strawberry.field(
        description="A report on people over the last 90 days unless its notes say otherwise, and by "
        "month over the last twelve. HR only; null for everybody else. That it was seen is put down in "
        "the ledger."
    )
    async def people_report(
        self,
        info: Info,
        kind: Annotated[
            PeopleReportKind, strawberry.argument(description="What it is to be about.")
        ],
        by: Annotated[
            ReportBy, strawberry.argument(description="What people are to be grouped by.")
        ] = ReportBy.DEPARTMENT,
        as_of: Annotated[
            ReportAsOf, strawberry.argument(description="Where they are to be counted.")
        ] = ReportAsOf.NOW,
    ) -> PeopleReport | None:
        """A report."""
        view = await report.people_report(info.context.actor, kind, by=by, as_of=as_of)
        return None if view is None else PeopleReport.of(view)

    @strawberry.field(
        description="Who saw which report on people, newest first: for HR and administrators; empty for "
        "others."
    )
    async def people_report_ledger(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[PeopleReportAccess]:
        """The ledger."""
        page = await ledger.ledger(info.context.actor, PageRequest.of(first, after))
        return Connection[PeopleReportAccess].of(page, PeopleReportAccess.of)
