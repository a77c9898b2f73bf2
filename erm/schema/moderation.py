"""Moderation: reports, and what is done about them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.paging import PageRequest
from erm.recognition.moderation import queries
from erm.recognition.moderation.rules import ReportedKind, ReportReason, ReportState
from erm.recognition.moderation.views import ReportView
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.enums import describe
from erm.schema.ids import from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.paging import After, Connection, First
from erm.schema.refs import KudosRef, PersonRef

describe(
    ReportReason,
    "ReportReason",
    "What is wrong, as whoever reports sees it.",
    {
        ReportReason.HURTFUL: "It hurts somebody.",
        ReportReason.CONFIDENTIAL: "It tells what should stay between a few.",
        ReportReason.UNTRUE: "It is not true.",
        ReportReason.SPAM: "It is not meant as thanks.",
        ReportReason.OTHER: "Something else.",
        ReportReason.WORDS: "It holds words that the company warns of; noticed by itself.",
    },
)
describe(
    ReportState,
    "ReportState",
    "Whether somebody has looked at a report.",
    {
        ReportState.OPEN: "It waits for a moderator.",
        ReportState.DISMISSED: "A moderator found nothing wrong.",
        ReportState.UPHELD: "A moderator agreed, and what it is about was hidden.",
    },
)
describe(
    ReportedKind,
    "ReportedKind",
    "What a report is about.",
    {
        ReportedKind.KUDOS: "Kudos.",
        ReportedKind.COMMENT: "A comment under kudos.",
        ReportedKind.SIGNATURE: "A line on a card.",
    },
)


@strawberry.type(description="Somebody found something wrong; for HR and administrators.")
class ModerationReport(Node):
    """A report as a moderator sees it."""

    author_key: strawberry.Private[UUID]
    reporter_key: strawberry.Private[UUID | None]
    decided_by_key: strawberry.Private[UUID | None]
    kudos_key: strawberry.Private[UUID | None]
    kind: ReportedKind = strawberry.field(description="What it is about.")
    reason: ReportReason = strawberry.field(description="What is wrong with it.")
    words: str = strawberry.field(description="What the reporter added; may be empty.")
    snapshot: str = strawberry.field(
        description="What was said when it was reported, private or not."
    )
    state: ReportState = strawberry.field(description="Whether somebody has looked at it.")
    created_at: datetime = strawberry.field(description="When it was reported.")
    decided_at: datetime | None = strawberry.field(description="When it was decided.")
    decision: str = strawberry.field(
        description="Why it was decided so; the author reads it where it was hidden."
    )
    restored_at: datetime | None = strawberry.field(
        description="When what was hidden was shown again, if it was."
    )
    restored_reason: str = strawberry.field(description="Why it was shown again; may be empty.")
    hidden: bool = strawberry.field(description="Whether what it is about is hidden now.")
    hidden_reason: str | None = strawberry.field(description="Why it is hidden, if it is.")
    gone: bool = strawberry.field(
        description="Whether its author has withdrawn or deleted it since."
    )
    private: bool = strawberry.field(description="Whether not everybody could see it.")
    version: int = strawberry.field(description="To be given back when deciding.")
    can_decide: bool = strawberry.field(
        description="Whether the viewer may decide: while it is open. Nobody sees reports about "
        "what they wrote themselves."
    )
    can_restore: bool = strawberry.field(
        description="Whether the viewer may show what it is about again."
    )

    @strawberry.field(description="Who wrote it.")
    async def author(self, info: Info) -> PersonRef:
        """The author."""
        return await refs.person(info, self.author_key)

    @strawberry.field(description="Who reported it; null where the list of words found it.")
    async def reporter(self, info: Info) -> PersonRef | None:
        """The reporter."""
        return await refs.maybe_person(info, self.reporter_key)

    @strawberry.field(description="Who decided, if somebody did.")
    async def decided_by(self, info: Info) -> PersonRef | None:
        """The moderator."""
        return await refs.maybe_person(info, self.decided_by_key)

    @strawberry.field(
        description="The kudos that it is about or that the comment stands under; null where the "
        "viewer may not read them by themselves."
    )
    async def kudos(self, info: Info) -> KudosRef | None:
        """The kudos, asked of their own policy."""
        return await refs.load(info, "Kudos", self.kudos_key)

    @classmethod
    def of(cls, view: ReportView) -> ModerationReport:
        """Dress a view."""
        return cls(
            id=to_global("ModerationReport", view.id),
            author_key=view.author_id,
            reporter_key=view.reporter_id,
            decided_by_key=view.decided_by_id,
            kudos_key=view.kudos_id,
            kind=view.kind,
            reason=view.reason,
            words=view.words,
            snapshot=view.snapshot,
            state=view.state,
            created_at=view.created_at,
            decided_at=view.decided_at,
            decision=view.decision,
            restored_at=view.restored_at,
            restored_reason=view.restored_reason,
            hidden=view.hidden,
            hidden_reason=view.hidden_reason,
            gone=view.gone,
            private=view.private,
            version=view.version,
            can_decide=view.can_decide,
            can_restore=view.can_restore,
        )


@node_of("ModerationReport")
async def load_report(info: Info, key: UUID) -> ModerationReport | None:
    """A report by key, if the viewer is a moderator who may read it."""
    view = await info.context.loader(queries.reports_by_ids).load(key)
    return None if view is None else ModerationReport.of(view)


OpenOnes = Annotated[
    bool,
    strawberry.argument(
        name="open", description="True for those that wait, false for those decided."
    ),
]
ReportId = Annotated[strawberry.ID, strawberry.argument(description="Id of the report.")]


@strawberry.type
class ModerationQuery:
    """What moderators look at."""

    @strawberry.field(
        description="Reports that wait, the oldest first, or those decided, the newest first; empty "
        "for all but HR and administrators, and without those about what the viewer wrote."
    )
    async def moderation_queue(
        self, info: Info, open_ones: OpenOnes = True, first: First = None, after: After = None
    ) -> Connection[ModerationReport]:
        """The queue."""
        page = await queries.queue(
            info.context.actor, PageRequest.of(first, after), open_ones=open_ones
        )
        return Connection[ModerationReport].of(page, ModerationReport.of)

    @strawberry.field(description="One report; null if the viewer may not read it.")
    async def moderation_report(self, info: Info, id: ReportId) -> ModerationReport | None:
        """A report by id."""
        return await load_report(info, from_global(id, "ModerationReport"))
