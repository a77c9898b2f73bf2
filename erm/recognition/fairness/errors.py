"""Refusals of fairness."""

from __future__ import annotations

from erm.core.errors import NotFound


class ThanksNudgeNotFound(NotFound):
    """The actor has no such hint."""

    code = "THANKS_NUDGE_NOT_FOUND"
