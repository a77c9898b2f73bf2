"""Who follows how far a cycle is.

HR alone, in numbers: how many reviews stand where, and who owes how many, never about whom. What is
written about the viewer is no part of the numbers: somebody of HR who takes part in a cycle could
otherwise tell from two looks which of their raters has written.
"""

from __future__ import annotations

from tortoise.expressions import Q

from erm.core.actor import Actor


def may_see_progress(actor: Actor) -> bool:
    """HR."""
    return actor.is_hr


def may_remind(actor: Actor) -> bool:
    """Reminding by hand: HR."""
    return actor.is_hr


def counted_reviews(actor: Actor) -> Q:
    """Which reviews are counted for somebody: all but those about them."""
    return Q() if actor.is_system else ~Q(participant__person_id=actor.person_id)
