"""Everybody in groups by each of four things, as now and as then: all tables of a report at once.

All of these tables can be read, today's and that of where people were, and compared. So they are made
together, from who is where and from nothing else, in these steps:

1. Those who are there today are parted by each thing into groups of enough (``erm.people.groups``).
2. A table of *then* differs from that of now by whoever moved or left since. Whoever moved counts where
   they were only if enough moved the same way; a move of fewer counts as if they had always been where
   they are. Whoever left counts then if enough have left, in groups of enough.
   So each table of then is made of *cells* (from where, to where) of enough people, and so is that of now.
3. The cells of all four things together must not tell of a few (``crossings``). As long as they would,
   moves are left out and groups are put together with others, the last things first.

Everything that is told is a number about a union of cells, so it is in the span of what step 3 holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from erm.people.groups import MINIMUM, SMALLER, parted
from erm.reports.crossings import weak_groups
from erm.reports.places import Places
from erm.reports.rules import DIMENSIONS, Key, ReportAsOf, ReportBy

By = ReportBy | str
"""What people are grouped by: one of the four, or something that a report has besides."""

GONE = ""
"""Where people are who have left."""
Cell = tuple[Key, Key]
"""From where to where; the same twice for whoever did not move."""


@dataclass(frozen=True, slots=True)
class Group:
    """People of whom something is told together. ``key`` is ``SMALLER`` for those put together."""

    key: Key
    members: tuple[UUID, ...]

    @property
    def together(self) -> bool:
        """Whether these are groups without a row of their own."""
        return self.key == SMALLER


@dataclass(frozen=True, slots=True)
class Arranged:
    """Everybody by one thing as of one day. ``withheld`` groups have no row of their own."""

    rows: tuple[Group, ...]
    withheld: int

    @property
    def everybody(self) -> tuple[UUID, ...]:
        """All of them together."""
        return tuple(person for row in self.rows for person in row.members)


class Tables:
    """All tables of one report. ``None`` stands for all of them where there are too few people."""

    def __init__(self, places: Places, cells: Mapping[By, Mapping[UUID, Cell]]) -> None:
        self._places = places
        self._cells = cells

    def table(self, by: By, as_of: ReportAsOf) -> Arranged:
        """One of them."""
        now = as_of is ReportAsOf.NOW
        members: dict[Key, list[UUID]] = {}
        for person, (before, after) in self._cells[by].items():
            key = after if now else before
            if key != GONE:
                members.setdefault(key, []).append(person)
        there = self._places.now if now else self._places.then
        known: set[Key] = set()
        if isinstance(by, ReportBy):
            known = {key for key in there[by].values() if key is not None}
        rows = sorted(members.items(), key=lambda each: (each[0] == SMALLER, each[0]))
        return Arranged(
            tuple(Group(key, tuple(found)) for key, found in rows), len(known - members.keys())
        )


def arrange(
    places: Places,
    minimum: int = MINIMUM,
    *,
    besides: Mapping[str, Mapping[UUID, Key]] | None = None,
) -> Tables | None:
    """The tables of some people; None where fewer than ``minimum`` are there.

    ``besides``: more things by which the same people are told of, the same now as then.
    """
    people, left = places.people, places.left
    if len(people) < minimum:
        return None
    if len(left) < minimum:
        left = frozenset()
    while True:
        tables = [
            _Table(by, places.now[by], places.then[by], people, left, minimum) for by in DIMENSIONS
        ]
        for name, keys in (besides or {}).items():
            tables.append(_Table(name, keys, keys, people, left, minimum))
        if _settle(tables, minimum):
            return Tables(places, {each.by: each.cells for each in tables})
        # Even together, those who left would be told of by what is told of the others.
        left = frozenset()


def _settle(tables: Sequence[_Table], minimum: int) -> bool:
    """Join cells until nothing tells of a few; False if those who left must be left out for it."""
    order = list(tables[0].cells)
    while True:
        numbered = [each.numbered(order) for each in tables]
        codes = np.stack([codes for codes, _ in numbered], axis=1)
        weak = weak_groups(codes, minimum)
        if not any(weak):
            return True
        for table, (_, cells), found in zip(tables, numbered, weak, strict=True):
            if not table.join([cells[number] for number in sorted(found)]):
                return False


class _Table:
    """Everybody's cell by one thing."""

    def __init__(
        self,
        by: By,
        now: Mapping[UUID, Key | None],
        then: Mapping[UUID, Key | None],
        people: frozenset[UUID],
        left: frozenset[UUID],
        minimum: int,
    ) -> None:
        self.by = by
        self.cells: dict[UUID, Cell] = {}
        flows: Counter[Cell] = Counter()
        moved: dict[UUID, Cell] = {}
        for group in parted(
            {person: now[person] for person in people}, minimum, complete=True
        ).groups:
            home = SMALLER if group.key is None else group.key
            for person in group.members:
                self.cells[person] = (home, home)
                before = then.get(person)
                if before is not None and person in then and before != now[person]:
                    moved[person] = (before, home)
                    flows[before, home] += 1
        stayed = Counter(cell[1] for person, cell in self.cells.items() if person not in moved)
        kept = {cell: size for cell, size in flows.items() if size >= minimum}
        for (_, home), size in flows.items():
            if size < minimum:
                stayed[home] += size
        for cell in sorted(kept, key=lambda each: (kept[each], each)):
            # A group that lost nearly everybody and won others: those who stayed must be enough too.
            if 0 < stayed[cell[1]] < minimum:
                stayed[cell[1]] += kept.pop(cell)
        for person, cell in moved.items():
            if cell in kept and cell[0] != cell[1]:
                self.cells[person] = cell
        for group in parted(
            {person: then[person] for person in left}, minimum, complete=True
        ).groups:
            for person in group.members:
                self.cells[person] = (SMALLER if group.key is None else group.key, GONE)

    def numbered(self, order: Iterable[UUID]) -> tuple[np.ndarray, list[Cell]]:
        """Everybody's cell as a number, and the cells by their numbers."""
        cells = sorted(set(self.cells.values()))
        number = {cell: index for index, cell in enumerate(cells)}
        return np.array([number[self.cells[person]] for person in order], np.int64), cells

    def join(self, weak: Sequence[Cell]) -> bool:
        """Put cells together with others; False where those who left are one cell already."""
        into: dict[Cell, Cell] = {}
        lost: set[Key] = set()
        for before, after in weak:
            if after == GONE:
                if before == SMALLER:
                    return False
                into[before, after] = (SMALLER, GONE)
            elif before != after:
                into[before, after] = (after, after)
            else:
                lost.add(after)
        if lost:
            lost |= self._partner(lost)
        for cell in set(self.cells.values()):
            before, after = into.get(cell, cell)
            ends = tuple(SMALLER if end in lost else end for end in (before, after))
            into[cell] = (ends[0], ends[1])
        self.cells = {person: into[cell] for person, cell in self.cells.items()}
        return True

    def _partner(self, lost: set[Key]) -> set[Key]:
        """A group besides, where the ones that have to be put together are one alone."""
        sizes = Counter(after for before, after in self.cells.values() if before == after)
        if len(lost) > 1 or (SMALLER in sizes and lost != {SMALLER}):
            return set()
        others = sizes.keys() - lost - {SMALLER}
        return {min(others, key=lambda key: (sizes[key], key))} if others else set()
