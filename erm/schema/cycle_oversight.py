"""What a cycle promises, what is in its way, what was done in it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import strawberry

from erm.core.paging import PageRequest
from erm.feedback.cycles.history import HistoryEntryView, history_of
from erm.feedback.cycles.queries import oversight, programmes, templates
from erm.feedback.cycles.queries.blockers import CycleBlockerKind
from erm.feedback.cycles.terms import Term
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.cycle_audience import CycleAudience
from erm.schema.cycle_enums import Perspective
from erm.schema.enums import describe
from erm.schema.paging import After, Connection, First
from erm.schema.refs import CycleProgrammeRef, PersonRef

describe(
    CycleBlockerKind,
    "CycleBlockerKind",
    "What is in the way of a cycle's next step, or should be looked at.",
    {
        CycleBlockerKind.NO_PARTICIPANTS: "The rule names nobody.",
        CycleBlockerKind.NO_QUESTIONS: "There are perspectives that are asked nothing.",
        CycleBlockerKind.PERSON_WITHOUT_MANAGER: "HR stands in for a manager who is not there.",
        CycleBlockerKind.TOO_FEW_UPWARD: "People with fewer reports than the minimum.",
        CycleBlockerKind.TOO_FEW_PEERS: "People with fewer peers than the minimum.",
        CycleBlockerKind.NOMINATIONS_WAITING: "Choices of raters that are not approved.",
        CycleBlockerKind.RATER_OVERLOADED: "Raters with more open reviews than the limit.",
        CycleBlockerKind.REVIEWS_OPEN: "Reviews that are still to be written.",
        CycleBlockerKind.WEEKEND_DEADLINE: "Last days on a weekend.",
        CycleBlockerKind.NO_CALIBRATION_SESSION: "There is no session to calibrate in.",
        CycleBlockerKind.CHANGES_UNDECIDED: "Proposed changes of ratings that nobody decided.",
        CycleBlockerKind.SUMMARIES_MISSING: "Packets without a summary.",
    },
)


@strawberry.type(description="A sentence of what raters are promised.")
class CycleTerm:
    """A term."""

    perspective: Perspective | None = strawberry.field(
        description="For whose raters it holds; null: for all."
    )
    text: str = strawberry.field(description="The sentence, in the viewer's language.")

    @classmethod
    def of(cls, term: Term) -> CycleTerm:
        """Dress a term."""
        return cls(perspective=term.perspective, text=term.text)


@strawberry.type(
    description="Something in the way of a cycle's next step, or to look at before it."
)
class CycleBlocker:
    """A blocker."""

    people_keys: strawberry.Private[tuple[UUID, ...]]
    kind: CycleBlockerKind = strawberry.field(description="What it is.")
    stops: bool = strawberry.field(description="Whether it must be mended first.")
    count: int = strawberry.field(description="How many people or things it is about.")
    text: str = strawberry.field(description="The same in words.")

    @strawberry.field(description="The first ten people whom it is about, if about people.")
    async def people(self, info: Info) -> list[PersonRef]:
        """Whom it concerns."""
        return await refs.people(info, self.people_keys)

    @classmethod
    def of(cls, view: oversight.BlockerView) -> CycleBlocker:
        """Dress a view."""
        return cls(
            people_keys=view.people,
            kind=view.kind,
            stops=view.stops,
            count=view.count,
            text=view.text,
        )


@strawberry.type(description="Something that was done in a cycle, from the audit log.")
class CycleHistoryEntry:
    """An act."""

    actor_key: strawberry.Private[UUID | None]
    person_key: strawberry.Private[UUID | None]
    at: datetime = strawberry.field(description="When.")
    what: str = strawberry.field(description="A sentence in the viewer's language.")

    @strawberry.field(description="Who did it; null: erm itself.")
    async def actor(self, info: Info) -> PersonRef | None:
        """Whose act it was."""
        return await refs.maybe_person(info, self.actor_key)

    @strawberry.field(description="To whom it was done, if to one person.")
    async def participant(self, info: Info) -> PersonRef | None:
        """About whom."""
        return await refs.maybe_person(info, self.person_key)

    @classmethod
    def of(cls, view: HistoryEntryView) -> CycleHistoryEntry:
        """Dress a view."""
        return cls(actor_key=view.actor_id, person_key=view.person_id, at=view.at, what=view.what)


@strawberry.type
class CycleOversight:
    """What a cycle's page shows besides the cycle, most of it to HR."""

    key: strawberry.Private[UUID]
    template_key: strawberry.Private[str]
    programme_key: strawberry.Private[UUID | None]

    @strawberry.field(
        description="What the template was called; empty if it is not known any more."
    )
    async def template_name(self, info: Info) -> str:
        """From what it was made."""
        found = await info.context.loader(templates.template_names).load(self.template_key)
        return found or ""

    @strawberry.field(description="Whom it is for; null for who is not HR.")
    async def audience(self, info: Info) -> CycleAudience | None:
        """The rule."""
        found = await info.context.loader(programmes.audiences_of).load(self.key)
        return None if found is None else CycleAudience.of(found)

    @strawberry.field(
        description="What its raters are promised, in the viewer's language: from launch on word for "
        "word as it was frozen then."
    )
    async def terms(self, info: Info) -> list[CycleTerm]:
        """The terms."""
        found = await info.context.loader(oversight.terms_of).load(self.key)
        return [CycleTerm.of(term) for term in found or ()]

    @strawberry.field(
        description="The programme that made it; null if a hand did, or for others than HR."
    )
    async def programme(self, info: Info) -> CycleProgrammeRef | None:
        """What made it."""
        return await refs.load(info, "CycleProgramme", self.programme_key)

    @strawberry.field(
        description="What keeps the next step from being taken, or should be looked at before it; for "
        "HR, nothing for others."
    )
    async def blockers(self, info: Info) -> list[CycleBlocker]:
        """What is in the way."""
        found = await oversight.blockers(info.context.actor, self.key)
        return [CycleBlocker.of(view) for view in found]

    @strawberry.field(description="What was done in it, newest first; null for who is not HR.")
    async def history(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[CycleHistoryEntry] | None:
        """From the audit log."""
        page = await history_of(info.context.actor, self.key, PageRequest.of(first, after))
        return (
            None if page is None else Connection[CycleHistoryEntry].of(page, CycleHistoryEntry.of)
        )
