"""Frameworks, competencies and levels as one viewer sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from erm.core.localized import Localized
from erm.development.competencies.content import FrameworkContent
from erm.development.competencies.rules import AssessmentSide, AssessmentState, FrameworkState
from erm.development.competencies.sealed import Proof


@dataclass(frozen=True, slots=True)
class FrameworkView:
    """A framework. ``draft_id`` and ``people_count`` are told to HR, the latter from 5 people on.

    ``version_ids``: newest first; those published for who is not HR.
    """

    id: UUID
    names: Localized
    descriptions: Localized
    retired: bool
    version: int
    can_manage: bool
    published_id: UUID | None
    draft_id: UUID | None
    version_ids: tuple[UUID, ...]
    people_count: int | None


@dataclass(frozen=True, slots=True)
class VersionView:
    """All words of a framework at one time. ``before_id``: the published version before it."""

    id: UUID
    framework_id: UUID
    number: int
    state: FrameworkState
    note: str
    content: FrameworkContent
    published_at: datetime | None
    edited_at: datetime
    edited_by_id: UUID | None
    version: int
    before_id: UUID | None


@dataclass(frozen=True, slots=True)
class CompetencyView:
    """A competency, with its words of the newest published version."""

    id: UUID
    framework_id: UUID
    key: str
    names: Localized
    family_names: Localized
    descriptions: Localized
    retired: bool


@dataclass(frozen=True, slots=True)
class CareerLevelView:
    """A level of a track."""

    id: UUID
    framework_id: UUID
    track_key: str
    key: str
    rank: int
    names: Localized
    track_names: Localized
    retired: bool

    @property
    def place(self) -> str:
        """Its name among all levels of the framework."""
        return f"{self.track_key}/{self.key}"


@dataclass(frozen=True, slots=True)
class IdentitiesView:
    """The rows behind the keys of a framework's content: competencies by key, levels by place."""

    competencies: Mapping[str, UUID]
    levels: Mapping[str, UUID]


@dataclass(frozen=True, slots=True)
class LevelExpectationView:
    """What a competency looks like at a level."""

    competency_id: UUID
    texts: Localized
    family_names: Localized


@dataclass(frozen=True, slots=True)
class PlacementView:
    """A person's level from ``starts_on`` until before ``ends_on``."""

    person_id: UUID
    level_id: UUID
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class CareerAskView:
    """A competency at the next level, beside what it is at the present one."""

    competency_id: UUID
    now: Localized
    next: Localized
    is_new: bool
    changed: bool


@dataclass(frozen=True, slots=True)
class CareerStepView:
    """A level that the present one leads to, and what it asks."""

    level_id: UUID
    asks: tuple[CareerAskView, ...]


@dataclass(frozen=True, slots=True)
class CareerPathView:
    """Where somebody stands, and where they can go from there."""

    level_id: UUID
    steps: tuple[CareerStepView, ...]


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """An assessment. ``reader_ids``: the person, and their manager where that one reads it."""

    id: UUID
    person_id: UUID
    level_id: UUID
    framework_version_id: UUID
    state: AssessmentState
    manager_id: UUID | None
    opened_by_id: UUID | None
    opened_at: datetime
    due_on: date | None
    compared_at: datetime | None
    my_side: AssessmentSide | None
    self_submitted: bool
    manager_submitted: bool
    version: int
    can_cancel: bool
    can_answer: bool


@dataclass(frozen=True, slots=True)
class AnswerView:
    """At which level a side sees the person in a competency, with its words."""

    id: UUID
    competency_id: UUID
    author_id: UUID
    person_id: UUID
    rank: int | None
    note: str
    evidence: tuple[Proof, ...]
    said_at: datetime


@dataclass(frozen=True, slots=True)
class SheetView:
    """One's own side. ``saved_at`` and ``submitted_at`` None, ``version`` 0: not begun."""

    side: AssessmentSide
    answers: tuple[AnswerView, ...]
    saved_at: datetime | None
    submitted_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class LineView:
    """A competency of an assessment, in the words that it is made against.

    ``expectations``: of all levels of the track, of which there are ``ranks``. The answers are None until both have handed in.
    """

    competency_id: UUID
    names: Localized
    family_names: Localized
    expected_rank: int
    ranks: int
    expectations: tuple[RankedExpectation, ...]
    own: AnswerView | None
    manager: AnswerView | None
    own_gap: int | None
    manager_gap: int | None


@dataclass(frozen=True, slots=True)
class RankedExpectation:
    """What is expected at a level of a track."""

    track_key: str
    level_key: str
    rank: int
    texts: Localized


@dataclass(frozen=True, slots=True)
class PointView:
    """A dot of a competency's line: ``rank`` of ``of`` levels, as a side saw it then."""

    assessment_id: UUID
    at: datetime
    side: AssessmentSide
    rank: int
    of: int
    level_names: Localized
    version_number: int


@dataclass(frozen=True, slots=True)
class ProfileLineView:
    """A competency that is asked of somebody, and how they were seen in it.

    The ranks are those of the latest comparison, on the scale of the present level's track; None
    where it was on another one, or there is none.
    """

    competency_id: UUID
    names: Localized
    family_names: Localized
    texts: Localized
    expected_rank: int
    ranks: int
    self_rank: int | None
    manager_rank: int | None
    self_gap: int | None
    manager_gap: int | None
    points: tuple[PointView, ...]


@dataclass(frozen=True, slots=True)
class ProfileView:
    """Where somebody stands in the competencies of their level."""

    person_id: UUID
    level_id: UUID | None
    lines: tuple[ProfileLineView, ...]
    latest_id: UUID | None
