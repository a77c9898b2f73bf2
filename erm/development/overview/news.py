"""What has just happened in somebody's development that they may want to look at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.core.clock import now
from erm.development.competencies.models import Assessment
from erm.development.competencies.policy_assessments import Standing, may_read_assessment
from erm.development.competencies.queries.assessments import (
    at_work_with,
    sides_handed_in,
    standing_of,
    standings_of,
    to_write_first,
    view_assessment,
)
from erm.development.competencies.rules import AssessmentState
from erm.development.competencies.views import AssessmentView

NEWS_FOR = timedelta(days=7)
"""So long a comparison is news."""


async def assessments_at_hand(
    actor: Actor,
) -> tuple[list[AssessmentView], list[AssessmentView]]:
    """What the actor has to write, and what was just compared, in two queries; one where nothing is.

    One more where something was compared that was begun under another manager.
    """
    if actor.is_system:
        return [], []
    rows = await Assessment.filter(
        Q(state=AssessmentState.OPEN)
        | Q(state=AssessmentState.COMPARED, compared_at__gte=now() - NEWS_FOR),
        person_id__in=[actor.person_id, *actor.report_ids],
    ).order_by("opened_at", "id")
    handed_in = await sides_handed_in(rows)
    news = [row for row in rows if row.state is AssessmentState.COMPARED]
    standing = Standing()
    if not all(may_read_assessment(actor, row, standing) for row in news):
        standing = await standing_of(actor)
    news.sort(key=lambda row: (row.compared_at or row.opened_at, row.id), reverse=True)
    return (
        to_write_first(
            view_assessment(actor, row, handed_in)
            for row in rows
            if row.state is AssessmentState.OPEN
        ),
        [
            view_assessment(actor, row, handed_in)
            for row in news
            if may_read_assessment(actor, row, standing)
        ],
    )


async def assessments_just_compared_for(
    actors: Mapping[UUID, Actor],
) -> dict[UUID, list[AssessmentView]]:
    """Of each of many people and their reports, the latest first: both sides have answered and may
    compare. Three queries.
    """
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
