"""The ledger of a survey's reports: who looked at them, and who took them along."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.language import say
from erm.core.paging import PageRequest
from erm.engagement.ledger import queries
from erm.engagement.ledger.rules import ReportPart
from erm.engagement.ledger.views import ReportAccessView
from erm.engagement.results.scopes import Scope, scope_labels, scope_of
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.ids import from_global, to_global
from erm.schema.paging import After, Connection, First
from erm.schema.refs import PersonRef
from erm.schema.report_acts import ReportAct


@strawberry.type(
    description="Somebody looked at a report of a survey, or took it along: a line for each day."
)
class ReportAccess:
    """A line of the ledger."""

    person_key: strawberry.Private[UUID]
    scope_key: strawberry.Private[Scope]
    part_key: strawberry.Private[ReportPart]
    id: strawberry.ID = strawberry.field(description="Id of the line.")
    act: ReportAct = strawberry.field(description="What they did with it.")
    at: datetime = strawberry.field(description="When they did it first on that day.")

    @strawberry.field(description="Who it was.")
    async def person(self, info: Info) -> PersonRef:
        """The reader."""
        return await refs.person(info, self.person_key)

    @strawberry.field(description="Which part of the report, in the viewer's language.")
    async def part(self, info: Info) -> str:
        """Scores, comments, or what became of plans."""
        return say(info.context.actor.locale, f"report_ledger.part.{self.part_key.value}")

    @strawberry.field(description="Which group it was about, in the viewer's language.")
    async def scope(self, info: Info) -> str:
        """The group."""
        found = await info.context.loader(scope_labels).load(self.scope_key)
        if found is None:
            raise LookupError("a line of the ledger of no wave")
        return found

    @classmethod
    def of(cls, view: ReportAccessView) -> ReportAccess:
        """Dress a view."""
        return cls(
            id=to_global("ReportAccess", view.id),
            person_key=view.person_id,
            scope_key=scope_of(view.wave_id, view.scope),
            part_key=view.part,
            act=view.act,
            at=view.at,
        )


WaveId = Annotated[strawberry.ID, strawberry.argument(description="Id of the wave.")]


@strawberry.type
class ReportLedgerQuery:
    """Root fields of the ledger."""

    @strawberry.field(
        description="Who looked at the reports of a wave or took them along, the latest first. Null "
        "but for HR and those who were invited to the wave."
    )
    async def report_ledger(
        self, info: Info, wave_id: WaveId, first: First = None, after: After = None
    ) -> Connection[ReportAccess] | None:
        """The ledger of a wave."""
        page = await queries.report_ledger(
            info.context.actor,
            PageRequest.of(first, after),
            wave_id=from_global(wave_id, "SurveyWave", field="wave_id"),
        )
        return None if page is None else Connection[ReportAccess].of(page, ReportAccess.of)
