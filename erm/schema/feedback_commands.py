"""What can be done with feedback: the inputs, the successes and the mutations."""

from __future__ import annotations

from datetime import date, datetime

import strawberry

from erm.feedback import commands, rules
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.feedback import (
    FeedbackDraft,
    FeedbackNote,
    FeedbackRequest,
    FeedbackVisibility,
)
from erm.schema.feedback_guests import GuestFeedback
from erm.schema.guests import GuestInput
from erm.schema.ids import from_global, maybe_from_global, parse_global


@strawberry.input(description="A question about oneself, or about a report of one's own.")
class RequestFeedbackInput:
    """Input of ``requestFeedback``."""

    person_ids: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="Colleagues to ask; with the guests 1 to 20."
    )
    guests: list[GuestInput] = strawberry.field(
        default_factory=list, description="People outside the company to ask."
    )
    about_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="Whom it is about: the viewer unless given, or one of their reports, who is "
        "told at once.",
    )
    question: str = strawberry.field(description="What to ask; at most 1,000 characters.")
    due_on: date | None = strawberry.field(
        default=None,
        description="By when an answer would help; not before the question is sent.",
    )
    send_at: datetime | None = strawberry.field(
        default=None, description="When to send it: now unless given; at most a year ahead."
    )


@strawberry.type(description="The question was put, or will be.")
class RequestFeedbackSuccess:
    """Answer of ``requestFeedback``."""

    requests: list[FeedbackRequest] = strawberry.field(
        description="A request for each colleague, pending or scheduled."
    )
    guest_requests: list[GuestFeedback] = strawberry.field(description="And one for each guest.")


@strawberry.input(description="Which request to take back.")
class WithdrawFeedbackRequestInput:
    """Input of ``withdrawFeedbackRequest``."""

    request_id: strawberry.ID = strawberry.field(description="Id of one's own request.")


@strawberry.type(description="The request was taken back.")
class WithdrawFeedbackRequestSuccess:
    """Answer of ``withdrawFeedbackRequest``."""

    request: FeedbackRequest = strawberry.field(description="The request, withdrawn.")


@strawberry.input(description="Which request not to answer, and why.")
class DeclineFeedbackRequestInput:
    """Input of ``declineFeedbackRequest``."""

    request_id: strawberry.ID = strawberry.field(description="Id of a request put to the viewer.")
    reason: str = strawberry.field(
        default="", description="Why, for the requester; may be empty; at most 500 characters."
    )


@strawberry.type(description="The request was declined.")
class DeclineFeedbackRequestSuccess:
    """Answer of ``declineFeedbackRequest``."""

    request: FeedbackRequest = strawberry.field(description="The request, declined.")


@strawberry.input(description="A note to a colleague. Each part holds at most 4,000 characters.")
class GiveFeedbackInput:
    """Input of ``giveFeedback``."""

    recipient_id: strawberry.ID | None = strawberry.field(
        default=None, description="Whom it is for; exactly one of this and `departmentId`."
    )
    department_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="The team that it is for: everybody who works in it now, at most 50.",
    )
    request_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="The request that it answers; whom that is about is the recipient.",
    )
    situation: str = strawberry.field(default="", description="When and where it was.")
    behaviour: str = strawberry.field(description="What they did, as you saw it. Required.")
    impact: str = strawberry.field(default="", description="What that led to.")
    next_step: str = strawberry.field(default="", description="What could come next.")
    visibility: FeedbackVisibility = strawberry.field(
        description="Who else reads it; that of the request where that has one."
    )


@strawberry.type(description="The note was given.")
class GiveFeedbackSuccess:
    """Answer of ``giveFeedback``."""

    note: FeedbackNote = strawberry.field(description="The note.")


@strawberry.input(description="One's own note in new words.")
class EditFeedbackInput:
    """Input of ``editFeedback``."""

    note_id: strawberry.ID = strawberry.field(description="Id of one's own note.")
    situation: str = strawberry.field(description="When and where it was; may be empty.")
    behaviour: str = strawberry.field(description="What they did, as you saw it. Required.")
    impact: str = strawberry.field(description="What that led to; may be empty.")
    next_step: str = strawberry.field(description="What could come next; may be empty.")


@strawberry.type(description="The note was changed.")
class EditFeedbackSuccess:
    """Answer of ``editFeedback``."""

    note: FeedbackNote = strawberry.field(description="The note as it stands now.")


@strawberry.input(description="Which note to thank for.")
class ThankForFeedbackInput:
    """Input of ``thankForFeedback``."""

    note_id: strawberry.ID = strawberry.field(description="Id of a note to the viewer.")


@strawberry.type(description="The author was thanked, now or before.")
class ThankForFeedbackSuccess:
    """Answer of ``thankForFeedback``."""

    note: FeedbackNote = strawberry.field(description="The note.")


@strawberry.input(description="A question back about a note, which can be put once.")
class AskBackInput:
    """Input of ``askBack``."""

    note_id: strawberry.ID = strawberry.field(description="Id of a note to the viewer.")
    question: str = strawberry.field(description="What to ask; at most 1,000 characters.")


@strawberry.type(description="The author was asked.")
class AskBackSuccess:
    """Answer of ``askBack``."""

    note: FeedbackNote = strawberry.field(description="The note.")


@strawberry.input(description="The answer to what came back about one's own note.")
class AnswerBackInput:
    """Input of ``answerBack``."""

    note_id: strawberry.ID = strawberry.field(description="Id of one's own note.")
    answer: str = strawberry.field(description="At most 4,000 characters.")


@strawberry.type(description="The recipient has an answer.")
class AnswerBackSuccess:
    """Answer of ``answerBack``."""

    note: FeedbackNote = strawberry.field(description="The note.")


@strawberry.input(description="Feedback to put away, or back.")
class ArchiveFeedbackInput:
    """Input of ``archiveFeedback``."""

    note_id: strawberry.ID = strawberry.field(
        description="Id of a note to the viewer, or of what a guest wrote to them."
    )
    archived: bool = strawberry.field(description="False takes it out of the archive.")


@strawberry.type(description="It was put away, or back.")
class ArchiveFeedbackSuccess:
    """Answer of ``archiveFeedback``."""

    note: FeedbackNote | None = strawberry.field(description="The note, if it is one.")
    guest_feedback: GuestFeedback | None = strawberry.field(
        description="What the guest wrote, if it is that."
    )


@strawberry.input(description="What a note is about, in the recipient's words.")
class LinkFeedbackToCompetencyInput:
    """Input of ``linkFeedbackToCompetency``."""

    note_id: strawberry.ID = strawberry.field(description="Id of a note to the viewer.")
    competency: str = strawberry.field(description="At most 200 characters; empty takes it away.")


@strawberry.type(description="It is kept with the note.")
class LinkFeedbackToCompetencySuccess:
    """Answer of ``linkFeedbackToCompetency``."""

    note: FeedbackNote = strawberry.field(description="The note.")


@strawberry.input(description="What the viewer has written so far.")
class SaveFeedbackDraftInput:
    """Input of ``saveFeedbackDraft``."""

    key: str = strawberry.field(description="Where it is written; at most 200 characters.")
    content: str = strawberry.field(description="At most 20,000 characters, kept as they are.")
    version: int = strawberry.field(
        default=0, description="The version that was read; 0 where there was no draft."
    )


@strawberry.type(description="The draft was saved.")
class SaveFeedbackDraftSuccess:
    """Answer of ``saveFeedbackDraft``."""

    draft: FeedbackDraft = strawberry.field(description="The draft with its new version.")


@strawberry.input(description="Which draft to throw away.")
class DiscardFeedbackDraftInput:
    """Input of ``discardFeedbackDraft``."""

    key: str = strawberry.field(description="Where it was written.")


@strawberry.type(description="There is no such draft any more.")
class DiscardFeedbackDraftSuccess:
    """Answer of ``discardFeedbackDraft``."""

    key: str = strawberry.field(description="Where it was written.")


@strawberry.type
class FeedbackMutation:
    """Everything that can be done with feedback."""

    @command("Ask colleagues and people outside for feedback, now or later.")
    async def request_feedback(
        self, info: Info, input: RequestFeedbackInput
    ) -> RequestFeedbackSuccess:
        """Ask."""
        requests, guests = await commands.request_feedback(
            info.context.actor,
            person_ids=[from_global(i, "Person", field="person_ids") for i in input.person_ids],
            guests=[guest.guest() for guest in input.guests],
            about_id=maybe_from_global(input.about_id, "Person", field="about_id"),
            question=input.question,
            due_on=input.due_on,
            send_at=input.send_at,
        )
        return RequestFeedbackSuccess(
            requests=[FeedbackRequest.of(view) for view in requests],
            guest_requests=[GuestFeedback.of(view) for view in guests],
        )

    @command("Take back a request that nobody has answered yet.")
    async def withdraw_feedback_request(
        self, info: Info, input: WithdrawFeedbackRequestInput
    ) -> WithdrawFeedbackRequestSuccess:
        """Take back."""
        view = await commands.withdraw_feedback_request(
            info.context.actor,
            request_id=from_global(input.request_id, "FeedbackRequest", field="request_id"),
        )
        return WithdrawFeedbackRequestSuccess(request=FeedbackRequest.of(view))

    @command("Say that one will not answer a request.")
    async def decline_feedback_request(
        self, info: Info, input: DeclineFeedbackRequestInput
    ) -> DeclineFeedbackRequestSuccess:
        """Decline."""
        view = await commands.decline_feedback_request(
            info.context.actor,
            request_id=from_global(input.request_id, "FeedbackRequest", field="request_id"),
            reason=input.reason,
        )
        return DeclineFeedbackRequestSuccess(request=FeedbackRequest.of(view))

    @command("Write feedback to a colleague, asked for or not, or to a team.")
    async def give_feedback(self, info: Info, input: GiveFeedbackInput) -> GiveFeedbackSuccess:
        """Give."""
        view = await commands.give_feedback(
            info.context.actor,
            recipient_id=maybe_from_global(input.recipient_id, "Person", field="recipient_id"),
            department_id=maybe_from_global(
                input.department_id, "Department", field="department_id"
            ),
            request_id=maybe_from_global(input.request_id, "FeedbackRequest", field="request_id"),
            situation=input.situation,
            behaviour=input.behaviour,
            impact=input.impact,
            next_step=input.next_step,
            visibility=rules.FeedbackVisibility[input.visibility.name],
        )
        return GiveFeedbackSuccess(note=FeedbackNote.of(view))

    @command("Change one's own note: for 24 hours, until it was thanked for.")
    async def edit_feedback(self, info: Info, input: EditFeedbackInput) -> EditFeedbackSuccess:
        """Change."""
        view = await commands.edit_feedback(
            info.context.actor,
            note_id=from_global(input.note_id, "FeedbackNote", field="note_id"),
            situation=input.situation,
            behaviour=input.behaviour,
            impact=input.impact,
            next_step=input.next_step,
        )
        return EditFeedbackSuccess(note=FeedbackNote.of(view))

    @command("Thank the author of a note.")
    async def thank_for_feedback(
        self, info: Info, input: ThankForFeedbackInput
    ) -> ThankForFeedbackSuccess:
        """Thank."""
        view = await commands.thank_for_feedback(
            info.context.actor,
            note_id=from_global(input.note_id, "FeedbackNote", field="note_id"),
        )
        return ThankForFeedbackSuccess(note=FeedbackNote.of(view))

    @command("Ask the author of a note one question about it.")
    async def ask_back(self, info: Info, input: AskBackInput) -> AskBackSuccess:
        """Ask back."""
        view = await commands.ask_back(
            info.context.actor,
            note_id=from_global(input.note_id, "FeedbackNote", field="note_id"),
            question=input.question,
        )
        return AskBackSuccess(note=FeedbackNote.of(view))

    @command("Answer what the recipient asked back about one's own note.")
    async def answer_back(self, info: Info, input: AnswerBackInput) -> AnswerBackSuccess:
        """Answer."""
        view = await commands.answer_back(
            info.context.actor,
            note_id=from_global(input.note_id, "FeedbackNote", field="note_id"),
            answer=input.answer,
        )
        return AnswerBackSuccess(note=FeedbackNote.of(view))

    @command("Put feedback to oneself away, or back. Nobody else sees that.")
    async def archive_feedback(
        self, info: Info, input: ArchiveFeedbackInput
    ) -> ArchiveFeedbackSuccess:
        """Put away."""
        kind, key = parse_global(input.note_id, field="note_id")
        if kind == "GuestFeedback":
            guest = await commands.archive_guest_feedback(
                info.context.actor, guest_id=key, archived=input.archived
            )
            return ArchiveFeedbackSuccess(note=None, guest_feedback=GuestFeedback.of(guest))
        view = await commands.archive_feedback(
            info.context.actor,
            note_id=from_global(input.note_id, "FeedbackNote", field="note_id"),
            archived=input.archived,
        )
        return ArchiveFeedbackSuccess(note=FeedbackNote.of(view), guest_feedback=None)

    @command("Say which competency a note to oneself is about.")
    async def link_feedback_to_competency(
        self, info: Info, input: LinkFeedbackToCompetencyInput
    ) -> LinkFeedbackToCompetencySuccess:
        """Say what it is about."""
        view = await commands.link_feedback_to_competency(
            info.context.actor,
            note_id=from_global(input.note_id, "FeedbackNote", field="note_id"),
            competency=input.competency,
        )
        return LinkFeedbackToCompetencySuccess(note=FeedbackNote.of(view))

    @command("Keep what the viewer has written so far, sealed, for them alone.")
    async def save_feedback_draft(
        self, info: Info, input: SaveFeedbackDraftInput
    ) -> SaveFeedbackDraftSuccess:
        """Save."""
        view = await commands.save_feedback_draft(
            info.context.actor, key=input.key, content=input.content, version=input.version
        )
        return SaveFeedbackDraftSuccess(draft=FeedbackDraft.of(view))

    @command("Throw a draft of one's own away.")
    async def discard_feedback_draft(
        self, info: Info, input: DiscardFeedbackDraftInput
    ) -> DiscardFeedbackDraftSuccess:
        """Throw away."""
        key = await commands.discard_feedback_draft(info.context.actor, key=input.key)
        return DiscardFeedbackDraftSuccess(key=key)
