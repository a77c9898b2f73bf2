"""Pure rules of waves."""

from __future__ import annotations

from enum import StrEnum

from erm.engagement.surveys.rules import SegmentKind

__all__ = ["SegmentKind", "WaveState"]


class WaveState(StrEnum):
    """How far a wave is. CLOSING: no ballot is taken any more, and the release is being made."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"
    CANCELLED = "cancelled"
