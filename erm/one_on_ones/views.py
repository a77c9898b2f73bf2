"""What one viewer may see of one-on-ones. Made in queries; nothing above them sees a row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from erm.one_on_ones.recurrence import mean_days
from erm.one_on_ones.rules import (
    DAYS_BETWEEN,
    ActionItemChangeKind,
    ActionItemState,
    Cadence,
    HeldBy,
    MeetingState,
    ProposalReason,
    SeriesKind,
    SuggestionKind,
    TalkingPointState,
    Visibility,
)


@dataclass(frozen=True, slots=True)
class SeriesView:
    """A series of the viewer with ``other_id``.

    ``rrule`` says the whole rule, also of a standard rhythm. A pause that is over is not shown.
    """

    id: UUID
    viewer_id: UUID
    other_id: UUID
    kind: SeriesKind
    cadence: Cadence
    rrule: str
    rhythm_from: date
    wall_minutes: int
    time_zone: str
    paused_from: date | None
    paused_until: date | None
    created_at: datetime
    ended_at: datetime | None

    @property
    def cadence_days(self) -> int:
        """About how many days lie between two meetings."""
        if self.cadence is Cadence.CUSTOM:
            return mean_days(self.rrule, self.rhythm_from)
        return DAYS_BETWEEN[self.cadence]


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting of the viewer with ``other_id``. ``private_notes`` are the viewer's own."""

    id: UUID
    series_id: UUID
    other_id: UUID
    number: int
    planned_at: datetime
    scheduled_at: datetime
    state: MeetingState
    asks_whether_held: bool
    held: bool | None
    held_by: HeldBy | None
    closed_at: datetime | None
    shared_notes: str
    shared_notes_edited_by_id: UUID | None
    private_notes: str
    private_notes_version: int


@dataclass(frozen=True, slots=True)
class TalkingPointView:
    """A talking point. ``position`` counts from 0 among those that the viewer sees: a gap would tell
    that the other one has a private point there."""

    id: UUID
    series_id: UUID
    meeting_id: UUID
    author_id: UUID
    body: str
    visibility: Visibility
    state: TalkingPointState
    position: int
    carried_over: bool
    created_at: datetime
    version: int
    recurring: bool
    discussed_at: datetime | None
    from_suggestion: SuggestionKind | None


@dataclass(frozen=True, slots=True)
class ActionItemView:
    """A promise of ``owner_id`` to ``other_id``. ``overdue`` is told by the viewer's calendar.

    ``made_in_number`` is the number of the meeting in which it was made. The viewer may not be able
    to read the talking point that it came from, or the goal that it became.
    """

    id: UUID
    series_id: UUID
    meeting_id: UUID
    made_in_number: int
    author_id: UUID
    owner_id: UUID
    other_id: UUID
    body: str
    due_on: date | None
    state: ActionItemState
    overdue: bool
    carried_over: bool
    created_at: datetime
    done_at: datetime | None
    version: int
    origin_point_id: UUID | None
    goal_id: UUID | None


@dataclass(frozen=True, slots=True)
class CommentView:
    """A comment on a promise."""

    id: UUID
    item_id: UUID
    author_id: UUID
    body: str
    created_at: datetime
    edited_at: datetime | None
    mine: bool


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A line of a promise's history, in words: owners are told by their names, dates as ISO."""

    key: str
    kind: ActionItemChangeKind
    before: str
    after: str
    by_id: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True)
class TemplatePointView:
    """A point of a template."""

    body: str
    recurring: bool


@dataclass(frozen=True, slots=True)
class TemplateView:
    """A template for agendas: a built-in one (``id`` is None) or one of the viewer's own."""

    id: UUID | None
    key: str
    name: str
    description: str
    points: tuple[TemplatePointView, ...]
    version: int


@dataclass(frozen=True, slots=True)
class CalendarFeedView:
    """The viewer's calendar feed. Its address was told once and is kept nowhere."""

    key: UUID
    created_at: datetime
    last_read_at: datetime | None


@dataclass(frozen=True, slots=True)
class ProposalView:
    """Somebody with whom the viewer could begin one-on-ones: their manager or a report.

    ``former_manager_id`` is who was manager before, where that changed a short while ago.
    """

    person_id: UUID
    reason: ProposalReason
    former_manager_id: UUID | None
