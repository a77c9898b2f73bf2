"""Who reads the page of a pair: the two, and nobody else, whatever their role.

HR reads of departments what cannot be anybody's: rates and ties of groups of five or more.
"""

from __future__ import annotations

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.relationships.models import Touchpoint

NOTHING = Q(id__in=[])


def may_read_touchpoint(actor: Actor, touchpoint: Touchpoint) -> bool:
    """Whether the actor is one of the two."""
    return not actor.is_system and actor.person_id in (touchpoint.low_id, touchpoint.high_id)


def readable_touchpoints(actor: Actor) -> Q:
    """The contacts of the actor's own pairs."""
    if actor.is_system:
        return NOTHING
    return Q(low_id=actor.person_id) | Q(high_id=actor.person_id)


def may_see_departments(actor: Actor) -> bool:
    """Rates and ties of departments: HR. Administrators keep the machine and not the company."""
    return not actor.is_system and actor.is_hr
