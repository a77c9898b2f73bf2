"""Pure rules of points."""

from __future__ import annotations

from enum import StrEnum

REWARD_NAME_MAXIMUM = 120
REWARD_DESCRIPTION_MAXIMUM = 2_000
NOTE_MAXIMUM = 500


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
