"""Points: one's purse, what moved, rewards, redemptions, the rules and the ledger's check."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.language import say
from erm.core.paging import PageRequest
from erm.recognition.points import queries
from erm.recognition.points.checking import ledger_check
from erm.recognition.points.rules import RedemptionState, TransferKind
from erm.recognition.points.views import (
    AllowanceRuleView,
    LedgerCheckView,
    MoveView,
    PurseView,
    RedemptionView,
    RewardView,
)
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.enums import describe
from erm.schema.ids import to_global
from erm.schema.node import Node, node_of
from erm.schema.paging import After, Connection, First
from erm.schema.refs import DepartmentRef, KudosRef, PersonRef

describe(
    TransferKind,
    "PointsMoveKind",
    "Why points moved.",
    {
        TransferKind.GRANT: "The allowance of a month.",
        TransferKind.GIFT: "They went with kudos.",
        TransferKind.GIFT_RETURNED: "The kudos were withdrawn within a day.",
        TransferKind.EXPIRY: "The month was over.",
        TransferKind.REDEMPTION: "A reward was redeemed.",
        TransferKind.REFUND: "A redemption was rejected or cancelled.",
        TransferKind.FORFEIT: "Their owner left the company.",
    },
)
describe(
    RedemptionState,
    "RedemptionState",
    "Where a redemption stands.",
    {
        RedemptionState.REQUESTED: "Paid for; nobody has decided yet.",
        RedemptionState.APPROVED: "It will be handed out.",
        RedemptionState.FULFILLED: "It was handed out.",
        RedemptionState.REJECTED: "Rejected with a reason; the points went back.",
        RedemptionState.CANCELLED: "Cancelled; the points went back.",
    },
)


@strawberry.enum(description="Which of a person's accounts of points.")
class PointsAccountKind(Enum):
    """The company's accounts have no name here: nobody sees their entries."""

    ALLOWANCE = strawberry.enum_value(
        "allowance", description="What one may give in a month; the rest expires."
    )
    EARNED = strawberry.enum_value(
        "earned", description="What one was given and has not spent; it does not expire."
    )


@strawberry.type(description="The viewer's own points.")
class PointsPurse:
    """A purse."""

    allowance: int = strawberry.field(description="How many there are to give this month.")
    left: int = strawberry.field(description="How many of them are left.")
    month: str = strawberry.field(description="The month on the viewer's clock, like 2026-11.")
    expires_on: date = strawberry.field(
        description="The last day of that month: what is left then expires."
    )
    earned: int = strawberry.field(description="How many the viewer can redeem.")
    held: int = strawberry.field(
        description="How many are in redemptions about which nobody has decided yet; they are not "
        "in `earned` any more."
    )
    gift_maximum: int | None = strawberry.field(
        description="The most that may go with one kudos; null for no limit."
    )
    can_give: bool = strawberry.field(description="Whether any are left to give.")

    @classmethod
    def of(cls, view: PurseView) -> PointsPurse:
        """Dress a view."""
        return cls(
            allowance=view.allowance,
            left=view.left,
            month=view.month,
            expires_on=view.expires_on,
            earned=view.earned,
            held=view.held,
            gift_maximum=view.gift_maximum,
            can_give=view.can_give,
        )


@strawberry.type(description="Points into one of the viewer's own accounts, or out of it.")
class PointsMove:
    """An entry of the ledger."""

    person_key: strawberry.Private[UUID | None]
    kudos_key: strawberry.Private[UUID | None]
    redemption_key: strawberry.Private[UUID | None]
    id: strawberry.ID = strawberry.field(description="Its name in lists.")
    at: datetime = strawberry.field(description="When.")
    kind: TransferKind = strawberry.field(description="Why.")
    amount: int = strawberry.field(description="How many; below zero out of the account.")
    account: PointsAccountKind = strawberry.field(description="Which of the viewer's accounts.")

    @strawberry.field(description="The other side of a gift, where that is one person.")
    async def person(self, info: Info) -> PersonRef | None:
        """Who gave, or got."""
        return await refs.maybe_person(info, self.person_key)

    @strawberry.field(description="The kudos that they went with, if the viewer may read them.")
    async def kudos(self, info: Info) -> KudosRef | None:
        """Its kudos."""
        return await refs.load(info, "Kudos", self.kudos_key)

    @strawberry.field(description="The redemption that they are for.")
    async def redemption(self, info: Info) -> Redemption | None:
        """Its redemption."""
        return await refs.load(info, "Redemption", self.redemption_key)  # type: ignore[no-any-return]

    @classmethod
    def of(cls, view: MoveView) -> PointsMove:
        """Dress a view."""
        return cls(
            id=to_global("PointsMove", view.id),
            at=view.at,
            kind=view.kind,
            amount=view.amount,
            account=PointsAccountKind(view.account.value),
            person_key=view.person_id,
            kudos_key=view.kudos_id,
            redemption_key=view.redemption_id,
        )


@strawberry.type(description="Something that earned points are exchanged for.")
class Reward(Node):
    """A reward."""

    name: str = strawberry.field(description="What it is.")
    description: str = strawberry.field(description="More about it.")
    cost: int = strawberry.field(description="How many points it costs.")
    stock: int | None = strawberry.field(
        description="How many are left; null for as many as are wanted."
    )
    picture_url: str | None = strawberry.field(description="Where its picture is, if it has one.")
    picture_alt: str = strawberry.field(description="What the picture shows, in words.")
    position: int = strawberry.field(description="Its place in the catalogue.")
    retired: bool = strawberry.field(description="Whether it is not offered any more.")
    version: int = strawberry.field(
        description="Counts its changes, and whenever one is taken or comes back."
    )
    affordable: bool = strawberry.field(
        description="Whether the viewer could redeem it now: offered, in stock, and enough earned."
    )
    can_edit: bool = strawberry.field(description="Whether the viewer keeps the catalogue.")

    @classmethod
    def of(cls, view: RewardView) -> Reward:
        """Dress a view."""
        return cls(
            id=to_global("Reward", view.id),
            name=view.name,
            description=view.description,
            cost=view.cost,
            stock=view.stock,
            picture_url=None if view.picture_id is None else f"/files/{view.picture_id}",
            picture_alt=view.picture_alt,
            position=view.position,
            retired=view.retired,
            version=view.version,
            affordable=view.affordable,
            can_edit=view.can_edit,
        )


@strawberry.type(description="A person's wish for a reward, paid for with earned points.")
class Redemption(Node):
    """A redemption."""

    person_key: strawberry.Private[UUID]
    reward_key: strawberry.Private[UUID]
    decided_by_key: strawberry.Private[UUID | None]
    reward_name: str = strawberry.field(description="What the reward was called then.")
    cost: int = strawberry.field(description="What it cost then, in points.")
    state: RedemptionState = strawberry.field(description="Where it stands.")
    note: str = strawberry.field(description="What the person said to it; may be empty.")
    reason: str = strawberry.field(description="Why it was rejected; may be empty otherwise.")
    created_at: datetime = strawberry.field(description="When it was redeemed.")
    decided_at: datetime | None = strawberry.field(
        description="When it was approved, rejected or cancelled."
    )
    fulfilled_at: datetime | None = strawberry.field(description="When it was handed out.")
    version: int = strawberry.field(description="Counts its changes.")
    can_cancel: bool = strawberry.field(description="Whether the viewer may cancel it now.")
    can_decide: bool = strawberry.field(
        description="Whether the viewer may approve or reject it now."
    )
    can_fulfil: bool = strawberry.field(
        description="Whether the viewer may note now that it was handed out."
    )

    @strawberry.field(description="Whose it is.")
    async def person(self, info: Info) -> PersonRef:
        """Who redeemed."""
        return await refs.person(info, self.person_key)

    @strawberry.field(description="The reward, perhaps not offered any more.")
    async def reward(self, info: Info) -> Reward:
        """What is redeemed."""
        found: Reward = await refs.shown(info, "Reward", self.reward_key)
        return found

    @strawberry.field(description="Who decided; null while nobody did, and where erm itself did.")
    async def decided_by(self, info: Info) -> PersonRef | None:
        """Who decided."""
        return await refs.maybe_person(info, self.decided_by_key)

    @classmethod
    def of(cls, view: RedemptionView) -> Redemption:
        """Dress a view."""
        return cls(
            id=to_global("Redemption", view.id),
            person_key=view.person_id,
            reward_key=view.reward_id,
            decided_by_key=view.decided_by_id,
            reward_name=view.reward_name,
            cost=view.cost,
            state=view.state,
            note=view.note,
            reason=view.reason,
            created_at=view.created_at,
            decided_at=view.decided_at,
            fulfilled_at=view.fulfilled_at,
            version=view.version,
            can_cancel=view.can_cancel,
            can_decide=view.can_decide,
            can_fulfil=view.can_fulfil,
        )


@strawberry.type(
    description="How many points some people may give in a month. The first rule that fits decides."
)
class AllowanceRule:
    """A rule."""

    department_key: strawberry.Private[UUID | None]
    id: strawberry.ID = strawberry.field(description="Its name in lists.")
    location: str = strawberry.field(description="For people at this place; empty for any.")
    title: str = strawberry.field(description="For people with this title; empty for any.")
    managers_only: bool = strawberry.field(description="For people with reports only.")
    points: int = strawberry.field(description="How many points a month.")
    people: int = strawberry.field(description="To how many people it applies now.")

    @strawberry.field(description="For people in this department or below it; null for any.")
    async def department(self, info: Info) -> DepartmentRef | None:
        """Its department."""
        return await refs.load(info, "Department", self.department_key)

    @classmethod
    def of(cls, view: AllowanceRuleView) -> AllowanceRule:
        """Dress a view."""
        return cls(
            id=to_global("AllowanceRule", view.id),
            department_key=view.department_id,
            location=view.location,
            title=view.title,
            managers_only=view.managers_only,
            points=view.points,
            people=view.people,
        )


@strawberry.type(description="The sums of the ledger of points, and what is wrong with it.")
class LedgerCheck:
    """A check of the whole ledger at one moment."""

    balanced: bool = strawberry.field(description="Whether all is as it must be.")
    accounts: int = strawberry.field(description="How many accounts there are.")
    transfers: int = strawberry.field(description="How many transfers there are.")
    issued: float = strawberry.field(
        description="All points ever granted: what the next four add up to. A whole number, as they "
        "are; it may be too large for Int."
    )
    allowances: float = strawberry.field(description="What is left to give, of everybody.")
    earned: float = strawberry.field(description="What is earned and not spent, of everybody.")
    expired: float = strawberry.field(description="What has expired or was left behind.")
    redeemed: float = strawberry.field(description="What was paid for rewards and not refunded.")
    problems: list[str] = strawberry.field(
        description="What is wrong, in the viewer's language; empty if nothing is."
    )

    @classmethod
    def of(cls, view: LedgerCheckView, language: str) -> LedgerCheck:
        """Dress a view in a language."""
        return cls(
            balanced=view.balanced,
            accounts=view.accounts,
            transfers=view.transfers,
            issued=view.issued,
            allowances=view.allowances,
            earned=view.earned,
            expired=view.expired,
            redeemed=view.redeemed,
            problems=[
                say(language, f"points.problem.{name}", count=count)
                for name, count in view.problems.items()
            ],
        )


@node_of("Reward")
async def load_reward(info: Info, key: UUID) -> Reward | None:
    """A reward by key."""
    view = await info.context.loader(queries.rewards_by_ids).load(key)
    return None if view is None else Reward.of(view)


@node_of("Redemption")
async def load_redemption(info: Info, key: UUID) -> Redemption | None:
    """A redemption by key, if the viewer may read it."""
    view = await info.context.loader(queries.redemptions_by_ids).load(key)
    return None if view is None else Redemption.of(view)


@strawberry.type
class PointsQuery:
    """Root fields of points."""

    @strawberry.field(
        description="What earned points are exchanged for, in HR's order; for HR, if asked, what is "
        "not offered any more after it."
    )
    async def rewards(
        self,
        info: Info,
        retired: Annotated[
            bool, strawberry.argument(description="HR: those not offered any more as well.")
        ] = False,
    ) -> list[Reward]:
        """The catalogue."""
        views = await queries.rewards(info.context.actor, retired=retired)
        return [Reward.of(view) for view in views]

    @strawberry.field(description="What moved into and out of the viewer's accounts, newest first.")
    async def points_moves(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[PointsMove]:
        """A page of one's moves."""
        page = await queries.points_moves(info.context.actor, PageRequest.of(first, after))
        return Connection[PointsMove].of(page, PointsMove.of)

    @strawberry.field(description="What the viewer has redeemed, newest first.")
    async def redemptions(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[Redemption]:
        """A page of one's redemptions."""
        page = await queries.redemptions(info.context.actor, PageRequest.of(first, after))
        return Connection[Redemption].of(page, Redemption.of)

    @strawberry.field(
        description="For HR and administrators: what is to be decided or handed out, oldest first; "
        "or, not open, what is done, newest first. Empty for others."
    )
    async def redemption_queue(
        self,
        info: Info,
        waiting: Annotated[
            bool,
            strawberry.argument(
                name="open", description="Whether to show what is still to be done."
            ),
        ] = True,
        first: First = None,
        after: After = None,
    ) -> Connection[Redemption]:
        """A page of the queue."""
        page = await queries.redemption_queue(
            info.context.actor, PageRequest.of(first, after), waiting=waiting
        )
        return Connection[Redemption].of(page, Redemption.of)

    @strawberry.field(
        description="Who may give how many points, in the order of the rules: HR; empty for others."
    )
    async def allowance_rules(self, info: Info) -> list[AllowanceRule]:
        """The rules."""
        views = await queries.allowance_rules(info.context.actor)
        return [AllowanceRule.of(view) for view in views]

    @strawberry.field(
        description="Whether the ledger is what it must be: HR and administrators; null for others."
    )
    async def ledger_check(self, info: Info) -> LedgerCheck | None:
        """The check."""
        view = await ledger_check(info.context.actor)
        return None if view is None else LedgerCheck.of(view, info.context.language)


@strawberry.type
class PointsViewer:
    """The viewer's own points."""

    @strawberry.field(description="The viewer's points; null while the company has none.")
    async def points(self, info: Info) -> PointsPurse | None:
        """My purse."""
        view = await queries.purse(info.context.actor)
        return None if view is None else PointsPurse.of(view)
