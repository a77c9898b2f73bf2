"""Worlds: what people may have answered in two waves, as far as figures tell, if they answered alike.

Everything is about one question in one part of a company. See ``same_answers``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum, auto
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from erm.disclosure.softening import MISSING, Column, Dice, Numbers
from erm.disclosure.totals import Totals

Cell = tuple[int | None, int | None]
"""The block of the earlier wave and of this one; None: not invited to it."""
When = tuple[bool, bool]
"""Whether somebody answered in the earlier wave and in this one."""
Answers = tuple[Cell, int, When]
"""So many people of a cell gave an answer then."""

_ROUNDS = 6
"""So often it is tried again, when moving answers hides a world that there was."""
_LARGEST = 60_000
"""Most unknowns of a search for what to move."""
_INFEASIBLE = 2
"""What scipy calls a system that has no solution."""
_SOME = 1e-6
"""Less than this is a difference of arithmetic only."""
_SECONDS = 5.0
"""Longest search for one world."""


class End(Enum):
    """How the search in one part ended."""

    SHOWN = auto()
    CONTRADICTED = auto()
    IMPOSSIBLE = auto()
    UNPROVEN = auto()


def _times(cell: Cell) -> tuple[When, ...]:
    if cell[0] is None:
        return ((False, True),)
    if cell[1] is None:
        return ((True, False),)
    return (True, True), (True, False), (False, True)


Goal = tuple[Cell, bool]
"""A favourable answer in a cell, or another."""


class Search:
    """Looks for worlds of one question in one part of a company, and moves answers where some are missing.

    Unknown are how many people of each cell gave which answer when. What is told of this wave is a sum of
    how often each answer was given in each of its blocks (``counts``), which can be changed.
    """

    def __init__(
        self,
        cells: Mapping[Cell, int],
        before: Totals,
        row_words: Mapping[int, int],
        column: Column,
        blocks: Numbers,
        word_blocks: Numbers,
        word_minimum: int,
        rng: Dice,
    ) -> None:
        self._cells = dict(sorted(cells.items(), key=str))
        self._column = column
        self._rng = rng
        self._values = range(column.lowest, column.highest + 1)
        self._place: dict[Answers, int] = {}
        for cell in self._cells:
            for value in self._values:
                for when in _times(cell):
                    self._place[cell, value, when] = len(self._place)
        numbers = sorted({number for _, number in cells if number is not None})
        ballots = np.flatnonzero(np.isin(blocks, numbers) & column.given)
        self._ballots = {number: ballots[blocks[ballots] == number] for number in numbers}
        self._answered = [number for number in numbers if len(self._ballots[number])]
        self._at = {number: at for at, number in enumerate(self._answered)}
        words = {number: int(word_blocks[self._ballots[number][0]]) for number in self._answered}
        in_words = Counter(int(word) for word in word_blocks[ballots])
        self._words = {
            number: word
            for number, word in words.items()
            if word >= 0 and in_words[word] >= word_minimum
        }
        self._goals = [(cell, good) for cell in self._cells for good in (True, False)]
        self._know(before, row_words)

    def repair(self) -> tuple[int, End]:
        """How many answers were moved, and how it ended."""
        if not self._answered:
            return 0, End.SHOWN
        counts = self._counts()
        try:
            if self._world(counts, ()) is None:
                return 0, End.CONTRADICTED
            missing = self._missing(counts)
            wanted: list[Goal] = []
            changed = counts
            for _ in range(_ROUNDS):
                if not missing:
                    return self._move(counts, changed), End.SHOWN
                wanted += [goal for goal in missing if goal not in wanted]
                if len(wanted) * len(self._place) > _LARGEST:
                    break
                found = self._change(counts, wanted)
                if found is None:
                    return 0, End.IMPOSSIBLE
                changed = found
                missing = self._missing(changed)
        except TimeoutError:
            pass
        return 0, End.UNPROVEN

    def leave_out(self) -> int:
        """Take all answers away; how many those were."""
        ballots = np.concatenate(list(self._ballots.values()))
        self._column.values[ballots] = MISSING
        return len(ballots)

    def _counts(self) -> NDArray[np.int64]:
        """How often each answer was given in each block, block after block."""
        width = len(self._values)
        return np.concatenate(
            [
                np.bincount(
                    self._column.values[self._ballots[number]] - self._column.lowest,
                    minlength=width,
                )
                for number in self._answered
            ]
            or [np.zeros(0, dtype=np.int64)]
        )

    def _missing(self, counts: NDArray[np.int64]) -> list[Goal]:
        """What is found in no world, of counts for which there is one."""
        missing = list(self._goals)
        while missing:
            reached = self._world(counts, missing)
            if not reached:
                break
            missing = [goal for goal in missing if goal not in reached]
        # Where nobody of a cell can have answered at all there is nothing to be found out.
        return [(cell, good) for cell, good in missing if (cell, not good) not in missing]

    def _world(self, counts: NDArray[np.int64], goals: Sequence[Goal]) -> set[Goal] | None:
        """Those of the goals that are reached in a world with as many of them as can be; None: no world.

        Raises TimeoutError.
        """
        size, count = len(self._place), len(goals)
        wanted = sparse.hstack([-self._reached(goals), sparse.eye_array(count)], format="csr")
        known = sparse.hstack(
            [self._matrix, sparse.csr_array((self._matrix.shape[0], count))], format="csr"
        )
        told = self._told @ counts
        found = milp(
            np.concatenate([np.zeros(size), np.full(count, -1.0)]),
            integrality=np.concatenate([np.ones(size), np.zeros(count)]),
            bounds=Bounds(0, np.concatenate([self._most, np.ones(count)])),
            constraints=[
                LinearConstraint(known, self._low + told, self._high + told),
                LinearConstraint(wanted, -np.inf, 0),
            ],
            options={"time_limit": _SECONDS},
        )
        if _none(found):
            return None
        return {goal for at, goal in enumerate(goals) if found.x[size + at] > _SOME}

    def _reached(self, goals: Sequence[Goal]) -> Any:
        """The unknowns of which each goal wants one."""
        rows, columns = [], []
        for at, (cell, good) in enumerate(goals):
            for value in self._values:
                if (value >= self._column.favourable) == good:
                    for when in _times(cell):
                        rows.append(at)
                        columns.append(self._place[cell, value, when])
        shape = (len(goals), len(self._place))
        return sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)

    def _change(self, counts: NDArray[np.int64], goals: Sequence[Goal]) -> NDArray[np.int64] | None:
        """Counts in which the fewest points are moved and each goal is reached in a world of its own.

        None: there are none. Raises TimeoutError.
        """
        width, blocks = len(self._values), len(self._answered)
        size, told, steps = len(self._place), len(counts), (width - 1) * blocks
        worlds = len(goals)
        # Unknown: the counts, then how many points are moved past each step of each block, then worlds.
        summed = sparse.kron(
            sparse.eye_array(blocks), sparse.csr_array(np.tri(width)[: width - 1]), format="csr"
        )
        before = summed @ counts
        sums = sparse.kron(sparse.eye_array(blocks), np.ones((1, width)), format="csr")
        good = sparse.kron(
            sparse.eye_array(blocks),
            np.array([[float(value >= self._column.favourable) for value in self._values]]),
            format="csr",
        )
        people = sums @ counts
        steps_of = sparse.eye_array(steps)
        empty = sparse.csr_array((steps, worlds * size))
        none = sparse.csr_array((blocks, steps + worlds * size))
        reached = self._reached(goals)
        constraints = [
            LinearConstraint(sparse.hstack([summed, -steps_of, empty]), -np.inf, before),
            LinearConstraint(sparse.hstack([-summed, -steps_of, empty]), -np.inf, -before),
            LinearConstraint(sparse.hstack([sums, none]), people, people),
            LinearConstraint(sparse.hstack([good, none]), 1, people - 1),
            LinearConstraint(
                sparse.hstack(
                    [
                        sparse.kron(np.ones((worlds, 1)), -self._told),
                        sparse.csr_array((worlds * len(self._low), steps)),
                        sparse.kron(sparse.eye_array(worlds), self._matrix),
                    ]
                ),
                np.tile(self._low, worlds),
                np.tile(self._high, worlds),
            ),
            LinearConstraint(
                sparse.hstack(
                    [
                        sparse.csr_array((worlds, told + steps)),
                        sparse.block_diag([reached[[at], :] for at in range(worlds)]),
                    ]
                ),
                1,
                np.inf,
            ),
        ]
        found = milp(
            np.concatenate([np.zeros(told), self._prices(steps), np.zeros(worlds * size)]),
            integrality=np.concatenate([np.ones(told), np.zeros(steps), np.ones(worlds * size)]),
            bounds=Bounds(
                0,
                np.concatenate(
                    [np.full(told, np.inf), np.full(steps, np.inf), np.tile(self._most, worlds)]
                ),
            ),
            constraints=constraints,
            options={"time_limit": _SECONDS, "mip_rel_gap": 0.3},
        )
        if _none(found):
            return None
        changed: NDArray[np.int64] = np.rint(found.x[:told]).astype(np.int64)
        return changed

    def _prices(self, steps: int) -> NDArray[np.float64]:
        """A point costs one, and a little more that is drawn by lot: which block is softened is chance."""
        return np.array([1 + self._rng.randrange(100) / 400 for _ in range(steps)])

    def _move(self, counts: NDArray[np.int64], changed: NDArray[np.int64]) -> int:
        """Move answers, drawn by lot, so that each is given as often as it should be."""
        width, moved = len(self._values), 0
        for at, number in enumerate(self._answered):
            had = counts[at * width : (at + 1) * width].copy()
            wants = changed[at * width : (at + 1) * width]
            ballots = self._ballots[number]
            surplus = [value for value in range(width) for _ in range(had[value] - wants[value])]
            lack = [value for value in range(width) for _ in range(wants[value] - had[value])]
            for one, other in zip(surplus, lack, strict=True):
                having = ballots[self._column.values[ballots] == one + self._column.lowest]
                ballot = having[self._rng.randrange(len(having))]
                self._column.values[ballot] = other + self._column.lowest
                moved += 1
        return moved

    def _know(self, before: Totals, row_words: Mapping[int, int]) -> None:
        """What is told of both waves, as rows of a system, and the most that each unknown can be."""
        rows: list[dict[int, int]] = []
        told: list[dict[int, int]] = []
        low: list[float] = []
        high: list[float] = []

        def known(
            keys: Iterable[Answers], least: float, most: float, of: dict[int, int], power: int = 0
        ) -> None:
            rows.append({self._place[key]: key[1] ** power for key in keys})
            told.append(of)
            low.append(least)
            high.append(most)

        for cell, people in self._cells.items():
            known(self._of(cell), 0, people, {})
        width, boundary = len(self._values), self._column.favourable
        first_by_block, first_by_word = self._by_block(0, row_words)
        for block, keys in first_by_block.items():
            if block in before.blocks:
                n, total, good, squares = before.blocks[block]
                for power, found in enumerate((n, total, squares)):
                    known(keys, found, found, {}, power)
                known([key for key in keys if key[1] >= boundary], good, good, {})
        for (word, value), keys in first_by_word.items():
            if word in before.words:
                count = before.words[word][value - self._column.lowest]
                known(keys, count, count, {})
        by_block, by_word = self._by_block(1, self._words)
        for block, keys in by_block.items():
            if block in self._at:
                each = {
                    self._at[block] * width + value - self._column.lowest: value
                    for value in self._values
                }
                for power in range(3):
                    known(keys, 0, 0, {at: value**power for at, value in each.items()}, power)
                better = [key for key in keys if key[1] >= boundary]
                known(better, 0, 0, {at: 1 for at, value in each.items() if value >= boundary})
        for (word, value), keys in by_word.items():
            of = {
                self._at[number] * width + value - self._column.lowest: 1
                for number, its_word in self._words.items()
                if its_word == word
            }
            known(keys, 0, 0, of)
        self._matrix = _sparse(rows, len(self._place))
        self._told = _sparse(told, width * len(self._answered))
        self._low, self._high = np.array(low), np.array(high)
        self._most = np.zeros(len(self._place))
        for key, place in self._place.items():
            self._most[place] = self._cells[key[0]]

    def _by_block(
        self, side: int, words: Mapping[int, int]
    ) -> tuple[dict[int, list[Answers]], dict[tuple[int, int], list[Answers]]]:
        """The unknowns that a wave's blocks, and its word blocks' single answers, are sums of."""
        by_block: dict[int, list[Answers]] = defaultdict(list)
        by_word: dict[tuple[int, int], list[Answers]] = defaultdict(list)
        for cell in self._cells:
            block = cell[side]
            if block is None:
                continue
            for key in self._of(cell):
                if key[2][side]:
                    by_block[block].append(key)
                    if block in words:
                        by_word[words[block], key[1]].append(key)
        return by_block, by_word

    def _of(self, cell: Cell) -> Iterator[Answers]:
        for value in self._values:
            for when in _times(cell):
                yield cell, value, when


def _none(found: Any) -> bool:
    """Whether a search ended with nothing found; TimeoutError where it did not end."""
    if found.x is not None:
        return False
    if found.status == _INFEASIBLE:
        return True
    raise TimeoutError(found.message)


def _sparse(rows: Sequence[Mapping[int, int]], width: int) -> Any:
    places = [(at, column, value) for at, row in enumerate(rows) for column, value in row.items()]
    values = np.array([value for _, _, value in places], dtype=float)
    return sparse.csr_array(
        (values, ([at for at, _, _ in places], [column for _, column, _ in places])),
        shape=(len(rows), width),
    )
