"""How the facts of the siblings become contacts between two people."""

from __future__ import annotations

from uuid import UUID

from erm.core.events import Bus
from erm.development.events import CheckedIn, PlanAgreed
from erm.feedback.events import FeedbackGiven, FeedbackRequested, FeedbackThanked
from erm.one_on_ones.events import (
    ActionItemDone,
    ActionItemPromised,
    ActionItemReopened,
    MeetingHeld,
)
from erm.recognition.events import KudosGiven, KudosWithdrawn
from erm.relationships.commands import forget, touch
from erm.relationships.rules import TouchpointKind


async def meeting_held(event: MeetingHeld) -> None:
    """They met when it was planned, though it may have been written down later."""
    at = min(event.scheduled_at, event.at)
    await touch(
        TouchpointKind.ONE_ON_ONE_HELD,
        event.meeting_id,
        by=event.by_id,
        other=event.other_id,
        at=at,
    )


async def promise_made(event: ActionItemPromised) -> None:
    """One promised the other something."""
    await touch(
        TouchpointKind.PROMISE_MADE,
        event.action_item_id,
        by=event.owner_id,
        other=event.other_id,
        at=event.at,
    )


async def promise_kept(event: ActionItemDone) -> None:
    """And did it."""
    await touch(
        TouchpointKind.PROMISE_KEPT,
        event.action_item_id,
        by=event.owner_id,
        other=event.other_id,
        at=event.at,
    )


async def promise_reopened(event: ActionItemReopened) -> None:
    """Or had not: a promise that is open again was not kept."""
    await forget(TouchpointKind.PROMISE_KEPT, event.action_item_id)


async def feedback_asked(event: FeedbackRequested) -> None:
    """One asked the other for feedback."""
    await touch(
        TouchpointKind.FEEDBACK_ASKED,
        event.request_id,
        by=event.requester_id,
        other=event.asked_id,
        at=event.at,
    )


async def feedback_given(event: FeedbackGiven) -> None:
    """One wrote feedback to the other. What is written to a whole team is no contact of two."""
    if event.to_team:
        return
    await touch(
        TouchpointKind.FEEDBACK_GIVEN,
        event.note_id,
        by=event.author_id,
        other=event.recipient_id,
        at=event.at,
    )


async def feedback_thanked(event: FeedbackThanked) -> None:
    """And the other thanked for it."""
    await touch(
        TouchpointKind.FEEDBACK_THANKED,
        event.note_id,
        by=event.recipient_id,
        other=event.author_id,
        at=event.at,
    )


async def kudos_given(event: KudosGiven) -> None:
    """One thanked others: a contact with each of them."""
    for receiver in event.receiver_ids:
        await touch(
            TouchpointKind.KUDOS_GIVEN,
            event.kudos_id,
            by=event.author_id,
            other=receiver,
            at=event.at,
        )


async def kudos_withdrawn(event: KudosWithdrawn) -> None:
    """And took it back: nobody reads them any more, the author neither."""
    await forget(TouchpointKind.KUDOS_GIVEN, event.kudos_id)


async def plan_agreed(event: PlanAgreed) -> None:
    """A person and their manager agreed on a plan."""
    other = _other_of_plan(event.person_id, event.manager_id, event.by_id)
    if other is not None:
        await touch(
            TouchpointKind.PLAN_AGREED, event.plan_id, by=event.by_id, other=other, at=event.at
        )


async def checked_in(event: CheckedIn) -> None:
    """One of the two told how a goal goes."""
    other = _other_of_plan(event.person_id, event.manager_id, event.by_id)
    if other is not None:
        await touch(
            TouchpointKind.CHECK_IN,
            event.check_in_id,
            by=event.by_id,
            other=other,
            at=event.at,
            subject_id=event.goal_id,
        )


def _other_of_plan(person_id: UUID, manager_id: UUID | None, by_id: UUID) -> UUID | None:
    """The one of person and manager who did not act; None where there is nobody else."""
    return manager_id if by_id == person_id else person_id


def subscribe(bus: Bus) -> None:
    """Listen to every fact that is a contact."""
    bus.subscribe(MeetingHeld, meeting_held)
    bus.subscribe(ActionItemPromised, promise_made)
    bus.subscribe(ActionItemDone, promise_kept)
    bus.subscribe(ActionItemReopened, promise_reopened)
    bus.subscribe(FeedbackRequested, feedback_asked)
    bus.subscribe(FeedbackGiven, feedback_given)
    bus.subscribe(FeedbackThanked, feedback_thanked)
    bus.subscribe(KudosGiven, kudos_given)
    bus.subscribe(KudosWithdrawn, kudos_withdrawn)
    bus.subscribe(PlanAgreed, plan_agreed)
    bus.subscribe(CheckedIn, checked_in)
