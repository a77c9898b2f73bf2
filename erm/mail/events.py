"""Facts about outgoing mail."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from erm.core.events import Event
from erm.mail.rules import BlockReason


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressBlocked(Event):
    """An address gets no mail any more, because mail came back or somebody complained."""

    block_id: UUID
    person_id: UUID | None
    mail_id: UUID | None
    reason: BlockReason
