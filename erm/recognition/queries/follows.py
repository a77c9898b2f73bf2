"""Whom somebody follows. Only they themselves are told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from erm.core.actor import Actor
from erm.recognition.models import Follow


async def following(actor: Actor) -> list[UUID]:
    """Whom the actor follows, the latest first; leavers as well, so that they can be let go."""
    found: Any = (
        await Follow.filter(follower_id=actor.person_id)
        .order_by("-id")
        .values_list("followed_id", flat=True)
    )
    return list(found)


async def followed(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, bool]:
    """Which of these people the actor follows."""
    found: Any = await Follow.filter(
        follower_id=actor.person_id, followed_id__in=list(set(ids))
    ).values_list("followed_id", flat=True)
    there = set(found)
    return {key: key in there for key in ids}
