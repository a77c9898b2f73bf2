"""What people are told of by, and how it is told less exactly so that nobody is told of in a small group.

A label holds one value for each segment of a survey, in the survey's order, or None where it is not told.
Departments are a tree: a department may be told as the one above it. Segments named first are kept
longest: one step less exact in a segment weighs more than everything named after it together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Generic, TypeVar

Label = tuple[str | None, ...]
"""A value for each segment, or None where it is not told."""

DEPARTMENT = "department"
"""The segment whose values form a tree."""

K = TypeVar("K", bound=Hashable)
"""Whatever tells things that have a label apart."""

_SCANNED = 400
"""Up to so many groups the nearest is looked for among all of them."""
_COMPARED = 60
"""Most groups that are compared where they are many and the nearest are looked for first."""


class Hierarchy:
    """How values of segments lie in one another.

    ``parents``: the department above each department, or None. Departments that it does not name lie in
    none. Raises ValueError where departments lie in each other in a circle.
    """

    def __init__(self, segments: Sequence[str], parents: Mapping[str, str | None]) -> None:
        self.segments = tuple(segments)
        self._lines: dict[str, tuple[str, ...]] = {}
        for department in parents:
            self._line(department, parents)
        self._at = self.segments.index(DEPARTMENT) if DEPARTMENT in self.segments else None
        self.deepest = max((len(line) for line in self._lines.values()), default=1) - 1
        self._cut = [
            {each: line[depth] for each, line in self._lines.items() if len(line) > depth}
            for depth in range(self.deepest + 1)
        ]
        """By depth: what each department is told as where none deeper is told of."""
        self._weights: list[int] = []
        behind = 0
        for number in reversed(range(len(self.segments))):
            weight = behind + 1
            behind += weight * (self.deepest + 1 if number == self._at else 1)
            self._weights.insert(0, weight)

    def _line(self, department: str, parents: Mapping[str, str | None]) -> tuple[str, ...]:
        """The department and those it lies in, the highest first."""
        found = self._lines.get(department)
        if found is not None:
            return found
        line: list[str] = []
        at: str | None = department
        while at is not None:
            if at in line:
                raise ValueError("departments lie in each other in a circle")
            line.append(at)
            at = parents.get(at)
        line.reverse()
        for depth, each in enumerate(line):
            self._lines[each] = tuple(line[: depth + 1])
        return self._lines[department]

    @property
    def departments(self) -> tuple[str, ...]:
        """Every department of the tree."""
        return tuple(self._lines)

    def line(self, department: str) -> tuple[str, ...]:
        """The department and those it lies in, the highest first."""
        return self._lines.get(department, (department,))

    def depth(self, department: str) -> int:
        """How many departments it lies in."""
        return len(self.line(department)) - 1

    def values(self, segment: int, value: str | None) -> tuple[str, ...]:
        """All values of a segment that tell of whoever is told of by ``value``."""
        if value is None:
            return ()
        return self.line(value) if segment == self._at else (value,)

    def above(self, one: Label, other: Label) -> Label:
        """The most exact label that tells of both."""
        if one == other:
            return one
        return tuple(
            a if a == b else self._department_above(a, b) if number == self._at else None
            for number, (a, b) in enumerate(zip(one, other, strict=True))
        )

    def _department_above(self, one: str | None, other: str | None) -> str | None:
        if one is None or other is None:
            return None
        common = None
        for a, b in zip(self.line(one), self.line(other), strict=False):
            if a != b:
                break
            common = a
        return common

    def lies_in(self, label: Label, group: Label) -> bool:
        """Whether whoever is told of by ``label`` certainly belongs to ``group``."""
        return all(
            wanted is None or wanted in self.values(number, value)
            for number, (value, wanted) in enumerate(zip(label, group, strict=True))
        )

    def may_hold(self, label: Label, group: Label) -> bool:
        """Whether somebody who is told of by ``label`` may belong to ``group``."""
        return all(
            wanted is None
            or value is None
            or wanted in self.values(number, value)
            or value in self.values(number, wanted)
            for number, (value, wanted) in enumerate(zip(label, group, strict=True))
        )

    def loss(self, label: Label) -> int:
        """How much is not told by the label, against one that tells everything."""
        lost = 0
        for number, value in enumerate(label):
            if number == self._at:
                told = 0 if value is None else self.depth(value) + 1
                lost += self._weights[number] * (self.deepest + 1 - told)
            elif value is None:
                lost += self._weights[number]
        return lost

    def ways(self) -> tuple[Way, ...]:
        """All ways to tell less, the least loss first; the last tells nothing."""
        others = [number for number in range(len(self.segments)) if number != self._at]
        depths = range(self.deepest, -2, -1) if self._at is not None else (0,)
        found = []
        for choice in product((False, True), repeat=len(others)):
            dropped = tuple(number for number, drop in zip(others, choice, strict=True) if drop)
            for depth in depths:
                loss = sum(self._weights[number] for number in dropped)
                if self._at is not None:
                    loss += self._weights[self._at] * (self.deepest - depth)
                found.append((loss, Way(dropped, depth)))
        return tuple(way for _, way in sorted(found, key=lambda each: (each[0], each[1])))

    def told_by(self, way: Way, label: Label) -> Label:
        """The label told in that way."""
        values = list(label)
        for number in way.dropped:
            values[number] = None
        if self._at is not None:
            department = values[self._at]
            if way.depth < 0:
                values[self._at] = None
            elif department is not None:
                values[self._at] = self._cut[way.depth].get(department, department)
        return tuple(values)


@dataclass(frozen=True, slots=True, order=True)
class Way:
    """A way to tell less: segments ``dropped``, and no department deeper than ``depth`` (-1: none)."""

    dropped: tuple[int, ...]
    depth: int


@dataclass(slots=True)
class Joined(Generic[K]):
    """Things that are told of together, as many people as ``size``, under one label."""

    label: Label
    size: int
    members: list[K]


class Joining(Generic[K]):
    """Groups that are being joined. They are known by numbers; a joined one gets a new number."""

    def __init__(self, hierarchy: Hierarchy) -> None:
        self.hierarchy = hierarchy
        self.groups: dict[int, Joined[K]] = {}
        self._next = 0
        self._ways = hierarchy.ways()
        self._index: dict[Way, dict[Label, set[int]]] = {}

    def add(self, label: Label, size: int, members: Iterable[K]) -> int:
        """A new group's number."""
        number = self._next
        self._next += 1
        self.groups[number] = Joined(label, size, list(members))
        for way, lines in self._index.items():
            lines[self.hierarchy.told_by(way, label)].add(number)
        return number

    def join(self, numbers: Iterable[int], label: Label | None = None) -> int:
        """Put groups together under the most exact label that tells of all, or a given one."""
        members: list[K] = []
        size = 0
        for number in numbers:
            group = self.groups.pop(number)
            for way, lines in self._index.items():
                lines[self.hierarchy.told_by(way, group.label)].discard(number)
            label = group.label if label is None else self.hierarchy.above(label, group.label)
            size += group.size
            members += group.members
        if label is None:
            raise ValueError("nothing to join")
        return self.add(label, size, members)

    def cost(self, one: int, other: int) -> int:
        """How much less is told of how many people if the two are joined."""
        first, second = self.groups[one], self.groups[other]
        loss = self.hierarchy.loss
        together = loss(self.hierarchy.above(first.label, second.label))
        return first.size * (together - loss(first.label)) + second.size * (
            together - loss(second.label)
        )

    def nearest(self, number: int, allowed: Callable[[int], bool] = lambda _: True) -> int | None:
        """The group that is joined with at the least cost, of those allowed; None if there is none."""
        found = [
            each for each in self._candidates(number, allowed) if each != number and allowed(each)
        ]
        return min(found, key=lambda each: (self.cost(number, each), each), default=None)

    def _candidates(self, number: int, allowed: Callable[[int], bool]) -> Iterable[int]:
        if len(self.groups) <= _SCANNED:
            return self.groups
        label = self.groups[number].label
        for way in self._ways:
            lines = self._index.get(way)
            if lines is None:
                lines = self._index[way] = defaultdict(set)
                for each, group in self.groups.items():
                    lines[self.hierarchy.told_by(way, group.label)].add(each)
            near = lines[self.hierarchy.told_by(way, label)]
            found = [each for each in near if each != number and allowed(each)]
            if found:
                found.sort(key=lambda each: (self.groups[each].size, each))
                return found[:_COMPARED]
        return ()

    def pool(self, minimum: int) -> None:
        """Put small groups together with those nearest, until those that are left cannot be helped so.

        The way that tells most comes first. A group that is told so already takes small ones in.
        """
        by_label: dict[Label, int] = {}
        small: list[int] = []
        for number, group in sorted(self.groups.items(), key=lambda each: _key(each[1].label)):
            if group.size < minimum:
                small.append(number)
            else:
                by_label.setdefault(group.label, number)
        for way in self._ways:
            if not small:
                break
            lines: dict[Label, list[int]] = defaultdict(list)
            for number in small:
                lines[self.hierarchy.told_by(way, self.groups[number].label)].append(number)
            left: list[int] = []
            for label, numbers in lines.items():
                home = by_label.get(label)
                if home is None and sum(self.groups[each].size for each in numbers) < minimum:
                    left += numbers
                    continue
                together = numbers if home is None else [home, *numbers]
                by_label[label] = self.join(together, label)
            small = left

    def settle(self, minimum: int) -> None:
        """Join small groups with the nearest until there is none, or one group only."""
        self.pool(minimum)
        while len(self.groups) > 1:
            small = [number for number, group in self.groups.items() if group.size < minimum]
            if not small:
                break
            least = min(small, key=lambda each: (self.groups[each].size, each))
            other = self.nearest(least)
            if other is None:
                break
            self.join((least, other))
        self._unite()

    def _unite(self) -> None:
        """Groups under the same label are one."""
        alike: dict[Label, list[int]] = defaultdict(list)
        for number, group in self.groups.items():
            alike[group.label].append(number)
        for numbers in alike.values():
            if len(numbers) > 1:
                self.join(numbers)

    def in_order(self) -> Iterator[Joined[K]]:
        """The groups by their labels."""
        return iter(sorted(self.groups.values(), key=lambda group: _key(group.label)))


def _key(label: Label) -> tuple[tuple[bool, str], ...]:
    """What labels are ordered by: told before not told."""
    return tuple((value is None, value or "") for value in label)


def generalise(
    sizes: Mapping[Label, int], minimum: int, hierarchy: Hierarchy
) -> dict[Label, Label]:
    """The label by which people of each exact label are told of, so that none tells of too few.

    ``sizes`` are numbers of people. Whoever gets the same label is one class, and each class is of
    ``minimum`` people or more, unless there are fewer than that altogether: then nothing is told.
    """
    joining: Joining[Label] = Joining(hierarchy)
    for label in sorted(sizes, key=_key):
        if sizes[label] > 0:
            joining.add(label, sizes[label], [label])
    joining.settle(minimum)
    found = {member: group.label for group in joining.groups.values() for member in group.members}
    if sum(sizes.values()) < minimum:
        nothing: Label = (None,) * len(hierarchy.segments)
        found = dict.fromkeys(found, nothing)
    return found
