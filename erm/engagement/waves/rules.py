"""Pure rules of waves."""

from __future__ import annotations

from enum import StrEnum

from erm.engagement.surveys.rules import SegmentKind

__all__ = ["TENURE_BANDS", "SegmentKind", "WaveState"]


class WaveState(StrEnum):
    """How far a wave is. CLOSING: no ballot is taken any more, and the release is being made."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"
    CANCELLED = "cancelled"


TENURE_BANDS = ("under_1", "1_to_2", "2_to_5", "5_and_more")
"""Full years since somebody was hired: under 1, 1, 2 to 4, 5 and more."""
