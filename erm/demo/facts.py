"""What happened lately at the demo company, as the facts that its rows are the traces of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from erm.core.events import Event
from erm.development.competencies.events import AssessmentOpened
from erm.development.competencies.models import Assessment
from erm.development.events import MilestoneReached, PlanAgreed, PlanEdited, PlanProposed
from erm.development.models import DevelopmentChange, DevelopmentPlan, Goal, Milestone
from erm.development.rules import GoalVisibility
from erm.development.skills.events import MentorshipProposed
from erm.development.skills.models import Mentorship
from erm.engagement.actions.events import ActionStepGiven
from erm.engagement.actions.models import ActionPlan, ActionStep
from erm.feedback.cycles.events import PacketReleased
from erm.feedback.cycles.models import CycleParticipant
from erm.feedback.events import (
    FeedbackDeclined,
    FeedbackGiven,
    FeedbackRequested,
    FeedbackThanked,
)
from erm.feedback.models import FeedbackNote, FeedbackRequest
from erm.feedback.rules import RequestState
from erm.handovers.events import HandoverShared
from erm.handovers.models import Handover
from erm.one_on_ones.commands.locking import other_of
from erm.one_on_ones.events import ActionItemDone, ActionItemPromised, MeetingSkipped
from erm.one_on_ones.models import ActionItem, OneOnOneMeeting, OneOnOneSeries, SkippedDay
from erm.people.queries import managers_of
from erm.recognition.celebrations.events import CardDelivered
from erm.recognition.celebrations.models import CardSignature, Celebration
from erm.recognition.events import KudosCommented, KudosGiven, KudosReacted
from erm.recognition.models import Kudos, KudosComment, KudosReaction, KudosReceiver
from erm.recognition.points.events import RedemptionDecided
from erm.recognition.points.models import Redemption


async def facts_since(since: datetime) -> list[Event]:
    """Everything later than ``since`` that people are told of, in the order in which it happened.

    Thanks are left out: see :func:`thanks_since`.
    """
    found = [
        *await _of_one_on_ones(since),
        *await _of_feedback(since),
        *await _of_development(since),
        *await _of_the_company(since),
    ]
    return sorted((event for event in found if event.at > since), key=lambda event: event.at)


async def thanks_since(since: datetime) -> list[Event]:
    """Thanks later than ``since``, with what colleagues said to them."""
    found: list[Event] = []
    rows = await Kudos.filter(created_at__gt=since)
    receivers: dict[UUID, list[UUID]] = {row.id: [] for row in rows}
    for receiver in await KudosReceiver.filter(kudos_id__in=list(receivers)).order_by("position"):
        if receiver.group_id is None:
            receivers[receiver.kudos_id].append(receiver.person_id)
    found.extend(
        KudosGiven(
            at=row.created_at,
            kudos_id=row.id,
            author_id=row.author_id,
            receiver_ids=tuple(receivers[row.id]),
        )
        for row in rows
    )
    found.extend(
        KudosCommented(
            at=row.created_at, kudos_id=row.kudos_id, comment_id=row.id, author_id=row.author_id
        )
        for row in await KudosComment.filter(created_at__gt=since)
    )
    found.extend(
        KudosReacted(
            at=row.created_at, kudos_id=row.kudos_id, person_id=row.person_id, kind=row.kind
        )
        for row in await KudosReaction.filter(created_at__gt=since)
    )
    return sorted(found, key=lambda event: event.at)


async def _of_one_on_ones(since: datetime) -> list[Event]:
    found: list[Event] = []
    series = {row.id: row for row in await OneOnOneSeries.all()}
    made = ActionItem.filter(created_at__gt=since)
    for item in [*await made, *await ActionItem.filter(done_at__gt=since)]:
        both = series[item.series_id]
        other_id = other_of(both, item.owner_id)
        if item.done_at is not None and item.done_at > since and item.settled_by_id is not None:
            found.append(
                ActionItemDone(
                    at=item.done_at,
                    action_item_id=item.id,
                    series_id=both.id,
                    owner_id=item.owner_id,
                    other_id=other_id,
                    by_id=item.settled_by_id,
                )
            )
        found.append(
            ActionItemPromised(
                at=item.created_at,
                action_item_id=item.id,
                meeting_id=item.meeting_id,
                series_id=both.id,
                owner_id=item.owner_id,
                other_id=other_id,
                by_id=item.author_id,
            )
        )
    found.extend(
        HandoverShared(
            at=row.shared_at,
            handover_id=row.id,
            author_id=row.author_id,
            receiver_id=row.receiver_id,
        )
        for row in await Handover.filter(shared_at__gt=since)
        if row.shared_at is not None
    )
    found += await _skipped(since, series)
    # What was promised and kept since then was found twice.
    return list({(type(event), event.at, _key(event)): event for event in found}.values())


async def _skipped(since: datetime, series: dict[UUID, OneOnOneSeries]) -> list[Event]:
    """Days on which two who usually meet do not, which one of them said."""
    found: list[Event] = []
    for row in await SkippedDay.filter(created_at__gt=since, by_id__isnull=False):
        later = OneOnOneMeeting.filter(series_id=row.series_id, planned_on__gt=row.planned_on)
        meeting = await later.order_by("number").first()
        if meeting is not None and row.by_id is not None:
            both = series[row.series_id]
            found.append(
                MeetingSkipped(
                    at=row.created_at,
                    meeting_id=meeting.id,
                    series_id=both.id,
                    by_id=row.by_id,
                    other_id=other_of(both, row.by_id),
                    day=row.planned_on,
                    scheduled_at=meeting.scheduled_at,
                )
            )
    return found


def _key(event: Event) -> UUID | None:
    names = ("action_item_id", "handover_id", "meeting_id")
    return next((key for name in names if (key := getattr(event, name, None))), None)


async def _of_feedback(since: datetime) -> list[Event]:
    found: list[Event] = []
    for row in [
        *await FeedbackRequest.filter(created_at__gt=since, send_at__isnull=True),
        *await FeedbackRequest.filter(settled_at__gt=since, state=RequestState.DECLINED),
    ]:
        two = {"requester_id": row.requester_id, "asked_id": row.asked_id}
        if row.created_at > since:
            found.append(FeedbackRequested(at=row.created_at, request_id=row.id, **two))
        if row.state is RequestState.DECLINED and row.settled_at is not None:
            found.append(FeedbackDeclined(at=row.settled_at, request_id=row.id, **two))
    found.extend(
        FeedbackGiven(
            at=note.created_at,
            note_id=note.id,
            author_id=note.author_id,
            recipient_id=note.recipient_id,
            request_id=note.request_id,
        )
        for note in await FeedbackNote.filter(created_at__gt=since)
    )
    found.extend(
        FeedbackThanked(
            at=note.thanked_at,
            note_id=note.id,
            author_id=note.author_id,
            recipient_id=note.recipient_id,
        )
        for note in await FeedbackNote.filter(thanked_at__gt=since)
        if note.thanked_at is not None
    )
    return found


async def _of_development(since: datetime) -> list[Event]:
    found: list[Event] = []
    plans = await DevelopmentPlan.filter(proposed_at__gt=since)
    milestones = await Milestone.filter(done_at__gt=since)
    goals = {
        row.id: row
        for row in await Goal.filter(id__in=[row.goal_id for row in milestones]).exclude(
            visibility=GoalVisibility.PRIVATE
        )
    }
    managers = await managers_of(
        [*(row.person_id for row in plans), *(row.person_id for row in goals.values())]
    )
    for plan in plans:
        manager_id = managers.get(plan.person_id)
        if plan.proposed_at is not None and plan.proposed_by_id is not None:
            found.append(
                PlanProposed(
                    at=plan.proposed_at,
                    plan_id=plan.id,
                    person_id=plan.person_id,
                    manager_id=manager_id,
                    by_id=plan.proposed_by_id,
                )
            )
        if plan.agreed_by_manager_at is not None and plan.agreed_by_person_at is not None:
            # Whoever did not propose it made it agreed.
            by_id = plan.agreed_manager_id
            if plan.proposed_by_id != plan.person_id:
                by_id = plan.person_id
            if by_id is not None:
                at = max(plan.agreed_by_manager_at, plan.agreed_by_person_at)
                found.append(
                    PlanAgreed(
                        at=at,
                        plan_id=plan.id,
                        person_id=plan.person_id,
                        manager_id=manager_id,
                        by_id=by_id,
                    )
                )
    for row in milestones:
        goal = goals.get(row.goal_id)
        if goal is not None and row.done_at is not None:
            found.append(
                MilestoneReached(
                    at=row.done_at,
                    milestone_id=row.id,
                    goal_id=goal.id,
                    plan_id=goal.plan_id,
                    person_id=goal.person_id,
                    manager_id=managers.get(goal.person_id),
                    by_id=goal.person_id,
                )
            )
    return [*found, *await _edited(since), *await _of_skills(since)]


async def _edited(since: datetime) -> list[Event]:
    """Changes to plans that both had signed."""
    changes = await DevelopmentChange.filter(
        at__gt=since, after_signing=True, plan_id__isnull=False
    ).order_by("at")
    plans = {
        row.id: row
        for row in await DevelopmentPlan.filter(id__in=[each.plan_id for each in changes])
    }
    managers = await managers_of(row.person_id for row in plans.values())
    return [
        PlanEdited(
            at=change.at,
            plan_id=plan.id,
            person_id=plan.person_id,
            manager_id=managers.get(plan.person_id),
            by_id=change.by_id,
        )
        for change in changes
        if (plan := plans.get(change.plan_id)) is not None  # type: ignore[arg-type]
    ]


async def _of_skills(since: datetime) -> list[Event]:
    found: list[Event] = []
    opened = await Assessment.filter(opened_at__gt=since)
    managers = await managers_of([row.person_id for row in opened])
    for row in opened:
        manager_id = row.manager_id or managers.get(row.person_id)
        if manager_id is not None and row.opened_by_id is not None:
            found.append(
                AssessmentOpened(
                    at=row.opened_at,
                    assessment_id=row.id,
                    person_id=row.person_id,
                    manager_id=manager_id,
                    opened_by_id=row.opened_by_id,
                )
            )
    found.extend(
        MentorshipProposed(
            at=row.created_at,
            mentorship_id=row.id,
            mentor_id=row.mentor_id,
            mentee_id=row.mentee_id,
            by_id=row.proposed_by_id,
        )
        for row in await Mentorship.filter(created_at__gt=since)
    )
    return found


async def _of_the_company(since: datetime) -> list[Event]:
    """Packets, rewards, cards and steps of plans of action."""
    found: list[Event] = [
        PacketReleased(
            at=row.released_at,
            cycle_id=row.cycle_id,
            participant_id=row.id,
            person_id=row.person_id,
            by_id=row.released_by_id,
        )
        for row in await CycleParticipant.filter(released_at__gt=since)
        if row.released_at is not None
    ]
    for redemption in await Redemption.filter(decided_at__gt=since):
        found.extend(
            RedemptionDecided(
                at=at,
                redemption_id=redemption.id,
                person_id=redemption.person_id,
                by_id=redemption.decided_by_id,
            )
            for at in (redemption.decided_at, redemption.fulfilled_at)
            if at is not None and redemption.decided_by_id is not None
        )
    cards = await Celebration.filter(delivered_at__gt=since)
    signed = Counter(
        row.celebration_id
        for row in await CardSignature.filter(celebration_id__in=[card.id for card in cards])
    )
    found.extend(
        CardDelivered(
            at=card.delivered_at,
            celebration_id=card.id,
            person_id=card.person_id,
            signatures=signed[card.id],
        )
        for card in cards
        if card.delivered_at is not None
    )
    plans = {row.id: row for row in await ActionPlan.filter(created_at__gt=since)}
    found.extend(_steps(plans, await ActionStep.filter(plan_id__in=list(plans))))
    return found


def _steps(plans: dict[UUID, ActionPlan], steps: list[ActionStep]) -> Iterator[Event]:
    for step in steps:
        plan = plans[step.plan_id]
        yield ActionStepGiven(
            at=plan.created_at,
            plan_id=plan.id,
            step_id=step.id,
            owner_id=step.owner_id,
            by_id=plan.created_by_id,
        )
