"""What has just happened in somebody's development that they may want to look at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.development.competencies.models import Assessment
from erm.development.competencies.policy_assessments import may_read_assessment
from erm.development.competencies.queries.assessments import (
    at_work_with,
    sides_handed_in,
    standings_of,
    view_assessment,
)
from erm.development.competencies.rules import AssessmentState
from erm.development.competencies.views import AssessmentView

NEWS_FOR = timedelta(days=7)
"""So long a comparison is news."""


async def assessments_just_compared(actor: Actor) -> list[AssessmentView]:
    """Of the actor and their reports, the latest first: both sides have answered and may compare."""
    return (await assessments_just_compared_for({actor.person_id: actor}))[actor.person_id]


async def assessments_just_compared_for(
    actors: Mapping[UUID, Actor],
) -> dict[UUID, list[AssessmentView]]:
    """The same for each of many people, in three queries."""
    found: dict[UUID, list[AssessmentView]] = {key: [] for key in actors}
    about = at_work_with(actors)
    rows = await Assessment.filter(
        person_id__in=list(about),
        state=AssessmentState.COMPARED,
        compared_at__gte=now() - NEWS_FOR,
    ).order_by("-compared_at", "-id")
    if not rows:
        return found
    standings, handed_in = await standings_of(actors), await sides_handed_in(rows)
    for row in rows:
        for actor in about[row.person_id]:
            key = actor.person_id
            if may_read_assessment(actor, row, standings[key]):
                found[key].append(view_assessment(actor, row, handed_in))
    return found
