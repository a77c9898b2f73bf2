"""Feedback: requests, notes, thanks."""

from __future__ import annotations

import asyncio
from datetime import date, datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.paging import PageRequest
from erm.feedback import queries
from erm.feedback.views import (
    FeedbackDraftView,
    FeedbackLinkView,
    FeedbackNoteView,
    FeedbackRequestView,
    FollowUpView,
)
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.ids import from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.paging import After, Connection, First
from erm.schema.refs import DepartmentRef, GoalRef, KudosRef, OneOnOneMeetingRef, PersonRef


@strawberry.enum(description="Where a request for feedback stands.")
class FeedbackRequestState(Enum):
    """The states of a request."""

    SCHEDULED = strawberry.enum_value(
        "scheduled", description="It will be sent later; whom it asks does not know of it."
    )
    PENDING = strawberry.enum_value("pending", description="It waits for an answer.")
    ANSWERED = strawberry.enum_value("answered", description="A note was written in answer.")
    DECLINED = strawberry.enum_value("declined", description="The person asked will not answer.")
    WITHDRAWN = strawberry.enum_value(
        "withdrawn", description="The requester took it back, or somebody of those in it has left."
    )


@strawberry.enum(description="Who reads a note besides its author.")
class FeedbackVisibility(Enum):
    """The author's choice."""

    RECIPIENT = strawberry.enum_value("recipient", description="The recipient only.")
    RECIPIENT_AND_MANAGER = strawberry.enum_value(
        "recipient_and_manager",
        description="The recipient and whoever is their manager at the time of reading.",
    )


@strawberry.enum(description="What the recipient of a note can make of it.")
class FeedbackLinkKind(Enum):
    """The kinds of links."""

    GOAL = strawberry.enum_value("goal", description="A goal of their own.")
    TALKING_POINT = strawberry.enum_value("talking_point", description="A point of a one-on-one.")
    KUDOS = strawberry.enum_value("kudos", description="Kudos to its author.")


@strawberry.type(description="A question about oneself, or about a report, put to a colleague.")
class FeedbackRequest(Node):
    """A request as the viewer, who is one of the two or whom it is about, sees it."""

    key: strawberry.Private[UUID]
    requester_key: strawberry.Private[UUID]
    asked_key: strawberry.Private[UUID]
    subject_key: strawberry.Private[UUID]
    batch_key: strawberry.Private[UUID | None]
    question: str = strawberry.field(description="What the requester would like to know.")
    due_on: date | None = strawberry.field(description="By when an answer would help, if said.")
    state: FeedbackRequestState = strawberry.field(description="Where it stands.")
    decline_reason: str | None = strawberry.field(
        description="Why it was declined, if a reason was given; null for whom it is only about."
    )
    created_at: datetime = strawberry.field(description="When it was asked.")
    overdue: bool = strawberry.field(
        description="Whether it still waits although its day, in the viewer's zone, is over."
    )
    send_at: datetime | None = strawberry.field(
        description="When it will be sent; null once it was."
    )
    visibility: FeedbackVisibility | None = strawberry.field(
        description="Who reads the answer besides its author, where the question fixes it: asked "
        "about a report, the report and their manager. Null where the author chooses."
    )

    @strawberry.field(description="Who asks.")
    async def requester(self, info: Info) -> PersonRef:
        """The one who will receive the answer."""
        return await refs.person(info, self.requester_key)

    @strawberry.field(description="Who is asked.")
    async def asked(self, info: Info) -> PersonRef:
        """The one who may answer."""
        return await refs.person(info, self.asked_key)

    @strawberry.field(
        description="Whom the answer is about and goes to: the requester, or a report of theirs."
    )
    async def subject(self, info: Info) -> PersonRef:
        """Whom it is about."""
        return await refs.person(info, self.subject_key)

    @strawberry.field(description="How many were asked the same at once, guests counted.")
    async def asked_count(self, info: Info) -> int:
        """The size of the batch."""
        if self.batch_key is None:
            return 1
        return await info.context.loader(queries.asked_counts).load(self.batch_key) or 1

    @strawberry.field(
        description="Who will read an answer besides its author, as of today; where the author "
        "chooses, those who read it in any case."
    )
    async def readers(self, info: Info) -> list[PersonRef]:
        """Who is told of beside the field in which one writes."""
        keys = await info.context.loader(queries.request_readers).load(self.key)
        return await refs.people(info, keys or ())

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
            subject_key=view.subject_id,
            batch_key=view.batch_id,
            question=view.question,
            due_on=view.due_on,
            state=FeedbackRequestState[view.state.name],
            decline_reason=view.decline_reason,
            created_at=view.created_at,
            overdue=view.overdue,
            send_at=view.send_at,
            visibility=None
            if view.visibility is None
            else FeedbackVisibility[view.visibility.name],
        )


@strawberry.type(description="What the recipient asked back about a note, once, and the answer.")
class FeedbackFollowUp:
    """A question that came back."""

    question: str = strawberry.field(description="What the recipient asked.")
    asked_at: datetime = strawberry.field(description="When.")
    answer: str | None = strawberry.field(description="What the author answered, if they have.")
    answered_at: datetime | None = strawberry.field(description="When.")

    @classmethod
    def of(cls, view: FollowUpView) -> FeedbackFollowUp:
        """Dress a view."""
        return cls(
            question=view.question,
            asked_at=view.asked_at,
            answer=view.answer,
            answered_at=view.answered_at,
        )


@strawberry.type(description="What the recipient made of a note.")
class FeedbackLink:
    """A way from a note to something of the recipient's."""

    kind: FeedbackLinkKind = strawberry.field(description="What it leads to.")
    title: str = strawberry.field(description="What that is called.")
    goal: GoalRef | None = strawberry.field(description="The goal, if it is one.")
    meeting: OneOnOneMeetingRef | None = strawberry.field(
        description="The one-on-one on whose list the point stands, if it is one."
    )
    kudos: KudosRef | None = strawberry.field(description="The kudos, if they are some.")
    created_at: datetime = strawberry.field(description="When it was made.")

    @classmethod
    async def load(cls, info: Info, view: FeedbackLinkView) -> FeedbackLink | None:
        """A link with what it leads to; None when that is not there for the viewer any more."""
        name = {
            "GOAL": "Goal",
            "TALKING_POINT": "TalkingPoint",
            "KUDOS": "Kudos",
        }[view.kind.name]
        found = await refs.load(info, name, view.target_id)
        if found is None:
            return None
        goal = kudos = meeting = None
        match view.kind.name:
            case "GOAL":
                goal, title = found, found.title
            case "KUDOS":
                kudos, title = found, found.message
            case _:
                title = found.body
                meeting = await refs.load(info, "OneOnOneMeeting", found.meeting_key)
        return cls(
            kind=FeedbackLinkKind[view.kind.name],
            title=title,
            goal=goal,
            meeting=meeting,
            kudos=kudos,
            created_at=view.created_at,
        )


@strawberry.type(description="What one person told another about how they work.")
class FeedbackNote(Node):
    """A note as the viewer sees it."""

    key: strawberry.Private[UUID]
    author_key: strawberry.Private[UUID]
    recipient_key: strawberry.Private[UUID]
    request_key: strawberry.Private[UUID | None]
    department_key: strawberry.Private[UUID | None]
    batch_key: strawberry.Private[UUID | None]
    may_ask_back: strawberry.Private[bool]
    may_answer_back: strawberry.Private[bool]
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

    competency: str = strawberry.field(
        description="Which competency the recipient says it is about; told to them and to their "
        "manager who reads it, empty for others."
    )
    archived_at: datetime | None = strawberry.field(
        description="When the recipient put it away; null for everybody else."
    )
    can_archive: bool = strawberry.field(
        description="Whether the viewer may put it away or back: its recipient."
    )

    @strawberry.field(description="Who wrote it.")
    async def author(self, info: Info) -> PersonRef:
        """The one who wrote."""
        return await refs.person(info, self.author_key)

    @strawberry.field(description="Whom it is for.")
    async def recipient(self, info: Info) -> PersonRef:
        """The one it is about."""
        return await refs.person(info, self.recipient_key)

    @strawberry.field(description="The team to which it was written; null if to one person.")
    async def department(self, info: Info) -> DepartmentRef | None:
        """The team."""
        return await refs.load(info, "Department", self.department_key)

    @strawberry.field(description="To how many people the same was written: 1, or those of a team.")
    async def recipient_count(self, info: Info) -> int:
        """The size of the team that it was written to."""
        if self.batch_key is None:
            return 1
        return await info.context.loader(queries.recipient_counts).load(self.batch_key) or 1

    @strawberry.field(description="What the recipient made of it; empty for everybody else.")
    async def links(self, info: Info) -> list[FeedbackLink]:
        """Goals, points, kudos."""
        views = await info.context.loader(queries.links_of).load(self.key) or ()
        found = await asyncio.gather(*(FeedbackLink.load(info, view) for view in views))
        return [link for link in found if link is not None]

    @strawberry.field(
        description="What the recipient asked back; null if nothing, or for others than the two."
    )
    async def follow_up(self, info: Info) -> FeedbackFollowUp | None:
        """The question that came back."""
        view = await info.context.loader(queries.follow_ups_of).load(self.key)
        return None if view is None else FeedbackFollowUp.of(view)

    @strawberry.field(
        description="Whether the viewer may ask back: its recipient, who has not yet."
    )
    async def can_ask_back(self, info: Info) -> bool:
        """Once."""
        if not self.may_ask_back:
            return False
        return await info.context.loader(queries.follow_ups_of).load(self.key) is None

    @strawberry.field(
        description="Whether the viewer may answer what came back: its author, who has not yet."
    )
    async def can_answer_back(self, info: Info) -> bool:
        """Once."""
        if not self.may_answer_back:
            return False
        view = await info.context.loader(queries.follow_ups_of).load(self.key)
        return view is not None and view.answer is None

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
            department_key=view.department_id,
            batch_key=view.batch_id,
            may_ask_back=view.may_ask_back,
            may_answer_back=view.may_answer_back,
            competency=view.competency,
            archived_at=view.archived_at,
            can_archive=view.can_archive,
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


@strawberry.type(description="What the viewer began to write. Nobody else can read it.")
class FeedbackDraft:
    """A draft of the viewer's."""

    key: str = strawberry.field(description="Where it is written: `give:<person>`, for instance.")
    content: str = strawberry.field(
        description="What was written, in the form of whoever wrote it."
    )
    version: int = strawberry.field(description="Counts how often it was saved.")
    saved_at: datetime = strawberry.field(description="When it was saved last.")

    @classmethod
    def of(cls, view: FeedbackDraftView) -> FeedbackDraft:
        """Dress a view."""
        return cls(key=view.key, content=view.content, version=view.version, saved_at=view.saved_at)


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

    @strawberry.field(
        description="What the viewer's manager asked others about the viewer, newest first."
    )
    async def feedback_requests_about_me(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[FeedbackRequest]:
        """Asked about me."""
        page = await queries.requests_about(info.context.actor, PageRequest.of(first, after))
        return Connection[FeedbackRequest].of(page, FeedbackRequest.of)

    @strawberry.field(description="Notes that the viewer received and put away, newest first.")
    async def feedback_archived(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[FeedbackNote]:
        """Written to me, archived."""
        page = await queries.archived(info.context.actor, PageRequest.of(first, after))
        return Connection[FeedbackNote].of(page, FeedbackNote.of)

    @strawberry.field(description="What the viewer began to write somewhere; null if nothing.")
    async def feedback_draft(
        self,
        info: Info,
        key: Annotated[str, strawberry.argument(description="Where it is written.")],
    ) -> FeedbackDraft | None:
        """A draft of mine."""
        view = await queries.draft(info.context.actor, key)
        return None if view is None else FeedbackDraft.of(view)

    @strawberry.field(
        description="Notes that the viewer received and has not put away, newest first."
    )
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
