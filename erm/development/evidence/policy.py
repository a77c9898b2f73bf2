"""Who may see and do what with evidence.

Evidence of a goal is read by whoever follows the goal: not by everybody who may read a goal for
everyone. Rows that stand for the files of an assessment's answer are nobody's to read here: what an
answer says is read with it, and ``erm.development.downloads`` asks who reads the answer.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.development import policy
from erm.development.models import DevelopmentPlan, Evidence, Goal


def may_read_evidence(
    actor: Actor,
    evidence: Evidence,
    goal: Goal | None,
    plan: DevelopmentPlan | None,
    indirect: Collection[UUID] = (),
) -> bool:
    """Whoever follows the goal. ``goal`` and ``plan``: those of the evidence, if it has them."""
    return goal is not None and policy.may_follow_goal(actor, goal, plan, indirect)


def readable_evidence(actor: Actor) -> Q:
    """Filter form of :func:`may_read_evidence`."""
    return Q(goal_id__isnull=False) & policy.followed_goals(actor, "goal__")


def may_remove_evidence(
    actor: Actor, evidence: Evidence, goal: Goal, plan: DevelopmentPlan | None
) -> bool:
    """Whoever added it, as long as they work on the goal."""
    return evidence.author_id == actor.person_id and policy.may_work_on_goal(actor, goal, plan)
