"""What can be done with feedback: the inputs, the successes and the mutations."""

from __future__ import annotations

from datetime import date

import strawberry

from erm.feedback import commands, rules
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.feedback import FeedbackNote, FeedbackRequest, FeedbackVisibility
from erm.schema.ids import from_global, maybe_from_global


@strawberry.input(description="A question to a colleague about oneself.")
class RequestFeedbackInput:
    """Input of ``requestFeedback``."""

    person_id: strawberry.ID = strawberry.field(description="Whom to ask.")
    question: str = strawberry.field(description="What to ask; at most 1,000 characters.")
    due_on: date | None = strawberry.field(
        default=None, description="By when an answer would help; today or later."
    )


@strawberry.type(description="The question was put.")
class RequestFeedbackSuccess:
    """Answer of ``requestFeedback``."""

    request: FeedbackRequest = strawberry.field(description="The request, pending.")


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

    recipient_id: strawberry.ID = strawberry.field(description="Whom it is for.")
    request_id: strawberry.ID | None = strawberry.field(
        default=None, description="The request that it answers; its requester is the recipient."
    )
    situation: str = strawberry.field(default="", description="When and where it was.")
    behaviour: str = strawberry.field(description="What they did, as you saw it. Required.")
    impact: str = strawberry.field(default="", description="What that led to.")
    next_step: str = strawberry.field(default="", description="What could come next.")
    visibility: FeedbackVisibility = strawberry.field(description="Who else reads it.")


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


@strawberry.type
class FeedbackMutation:
    """Everything that can be done with feedback."""

    @command("Ask a colleague for feedback.")
    async def request_feedback(
        self, info: Info, input: RequestFeedbackInput
    ) -> RequestFeedbackSuccess:
        """Ask."""
        view = await commands.request_feedback(
            info.context.actor,
            person_id=from_global(input.person_id, "Person", field="person_id"),
            question=input.question,
            due_on=input.due_on,
        )
        return RequestFeedbackSuccess(request=FeedbackRequest.of(view))

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

    @command("Write feedback to a colleague, asked for or not.")
    async def give_feedback(self, info: Info, input: GiveFeedbackInput) -> GiveFeedbackSuccess:
        """Give."""
        view = await commands.give_feedback(
            info.context.actor,
            recipient_id=from_global(input.recipient_id, "Person", field="recipient_id"),
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
