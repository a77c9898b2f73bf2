"""Who reads notifications: the one for whom each was made, as long as they may read its subject.

Whether they may read the subject is asked of its domain, through ``erm.notifications.subjects``.
"""

from __future__ import annotations

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.notifications.models import Notification

_NOTHING = Q(id__in=[])


def may_have_notification(actor: Actor, notification: Notification) -> bool:
    """Their own. It is shown only if the actor may read what it is about."""
    return not actor.is_system and notification.recipient_id == actor.person_id


def own_notifications(actor: Actor) -> Q:
    """The filter form of :func:`may_have_notification`."""
    return _NOTHING if actor.is_system else Q(recipient_id=actor.person_id)


def may_set_policies(actor: Actor) -> bool:
    """Administrators say what the company requires, and see what it says."""
    return not actor.is_system and actor.is_administrator
