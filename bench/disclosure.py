"""How much the release plan hides against the plain rule, and how long it takes.

    .venv/bin/python -m bench.disclosure [--people 100000] [--seeds 5]

Companies are made up: a tree of departments of very different sizes (their logarithm is normal), each
mostly in three locations, four tenure bands, six levels, and three of a hundred who manage. *Plain* is
the rule of most products: a group is told of if as many answered as the rule asks for. It protects
nobody: see tests/disclosure. *Told* are groups told of wholly or partly by the plan; *heard* is the
share of the answers of all groups of the plain rule that are within the figures of the same group.
The second wave is a quarter later: four of a hundred have left, as many have come, two have moved.
Time is of the processor, and told as a ratio to counting the same people by group once besides.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from uuid import UUID

from erm.disclosure.labels import Hierarchy, Label, generalise
from erm.disclosure.plan import ClassCount, Former, GroupKind, Plan, make_plan

SEGMENTS = ("department", "location", "tenure", "level")
SCORES, WORDS = 5, 10


@dataclass(frozen=True)
class Company:
    """Who works where, and how departments lie in each other."""

    hierarchy: Hierarchy
    labels: dict[UUID, Label]


def company(people: int, dice: random.Random, segments: Sequence[str] = SEGMENTS) -> Company:
    """A company of that many people, in departments of about twelve on the lowest level."""
    parents: dict[str, str | None] = {"everything": None}
    leaves = max(2, people // 12)
    areas = [f"area {number}" for number in range(max(1, leaves // 20))]
    parents.update(dict.fromkeys(areas, "everything"))
    units = [f"unit {number}" for number in range(max(2, leaves // 5))]
    parents.update({unit: dice.choice(areas) for unit in units})
    teams = [f"team {number}" for number in range(leaves)]
    parents.update({team: dice.choice(units) for team in teams})
    sizes = [dice.lognormvariate(0, 0.6) for _ in teams]
    homes = {team: dice.sample(range(8), 3) for team in teams}
    labels: dict[UUID, Label] = {}
    for number in range(people):
        team = dice.choices(teams, sizes)[0]
        home = dice.choice(homes[team]) if dice.random() < 0.9 else dice.randrange(8)
        managing = dice.random() < 0.03
        values = {
            "department": dice.choice([parents[team], team]) if managing else team,
            "location": f"location {home}",
            "tenure": dice.choices(["under_1", "1_to_2", "2_to_5", "5_and_more"], [2, 1, 3, 4])[0],
            "level": f"level {min(5, int(dice.expovariate(0.6)))}",
        }
        labels[UUID(int=number)] = tuple(values[segment] for segment in segments)
    return Company(Hierarchy(segments, parents), labels)


def later(before: Company, dice: random.Random, number: int) -> Company:
    """A quarter later."""
    labels = dict(before.labels)
    known = list(labels.values())
    for person in dice.sample(sorted(labels), len(labels) // 25):
        del labels[person]
    for person in dice.sample(sorted(labels), len(labels) // 50):
        labels[person] = (dice.choice(known)[0], *labels[person][1:])
    for joiner in range(len(known) - len(labels)):
        labels[UUID(int=(number << 64) + joiner)] = dice.choice(known)
    return Company(before.hierarchy, labels)


@dataclass(frozen=True)
class Wave:
    """What was planned, who answered, and how long it took."""

    plan: Plan
    membership: dict[UUID, int]
    answered: set[UUID]
    exact: Counter[Label]
    seconds: float
    classes: int

    @property
    def former(self) -> Former:
        """The same, for the next wave."""
        return Former(
            {
                person: self.plan.blocks[number]
                for person, number in self.membership.items()
                if number in self.plan.blocks
            },
            {block.number: block.answered for block in self.plan.told},
            self.plan.word_blocks,
        )


def wave(
    found: Company, answered: set[UUID], former: Sequence[Former] = (), scores: int = SCORES
) -> Wave:
    """Classes, then the plan."""
    exact = Counter(found.labels.values())
    started = time.process_time()
    told = generalise(exact, scores, found.hierarchy)
    numbers = {label: number for number, label in enumerate(sorted(set(told.values()), key=str))}
    membership = {person: numbers[told[label]] for person, label in found.labels.items()}
    invited = Counter(membership.values())
    came = Counter(membership[person] for person in answered)
    plan = make_plan(
        [ClassCount(at, label, invited[at], came[at]) for label, at in numbers.items()],
        segments=found.hierarchy.segments,
        hierarchy=found.hierarchy,
        score_group=scores,
        word_group=2 * scores,
        membership=membership,
        former=former,
        exact=exact,
    )
    seconds = time.process_time() - started
    return Wave(plan, membership, answered, exact, seconds, len(numbers))


def groups_of(hierarchy: Hierarchy, label: Label) -> list[Label]:
    """Every segment's and pair's group that the label lies in."""
    nothing: Label = (None,) * len(label)
    values = [hierarchy.values(at, value) for at, value in enumerate(label)]
    found: list[Label] = [nothing]
    for at, each in enumerate(values):
        found += [(*nothing[:at], value, *nothing[at + 1 :]) for value in each]
    if len(values) > 1:
        found += [(*pair, *nothing[2:]) for pair in product(values[0], values[1])]
    return found


def plain(found: Company, answered: set[UUID]) -> Counter[Label]:
    """How many answered in each group."""
    counts: Counter[Label] = Counter()
    for label, size in Counter(found.labels[person] for person in answered).items():
        for group in groups_of(found.hierarchy, label):
            counts[group] += size
    return counts


def usefulness(
    made: Wave, counts: Mapping[Label, int], minimum: int, *, words: bool = False
) -> dict[str, tuple[float, float, int]]:
    """By segment: share told of those that the plain rule tells, share of answers heard, how many."""
    result: dict[str, tuple[float, float, int]] = {}
    by_name: dict[str, list[tuple[int, int]]] = {}
    block_of = {block.number: block for block in made.plan.told_in_words}
    for group in made.plan.groups:
        if counts[group.label] < minimum or group.kind is GroupKind.COMPANY:
            continue
        heard = group.answered or 0
        if words:
            heard = sum(block_of[each].answered for each in group.word_blocks)
        by_name.setdefault(group.segments, []).append((heard, counts[group.label]))
    for name, pairs in by_name.items():
        result[name] = (
            sum(heard > 0 for heard, _ in pairs) / len(pairs),
            sum(heard for heard, _ in pairs) / sum(size for _, size in pairs),
            len(pairs),
        )
    return result


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--segments", type=int, default=4)
    options = parser.parse_args()
    segments = SEGMENTS[: options.segments]
    print("people, answered | group: told / heard of plain (groups) | blocks | seconds, ratio")
    for size in (60, 200, 1000, 5000, options.people):
        for rate in (0.7, 0.9):
            totals: dict[tuple[str, str], list[tuple[float, float, int]]] = {}
            lines = []
            for seed in range(options.seeds if size < options.people else 1):
                dice = random.Random(seed)
                one = company(size, dice, segments)
                formers: list[Former] = []
                for number, title in enumerate(("first", "second")):
                    answered = {person for person in one.labels if dice.random() < rate}
                    started = time.process_time()
                    counts = plain(one, answered)
                    counting = time.process_time() - started
                    made = wave(one, answered, formers)
                    for name, found in usefulness(made, counts, SCORES).items():
                        totals.setdefault((title, name), []).append(found)
                    for name, found in usefulness(made, counts, WORDS, words=True).items():
                        totals.setdefault((title, f"{name} in words"), []).append(found)
                    lines.append(
                        f"{title}: {made.classes} classes, {len(made.plan.told)} blocks,"
                        f" {made.seconds:.2f} s, {made.seconds / counting:.1f} x counting"
                    )
                    formers.append(made.former)
                    one = later(one, dice, number + 1)
            print(f"\n{size} people, {rate:.0%} answered; {lines[0]}; {lines[1]}")
            for (title, name), rows in sorted(totals.items()):
                weight = sum(row[2] for row in rows)
                told = sum(row[0] * row[2] for row in rows) / weight
                heard = sum(row[1] * row[2] for row in rows) / weight
                print(f"  {title:7} {name:30} {told:6.0%} {heard:6.0%}  ({weight // len(rows)})")


if __name__ == "__main__":
    main()
