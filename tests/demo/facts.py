"""The facts that the rows of the demo company are the traces of."""

from __future__ import annotations

from uuid import UUID

from erm.core.events import Event
from erm.development.events import CheckedIn, PlanAgreed
from erm.development.models import CheckIn, DevelopmentPlan, Goal
from erm.feedback.events import FeedbackGiven, FeedbackRequested, FeedbackThanked
from erm.feedback.models import FeedbackNote, FeedbackRequest
from erm.one_on_ones.events import ActionItemDone, ActionItemPromised, MeetingHeld
from erm.one_on_ones.models import ActionItem, OneOnOneMeeting, OneOnOneSeries
from erm.people.models import Bond
from erm.people.rules import BondKind
from erm.recognition.events import KudosGiven
from erm.recognition.models import Kudos, KudosReceiver


async def facts_of_the_rows() -> list[Event]:
    """Every fact whose touchpoint the ledger should hold."""
    facts: list[Event] = []
    series = {row.id: row for row in await OneOnOneSeries.all()}
    for meeting in await OneOnOneMeeting.filter(held=True):
        both = series[meeting.series_id]
        assert meeting.closed_at is not None
        assert meeting.closed_by_id is not None
        facts.append(
            MeetingHeld(
                at=meeting.closed_at,
                meeting_id=meeting.id,
                series_id=both.id,
                by_id=meeting.closed_by_id,
                other_id=_other(both, meeting.closed_by_id),
                scheduled_at=meeting.scheduled_at,
            )
        )
    for item in await ActionItem.all():
        both = series[item.series_id]
        two = {"owner_id": item.owner_id, "other_id": _other(both, item.owner_id)}
        facts.append(
            ActionItemPromised(
                at=item.created_at,
                action_item_id=item.id,
                meeting_id=item.meeting_id,
                series_id=both.id,
                by_id=item.author_id,
                **two,
            )
        )
        if item.done_at is not None and item.settled_by_id is not None:
            facts.append(
                ActionItemDone(
                    at=item.done_at,
                    action_item_id=item.id,
                    series_id=both.id,
                    by_id=item.settled_by_id,
                    **two,
                )
            )
    facts.extend(
        FeedbackRequested(
            at=request.created_at,
            request_id=request.id,
            requester_id=request.requester_id,
            asked_id=request.asked_id,
        )
        for request in await FeedbackRequest.all()
    )
    for note in await FeedbackNote.all():
        both_ids = {"author_id": note.author_id, "recipient_id": note.recipient_id}
        facts.append(
            FeedbackGiven(
                at=note.created_at, note_id=note.id, request_id=note.request_id, **both_ids
            )
        )
        if note.thanked_at is not None:
            facts.append(FeedbackThanked(at=note.thanked_at, note_id=note.id, **both_ids))
    facts.extend(await _plan_facts())
    for kudos in await Kudos.all():
        # A group that is thanked as a whole is no contact between two people.
        receivers = await KudosReceiver.filter(kudos_id=kudos.id, group_id__isnull=True)
        facts.append(
            KudosGiven(
                at=kudos.created_at,
                kudos_id=kudos.id,
                author_id=kudos.author_id,
                receiver_ids=tuple(receiver.person_id for receiver in receivers),
            )
        )
    return facts


async def _plan_facts() -> list[Event]:
    facts: list[Event] = []
    managers = {
        bond.subject_id: bond.other_id  # type: ignore[attr-defined]
        for bond in await Bond.filter(kind=BondKind.MANAGER, ends_on__isnull=True)
    }
    goals = {goal.id: goal for goal in await Goal.all()}
    plans = {plan.id: plan for plan in await DevelopmentPlan.all()}
    facts.extend(
        PlanAgreed(
            at=plan.agreed_by_manager_at,
            plan_id=plan.id,
            person_id=plan.person_id,
            manager_id=plan.agreed_manager_id,
            by_id=plan.agreed_manager_id,
        )
        for plan in plans.values()
        if plan.agreed_by_manager_at is not None and plan.agreed_manager_id is not None
    )
    for check_in in await CheckIn.all():
        goal = goals[check_in.goal_id]
        facts.append(
            CheckedIn(
                at=check_in.created_at,
                check_in_id=check_in.id,
                goal_id=check_in.goal_id,
                plan_id=goal.plan_id,
                person_id=goal.person_id,
                manager_id=managers[goal.person_id],
                by_id=check_in.author_id,
            )
        )
    return facts


def _other(series: OneOnOneSeries, person_id: UUID) -> UUID:
    return series.high_id if series.low_id == person_id else series.low_id
