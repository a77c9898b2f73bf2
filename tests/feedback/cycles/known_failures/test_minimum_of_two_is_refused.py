"""Others allow a minimum of two: each of the two then knows what the other wrote."""

from __future__ import annotations

from dataclasses import replace

import pytest

from erm.core.events import Bus
from erm.feedback.cycles.commands.cycles import edit_cycle
from erm.feedback.cycles.definitions import PerspectiveDefinition
from erm.feedback.cycles.rules import Perspective
from tests.cast import Cast
from tests.feedback.cycles.rows import refused
from tests.feedback.cycles.test_making_cycles import draft, edit


@pytest.mark.parametrize("kind", [Perspective.PEER, Perspective.UPWARD, Perspective.EXTERNAL])
@pytest.mark.parametrize("minimum", [2, 1, 0, -3])
async def test_an_anonymous_perspective_needs_three(
    cast: Cast, bus: Bus, kind: Perspective, minimum: int
) -> None:
    cycle = await draft(cast, bus)
    question = replace(edit().questions[0], perspectives=(kind,))
    refusal = await refused(
        bus,
        "CYCLE_MINIMUM_TOO_SMALL",
        edit_cycle,
        cast.actor(cast.hana),
        cycle_id=cycle.id,
        version=cycle.version,
        edit=edit(
            perspectives=[PerspectiveDefinition(kind, anonymous=True, minimum=minimum)],
            questions=[question],
        ),
    )
    assert refusal.params == {"minimum": 3}
