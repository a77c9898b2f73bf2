"""Facts of recognition. They carry ids, never what was written."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from erm.core.events import Event
from erm.recognition.rules import ReactionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class KudosGiven(Event):
    """Somebody thanked people. ``receiver_ids`` were named in person; ``group_ids`` are groups."""

    kudos_id: UUID
    author_id: UUID
    receiver_ids: tuple[UUID, ...]
    group_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KudosEdited(Event):
    """The author changed what they say."""

    kudos_id: UUID
    author_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class KudosMentioned(Event):
    """People were named in kudos or, if there is one, in a comment who may read it and were not
    named in it before."""

    kudos_id: UUID
    comment_id: UUID | None
    author_id: UUID
    person_ids: tuple[UUID, ...]


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
    """A moderator hid kudos."""

    kudos_id: UUID
    by_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class KudosRestored(Event):
    """A moderator showed kudos again that had been hidden."""

    kudos_id: UUID
    by_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class KudosReacted(Event):
    """Somebody left a sign under kudos that they had not left before."""

    kudos_id: UUID
    person_id: UUID
    kind: ReactionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class KudosUnreacted(Event):
    """Somebody took their sign away."""

    kudos_id: UUID
    person_id: UUID
    kind: ReactionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class KudosCommented(Event):
    """Somebody wrote a line under kudos."""

    kudos_id: UUID
    comment_id: UUID
    author_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class KudosCommentRemoved(Event):
    """A line under kudos was deleted by its author or hidden by a moderator."""

    kudos_id: UUID
    comment_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledKudosFailed(Event):
    """Thanks that were to be said by themselves could not be; their author should know."""

    scheduled_id: UUID
    author_id: UUID
