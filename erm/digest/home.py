"""What needs a person now: the content of Home, and of the digest.

Both ask here, as the person, through the siblings' queries, so that mail can say nothing which the
page would not.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.paging import MAXIMUM, PageRequest
from erm.development import queries as development
from erm.development.competencies.views import AssessmentView
from erm.development.learning.queries import certificates_to_renew
from erm.development.learning.views import CertificateView
from erm.development.overview.news import assessments_at_hand
from erm.development.skills.queries.mentoring import mentorships_to_answer
from erm.development.skills.views import MentorshipView
from erm.development.views import PlanView
from erm.digest.celebrations import celebrations_to_tell, many_celebrate
from erm.digest.growth import (
    assessment_needs,
    certificate_needs,
    mentorship_needs,
    plan_needs,
)
from erm.digest.needs import Need, Source
from erm.digest.working import (
    HANDOVERS_BACK,
    cycle_needs,
    handover_needs,
    meeting_needs,
    promise_needs,
    quiet_pair_needs,
    request_needs,
)
from erm.engagement.waves.invitations import pulses_told
from erm.engagement.waves.views import PulseToldView
from erm.feedback import queries as feedback
from erm.feedback.cycles.queries import owed as cycles
from erm.feedback.views import FeedbackNoteView, FeedbackRequestView
from erm.handovers import queries as handovers
from erm.handovers.views import HandoverView
from erm.one_on_ones import queries as one_on_ones
from erm.one_on_ones.views import ActionItemView, MeetingView, SeriesView, TalkingPointView
from erm.people.queries import people_by_ids, report_ids_of
from erm.people.views import PersonView
from erm.recognition import queries as recognition
from erm.recognition.celebrations.views import CelebrationView
from erm.recognition.views import KudosView, ThanksToldView
from erm.relationships.company_week import company_contacts
from erm.relationships.for_many import QuietPair
from erm.relationships.quiet import quiet_pairs
from erm.relationships.rules import TouchpointKind
from erm.relationships.thanking import ThanksNudgeView, thanks_nudge

MEETINGS_AHEAD = timedelta(days=7)
PROMISES_AHEAD = timedelta(days=7)
THANKS_BACK = timedelta(days=14)
THANKS_MAXIMUM = 5
WEEK = timedelta(days=7)


class Part(StrEnum):
    """The parts of Home and of the digest; each is looked for only where it is shown.

    ``POINTS``: what is to be talked about in the meetings. ``PROMISED``: what others promised the actor.
    ``TOLD`` and ``TEAM_TOLD``: thanks to the actor and to those around them, in brief.
    """

    NEEDS = "needs"
    MEETINGS = "meetings"
    THANKS = "thanks"
    FEEDBACK = "feedback"
    NUDGE = "nudge"
    CELEBRATIONS = "celebrations"
    SURVEY = "survey"
    POINTS = "points"
    PROMISED = "promised"
    TOLD = "told"
    TEAM_TOLD = "team_told"
    COMPANY = "company"


ON_HOME = frozenset(
    {
        Part.NEEDS,
        Part.MEETINGS,
        Part.THANKS,
        Part.FEEDBACK,
        Part.NUDGE,
        Part.CELEBRATIONS,
        Part.SURVEY,
    }
)
"""The parts that the page has. The others are the digest's alone: what is on the page elsewhere."""


@dataclass(slots=True, kw_only=True)
class Contents:
    """The parts that were asked for, and whoever they speak of.

    ``series`` are those active ones of the actor that were come across, ``cycles`` what the needs of
    cycles are about.
    """

    needs: list[Need] = field(default_factory=list)
    meetings: list[MeetingView] = field(default_factory=list)
    thanks: list[KudosView] = field(default_factory=list)
    feedback: list[FeedbackNoteView] = field(default_factory=list)
    nudge: ThanksNudgeView | None = None
    celebrations: list[CelebrationView] = field(default_factory=list)
    survey: PulseToldView | None = None
    points: dict[UUID, list[TalkingPointView]] = field(default_factory=dict)
    promised: list[ActionItemView] = field(default_factory=list)
    told: list[ThanksToldView] = field(default_factory=list)
    team_told: list[ThanksToldView] = field(default_factory=list)
    company: Mapping[TouchpointKind, int] = field(default_factory=dict)
    people: dict[UUID, PersonView] = field(default_factory=dict)
    series: dict[UUID, SeriesView] = field(default_factory=dict)
    cycles: cycles.Tasks = field(default_factory=cycles.Tasks)

    @property
    def person_ids(self) -> set[UUID]:
        """Everybody whom a part speaks of, but for the actor."""
        found = {need.person_id for need in self.needs if need.person_id is not None}
        found |= {meeting.other_id for meeting in self.meetings}
        found |= {kudos.author_id for kudos in self.thanks}
        found |= {note.author_id for note in self.feedback}
        found |= {each.person_id for each in self.celebrations if not each.for_viewer}
        found |= {item.owner_id for item in self.promised}
        for thanks in (*self.told, *self.team_told):
            found |= {thanks.author_id, *thanks.receiver_ids}
        helpers = () if self.nudge is None else self.nudge.helpers
        return found | {helper.person_id for helper in helpers}


@dataclass(frozen=True, slots=True)
class Around:
    """Those around somebody, and whether ``many`` celebrate, so that only these are told of."""

    team: Collection[UUID] = ()
    many: bool = False


@dataclass(slots=True, kw_only=True)
class Ready:
    """What was read for somebody together with others; each the same as their own query gives."""

    around: Around
    people: Mapping[UUID, PersonView]
    meetings: one_on_ones.DueMeetings = field(default_factory=lambda: ([], []))
    points: dict[UUID, list[TalkingPointView]] = field(default_factory=dict)
    promises: one_on_ones.Promises = field(default_factory=lambda: ([], []))
    requests: Sequence[FeedbackRequestView] = ()
    plans: Sequence[PlanView] = ()
    told: list[ThanksToldView] = field(default_factory=list)
    team_told: list[ThanksToldView] = field(default_factory=list)
    survey: PulseToldView | None = None
    pairs: Sequence[QuietPair] = ()
    cycles: cycles.Tasks = field(default_factory=cycles.Tasks)
    to_assess: Sequence[AssessmentView] = ()
    compared: Sequence[AssessmentView] = ()
    mentorships: Sequence[MentorshipView] = ()
    certificates: Sequence[CertificateView] = ()
    handovers: Sequence[HandoverView] = ()
    feedback: list[FeedbackNoteView] = field(default_factory=list)
    nudge: ThanksNudgeView | None = None
    celebrations: list[CelebrationView] = field(default_factory=list)
    company: Mapping[TouchpointKind, int] = field(default_factory=dict)


async def contents(
    actor: Actor,
    parts: Collection[Part] = ON_HOME,
    *,
    sources: Collection[Source] = frozenset(Source),
    back: timedelta = THANKS_BACK,
    ahead: timedelta = MEETINGS_AHEAD,
    ready: Ready | None = None,
) -> Contents:
    """The parts asked for; each row is read once.

    ``sources``: where needs are looked for. ``back`` for thanks and feedback, ``ahead`` for meetings.
    ``ready``: what has been read already, with the same ``back`` and ``ahead``.
    """
    found = Contents()
    if Part.THANKS in parts:
        found.thanks = await thanks_received(actor, back)
    if Part.FEEDBACK in parts:
        found.feedback = await feedback_received(actor, back) if ready is None else ready.feedback
    if Part.NUDGE in parts:
        found.nudge = await thanks_nudge(actor) if ready is None else ready.nudge
    if Part.SURVEY in parts:
        pulses = await pulses_told({actor.person_id: actor}) if ready is None else {}
        found.survey = pulses.get(actor.person_id) if ready is None else ready.survey
    if Part.NEEDS in parts:
        await _needs(actor, found, sources, ahead, ready)
    elif Part.MEETINGS in parts:
        found.meetings = await meetings(actor, ahead)
    if Part.POINTS in parts and found.meetings:
        keys = [meeting.id for meeting in found.meetings]
        found.points = (
            await one_on_ones.open_points_of(actor, keys) if ready is None else ready.points
        )
    await _for_the_mail(actor, found, frozenset(parts), now() - back, ready)
    if missing := found.person_ids - found.people.keys():
        given = {} if ready is None else ready.people
        found.people |= {key: given[key] for key in missing if key in given}
        if missing := missing - found.people.keys():
            found.people |= await people_by_ids(actor, list(missing))
    return found


async def _for_the_mail(
    actor: Actor, found: Contents, parts: Set[Part], since: datetime, ready: Ready | None
) -> None:
    around = None if ready is None else ready.around
    if around is None and parts & {Part.TEAM_TOLD, Part.CELEBRATIONS}:
        around = Around(await team_of(actor), Part.CELEBRATIONS in parts and await many_celebrate())
    if Part.PROMISED in parts:
        found.promised = _due_soon(
            await one_on_ones.promised_to(actor) if ready is None else ready.promises[1],
            today(actor.time_zone),
        )
    if Part.TOLD in parts:
        found.told = (
            await recognition.thanks_told(actor, [actor.person_id], since=since)
            if ready is None
            else ready.told
        )
    if around is not None and Part.TEAM_TOLD in parts and around.team:
        told = (
            await recognition.thanks_told(actor, around.team, since=since)
            if ready is None
            else ready.team_told
        )
        # What they wrote themselves, or received as well, they know.
        mine = {each.id for each in found.told}
        found.team_told = [
            each for each in told if each.author_id != actor.person_id and each.id not in mine
        ]
    if around is not None and Part.CELEBRATIONS in parts:
        found.celebrations = (
            await celebrations_to_tell(actor, around.team, many=around.many)
            if ready is None
            else ready.celebrations
        )
    if Part.COMPANY in parts:
        found.company = (
            await company_contacts(actor, now() - WEEK) if ready is None else ready.company
        )


def _due_soon(items: Sequence[ActionItemView], day: date) -> list[ActionItemView]:
    """Of open promises those that are due within the days ahead, or have been."""
    return [
        item for item in items if item.due_on is not None and item.due_on <= day + PROMISES_AHEAD
    ]


async def team_of(actor: Actor) -> frozenset[UUID]:
    """Those around the actor: their reports, and who has the same manager."""
    if actor.manager_id is None:
        return actor.report_ids
    peers = await report_ids_of(actor.manager_id)
    return (peers | actor.report_ids) - {actor.person_id}


async def needs(actor: Actor) -> list[Need]:
    """What needs the actor now, most needed first."""
    return (await contents(actor, [Part.NEEDS])).needs


async def _needs(
    actor: Actor,
    found: Contents,
    sources: Collection[Source],
    ahead: timedelta,
    ready: Ready | None,
) -> None:
    zone = ZoneInfo(actor.time_zone)
    day = today(actor.time_zone)

    def midnight(of: date) -> datetime:
        return datetime(of.year, of.month, of.day, tzinfo=zone)

    listed: list[Need] = []
    overdue: list[MeetingView] = []
    if Source.MEETINGS in sources:
        overdue, found.meetings = (
            await one_on_ones.meetings_due(actor, now() + ahead)
            if ready is None
            else ready.meetings
        )
        listed += meeting_needs(found.meetings, overdue, zone, day)
    if Source.REQUESTS in sources:
        listed += request_needs(
            (await feedback.requests_to_answer(actor, PageRequest(first=MAXIMUM))).items
            if ready is None
            else ready.requests,
            midnight,
        )
    if Source.CYCLES in sources:
        found.cycles = await cycles.tasks_with_cycles(actor) if ready is None else ready.cycles
        listed += cycle_needs(actor, found.cycles.tasks)
    if Source.PROMISES in sources:
        promised = await one_on_ones.promises(actor) if ready is None else ready.promises[0]
        listed += promise_needs(_due_soon(promised, day), midnight)
    if Source.PLANS in sources:
        plans = await development.plans_at_work(actor) if ready is None else ready.plans
        listed += plan_needs(actor, plans, midnight)
    if Source.ASSESSMENTS in sources:
        to_write, compared = (
            await assessments_at_hand(actor) if ready is None else (ready.to_assess, ready.compared)
        )
        listed += assessment_needs(actor, to_write, compared, day, midnight)
    if Source.MENTORSHIPS in sources:
        asked = await mentorships_to_answer(actor) if ready is None else ready.mentorships
        listed += mentorship_needs(actor, asked)
    if Source.CERTIFICATES in sources:
        ending = await certificates_to_renew(actor) if ready is None else ready.certificates
        listed += certificate_needs(ending, midnight)
    if Source.HANDOVERS in sources:
        handed = (
            await handovers.waiting(actor, unread_for=HANDOVERS_BACK)
            if ready is None
            else ready.handovers
        )
        listed += handover_needs(handed)
    found.needs = listed
    if Source.PAIRS in sources:
        pairs = await _quiet_pairs(actor, found) if ready is None else ready.pairs
        listed += quiet_pair_needs(pairs, {m.other_id for m in [*found.meetings, *overdue]})
    listed.sort(key=lambda need: need.order)


async def _quiet_pairs(actor: Actor, found: Contents) -> list[QuietPair]:
    quiet = await quiet_pairs(actor, found.person_ids)
    found.people, found.series = quiet.people, quiet.series
    return quiet.pairs


async def meetings(actor: Actor, ahead: timedelta = MEETINGS_AHEAD) -> list[MeetingView]:
    """The actor's meetings of today and the next days, soonest first."""
    return await one_on_ones.meetings_upcoming(actor, now() + ahead)


async def thanks_received(actor: Actor, back: timedelta = THANKS_BACK) -> list[KudosView]:
    """The latest thanks to the actor, newest first, at most five."""
    return await recognition.received_since(actor, since=now() - back, limit=THANKS_MAXIMUM)


async def feedback_received(actor: Actor, back: timedelta = THANKS_BACK) -> list[FeedbackNoteView]:
    """The latest feedback to the actor for which they have not thanked, at most five."""
    return await feedback.received_unthanked(actor, since=now() - back, limit=THANKS_MAXIMUM)
