"""Pure rules of relationships: kinds of contact, the order of a pair, when a pair is quiet."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID


class TouchpointKind(StrEnum):
    """What happened between the two."""

    ONE_ON_ONE_HELD = "one_on_one_held"
    FEEDBACK_ASKED = "feedback_asked"
    FEEDBACK_GIVEN = "feedback_given"
    FEEDBACK_THANKED = "feedback_thanked"
    KUDOS_GIVEN = "kudos_given"
    PROMISE_MADE = "promise_made"
    PROMISE_KEPT = "promise_kept"
    PLAN_AGREED = "plan_agreed"
    CHECK_IN = "check_in"


class RelationshipBond(StrEnum):
    """What the other person is to the one who looks."""

    MY_MANAGER = "my_manager"
    MY_REPORT = "my_report"
    COLLEAGUE = "colleague"
    FORMER_MANAGER = "former_manager"
    FORMER_REPORT = "former_report"


RECENT_DAYS = 180
"""A pair without a bond is listed for this many days after its last contact."""


def pair_of(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    """The two in the order in which a pair is stored."""
    return (one, other) if one < other else (other, one)


def is_quiet(days_since_contact: int | None, cadence_days: int | None) -> bool:
    """Whether a pair that meant to meet has been silent too long.

    True when more than one and a half times the cadence has passed since the last contact. A pair
    without a cadence is never quiet, nor is one that has had no contact yet.
    """
    if days_since_contact is None or cadence_days is None:
        return False
    return days_since_contact * 2 > cadence_days * 3
