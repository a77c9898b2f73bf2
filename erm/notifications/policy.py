"""Who has notifications: the one for whom each was made.

Whether they may still read what it is about is asked of its domain, through
``erm.notifications.subjects``.
"""

from __future__ import annotations

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.core.clock import now

_NOTHING = Q(id__in=[])


def own_notifications(actor: Actor) -> Q:
    """All that were made for the actor until now, whatever may be read of them.

    Some are made before their time, to be told on their reader's own morning.
    """
    if actor.is_system:
        return _NOTHING
    return Q(recipient_id=actor.person_id, created_at__lte=now())


def may_set_policies(actor: Actor) -> bool:
    """Administrators say what the company requires, and see what it says."""
    return not actor.is_system and actor.is_administrator
