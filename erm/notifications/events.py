"""What happens in notifications that others have to know of."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from erm.core.events import Event
from erm.notifications.rules import NotificationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachChanged(Event):
    """Somebody chose anew when they may be reached."""

    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MailStopped(Event):
    """Somebody wants no mail of some kinds any more."""

    person_id: UUID
    kinds: frozenset[NotificationKind]
