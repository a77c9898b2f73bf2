"""How far a goal is, in whole percent: pure arithmetic, rounded down, so that 100 means all of it.

None is "nothing measured yet" and is no number: it counts in no mean.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from erm.development.rules import GoalMeasure, NumberDirection

FULL = 100


@dataclass(frozen=True, slots=True)
class Measured:
    """What a goal is measured by. ``told`` is percent as somebody said it; ``done`` of ``total``
    milestones are reached.
    """

    measure: GoalMeasure
    told: int = 0
    start: Decimal | None = None
    target: Decimal | None = None
    now: Decimal | None = None
    direction: NumberDirection | None = None
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A goal that counts in another's: its weight, 1 to 100, and how far it is."""

    weight: int
    progress: int | None


def progress_of(goal: Measured, parts: Iterable[Part] = ()) -> int | None:
    """Percent, 0 to 100, or None. ``parts`` are the goals that count in it, for GOALS."""
    match goal.measure:
        case GoalMeasure.PERCENT:
            return min(max(goal.told, 0), FULL)
        case GoalMeasure.YES_NO:
            return FULL if goal.told >= FULL else 0
        case GoalMeasure.MILESTONES:
            return of_milestones(goal.done, goal.total)
        case GoalMeasure.NUMBER:
            return of_number(goal.start, goal.target, goal.now, goal.direction)
        case GoalMeasure.GOALS:
            return rolled_up(parts)


def of_milestones(done: int, total: int) -> int | None:
    """The share of milestones that are reached; None where there is none."""
    return done * FULL // total if total > 0 else None


def of_number(
    start: Decimal | None,
    target: Decimal | None,
    now: Decimal | None,
    direction: NumberDirection | None = None,
) -> int | None:
    """How much of the way from start to target is gone.

    0 until a number was told, where the start is known. Without a start there is only reached and
    not reached. None where there is no way: no target, or a target that is the start.
    """
    if target is None or start == target:
        return None
    if start is None:
        if now is None:
            return None
        down = direction is NumberDirection.DOWN
        return FULL if (now <= target if down else now >= target) else 0
    if now is None:
        return 0
    gone = Fraction(now - start) / Fraction(target - start)
    return int(min(max(gone, Fraction(0)), Fraction(1)) * FULL)


def rolled_up(parts: Iterable[Part]) -> int | None:
    """The mean of what counts, each with its weight; None where nothing is measured."""
    counted = [(part.weight, part.progress) for part in parts if part.progress is not None]
    weights = sum(weight for weight, _ in counted)
    return sum(weight * each for weight, each in counted) // weights if weights else None


def direction_of(start: Decimal | None, target: Decimal) -> NumberDirection | None:
    """Which way the number goes; None where that does not follow from start and target."""
    if start is None or start == target:
        return None
    return NumberDirection.UP if target > start else NumberDirection.DOWN


def told_as(number: Decimal | None) -> str | None:
    """A decimal as people write it: no zeros at the end, no exponent."""
    if number is None:
        return None
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
