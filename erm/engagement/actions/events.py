"""Facts of plans of action. They carry ids, never what was written."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from erm.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionStepGiven(Event):
    """Somebody is to do a step who was not before."""

    plan_id: UUID
    step_id: UUID
    owner_id: UUID
    by_id: UUID
