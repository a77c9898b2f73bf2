"""What is shown of sessions, tokens and roles. Never a secret."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from erm.access.rules import TokenScope
from erm.core.actor import Role


@dataclass(frozen=True, slots=True)
class SessionView:
    """A signed-in browser; ``current`` is the one that asks."""

    id: UUID
    current: bool
    device: str
    created_at: datetime
    last_seen_at: datetime


@dataclass(frozen=True, slots=True)
class AccessTokenView:
    """An access token, recognisable by the first characters of its secret."""

    id: UUID
    name: str
    prefix: str
    scopes: tuple[TokenScope, ...]
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class RoleHolderView:
    """A person and a role that they hold."""

    person_id: UUID
    role: Role
    granted_at: datetime


@dataclass(frozen=True, slots=True)
class DemoAccountView:
    """Whom the sign-in page of a demo invites to sign in as."""

    name: str
    email: str
    title: str
    password: str
    role: str


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session that has just begun. ``token`` goes into the cookie and is stored nowhere."""

    token: str
    session_id: UUID
    person_id: UUID
