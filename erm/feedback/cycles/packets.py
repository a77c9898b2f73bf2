"""What a packet holds: results, what is counted from them, and what calibration changed.

While a packet is prepared this is made of the results each time it is looked at; at release it is
frozen, so that nothing which changes later changes what the subject was given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from erm.feedback.cycles import formulas, results
from erm.feedback.cycles.formulas import CompetencyResult, TotalResult, Weights
from erm.feedback.cycles.models import CalibrationChange, CycleResult
from erm.feedback.cycles.results import Asked, PerspectiveResult
from erm.feedback.cycles.rules import Perspective
from erm.feedback.sealed import open_json

SUMMARY_MAXIMUM = 20_000
ANSWER_MAXIMUM = 10_000
RELEASED_AT_ONCE = 200
"""How many packets are released by one command."""
EVIDENCE_MAXIMUM = 100
ORDER = tuple(Perspective)


@dataclass(frozen=True, slots=True)
class Calibrated:
    """A rating of the manager's as it was written, and as calibration left it."""

    before: int
    after: int
    reason: str


@dataclass(frozen=True, slots=True)
class PacketContent:
    """Everything that is the same for all who may see a packet."""

    results: tuple[PerspectiveResult, ...]
    competencies: tuple[CompetencyResult, ...]
    total: TotalResult | None
    calibrated: Mapping[UUID, Calibrated]


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """Self and others in a competency in an earlier cycle, in tenths."""

    cycle_id: UUID
    competency: str
    own: int | None
    others: int | None
    released_on: date


def content_of(
    found: Iterable[PerspectiveResult],
    asked: Sequence[Asked],
    weights: Weights,
    calibrated: Mapping[UUID, Calibrated],
) -> PacketContent:
    """Count what is counted from results."""
    ordered = tuple(sorted(found, key=lambda one: ORDER.index(one.perspective)))
    after = {key: one.after for key, one in calibrated.items()}
    return PacketContent(
        ordered,
        tuple(formulas.competencies(ordered, asked, weights, after)),
        formulas.total(ordered, asked, weights, after),
        calibrated,
    )


def opened(row: CycleResult, minimum: int) -> PerspectiveResult:
    """A stored result. Below the minimum nothing is stored of it but that it was asked for."""
    if row.content_sealed is None:
        return PerspectiveResult(row.perspective, True, results.smallest_group(minimum), None)
    return results.from_json(
        open_json(row.content_sealed, table="cycle_result", column="content_sealed", row_id=row.id)
    )


def calibrated_of(accepted: Iterable[CalibrationChange]) -> dict[UUID, Calibrated]:
    """What became of each question's rating; ``accepted`` changes of one participant, oldest first."""
    found: dict[UUID, Calibrated] = {}
    for change in accepted:
        first = found.get(change.question_id)
        before = change.before if first is None else first.before
        found[change.question_id] = Calibrated(before, change.after, change.reason)
    return found


def to_json(content: PacketContent) -> dict[str, Any]:
    """A packet as it is frozen, sealed."""
    return {
        "results": [results.to_json(one) for one in content.results],
        "competencies": [formulas.competency_to_json(one) for one in content.competencies],
        "total": formulas.total_to_json(content.total),
        "calibrated": {
            str(key): [one.before, one.after, one.reason] for key, one in content.calibrated.items()
        },
    }


def from_json(value: Mapping[str, Any]) -> PacketContent:
    """From what was frozen."""
    return PacketContent(
        tuple(results.from_json(one) for one in value["results"]),
        tuple(formulas.competency_from_json(one) for one in value["competencies"]),
        formulas.total_from_json(value["total"]),
        {UUID(key): Calibrated(*one) for key, one in value["calibrated"].items()},
    )


def trend_of(
    content: PacketContent, earlier: Iterable[tuple[UUID, date, PacketContent]]
) -> list[TrendPoint]:
    """The competencies of a packet in earlier ones (cycle, day of release, content), oldest first.

    Only on the same scale: a figure on another one is no step of the same line.
    """
    scales = {one.competency: one.scale for one in content.competencies}
    return [
        TrendPoint(
            cycle_id,
            one.competency,
            None if one.own is None else one.own.mean,
            one.others,
            released_on,
        )
        for cycle_id, released_on, then in earlier
        for one in then.competencies
        if scales.get(one.competency) == one.scale
    ]
