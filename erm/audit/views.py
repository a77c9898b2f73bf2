"""The audit log as an administrator sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from erm.audit.rules import Action


@dataclass(frozen=True, slots=True)
class AuditEntryView:
    """One act. The id of what it was done to stays in the database."""

    id: UUID
    number: int
    at: datetime
    actor_id: UUID | None
    action: str
    subject_kind: str
    details: str


@dataclass(frozen=True, slots=True)
class ActView:
    """One act for those whose business its subject is. ``details`` as they were noted."""

    number: int
    at: datetime
    actor_id: UUID | None
    action: Action
    subject_kind: str
    subject_id: UUID | None
    details: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain does not hold, and why."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found: how many entries there are, the last hash, and the first break if any."""

    count: int
    head: str
    broken: Break | None
