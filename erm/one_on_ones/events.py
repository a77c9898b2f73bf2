"""Facts of one-on-ones. ``by_id`` acted; with ``other_id`` they are the two of the pair."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
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
class FormerRhythm:
    """What calendars knew of a series before its rhythm changed.

    ``calendar_uid`` named it there, in its revision ``calendar_sequence``. ``rrule`` counts from the
    day ``rhythm_from``, ``wall_minutes`` after midnight on the clocks of ``time_zone``. From the day
    ``planned_on`` on it has no meeting any more: that is where the open meeting had its place in it,
    or the first day of the new rhythm if that comes before. Days of a pause before it are skipped
    days by now. The open meeting's place was at ``planned_at``, and it was at ``scheduled_at``.
    """

    calendar_uid: UUID
    calendar_sequence: int
    rrule: str
    rhythm_from: date
    wall_minutes: int
    time_zone: str
    planned_on: date
    planned_at: datetime
    scheduled_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesChanged(Event):
    """The rhythm changed: the open meeting and all after it follow the one that the series has now.

    The series has a new ``calendar_uid``, with sequence 0.
    """

    series_id: UUID
    meeting_id: UUID
    by_id: UUID
    other_id: UUID
    former: FormerRhythm


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPaused(Event):
    """They do not meet on days from ``paused_from`` until before ``paused_until`` (None: no end yet).

    The open meeting, if it was to be in the pause, is now after it; while a pause has no end it
    stays where it was, and rests.
    """

    series_id: UUID
    meeting_id: UUID
    by_id: UUID
    other_id: UUID
    paused_from: date
    paused_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesResumed(Event):
    """A pause was ended by one of the two (one that ends on its day is no fact).

    ``scheduled_at`` is when the open meeting is now. Days of the pause that have passed are skipped
    days; those to come are days of the rhythm again.
    """

    series_id: UUID
    meeting_id: UUID
    by_id: UUID
    other_id: UUID
    scheduled_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesEnded(Event):
    """The two do not meet regularly any more.

    ``left``: because ``by_id`` left the company. ``manager_changed``: because ``other_id`` is not the
    manager of ``by_id`` any more.
    """

    series_id: UUID
    by_id: UUID
    other_id: UUID
    left: bool = False
    manager_changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingMoved(Event):
    """One meeting is at another time than it was.

    ``planned_at`` is where the rhythm has it. Moved beyond later days of the rhythm it takes the
    place of the last of them, and those before, ``skipped``, have become skipped days. ``place_changed``:
    it has the place of another day than before.
    """

    meeting_id: UUID
    series_id: UUID
    by_id: UUID
    other_id: UUID
    scheduled_at: datetime
    planned_at: datetime
    skipped: tuple[date, ...] = ()
    place_changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingSkipped(Event):
    """They do not meet on ``day``; the same meeting is now at ``scheduled_at``, its next place."""

    meeting_id: UUID
    series_id: UUID
    by_id: UUID
    other_id: UUID
    day: date
    scheduled_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipUndone(Event):
    """They meet on ``day`` after all; the open meeting is there again, at ``scheduled_at``."""

    meeting_id: UUID
    series_id: UUID
    by_id: UUID
    other_id: UUID
    day: date
    scheduled_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingHeld(Event):
    """The two met. ``by_id`` closed the meeting, or ``by_activity``: both had done something in it."""

    meeting_id: UUID
    series_id: UUID
    by_id: UUID
    other_id: UUID
    scheduled_at: datetime
    by_activity: bool = False


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionItemBecameGoal(Event):
    """A promise goes on as a goal in a plan of its owner. It was not kept by that."""

    action_item_id: UUID
    goal_id: UUID
    series_id: UUID
    owner_id: UUID
    other_id: UUID
    by_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionItemHandedOver(Event):
    """The owner of a promise handed it over to somebody else. It was not kept by that."""

    action_item_id: UUID
    series_id: UUID
    owner_id: UUID
    other_id: UUID
    by_id: UUID
