"""Pure rules of points."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from erm.core.text import fold

REWARD_NAME_MAXIMUM = 120
REWARD_DESCRIPTION_MAXIMUM = 2_000
REWARD_COST_MAXIMUM = 1_000_000
REWARD_STOCK_MAXIMUM = 1_000_000
REWARD_ALT_MAXIMUM = 300
REWARD_PICTURE_SIDE = 1_600
"""Pixels of the longer side of a reward's picture; a larger one is made smaller."""
REWARDS_MAXIMUM = 200
NOTE_MAXIMUM = 500
REASON_MAXIMUM = 500
RULES_MAXIMUM = 50
CONDITION_MAXIMUM = 200
"""Characters of a place or a title in a rule."""
RETURN_FOR = timedelta(hours=24)
"""How long points go back to their giver when the kudos that they came with are withdrawn."""


class AccountKind(StrEnum):
    """What an account is for. The last three are the company's, and the first of them goes below zero."""

    ALLOWANCE = "allowance"
    EARNED = "earned"
    ISSUED = "issued"
    EXPIRED = "expired"
    REDEEMED = "redeemed"


class TransferKind(StrEnum):
    """Why points moved."""

    GRANT = "grant"
    GIFT = "gift"
    GIFT_RETURNED = "gift_returned"
    EXPIRY = "expiry"
    REDEMPTION = "redemption"
    REFUND = "refund"
    FORFEIT = "forfeit"


class RedemptionState(StrEnum):
    """Where a redemption stands. Rejected and cancelled ones were refunded."""

    REQUESTED = "requested"
    APPROVED = "approved"
    FULFILLED = "fulfilled"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


OPEN_STATES = (RedemptionState.REQUESTED, RedemptionState.APPROVED)
"""Of a redemption of which something is still to be done."""
REFUNDED_STATES = (RedemptionState.REJECTED, RedemptionState.CANCELLED)


# ---- months ------------------------------------------------------------------------------------


def month_of(instant: datetime, time_zone: str) -> str:
    """The calendar month, as ``2026-11``, at an instant in an IANA time zone."""
    return f"{instant.astimezone(ZoneInfo(time_zone)):%Y-%m}"


def first_day(month: str) -> date:
    """The first day of a month that is written like ``2026-11``."""
    return date.fromisoformat(f"{month}-01")


def last_day(month: str) -> date:
    """Its last day: what is left of an allowance then expires at its end."""
    day = first_day(month)
    return day.replace(day=monthrange(day.year, day.month)[1])


def part_of_month(points: int, month: str, hired_on: date | None) -> int:
    """An allowance for a month in which somebody begins: by the days that are left, rounded up.

    The day on which they begin counts. Nothing for a month before that day.
    """
    days = last_day(month).day
    if hired_on is None or hired_on <= first_day(month):
        return points
    left = max((last_day(month) - hired_on).days + 1, 0)
    return -(-points * left // days)


# ---- how many one may give ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Conditions:
    """Whom a rule is for, and the points of a month. What is empty fits everybody."""

    department_id: UUID | None
    location: str
    title: str
    managers_only: bool
    points: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What rules ask of a person. ``department_ids``: theirs and all above it."""

    department_ids: frozenset[UUID]
    location: str
    title: str
    is_manager: bool


def fits(rule: Conditions, person: Standing) -> bool:
    """Whether a rule is for a person. Case and accents of places and titles do not matter."""
    return (
        (rule.department_id is None or rule.department_id in person.department_ids)
        and (not rule.location or fold(rule.location) == fold(person.location.strip()))
        and (not rule.title or fold(rule.title) == fold(person.title.strip()))
        and (not rule.managers_only or person.is_manager)
    )


def first_that_fits(rules: Sequence[Conditions], person: Standing) -> int | None:
    """The place of the rule that decides for a person; None where none does."""
    return next((place for place, rule in enumerate(rules) if fits(rule, person)), None)


# ---- moving points -----------------------------------------------------------------------------


def split(points: int, receivers: Sequence[UUID]) -> dict[UUID, int]:
    """Equal shares; what remains goes, one each, to those named first. The sum is exactly ``points``.

    Raises ``ValueError`` unless everybody is named once and gets at least one.
    """
    if not receivers or points < len(receivers) or len(set(receivers)) < len(receivers):
        raise ValueError("everybody gets at least one point, once")
    share, rest = divmod(points, len(receivers))
    return {person: share + (place < rest) for place, person in enumerate(receivers)}
