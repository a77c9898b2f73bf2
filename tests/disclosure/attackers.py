"""Those who try to find out what somebody answered, from everything that is told taken together.

They know the plan, the roll (who was invited, and is told of in which class), how many answered in each
block, and more of the figures than is told: whole sums and counts. What they do not know is written as
whole numbers; HiGHS finds the least and the most that these can be.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from uuid import UUID

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from erm.disclosure.labels import Hierarchy, Label
from tests.disclosure.companies import GOOD, HIGH, LOW, VALUES, WORDS, Company, K, Wave

Key = Hashable


class Unknowns:
    """A system of whole numbers of which sums are known."""

    def __init__(self) -> None:
        self.number: dict[Key, int] = {}
        self.most: list[int] = []
        self._rows: list[tuple[dict[int, int], float, float]] = []
        self._system: LinearConstraint | None = None

    def of(self, key: Key, most: int) -> int:
        """The unknown of that name, from 0 to ``most``."""
        if key not in self.number:
            self.number[key] = len(self.most)
            self.most.append(most)
        return self.number[key]

    def known(self, keys: Iterable[tuple[Key, int]], low: float, high: float | None = None) -> None:
        """A sum of unknowns, each so many times, lies between two numbers."""
        self._system = None
        row: dict[int, int] = defaultdict(int)
        for key, times in keys:
            row[self.number[key]] += times
        self._rows.append((dict(row), low, low if high is None else high))

    def extreme(self, keys: Iterable[tuple[Key, int]], *, most: bool) -> int | None:
        """The least or the most that a sum can be; None where the knowledge contradicts itself."""
        weights = np.zeros(len(self.most))
        for key, times in keys:
            weights[self.number[key]] += -times if most else times
        found = milp(
            weights,
            integrality=np.ones(len(self.most)),
            bounds=Bounds(0, np.array(self.most)),
            constraints=self._constraints(),
        )
        if found.status == 2:
            return None
        assert found.success, found.message
        return round(-found.fun if most else found.fun)

    def _constraints(self) -> LinearConstraint:
        if self._system is not None:
            return self._system
        rows, columns, values = [], [], []
        for at, (row, _, _) in enumerate(self._rows):
            rows += [at] * len(row)
            columns += list(row)
            values += list(row.values())
        matrix = sparse.csr_array(
            (values, (rows, columns)), shape=(len(self._rows), len(self.most))
        )
        self._system = LinearConstraint(
            matrix, [low for _, low, _ in self._rows], [high for _, _, high in self._rows]
        )
        return self._system


@dataclass(frozen=True)
class Success:
    """What an attacker found out, and of how many people."""

    what: str
    about: Key
    people: int


@dataclass(frozen=True)
class Figures:
    """What is told of some atoms: people of whom nobody can be told from another.

    ``total``, ``good`` and ``squares`` are the least and the most that the sum of the answers, the number
    of favourable ones and the sum of the squares can be. ``counts``: how often each answer was given.
    """

    atoms: frozenset[Key]
    total: tuple[int, int] | None = None
    good: tuple[int, int] | None = None
    counts: tuple[int, ...] | None = None
    squares: tuple[int, int] | None = None


def break_open(people: Mapping[Key, int], told: Sequence[Figures]) -> list[Success]:
    """What follows from figures, where it is known how many of each atom answered."""
    unknowns = Unknowns()
    for atom, count in people.items():
        for value in VALUES:
            unknowns.of((atom, value), count)
        unknowns.known([((atom, value), 1) for value in VALUES], count)
    for each in told:
        if each.total:
            unknowns.known([((a, v), v) for a in each.atoms for v in VALUES], *each.total)
        if each.squares:
            unknowns.known([((a, v), v**2) for a in each.atoms for v in VALUES], *each.squares)
        if each.good:
            better = [((a, v), 1) for a in each.atoms for v in VALUES if v >= GOOD]
            unknowns.known(better, *each.good)
        if each.counts:
            for value, count in zip(VALUES, each.counts, strict=True):
                unknowns.known([((a, value), 1) for a in each.atoms], count)
    found = []
    for atom, count in people.items():
        found += _narrowed(
            unknowns,
            atom,
            [((atom, v), 1) for v in VALUES if v >= GOOD],
            [((atom, v), 1) for v in VALUES if v < GOOD],
            count,
        )
        if count < K:
            found += _recovered(unknowns, atom, [((atom, v), v) for v in VALUES], count)
    return found


def one_wave(wave: Wave) -> list[Success]:
    """Against a single wave, knowing of each class how many answered."""
    came: Counter[Key] = Counter(wave.roll[person] for person in wave.softened)
    classes: dict[int, set[Key]] = defaultdict(set)
    for number in came:
        assert isinstance(number, int)
        classes[wave.plan.blocks[number]].add(number)
    told = []
    for each in wave.told:
        atoms = frozenset(number for block in each.blocks for number in classes[block])
        told.append(
            Figures(
                atoms,
                (each.total, each.total),
                (each.good, each.good),
                squares=(each.squares, each.squares),
            )
        )
    for words in wave.in_words:
        atoms = frozenset(number for block in words.blocks for number in classes[block])
        told.append(Figures(atoms, counts=words.counts))
    return break_open(came, told)


def plain_rule(
    found: Company, answers: Mapping[UUID, int], *, exact: bool = False
) -> list[Success]:
    """Against what most products tell: every group of enough answers, means to one decimal, shares in steps.

    ``exact``: whole sums and counts instead, as against the plan.
    """
    came: Counter[Key] = Counter(found.labels[person] for person in answers)
    groups: dict[Label, list[UUID]] = defaultdict(list)
    for person in answers:
        for group in groups_of(found.hierarchy, found.labels[person]):
            groups[group].append(person)
    told = []
    for people in groups.values():
        if len(people) < K:
            continue
        values = [answers[person] for person in people]
        total, good = sum(values), sum(value >= GOOD for value in values)
        told.append(
            Figures(
                frozenset(found.labels[person] for person in people),
                (total, total) if exact else _alike(total, len(values), _mean),
                (good, good) if exact else _alike(good, len(values), _share),
                tuple(values.count(value) for value in VALUES) if len(values) >= WORDS else None,
            )
        )
    return break_open(came, told)


def groups_of(hierarchy: Hierarchy, label: Label) -> list[Label]:
    """Every group that is told of by the plain rule: everybody, each value, each pair of the first two."""
    nothing: Label = (None,) * len(label)
    values = [hierarchy.values(at, value) for at, value in enumerate(label)]
    found: list[Label] = [nothing]
    for at, each in enumerate(values):
        found += [(*nothing[:at], value, *nothing[at + 1 :]) for value in each]
    if len(values) > 1:
        found += [(*pair, *nothing[2:]) for pair in product(values[0], values[1])]
    return found


def _mean(total: int, n: int) -> float:
    return round(100 * (total / n - LOW) / (HIGH - LOW), 1)


def _share(good: int, n: int) -> float:
    return round(20 * good / n) / 20 if n < 20 else round(good / n, 2)


def _alike(value: int, n: int, told: Callable[[int, int], float]) -> tuple[int, int]:
    """The least and the most that would be told alike."""
    alike = [other for other in range(HIGH * n + 1) if told(other, n) == told(value, n)]
    return alike[0], alike[-1]


def _narrowed(
    unknowns: Unknowns,
    about: Key,
    good: list[tuple[Key, int]],
    bad: list[tuple[Key, int]],
    people: int,
) -> list[Success]:
    """Whether nobody of some people can have answered favourably, or none otherwise."""
    found = []
    for what, keys in (("all favourable", bad), ("none favourable", good)):
        if unknowns.extreme(keys, most=True) == 0:
            found.append(Success(what, about, people))
    return found


def _recovered(
    unknowns: Unknowns, about: Key, total: list[tuple[Key, int]], people: int
) -> list[Success]:
    """Whether the sum of the answers of fewer than the minimum is known."""
    least = unknowns.extreme(total, most=False)
    if least is not None and least == unknowns.extreme(total, most=True):
        return [Success("sum", about, people)]
    return []


Cell = tuple[int | None, int | None]
_BOTH, _FIRST, _SECOND = (True, True), (True, False), (False, True)


def two_waves(first: Wave, second: Wave) -> list[Success]:
    """Against two waves, if whoever answered both times gave the same answer.

    Who is told of in the same blocks both times is a cell. Nobody knows who did not answer.
    """
    cells = cells_of(first, second)
    unknowns = Unknowns()
    for cell, people in cells.items():
        keys = [(cell, value, when) for value in VALUES for when in _times(cell)]
        for key in keys:
            unknowns.of(key, people)
        unknowns.known([(key, 1) for key in keys], 0, people)
    for side, wave in enumerate((first, second)):
        _know(unknowns, cells, side, wave)
    if unknowns.extreme([], most=True) is None:
        return []
    found = []
    for cell, people in cells.items():
        good = [((cell, v, when), 1) for v in VALUES if v >= GOOD for when in _times(cell)]
        bad = [((cell, v, when), 1) for v in VALUES if v < GOOD for when in _times(cell)]
        if unknowns.extreme(good + bad, most=True) == 0:
            continue
        found += _narrowed(unknowns, cell, good, bad, people)
    return found


def cells_of(first: Wave, second: Wave) -> Counter[Cell]:
    """How many people are told of in which block the first and the second time."""
    return Counter(
        (
            first.block_of(person) if person in first.roll else None,
            second.block_of(person) if person in second.roll else None,
        )
        for person in sorted({*first.roll, *second.roll})
    )


def _times(cell: Cell) -> list[tuple[bool, bool]]:
    if cell[0] is None:
        return [_SECOND]
    return [_FIRST] if cell[1] is None else [_BOTH, _FIRST, _SECOND]


def _know(unknowns: Unknowns, cells: Mapping[Cell, int], side: int, wave: Wave) -> None:
    def keys(blocks: Sequence[int]) -> list[tuple[tuple[Cell, int, tuple[bool, bool]], int]]:
        return [
            ((cell, value, when), value)
            for cell in cells
            if cell[side] in blocks
            for value in VALUES
            for when in _times(cell)
            if when[side]
        ]

    for told in wave.told:
        within = keys(told.blocks)
        unknowns.known([(key, 1) for key, _ in within], told.n)
        unknowns.known(within, told.total)
        unknowns.known([(key, value**2) for key, value in within], told.squares)
        unknowns.known([(key, 1) for key, value in within if value >= GOOD], told.good)
    for words in wave.in_words:
        within = keys(words.blocks)
        for value, count in zip(VALUES, words.counts, strict=True):
            unknowns.known([(key, 1) for key, each in within if each == value], count)


def lines_of(
    first: Wave, second: Wave | None = None
) -> tuple[list[dict[Key, int]], dict[Key, int]]:
    """What is told as sums of atoms, and how many people are in each.

    Who did not answer is not known: those of a block are an atom of their own, taken away from it.
    """
    people: dict[Key, int] = {}
    lines: list[dict[Key, int]] = []
    waves = [first] if second is None else [first, second]
    cells = cells_of(first, second or first)
    people.update(cells)
    for side, wave in enumerate(waves):
        for block in wave.plan.told:
            people["silent", side, block.number] = block.invited - block.answered
        for told in wave.told:
            line: dict[Key, int] = {cell: 1 for cell in cells if cell[side] in told.blocks}
            line.update({("silent", side, block): -1 for block in told.blocks})
            lines.append(line)
    return lines, {atom: count for atom, count in people.items() if count}


def reach(lines: Sequence[Mapping[Key, int]], people: Mapping[Key, int]) -> int | None:
    """The fewest people of whom any weighted sum of ``lines`` tells; None where there are no lines.

    ``lines`` are what is told, as weights of atoms; ``people``: how many are in each atom. Worked out
    by looking for a sum that is not nought and touches the fewest, as a mixed-integer program.
    """
    atoms = sorted(people, key=str)
    place = {atom: at for at, atom in enumerate(atoms)}
    matrix = np.array([[float(line.get(atom, 0)) for atom in atoms] for line in lines], dtype=float)
    if not len(matrix) or not matrix.any():
        return None
    best: int | None = None
    big = 1e3
    for target in atoms:
        # Weights of the lines, then for each atom whether it is touched.
        count, size = len(matrix), len(atoms)
        cost = np.concatenate([np.zeros(count), [people[atom] for atom in atoms]])
        over = np.hstack([matrix.T, -big * np.eye(size)])
        under = np.hstack([-matrix.T, -big * np.eye(size)])
        fixed = np.concatenate([matrix[:, place[target]], np.zeros(size)])[None, :]
        found = milp(
            cost,
            integrality=np.concatenate([np.zeros(count), np.ones(size)]),
            bounds=Bounds(
                np.concatenate([np.full(count, -big), np.zeros(size)]),
                np.concatenate([np.full(count, big), np.ones(size)]),
            ),
            constraints=[
                LinearConstraint(np.vstack([over, under]), -np.inf, 1e-7),
                LinearConstraint(fixed, 1, 1),
            ],
        )
        if found.success:
            best = round(found.fun) if best is None else min(best, round(found.fun))
    return best
