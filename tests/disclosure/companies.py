"""Made-up companies, what their people answer, and everything that is told of it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import numpy as np

from erm.disclosure.labels import Hierarchy, Label, generalise
from erm.disclosure.plan import ClassCount, Former, Plan, make_plan
from erm.disclosure.same_answers import FormerTotals, soften_over_time
from erm.disclosure.softening import MISSING, Column, ColumnKind, soften
from erm.disclosure.totals import Totals, totals_of

K, WORDS = 5, 10
LOW, HIGH, GOOD = 1, 5, 4
VALUES = range(LOW, HIGH + 1)


@dataclass(frozen=True)
class Company:
    """Who is invited, under which exact label."""

    hierarchy: Hierarchy
    labels: Mapping[UUID, Label]


@dataclass(frozen=True)
class Told:
    """A group as it is told: the blocks whose people are counted in it, and its figures.

    ``squares``: the sum of the squares of all answers, which follows from an interval.
    """

    blocks: tuple[int, ...]
    n: int
    total: int
    good: int
    squares: int


@dataclass(frozen=True)
class ToldInWords:
    """A distribution, by value."""

    blocks: tuple[int, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Wave:
    """A wave that was released: the plan, the roll (both known to all) and the figures of one question."""

    plan: Plan
    roll: Mapping[UUID, int]
    answers: Mapping[UUID, int]
    softened: Mapping[UUID, int]
    told: tuple[Told, ...]
    in_words: tuple[ToldInWords, ...]
    totals: Totals

    @property
    def former_totals(self) -> FormerTotals[str]:
        """What is known of its figures when the next one closes."""
        return FormerTotals(self.former.blocks, self.plan.word_blocks, {"question": self.totals})

    @property
    def former(self) -> Former:
        """The wave as it is known when the next one closes."""
        return Former(
            {person: self.plan.blocks[number] for person, number in self.roll.items()},
            {block.number: block.answered for block in self.plan.told},
            self.plan.word_blocks,
        )

    def block_of(self, person: UUID) -> int:
        """The block that somebody who is invited is told of in."""
        return self.plan.blocks[self.roll[person]]


def company(dice: random.Random, people: int, segments: int = 3) -> Company:
    """A small company: a tree of departments, and a few values of the other segments."""
    parents: dict[str, str | None] = {"all": None}
    for number in range(dice.randint(1, 3)):
        parents[f"area{number}"] = "all"
        for other in range(dice.randint(0, 3)):
            parents[f"team{number}{other}"] = f"area{number}"
    departments = [each for each in parents if each != "all"]
    weights = [dice.random() + 0.1 for _ in departments]
    names = ("department", "location", "tenure", "level")[:segments]
    labels: dict[UUID, Label] = {}
    for number in range(people):
        values: list[str | None] = [dice.choices(departments, weights)[0]]
        values += [
            None if dice.random() < 0.03 else f"{name}{min(dice.randrange(3), dice.randrange(3))}"
            for name in names[1:]
        ]
        labels[UUID(int=number + 1)] = tuple(values)
    return Company(Hierarchy(names, parents), labels)


def later(before: Company, dice: random.Random, *, leave: int, join: int, move: int) -> Company:
    """The same company some time later."""
    labels = dict(before.labels)
    known = list(before.labels.values())
    for person in dice.sample(sorted(labels), min(leave, len(labels))):
        del labels[person]
    for person in dice.sample(sorted(labels), min(move, len(labels))):
        labels[person] = dice.choice(known)
    first = max(person.int for person in before.labels) + 1
    for number in range(join):
        labels[UUID(int=first + number)] = dice.choice(known)
    return Company(before.hierarchy, labels)


def opinions(dice: random.Random, people: Iterable[UUID], *, mood: float) -> dict[UUID, int]:
    """An answer of each; the nearer ``mood`` is to 0 or 1 the more of them agree."""
    return {
        person: min(HIGH, max(LOW, round(dice.gauss(LOW + mood * (HIGH - LOW), 0.9))))
        for person in people
    }


Plans = Callable[..., Plan]
Softens = Callable[..., tuple[dict[str, Column], object]]


@dataclass(frozen=True)
class Gate:
    """How a wave is released; single defences are switched off in tests of the tests."""

    classes: Callable[[Counter[Label], int, Hierarchy], dict[Label, Label]] = generalise
    plan: Plans = make_plan
    soften: Softens = field(default=soften)
    over_time: Softens = field(default=soften_over_time)


def hold(
    found: Company,
    answers: Mapping[UUID, int],
    *,
    former: Sequence[Wave] = (),
    gate: Gate | None = None,
    seed: int = 0,
) -> Wave | None:
    """A wave from the opening to the release; None where it is withheld. ``answers``: of who answered."""
    gate = gate or Gate()
    exact = Counter(found.labels.values())
    label_of = gate.classes(exact, K, found.hierarchy)
    numbers = {each: at for at, each in enumerate(sorted(set(label_of.values()), key=str))}
    roll = {person: numbers[label_of[label]] for person, label in found.labels.items()}
    invited = Counter(roll.values())
    came = Counter(roll[person] for person in answers)
    plan = gate.plan(
        [ClassCount(at, label, invited[at], came[at]) for label, at in numbers.items()],
        segments=found.hierarchy.segments,
        hierarchy=found.hierarchy,
        score_group=K,
        word_group=WORDS,
        membership=roll,
        former=[each.former for each in former],
        exact=exact,
    )
    if plan.withheld:
        return None
    people = sorted(answers)
    blocks = np.array([plan.blocks[roll[person]] for person in people])
    words = np.array([plan.word_blocks.get(int(block), -1) for block in blocks])
    column = Column(ColumnKind.SCALE, np.array([answers[person] for person in people]), LOW, HIGH)
    columns, _ = gate.soften(
        {"question": column},
        blocks,
        words,
        minimum=K,
        word_minimum=WORDS,
        rng=random.Random(seed),
    )
    columns, _ = gate.over_time(
        columns,
        blocks,
        words,
        membership={person: plan.blocks[number] for person, number in roll.items()},
        former=[each.former_totals for each in former],
        word_minimum=WORDS,
        rng=random.Random(seed),
    )
    totals = totals_of(columns["question"], blocks, words, WORDS)
    softened = {
        person: int(value)
        for person, value in zip(people, columns["question"].values, strict=True)
        if value != MISSING
    }
    return Wave(plan, roll, answers, softened, *publish(plan, roll, softened), totals)


def publish(
    plan: Plan, roll: Mapping[UUID, int], answers: Mapping[UUID, int]
) -> tuple[tuple[Told, ...], tuple[ToldInWords, ...]]:
    """All that follows from what is told, and more: whole sums and counts instead of rounded ones."""
    by_block: dict[int, list[int]] = {block.number: [] for block in plan.told}
    for person, value in answers.items():
        by_block[plan.blocks[roll[person]]].append(value)
    told, in_words = [], []
    blocks_of_word = {block.number: block.members for block in plan.told_in_words}
    for group in plan.groups:
        values = [value for block in group.blocks for value in by_block[block]]
        if group.blocks:
            told.append(
                Told(
                    group.blocks,
                    len(values),
                    sum(values),
                    sum(v >= GOOD for v in values),
                    sum(v * v for v in values),
                )
            )
        if group.word_blocks:
            within = tuple(b for word in group.word_blocks for b in blocks_of_word[word])
            found = Counter(value for block in within for value in by_block[block])
            in_words.append(ToldInWords(within, tuple(found[value] for value in VALUES)))
    return tuple(told), tuple(in_words)
