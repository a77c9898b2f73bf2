"""Facts of recognition. They carry ids, never what was written."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from erm.core.events import Event
from erm.recognition.rules import ReactionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class KudosGiven(Event):
    """Somebody thanked one or more people."""

    kudos_id: UUID
    author_id: UUID
    receiver_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KudosWithdrawn(Event):
    """The author took kudos back: nobody reads them any more."""

    kudos_id: UUID
    author_id: UUID
    receiver_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KudosMadePrivate(Event):
    """A receiver asked that only the author and the receivers see them."""

    kudos_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class KudosWasHidden(Event):
    """An administrator hid kudos."""

    kudos_id: UUID
    administrator_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class KudosReacted(Event):
    """Somebody left a sign under kudos that they had not left before."""

    kudos_id: UUID
    person_id: UUID
    kind: ReactionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class KudosCommented(Event):
    """Somebody wrote a line under kudos."""

    kudos_id: UUID
    comment_id: UUID
    author_id: UUID
