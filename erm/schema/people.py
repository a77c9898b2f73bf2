"""People, departments, import and data quality."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import strawberry

from erm.people import queries
from erm.people.views import PersonView
from erm.schema.context import Info
from erm.schema.enums import Locale
from erm.schema.ids import to_global
from erm.schema.node import Node, node_of


@strawberry.type(description="Anyone in the directory, present or past.")
class Person(Node):
    """A person as the viewer may see them."""

    key: strawberry.Private[UUID]
    name: str = strawberry.field(description="The name as it is shown.")
    given_name: str = strawberry.field(description="Given name.")
    family_name: str = strawberry.field(description="Family name; may be empty.")
    title: str = strawberry.field(description="What they do; may be empty.")
    work_email: str | None = strawberry.field(
        description="Work address. A leaver's is told to HR and administrators only."
    )
    employee_number: str | None = strawberry.field(
        description="Told to the person, HR and administrators only."
    )
    location: str = strawberry.field(description="Where they work; may be empty.")
    time_zone: str = strawberry.field(description="IANA name of their time zone.")
    locale: Locale = strawberry.field(description="The language that they read erm in.")
    hired_on: date | None = strawberry.field(description="Their first day, if known.")
    left_on: date | None = strawberry.field(description="The first day on which they are gone.")
    has_left: bool = strawberry.field(description="Whether that day has come.")
    is_viewer: bool = strawberry.field(description="Whether this is the viewer.")

    @classmethod
    def of(cls, info: Info, view: PersonView) -> Person:
        """Dress a view."""
        return cls(
            id=to_global("Person", view.id),
            key=view.id,
            name=view.name,
            given_name=view.given_name,
            family_name=view.family_name,
            title=view.title,
            work_email=view.work_email,
            employee_number=view.employee_number,
            location=view.location,
            time_zone=view.time_zone,
            locale=view.locale,
            hired_on=view.hired_on,
            left_on=view.left_on,
            has_left=view.has_left,
            is_viewer=view.id == info.context.actor.person_id,
        )


@node_of("Person")
async def load_person(info: Info, key: UUID) -> Person | None:
    """A person by key."""
    view = await info.context.loader(queries.people_by_ids).load(key)
    return None if view is None else Person.of(info, view)
