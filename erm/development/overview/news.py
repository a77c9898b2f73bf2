"""What has just happened in somebody's development that they may want to look at."""

from __future__ import annotations

from datetime import datetime, timedelta

from erm.core.actor import Actor
from erm.core.clock import now
from erm.development.competencies.models import Assessment
from erm.development.competencies.policy_assessments import readable_assessments
from erm.development.competencies.queries.assessments import standing_of, view_assessments
from erm.development.competencies.rules import AssessmentState
from erm.development.competencies.views import AssessmentView

NEWS_FOR = timedelta(days=7)
"""So long a comparison is news."""


async def assessments_just_compared(actor: Actor) -> list[AssessmentView]:
    """Of the actor and their reports, the latest first: both sides have answered and may compare."""
    if actor.is_system:
        return []
    since: datetime = now() - NEWS_FOR
    rows = await Assessment.filter(
        readable_assessments(actor, await standing_of(actor)),
        person_id__in=[actor.person_id, *actor.report_ids],
        state=AssessmentState.COMPARED,
        compared_at__gte=since,
    ).order_by("-compared_at", "-id")
    return await view_assessments(actor, rows) if rows else []
