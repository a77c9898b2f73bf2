"""Calibrations as one viewer may see them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from erm.feedback.cycles.calibration import Estimate, Leniency, Others
from erm.feedback.cycles.questions import Point
from erm.feedback.cycles.rules import CalibrationChangeState, CalibrationState


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session. ``version`` changes with every edit of who sits in it."""

    id: UUID
    cycle_id: UUID
    name: str
    state: CalibrationState
    facilitator_ids: tuple[UUID, ...]
    x_question_id: UUID | None
    y_question_id: UUID | None
    version: int
    can_manage: bool
    can_propose: bool
    can_decide: bool


@dataclass(frozen=True, slots=True)
class SeatRatingView:
    """What was said of a participant in answer to one question.

    ``calibrated`` is None where nothing was changed. ``others``: published figures only.
    """

    question_id: UUID
    manager: int | None
    calibrated: int | None
    own: int | None
    others: Others | None


@dataclass(frozen=True, slots=True)
class SeatView:
    """A participant in a session; no ratings for whoever may not see them."""

    participant_id: UUID
    person_id: UUID
    ratings: tuple[SeatRatingView, ...] = ()
    box: int | None = None


@dataclass(frozen=True, slots=True)
class DistributionView:
    """How managers' ratings of one question lie as they stand now; their mean with its interval."""

    question_id: UUID
    counts: tuple[tuple[Point, int], ...]
    estimate: Estimate | None


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A proposed change of a rating, and what became of it."""

    id: UUID
    session_id: UUID
    participant_id: UUID
    question_id: UUID
    before: int
    after: int
    reason: str
    state: CalibrationChangeState
    proposed_by_id: UUID
    decided_by_id: UUID | None
    created_at: datetime
    decided_at: datetime | None
    can_decide: bool


@dataclass(slots=True)
class SessionContents:
    """What a session holds for one viewer."""

    question_ids: tuple[UUID, ...] = ()
    seats: list[SeatView] = field(default_factory=list)
    leniency: list[Leniency] = field(default_factory=list)
    distribution: list[DistributionView] = field(default_factory=list)
    changes: list[ChangeView] = field(default_factory=list)
