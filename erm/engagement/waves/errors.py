"""Refusals of waves."""

from __future__ import annotations

from erm.core.errors import Conflict, NotFound


class WaveNotFound(NotFound):
    """No such wave, or the actor may not know of it."""

    code = "SURVEY_WAVE_NOT_FOUND"


class WaveNotOpen(Conflict):
    """The wave is not open."""

    code = "SURVEY_WAVE_NOT_OPEN"


class WaveOver(Conflict):
    """The wave is closed, or was cancelled before."""

    code = "SURVEY_WAVE_OVER"


class RemindedToday(Conflict):
    """Everybody who has not taken their ballot was reminded today."""

    code = "SURVEY_REMINDED_TODAY"
