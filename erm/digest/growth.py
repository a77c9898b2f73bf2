"""What needs a person in development: plans, assessments, mentoring, certificates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from erm.core.actor import Actor
from erm.development.competencies.views import AssessmentView
from erm.development.learning.views import CertificateView
from erm.development.rules import PlanState
from erm.development.skills.views import MentorshipView
from erm.development.views import PlanView
from erm.digest.needs import Need, NeedKind

Midnight = Callable[[date], datetime]
"""When a day begins for the person, in UTC."""


def plan_needs(actor: Actor, plans: Sequence[PlanView], midnight: Midnight) -> list[Need]:
    """What plans ask of the actor: a plan that went quiet is not said to lack a check-in besides.

    Check-ins are asked of whose plan it is; that a plan went quiet, is over or was changed is told
    to both sides.
    """
    found = []
    for plan in plans:
        own = plan.person_id == actor.person_id
        need = partial(
            Need,
            plan=plan,
            subject_id=plan.id,
            person_id=plan.manager_id if own else plan.person_id,
        )
        if plan.state is PlanState.PROPOSED and plan.can_agree:
            since = plan.proposed_at or plan.last_activity_at
            found.append(need(kind=NeedKind.PLAN_TO_AGREE, since=since))
        elif plan.state is PlanState.EXPIRED:
            over = midnight(plan.ends_on + timedelta(days=1))
            found.append(need(kind=NeedKind.PLAN_EXPIRED, since=over, due_on=plan.ends_on))
        elif plan.quiet:
            found.append(
                need(
                    kind=NeedKind.PLAN_QUIET,
                    since=plan.last_activity_at,
                    days_quiet=plan.quiet_days,
                )
            )
        elif own and plan.check_in_due and plan.check_in_due_on is not None:
            due_on = plan.check_in_due_on
            found.append(need(kind=NeedKind.CHECK_IN_DUE, since=midnight(due_on), due_on=due_on))
        if plan.unseen_changes:
            found.append(
                need(
                    kind=NeedKind.PLAN_CHANGED,
                    since=plan.last_activity_at,
                    count=plan.unseen_changes,
                )
            )
    return found


def assessment_needs(
    actor: Actor,
    to_write: Sequence[AssessmentView],
    just_compared: Sequence[AssessmentView],
    day: date,
    midnight: Midnight,
) -> list[Need]:
    """What is to be assessed, and what both sides have answered."""

    def other(assessment: AssessmentView) -> UUID | None:
        return None if assessment.person_id == actor.person_id else assessment.person_id

    found = [
        Need(
            kind=NeedKind.ASSESSMENT_TO_WRITE,
            subject_id=each.id,
            since=midnight(each.due_on)
            if each.due_on is not None and each.due_on < day
            else each.opened_at,
            due_on=each.due_on,
            overdue=each.due_on is not None and each.due_on < day,
            person_id=other(each),
            assessment=each,
        )
        for each in to_write
    ]
    found += [
        Need(
            kind=NeedKind.ASSESSMENT_COMPARED,
            subject_id=each.id,
            since=each.compared_at or each.opened_at,
            person_id=other(each),
            assessment=each,
        )
        for each in just_compared
    ]
    return found


def mentorship_needs(actor: Actor, mentorships: Sequence[MentorshipView]) -> list[Need]:
    """Mentorships that wait for the actor."""
    return [
        Need(
            kind=NeedKind.MENTORSHIP_TO_ANSWER,
            subject_id=each.id,
            since=each.created_at,
            person_id=each.mentee_id if each.mentor_id == actor.person_id else each.mentor_id,
            mentorship=each,
        )
        for each in mentorships
    ]


def certificate_needs(certificates: Sequence[CertificateView], midnight: Midnight) -> list[Need]:
    """Certificates of the actor's own that end soon, or have ended."""
    return [
        Need(
            kind=NeedKind.CERTIFICATE_EXPIRING,
            subject_id=each.id,
            since=midnight(each.expires_on),
            due_on=each.expires_on,
            overdue=each.days_left is not None and each.days_left < 0,
            certificate=each,
        )
        for each in certificates
        if each.expires_on is not None
    ]
