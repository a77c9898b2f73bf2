"""What needs a person in one-on-ones, feedback, cycles and handovers, made from what was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from erm.core.actor import Actor
from erm.core.clock import now
from erm.digest.needs import Need, NeedKind
from erm.feedback.cycles.views.reviews import TaskKind, TaskView
from erm.feedback.views import FeedbackRequestView
from erm.handovers.views import HandoverView
from erm.one_on_ones.views import ActionItemView, MeetingView
from erm.relationships.for_many import QuietPair

HANDOVERS_BACK = timedelta(days=7)
_TASKS = {
    TaskKind.NOMINATE: NeedKind.NOMINATIONS_TO_MAKE,
    TaskKind.APPROVE_NOMINATIONS: NeedKind.NOMINATIONS_TO_APPROVE,
    TaskKind.READ_PACKET: NeedKind.PACKET_TO_READ,
    TaskKind.PREPARE_PACKETS: NeedKind.PACKETS_TO_PREPARE,
}


def meeting_needs(
    upcoming: list[MeetingView], overdue: list[MeetingView], zone: ZoneInfo, day: date
) -> list[Need]:
    """Meetings of today, and those whose day is over."""
    of_today = [m for m in upcoming if m.scheduled_at.astimezone(zone).date() == day]
    return [
        Need(
            kind=kind,
            subject_id=meeting.id,
            since=meeting.scheduled_at,
            due_on=meeting.scheduled_at.astimezone(zone).date(),
            overdue=kind is NeedKind.MEETING_OVERDUE,
            person_id=meeting.other_id,
            meeting=meeting,
        )
        for kind, some in (
            (NeedKind.MEETING_TODAY, of_today),
            (NeedKind.MEETING_OVERDUE, overdue),
        )
        for meeting in some
    ]


def request_needs(
    requests: Sequence[FeedbackRequestView], midnight: Callable[[date], datetime]
) -> list[Need]:
    """Feedback that others asked of the person."""
    return [
        Need(
            kind=NeedKind.FEEDBACK_TO_WRITE,
            subject_id=request.id,
            since=midnight(request.due_on)
            if request.overdue and request.due_on
            else request.created_at,
            due_on=request.due_on,
            overdue=request.overdue,
            person_id=request.requester_id,
            request=request,
        )
        for request in requests
    ]


def cycle_needs(actor: Actor, tasks: Sequence[TaskView]) -> list[Need]:
    """What is to be done in cycles; all reviews to be written are one line, whatever their cycles."""
    found = [
        Need(
            kind=_TASKS[task.kind],
            subject_id=task.participant_id or task.cycle_id,
            since=task.since,
            due_on=task.until,
            overdue=task.overdue,
            person_id=task.person_id,
            cycle_id=task.cycle_id,
            cycle_name=task.cycle_name,
            participant_id=task.participant_id,
            count=task.count,
        )
        for task in tasks
        if task.kind in _TASKS
    ]
    writing = [task for task in tasks if task.kind is TaskKind.WRITE_REVIEWS]
    if writing:
        first = writing[0]
        found.append(
            Need(
                kind=NeedKind.REVIEWS_TO_WRITE,
                subject_id=actor.person_id,
                since=min(task.since for task in writing),
                due_on=first.until,
                cycle_id=first.cycle_id if len(writing) == 1 else None,
                cycle_name=first.cycle_name if len(writing) == 1 else "",
                count=sum(task.count for task in writing),
                minutes=sum(task.minutes for task in writing),
            )
        )
    return found


def promise_needs(
    items: Sequence[ActionItemView], midnight: Callable[[date], datetime]
) -> list[Need]:
    """Promises of the person's own."""
    return [
        Need(
            kind=NeedKind.PROMISE_DUE,
            subject_id=item.id,
            since=midnight(item.due_on),
            due_on=item.due_on,
            overdue=item.overdue,
            person_id=item.other_id,
            action_item=item,
        )
        for item in items
        if item.due_on is not None
    ]


def handover_needs(handovers: Iterable[HandoverView]) -> list[Need]:
    """What was handed over to the person and waits."""
    return [
        Need(
            kind=NeedKind.HANDOVER_WAITING,
            subject_id=handover.id,
            since=handover.shared_at or handover.created_at,
            person_id=handover.author_id,
            handover=handover,
        )
        for handover in handovers
    ]


def quiet_pair_needs(pairs: Iterable[QuietPair], met: set[UUID]) -> list[Need]:
    """Pairs that went quiet, without those whose meeting is already listed."""
    return [
        Need(
            kind=NeedKind.RELATIONSHIP_QUIET,
            subject_id=pair.person_id,
            since=now() - timedelta(days=pair.silent_days),
            person_id=pair.person_id,
            days_quiet=pair.silent_days,
        )
        for pair in pairs
        if pair.person_id not in met
    ]
