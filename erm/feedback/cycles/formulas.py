"""Competencies and the total of a packet: counted from shown figures, and every step kept.

What is counted is what is printed: each step is rounded to one decimal before it goes into the next,
so that whoever reads the formula finds the same result by hand. A perspective that is left out is
missing; it is never 0, and its weight goes to nobody. Because only shown figures go in, nothing that
was left out can be taken out of a sum again.

One's own review is what others are compared with, and counts in no total. The manager stands beside
the others in a competency and counts in the total. A rating that calibration changed counts as it
was changed. Figures on other scales are put onto the largest: 1 + (m - 1) × (S - 1) / (s - 1).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from erm.feedback.cycles.results import Asked, PerspectiveResult, QuestionResult, ResultBound
from erm.feedback.cycles.rules import Perspective

OTHERS = (Perspective.PEER, Perspective.UPWARD, Perspective.EXTERNAL)
IN_TOTAL = (Perspective.MANAGER, *OTHERS)


@dataclass(frozen=True, slots=True)
class Figure:
    """One shown mean that is counted, in tenths; ``of`` where it was put onto another scale."""

    mean: int
    weight: int
    bound: ResultBound = ResultBound.EXACT
    of: tuple[int, int] | None = None
    calibrated: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A perspective in a mean of several: its own mean in tenths, and what that was counted from."""

    perspective: Perspective
    mean: int
    weight: int
    figures: tuple[Figure, ...]

    @property
    def bound(self) -> ResultBound:
        """A limit only where it is one figure's."""
        return self.figures[0].bound if len(self.figures) == 1 else ResultBound.EXACT

    @property
    def is_rough(self) -> bool:
        """Whether a limit stands in it for a figure."""
        return any(figure.bound is not ResultBound.EXACT for figure in self.figures)


@dataclass(frozen=True, slots=True)
class CompetencyResult:
    """Self, manager and others in one competency; means in tenths, None where there is none.

    ``gap`` is self less others: above 0 one sees oneself higher.
    """

    competency: str
    scale: int
    own: Part | None
    manager: Part | None
    parts: tuple[Part, ...]
    others: int | None

    @property
    def gap(self) -> int | None:
        """How far one's own view lies from the others', in tenths."""
        if self.own is None or self.others is None:
            return None
        return self.own.mean - self.others


@dataclass(frozen=True, slots=True)
class TotalResult:
    """The mean of all but oneself, in tenths, and who is missing in it."""

    mean: int
    scale: int
    parts: tuple[Part, ...]
    missing: tuple[Perspective, ...]


Calibrated = Mapping[UUID, int]
"""What calibration made of the manager's ratings, by question."""
Weights = Mapping[Perspective, int]


def competencies(
    results: Sequence[PerspectiveResult],
    asked: Sequence[Asked],
    weights: Weights,
    calibrated: Calibrated | None = None,
) -> list[CompetencyResult]:
    """Each competency that is asked about on a scale and of which something is shown, as first asked."""
    found = []
    for name in dict.fromkeys(one.competency for one in asked if one.scale and one.competency):
        of = [one for one in asked if one.competency == name and one.scale]
        parts = _parts(results, of, weights, calibrated or {})
        if not parts:
            continue
        others = tuple(part for part in parts.values() if part.perspective in OTHERS)
        found.append(
            CompetencyResult(
                name,
                max(one.scale for one in of),
                parts.get(Perspective.SELF),
                parts.get(Perspective.MANAGER),
                others,
                _weighted((part.mean, part.weight) for part in others),
            )
        )
    return found


def total(
    results: Sequence[PerspectiveResult],
    asked: Sequence[Asked],
    weights: Weights,
    calibrated: Calibrated | None = None,
) -> TotalResult | None:
    """The weighted mean of all perspectives but one's own, or None where none counts."""
    scaled = [one for one in asked if one.scale]
    found = _parts(results, scaled, weights, calibrated or {})
    parts = tuple(found[one] for one in IN_TOTAL if one in found and found[one].weight)
    mean = _weighted((part.mean, part.weight) for part in parts)
    if mean is None:
        return None
    there = {part.perspective for part in parts}
    wanted = {perspective for one in scaled if one.weight for perspective in one.perspectives}
    missing = tuple(
        one for one in IN_TOTAL if weights.get(one) and one in wanted and one not in there
    )
    return TotalResult(mean, max(one.scale for one in scaled), parts, missing)


def _parts(
    results: Sequence[PerspectiveResult],
    asked: Sequence[Asked],
    weights: Weights,
    calibrated: Calibrated,
) -> dict[Perspective, Part]:
    """The mean of these questions in each perspective that has one."""
    scale = max((one.scale for one in asked), default=0)
    weight_of = {one.id: one.weight for one in asked}
    found = {}
    for result in results:
        changed = calibrated if result.perspective is Perspective.MANAGER else {}
        figures = tuple(
            _figure(one, weight_of[one.question_id], scale, changed.get(one.question_id))
            for one in result.questions
            if one.mean is not None and weight_of.get(one.question_id)
        )
        mean = _weighted((figure.mean, figure.weight) for figure in figures)
        if mean is not None:
            weight = weights.get(result.perspective, 0)
            found[result.perspective] = Part(result.perspective, mean, weight, figures)
    return found


def _figure(result: QuestionResult, weight: int, scale: int, calibrated: int | None) -> Figure:
    mean = (result.mean or 0) if calibrated is None else 10 * calibrated
    return Figure(
        mean=_onto(mean, result.scale, scale),
        weight=weight,
        bound=result.bound,
        of=None if result.scale == scale else (mean, result.scale),
        calibrated=calibrated is not None,
    )


def _onto(mean: int, scale: int, larger: int) -> int:
    if scale == larger:
        return mean
    return _round(10 + Fraction((mean - 10) * (larger - 1), scale - 1))


def _weighted(figures: Any) -> int | None:
    """The weighted mean of (mean, weight), in tenths; None where nothing has a weight."""
    pairs = list(figures)
    weights = sum(weight for _, weight in pairs)
    if not weights:
        return None
    return _round(Fraction(sum(mean * weight for mean, weight in pairs), weights))


def _round(value: Fraction) -> int:
    return math.floor(value + Fraction(1, 2))


# ---- as it is stored ---------------------------------------------------------------------------


def competency_to_json(one: CompetencyResult) -> dict[str, Any]:
    """A competency as it is frozen with a packet."""
    return {
        "competency": one.competency,
        "scale": one.scale,
        "own": None if one.own is None else _part_to_json(one.own),
        "manager": None if one.manager is None else _part_to_json(one.manager),
        "parts": [_part_to_json(part) for part in one.parts],
        "others": one.others,
    }


def competency_from_json(value: Mapping[str, Any]) -> CompetencyResult:
    """From what was frozen."""
    return CompetencyResult(
        value["competency"],
        value["scale"],
        None if value["own"] is None else _part_from_json(value["own"]),
        None if value["manager"] is None else _part_from_json(value["manager"]),
        tuple(_part_from_json(part) for part in value["parts"]),
        value["others"],
    )


def total_to_json(one: TotalResult | None) -> dict[str, Any] | None:
    """A total as it is frozen with a packet."""
    if one is None:
        return None
    return {
        "mean": one.mean,
        "scale": one.scale,
        "parts": [_part_to_json(part) for part in one.parts],
        "missing": [perspective.value for perspective in one.missing],
    }


def total_from_json(value: Mapping[str, Any] | None) -> TotalResult | None:
    """From what was frozen."""
    if value is None:
        return None
    return TotalResult(
        value["mean"],
        value["scale"],
        tuple(_part_from_json(part) for part in value["parts"]),
        tuple(Perspective(one) for one in value["missing"]),
    )


def _part_to_json(part: Part) -> dict[str, Any]:
    return {
        "perspective": part.perspective.value,
        "mean": part.mean,
        "weight": part.weight,
        "figures": [
            [one.mean, one.weight, one.bound.value, one.of, one.calibrated] for one in part.figures
        ],
    }


def _part_from_json(value: Mapping[str, Any]) -> Part:
    return Part(
        Perspective(value["perspective"]),
        value["mean"],
        value["weight"],
        tuple(
            Figure(mean, weight, ResultBound(bound), None if of is None else tuple(of), calibrated)
            for mean, weight, bound, of, calibrated in value["figures"]
        ),
    )
