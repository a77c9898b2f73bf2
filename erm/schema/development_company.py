"""The company's development in groups, for HR."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

import strawberry

from erm.development.overview import coverage, gaps
from erm.development.overview.coverage import CoverageGroupView, CoverageMonthView, CoverageView
from erm.development.overview.gaps import GapGroupView, GapsView
from erm.development.overview.rules import CoverageBy
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.enums import describe
from erm.schema.ids import maybe_from_global
from erm.schema.refs import CompetencyFrameworkRef, CompetencyRef

describe(
    CoverageBy,
    "CoverageBy",
    "What people are grouped by: one thing at a time.",
    {
        CoverageBy.DEPARTMENT: "The department to which they themselves belong.",
        CoverageBy.LEVEL: "Their level in their track.",
        CoverageBy.LOCATION: "Where they work.",
    },
)

Grouping = Annotated[CoverageBy, strawberry.argument(description="What people are grouped by.")]


@strawberry.type(description="What is told of the development of a group of five people or more.")
class CoverageGroup:
    """A row."""

    key: str = strawberry.field(description="Its name in lists.")
    name: str = strawberry.field(description="What it is called, in the viewer's language.")
    people: int = strawberry.field(description="How many people belong to it.")
    with_plan: int = strawberry.field(
        description="How many have a plan that both sides signed and that is not over."
    )
    checked_in30: int = strawberry.field(
        name="checkedIn30", description="Of how many a goal was checked in on in the last 30 days."
    )
    quiet: int = strawberry.field(
        description="How many have a plan and none that anybody touched lately."
    )
    closed12_months: int = strawberry.field(
        name="closed12Months", description="Plans that were closed in the last 12 months."
    )
    completed12_months: int = strawberry.field(
        name="completed12Months", description="Those of them that were completed."
    )
    goals_done_share: float | None = strawberry.field(
        description="The share of their goals that were reached, 0 to 1 in steps of 0.05; null where "
        "plans of fewer than five people were closed."
    )
    assessed12_months: int = strawberry.field(
        name="assessed12Months",
        description="How many were assessed by both sides in the last 12 months.",
    )

    @classmethod
    def of(cls, view: CoverageGroupView) -> CoverageGroup:
        """Dress a view."""
        numbers = view.numbers
        return cls(
            key=view.key,
            name=view.name,
            people=numbers.people,
            with_plan=numbers.with_plan,
            checked_in30=numbers.checked_in,
            quiet=numbers.quiet,
            closed12_months=numbers.closed,
            completed12_months=numbers.completed,
            goals_done_share=numbers.goals_done_share,
            assessed12_months=numbers.assessed,
        )


@strawberry.type(description="The company at the end of a month.")
class CoverageMonth:
    """A point of the trend."""

    month: date = strawberry.field(description="The first day of the month.")
    people: int = strawberry.field(description="How many people were there.")
    with_plan: int = strawberry.field(description="How many of them had a plan.")
    completed: int = strawberry.field(description="Plans that were completed in the month.")

    @classmethod
    def of(cls, view: CoverageMonthView) -> CoverageMonth:
        """Dress a view."""
        return cls(
            month=view.month,
            people=view.people,
            with_plan=view.with_plan,
            completed=view.completed,
        )


@strawberry.type(description="How much of the company develops by a plan.")
class DevelopmentCoverage:
    """A table and a trend."""

    minimum: int = strawberry.field(
        description="Fewest people of a group about which anything is told."
    )
    on: date = strawberry.field(description="The day that it is told of.")
    by: CoverageBy = strawberry.field(description="What people are grouped by.")
    groups: list[CoverageGroup] = strawberry.field(
        description="Each person who was there is in exactly one. Groups that are too small are put "
        "together in one row, with the smallest of the others where they are too few even so."
    )
    company: CoverageGroup | None = strawberry.field(
        description="All rows together; null in a company of fewer people than `minimum`."
    )
    trend: list[CoverageMonth] = strawberry.field(
        description="The last 12 months, without those when the company was too small."
    )
    withheld: int = strawberry.field(description="Groups without a row of their own.")

    @classmethod
    def of(cls, view: CoverageView) -> DevelopmentCoverage:
        """Dress a view."""
        return cls(
            minimum=view.minimum,
            on=view.on,
            by=view.by,
            groups=[CoverageGroup.of(each) for each in view.groups],
            company=None if view.company is None else CoverageGroup.of(view.company),
            trend=[CoverageMonth.of(each) for each in view.trend],
            withheld=view.withheld,
        )


@strawberry.type(description="A competency in a group. Each side is told apart.")
class GapCell:
    """What the people of a group were seen to lack, or to have beyond what is expected."""

    competency_index: int = strawberry.field(description="Its place in `competencies`.")
    people: int = strawberry.field(description="How many were assessed in it, five or more.")
    self_gap: float | None = strawberry.field(
        description="Expected minus how people see themselves, in levels, on average, to one decimal."
    )
    manager_gap: float | None = strawberry.field(
        description="Expected minus how their managers see them, likewise."
    )
    below_share: float | None = strawberry.field(
        description="The share whom their manager sees below what is expected, 0 to 1 in steps of "
        "0.05."
    )


@strawberry.type(description="The gaps of a group of five people or more.")
class GapGroup:
    """A row."""

    key: str = strawberry.field(description="Its name in lists.")
    name: str = strawberry.field(description="What it is called, in the viewer's language.")
    people: int = strawberry.field(description="How many people belong to it.")
    cells: list[GapCell] = strawberry.field(
        description="Competencies of which something may be told: five people or more were assessed, "
        "and it could not be found out by subtraction what fewer said."
    )

    @classmethod
    def of(cls, view: GapGroupView, place: dict[UUID, int]) -> GapGroup:
        """Dress a view."""
        return cls(
            key=view.key,
            name=view.name,
            people=view.people,
            cells=[
                GapCell(
                    competency_index=place[cell.competency_id],
                    people=cell.gap.people,
                    self_gap=cell.gap.own,
                    manager_gap=cell.gap.managers,
                    below_share=cell.gap.below,
                )
                for cell in sorted(view.cells, key=lambda cell: place[cell.competency_id])
            ],
        )


@strawberry.type(
    description="Where the company stands below what it expects: of each person at a level of the "
    "framework the last assessment that was compared, against what was expected then."
)
class CompetencyGaps:
    """A table of groups and competencies."""

    framework_key: strawberry.Private[UUID | None]
    competency_keys: strawberry.Private[tuple[UUID, ...]]
    minimum: int = strawberry.field(description="Fewest people of a group or a cell.")
    groups: list[GapGroup] = strawberry.field(
        description="The company, or its groups. Each person is in exactly one."
    )
    withheld: int = strawberry.field(description="Groups without a row of their own.")

    @strawberry.field(description="The framework; null where nobody is at a level of any.")
    async def framework(self, info: Info) -> CompetencyFrameworkRef | None:
        """The framework."""
        return await refs.load(info, "CompetencyFramework", self.framework_key)

    @strawberry.field(description="Its competencies, in its order.")
    async def competencies(self, info: Info) -> list[CompetencyRef]:
        """The columns."""
        return await refs.load_all(info, "Competency", self.competency_keys)

    @classmethod
    def of(cls, view: GapsView) -> CompetencyGaps:
        """Dress a view."""
        place = {key: index for index, key in enumerate(view.competency_ids)}
        return cls(
            framework_key=view.framework_id,
            competency_keys=view.competency_ids,
            minimum=view.minimum,
            groups=[GapGroup.of(each, place) for each in view.groups],
            withheld=view.withheld,
        )


@strawberry.type
class DevelopmentCompanyQuery:
    """Root fields for HR."""

    @strawberry.field(
        description="How much of the company develops by a plan. HR only; null for everybody else."
    )
    async def development_coverage(
        self,
        info: Info,
        by: Grouping = CoverageBy.DEPARTMENT,
        on: Annotated[
            date | None,
            strawberry.argument(description="As it was on this day; today unless given."),
        ] = None,
    ) -> DevelopmentCoverage | None:
        """Coverage."""
        view = await coverage.development_coverage(info.context.actor, by=by, on=on)
        return None if view is None else DevelopmentCoverage.of(view)

    @strawberry.field(
        description="Where the company stands below what it expects. HR only; null for everybody else."
    )
    async def competency_gaps(
        self,
        info: Info,
        by: Annotated[
            CoverageBy | None,
            strawberry.argument(
                description="What people are grouped by; the company unless given."
            ),
        ] = None,
        framework_id: Annotated[
            strawberry.ID | None,
            strawberry.argument(description="A framework; the one with most people unless given."),
        ] = None,
    ) -> CompetencyGaps | None:
        """Gaps."""
        view = await gaps.competency_gaps(
            info.context.actor,
            by=by,
            framework_id=maybe_from_global(
                framework_id, "CompetencyFramework", field="framework_id"
            ),
        )
        return None if view is None else CompetencyGaps.of(view)
