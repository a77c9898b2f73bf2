"""The audit log, for administrators."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import strawberry

from erm.audit import queries
from erm.audit.views import AuditEntryView
from erm.core.paging import PageRequest
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.paging import After, Connection, First
from erm.schema.refs import PersonRef


@strawberry.type(description="One act that was noted. It opens nothing of what it was done to.")
class AuditEntry:
    """An entry of the log."""

    actor_key: strawberry.Private[UUID | None]
    key: str = strawberry.field(description="Its name in lists.")
    number: int = strawberry.field(description="Its place in the log, from 1, without gaps.")
    at: datetime = strawberry.field(description="When it was done.")
    action: str = strawberry.field(description="What was done, see docs/security.md.")
    subject_kind: str = strawberry.field(description="The kind of thing that it was done to.")
    details: str = strawberry.field(
        description="JSON of ids, counts, days and names of states; never what people wrote."
    )

    @strawberry.field(description="Who did it; null for erm itself and its operator.")
    async def actor(self, info: Info) -> PersonRef | None:
        """Who did it, if they are still in the directory."""
        return await refs.load(info, "Person", self.actor_key)

    @classmethod
    def of(cls, view: AuditEntryView) -> AuditEntry:
        """Dress a view."""
        return cls(
            actor_key=view.actor_id,
            key=str(view.id),
            number=view.number,
            at=view.at,
            action=view.action,
            subject_kind=view.subject_kind,
            details=view.details,
        )


@strawberry.type
class AuditQuery:
    """Root fields of the audit log."""

    @strawberry.field(
        description="Who did what, newest first: for administrators; null for others."
    )
    async def audit_log(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[AuditEntry] | None:
        """A page of the log."""
        page = await queries.audit_log(info.context.actor, PageRequest.of(first, after))
        return None if page is None else Connection[AuditEntry].of(page, AuditEntry.of)
