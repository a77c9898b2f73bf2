"""Home: what needs the viewer now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import Enum
from uuid import UUID

import strawberry

from erm.core.actor import Actor
from erm.development import assessing
from erm.development import queries as development
from erm.development.learning import queries as learning
from erm.development.skills.queries import mentoring
from erm.digest import home
from erm.digest.home import Contents, Part
from erm.digest.needs import Need
from erm.feedback import queries as feedback
from erm.feedback.cycles.queries.cycles import cycles_by_ids
from erm.feedback.cycles.queries.participants import participants_by_ids
from erm.handovers import queries as handovers
from erm.one_on_ones import queries as one_on_ones
from erm.people import queries as people
from erm.recognition import queries as recognition
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.refs import (
    ActionItemRef,
    AssessmentRef,
    CertificateRef,
    CycleParticipantRef,
    CycleRef,
    DevelopmentPlanRef,
    FeedbackNoteRef,
    FeedbackRequestRef,
    HandoverRef,
    KudosRef,
    MentorshipRef,
    OneOnOneMeetingRef,
    PersonRef,
)


@strawberry.enum(description="Why something needs the viewer.")
class HomeNeedKind(Enum):
    """The kinds of need."""

    MEETING_TODAY = strawberry.enum_value(
        "meeting_today", description="A one-on-one is today: look at its points."
    )
    MEETING_OVERDUE = strawberry.enum_value(
        "meeting_overdue", description="A one-on-one's day is over: close it or move it."
    )
    FEEDBACK_TO_WRITE = strawberry.enum_value(
        "feedback_to_write", description="Somebody asked the viewer for feedback."
    )
    PROMISE_DUE = strawberry.enum_value(
        "promise_due", description="A promise of the viewer is due within a week, or overdue."
    )
    PLAN_TO_AGREE = strawberry.enum_value(
        "plan_to_agree", description="A development plan waits for the viewer to agree."
    )
    HANDOVER_WAITING = strawberry.enum_value(
        "handover_waiting", description="Somebody handed something over to the viewer."
    )
    REVIEWS_TO_WRITE = strawberry.enum_value(
        "reviews_to_write", description="Reviews of feedback cycles are to be written: all in one."
    )
    NOMINATIONS_TO_MAKE = strawberry.enum_value(
        "nominations_to_make", description="Raters are to be chosen."
    )
    NOMINATIONS_TO_APPROVE = strawberry.enum_value(
        "nominations_to_approve", description="What others have chosen waits for the viewer."
    )
    PACKET_TO_READ = strawberry.enum_value(
        "packet_to_read", description="The viewer's own packet was released."
    )
    PACKETS_TO_PREPARE = strawberry.enum_value(
        "packets_to_prepare", description="Packets wait for the viewer to sum them up."
    )
    CHECK_IN_DUE = strawberry.enum_value(
        "check_in_due", description="A check-in is due on the viewer's plan, by its own rhythm."
    )
    PLAN_EXPIRED = strawberry.enum_value(
        "plan_expired",
        description="A plan, of the viewer or a report, is over: close, renew or extend it.",
    )
    PLAN_CHANGED = strawberry.enum_value(
        "plan_changed",
        description="The other side changed a plan after both had signed it; `count` says how often.",
    )
    ASSESSMENT_TO_WRITE = strawberry.enum_value(
        "assessment_to_write", description="An assessment waits for the viewer's side."
    )
    ASSESSMENT_COMPARED = strawberry.enum_value(
        "assessment_compared",
        description="Both sides of an assessment have answered, in the last seven days.",
    )
    MENTORSHIP_TO_ANSWER = strawberry.enum_value(
        "mentorship_to_answer", description="A mentorship waits for the viewer to accept."
    )
    CERTIFICATE_EXPIRING = strawberry.enum_value(
        "certificate_expiring", description="A certificate of the viewer ends soon, or has ended."
    )
    PLAN_QUIET = strawberry.enum_value(
        "plan_quiet", description="An active plan, of the viewer or a report, has gone quiet."
    )
    RELATIONSHIP_QUIET = strawberry.enum_value(
        "relationship_quiet", description="No contact for longer than the pair meant to."
    )


@strawberry.type(description="One thing that needs the viewer, and where it can be done.")
class HomeNeed:
    """A need; exactly the object that it is about is given."""

    person_key: strawberry.Private[UUID | None]
    meeting_key: strawberry.Private[UUID | None]
    request_key: strawberry.Private[UUID | None]
    action_item_key: strawberry.Private[UUID | None]
    plan_key: strawberry.Private[UUID | None]
    handover_key: strawberry.Private[UUID | None]
    cycle_key: strawberry.Private[UUID | None]
    participant_key: strawberry.Private[UUID | None]
    assessment_key: strawberry.Private[UUID | None]
    mentorship_key: strawberry.Private[UUID | None]
    certificate_key: strawberry.Private[UUID | None]
    key: str = strawberry.field(description="The same for as long as the need lasts.")
    kind: HomeNeedKind = strawberry.field(description="Why it needs the viewer.")
    since: datetime = strawberry.field(
        description="Since when: when it was asked, or the start of the day on which it was due."
    )
    due_on: date | None = strawberry.field(description="By when, in the viewer's zone, if said.")
    overdue: bool = strawberry.field(description="Whether that day is over.")
    days_quiet: int | None = strawberry.field(
        description="Days without activity or contact, for what has gone quiet."
    )

    count: int | None = strawberry.field(
        description="How many, where several are one line; null for what is one thing."
    )

    @strawberry.field(description="The other person in it; null where there is none.")
    async def person(self, info: Info) -> PersonRef | None:
        """The other person."""
        return await refs.maybe_person(info, self.person_key)

    @strawberry.field(description="The meeting that it is about.")
    async def meeting(self, info: Info) -> OneOnOneMeetingRef | None:
        """For MEETING_*."""
        return await refs.load(info, "OneOnOneMeeting", self.meeting_key)

    @strawberry.field(description="The request that it is about.")
    async def feedback_request(self, info: Info) -> FeedbackRequestRef | None:
        """For FEEDBACK_TO_WRITE."""
        return await refs.load(info, "FeedbackRequest", self.request_key)

    @strawberry.field(description="The promise that it is about.")
    async def action_item(self, info: Info) -> ActionItemRef | None:
        """For PROMISE_DUE."""
        return await refs.load(info, "ActionItem", self.action_item_key)

    @strawberry.field(description="The plan that it is about.")
    async def plan(self, info: Info) -> DevelopmentPlanRef | None:
        """For PLAN_* and CHECK_IN_DUE."""
        return await refs.load(info, "DevelopmentPlan", self.plan_key)

    @strawberry.field(description="The handover that it is about.")
    async def handover(self, info: Info) -> HandoverRef | None:
        """For HANDOVER_WAITING."""
        return await refs.load(info, "Handover", self.handover_key)

    @strawberry.field(description="The feedback cycle; null where it is about several.")
    async def cycle(self, info: Info) -> CycleRef | None:
        """For REVIEWS_*, NOMINATIONS_* and PACKET*."""
        return await refs.load(info, "Cycle", self.cycle_key)

    @strawberry.field(description="The participant, where it is about one.")
    async def cycle_participant(self, info: Info) -> CycleParticipantRef | None:
        """For NOMINATIONS_* and PACKET*."""
        return await refs.load(info, "CycleParticipant", self.participant_key)

    @strawberry.field(description="The assessment that it is about.")
    async def assessment(self, info: Info) -> AssessmentRef | None:
        """For ASSESSMENT_*."""
        return await refs.load(info, "Assessment", self.assessment_key)

    @strawberry.field(description="The mentorship that it is about.")
    async def mentorship(self, info: Info) -> MentorshipRef | None:
        """For MENTORSHIP_TO_ANSWER."""
        return await refs.load(info, "Mentorship", self.mentorship_key)

    @strawberry.field(description="The certificate that it is about.")
    async def certificate(self, info: Info) -> CertificateRef | None:
        """For CERTIFICATE_EXPIRING."""
        return await refs.load(info, "Certificate", self.certificate_key)

    @classmethod
    def of(cls, need: Need) -> HomeNeed:
        """Dress a need."""
        return cls(
            person_key=need.person_id,
            meeting_key=None if need.meeting is None else need.meeting.id,
            request_key=None if need.request is None else need.request.id,
            action_item_key=None if need.action_item is None else need.action_item.id,
            plan_key=None if need.plan is None else need.plan.id,
            handover_key=None if need.handover is None else need.handover.id,
            cycle_key=need.cycle_id,
            participant_key=need.participant_id,
            assessment_key=None if need.assessment is None else need.assessment.id,
            mentorship_key=None if need.mentorship is None else need.mentorship.id,
            certificate_key=None if need.certificate is None else need.certificate.id,
            key=need.key,
            kind=HomeNeedKind[need.kind.name],
            since=need.since,
            due_on=need.due_on,
            overdue=need.overdue,
            days_quiet=need.days_quiet,
            count=need.count,
        )


async def _parts(actor: Actor, parts: Sequence[Part]) -> dict[Part, Contents]:
    """The parts of Home that are selected, in one go: a batch for a loader."""
    return dict.fromkeys(parts, await home.contents(actor, parts))


async def _contents(info: Info, part: Part) -> Contents:
    """A part of Home, with the others that are selected; its rows are not read a second time."""
    context = info.context
    found = await context.loader(_parts).load(part)
    assert found is not None, "every part is answered"  # noqa: S101
    needs = found.needs
    met = [*found.meetings, *(need.meeting for need in needs if need.meeting is not None)]
    asked = [need.request for need in needs if need.request is not None]
    items = [need.action_item for need in needs if need.action_item is not None]
    plans = [need.plan for need in needs if need.plan is not None]
    assessed = [need.assessment for need in needs if need.assessment is not None]
    mentored = [need.mentorship for need in needs if need.mentorship is not None]
    certified = [need.certificate for need in needs if need.certificate is not None]
    handed = [need.handover for need in needs if need.handover is not None]
    context.prime(people.people_by_ids, found.people)
    context.prime(one_on_ones.series_by_ids, found.series)
    context.prime(one_on_ones.meetings_by_ids, {view.id: view for view in met})
    context.prime(one_on_ones.action_items_by_ids, {view.id: view for view in items})
    context.prime(feedback.requests_by_ids, {view.id: view for view in asked})
    context.prime(feedback.notes_by_ids, {view.id: view for view in found.feedback})
    context.prime(cycles_by_ids, found.cycles.cycles)
    context.prime(participants_by_ids, found.cycles.participants)
    context.prime(development.plans_by_ids, {view.id: view for view in plans})
    context.prime(assessing.assessments_by_ids, {view.id: view for view in assessed})
    context.prime(mentoring.mentorships_by_ids, {view.id: view for view in mentored})
    context.prime(learning.certificates_by_ids, {view.id: view for view in certified})
    context.prime(handovers.handovers_by_ids, {view.id: view for view in handed})
    context.prime(recognition.kudos_by_ids, {view.id: view for view in found.thanks})
    return found


@strawberry.type(description="What needs the viewer now. The weekly digest has the same content.")
class Home:
    """Home. Holds no state: each part is asked for when it is selected."""

    @strawberry.field(description="What needs the viewer, most needed first.")
    async def needs(self, info: Info) -> list[HomeNeed]:
        """Needs."""
        found = await _contents(info, Part.NEEDS)
        return [HomeNeed.of(need) for need in found.needs]

    @strawberry.field(description="One-on-ones of today and the next seven days, soonest first.")
    async def meetings(self, info: Info) -> list[OneOnOneMeetingRef]:
        """Meetings to come."""
        found = await _contents(info, Part.MEETINGS)
        return await refs.load_all(info, "OneOnOneMeeting", [view.id for view in found.meetings])

    @strawberry.field(
        description="Thanks to the viewer of the last 14 days, newest first, at most 5."
    )
    async def thanks_received(self, info: Info) -> list[KudosRef]:
        """Kudos received."""
        found = await _contents(info, Part.THANKS)
        return await refs.load_all(info, "Kudos", [view.id for view in found.thanks])

    @strawberry.field(
        description="Feedback to the viewer of the last 14 days, not thanked for yet, at most 5."
    )
    async def feedback_received(self, info: Info) -> list[FeedbackNoteRef]:
        """Notes received."""
        found = await _contents(info, Part.FEEDBACK)
        return await refs.load_all(info, "FeedbackNote", [view.id for view in found.feedback])


@strawberry.type
class HomeViewer:
    """The viewer's home."""

    @strawberry.field(description="What needs the viewer now.")
    async def home(self, info: Info) -> Home:
        """Home."""
        return Home()
