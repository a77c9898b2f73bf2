"""What one viewer may see of points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from erm.recognition.points.rules import AccountKind, RedemptionState, TransferKind


@dataclass(frozen=True, slots=True)
class PurseView:
    """One's own points. ``held`` went into redemptions about which nobody has decided yet.

    ``allowance`` is what was granted for ``month``, or would be by the first gift.
    """

    allowance: int
    left: int
    month: str
    expires_on: date
    earned: int
    held: int
    gift_maximum: int | None
    can_give: bool


@dataclass(frozen=True, slots=True)
class MoveView:
    """Points into one of the viewer's accounts, or out of it below zero.

    ``person_id`` is the other side of a gift, where that is one person.
    """

    id: UUID
    at: datetime
    kind: TransferKind
    amount: int
    account: AccountKind
    person_id: UUID | None
    kudos_id: UUID | None
    redemption_id: UUID | None


@dataclass(frozen=True, slots=True)
class RewardView:
    """A reward. ``affordable``: the viewer could redeem it now."""

    id: UUID
    name: str
    description: str
    cost: int
    stock: int | None
    picture_id: UUID | None
    picture_alt: str
    position: int
    retired: bool
    version: int
    affordable: bool
    can_edit: bool


@dataclass(frozen=True, slots=True)
class RedemptionView:
    """What somebody redeems."""

    id: UUID
    person_id: UUID
    reward_id: UUID
    reward_name: str
    cost: int
    state: RedemptionState
    note: str
    reason: str
    created_at: datetime
    decided_by_id: UUID | None
    decided_at: datetime | None
    fulfilled_at: datetime | None
    version: int
    can_cancel: bool
    can_decide: bool
    can_fulfil: bool


@dataclass(frozen=True, slots=True)
class AllowanceRuleView:
    """A rule, and to how many people of today it applies."""

    id: UUID
    department_id: UUID | None
    location: str
    title: str
    managers_only: bool
    points: int
    people: int


@dataclass(frozen=True, slots=True)
class LedgerCheckView:
    """The sums of the ledger. ``issued`` is what was ever granted; ``problems`` counts, by kind."""

    accounts: int
    transfers: int
    issued: int
    allowances: int
    earned: int
    expired: int
    redeemed: int
    problems: Mapping[str, int]

    @property
    def balanced(self) -> bool:
        """Whether all is as it must be."""
        return not self.problems
