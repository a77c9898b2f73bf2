"""Two tables about the same people, laid upon each other: neither may tell of a few by the other.

Each table is about groups of enough people (``erm.people.groups``). But a location that is a department
and one person more tells of that person to whoever has both tables, and so does any union of groups of
the one that is a union of groups of the other but for a few.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from uuid import UUID

from erm.people.groups import MINIMUM, K, Parted, People

Sizes = Mapping[tuple[int, int], int]
"""How many people a row (a group of the one table) and a column (of the other) have in common."""


def apart(found: Parted[K], others: Sequence[frozenset[UUID]], minimum: int = MINIMUM) -> Parted[K]:
    """Join groups until no union of them differs from one of ``others`` by 1 to ``minimum - 1`` people.

    Both part the same people. Of the groups on the two sides of such a difference the smallest are put
    together with those that are small already, and so on; a group of everybody differs from nothing.
    """
    row_of = {person: row for row, members in enumerate(others) for person in members}
    groups: dict[K | None, frozenset[UUID]] = {each.key: each.members for each in found.groups}
    withheld = found.withheld
    while True:
        keys = sorted(groups, key=lambda key: (len(groups[key]), str(key)))
        sizes: dict[tuple[int, int], int] = defaultdict(int)
        for column, key in enumerate(keys):
            for person in groups[key]:
                sizes[row_of[person], column] += 1
        sides = small_difference(sizes, minimum)
        if sides is None:
            break
        joined = {keys[column] for column in sides} | ({None} & groups.keys())
        withheld += len(joined - {None})
        together: frozenset[UUID] = frozenset().union(*(groups.pop(key) for key in joined))
        groups[None] = together
    rest = groups.pop(None, None)
    return Parted(
        tuple(People(key, members) for key, members in groups.items()),
        None if rest is None else People(None, rest),
        withheld,
    )


def small_difference(sizes: Sizes, minimum: int = MINIMUM) -> tuple[int, int] | None:
    """A column on each side of a difference of too few people, the first of each side; or None.

    Columns that lie within some rows leave over what those rows have besides. That is a cut of a graph
    in which each row leads to its columns as wide as they share people, and each column back to its
    rows without bound: it lies within the rows only if all its own rows are among them. The narrowest
    cut through a cell is as wide as the largest flow between its ends (Ford and Fulkerson 1956), and a
    flow of ``minimum`` is enough to know that it is wide enough. A cell of ``minimum`` people is.
    """
    graph = _Graph(sizes)
    for (row, column), size in sorted(sizes.items()):
        if 0 < size < minimum:
            within = graph.columns_before_cut(row, column, minimum)
            if within is not None:
                return min(within), column
    return None


class _Graph:
    def __init__(self, sizes: Sizes) -> None:
        self._sizes = sizes
        self._columns: dict[int, list[int]] = defaultdict(list)
        self._rows: dict[int, list[int]] = defaultdict(list)
        for row, column in sorted(sizes):
            self._columns[row].append(column)
            self._rows[column].append(row)

    def columns_before_cut(self, row: int, column: int, minimum: int) -> set[int] | None:
        """The columns on the row's side of a cut narrower than ``minimum``; None if there is none."""
        left = dict(self._sizes)
        flow = 0
        while flow < minimum:
            came_from, row_before = self._search(left, row, column)
            if column not in came_from:
                return set(came_from)
            path = []
            at = column
            while True:
                above = came_from[at]
                path.append((above, at))
                if above == row:
                    break
                at = row_before[above]
                path.append((above, at))
            # Forwards and backwards in turn: what flows back makes room again.
            width = min(left[edge] for edge in path[::2])
            for edge in path[::2]:
                left[edge] -= width
            for edge in path[1::2]:
                left[edge] += width
            flow += width
        return None

    def _search(self, left: Sizes, start: int, goal: int) -> tuple[dict[int, int], dict[int, int]]:
        """From which row each column that is reached was reached, and from which column each row."""
        came_from: dict[int, int] = {}
        row_before = {start: -1}
        waiting = deque([start])
        while waiting and goal not in came_from:
            row = waiting.popleft()
            for column in self._columns[row]:
                if column in came_from or left[row, column] <= 0:
                    continue
                came_from[column] = row
                for below in self._rows[column]:
                    if below not in row_before:
                        row_before[below] = column
                        waiting.append(below)
        return came_from, row_before
