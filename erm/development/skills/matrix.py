"""People by skills, from rows that were read already. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from erm.development.skills.rules import ADVANCED, BEGINNER, MATRIX_SKILLS, NOT_YET, gap
from erm.development.skills.views import CellView, MatrixView, TotalView


class Entry(NamedTuple):
    """What a person said of a skill."""

    person: UUID
    skill: UUID
    level: int
    wants_to_learn: bool
    can_teach: bool


def telling_skills(
    entries: Iterable[Entry],
    expected: Mapping[UUID, Mapping[UUID, int]],
    limit: int = MATRIX_SKILLS,
) -> set[UUID]:
    """The skills of which there is anything to tell; if too many, those of most people."""
    people = {(entry.person, entry.skill) for entry in entries}
    people |= {(person, skill) for person, levels in expected.items() for skill in levels}
    count = Counter(skill for _, skill in people)
    order = sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))
    return {skill for skill, _ in order[:limit]}


def matrix_of(
    people: Sequence[UUID],
    skills: Sequence[UUID],
    entries: Collection[Entry],
    expected: Mapping[UUID, Mapping[UUID, int]],
) -> MatrixView:
    """The matrix: a cell where a person knows, wants or should know something of a skill.

    ``expected`` levels by person and skill; whoever has no entry is at level 0.
    """
    row_of = {person: index for index, person in enumerate(people)}
    column_of = {skill: index for index, skill in enumerate(skills)}
    said = {(e.person, e.skill): e for e in entries if e.person in row_of and e.skill in column_of}
    asked = {
        (person, skill): level
        for person, levels in expected.items()
        if person in row_of
        for skill, level in levels.items()
        if skill in column_of
    }
    cells = []
    for person, skill in said.keys() | asked.keys():
        entry = said.get((person, skill))
        wanted = asked.get((person, skill))
        level = NOT_YET if entry is None else entry.level
        cells.append(
            CellView(
                person=row_of[person],
                skill=column_of[skill],
                level=level,
                expected=wanted,
                gap=gap(wanted, level),
                wants_to_learn=entry is not None and entry.wants_to_learn,
                can_teach=entry is not None and entry.can_teach,
            )
        )
    cells.sort(key=lambda cell: (cell.person, cell.skill))
    return MatrixView(tuple(people), tuple(skills), tuple(cells), _totals(len(skills), cells))


def _totals(columns: int, cells: Iterable[CellView]) -> tuple[TotalView, ...]:
    counts = [[0, 0, 0, 0] for _ in range(columns)]
    for cell in cells:
        count = counts[cell.skill]
        count[0] += cell.level >= BEGINNER
        count[1] += cell.level >= ADVANCED
        count[2] += cell.wants_to_learn
        count[3] += cell.gap is not None and cell.gap > 0
    return tuple(TotalView(index, *count) for index, count in enumerate(counts))
