"""Facts of points."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from erm.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsGiven(Event):
    """Points went with kudos, from what their author may give to what the receivers have earned."""

    kudos_id: UUID
    giver_id: UUID
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsReturned(Event):
    """All points of kudos were taken back with them."""

    kudos_id: UUID
    giver_id: UUID
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardRedeemed(Event):
    """Somebody wishes for a reward and has paid for it."""

    redemption_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RedemptionDecided(Event):
    """A redemption was approved, rejected, cancelled or handed out by somebody."""

    redemption_id: UUID
    person_id: UUID
    by_id: UUID
