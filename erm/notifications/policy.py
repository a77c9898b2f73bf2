"""Who has notifications: the one for whom each was made.

Whether they may still read what it is about is asked of its domain, through
``erm.notifications.subjects``.
"""

from __future__ import annotations

from tortoise.expressions import Q

from erm.core.actor import Actor

_NOTHING = Q(id__in=[])


def own_notifications(actor: Actor) -> Q:
    """All that were made for the actor, whatever may be read of them now."""
    return _NOTHING if actor.is_system else Q(recipient_id=actor.person_id)


def may_set_policies(actor: Actor) -> bool:
    """Administrators say what the company requires, and see what it says."""
    return not actor.is_system and actor.is_administrator
