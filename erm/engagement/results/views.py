"""What is told of a wave, as one viewer reads it: words in their language, numbers as they are told."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from erm.engagement.bank.rules import SurveyQuestionKind
from erm.engagement.results.figures import Change
from erm.engagement.results.rules import (
    FigureBound,
    GroupKind,
    HiddenReason,
    Shown,
    SubjectKind,
)
from erm.engagement.surveys.promise import Promise
from erm.engagement.surveys.rules import SegmentKind


@dataclass(frozen=True, slots=True)
class RateView:
    """Which share answered: 0 to 1, exactly or as a band. ``text``: the same in words."""

    text: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class GroupPartView:
    """One segment of a group."""

    kind: SegmentKind
    label: str


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group. ``answered`` is None where it would tell who did not, or of whom too few did."""

    key: str
    number: int
    kind: GroupKind
    label: str
    parts: tuple[GroupPartView, ...]
    depth: int
    department_id: UUID | None
    shown: Shown
    reason: HiddenReason | None
    reason_text: str
    shown_in: str | None
    shown_in_label: str
    invited: int
    answered: int | None
    rate: RateView | None
    words: bool


@dataclass(frozen=True, slots=True)
class ShareView:
    """How large a share gave an answer."""

    label: str
    share: float


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What became of it since an earlier wave. ``note``: the same in words."""

    change: Change
    note: str


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure. Numbers are None where they are not told; ``reason`` says why where none is.

    ``shares_of``: how many answers distributions and eNPS are made of.
    """

    subject_kind: SubjectKind
    subject_id: UUID
    label: str
    kind: SurveyQuestionKind | None
    driver_id: UUID | None
    n: int | None = None
    reason: HiddenReason | None = None
    reason_text: str = ""
    mean: float | None = None
    mean_from: float | None = None
    mean_until: float | None = None
    favourable: float | None = None
    favourable_from: float | None = None
    favourable_until: float | None = None
    bound: FigureBound = FigureBound.EXACT
    neutral: float | None = None
    unfavourable: float | None = None
    shares: tuple[ShareView, ...] | None = None
    shares_of: int | None = None
    enps: float | None = None
    enps_from: float | None = None
    enps_until: float | None = None
    correction: float | None = None
    change: ChangeView | None = None
    company: float | None = None
    company_different: bool = False


@dataclass(frozen=True, slots=True)
class UsefulnessView:
    """How many groups there are, are told of, and would be by the number of answers alone."""

    groups: int
    told: int
    plain: int


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report on one group of a wave. ``previous_wave_id``: the wave that was told of before it."""

    wave_id: UUID
    survey_id: UUID
    title: str
    asked: GroupView
    group: GroupView
    promise: Promise
    figures: tuple[FigureView, ...]
    groups: tuple[GroupView, ...]
    usefulness: UsefulnessView
    withheld: HiddenReason | None
    withheld_text: str
    can_comment: bool
    can_plan: bool
    previous_wave_id: UUID | None
    plan_hash: str


@dataclass(frozen=True, slots=True)
class RowView:
    """A group and some figures of it."""

    group: GroupView
    cells: tuple[FigureView, ...]


@dataclass(frozen=True, slots=True)
class HeatMapView:
    """Groups by drivers, in the drivers' order."""

    driver_ids: tuple[UUID, ...]
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True)
class PointView:
    """A figure of a former wave, or of this one."""

    wave_id: UUID
    wave_number: int
    figure: FigureView


@dataclass(frozen=True, slots=True)
class TrendView:
    """One subject over the waves that may be held beside each other, the oldest first."""

    subject_kind: SubjectKind
    subject_id: UUID
    label: str
    points: tuple[PointView, ...]


@dataclass(frozen=True, slots=True)
class WeightView:
    """A driver, its share of what is explained, and its mean."""

    driver_id: UUID
    weight: float
    low: float
    high: float
    mean: float


@dataclass(frozen=True, slots=True)
class DriverAnalysisView:
    """What goes together with the outcome, in the whole company. ``reason``: why nothing is told."""

    n: int
    explained: float
    explained_from: float
    explained_until: float
    weights: tuple[WeightView, ...]
    caution: str
    reason: HiddenReason | None
    reason_text: str
    outcome: str
