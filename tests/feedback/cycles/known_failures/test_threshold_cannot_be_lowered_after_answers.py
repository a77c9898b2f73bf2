"""Others let HR lower the number of raters below which answers are hidden, after answers came in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from erm.core.clock import now
from erm.core.events import Bus
from erm.feedback.cycles.commands.cycles import edit_cycle
from erm.feedback.cycles.commands.phases import change_cycle_dates, move_cycle
from erm.feedback.cycles.definitions import PerspectiveDefinition
from erm.feedback.cycles.models import Cycle, CyclePerspective
from erm.feedback.cycles.rules import CycleState, Perspective, ReviewState
from tests.cast import Cast
from tests.feedback.cycles import rows
from tests.feedback.cycles.rows import do, refused
from tests.feedback.cycles.test_making_cycles import edit

LAUNCHED = [state for state in CycleState if state is not CycleState.DRAFT]


@pytest.mark.parametrize("state", LAUNCHED)
@pytest.mark.parametrize("changed", ["minimum", "anonymous"])
async def test_hr_cannot_weaken_what_was_promised_at_launch(
    cast: Cast, bus: Bus, state: CycleState, changed: str
) -> None:
    round_ = await rows.cycle(cast.hana, state=state, minimum=5)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    await rows.review(ann, cast.bo, state=ReviewState.SUBMITTED)
    weaker = PerspectiveDefinition(Perspective.PEER, anonymous=True, minimum=5)
    weaker = replace(weaker, **{changed: 3 if changed == "minimum" else False})
    question = replace(edit().questions[0], perspectives=(Perspective.PEER,))
    await refused(
        bus,
        "CYCLE_IS_FROZEN",
        edit_cycle,
        cast.actor(cast.hana),
        cycle_id=round_.id,
        version=1,
        edit=edit(perspectives=[weaker], questions=[question]),
    )


async def test_no_command_of_a_running_cycle_touches_the_minimum(cast: Cast, bus: Bus) -> None:
    round_ = await rows.cycle(cast.hana, state=CycleState.NOMINATION, minimum=5)
    await rows.participant(round_, cast.ann, manager=cast.mo, approved_at=now())
    before = await CyclePerspective.all().order_by("id").values()
    terms = (await Cycle.get(id=round_.id)).terms_hash
    hana = cast.actor(cast.hana)
    later = round_.cycle.acknowledge_until.replace(year=round_.cycle.acknowledge_until.year + 1)
    await do(bus, change_cycle_dates, hana, cycle_id=round_.id, version=1, acknowledge_until=later)
    for version, state in enumerate((CycleState.WRITING, CycleState.PACKETS), start=2):
        await do(bus, move_cycle, hana, cycle_id=round_.id, version=version, state=state)
    assert await CyclePerspective.all().order_by("id").values() == before
    assert (await Cycle.get(id=round_.id)).terms_hash == terms
