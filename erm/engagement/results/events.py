"""Facts of results. They carry ids, never a figure."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from erm.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveReleased(Event):
    """What is told of a wave stands, and can be read by whom the promise names."""

    wave_id: UUID
    survey_id: UUID
