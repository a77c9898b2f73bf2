"""Hints about development: plans, assessments, mentoring, certificates."""

from __future__ import annotations

from tortoise.expressions import Q
from tortoise.functions import Max

from erm.development.competencies.models import Assessment
from erm.development.competencies.rules import AssessmentState
from erm.development.learning.models import Certificate
from erm.development.learning.rules import EXPIRY_NOTICE, TEAM_WINDOW
from erm.development.models import DevelopmentChange, DevelopmentPlan, Goal
from erm.development.overview.news import NEWS_FOR
from erm.development.rules import GoalVisibility, PlanState, check_in_due_on
from erm.development.skills.models import Mentorship
from erm.development.skills.rules import MentorshipState
from erm.digest.hints.batch import EARTH, Batch, keys
from erm.digest.needs import Source
from erm.relationships.contacts import as_instant


async def plans(batch: Batch) -> None:
    """Plans that were proposed, are about over, went quiet, were changed, or lack a check-in."""
    rows = await DevelopmentPlan.filter(
        person_id__in=batch.ids_and_reports, state__in=[PlanState.PROPOSED, PlanState.ACTIVE]
    ).values(
        "id", "person_id", "state", "starts_on", "ends_on", "last_activity_at", "created_at",
        "signed_at", "check_in_every", "quiet_after",
    )  # fmt: skip
    if not rows:
        return
    keys = [row["id"] for row in rows]
    changed = set(
        await DevelopmentChange.filter(plan_id__in=keys, after_signing=True).values_list(
            "plan_id", flat=True
        )
    )
    told = {
        plan_id: as_instant(at)
        for plan_id, at in await Goal.filter(
            plan_id__in=keys,
            visibility__not=GoalVisibility.PRIVATE,
            checked_in_at__isnull=False,
        )
        .annotate(last=Max("checked_in_at"))
        .group_by("plan_id")
        .values_list("plan_id", "last")
    }
    tomorrow = batch.today + EARTH
    for row in rows:
        both = batch.worked_on_by(row["person_id"])
        silent = batch.at - row["last_activity_at"]
        if (
            row["state"] is PlanState.PROPOSED
            or row["ends_on"] <= tomorrow
            or silent.days >= row["quiet_after"]
            or row["id"] in changed
        ):
            batch.mark(Source.PLANS, both, both)
            continue
        last = max(
            (at for at in (told.get(row["id"]), row["signed_at"]) if at), default=row["created_at"]
        )
        due = check_in_due_on(
            PlanState.ACTIVE,
            last_on=(last - EARTH).date(),
            starts_on=row["starts_on"],
            ends_on=row["ends_on"] + 2 * EARTH,
            every=row["check_in_every"],
        )
        if due is not None and due <= tomorrow:
            batch.mark(Source.PLANS, [row["person_id"]])


async def assessments(batch: Batch) -> None:
    """Open ones, and those that were just compared."""
    rows = await Assessment.filter(
        Q(state=AssessmentState.OPEN)
        | Q(state=AssessmentState.COMPARED, compared_at__gte=batch.at - NEWS_FOR),
        person_id__in=batch.ids_and_reports,
    ).values_list("person_id", flat=True)
    for person in keys(rows):
        both = batch.worked_on_by(person)
        batch.mark(Source.ASSESSMENTS, both, both)


async def mentorships(batch: Batch) -> None:
    """Proposed ones, for both."""
    rows = await Mentorship.filter(
        Q(mentor_id__in=batch.ids) | Q(mentee_id__in=batch.ids), state=MentorshipState.PROPOSED
    ).values_list("mentor_id", "mentee_id")
    for pair in rows:
        batch.mark(Source.MENTORSHIPS, pair, pair)


async def certificates(batch: Batch) -> None:
    """Those that end soon or ended lately."""
    owners = await Certificate.filter(
        person_id__in=batch.ids,
        expires_on__gte=batch.today - TEAM_WINDOW - EARTH,
        expires_on__lte=batch.today + EXPIRY_NOTICE + EARTH,
    ).values_list("person_id", flat=True)
    batch.mark(Source.CERTIFICATES, keys(owners))


ALL = (plans, assessments, mentorships, certificates)
