"""Facts of one-on-ones. ``by_id`` acted; with ``other_id`` they are the two of the pair."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from erm.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesStarted(Event):
    """Two people began to meet."""

    series_id: UUID
    meeting_id: UUID
    by_id: UUID
    other_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesChanged(Event):
    """The rhythm changed."""

    series_id: UUID
    by_id: UUID
    other_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesEnded(Event):
    """The two do not meet regularly any more. ``left`` when because ``by_id`` left the company."""

    series_id: UUID
    by_id: UUID
    other_id: UUID
    left: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingMoved(Event):
    """One meeting is at another time than it was."""

    meeting_id: UUID
    series_id: UUID
    by_id: UUID
    other_id: UUID
    scheduled_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingHeld(Event):
    """The two met. ``by_id`` closed the meeting."""

    meeting_id: UUID
    series_id: UUID
    by_id: UUID
    other_id: UUID
    scheduled_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingNotHeld(Event):
    """A meeting was closed without having taken place."""

    meeting_id: UUID
    series_id: UUID
    by_id: UUID
    other_id: UUID
    scheduled_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionItemPromised(Event):
    """``owner_id`` promised something to ``other_id``; ``by_id`` (one of them) wrote it down."""

    action_item_id: UUID
    meeting_id: UUID
    series_id: UUID
    owner_id: UUID
    other_id: UUID
    by_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionItemDone(Event):
    """A promise was kept."""

    action_item_id: UUID
    series_id: UUID
    owner_id: UUID
    other_id: UUID
    by_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionItemDropped(Event):
    """The two let go of a promise."""

    action_item_id: UUID
    series_id: UUID
    owner_id: UUID
    other_id: UUID
    by_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionItemReopened(Event):
    """A promise that was kept or dropped is open again."""

    action_item_id: UUID
    series_id: UUID
    owner_id: UUID
    other_id: UUID
    by_id: UUID
