"""What happens in notifications that others have to know of."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from erm.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachChanged(Event):
    """Somebody chose anew when they may be reached."""

    person_id: UUID
