"""What can be done with rewards, redemptions and the rules of points."""

from __future__ import annotations

from uuid import UUID

import strawberry

from erm.core.errors import InvalidInput
from erm.recognition.points.commands import redemptions, rewards
from erm.recognition.points.commands.allowances import set_allowance_rules
from erm.recognition.points.commands.rewards import RewardDraft
from erm.recognition.points.rules import Conditions
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.ids import from_global, maybe_from_global
from erm.schema.points import AllowanceRule, Redemption, Reward


@strawberry.input(description="A reward, new or in new words.")
class SaveRewardInput:
    """Input of ``saveReward``."""

    reward_id: strawberry.ID | None = strawberry.field(
        default=None, description="Which one; a new one is made without it."
    )
    name: str = strawberry.field(description="What it is; at most 120 characters.")
    description: str = strawberry.field(
        default="", description="More about it; at most 2,000 characters."
    )
    cost: int = strawberry.field(description="How many points it costs, from 1.")
    stock: int | None = strawberry.field(
        default=None, description="How many there are; null for as many as are wanted."
    )
    picture_id: str | None = strawberry.field(
        default=None, description="The `fileId` that an upload of a picture was answered with."
    )
    keep_picture: bool = strawberry.field(
        default=True, description="Whether it keeps the picture that it has, without a new one."
    )
    picture_alt: str = strawberry.field(
        default="", description="What the picture shows, in words; at most 300 characters."
    )
    version: int | None = strawberry.field(
        default=None, description="The version that was read; none for a new one."
    )


@strawberry.type(description="The reward is in the catalogue.")
class SaveRewardSuccess:
    """Answer of ``saveReward``."""

    reward: Reward = strawberry.field(description="The reward.")


@strawberry.input(description="A reward to offer no more, or again.")
class RetireRewardInput:
    """Input of ``retireReward``."""

    reward_id: strawberry.ID = strawberry.field(description="Which one.")
    retired: bool = strawberry.field(description="False offers it again.")


@strawberry.type(description="The reward is not offered any more, or again.")
class RetireRewardSuccess:
    """Answer of ``retireReward``."""

    reward: Reward = strawberry.field(description="The reward.")


@strawberry.input(description="An order of the rewards.")
class OrderRewardsInput:
    """Input of ``orderRewards``."""

    reward_ids: list[strawberry.ID] = strawberry.field(
        description="All that are offered, in their new order."
    )


@strawberry.type(description="The rewards are in that order.")
class OrderRewardsSuccess:
    """Answer of ``orderRewards``."""

    rewards: list[Reward] = strawberry.field(description="Those that are offered, in order.")


@strawberry.input(description="A reward that one would like for earned points.")
class RedeemRewardInput:
    """Input of ``redeemReward``."""

    reward_id: strawberry.ID = strawberry.field(description="Which one.")
    note: str = strawberry.field(
        default="",
        description="What one wants to say to it, a size perhaps; at most 500 characters.",
    )
    cost: int = strawberry.field(description="What it costs, as the viewer saw it.")
    key: str = strawberry.field(
        description="A UUID made by the client: the same again redeems nothing twice, and is answered "
        "with what came of it the first time."
    )


@strawberry.type(description="The points are paid; somebody will decide.")
class RedeemRewardSuccess:
    """Answer of ``redeemReward``."""

    redemption: Redemption = strawberry.field(description="The redemption.")


@strawberry.input(description="A redemption to cancel.")
class CancelRedemptionInput:
    """Input of ``cancelRedemption``."""

    redemption_id: strawberry.ID = strawberry.field(description="Which one.")
    version: int = strawberry.field(description="The version that was read.")


@strawberry.type(description="It is cancelled, and its points went back.")
class CancelRedemptionSuccess:
    """Answer of ``cancelRedemption``."""

    redemption: Redemption = strawberry.field(description="The redemption.")


@strawberry.input(description="A redemption to approve or to reject.")
class DecideRedemptionInput:
    """Input of ``decideRedemption``."""

    redemption_id: strawberry.ID = strawberry.field(description="Which one.")
    approve: bool = strawberry.field(description="False rejects it and gives the points back.")
    reason: str = strawberry.field(
        default="", description="Why; needed to reject. At most 500 characters."
    )
    version: int = strawberry.field(description="The version that was read.")


@strawberry.type(description="It is approved or rejected.")
class DecideRedemptionSuccess:
    """Answer of ``decideRedemption``."""

    redemption: Redemption = strawberry.field(description="The redemption.")


@strawberry.input(description="A redemption that was handed out.")
class FulfilRedemptionInput:
    """Input of ``fulfilRedemption``."""

    redemption_id: strawberry.ID = strawberry.field(description="Which one.")
    version: int = strawberry.field(description="The version that was read.")


@strawberry.type(description="It is noted that it was handed out.")
class FulfilRedemptionSuccess:
    """Answer of ``fulfilRedemption``."""

    redemption: Redemption = strawberry.field(description="The redemption.")


@strawberry.input(description="How many points some people may give in a month.")
class AllowanceRuleInput:
    """One rule."""

    department_id: strawberry.ID | None = strawberry.field(
        default=None, description="For people in this department or below it; any without it."
    )
    location: str = strawberry.field(
        default="", description="For people at this place; any if empty."
    )
    title: str = strawberry.field(
        default="", description="For people with exactly this title; any if empty."
    )
    managers_only: bool = strawberry.field(
        default=False, description="For people with reports only."
    )
    points: int = strawberry.field(description="How many points a month, 0 to 10,000.")

    def read(self) -> Conditions:
        """The rule."""
        return Conditions(
            department_id=maybe_from_global(self.department_id, "Department", field="rules"),
            location=self.location,
            title=self.title,
            managers_only=self.managers_only,
            points=self.points,
        )


@strawberry.input(description="All rules of allowances.")
class SetAllowanceRulesInput:
    """Input of ``setAllowanceRules``."""

    rules: list[AllowanceRuleInput] = strawberry.field(
        description="The whole list in its order, at most fifty; the first that fits a person decides."
    )


@strawberry.type(description="These are the rules now.")
class SetAllowanceRulesSuccess:
    """Answer of ``setAllowanceRules``."""

    rules: list[AllowanceRule] = strawberry.field(description="The rules in their order.")


@strawberry.type
class PointsMutation:
    """What can be done with points."""

    @command("Offer a reward, or change one; HR.")
    async def save_reward(self, info: Info, input: SaveRewardInput) -> SaveRewardSuccess:
        """Save."""
        view = await rewards.save_reward(
            info.context.actor,
            RewardDraft(
                name=input.name,
                cost=input.cost,
                description=input.description,
                stock=input.stock,
                picture_id=None
                if input.picture_id is None
                else _uuid(input.picture_id, "picture_id"),
                keep_picture=input.keep_picture,
                picture_alt=input.picture_alt,
            ),
            reward_id=maybe_from_global(input.reward_id, "Reward", field="reward_id"),
            version=input.version,
        )
        return SaveRewardSuccess(reward=Reward.of(view))

    @command("Offer a reward no more, or again; HR.")
    async def retire_reward(self, info: Info, input: RetireRewardInput) -> RetireRewardSuccess:
        """Retire."""
        view = await rewards.retire_reward(
            info.context.actor,
            reward_id=from_global(input.reward_id, "Reward", field="reward_id"),
            retired=input.retired,
        )
        return RetireRewardSuccess(reward=Reward.of(view))

    @command("Put the rewards into an order; HR.")
    async def order_rewards(self, info: Info, input: OrderRewardsInput) -> OrderRewardsSuccess:
        """Order."""
        views = await rewards.order_rewards(
            info.context.actor,
            reward_ids=[
                from_global(value, "Reward", field="reward_ids") for value in input.reward_ids
            ],
        )
        return OrderRewardsSuccess(rewards=[Reward.of(view) for view in views])

    @command("Exchange earned points for a reward.")
    async def redeem_reward(self, info: Info, input: RedeemRewardInput) -> RedeemRewardSuccess:
        """Redeem."""
        view = await redemptions.redeem_reward(
            info.context.actor,
            reward_id=from_global(input.reward_id, "Reward", field="reward_id"),
            cost=input.cost,
            key=_uuid(input.key, "key"),
            note=input.note,
        )
        return RedeemRewardSuccess(redemption=Redemption.of(view))

    @command(
        "Cancel a redemption: one's own while nobody has decided; HR and administrators, for others, "
        "until it was handed out."
    )
    async def cancel_redemption(
        self, info: Info, input: CancelRedemptionInput
    ) -> CancelRedemptionSuccess:
        """Cancel."""
        view = await redemptions.cancel_redemption(
            info.context.actor,
            redemption_id=_redemption(input.redemption_id),
            version=input.version,
        )
        return CancelRedemptionSuccess(redemption=Redemption.of(view))

    @command("Approve a redemption or reject it; HR and administrators, never their own.")
    async def decide_redemption(
        self, info: Info, input: DecideRedemptionInput
    ) -> DecideRedemptionSuccess:
        """Decide."""
        view = await redemptions.decide_redemption(
            info.context.actor,
            redemption_id=_redemption(input.redemption_id),
            approve=input.approve,
            version=input.version,
            reason=input.reason,
        )
        return DecideRedemptionSuccess(redemption=Redemption.of(view))

    @command("Note that a reward was handed out; HR and administrators, never their own.")
    async def fulfil_redemption(
        self, info: Info, input: FulfilRedemptionInput
    ) -> FulfilRedemptionSuccess:
        """Fulfil."""
        view = await redemptions.fulfil_redemption(
            info.context.actor,
            redemption_id=_redemption(input.redemption_id),
            version=input.version,
        )
        return FulfilRedemptionSuccess(redemption=Redemption.of(view))

    @command("Decide who may give how many points in a month; HR.")
    async def set_allowance_rules(
        self, info: Info, input: SetAllowanceRulesInput
    ) -> SetAllowanceRulesSuccess:
        """Set the rules."""
        views = await set_allowance_rules(
            info.context.actor, rules=[rule.read() for rule in input.rules]
        )
        return SetAllowanceRulesSuccess(rules=[AllowanceRule.of(view) for view in views])


def _redemption(value: strawberry.ID) -> UUID:
    return from_global(value, "Redemption", field="redemption_id")


def _uuid(value: str, field: str) -> UUID:
    """A bare key from a client. Raises ``InvalidInput`` (``ID_INVALID``)."""
    try:
        return UUID(value)
    except ValueError as error:
        raise InvalidInput("ID_INVALID", field=field) from error
