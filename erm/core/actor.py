"""On whose behalf something is read or done.

Every query and command takes the actor as its first parameter, so nobody can forget to ask *as
whom*. ``access`` makes actors from requests; the digest makes one for its recipient; jobs, the
importer and the demo use :data:`SYSTEM`, which may write but is nobody whose view could be shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """A granted role. "Manager" is none: it follows from bonds."""

    HR = "hr"
    ADMINISTRATOR = "administrator"


class ActorKind(StrEnum):
    """How the actor came to be."""

    SESSION = "session"
    TOKEN = "token"
    DIGEST = "digest"
    MAIL = "mail"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person with their roles and bonds, as of the start of this request.

    ``report_ids`` are the people whose current manager the actor is; leavers are not among them.
    ``can_write`` is false for a token without the write scope.
    """

    person_id: UUID
    kind: ActorKind
    roles: frozenset[Role] = frozenset()
    report_ids: frozenset[UUID] = frozenset()
    locale: str = "en"
    time_zone: str = "UTC"
    session_id: UUID | None = None
    can_write: bool = True
    manager_id: UUID | None = None
    scopes: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_hr(self) -> bool:
        """Whether the HR role was granted."""
        return Role.HR in self.roles

    @property
    def is_administrator(self) -> bool:
        """Whether the administrator role was granted."""
        return Role.ADMINISTRATOR in self.roles

    @property
    def is_system(self) -> bool:
        """Whether this is a job or an operator's command rather than a person."""
        return self.kind is ActorKind.SYSTEM

    def manages(self, person_id: UUID) -> bool:
        """Whether the actor is the current manager of that person."""
        return person_id in self.report_ids


SYSTEM = Actor(person_id=UUID(int=0), kind=ActorKind.SYSTEM)
"""Jobs and operator commands. It manages nobody and has no role: policies that let it act say so."""
