"""Who may see and do what with a file by itself.

That is little: a file that belongs to nothing yet is its owner's. Once something has claimed it, who
may download it is who reads that thing, which this package does not know: ``erm.files.rights``.
"""

from __future__ import annotations

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.files.models import StoredFile


def may_read_unclaimed(actor: Actor, file: StoredFile) -> bool:
    """The owner, as long as it belongs to nothing."""
    return not actor.is_system and file.claimed_at is None and file.owner_id == actor.person_id


def readable_unclaimed(actor: Actor) -> Q:
    """Filter form of :func:`may_read_unclaimed`."""
    if actor.is_system:
        return Q(id__in=[])
    return Q(claimed_at__isnull=True, owner_id=actor.person_id)


def may_upload(actor: Actor) -> bool:
    """Everybody who is somebody, with what they may write."""
    return not actor.is_system and actor.can_write
