"""From answer sheets to a release: plan, softened answers, figures. Pure; ``closing`` reads and writes.

The plan comes first, of numbers of people alone; the figures come after it and fill what it allows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import numpy as np

from erm.disclosure.labels import Hierarchy, Label
from erm.disclosure.plan import ClassCount, Former, Plan, PlannedGroup, make_plan
from erm.disclosure.plan import Shown as PlannedShown
from erm.disclosure.same_answers import FormerTotals
from erm.disclosure.softening import Dice
from erm.disclosure.totals import Totals
from erm.engagement.results.changes import Told, change, comparable
from erm.engagement.results.columns import AnswerSheet, Column, columns_of, score_of, scored
from erm.engagement.results.figures import Figure, Subject
from erm.engagement.results.making import Blocks, Made, figures_of
from erm.engagement.results.notes import DriverWeights, Notes
from erm.engagement.results.rules import ANALYSIS_LEAST, ANALYSIS_PER_DRIVER, DRIVERS_LEAST
from erm.engagement.results.softened import Beside, Softened, softened
from erm.engagement.results.weights import weigh
from erm.engagement.surveys.questions import Question


@dataclass(frozen=True, slots=True)
class Terms:
    """What was promised, and what the release is of. ``survey_id``: the outcome goes under it."""

    survey_id: UUID
    segments: Sequence[str]
    score_group: int
    word_group: int


@dataclass(frozen=True, slots=True)
class FormerWave:
    """An earlier wave as it was told. ``figures``: by group and subject, only of those asked again now.

    ``totals``: of its questions, see ``Notes``.
    """

    number: int
    former: Former
    groups: Mapping[Hashable, tuple[int, Sequence[int]]]
    figures: Mapping[tuple[int, Subject], Figure]
    totals: Mapping[UUID, Totals] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Release:
    """What is told of a wave. ``figures``: by number of the group; hidden ones are left out."""

    plan: Plan
    figures: Mapping[int, Mapping[Subject, Figure]]
    notes: Notes
    depths: Mapping[int, int]

    @property
    def word_block_of_class(self) -> dict[int, int]:
        """In which word block the comments of a class are told; those of none are told nowhere."""
        words = self.plan.word_blocks
        return {
            number: words[block] for number, block in self.plan.blocks.items() if block in words
        }


def group_name(segments: str, label: Sequence[str | None]) -> Hashable:
    """By what a group is known from wave to wave."""
    return segments, tuple(label)


def make_release(
    terms: Terms,
    questions: Sequence[Question],
    sheets: Sequence[AnswerSheet],
    invited: Mapping[int, tuple[Label, int]],
    *,
    hierarchy: Hierarchy,
    membership: Mapping[UUID, int],
    former: Sequence[FormerWave],
    rng: Dice,
    asked: Mapping[int, float] | None = None,
    exact: Mapping[Label, int] | None = None,
) -> Release:
    """Work out all that is told.

    ``invited``: label and number of people of each class. ``asked``: how many people each class stands
    for where that is not how many were invited (past surveys). ``former``: in their order. ``exact``:
    see ``make_plan``.
    """
    answered = Counter(each.class_number for each in sheets)
    plan = make_plan(
        [
            ClassCount(number, label, size, answered[number])
            for number, (label, size) in invited.items()
        ],
        segments=terms.segments,
        hierarchy=hierarchy,
        score_group=terms.score_group,
        word_group=terms.word_group,
        membership=membership,
        former=[each.former for each in former],
        exact=exact,
    )
    at = terms.segments.index("department") if "department" in terms.segments else None
    depths = {
        group.number: hierarchy.depth(value)
        for group in plan.groups
        if at is not None and (value := group.label[at]) is not None
    }
    plain = _plain(invited, answered, terms, hierarchy)
    if plan.withheld is not None:
        return Release(plan, {}, Notes(plain=plain), depths)
    shown = [each for each in plan.groups if each.shown is not PlannedShown.HIDDEN]
    sizes = asked or {number: float(size) for number, (_, size) in invited.items()}
    beside = Beside(
        {
            person: plan.blocks[number]
            for person, number in membership.items()
            if number in plan.blocks
        },
        [FormerTotals(e.former.blocks, e.former.word_blocks, e.totals) for e in former],
    )
    told, scores, words = _columns(terms, questions, sheets, plan, sizes, shown, rng, beside)
    columns = told.columns
    made = figures_of(columns, shown, scores, words, terms.survey_id)
    same = _comparable(plan, membership, former, terms.score_group)
    analysis, few = _analysis(columns, scores)
    return Release(
        plan,
        _with_changes(made, shown, former, same),
        Notes(
            analysis=analysis,
            few=few,
            comparable={
                number: frozenset(
                    group.number
                    for group in shown
                    if group_name(group.segments, group.label) in names
                )
                for number, names in same.items()
            },
            plain=plain,
            totals=told.totals,
        ),
        depths,
    )


def _columns(
    terms: Terms,
    questions: Sequence[Question],
    sheets: Sequence[AnswerSheet],
    plan: Plan,
    sizes: Mapping[int, float],
    shown: Sequence[PlannedGroup],
    rng: Dice,
    beside: Beside,
) -> tuple[Softened, Blocks, Blocks]:
    classes = np.array([each.class_number for each in sheets], dtype=np.int64)
    scores = Blocks.of(
        plan.blocks, classes, sizes, [each.blocks for each in shown], terms.score_group
    )
    in_words = {
        number: plan.word_blocks[block]
        for number, block in plan.blocks.items()
        if block in plan.word_blocks
    }
    words = Blocks.of(
        in_words, classes, sizes, [each.word_blocks for each in shown], terms.word_group
    )
    told = softened(
        columns_of(sheets, questions),
        np.array([plan.blocks.get(int(number), -1) for number in classes], dtype=np.int64),
        np.array([in_words.get(int(number), -1) for number in classes], dtype=np.int64),
        minimum=terms.score_group,
        word_minimum=terms.word_group,
        rng=rng,
        beside=beside,
    )
    return told, scores, words


def _plain(
    invited: Mapping[int, tuple[Label, int]],
    answered: Mapping[int, int],
    terms: Terms,
    hierarchy: Hierarchy,
) -> int:
    """How many groups have enough answers, if nothing else were looked at."""
    count: Counter[Hashable] = Counter()
    for number, (label, _) in invited.items():
        values = [hierarchy.values(at, value) for at, value in enumerate(label)]
        count[()] += answered[number]
        for at, found in enumerate(values):
            for value in found:
                count[at, value] += answered[number]
        if len(values) > 1:
            for first in values[0]:
                for second in values[1]:
                    count["pair", first, second] += answered[number]
    return sum(people >= terms.score_group for people in count.values())


def _comparable(
    plan: Plan, membership: Mapping[UUID, int], former: Sequence[FormerWave], least: int
) -> dict[int, set[Hashable]]:
    blocks = plan.blocks
    now = Told(
        {person: blocks[number] for person, number in membership.items() if number in blocks},
        {group_name(each.segments, each.label): each.blocks for each in plan.groups},
    )
    return {
        each.number: comparable(
            now,
            Told(each.former.blocks, {name: found for name, (_, found) in each.groups.items()}),
            least,
        )
        for each in former
    }


def _with_changes(
    made: Made,
    shown: Sequence[PlannedGroup],
    former: Sequence[FormerWave],
    same: Mapping[int, set[Hashable]],
) -> dict[int, dict[Subject, Figure]]:
    """The figures by group, each with what became of it since its subject was last asked."""
    last: dict[Subject, FormerWave] = {}
    for wave in former:
        last.update(dict.fromkeys((subject for _, subject in wave.figures), wave))
    found: dict[int, dict[Subject, Figure]] = {}
    for group in shown:
        name = group_name(group.segments, group.label)
        found[group.number] = {
            subject: _changed(figure, subject, name, last.get(subject), same)
            for subject, figure in made.of(group.number).items()
            if figure.reason is None
        }
    return found


def _changed(
    figure: Figure,
    subject: Subject,
    name: Hashable,
    wave: FormerWave | None,
    same: Mapping[int, set[Hashable]],
) -> Figure:
    if wave is None or name not in same[wave.number]:
        return figure
    before = wave.figures.get((wave.groups[name][0], subject))
    return figure if before is None else replace(figure, change=change(figure, before, wave.number))


def _analysis(columns: Sequence[Column], scores: Blocks) -> tuple[DriverWeights | None, bool]:
    """The driver analysis, and whether there is none because too few answered all of it."""
    drivers, outcome = scored(columns)
    if not outcome or len(drivers) < DRIVERS_LEAST:
        return None, False
    keys = list(drivers)
    table = np.column_stack(
        [score_of(drivers[key]).values for key in keys] + [score_of(outcome).values]
    )
    table = table[(scores.of_person >= 0) & ~np.isnan(table).any(axis=1)]
    if len(table) < max(ANALYSIS_LEAST, ANALYSIS_PER_DRIVER * len(keys)):
        return None, True
    found = weigh(table[:, :-1], table[:, -1])
    if found is None:
        return None, False
    explained = (found.explained, found.explained_from, found.explained_until)
    return (
        DriverWeights(
            n=found.n,
            explained=_rounded(explained),
            weights={
                key: _rounded((share, low, high))
                for key, share, low, high in zip(
                    keys, found.shares, found.shares_from, found.shares_until, strict=True
                )
            },
        ),
        False,
    )


def _rounded(values: tuple[float, float, float]) -> tuple[float, float, float]:
    one, two, three = (round(value, 3) for value in values)
    return one, two, three


def former_from(plan: Mapping[str, Any], roll: Mapping[UUID, int]) -> Former:
    """What the plan of an earlier wave needs to be looked at beside this one, of its stored form."""
    block_of = {number: block["number"] for block in plan["blocks"] for number in block["members"]}
    return Former(
        blocks={person: block_of[number] for person, number in roll.items() if number in block_of},
        answered={block["number"]: block["answered"] for block in plan["blocks"]},
        word_blocks={
            member: block["number"] for block in plan["wordBlocks"] for member in block["members"]
        },
    )


def groups_from(plan: Mapping[str, Any]) -> dict[Hashable, tuple[int, Sequence[int]]]:
    """Number and blocks of the groups that an earlier plan told of, by name."""
    return {
        group_name(group["segments"], group["label"]): (group["number"], group["blocks"])
        for group in plan["groups"]
        if group["blocks"]
    }
