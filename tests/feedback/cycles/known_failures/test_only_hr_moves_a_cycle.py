"""In others any user could change any cycle's status."""

from __future__ import annotations

import pytest

from erm.core.events import Bus
from erm.feedback.cycles import queries
from erm.feedback.cycles.commands.phases import change_cycle_dates, move_cycle
from erm.feedback.cycles.rules import CycleState
from tests.cast import Cast
from tests.feedback.cycles import rows
from tests.feedback.cycles.rows import refused


@pytest.mark.parametrize("state", list(CycleState))
@pytest.mark.parametrize("who", ["ann", "bo", "mo", "max", "zed", "ada"])
async def test_participants_raters_managers_and_administrators_move_nothing(
    cast: Cast, bus: Bus, who: str, state: CycleState
) -> None:
    round_ = await rows.cycle(cast.hana, state=state)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    await rows.review(ann, cast.bo)
    person = getattr(cast, who)
    actor = cast.actor(person)
    known = state is not CycleState.DRAFT and who in ("ann", "bo", "mo")
    code = "CYCLE_ONLY_HR" if known else "CYCLE_NOT_FOUND"
    assert await queries.allowed_states_of(actor, [round_.id]) == {}
    for after in CycleState:
        await refused(
            bus,
            code,
            move_cycle,
            actor,
            cycle_id=round_.id,
            version=1,
            state=after,
            reason="Mine",
        )
    await refused(bus, code, change_cycle_dates, actor, cycle_id=round_.id, version=1)
