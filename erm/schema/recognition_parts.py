"""What belongs to kudos and has no list of its own: values, groups, mentions, earlier wordings."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import strawberry

from erm.recognition import queries
from erm.recognition.rules import GroupKind
from erm.recognition.views import (
    CompanyValueView,
    KudosEditView,
    KudosGroupView,
    MentionView,
)
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.enums import describe
from erm.schema.ids import to_global
from erm.schema.node import Node, node_of
from erm.schema.refs import DepartmentRef, PersonRef

describe(
    GroupKind,
    "KudosGroupKind",
    "A group that is thanked as a whole.",
    {
        GroupKind.TEAM: "A manager and those who report to them.",
        GroupKind.DEPARTMENT: "A department with those below it.",
    },
)


@strawberry.type(description="Something that the company holds to, under which kudos are given.")
class CompanyValue(Node):
    """A company value."""

    key: strawberry.Private[UUID]
    name: str = strawberry.field(description="Its name, in the company's own words.")
    description: str = strawberry.field(description="What is meant by it; may be empty.")
    color: str = strawberry.field(description="Name of the theme colour that it is shown in.")
    icon: str = strawberry.field(description="Name of the sign that it is shown with, as Tabler's.")
    position: int = strawberry.field(description="Its place in the company's order, from 0.")
    retired: bool = strawberry.field(description="Whether kudos are no longer given under it.")
    version: int = strawberry.field(description="To be given back when saving.")
    can_edit: bool = strawberry.field(description="Whether the viewer may change it: HR.")

    @strawberry.field(
        description="How many kudos were given under it: public ones that are shown, of all time."
    )
    async def kudos_count(self, info: Info) -> int:
        """The number, counted in one batch for all values of a list."""
        return await info.context.loader(queries.value_counts).load(self.key) or 0

    @classmethod
    def of(cls, view: CompanyValueView) -> CompanyValue:
        """Dress a view."""
        return cls(
            id=to_global("CompanyValue", view.id),
            key=view.id,
            name=view.name,
            description=view.description,
            color=view.color,
            icon=view.icon,
            position=view.position,
            retired=view.retired,
            version=view.version,
            can_edit=view.can_edit,
        )


@node_of("CompanyValue")
async def load_company_value(info: Info, key: UUID) -> CompanyValue | None:
    """A company value by key."""
    view = await info.context.loader(queries.company_values_by_ids).load(key)
    return None if view is None else CompanyValue.of(view)


@strawberry.type(description="A team or a department that was thanked, as it was then.")
class KudosGroup:
    """A group of kudos."""

    manager_key: strawberry.Private[UUID | None]
    department_key: strawberry.Private[UUID | None]
    kind: GroupKind = strawberry.field(description="What it is.")
    name: str = strawberry.field(
        description="The department's name, or the name of whoever led the team."
    )
    size: int = strawberry.field(description="How many people were thanked through it.")

    @strawberry.field(description="Whose team it is; null for a department.")
    async def manager(self, info: Info) -> PersonRef | None:
        """The manager."""
        return await refs.maybe_person(info, self.manager_key)

    @strawberry.field(description="Which department; null for a team, and where it is gone.")
    async def department(self, info: Info) -> DepartmentRef | None:
        """The department."""
        return await refs.load(info, "Department", self.department_key)

    @classmethod
    def of(cls, view: KudosGroupView) -> KudosGroup:
        """Dress a view."""
        return cls(
            kind=view.kind,
            name=view.name,
            size=view.size,
            manager_key=view.manager_id,
            department_key=view.department_id,
        )


@strawberry.type(description="Somebody named in a text.")
class Mention:
    """A mention."""

    person_key: strawberry.Private[UUID]
    label: str = strawberry.field(description="Their name as it stands in the text, after an @.")

    @strawberry.field(description="Who it is.")
    async def person(self, info: Info) -> PersonRef:
        """The one who is named."""
        return await refs.person(info, self.person_key)

    @classmethod
    def of(cls, view: MentionView) -> Mention:
        """Dress a view."""
        return cls(label=view.label, person_key=view.person_id)


@strawberry.type(description="What kudos said before their author changed them.")
class KudosEdit:
    """An earlier wording."""

    company_value_key: strawberry.Private[UUID | None]
    at: datetime = strawberry.field(description="Until when they said this.")
    message: str = strawberry.field(description="What they said.")

    @strawberry.field(description="The company value that they stood under, if any.")
    async def company_value(self, info: Info) -> CompanyValue | None:
        """The value, retired or not."""
        if self.company_value_key is None:
            return None
        return await load_company_value(info, self.company_value_key)

    @classmethod
    def of(cls, view: KudosEditView) -> KudosEdit:
        """Dress a view."""
        return cls(at=view.at, message=view.message, company_value_key=view.company_value_id)


def picture_url(key: UUID | None) -> str | None:
    """Where a picture is downloaded, by whoever may."""
    return None if key is None else f"/files/{key}"
