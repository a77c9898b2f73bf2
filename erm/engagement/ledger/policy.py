"""Who reads the ledger: those who were asked, and HR. An administrator has no right of their own.

Both forms must agree (a test holds them together): a predicate over one line, a filter over lines.
"""

from __future__ import annotations

from tortoise.expressions import Q, Subquery

from erm.core.actor import Actor
from erm.engagement.waves.models import RollEntry


def may_read_access(actor: Actor, *, invited: bool) -> bool:
    """Whoever stands on the roll of its wave, whether or not they answered; and HR."""
    return not actor.is_system and (actor.is_hr or invited)


def readable_accesses(actor: Actor) -> Q:
    """The filter form of :func:`may_read_access`."""
    if actor.is_system:
        return Q(id__in=[])
    if actor.is_hr:
        return Q()
    roll = RollEntry.filter(person_id=actor.person_id)
    return Q(wave_id__in=Subquery(roll.values("wave_id")))
