"""Everything about points that is noted, once at least."""

from __future__ import annotations

from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.recognition.points.commands.allowances import set_allowance_rules
from erm.recognition.points.commands.redemptions import decide_redemption
from erm.recognition.points.commands.rewards import RewardDraft, save_reward
from erm.recognition.points.models import Reward
from erm.recognition.points.rules import Conditions
from tests.cast import Cast
from tests.recognition.points.building import redemption


async def everything(cast: Cast, bus: Bus) -> None:
    hana = cast.actor(cast.hana)
    async with unit_of_work(bus):
        view = await save_reward(hana, RewardDraft("SECRET", 10, "SECRET"))
        await set_allowance_rules(hana, rules=[Conditions(None, "SECRET", "SECRET", False, 5)])
    row = await redemption(cast.cy, await Reward.get(id=view.id), note="SECRET")
    async with unit_of_work(bus):
        await decide_redemption(
            hana, redemption_id=row.id, approve=False, reason="SECRET", version=1
        )
