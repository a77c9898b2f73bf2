"""What happens in plans, assessments and mentorships, for those whom it concerns.

What happens to private goals is no fact, and nobody is told of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from erm.core.actor import Actor
from erm.core.events import Bus
from erm.development.assessing import assessments_by_ids
from erm.development.competencies.events import AssessmentCancelled, AssessmentOpened
from erm.development.competencies.views import AssessmentView
from erm.development.events import (
    MilestoneReached,
    PlanAgreed,
    PlanEdited,
    PlanLapsed,
    PlanProposed,
)
from erm.development.queries import goals_by_ids, plans_by_ids
from erm.development.skills.events import (
    MentorshipAccepted,
    MentorshipDeclined,
    MentorshipProposed,
)
from erm.development.skills.models import Mentorship
from erm.development.skills.queries.mentoring import mentorships_by_ids
from erm.development.skills.views import MentorshipView
from erm.development.views import GoalView, PlanView
from erm.flows.notifying.common import PATHS, in_a_few_words, read_through, this_time
from erm.notifications.commands import notify, withdraw
from erm.notifications.rules import NotificationKind
from erm.notifications.subjects import About, Subjects, SubjectView
from erm.people.queries import people_by_ids

PLAN = "DevelopmentPlan"
GOAL = "Goal"
ASSESSMENT = "Assessment"
MENTORSHIP = "Mentorship"


def subscribe(bus: Bus) -> None:
    """Tell of what happens."""
    bus.subscribe(PlanProposed, plan_proposed)
    bus.subscribe(PlanAgreed, plan_agreed)
    bus.subscribe(PlanEdited, plan_edited)
    bus.subscribe(PlanLapsed, plan_lapsed)
    bus.subscribe(MilestoneReached, milestone_reached)
    bus.subscribe(AssessmentOpened, assessment_opened)
    bus.subscribe(AssessmentCancelled, assessment_cancelled)
    bus.subscribe(MentorshipProposed, mentorship_proposed)
    bus.subscribe(MentorshipAccepted, mentorship_answered)
    bus.subscribe(MentorshipDeclined, mentorship_answered)


async def plan_proposed(event: PlanProposed) -> None:
    """The other side, each time that it is proposed."""
    await notify(
        NotificationKind.PLAN_PROPOSED,
        (event.person_id, event.manager_id),
        PLAN,
        event.plan_id,
        person_id=event.by_id,
        once=this_time(event),
        at=event.at,
    )


async def plan_agreed(event: PlanAgreed) -> None:
    """The other side. What was proposed waits for nobody any more."""
    await withdraw([NotificationKind.PLAN_PROPOSED], PLAN, [event.plan_id])
    await notify(
        NotificationKind.PLAN_AGREED,
        (event.person_id, event.manager_id),
        PLAN,
        event.plan_id,
        person_id=event.by_id,
        once=this_time(event),
        at=event.at,
    )


async def plan_edited(event: PlanEdited) -> None:
    """The other side, once a day however often somebody changes it."""
    await notify(
        NotificationKind.PLAN_CHANGED,
        (event.person_id, event.manager_id),
        PLAN,
        event.plan_id,
        person_id=event.by_id,
        once=event.at.date().isoformat(),
        at=event.at,
    )


async def plan_lapsed(event: PlanLapsed) -> None:
    """Both sides. A mail tells them as well, so nothing else leaves."""
    await notify(
        NotificationKind.PLAN_CHANGED,
        (event.person_id, event.manager_id),
        PLAN,
        event.plan_id,
        once="lapsed",
        silent=True,
        at=event.at,
    )


async def milestone_reached(event: MilestoneReached) -> None:
    """The other side."""
    await notify(
        NotificationKind.MILESTONE_REACHED,
        (event.person_id, event.manager_id),
        GOAL,
        event.goal_id,
        person_id=event.by_id,
        detail_id=event.milestone_id,
        at=event.at,
    )


async def assessment_opened(event: AssessmentOpened) -> None:
    """Both who are asked, without who opened it."""
    await notify(
        NotificationKind.ASSESSMENT_OPENED,
        (event.person_id, event.manager_id),
        ASSESSMENT,
        event.assessment_id,
        person_id=event.opened_by_id,
        at=event.at,
    )


async def assessment_cancelled(event: AssessmentCancelled) -> None:
    """Nobody is asked any more."""
    await withdraw([NotificationKind.ASSESSMENT_OPENED], ASSESSMENT, [event.assessment_id])


async def mentorship_proposed(event: MentorshipProposed) -> None:
    """Whoever of the two is to answer: both, where a manager proposes it."""
    await notify(
        NotificationKind.MENTORSHIP_PROPOSED,
        (event.mentor_id, event.mentee_id),
        MENTORSHIP,
        event.mentorship_id,
        person_id=event.by_id,
        at=event.at,
    )


async def mentorship_answered(event: MentorshipAccepted | MentorshipDeclined) -> None:
    """The other one of the two, and who proposed it."""
    row = await Mentorship.get(id=event.mentorship_id)
    await notify(
        NotificationKind.MENTORSHIP_ANSWERED,
        (event.mentor_id, event.mentee_id, row.proposed_by_id),
        MENTORSHIP,
        event.mentorship_id,
        person_id=event.by_id,
        at=event.at,
    )


def _plan(actor: Actor, about: About, view: PlanView) -> SubjectView:
    return SubjectView(title=in_a_few_words(view.title), path=PATHS.plan(view.id))


def _goal(actor: Actor, about: About, view: GoalView) -> SubjectView:
    return SubjectView(title=in_a_few_words(view.title), path=PATHS.goal(view.id))


def _assessment(actor: Actor, about: About, view: tuple[AssessmentView, str]) -> SubjectView:
    assessment, name = view
    opened = about.kind is NotificationKind.ASSESSMENT_OPENED
    return SubjectView(
        title=name,
        path=PATHS.assessment(assessment.id),
        over=opened and not assessment.can_answer,
    )


def _mentorship(actor: Actor, about: About, view: MentorshipView) -> SubjectView:
    proposed = about.kind is NotificationKind.MENTORSHIP_PROPOSED
    return SubjectView(
        title=in_a_few_words(view.message),
        path=PATHS.mentorships,
        over=proposed and not view.can_accept,
    )


async def _assessments(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, tuple[AssessmentView, str]]:
    """Assessments with whose they are; of the actor's own nothing needs to be said."""
    found = await assessments_by_ids(actor, ids)
    names = await people_by_ids(
        actor, [one.person_id for one in found.values() if one.person_id != actor.person_id]
    )
    return {
        key: (one, names[one.person_id].name if one.person_id in names else "")
        for key, one in found.items()
    }


SUBJECTS: dict[str, Subjects] = {
    PLAN: read_through(plans_by_ids, _plan),
    GOAL: read_through(goals_by_ids, _goal),
    ASSESSMENT: read_through(_assessments, _assessment),
    MENTORSHIP: read_through(mentorships_by_ids, _mentorship),
}
