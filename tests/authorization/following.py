"""Whom people follow, how far they have read, and what they chose."""

from __future__ import annotations

from typing import Any

from erm.core.clock import now
from erm.recognition.models import Follow
from tests.authorization.relations import Relation
from tests.authorization.world import Row, Viewer, World


async def fill(world: World) -> None:
    c = world.cast
    await Follow.create(follower_id=c.ann.id, followed_id=c.max.id, created_at=now())


def followed(world: World, viewer: Viewer, row: Row) -> bool:
    """Ann follows Max, and nobody else anybody."""
    return viewer.key == world.cast.ann.id and row.key == world.cast.max.id


def given(world: World) -> list[tuple[str, str, Row | None, dict[str, Any], dict[str, Any]]]:
    """Each mutation, the input that names its row, the row, the rest, and what is particular."""
    old, dee = world.person(world.cast.old), world.person(world.cast.dee)
    private = next(row for row in world.of("Kudos") if row.variant == "private")
    team = next(row for row in world.of("Kudos") if row.variant == "for a team")
    never_oneself = {
        "never": frozenset({Relation.SELF}),
        "otherwise": {Relation.SELF: "INVALID_INPUT"},
    }
    return [
        ("followPerson", "personId", old, {}, never_oneself),
        ("unfollowPerson", "personId", old, {}, {}),
        ("unfollowPerson", "personId", dee, {}, {}),
        ("markFeedSeen", "kudosId", private, {}, {}),
        ("markFeedSeen", "kudosId", team, {}, {}),
        ("editRecognitionPreference", "", None, {"mailGathered": False}, {}),
    ]
