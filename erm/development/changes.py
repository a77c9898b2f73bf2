"""What was changed in plans and goals, kept for good, so that a moved target is seen.

Before a plan is proposed for the first time it is a draft, and a private goal is its author's
thought: nothing is kept of either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from erm.core.actor import Actor
from erm.core.clock import now
from erm.development.models import DevelopmentChange, DevelopmentPlan, Goal
from erm.development.progress import told_as
from erm.development.rules import TITLE_MAXIMUM, GoalVisibility


@dataclass(frozen=True, slots=True)
class Change:
    """One part that changed: ``field`` is a code that the screens have a sentence for."""

    field: str
    before: str = ""
    after: str = ""
    subject: str = ""


def words(value: Any) -> str:
    """A value as it is kept: dates as ISO days, numbers without zeros at the end."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return told_as(value) or ""
    if isinstance(value, Enum):
        return str(value.value).upper()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def differences(codes: dict[str, str], before: Any, after: dict[str, Any]) -> list[Change]:
    """A change for each column of ``codes`` (column: code) in which ``after`` is another value."""
    return [
        Change(code, words(getattr(before, column)), words(after[column]))
        for column, code in codes.items()
        if column in after and getattr(before, column) != after[column]
    ]


async def keep(
    actor: Actor,
    changes: Sequence[Change],
    *,
    plan: DevelopmentPlan | None = None,
    goal: Goal | None = None,
    removed: bool = False,
) -> None:
    """Keep changes of a plan, of a goal in it, or of a goal without one.

    ``removed``: the goal is about to be gone, so its title is all that stays of it.
    """
    if plan is not None and plan.proposed_at is None:
        return
    if goal is not None and goal.visibility is GoalVisibility.PRIVATE:
        return
    moment = now()
    subject = goal.title if goal is not None else plan.title if plan is not None else ""
    await DevelopmentChange.bulk_create(
        [
            DevelopmentChange(
                plan_id=None if plan is None else plan.id,
                goal_id=None if goal is None or removed else goal.id,
                by_id=actor.person_id,
                at=moment,
                subject=(change.subject or subject)[:TITLE_MAXIMUM],
                field=change.field,
                before=change.before,
                after=change.after,
                after_signing=plan is not None and plan.signed_at is not None,
            )
            for change in changes
        ]
    )
