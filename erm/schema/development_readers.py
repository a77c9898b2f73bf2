"""Who reads a plan, a goal or an assessment, told to whoever is about to write in it."""

from __future__ import annotations

from uuid import UUID

import strawberry

from erm.development.views import ReaderView
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.development_enums import PlanReader
from erm.schema.refs import PersonRef


@strawberry.type(description="Somebody who reads it now, and as what.")
class PlanReaderLine:
    """A reader; HR is a role, not a person."""

    person_key: strawberry.Private[UUID | None]
    reader: PlanReader = strawberry.field(description="As what they read it.")

    @strawberry.field(description="Who they are; null for HR.")
    async def person(self, info: Info) -> PersonRef | None:
        """The person."""
        return await refs.maybe_person(info, self.person_key)

    @classmethod
    def of(cls, view: ReaderView) -> PlanReaderLine:
        """Dress a view."""
        return cls(person_key=view.person_id, reader=view.reader)
