"""Who may see and change integrations: administrators, and nobody else.

What is sent leaves the company, and an address is a key to somebody else's system.
"""

from __future__ import annotations

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.integrations.models import ChatChannel, Delivery, WebhookEndpoint

_EVERYTHING = ~Q(id__in=[])
_NOTHING = Q(id__in=[])


def may_manage_integrations(actor: Actor) -> bool:
    """Administrators."""
    return not actor.is_system and actor.is_administrator


def may_read_integration(actor: Actor, row: WebhookEndpoint | ChatChannel | Delivery) -> bool:
    """Whoever manages them reads them all, with what was sent."""
    return may_manage_integrations(actor)


def readable_integrations(actor: Actor) -> Q:
    """Filter form of :func:`may_read_integration`, for endpoints, channels and deliveries alike."""
    return _EVERYTHING if may_manage_integrations(actor) else _NOTHING
