"""Reviews and the choice of raters as one viewer may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from erm.feedback.cycles.answers import Answers
from erm.feedback.cycles.rules import Perspective, ReviewState
from erm.feedback.cycles.views.cycles import QuestionView


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A review as its rater sees it. ``minutes``: about how long what is left takes.

    ``wiped``: the results were made, and nothing of an anonymous review was kept but that.
    """

    id: UUID
    cycle_id: UUID
    participant_id: UUID
    subject_id: UUID
    perspective: Perspective
    state: ReviewState
    anonymous: bool
    minimum: int
    rater_count: int
    terms: tuple[str, ...]
    period_from: date
    period_until: date
    question_ids: tuple[UUID, ...]
    asks_for_goals: bool
    answered: int
    minutes: int
    due_on: date
    due_at: datetime
    overdue: bool
    extended: bool
    saved_at: datetime | None
    submitted_at: datetime | None
    version: int
    wiped: bool
    can_write: bool
    can_submit: bool
    can_reopen: bool
    can_decline: bool
    can_undo_decline: bool

    @property
    def about_to_be_left_out(self) -> bool:
        """Whether fewer are asked than the minimum, so that what is written will be shown to nobody."""
        return self.anonymous and self.rater_count < self.minimum


@dataclass(frozen=True, slots=True)
class VersionView:
    """A former text of a review, for its rater."""

    number: int
    saved_at: datetime
    answers: Answers


@dataclass(frozen=True, slots=True)
class GuestReviewView:
    """What somebody without an account sees behind their link."""

    review_id: UUID
    guest_name: str
    locale: str
    cycle_name: str
    subject_name: str
    terms: tuple[str, ...]
    anonymous: bool
    minimum: int
    rater_count: int
    questions: tuple[QuestionView, ...]
    answers: Answers
    due_on: date
    due_at: datetime
    version: int
    state: ReviewState
    can_write: bool

    @property
    def about_to_be_left_out(self) -> bool:
        """See :class:`ReviewView`."""
        return self.anonymous and self.rater_count < self.minimum


@dataclass(frozen=True, slots=True)
class NominatedReviewView:
    """Somebody who was chosen. ``state`` never tells how far an anonymous review is."""

    id: UUID
    participant_id: UUID
    perspective: Perspective
    rater_id: UUID | None
    guest_name: str | None
    guest_email: str | None
    state: ReviewState
    reason: str | None
    proposed_by_id: UUID | None
    load: int
    overloaded: bool
    can_reject: bool
    can_undo: bool
    can_remove: bool


@dataclass(frozen=True, slots=True)
class NominationsView:
    """The choice of one participant's raters."""

    participant_id: UUID
    cycle_id: UUID
    subject_id: UUID
    nominator_id: UUID
    delegated_to_id: UUID | None
    cap: int
    minimum: int
    load_limit: int
    until: date
    reviews: tuple[NominatedReviewView, ...]
    sent_at: datetime | None
    approved_at: datetime | None
    approved_by_id: UUID | None
    can_nominate: bool
    can_approve: bool
    can_delegate: bool


class TaskKind(StrEnum):
    """What somebody has to do in cycles."""

    NOMINATE = "nominate"
    APPROVE_NOMINATIONS = "approve_nominations"
    WRITE_REVIEWS = "write_reviews"
    PREPARE_PACKETS = "prepare_packets"
    READ_PACKET = "read_packet"
    CALIBRATE = "calibrate"


@dataclass(frozen=True, slots=True)
class TaskView:
    """Something to do in one cycle: how much, until when, and since when (UTC).

    ``participant_id`` where it is about one. ``minutes`` is an estimate for WRITE_REVIEWS.
    """

    kind: TaskKind
    cycle_id: UUID
    cycle_name: str
    participant_id: UUID | None
    person_id: UUID | None
    count: int
    until: date | None
    overdue: bool
    since: datetime
    minutes: int = 0
