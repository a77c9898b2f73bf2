"""Whom a cycle is for."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import strawberry

from erm.feedback.cycles.queries import programmes as queries
from erm.people.audience import Audience
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.ids import from_global
from erm.schema.refs import DepartmentRef, PersonRef


@strawberry.type(
    description="A rule over the directory, and whom it names today. Criteria of different sorts all "
    "have to hold; people named are added, people excluded are taken out."
)
class CycleAudience:
    """A rule for HR."""

    rule: strawberry.Private[Audience]
    with_subdepartments: bool = strawberry.field(
        description="Whether a department stands for all departments below it too."
    )
    locations: list[str] = strawberry.field(description="Who works at one of these.")
    hired_from: date | None = strawberry.field(description="Who was hired on this day or later.")
    hired_until: date | None = strawberry.field(description="Who was hired on this day or earlier.")
    titles: list[str] = strawberry.field(description="Who has one of these titles.")
    everyone: bool = strawberry.field(
        description="Whether it names everybody where there is no criterion."
    )

    @strawberry.field(description="Who works in one of these departments.")
    async def departments(self, info: Info) -> list[DepartmentRef]:
        """The departments."""
        return await refs.load_all(info, "Department", self.rule.departments)

    @strawberry.field(description="Who reports to one of these.")
    async def managers(self, info: Info) -> list[PersonRef]:
        """The managers."""
        return await refs.people(info, self.rule.managers)

    @strawberry.field(description="Who is added by hand.")
    async def people(self, info: Info) -> list[PersonRef]:
        """People named."""
        return await refs.people(info, self.rule.people)

    @strawberry.field(description="Who is taken out by hand.")
    async def excluded(self, info: Info) -> list[PersonRef]:
        """People left out."""
        return await refs.people(info, self.rule.excluded)

    @strawberry.field(description="How many people it names today.")
    async def count(self) -> int:
        """Counted over the directory."""
        return (await queries.view_audience(self.rule)).count

    @strawberry.field(description="The first ten of them, in the order of the directory.")
    async def sample(self, info: Info) -> list[PersonRef]:
        """Some of them."""
        return await refs.people(info, (await queries.view_audience(self.rule)).sample)

    @classmethod
    def of(cls, rule: Audience) -> CycleAudience:
        """Dress a rule."""
        return cls(
            rule=rule,
            with_subdepartments=rule.with_subdepartments,
            locations=list(rule.locations),
            hired_from=rule.hired_from,
            hired_until=rule.hired_until,
            titles=list(rule.titles),
            everyone=rule.everyone,
        )


def _keys(values: list[strawberry.ID], kind: str, field: str) -> tuple[UUID, ...]:
    return tuple(from_global(value, kind, field=field) for value in values)


@strawberry.input(
    description="Whom a cycle is for. Criteria of different sorts all have to hold; people named are "
    "added, people excluded are taken out."
)
class CycleAudienceInput:
    """A rule as it is typed."""

    everyone: bool = strawberry.field(
        default=False, description="Everybody, where there is no criterion."
    )
    department_ids: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="In one of these departments."
    )
    with_subdepartments: bool = strawberry.field(
        default=True, description="Whether departments below count too."
    )
    locations: list[str] = strawberry.field(
        default_factory=list, description="At one of these locations, word for word."
    )
    hired_from: date | None = strawberry.field(
        default=None, description="Hired on this day or later."
    )
    hired_until: date | None = strawberry.field(
        default=None, description="Hired on this day or earlier."
    )
    manager_ids: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="Reporting to one of these."
    )
    titles: list[str] = strawberry.field(
        default_factory=list, description="With one of these titles, word for word."
    )
    person_ids: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="These people besides."
    )
    excluded_ids: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="Not these people."
    )

    def read(self) -> Audience:
        """What was typed."""
        return Audience(
            everyone=self.everyone,
            departments=_keys(self.department_ids, "Department", "department_ids"),
            with_subdepartments=self.with_subdepartments,
            locations=tuple(self.locations),
            hired_from=self.hired_from,
            hired_until=self.hired_until,
            managers=_keys(self.manager_ids, "Person", "manager_ids"),
            titles=tuple(self.titles),
            people=_keys(self.person_ids, "Person", "person_ids"),
            excluded=_keys(self.excluded_ids, "Person", "excluded_ids"),
        )
