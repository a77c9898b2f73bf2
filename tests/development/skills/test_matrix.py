"""The matrix of a team: as a pure rule, and read from the database."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from erm.core.clock import now
from erm.development.skills import queries
from erm.development.skills.matrix import Entry, matrix_of, telling_skills
from erm.development.skills.models import PersonSkill, Skill, SkillName
from erm.development.skills.rules import SkillVisibility
from erm.development.skills.views import CellView, TotalView
from tests.cast import Cast
from tests.conftest import query_count
from tests.development.skills.builders import expects, knows, level, placed, skill

UNHURRIED = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PEOPLE = [UUID(int=n) for n in range(1, 5)]
SKILLS = [UUID(int=n) for n in range(101, 106)]


@st.composite
def teams(draw: st.DrawFn) -> tuple[list[Entry], dict[UUID, dict[UUID, int]]]:
    pairs = draw(st.sets(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(SKILLS))))
    entries = [
        Entry(person, of, draw(st.integers(0, 4)), draw(st.booleans()), draw(st.booleans()))
        for person, of in sorted(pairs)
    ]
    expected = draw(
        st.dictionaries(
            st.sampled_from(PEOPLE), st.dictionaries(st.sampled_from(SKILLS), st.integers(1, 4))
        )
    )
    return entries, expected


@UNHURRIED
@given(teams())
def test_every_cell_says_what_was_said_and_expected_and_totals_count_the_cells(
    team: tuple[list[Entry], dict[UUID, dict[UUID, int]]],
) -> None:
    entries, expected = team
    matrix = matrix_of(PEOPLE, SKILLS, entries, expected)
    said = {(e.person, e.skill): e for e in entries}
    asked = {(p, s): level for p, levels in expected.items() for s, level in levels.items()}
    assert len(matrix.cells) == len(said.keys() | asked.keys())
    for cell in matrix.cells:
        pair = PEOPLE[cell.person], SKILLS[cell.skill]
        entry = said.get(pair)
        assert cell.level == (entry.level if entry else 0)
        assert cell.expected == asked.get(pair)
        assert cell.gap == (None if pair not in asked else asked[pair] - cell.level)
    assert len(matrix.totals) == len(SKILLS)
    for total in matrix.totals:
        column = [cell for cell in matrix.cells if cell.skill == total.skill]
        assert total.known == sum(cell.level >= 1 for cell in column)
        assert total.advanced == sum(cell.level >= 3 for cell in column)
        assert total.wanting == sum(cell.wants_to_learn for cell in column)
        assert total.missing == sum((cell.gap or 0) > 0 for cell in column)
        assert total.advanced <= total.known <= len(PEOPLE)


def test_what_is_not_in_the_matrix_is_left_out() -> None:
    matrix = matrix_of(
        PEOPLE[:1],
        SKILLS[:1],
        [
            Entry(PEOPLE[1], SKILLS[0], 3, False, False),
            Entry(PEOPLE[0], SKILLS[1], 3, False, False),
        ],
        {PEOPLE[0]: {SKILLS[2]: 1}},
    )
    assert (matrix.cells, matrix.totals) == ((), (TotalView(0, 0, 0, 0, 0),))


def test_of_too_many_skills_those_of_most_people_stay() -> None:
    entries = [Entry(p, s, 1, False, False) for p in PEOPLE for s in SKILLS[:2]]
    entries.append(Entry(PEOPLE[0], SKILLS[2], 4, True, True))
    expected = {PEOPLE[1]: {SKILLS[3]: 1}, PEOPLE[2]: {SKILLS[3]: 1}}
    assert telling_skills(entries, expected) == set(SKILLS[:4])
    assert telling_skills(entries, expected, limit=3) == {SKILLS[0], SKILLS[1], SKILLS[3]}


async def test_a_manager_sees_levels_expectations_gaps_and_wishes_of_their_reports(
    cast: Cast,
) -> None:
    go, rust, cook = await skill("Go"), await skill("Rust"), await skill("Cooking")
    old = await skill("Old", retired_at=now())
    senior = await level()
    await expects(senior, go, 3)
    await expects(senior, rust, 1)
    await expects(senior, old, 1)
    await placed(cast.ann, senior)
    await knows(cast.ann, go, 1, wants_to_learn=True, visibility=SkillVisibility.MANAGER)
    await knows(cast.bo, cook, 4, can_teach=True)
    await knows(cast.bo, old, 4)
    await knows(cast.cy, go, 4)
    await knows(cast.dee, go, 4)
    matrix = await queries.team_matrix(cast.actor(cast.mo))
    assert matrix is not None
    assert matrix.person_ids == (cast.ann.id, cast.bo.id)
    assert matrix.skill_ids == (cook.id, go.id, rust.id)
    assert matrix.cells == (
        CellView(0, 1, 1, 3, 2, wants_to_learn=True, can_teach=False),
        CellView(0, 2, 0, 1, 1, wants_to_learn=False, can_teach=False),
        CellView(1, 0, 4, None, None, wants_to_learn=False, can_teach=True),
    )
    assert matrix.totals == (
        TotalView(0, 1, 1, 0, 0),
        TotalView(1, 1, 0, 1, 1),
        TotalView(2, 0, 0, 0, 1),
    )
    chosen = await queries.team_matrix(cast.actor(cast.mo), [rust.id])
    assert chosen is not None
    assert (chosen.skill_ids, len(chosen.cells)) == ((rust.id,), 1)


async def test_who_manages_nobody_has_no_matrix(cast: Cast) -> None:
    for person in (cast.ann, cast.hana, cast.ada, cast.old):
        assert await queries.team_matrix(cast.actor(person)) is None


@pytest.mark.parametrize("size", [1, 20, 200])
async def test_a_matrix_is_read_in_the_same_number_of_queries(cast: Cast, size: int) -> None:
    people = await cast.crowd(size, manager=cast.max)
    skills = [Skill(created_at=now()) for _ in range(30)]
    await Skill.bulk_create(skills)
    await SkillName.bulk_create(
        [
            SkillName(skill_id=each.id, name=f"S{n}", folded=f"s{n}", is_main=True)
            for n, each in enumerate(skills)
        ]
    )
    await PersonSkill.bulk_create(
        [
            PersonSkill(person_id=p.id, skill_id=s.id, level=n % 5, updated_at=now())
            for n, (p, s) in enumerate((p, s) for p in people for s in skills)
        ]
    )
    senior = await level()
    await expects(senior, await skill("Go"), 2)
    await placed(people[0], senior)
    with query_count() as counted:
        matrix = await queries.team_matrix(cast.actor(cast.max))
    assert counted.count == 6
    assert matrix is not None
    assert len(matrix.cells) == 30 * size + 1
