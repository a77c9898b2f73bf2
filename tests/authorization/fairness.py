"""Hints whom one could thank, and a leaderboard that the company wants."""

from __future__ import annotations

from typing import Any

from erm.core.clock import now
from erm.recognition.choices.models import ThanksNudge
from tests.authorization.relations import Relation
from tests.authorization.world import DAY, Row, World, ids


async def fill(world: World) -> None:
    c = world.cast
    for person, helper, variant in (
        (c.zed, c.mo, "stands"),
        (c.cy, c.max, "is over"),
        (c.hana, c.zed, "stands"),
    ):
        await world.put(
            "ThanksNudge",
            ThanksNudge,
            f"hint of {person.given_name}",
            variant=variant,
            ties={Relation.SELF: ids(person)},
            person_id=person.id,
            period="2026-01-01",
            helpers=[str(helper.id)],
            created_at=now(),
            ends_at=now() + 7 * DAY if variant == "stands" else now(),
        )


def given(world: World) -> list[tuple[str, str, Row | None, dict[str, Any], dict[str, Any]]]:
    """The mutation, the input that names its row, the row, and nothing else."""
    return [("dismissThanksNudge", "nudgeId", world.named("hint of Zed"), {}, {})]
