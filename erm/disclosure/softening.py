"""No answer of anybody follows from what is told: not which it was, and not whether it was favourable.

What is told of a block is the same whichever of its people gave which answers. So an answer follows only
where all of them gave the same, or all a favourable one, or none. There one answer, drawn by lot among
those nearest to the boundary, is moved over it by the fewest points. Everything is worked out from what
comes out of here; the true answers are used for nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

MISSING = -(2**31)
"""Stands for no answer."""

Numbers = NDArray[np.int64]
"""Whole numbers, one for each ballot."""

K = TypeVar("K", bound=Hashable)
"""What columns are known by."""


class Dice(Protocol):
    """What draws lots: ``secrets.SystemRandom()``, or ``random.Random(seed)`` in tests."""

    def randrange(self, stop: int, /) -> int:
        """A number from 0 to ``stop - 1``."""
        ...


class ColumnKind(StrEnum):
    """How a question is answered. SCALE: a number (yes is 1, no is 0); ONE, MANY: options of a list."""

    SCALE = "scale"
    ONE = "one"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class Column:
    """The answers to a question, one for each ballot.

    SCALE: ``values`` are numbers from ``lowest`` to ``highest``, the better the higher (what is asked the
    other way round is turned before). ONE: the number of the option, from 0 to ``highest``. MANY: a row of
    0 and 1 for each ballot, a number for each option. ``MISSING`` where there is no answer.
    """

    kind: ColumnKind
    values: Numbers
    lowest: int
    highest: int

    @property
    def favourable(self) -> int:
        """The lowest answer of a scale that is favourable: at least two thirds of the way up."""
        return self.lowest - (-2 * (self.highest - self.lowest) // 3)

    @property
    def given(self) -> NDArray[np.bool_]:
        """Which ballots answer it."""
        values = self.values if self.values.ndim == 1 else self.values[:, 0]
        found: NDArray[np.bool_] = values != MISSING
        return found


@dataclass(frozen=True, slots=True)
class Softened:
    """Answers from which to work out everything that is told, and how many of them were moved."""

    moved: int
    left_out: int


def soften(
    columns: Mapping[K, Column],
    blocks: Numbers,
    word_blocks: Numbers,
    *,
    minimum: int,
    word_minimum: int,
    rng: Dice,
    together: Sequence[Sequence[K]] = (),
) -> tuple[dict[K, Column], Softened]:
    """The answers from which everything told is worked out.

    ``blocks`` and ``word_blocks``: which each ballot belongs to, negative where it belongs to none. A
    block in which fewer than ``minimum`` answered a question (a word block: ``word_minimum``, for what is
    told of word blocks only) has no answers to it any more. ``together``: scales whose mean by person is
    told as well (a driver); a person's mean over at least half of them must not be favourable for all
    of a block either, nor for none.
    """
    found: dict[K, Column] = {}
    moved = left_out = 0
    scales = _Parts(blocks)
    choices = _Parts(word_blocks)
    for key, column in columns.items():
        parts, least = (
            (scales, minimum) if column.kind is ColumnKind.SCALE else (choices, word_minimum)
        )
        values = column.values.copy()
        left_out += parts.leave_out(values, column.given, least)
        fresh = replace(column, values=values)
        moved += _SOFTEN[column.kind](fresh, parts, rng)
        found[key] = fresh
    for keys in together:
        moved += _soften_means([found[key] for key in keys], scales, minimum, rng)
    return found, Softened(moved, left_out)


class _Parts:
    """Ballots by the part that they belong to."""

    def __init__(self, part_of: Numbers) -> None:
        order = np.argsort(part_of, kind="stable")
        self.order = order[np.searchsorted(part_of[order], 0) :]
        self.nowhere = np.flatnonzero(part_of < 0)
        _, starts = np.unique(part_of[self.order], return_index=True)
        self.starts = starts
        self.ends = np.append(starts[1:], len(self.order))

    def count(self, flags: NDArray[np.bool_]) -> Numbers:
        """How many of each part are flagged."""
        if not len(self.starts):
            return np.zeros(0, dtype=np.int64)
        return np.add.reduceat(flags[self.order].astype(np.int64), self.starts)

    def of(self, part: np.intp) -> Numbers:
        """The ballots of a part."""
        return self.order[self.starts[part] : self.ends[part]]

    def leave_out(self, values: Numbers, given: NDArray[np.bool_], minimum: int) -> int:
        """Take away the answers of parts where too few answered; how many answers those were."""
        lost = int(given[self.nowhere].sum())
        values[self.nowhere] = MISSING
        counts = self.count(given)
        for part in np.flatnonzero((counts > 0) & (counts < minimum)):
            lost += int(counts[part])
            values[self.of(part)] = MISSING
        return lost


def _draw(ballots: Numbers, rng: Dice) -> int:
    return int(ballots[rng.randrange(len(ballots))])


def _soften_scale(column: Column, parts: _Parts, rng: Dice) -> int:
    values, boundary = column.values, column.favourable
    given = parts.count(column.given)
    good = parts.count(column.given & (values >= boundary))
    edge = np.flatnonzero((given > 0) & ((good == 0) | (good == given)))
    for part in edge:
        ballots = parts.of(part)
        ballots = ballots[values[ballots] != MISSING]
        answers = values[ballots]
        if good[part]:
            values[_draw(ballots[answers == answers.min()], rng)] = boundary - 1
        else:
            values[_draw(ballots[answers == answers.max()], rng)] = boundary
    return len(edge)


def _soften_one(column: Column, parts: _Parts, rng: Dice) -> int:
    values = column.values
    moved = 0
    options = column.highest + 1
    if options < 2:
        return 0
    given = parts.count(column.given)
    for option in range(options):
        chosen = parts.count(values == option)
        for part in np.flatnonzero((given > 0) & (chosen == given)):
            ballots = parts.of(part)
            ballot = _draw(ballots[values[ballots] == option], rng)
            values[ballot] = (option + 1 + rng.randrange(options - 1)) % options
            moved += 1
    return moved


def _soften_many(column: Column, parts: _Parts, rng: Dice) -> int:
    """No option is chosen by all. It is taken from one who chose another as well, if there is one."""
    values = column.values
    moved = 0
    options = values.shape[1]
    if options < 2:
        return 0
    given = parts.count(column.given)
    for option in range(options):
        chosen = parts.count(values[:, option] == 1)
        for part in np.flatnonzero((given > 0) & (chosen == given)):
            ballots = parts.of(part)
            ballots = ballots[values[ballots, option] == 1]
            several = ballots[values[ballots].sum(axis=1) > 1]
            ballot = _draw(several if len(several) else ballots, rng)
            values[ballot, option] = 0
            if not len(several):
                values[ballot, (option + 1 + rng.randrange(options - 1)) % options] = 1
            moved += 1
    return moved


_SOFTEN = {
    ColumnKind.SCALE: _soften_scale,
    ColumnKind.ONE: _soften_one,
    ColumnKind.MANY: _soften_many,
}


def person_means(columns: Sequence[Column]) -> NDArray[np.float64]:
    """Each ballot's mean over the scales, from 0 to 1; NaN where fewer than half of them are answered."""
    places = np.stack(
        [
            np.where(
                column.given,
                (column.values - column.lowest) / (column.highest - column.lowest),
                np.nan,
            )
            for column in columns
        ]
    )
    answered = (~np.isnan(places)).sum(axis=0)
    enough = (answered > 0) & (2 * answered >= len(columns))
    sums = np.nansum(places, axis=0)
    return np.where(enough, sums / np.maximum(answered, 1), np.nan)


FAVOURABLE = 2 / 3
"""From here on a person's mean is favourable."""
_ROUNDING = 1e-9
"""Less than this is a difference of arithmetic only."""


def favourable_means(means: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which means are favourable; one that is missing is not."""
    return np.nan_to_num(means, nan=-1.0) >= FAVOURABLE - _ROUNDING


def _soften_means(columns: Sequence[Column], parts: _Parts, minimum: int, rng: Dice) -> int:
    """No driver may be favourable by the mean of all people of a block, nor of none."""
    if len(columns) < 2:
        return 0
    means = person_means(columns)
    good = favourable_means(means)
    given = parts.count(~np.isnan(means))
    counts = parts.count(good)
    moved = 0
    for part in np.flatnonzero((given >= minimum) & ((counts == 0) | (counts == given))):
        ballots = parts.of(part)
        ballots = ballots[~np.isnan(means[ballots])]
        down = counts[part] > 0
        nearness = means[ballots] if down else -means[ballots]
        nearest = ballots[nearness <= nearness.min() + _ROUNDING]
        moved += _move(columns, ballots, _draw(nearest, rng), down=bool(down), rng=rng)
    return moved


def _move(
    columns: Sequence[Column], ballots: Numbers, ballot: int, *, down: bool, rng: Dice
) -> int:
    """Move a person's answers point by point until their mean is on the other side of the boundary.

    Each point goes where it is drawn, but never takes the last answer from a side of a question.
    """
    step = -1 if down else 1
    moved: set[int] = set()
    while True:
        mean = person_means([replace(each, values=each.values[[ballot]]) for each in columns])
        if bool(favourable_means(mean)[0]) is not down:
            return len(moved)
        open_ = [
            number
            for number, column in enumerate(columns)
            if column.values[ballot] != MISSING and _may_step(column, ballots, ballot, step)
        ]
        if not open_:
            return len(moved)
        number = open_[rng.randrange(len(open_))]
        columns[number].values[ballot] += step
        moved.add(number)


def _may_step(column: Column, ballots: Numbers, ballot: int, step: int) -> bool:
    value = int(column.values[ballot])
    if not column.lowest <= value + step <= column.highest:
        return False
    was, becomes = value >= column.favourable, value + step >= column.favourable
    if was == becomes:
        return True
    others = column.values[ballots]
    others = others[others != MISSING]
    side = (others >= column.favourable) == was
    return int(side.sum()) > 1
