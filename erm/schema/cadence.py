"""Expected and real rhythm of one-on-ones: of a series, and of a manager with their reports."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import strawberry

from erm.one_on_ones.queries import series_by_ids
from erm.people.queries import people_by_ids
from erm.relationships import cadence
from erm.relationships.cadence import CadenceReportView, TeamCadenceView
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.refs import OneOnOneSeriesRef, PersonRef


@strawberry.type(
    description="How often two people meant to meet and how often they did. Expected is what their "
    "rhythm comes to over the days on which it ran, without pauses and skipped days."
)
class CadenceReport:
    """The rhythm of a pair."""

    key: str = strawberry.field(description="Its name in lists.")
    expected_days: float | None = strawberry.field(
        description="About how many days lie between two meetings by the rhythm; null without one."
    )
    held30: int = strawberry.field(description="Meetings held in the last 30 days.")
    held90: int = strawberry.field(description="Meetings held in the last 90 days.")
    held365: int = strawberry.field(description="Meetings held in the last 365 days.")
    expected30: float = strawberry.field(description="Meetings meant in the last 30 days.")
    expected90: float = strawberry.field(description="Meetings meant in the last 90 days.")
    expected365: float = strawberry.field(description="Meetings meant in the last 365 days.")
    mean_days: float | None = strawberry.field(
        description="The mean number of days between the meetings of the last 365 days; null for "
        "less than two."
    )
    last_held_at: datetime | None = strawberry.field(description="When they last met.")
    next_at: datetime | None = strawberry.field(description="When they are to meet next.")

    @classmethod
    def of(cls, view: CadenceReportView) -> CadenceReport:
        """Dress a view."""
        return cls(
            key=view.key,
            expected_days=view.expected_days,
            held30=view.held[30],
            held90=view.held[90],
            held365=view.held[365],
            expected30=view.expected[30],
            expected90=view.expected[90],
            expected365=view.expected[365],
            mean_days=view.mean_days,
            last_held_at=view.last_held_at,
            next_at=view.next_at,
        )


@strawberry.type(description="The viewer's rhythm with one of their reports.")
class TeamCadence:
    """A report and their one-on-ones with the viewer."""

    person_key: strawberry.Private[UUID]
    series_key: strawberry.Private[UUID | None]
    key: str = strawberry.field(description="Its name in lists.")
    report: CadenceReport = strawberry.field(description="Their rhythm.")

    @strawberry.field(description="The report.")
    async def person(self, info: Info) -> PersonRef:
        """The report."""
        return await refs.person(info, self.person_key)

    @strawberry.field(description="Their one-on-ones with the viewer, while they go on.")
    async def series(self, info: Info) -> OneOnOneSeriesRef | None:
        """The active series."""
        return await refs.load(info, "OneOnOneSeries", self.series_key)

    @classmethod
    def of(cls, view: TeamCadenceView) -> TeamCadence:
        """Dress a view."""
        return cls(
            person_key=view.person.id,
            series_key=None if view.series is None else view.series.id,
            key=str(view.person.id),
            report=CadenceReport.of(view.report),
        )


@strawberry.type
class SeriesRhythm:
    """What the rhythm adds to a series."""

    key: strawberry.Private[UUID]

    @strawberry.field(description="How often they meant to meet, and how often they did.")
    async def cadence_report(self, info: Info) -> CadenceReport:
        """Expected and real rhythm."""
        found = await info.context.loader(cadence.reports_of).load(self.key)
        assert found is not None, "who reads a series reads its rhythm"  # noqa: S101
        return CadenceReport.of(found)


@strawberry.type
class CadenceViewer:
    """What the rhythm adds to the viewer."""

    @strawberry.field(
        description="The viewer's rhythm with each of their reports: those without one-on-ones "
        "first, then those who have not met for too long. Empty for who manages nobody."
    )
    async def team_cadence(self, info: Info) -> list[TeamCadence]:
        """One line for each report."""
        views = await cadence.team_cadence(info.context.actor)
        info.context.prime(people_by_ids, {view.person.id: view.person for view in views})
        info.context.prime(series_by_ids, {v.series.id: v.series for v in views if v.series})
        return [TeamCadence.of(view) for view in views]
