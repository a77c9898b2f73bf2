"""What a wave tells of a few people by being laid beside an earlier one, and joining until it does not.

Rows are the blocks of the earlier wave, columns those of this one: sets of invited people. Whoever has
both waves can add up rows and take columns away. What is left is about those who are in some of the rows
and in none of the columns, or the other way round. So the two waves are a graph: a row and a column are
joined as wide as they share people, and each of them leads to an *end* as wide as it has people that the
other wave does not account for: those who left or came, and those who did not answer. Some rows and
columns taken together tell of as many people as the cut around them is wide. A cut of nothing tells
nothing new, one of ``minimum`` people or more tells of enough; one in between must not be.

Joining columns leaves fewer cuts and makes no new ones; so nothing that was looked at once need be looked
at again. The narrowest cut around a node is as wide as the largest flow from it to the end (Ford and
Fulkerson 1956), and a flow of ``minimum`` is enough to know that there is no narrow one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

Node = int
"""Rows and columns alike."""


@dataclass(slots=True)
class Overlap:
    """Two waves laid beside each other. ``left`` is the end: how many people of a node it leads to."""

    near: dict[Node, dict[Node, int]] = field(default_factory=dict)
    left: dict[Node, int] = field(default_factory=dict)
    columns: set[Node] = field(default_factory=set)
    _into: dict[Node, Node] = field(default_factory=dict)

    def add(self, node: Node, left: int, *, column: bool) -> None:
        """A row or column, and how many of its people the other wave does not account for."""
        self.near.setdefault(node, {})
        self.left[node] = left
        if column:
            self.columns.add(node)

    def share(self, one: Node, other: Node, people: int) -> None:
        """A row and a column have people in common."""
        self.near[one][other] = self.near[one].get(other, 0) + people
        self.near[other][one] = self.near[other].get(one, 0) + people

    def now(self, node: Node) -> Node:
        """The node that it has been joined into."""
        while node in self._into:
            node = self._into[node]
        return node

    def join(self, keep: Node, away: Node) -> None:
        """Make one column of two."""
        for row, people in self.near.pop(away).items():
            del self.near[row][away]
            self.share(keep, row, people)
        self.left[keep] += self.left.pop(away)
        self.columns.discard(away)
        self._into[away] = keep

    def narrow(self, start: Node, minimum: int, goal: Node | None = None) -> Cut | None:
        """The narrowest cut between ``start`` and the end (and ``goal``); None if it is wide enough."""
        flow: dict[tuple[Node, Node], int] = {}
        left: dict[Node, int] = {}
        width = 0
        while True:
            came_from: dict[Node, Node] = {start: start}
            found = self._search(came_from, flow, left, goal)
            if found is None:
                return Cut(width, frozenset(came_from))
            width += self._fill(found, came_from, flow, left, goal)
            if width >= minimum:
                return None

    def _search(
        self,
        came_from: dict[Node, Node],
        flow: dict[tuple[Node, Node], int],
        left: dict[Node, int],
        goal: Node | None,
    ) -> Node | None:
        """The nearest node from which the end can still be reached, or the goal itself."""
        waiting = deque(came_from)
        while waiting:
            node = waiting.popleft()
            if node == goal or left.get(node, self.left[node]) > 0:
                return node
            for other, people in self.near[node].items():
                if other not in came_from and people > flow.get((node, other), 0):
                    came_from[other] = node
                    waiting.append(other)
        return None

    def _fill(
        self,
        node: Node,
        came_from: Mapping[Node, Node],
        flow: dict[tuple[Node, Node], int],
        left: dict[Node, int],
        goal: Node | None,
    ) -> int:
        path: list[tuple[Node, Node]] = []
        at = node
        while came_from[at] != at:
            path.append((came_from[at], at))
            at = came_from[at]
        rooms = [self.near[one][other] - flow.get((one, other), 0) for one, other in path]
        if node != goal:
            rooms.append(left.get(node, self.left[node]))
        width = min(rooms)
        for one, other in path:
            flow[one, other] = flow.get((one, other), 0) + width
            flow[other, one] = -flow[one, other]
        if node != goal:
            left[node] = left.get(node, self.left[node]) - width
        return width


@dataclass(frozen=True, slots=True)
class Cut:
    """Rows and columns that lie on one side of a cut, and how many people wide it is."""

    width: int
    inside: frozenset[Node]


Partner = Callable[[Iterable[Node], Callable[[Node], bool]], tuple[Node, Node] | None]
"""Of the columns inside a cut and of those outside that are allowed, the two that had best be joined."""


def keep_apart(overlap: Overlap, minimum: int, partner: Partner) -> bool:
    """Join columns until no cut is 1 to ``minimum - 1`` people wide; False if not even one column helps."""
    loose: list[Node] = []
    for each in sorted(overlap.near):
        while True:
            node = overlap.now(each)
            if overlap.left[node] >= minimum:
                break
            cut = overlap.narrow(node, minimum)
            if cut is None:
                break
            if cut.width == 0:
                loose.append(node)
                break
            if not _mend(overlap, cut, partner, lambda _: True):
                return False
    return all(_mend_within(overlap, each, minimum, partner) for each in loose)


def _mend(overlap: Overlap, cut: Cut, partner: Partner, allowed: Callable[[Node], bool]) -> bool:
    """Join a column inside the cut with one outside."""
    inside = sorted(cut.inside & overlap.columns)
    found = partner(inside, lambda node: node not in cut.inside and allowed(node))
    if found is None:
        return False
    overlap.join(*found)
    return True


def _mend_within(overlap: Overlap, each: Node, minimum: int, partner: Partner) -> bool:
    """The same among rows and columns of the very same people, of which no way leads to the end."""
    while True:
        node = overlap.now(each)
        whole = overlap.narrow(node, minimum)
        if whole is None or whole.width > 0:
            return whole is None or _mend(overlap, whole, partner, lambda _: True)
        for other, people in sorted(overlap.near[node].items()):
            if people >= minimum:
                continue
            cut = overlap.narrow(node, minimum, goal=other)
            if cut is not None:
                within = whole.inside
                if not _mend(overlap, cut, partner, within.__contains__):
                    return False
                break
        else:
            return True
