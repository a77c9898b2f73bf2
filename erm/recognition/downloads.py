"""Which files kudos and rewards have, and who may see them.

A picture is seen by whoever reads its kudos, that of thanks for later by their author alone, and that
of a reward by everybody who is signed in.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from erm.core.actor import Actor
from erm.recognition import policy
from erm.recognition.models import Kudos, ScheduledKudos
from erm.recognition.points.models import Reward


async def readable_files(actor: Actor, ids: Collection[UUID]) -> set[UUID]:
    """Those of these files that the actor may download, because they read what has them."""
    if actor.is_system:
        return set()
    wanted = list(ids)
    kudos: Any = await Kudos.filter(
        policy.readable_kudos(actor), picture_id__in=wanted
    ).values_list("picture_id", flat=True)
    scheduled: Any = await ScheduledKudos.filter(
        policy.readable_scheduled(actor), picture_id__in=wanted
    ).values_list("picture_id", flat=True)
    rewards: Any = await Reward.filter(picture_id__in=wanted).values_list("picture_id", flat=True)
    return {*kudos, *scheduled, *rewards}


async def claimed_files(ids: Collection[UUID]) -> set[UUID]:
    """Those of these files that something still has. For the job that deletes the others."""
    wanted = list(ids)
    found: set[UUID] = set()
    for model in (Kudos, ScheduledKudos, Reward):
        rows: Any = await model.filter(picture_id__in=wanted).values_list("picture_id", flat=True)
        found.update(rows)
    return found
