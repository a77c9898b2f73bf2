"""Facts of integrations."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from erm.core.events import Event
from erm.integrations.rules import DisabledReason


@dataclass(frozen=True, slots=True, kw_only=True)
class IntegrationDisabled(Event):
    """erm switched an endpoint or a channel off: one of the two ids is given."""

    endpoint_id: UUID | None
    channel_id: UUID | None
    name: str
    reason: DisabledReason
