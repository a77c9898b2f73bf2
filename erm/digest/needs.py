"""One thing that needs a person: its kind, its order among others, and what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from erm.development.competencies.views import AssessmentView
from erm.development.learning.views import CertificateView
from erm.development.skills.views import MentorshipView
from erm.development.views import PlanView
from erm.feedback.views import FeedbackRequestView
from erm.handovers.views import HandoverView
from erm.one_on_ones.views import ActionItemView, MeetingView


class NeedKind(StrEnum):
    """Why something needs the person. In the order in which what is not overdue is listed."""

    MEETING_TODAY = "meeting_today"
    FEEDBACK_TO_WRITE = "feedback_to_write"
    REVIEWS_TO_WRITE = "reviews_to_write"
    ASSESSMENT_TO_WRITE = "assessment_to_write"
    PROMISE_DUE = "promise_due"
    PLAN_TO_AGREE = "plan_to_agree"
    PLAN_EXPIRED = "plan_expired"
    CHECK_IN_DUE = "check_in_due"
    MENTORSHIP_TO_ANSWER = "mentorship_to_answer"
    HANDOVER_WAITING = "handover_waiting"
    NOMINATIONS_TO_MAKE = "nominations_to_make"
    NOMINATIONS_TO_APPROVE = "nominations_to_approve"
    PACKET_TO_READ = "packet_to_read"
    PACKETS_TO_PREPARE = "packets_to_prepare"
    ASSESSMENT_COMPARED = "assessment_compared"
    PLAN_CHANGED = "plan_changed"
    MEETING_OVERDUE = "meeting_overdue"
    CERTIFICATE_EXPIRING = "certificate_expiring"
    PLAN_QUIET = "plan_quiet"
    RELATIONSHIP_QUIET = "relationship_quiet"


class Source(StrEnum):
    """Where needs are looked for; each is a query or some of its own."""

    MEETINGS = "meetings"
    PAIRS = "pairs"
    REQUESTS = "requests"
    CYCLES = "cycles"
    PROMISES = "promises"
    PLANS = "plans"
    ASSESSMENTS = "assessments"
    MENTORSHIPS = "mentorships"
    CERTIFICATES = "certificates"
    HANDOVERS = "handovers"


_RANK = {kind: rank for rank, kind in enumerate(NeedKind)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that needs the person. ``since`` (UTC) is when it began to.

    ``count`` and ``minutes`` (an estimate) are for what is one line for several.
    """

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
    handover: HandoverView | None = None
    assessment: AssessmentView | None = None
    mentorship: MentorshipView | None = None
    certificate: CertificateView | None = None
    days_quiet: int | None = None
    cycle_id: UUID | None = None
    cycle_name: str = ""
    participant_id: UUID | None = None
    count: int | None = None
    minutes: int | None = None

    @property
    def key(self) -> str:
        """Stable as long as the need lasts."""
        return f"{self.kind}:{self.subject_id}"

    @property
    def order(self) -> tuple[bool, int, datetime, str]:
        """Meetings of today first, then what is overdue, then by kind; the longest needed first."""
        urgent = self.kind is NeedKind.MEETING_TODAY or self.overdue
        return (not urgent, _RANK[self.kind], self.since, self.key)
