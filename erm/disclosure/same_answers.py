"""No answer of anybody follows from two waves either, if people are assumed to have answered alike.

A plan takes care that two waves laid beside each other tell of no few people (``over_time``). But five
who left, or five who moved, are enough people, and it may follow from the two sums that all of them were
favourable: where everything that could be otherwise is used up. Whether it is so depends on answers, so
no plan can know; what is told is softened once more instead, as within a wave.

The question for each *cell*, people who are told of in the same block both times: is there a world, one in
which everybody who answered twice gave the same answer and in which both waves come to what was told, with
a favourable answer in the cell; and is there one with another? Worlds are solutions of a system of whole
numbers, which HiGHS finds. Where one of the two is missing, the fewest points are moved in this wave's
answers so that there are both. Where no answers whatever would do, for what was told before leaves too
little room, nothing is told of the question in that part of the company: that follows from numbers of
people and from the earlier figures, and so tells nothing of the answers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING, Generic, TypeVar
from uuid import UUID

from erm.disclosure.softening import Column, ColumnKind, Dice, Numbers
from erm.disclosure.totals import Totals

if TYPE_CHECKING:
    from erm.disclosure.worlds import Cell

K = TypeVar("K", bound=Hashable)

MOST_CELLS = 600
"""Larger parts of a company are not looked at: too much is unknown in them for anything to follow."""
_PASSES = 3
"""So often all earlier waves are gone through, as long as answers are moved."""


@dataclass(frozen=True, slots=True)
class FormerTotals(Generic[K]):
    """An earlier wave: the block of everybody invited, the word block of each block, totals by question."""

    blocks: Mapping[UUID, int]
    word_blocks: Mapping[int, int]
    totals: Mapping[K, Totals]


@dataclass(frozen=True, slots=True)
class SoftenedOverTime:
    """What was done, counted over questions, earlier waves and parts of the company.

    ``moved`` and ``left_out`` are answers. Parts: ``contradicted``, where people cannot all have answered
    alike, so that nothing follows from assuming it; ``unproven``, where the search took too long;
    ``too_large``, which were not looked at.
    """

    moved: int = 0
    left_out: int = 0
    contradicted: int = 0
    unproven: int = 0
    too_large: int = 0


def soften_over_time(
    columns: Mapping[K, Column],
    blocks: Numbers,
    word_blocks: Numbers,
    *,
    membership: Mapping[UUID, int],
    former: Sequence[FormerTotals[K]],
    word_minimum: int,
    rng: Dice,
    seconds: float = 300.0,
) -> tuple[dict[K, Column], SoftenedOverTime]:
    """Answers, softened within the wave already, from which nothing follows beside an earlier wave either.

    ``membership``: the block of everybody invited. ``former``: in their order; the latest is looked at
    first. ``seconds``: what is not done by then stays ``unproven``. Other arguments as of
    ``softening.soften``.
    """
    over = _OverTime(dict(columns), blocks, word_blocks, membership, word_minimum, rng, seconds)
    moved = left_out = 0
    for _ in range(_PASSES):
        done = over.against(list(reversed(former)))
        moved += done.moved
        left_out += done.left_out
        if not done.moved or len(former) < 2:
            break
        # What was moved for one earlier wave has to do for the others as well.
    return over.columns, replace(done, moved=moved, left_out=left_out)


class _OverTime(Generic[K]):
    """Goes through earlier waves, questions and parts of the company."""

    def __init__(
        self,
        columns: dict[K, Column],
        blocks: Numbers,
        word_blocks: Numbers,
        membership: Mapping[UUID, int],
        word_minimum: int,
        rng: Dice,
        seconds: float,
    ) -> None:
        self.columns = columns
        self._blocks = blocks
        self._word_blocks = word_blocks
        self._membership = membership
        self._word_minimum = word_minimum
        self._rng = rng
        self._until = monotonic() + seconds
        self._word_of = {
            int(block): int(word)
            for block, word in zip(blocks, word_blocks, strict=True)
            if block >= 0 and word >= 0
        }

    def against(self, former: Sequence[FormerTotals[K]]) -> SoftenedOverTime:
        """One pass over all of it."""
        count: Counter[str] = Counter()
        for each in former:
            asked = [
                (key, before)
                for key, before in each.totals.items()
                if key in self.columns and self.columns[key].kind is ColumnKind.SCALE
            ]
            if not asked:
                continue
            cells = _cells(each.blocks, self._membership)
            for part in _parts(cells, each.word_blocks, self._word_of):
                if len(part) > MOST_CELLS:
                    count["too_large"] += len(asked)
                    continue
                for key, before in asked:
                    self._part(key, part, before, each.word_blocks, count)
        return SoftenedOverTime(**count)

    def _part(
        self,
        key: K,
        cells: Mapping[Cell, int],
        before: Totals,
        row_words: Mapping[int, int],
        count: Counter[str],
    ) -> None:
        if monotonic() > self._until:
            count["unproven"] += 1
            return
        # Slow to load, and needed at the close of a wave only.
        from erm.disclosure.worlds import End, Search

        column = self.columns[key]
        fresh = replace(column, values=column.values.copy())
        search = Search(
            cells,
            before,
            row_words,
            fresh,
            self._blocks,
            self._word_blocks,
            self._word_minimum,
            self._rng,
        )
        moved, end = search.repair()
        count["moved"] += moved
        count["contradicted"] += end is End.CONTRADICTED
        count["unproven"] += end is End.UNPROVEN
        if end is End.IMPOSSIBLE:
            count["left_out"] += search.leave_out()
        self.columns[key] = fresh


def _cells(rows: Mapping[UUID, int], columns: Mapping[UUID, int]) -> Counter[Cell]:
    found: Counter[Cell] = Counter((row, columns.get(person)) for person, row in rows.items())
    found.update((None, column) for person, column in columns.items() if person not in rows)
    return found


def _parts(
    cells: Mapping[Cell, int], row_words: Mapping[int, int], column_words: Mapping[int, int]
) -> Iterator[dict[Cell, int]]:
    """Cells that have to do with each other, by blocks or by word blocks."""
    above: dict[Hashable, Hashable] = {}

    def top(node: Hashable) -> Hashable:
        while above.setdefault(node, node) != node:
            above[node] = above[above[node]]
            node = above[node]
        return node

    def join(one: Hashable, other: Hashable) -> None:
        above[top(one)] = top(other)

    for row, column in cells:
        if row is not None and row in row_words:
            join(("row", row), ("words before", row_words[row]))
        if column is not None and column in column_words:
            join(("column", column), ("words", column_words[column]))
        if row is not None and column is not None:
            join(("row", row), ("column", column))
    found: dict[Hashable, dict[Cell, int]] = defaultdict(dict)
    for cell, people in cells.items():
        row, column = cell
        node = ("column", column) if row is None else ("row", row)
        found[top(node)][cell] = people
    yield from found.values()
