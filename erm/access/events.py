"""What happens in access. Sign-ins are facts too: later the audit log listens."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from erm.core.actor import Role
from erm.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn(Event):
    """Somebody signed in."""

    person_id: UUID
    by_link: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordSet(Event):
    """Somebody set a password for the first time, or another one."""

    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleGranted(Event):
    """Somebody was given a role."""

    person_id: UUID
    role: Role
    granted_by_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRevoked(Event):
    """A role was taken from somebody."""

    person_id: UUID
    role: Role
    revoked_by_id: UUID | None
