"""Files of all domains: who may download them, and which of them still belong to something."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from erm.core.actor import Actor
from erm.development import downloads as development
from erm.recognition import downloads as recognition


async def readable_files(actor: Actor, ids: Collection[UUID]) -> set[UUID]:
    """Those of these files that the actor may download, because they read what has them."""
    return await development.readable_files(actor, ids) | await recognition.readable_files(
        actor, ids
    )


async def claimed_files(ids: Collection[UUID]) -> set[UUID]:
    """Those of these files that something still has. For the job that deletes the others."""
    return await development.claimed_files(ids) | await recognition.claimed_files(ids)
