"""Several tables about the same people, taken together: none of them may tell of a few by the others.

Each table parts the same people into groups of enough, and whoever has all tables can add and subtract
their rows as they like. What comes out is a number about a few people exactly if some weights of the
groups, one for each, add up to nothing for everybody but those few. Write each person as a row with a
one in the column of each of their groups: that happens if the few can be taken away and the rank of the
rows falls. So it cannot happen if the rows hold ``minimum`` disjoint bases: whichever fewer people are
taken away, one basis stays whole (in the words of matroids: every cocircuit meets every basis).

Bases are looked for greedily. Where ``minimum`` of them are found, that is a proof; where they are not,
the groups to which the missing rank belongs are named, and the caller puts them together with others.
It is all decided from who is in which group, never from what is told of them.

The widest table costs next to nothing: one person of each of its groups stands for it, and only the
differences to them are left for elimination, as wide as the other tables together. Arithmetic is modulo
a prime: rows that are independent there are independent.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_PRIME = 32_749
"""Below 2¹⁵, so that sums of products of a few thousand numbers are exact in float64."""
_BATCH = 4_096
_FIRST_BATCH = 64

Codes = NDArray[np.int64]
Rows = NDArray[np.float64]


def weak_groups(codes: Codes, minimum: int) -> list[set[int]]:
    """For each table the groups that must be put together with others; all empty where all is well.

    ``codes`` has a row for each person and a column for each table, the worthiest first: the number of
    the person's group, from 0 on without gaps. Every group has ``minimum`` people at least. Where there
    is a choice, groups of the last tables are named.
    """
    weak: list[set[int]] = [set() for _ in range(codes.shape[1])]
    if codes.size == 0:
        return weak
    atoms, counts = np.unique(codes, axis=0, return_counts=True)
    search = _Search(atoms, np.minimum(counts, minimum))
    whole = search.basis()
    for _ in range(minimum - 1):
        if search.basis(whole) < whole:
            return search.missing(codes)
    return weak


class _Search:
    """Bases, one after another, of people who are in none before."""

    def __init__(self, atoms: Codes, left: NDArray[np.int64]) -> None:
        self._atoms = atoms
        self._left = left.copy()
        sizes = atoms.max(axis=0) + 1
        self._wide = int(np.argmax(sizes))
        self._narrow = [table for table in range(atoms.shape[1]) if table != self._wide]
        starts = np.cumsum([0, *(sizes[table] for table in self._narrow)])
        self._starts, self._width = starts[:-1], int(starts[-1])
        self._groups = int(sizes[self._wide])
        self._places = atoms[:, self._narrow] + self._starts
        self._basis: Rows = np.zeros((0, self._width))
        self._pivots: list[int] = []
        self._stands_for = np.full(self._groups, -1)

    def basis(self, enough: int | None = None) -> int:
        """Take one more basis away, of people who are left, and tell how many it has.

        ``enough``: how many there can be, where that is known.
        """
        wide = self._atoms[:, self._wide]
        there = np.flatnonzero(self._left > 0)
        # Whoever has many like them is taken first: the rare ones are needed for other bases.
        there = there[np.argsort(-self._left[there], kind="stable")]
        found, first = np.unique(wide[there], return_index=True)
        self._stands_for = np.full(self._groups, -1)
        self._stands_for[found] = there[first]
        self._left[self._stands_for[found]] -= 1
        people = np.bincount(wide[there], weights=self._left[there], minlength=self._groups)
        there = there[self._left[there] > 0]
        # Differences come from large groups, whose people are not needed to stand for them.
        there = there[np.argsort(-people[wide[there]], kind="stable")]
        self._basis, self._pivots = np.zeros((0, self._width)), []
        chosen: list[int] = []
        begin, size = 0, _FIRST_BATCH
        # The ones of each table add up to one, so their differences to nothing: there is no more.
        most = self._width - len(self._narrow)
        if enough is not None:
            most = min(most, enough - len(found))
        while begin < len(there) and len(chosen) < most:
            some = there[begin : begin + size]
            chosen += [int(some[row]) for row in self._eliminate(self._reduced(some))]
            # Nearly all of the basis is among the first; then it is about having seen everybody.
            begin, size = begin + size, min(size * 2, _BATCH)
        self._left[chosen] -= 1
        return len(found) + len(chosen)

    def _differences(self, some: NDArray[np.int64]) -> Rows:
        """People less those who stand for their group of the widest table."""
        rows = np.zeros((len(some), self._width))
        order = np.arange(len(some))
        others = self._stands_for[self._atoms[some, self._wide]]
        for table in range(len(self._narrow)):
            # No two of these are the same place: each row is there once.
            rows[order, self._places[some, table]] += 1.0
            rows[order, self._places[others, table]] -= 1.0
        return rows % _PRIME

    def _reduced(self, some: NDArray[np.int64]) -> Rows:
        """Their differences, less what the basis says of them."""
        rows = self._differences(some)
        if self._pivots:
            rows = (rows - (rows[:, self._pivots] @ self._basis) % _PRIME) % _PRIME
        return rows

    def _eliminate(self, rows: Rows) -> list[int]:
        """Which of the rows are new to the basis; they are in it afterwards."""
        chosen: list[int] = []
        while True:
            new = np.flatnonzero(rows.any(axis=1))
            if not len(new):
                return chosen
            row = int(new[0])
            # The first column: the worthiest tables are decided first, the last bear what is missing.
            pivot = int(np.flatnonzero(rows[row])[0])
            line = (rows[row] * pow(int(rows[row, pivot]), -1, _PRIME)) % _PRIME
            rows -= np.outer(rows[:, pivot], line) % _PRIME
            rows %= _PRIME
            self._basis -= np.outer(self._basis[:, pivot], line) % _PRIME
            self._basis %= _PRIME
            self._basis = np.vstack([self._basis, line])
            self._pivots.append(pivot)
            chosen.append(row)

    def missing(self, codes: Codes) -> list[set[int]]:
        """The groups to which the rank belongs that the last basis did not reach."""
        weak: list[set[int]] = [set() for _ in range(codes.shape[1])]
        alone = np.flatnonzero(self._stands_for < 0)
        weak[self._wide] = {int(group) for group in alone}
        sizes = np.concatenate(
            [np.bincount(codes[:, table]) for table in self._narrow] or [np.zeros(0, np.int64)]
        )
        told = np.flatnonzero(self._stands_for[self._atoms[:, self._wide]] >= 0)
        for begin in range(0, len(told), _BATCH):
            for row in self._reduced(told[begin : begin + _BATCH]):
                places = np.flatnonzero(row)
                if len(places):
                    # Of the last table in question the smallest group.
                    table = int(np.searchsorted(self._starts, places[-1], side="right")) - 1
                    of_table = places[places >= self._starts[table]]
                    place = int(of_table[np.argmin(sizes[of_table])])
                    weak[self._narrow[table]].add(place - int(self._starts[table]))
        return weak
