"""What somebody might learn from next, by all that development knows of them.

Asked for oneself only: a gap is told to nobody else here, and what a side has answered in an assessment
that is still open tells nothing.
"""

from __future__ import annotations

from uuid import UUID

from erm.core.actor import Actor
from erm.development import policy
from erm.development.competencies.queries.frameworks import competencies_by_ids, levels_by_ids
from erm.development.competencies.queries.placements import career_paths
from erm.development.competencies.queries.profile import profiles
from erm.development.learning.queries import own_learning, resources_helping
from erm.development.learning.suggesting import Need, Suggestion, Why, suggest
from erm.development.models import FocusArea
from erm.development.rules import PlanState
from erm.development.skills.queries import skills_by_ids
from erm.development.skills.queries.people import skills_of


async def learning_suggested(actor: Actor) -> list[Suggestion]:
    """At most twelve resources for the actor's focus areas, gaps, wishes and next level."""
    needs = await needs_of(actor)
    resources = await resources_helping(
        actor,
        {need.competency_id for need in needs if need.competency_id is not None},
        {need.skill_id for need in needs if need.skill_id is not None},
    )
    known = {record.resource_id for record in await own_learning(actor)} if resources else set()
    return suggest(needs, resources, known=known, language=actor.locale)


async def needs_of(actor: Actor) -> list[Need]:
    """What the actor is to become better at, or wants to, in a bounded number of queries."""
    return [*await _focus_areas(actor), *await _gaps(actor), *await _wishes(actor)]


async def _focus_areas(actor: Actor) -> list[Need]:
    """Of the actor's plans that are not over; the area's own title says what it is for."""
    rows = await FocusArea.filter(
        policy.readable_plans(actor, "plan__"),
        plan__person_id=actor.person_id,
        plan__state__in=[PlanState.DRAFT, PlanState.PROPOSED, PlanState.ACTIVE],
    ).order_by("position", "id")
    return [
        Need(
            Why.FOCUS,
            row.title,
            competency_id=row.competency_id,
            high=row.target_rank if row.competency_id is not None else None,
            skill_id=row.skill_id,
        )
        for row in rows
        if row.competency_id is not None or row.skill_id is not None
    ]


async def _gaps(actor: Actor) -> list[Need]:
    """What the last comparison showed to be below what is expected, by the larger of its two gaps;
    and what the next level asks.
    """
    profile = (await profiles(actor, [actor.person_id])).get(actor.person_id)
    if profile is None or profile.level_id is None:
        return []
    found = []
    for line in profile.lines:
        size = max(line.self_gap or 0, line.manager_gap or 0)
        if size > 0:
            found.append(
                Need(
                    Why.GAP,
                    line.names.of(actor.locale),
                    competency_id=line.competency_id,
                    low=line.expected_rank - size + 1,
                    high=line.expected_rank,
                    size=size,
                )
            )
    return [*found, *await _next_levels(actor)]


async def _next_levels(actor: Actor) -> list[Need]:
    path = (await career_paths(actor, [actor.person_id])).get(actor.person_id)
    if path is None or not path.steps:
        return []
    levels = await levels_by_ids(actor, [step.level_id for step in path.steps])
    asked: dict[UUID, int] = {}
    for step in path.steps:
        for ask in step.asks:
            if (ask.is_new or ask.changed) and step.level_id in levels:
                rank = levels[step.level_id].rank
                asked[ask.competency_id] = min(asked.get(ask.competency_id, rank), rank)
    names = await competencies_by_ids(actor, list(asked))
    return [
        Need(
            Why.NEXT_LEVEL,
            names[key].names.of(actor.locale),
            competency_id=key,
            low=rank,
            high=rank,
        )
        for key, rank in asked.items()
        if key in names
    ]


async def _wishes(actor: Actor) -> list[Need]:
    mine = (await skills_of(actor, [actor.person_id])).get(actor.person_id, [])
    wanted = [each.skill_id for each in mine if each.wants_to_learn]
    names = await skills_by_ids(actor, wanted) if wanted else {}
    return [
        Need(Why.SKILL, names[key].name, skill_id=names[key].id) for key in wanted if key in names
    ]
