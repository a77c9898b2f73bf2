"""What needs a person now: the content of Home, and of the digest.

Both ask here, as the person, through the siblings' queries, so that mail can say nothing which the
page would not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.paging import MAXIMUM, PageRequest
from erm.development import queries as development
from erm.development.views import PlanView
from erm.feedback import queries as feedback
from erm.feedback.views import FeedbackNoteView, FeedbackRequestView
from erm.one_on_ones import queries as one_on_ones
from erm.one_on_ones.views import ActionItemView, MeetingView
from erm.recognition import queries as recognition
from erm.recognition.views import KudosView
from erm.relationships import queries as relationships

MEETINGS_AHEAD = timedelta(days=7)
PROMISES_AHEAD = timedelta(days=7)
THANKS_BACK = timedelta(days=14)
THANKS_MAXIMUM = 5


class NeedKind(StrEnum):
    """Why something needs the person. In the order in which what is not overdue is listed."""

    MEETING_TODAY = "meeting_today"
    FEEDBACK_TO_WRITE = "feedback_to_write"
    PROMISE_DUE = "promise_due"
    PLAN_TO_AGREE = "plan_to_agree"
    MEETING_OVERDUE = "meeting_overdue"
    PLAN_QUIET = "plan_quiet"
    RELATIONSHIP_QUIET = "relationship_quiet"


_RANK = {kind: rank for rank, kind in enumerate(NeedKind)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that needs the person. ``since`` (UTC) is when it began to."""

    kind: NeedKind
    subject_id: UUID
    since: datetime
    person_id: UUID | None = None
    due_on: date | None = None
    overdue: bool = False
    meeting: MeetingView | None = None
    request: FeedbackRequestView | None = None
    action_item: ActionItemView | None = None
    plan: PlanView | None = None
    days_quiet: int | None = None

    @property
    def key(self) -> str:
        """Stable as long as the need lasts."""
        return f"{self.kind}:{self.subject_id}"

    @property
    def order(self) -> tuple[bool, int, datetime, str]:
        """Meetings of today first, then what is overdue, then by kind; the longest needed first."""
        urgent = self.kind is NeedKind.MEETING_TODAY or self.overdue
        return (not urgent, _RANK[self.kind], self.since, self.key)


async def needs(actor: Actor) -> list[Need]:
    """What needs the actor now, most needed first."""
    zone = ZoneInfo(actor.time_zone)
    day = today(actor.time_zone)

    def midnight(of: date) -> datetime:
        return datetime(of.year, of.month, of.day, tzinfo=zone)

    upcoming = await meetings(actor)
    overdue = await one_on_ones.overdue_meetings(actor)
    found = [
        *_meetings(upcoming, overdue, zone, day),
        *await _feedback(actor, midnight),
        *await _promises(actor, day, midnight),
        *await _plans(actor),
        *await _quiet_pairs(actor, {m.other_id for m in [*upcoming, *overdue]}),
    ]
    return sorted(found, key=lambda need: need.order)


async def meetings(actor: Actor) -> list[MeetingView]:
    """The actor's meetings of today and the next seven days, soonest first."""
    return await one_on_ones.meetings_upcoming(actor, now() + MEETINGS_AHEAD)


async def thanks_received(actor: Actor, back: timedelta = THANKS_BACK) -> list[KudosView]:
    """The latest thanks to the actor, newest first, at most five."""
    return await recognition.received_since(actor, since=now() - back, limit=THANKS_MAXIMUM)


async def feedback_received(actor: Actor, back: timedelta = THANKS_BACK) -> list[FeedbackNoteView]:
    """The latest feedback to the actor for which they have not thanked, at most five."""
    return await feedback.received_unthanked(actor, since=now() - back, limit=THANKS_MAXIMUM)


def _meetings(
    upcoming: list[MeetingView], overdue: list[MeetingView], zone: ZoneInfo, day: date
) -> list[Need]:
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


async def _feedback(actor: Actor, midnight: Callable[[date], datetime]) -> list[Need]:
    page = await feedback.requests_to_answer(actor, PageRequest(first=MAXIMUM))
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
        for request in page.items
    ]


async def _promises(actor: Actor, day: date, midnight: Callable[[date], datetime]) -> list[Need]:
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
        for item in await one_on_ones.promises(actor)
        if item.due_on is not None and item.due_on <= day + PROMISES_AHEAD
    ]


async def _plans(actor: Actor) -> list[Need]:
    def other(plan: PlanView) -> UUID | None:
        return plan.manager_id if plan.person_id == actor.person_id else plan.person_id

    waiting = [
        Need(
            kind=NeedKind.PLAN_TO_AGREE,
            subject_id=plan.id,
            since=plan.proposed_at or plan.last_activity_at,
            person_id=other(plan),
            plan=plan,
        )
        for plan in await development.plans_awaiting(actor)
    ]
    quiet = [
        Need(
            kind=NeedKind.PLAN_QUIET,
            subject_id=plan.id,
            since=plan.last_activity_at,
            person_id=other(plan),
            plan=plan,
            days_quiet=plan.quiet_days,
        )
        for plan in await development.quiet_plans(actor)
    ]
    return waiting + quiet


async def _quiet_pairs(actor: Actor, met: set[UUID]) -> list[Need]:
    """Pairs that went quiet, without those whose meeting is already listed."""
    return [
        Need(
            kind=NeedKind.RELATIONSHIP_QUIET,
            subject_id=pair.person_id,
            since=now() - timedelta(days=pair.silent_days or 0),
            person_id=pair.person_id,
            days_quiet=pair.silent_days,
        )
        for pair in await relationships.own_relationships(actor)
        if pair.quiet and pair.person_id not in met
    ]
