"""Who may see and change integrations: administrators, and nobody else.

What is sent leaves the company, and an address is a key to somebody else's system.
"""

from __future__ import annotations

from tortoise.expressions import Q

from erm.core.actor import Actor

_EVERYTHING = ~Q(id__in=[])
_NOTHING = Q(id__in=[])


def may_manage(actor: Actor) -> bool:
    """Administrators."""
    return not actor.is_system and actor.is_administrator


def readable(actor: Actor) -> Q:
    """Filter form of :func:`may_manage`, for endpoints, channels and deliveries alike."""
    return _EVERYTHING if may_manage(actor) else _NOTHING
