"""People and departments.

``Person`` stands on the mixins of all other domains; they reach it only through ``refs``.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.paging import PageRequest, page_of_list
from erm.people import commands, queries
from erm.people.views import DepartmentView, HistoryEntryView, PersonView
from erm.schema import refs
from erm.schema.assessments import PersonCompetencies
from erm.schema.careers import PersonCareer
from erm.schema.certificates import PersonCertificates
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.development import PersonDevelopment
from erm.schema.enums import HistoryKind, Locale
from erm.schema.feedback import PersonFeedback
from erm.schema.ids import from_global, maybe_from_global, to_global
from erm.schema.learning import PersonLearning
from erm.schema.node import Node, node_of
from erm.schema.one_on_ones import PersonOneOnOnes
from erm.schema.paging import After, Connection, First
from erm.schema.recognition import PersonRecognition
from erm.schema.recognition_feed import PersonFollowing
from erm.schema.refs import ViewerRef
from erm.schema.relationships import PersonRelationships
from erm.schema.skills_people import PersonSkills


@strawberry.type(description="Who managed a person, or where they worked, for a while.")
class PersonHistoryEntry:
    """One line of a person's history."""

    person_key: strawberry.Private[UUID | None]
    department_key: strawberry.Private[UUID | None]
    kind: HistoryKind = strawberry.field(
        description="Whether it is about a manager or a department."
    )
    starts_on: date | None = strawberry.field(description="The first day.")
    ends_on: date | None = strawberry.field(
        description="The first day on which it no longer held; null while it holds."
    )

    @strawberry.field(description="The manager, in a line about one.")
    async def person(self, info: Info) -> Person | None:
        """The manager of that time."""
        return await refs.maybe_person(info, self.person_key)

    @strawberry.field(description="The department, in a line about one.")
    async def department(self, info: Info) -> Department | None:
        """The department of that time."""
        return await _maybe_department(info, self.department_key)

    @classmethod
    def of(cls, view: HistoryEntryView) -> PersonHistoryEntry:
        """Dress a view."""
        return cls(
            kind=view.kind,
            person_key=view.person_id,
            department_key=view.department_id,
            starts_on=view.starts_on,
            ends_on=view.ends_on,
        )


@strawberry.type(description="Anyone in the directory, present or past.")
class Person(
    PersonOneOnOnes,
    PersonFeedback,
    PersonDevelopment,
    PersonLearning,
    PersonCertificates,
    PersonSkills,
    PersonCareer,
    PersonCompetencies,
    PersonRecognition,
    PersonFollowing,
    PersonRelationships,
    Node,
):
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

    @strawberry.field(description="Their department now.")
    async def department(self, info: Info) -> Department | None:
        """The department of today."""
        return await _maybe_department(
            info, await info.context.loader(queries.department_ids).load(self.key)
        )

    @strawberry.field(description="Their manager now; null at the top, or if the manager left.")
    async def manager(self, info: Info) -> Person | None:
        """The manager of today."""
        key = await info.context.loader(queries.manager_ids).load(self.key)
        return await refs.maybe_person(info, key)

    @strawberry.field(description="Their manager, the manager's manager, and so on to the top.")
    async def manager_chain(self, info: Info) -> list[Person]:
        """Everybody above."""
        chain = await info.context.loader(queries.manager_chains).load(self.key)
        return await refs.people(info, chain or ())

    @strawberry.field(description="Who they manage now, by family name.")
    async def direct_reports(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[Person]:
        """The people below."""
        page = PageRequest.of(first, after)
        keys = await info.context.loader(queries.report_ids_by_manager).load(self.key) or ()
        paged = page_of_list(keys, page, lambda key: (str(key),))
        people = {p.key: p for p in await refs.people(info, paged.items)}
        return Connection.of(paged, lambda key: people[key])

    @strawberry.field(description="How many people they manage now.")
    async def direct_report_count(self, info: Info) -> int:
        """The number of people below."""
        return len(await info.context.loader(queries.report_ids_by_manager).load(self.key) or ())

    @strawberry.field(
        description="Their managers and departments over time, latest first: for themselves, their "
        "manager, HR and administrators; empty for others."
    )
    async def history(self, info: Info) -> list[PersonHistoryEntry]:
        """What was, and what is."""
        entries = await queries.history(info.context.actor, self.key)
        return [PersonHistoryEntry.of(view) for view in entries]

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


@strawberry.type(description="A node of the tree of departments.")
class Department(Node):
    """A department."""

    key: strawberry.Private[UUID]
    parent_key: strawberry.Private[UUID | None]
    name: str = strawberry.field(description="Its name.")
    path: list[str] = strawberry.field(description="Names from the top of the tree down to it.")
    head_count: int = strawberry.field(
        description="How many present people are in it and in the departments below it."
    )

    @strawberry.field(description="The department above; null at the top.")
    async def parent(self, info: Info) -> Department | None:
        """The department above."""
        return await _maybe_department(info, self.parent_key)

    @strawberry.field(description="The present people in it and below it, by family name.")
    async def people(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[Person]:
        """Its people."""
        page = await queries.directory(
            info.context.actor, PageRequest.of(first, after), department_id=self.key
        )
        return Connection.of(page, lambda view: Person.of(info, view))

    @classmethod
    def of(cls, view: DepartmentView) -> Department:
        """Dress a view."""
        return cls(
            id=to_global("Department", view.id),
            key=view.id,
            parent_key=view.parent_id,
            name=view.name,
            path=list(view.path),
            head_count=view.head_count,
        )


@node_of("Department")
async def load_department(info: Info, key: UUID) -> Department | None:
    """A department by key."""
    view = await info.context.loader(queries.departments_by_ids).load(key)
    return None if view is None else Department.of(view)


async def _maybe_department(info: Info, key: UUID | None) -> Department | None:
    return None if key is None else await load_department(info, key)


@strawberry.type
class PeopleQuery:
    """Root fields of the directory."""

    @strawberry.field(description="A person by id.")
    async def person(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Global id of the person.")],
    ) -> Person | None:
        """A person."""
        return await load_person(info, from_global(id, "Person"))

    @strawberry.field(description="The directory, by family name.")
    async def people(
        self,
        info: Info,
        search: Annotated[
            str | None,
            strawberry.argument(description="Words in name, title or work address."),
        ] = None,
        department_id: Annotated[
            strawberry.ID | None,
            strawberry.argument(description="Only people in this department and those below it."),
        ] = None,
        include_left: Annotated[
            bool | None, strawberry.argument(description="Whether to list those who left too.")
        ] = False,
        first: First = None,
        after: After = None,
    ) -> Connection[Person]:
        """A page of the directory."""
        page = await queries.directory(
            info.context.actor,
            PageRequest.of(first, after),
            search=search,
            department_id=maybe_from_global(department_id, "Department", field="department_id"),
            include_left=bool(include_left),
        )
        return Connection.of(page, lambda view: Person.of(info, view))

    @strawberry.field(description="The whole tree of departments, flat, ordered by path.")
    async def departments(self, info: Info) -> list[Department]:
        """All departments."""
        return [Department.of(view) for view in await queries.departments(info.context.actor)]

    @strawberry.field(description="A department by id.")
    async def department(
        self,
        info: Info,
        id: Annotated[
            strawberry.ID, strawberry.argument(description="Global id of the department.")
        ],
    ) -> Department | None:
        """A department."""
        _ = info.context.actor
        return await load_department(info, from_global(id, "Department"))

    @strawberry.field(
        description="The tops of the organisation: present people without a manager, those who "
        "manage somebody first. Descend by `directReports`."
    )
    async def org_chart(self, info: Info) -> list[Person]:
        """Where the chart begins."""
        return [Person.of(info, view) for view in await queries.roots(info.context.actor)]


@strawberry.type
class PeopleViewer:
    """What the directory adds to the viewer."""

    @strawberry.field(description="The viewer in the directory.")
    async def person(self, info: Info) -> Person:
        """The viewer's own person."""
        return await refs.person(info, info.context.actor.person_id)  # type: ignore[no-any-return]


@strawberry.input(description="What to change of one's own; what is not given stays.")
class UpdateMyProfileInput:
    """Input of ``updateMyProfile``."""

    locale: Locale | None = strawberry.field(default=None, description="Language to read erm in.")
    time_zone: str | None = strawberry.field(
        default=None, description="IANA name of a time zone, for example Europe/Berlin."
    )


@strawberry.type(description="The profile is changed.")
class UpdateMyProfileSuccess:
    """Success of ``updateMyProfile``."""

    @strawberry.field(description="The viewer.")
    async def viewer(self, info: Info) -> ViewerRef:
        """The viewer."""
        return refs.viewer()


@strawberry.type
class PeopleMutation:
    """Mutations of the directory."""

    @command("Change one's own language or time zone.")
    async def update_my_profile(
        self, info: Info, input: UpdateMyProfileInput
    ) -> UpdateMyProfileSuccess:
        """Change the profile and go on in the new language."""
        actor = await commands.update_my_profile(
            info.context.actor, locale=input.locale, time_zone=input.time_zone
        )
        info.context.maybe_actor = actor
        info.context.language = actor.locale
        return UpdateMyProfileSuccess()
