"""People's levels, and where they can go from there."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import strawberry

from erm.development.competencies.commands import placing, placing_csv
from erm.development.competencies.policy import may_manage_frameworks
from erm.development.competencies.queries import placements as queries
from erm.development.competencies.views import (
    CareerAskView,
    CareerPathView,
    CareerStepView,
    PlacementView,
)
from erm.schema import refs
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.csv_reports import CsvReport
from erm.schema.ids import from_global
from erm.schema.refs import CareerLevelRef, CompetencyRef, PersonRef


@strawberry.type(description="The level at which somebody stands for a while.")
class Placement:
    """A level from a day on."""

    level_key: strawberry.Private[UUID]
    starts_on: date = strawberry.field(description="The first day.")
    ends_on: date | None = strawberry.field(
        description="The first day on which it does not hold any more; null: nothing ends it."
    )

    @strawberry.field(description="The level.")
    async def level(self, info: Info) -> CareerLevelRef:
        """At which level."""
        return await refs.shown(info, "CareerLevel", self.level_key)

    @classmethod
    def of(cls, view: PlacementView) -> Placement:
        """Dress a view."""
        return cls(level_key=view.level_id, starts_on=view.starts_on, ends_on=view.ends_on)


@strawberry.type(
    description="A competency at the next level, beside what it is at the present one."
)
class CareerAsk:
    """What a next level asks."""

    competency_key: strawberry.Private[UUID]
    now: str = strawberry.field(description="What is expected now; empty where nothing is.")
    next: str = strawberry.field(description="What will be expected.")
    is_new: bool = strawberry.field(description="Whether it is not asked at the present level.")
    changed: bool = strawberry.field(description="Whether it is asked in other words there.")

    @strawberry.field(description="The competency.")
    async def competency(self, info: Info) -> CompetencyRef:
        """Of what it speaks."""
        return await refs.shown(info, "Competency", self.competency_key)

    @classmethod
    def of(cls, view: CareerAskView, language: str) -> CareerAsk:
        """Dress a view."""
        return cls(
            competency_key=view.competency_id,
            now=view.now.of(language),
            next=view.next.of(language),
            is_new=view.is_new,
            changed=view.changed,
        )


@strawberry.type(description="A level that the present one leads to.")
class CareerStep:
    """A way on."""

    level_key: strawberry.Private[UUID]
    asks: list[CareerAsk] = strawberry.field(description="Everything that it asks, in order.")

    @strawberry.field(description="The level.")
    async def level(self, info: Info) -> CareerLevelRef:
        """Where it leads."""
        return await refs.shown(info, "CareerLevel", self.level_key)

    @classmethod
    def of(cls, view: CareerStepView, language: str) -> CareerStep:
        """Dress a view."""
        return cls(
            level_key=view.level_id, asks=[CareerAsk.of(each, language) for each in view.asks]
        )


@strawberry.type(description="Where somebody stands, and where they can go from there.")
class CareerPath:
    """A path."""

    level_key: strawberry.Private[UUID]
    next: list[CareerStep] = strawberry.field(
        description="The next level of the track first, then others that the framework names."
    )

    @strawberry.field(description="The present level.")
    async def current(self, info: Info) -> CareerLevelRef:
        """Where they stand."""
        return await refs.shown(info, "CareerLevel", self.level_key)

    @classmethod
    def of(cls, view: CareerPathView, language: str) -> CareerPath:
        """Dress a view."""
        return cls(
            level_key=view.level_id, next=[CareerStep.of(each, language) for each in view.steps]
        )


@strawberry.type
class PersonCareer:
    """A person's level: what ``Person`` gets from here."""

    key: strawberry.Private[UUID]

    @strawberry.field(
        description="The level at which they stand today. For the person, their manager, that one's "
        "manager and HR; null for others."
    )
    async def placement(self, info: Info) -> Placement | None:
        """Today's level."""
        view = await info.context.loader(queries.placements_today).load(self.key)
        return None if view is None else Placement.of(view)

    @strawberry.field(
        description="Their levels over time, the latest first. Null for whom `placement` is."
    )
    async def placements(self, info: Info) -> list[Placement] | None:
        """All levels."""
        views = await info.context.loader(queries.placement_history).load(self.key)
        return None if views is None else [Placement.of(view) for view in views]

    @strawberry.field(
        description="What the next levels ask; null without a level, and for whom `placement` is."
    )
    async def career_path(self, info: Info) -> CareerPath | None:
        """Where they can go."""
        view = await info.context.loader(queries.career_paths).load(self.key)
        return None if view is None else CareerPath.of(view, info.context.language)

    @strawberry.field(description="Whether the viewer may set their level: HR.")
    async def can_place(self, info: Info) -> bool:
        """HR."""
        return may_manage_frameworks(info.context.actor)


@strawberry.input(description="At which level somebody stands from a day on.")
class PlacePersonInput:
    """Input of ``placePerson``."""

    person_id: strawberry.ID = strawberry.field(description="Who.")
    level_id: strawberry.ID = strawberry.field(description="At which level.")
    starts_on: date = strawberry.field(
        description="From which day, at most 366 days ahead. One set for the same day is replaced."
    )


@strawberry.type(description="The level is set.")
class PlacePersonSuccess:
    """Answer of ``placePerson``."""

    person: PersonRef = strawberry.field(description="The person.")


@strawberry.input(description="From when on somebody stands at no level.")
class EndPlacementInput:
    """Input of ``endPlacement``."""

    person_id: strawberry.ID = strawberry.field(description="Who.")
    ends_on: date = strawberry.field(
        description="The first day without a level. Levels that begin today or later are taken back."
    )


@strawberry.type(description="The level ends.")
class EndPlacementSuccess:
    """Answer of ``endPlacement``."""

    person: PersonRef = strawberry.field(description="The person.")


@strawberry.input(description="People's levels from a file.")
class ImportPlacementsInput:
    """Input of ``importPlacements``."""

    csv: str = strawberry.field(
        description="The file's text, at most 1 MB: work_email, framework, track, level, starts_on."
    )
    apply: bool = strawberry.field(
        default=False, description="Whether to write it, if there is no problem."
    )


@strawberry.type(description="What the file says, and whether it was written.")
class ImportPlacementsSuccess:
    """Answer of ``importPlacements``."""

    report: CsvReport = strawberry.field(description="Its problems, or what it changes.")


@strawberry.type
class CareersMutation:
    """What HR does with people's levels."""

    @command("Set at which level somebody stands from a day on; HR's.")
    async def place_person(self, info: Info, input: PlacePersonInput) -> PlacePersonSuccess:
        """Place."""
        key = from_global(input.person_id, "Person", field="person_id")
        await placing.place_person(
            info.context.actor,
            person_id=key,
            level_id=from_global(input.level_id, "CareerLevel", field="level_id"),
            starts_on=input.starts_on,
        )
        return PlacePersonSuccess(person=await refs.person(info, key))

    @command("Let somebody stand at no level from a day on; HR's.")
    async def end_placement(self, info: Info, input: EndPlacementInput) -> EndPlacementSuccess:
        """End."""
        key = from_global(input.person_id, "Person", field="person_id")
        await placing.end_placement(info.context.actor, person_id=key, ends_on=input.ends_on)
        return EndPlacementSuccess(person=await refs.person(info, key))

    @command("Set people's levels from a file, all of it or nothing; HR's.")
    async def import_placements(
        self, info: Info, input: ImportPlacementsInput
    ) -> ImportPlacementsSuccess:
        """Import."""
        report = await placing_csv.import_placements(
            info.context.actor, csv=input.csv, apply=input.apply
        )
        return ImportPlacementsSuccess(report=CsvReport.of(report, info.context.language))
