"""Who reads a plan, a goal or an assessment now, and as what."""

from __future__ import annotations

from uuid import UUID

import strawberry

from erm.development.rules import PlanReader
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.enums import describe
from erm.schema.refs import PersonRef

__all__ = ["PlanReader", "PlanReaderLine"]

describe(
    PlanReader,
    "PlanReader",
    "As what somebody reads a plan, a goal or an assessment.",
    {
        PlanReader.PERSON: "It is theirs.",
        PlanReader.MANAGER: "They manage the person now.",
        PlanReader.MENTOR: "The plan names them as mentor.",
        PlanReader.MANAGERS_MANAGER: "They manage the person's manager now.",
        PlanReader.HR: "Everybody with the role HR.",
    },
)


@strawberry.type(description="Somebody who reads something now, and as what.")
class PlanReaderLine:
    """A line of who reads it."""

    person_key: strawberry.Private[UUID | None]
    reader: PlanReader = strawberry.field(description="As what.")

    @strawberry.field(description="Who; null for HR, which is one line for all of them.")
    async def person(self, info: Info) -> PersonRef | None:
        """The reader."""
        return await refs.maybe_person(info, self.person_key)
