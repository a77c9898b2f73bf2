"""Facts of waves. They carry ids, never what was written."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from erm.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveOpened(Event):
    """Those on the roll may take their ballots from now on, each on their own clock."""

    wave_id: UUID
    survey_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveCancelled(Event):
    """The wave does not take place, or no more; nothing is told of it."""

    wave_id: UUID
    survey_id: UUID
