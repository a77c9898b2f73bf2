"""Feedback: requests, notes, thanks."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.paging import PageRequest
from erm.feedback import queries
from erm.feedback.views import FeedbackNoteView, FeedbackRequestView
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.ids import from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.paging import After, Connection, First
from erm.schema.refs import PersonRef


@strawberry.enum(description="Where a request for feedback stands.")
class FeedbackRequestState(Enum):
    """The states of a request."""

    PENDING = strawberry.enum_value("pending", description="It waits for an answer.")
    ANSWERED = strawberry.enum_value("answered", description="A note was written in answer.")
    DECLINED = strawberry.enum_value("declined", description="The person asked will not answer.")
    WITHDRAWN = strawberry.enum_value(
        "withdrawn", description="The requester took it back, or one of the two has left."
    )


@strawberry.enum(description="Who reads a note besides its author.")
class FeedbackVisibility(Enum):
    """The author's choice."""

    RECIPIENT = strawberry.enum_value("recipient", description="The recipient only.")
    RECIPIENT_AND_MANAGER = strawberry.enum_value(
        "recipient_and_manager",
        description="The recipient and whoever is their manager at the time of reading.",
    )


@strawberry.type(description="A question about oneself, put to a colleague.")
class FeedbackRequest(Node):
    """A request as the viewer, who is one of the two, sees it."""

    key: strawberry.Private[UUID]
    requester_key: strawberry.Private[UUID]
    asked_key: strawberry.Private[UUID]
    question: str = strawberry.field(description="What the requester would like to know.")
    due_on: date | None = strawberry.field(description="By when an answer would help, if said.")
    state: FeedbackRequestState = strawberry.field(description="Where it stands.")
    decline_reason: str | None = strawberry.field(
        description="Why it was declined, if a reason was given."
    )
    created_at: datetime = strawberry.field(description="When it was asked.")
    overdue: bool = strawberry.field(
        description="Whether it still waits although its day, in the viewer's zone, is over."
    )

    @strawberry.field(description="Who asks.")
    async def requester(self, info: Info) -> PersonRef:
        """The one who will receive the answer."""
        return await refs.person(info, self.requester_key)

    @strawberry.field(description="Who is asked.")
    async def asked(self, info: Info) -> PersonRef:
        """The one who may answer."""
        return await refs.person(info, self.asked_key)

    @strawberry.field(description="The answer, once there is one.")
    async def note(self, info: Info) -> FeedbackNote | None:
        """The note written in answer."""
        view = await info.context.loader(queries.notes_of).load(self.key)
        return None if view is None else FeedbackNote.of(view)

    @classmethod
    def of(cls, view: FeedbackRequestView) -> FeedbackRequest:
        """Dress a view."""
        return cls(
            id=to_global("FeedbackRequest", view.id),
            key=view.id,
            requester_key=view.requester_id,
            asked_key=view.asked_id,
            question=view.question,
            due_on=view.due_on,
            state=FeedbackRequestState[view.state.name],
            decline_reason=view.decline_reason,
            created_at=view.created_at,
            overdue=view.overdue,
        )


@strawberry.type(description="What one person told another about how they work.")
class FeedbackNote(Node):
    """A note as the viewer sees it."""

    key: strawberry.Private[UUID]
    author_key: strawberry.Private[UUID]
    recipient_key: strawberry.Private[UUID]
    request_key: strawberry.Private[UUID | None]
    situation: str = strawberry.field(description="When and where it was; may be empty.")
    behaviour: str = strawberry.field(description="What the recipient did, as it was seen.")
    impact: str = strawberry.field(description="What that led to; may be empty.")
    next_step: str = strawberry.field(description="What could come next; may be empty.")
    visibility: FeedbackVisibility = strawberry.field(
        description="Who the author let read it besides the two."
    )
    created_at: datetime = strawberry.field(description="When it was written.")
    edited_at: datetime | None = strawberry.field(description="When it was last changed, if ever.")
    thanked_at: datetime | None = strawberry.field(
        description="When the recipient thanked for it, if they did."
    )
    can_edit: bool = strawberry.field(
        description="Whether the viewer may change it: its author, for 24 hours, until thanked."
    )
    can_thank: bool = strawberry.field(
        description="Whether the viewer may thank for it: its recipient, who has not yet."
    )

    @strawberry.field(description="Who wrote it.")
    async def author(self, info: Info) -> PersonRef:
        """The one who wrote."""
        return await refs.person(info, self.author_key)

    @strawberry.field(description="Whom it is for.")
    async def recipient(self, info: Info) -> PersonRef:
        """The one it is about."""
        return await refs.person(info, self.recipient_key)

    @strawberry.field(
        description="The request that it answers; null if unasked, or if the viewer is neither of "
        "the two."
    )
    async def request(self, info: Info) -> FeedbackRequest | None:
        """The question behind it."""
        return None if self.request_key is None else await load_request(info, self.request_key)

    @strawberry.field(description="Exactly who can read it now.")
    async def visible_to(self, info: Info) -> list[PersonRef]:
        """Author, recipient, and their manager if the author chose so."""
        keys = await info.context.loader(queries.readers_of).load(self.key)
        return await refs.people(info, keys or ())

    @classmethod
    def of(cls, view: FeedbackNoteView) -> FeedbackNote:
        """Dress a view."""
        return cls(
            id=to_global("FeedbackNote", view.id),
            key=view.id,
            author_key=view.author_id,
            recipient_key=view.recipient_id,
            request_key=view.request_id,
            situation=view.situation,
            behaviour=view.behaviour,
            impact=view.impact,
            next_step=view.next_step,
            visibility=FeedbackVisibility[view.visibility.name],
            created_at=view.created_at,
            edited_at=view.edited_at,
            thanked_at=view.thanked_at,
            can_edit=view.can_edit,
            can_thank=view.can_thank,
        )


@node_of("FeedbackRequest")
async def load_request(info: Info, key: UUID) -> FeedbackRequest | None:
    """A request by key, if the viewer is one of the two."""
    view = await info.context.loader(queries.requests_by_ids).load(key)
    return None if view is None else FeedbackRequest.of(view)


@node_of("FeedbackNote")
async def load_note(info: Info, key: UUID) -> FeedbackNote | None:
    """A note by key, if the viewer may read it."""
    view = await info.context.loader(queries.notes_by_ids).load(key)
    return None if view is None else FeedbackNote.of(view)


RequestId = Annotated[strawberry.ID, strawberry.argument(description="Id of the request.")]
NoteId = Annotated[strawberry.ID, strawberry.argument(description="Id of the note.")]


@strawberry.type
class FeedbackQuery:
    """Root fields of feedback."""

    @strawberry.field(description="One request for feedback; null if it is not the viewer's.")
    async def feedback_request(self, info: Info, id: RequestId) -> FeedbackRequest | None:
        """A request by id."""
        return await load_request(info, from_global(id, "FeedbackRequest"))

    @strawberry.field(description="One note; null if the viewer may not read it.")
    async def feedback_note(self, info: Info, id: NoteId) -> FeedbackNote | None:
        """A note by id."""
        return await load_note(info, from_global(id, "FeedbackNote"))


@strawberry.type
class FeedbackViewer:
    """What the viewer has to do with feedback."""

    @strawberry.field(description="Requests that wait for the viewer's answer, newest first.")
    async def feedback_requests_to_answer(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[FeedbackRequest]:
        """Asked of me, pending."""
        page = await queries.requests_to_answer(info.context.actor, PageRequest.of(first, after))
        return Connection[FeedbackRequest].of(page, FeedbackRequest.of)

    @strawberry.field(description="Requests that the viewer sent, newest first.")
    async def feedback_requests_sent(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[FeedbackRequest]:
        """Asked by me, in any state."""
        page = await queries.requests_sent(info.context.actor, PageRequest.of(first, after))
        return Connection[FeedbackRequest].of(page, FeedbackRequest.of)

    @strawberry.field(description="Notes that the viewer received, newest first.")
    async def feedback_received(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[FeedbackNote]:
        """Written to me."""
        page = await queries.received(info.context.actor, PageRequest.of(first, after))
        return Connection[FeedbackNote].of(page, FeedbackNote.of)

    @strawberry.field(description="Notes that the viewer wrote, newest first.")
    async def feedback_given(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[FeedbackNote]:
        """Written by me."""
        page = await queries.given(info.context.actor, PageRequest.of(first, after))
        return Connection[FeedbackNote].of(page, FeedbackNote.of)


@strawberry.type
class PersonFeedback:
    """What a person's page shows of feedback."""

    key: strawberry.Private[UUID]

    @strawberry.field(
        description="Notes to this person that the viewer may read, newest first, at most 20."
    )
    async def feedback_for_them(self, info: Info) -> list[FeedbackNote]:
        """Notes about this person, for this viewer."""
        views = await info.context.loader(queries.notes_about).load(self.key)
        return [FeedbackNote.of(view) for view in views or ()]
