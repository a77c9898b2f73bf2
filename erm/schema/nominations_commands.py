"""What can be done with the choice of raters: the inputs, the successes and the mutations."""

from __future__ import annotations

from uuid import UUID

import strawberry

from erm.feedback.cycles.commands import guest_reviews, nominations
from erm.schema import refs
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.cycles import CycleParticipant
from erm.schema.guests import GuestInput
from erm.schema.ids import from_global, maybe_from_global, parse_global
from erm.schema.nominations import NominatedReview


@strawberry.input(description="Whom to ask about a participant.")
class NominateInput:
    """Input of ``nominate``."""

    participant_id: strawberry.ID = strawberry.field(description="Id of the participant.")
    person_ids: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="Colleagues: peers."
    )
    guests: list[GuestInput] = strawberry.field(
        default_factory=list, description="People outside the company."
    )


@strawberry.type(description="They are on the list, which is to be sent anew.")
class NominateSuccess:
    """Answer of ``nominate``."""

    participant: CycleParticipant = strawberry.field(description="The participant with the list.")


@strawberry.input(description="Whose raters were chosen.")
class SendNominationsInput:
    """Input of ``sendNominations``."""

    participant_id: strawberry.ID = strawberry.field(description="Id of the participant.")


@strawberry.type(description="It waits for approval, or the raters are asked.")
class SendNominationsSuccess:
    """Answer of ``sendNominations``."""

    participant: CycleParticipant = strawberry.field(description="The participant with the list.")


@strawberry.input(description="Whose raters are approved.")
class ApproveNominationsInput:
    """Input of ``approveNominations``."""

    participant_id: strawberry.ID = strawberry.field(description="Id of the participant.")


@strawberry.type(description="All that were proposed are asked.")
class ApproveNominationsSuccess:
    """Answer of ``approveNominations``."""

    participant: CycleParticipant = strawberry.field(description="The participant with the list.")


@strawberry.input(description="Whom not to ask, and why.")
class RejectNominationInput:
    """Input of ``rejectNomination``."""

    review_id: strawberry.ID = strawberry.field(description="Id of the chosen rater.")
    reason: str = strawberry.field(
        description="Why; read by who sees the list. At most 1,000 characters."
    )


@strawberry.type(description="They are not asked.")
class RejectNominationSuccess:
    """Answer of ``rejectNomination``."""

    participant: CycleParticipant = strawberry.field(description="The participant with the list.")


@strawberry.input(description="Whose rejection or decline to take back.")
class UndoNominationRefusalInput:
    """Input of ``undoNominationRefusal``."""

    review_id: strawberry.ID = strawberry.field(
        description="Id of the chosen rater, or of the viewer's review."
    )


@strawberry.type(description="It was taken back.")
class UndoNominationRefusalSuccess:
    """Answer of ``undoNominationRefusal``."""

    review: NominatedReview = strawberry.field(description="The chosen rater.")


@strawberry.input(description="Whom to take off the list.")
class RemoveNominationInput:
    """Input of ``removeNomination``."""

    review_id: strawberry.ID = strawberry.field(description="Id of the chosen rater.")


@strawberry.type(description="They are off the list.")
class RemoveNominationSuccess:
    """Answer of ``removeNomination``."""

    participant: CycleParticipant = strawberry.field(description="The participant with the list.")


@strawberry.input(description="Who is to choose.")
class DelegateNominationInput:
    """Input of ``delegateNomination``."""

    participant_id: strawberry.ID = strawberry.field(description="Id of the participant.")
    person_id: strawberry.ID | None = strawberry.field(
        default=None, description="Who chooses from now on; null: the viewer again."
    )


@strawberry.type(description="They choose from now on.")
class DelegateNominationSuccess:
    """Answer of ``delegateNomination``."""

    participant: CycleParticipant = strawberry.field(description="The participant with the list.")


@strawberry.input(description="Which guest gets a new link.")
class ResendGuestLinkInput:
    """Input of ``resendGuestLink``."""

    review_id: strawberry.ID = strawberry.field(description="Id of the chosen rater.")


@strawberry.type(description="A new link was mailed; the former one has ended.")
class ResendGuestLinkSuccess:
    """Answer of ``resendGuestLink``."""

    review: NominatedReview = strawberry.field(description="The chosen rater.")


async def _participant(info: Info, key: UUID) -> CycleParticipant:
    return await refs.shown(info, "CycleParticipant", key)  # type: ignore[no-any-return]


async def _nominated(info: Info, key: UUID) -> NominatedReview:
    return await refs.shown(info, "NominatedReview", key)  # type: ignore[no-any-return]


def _nomination_key(value: str) -> UUID:
    """The key of a chosen rater, who knows it as their review."""
    type_name, key = parse_global(value, field="review_id")
    return (
        key if type_name == "Review" else from_global(value, "NominatedReview", field="review_id")
    )


@strawberry.type
class NominationsMutation:
    """What can be done with the choice of raters."""

    @command("Propose people to be asked about a participant.")
    async def nominate(self, info: Info, input: NominateInput) -> NominateSuccess:
        """Propose."""
        key = from_global(input.participant_id, "CycleParticipant", field="participant_id")
        await nominations.nominate(
            info.context.actor,
            participant_id=key,
            person_ids=[from_global(i, "Person", field="person_ids") for i in input.person_ids],
            guests=[guest.guest() for guest in input.guests],
        )
        return NominateSuccess(participant=await _participant(info, key))

    @command("Say that the choice is made: to the approver, or straight to the raters.")
    async def send_nominations(
        self, info: Info, input: SendNominationsInput
    ) -> SendNominationsSuccess:
        """Send."""
        key = from_global(input.participant_id, "CycleParticipant", field="participant_id")
        await nominations.send_nominations(info.context.actor, participant_id=key)
        return SendNominationsSuccess(participant=await _participant(info, key))

    @command("Let all that are proposed be asked.")
    async def approve_nominations(
        self, info: Info, input: ApproveNominationsInput
    ) -> ApproveNominationsSuccess:
        """Approve."""
        key = from_global(input.participant_id, "CycleParticipant", field="participant_id")
        await nominations.approve_nominations(info.context.actor, participant_id=key)
        return ApproveNominationsSuccess(participant=await _participant(info, key))

    @command("Refuse somebody who was proposed, with a reason. It can be undone.")
    async def reject_nomination(
        self, info: Info, input: RejectNominationInput
    ) -> RejectNominationSuccess:
        """Reject."""
        key = await nominations.reject_nomination(
            info.context.actor,
            review_id=from_global(input.review_id, "NominatedReview", field="review_id"),
            reason=input.reason,
        )
        return RejectNominationSuccess(participant=await _participant(info, key))

    @command("Take back a rejection, or one's own decline.")
    async def undo_nomination_refusal(
        self, info: Info, input: UndoNominationRefusalInput
    ) -> UndoNominationRefusalSuccess:
        """Undo."""
        key = _nomination_key(input.review_id)
        await nominations.undo_nomination_refusal(info.context.actor, review_id=key)
        return UndoNominationRefusalSuccess(review=await _nominated(info, key))

    @command("Take somebody off the list before it was approved.")
    async def remove_nomination(
        self, info: Info, input: RemoveNominationInput
    ) -> RemoveNominationSuccess:
        """Remove."""
        key = await nominations.remove_nomination(
            info.context.actor,
            review_id=from_global(input.review_id, "NominatedReview", field="review_id"),
        )
        return RemoveNominationSuccess(participant=await _participant(info, key))

    @command("Let somebody else choose, or choose oneself again.")
    async def delegate_nomination(
        self, info: Info, input: DelegateNominationInput
    ) -> DelegateNominationSuccess:
        """Delegate."""
        key = from_global(input.participant_id, "CycleParticipant", field="participant_id")
        await nominations.delegate_nomination(
            info.context.actor,
            participant_id=key,
            person_id=maybe_from_global(input.person_id, "Person", field="person_id"),
        )
        return DelegateNominationSuccess(participant=await _participant(info, key))

    @command("Mail a guest another link; the former one ends.")
    async def resend_guest_link(
        self, info: Info, input: ResendGuestLinkInput
    ) -> ResendGuestLinkSuccess:
        """Resend."""
        key = from_global(input.review_id, "NominatedReview", field="review_id")
        await guest_reviews.resend_guest_link(
            info.context.actor, info.context.settings, review_id=key
        )
        return ResendGuestLinkSuccess(review=await _nominated(info, key))
