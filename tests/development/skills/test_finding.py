"""Finding people by skill."""

from __future__ import annotations

import pytest

from erm.core.errors import InvalidInput
from erm.core.paging import PageRequest
from erm.development.skills import queries
from erm.development.skills.errors import SkillLevelOutOfRange, SkillNotFound
from erm.development.skills.models import PersonSkill, Skill
from erm.development.skills.rules import SkillVisibility
from erm.people.models import Person
from tests.cast import Cast
from tests.conftest import query_count
from tests.development.skills.builders import knows, skill

ALL = PageRequest(100)


@pytest.fixture
async def go(cast: Cast) -> Skill:
    """Ann and Max know it best, Cy teaches it, Bo tells his manager alone, Dee has left."""
    row = await skill("Go")
    await knows(cast.ann, row, 3)
    await knows(cast.max, row, 3)
    await knows(cast.cy, row, 2, can_teach=True)
    await knows(cast.bo, row, 4, visibility=SkillVisibility.MANAGER)
    await knows(cast.dee, row, 4)
    await knows(cast.old, row, 0, wants_to_learn=True)
    await Person.filter(id=cast.cy.id).update(location="Riga")
    return row


async def found(cast: Cast, by: Person, go: Skill, **asked: object) -> list[str]:
    page = await queries.people_with_skill(cast.actor(by), ALL, skill_id=go.id, **asked)  # type: ignore[arg-type]
    names = {person.id: person.given_name for person in cast.people}
    assert await page.count() == len(page.items)
    return [names[view.person_id] for view in page.items]


async def test_the_best_come_first_then_by_name_and_only_whom_one_sees(
    cast: Cast, go: Skill
) -> None:
    assert await found(cast, cast.hana, go) == ["Ann", "Max", "Cy"]
    assert await found(cast, cast.mo, go) == ["Bo", "Ann", "Max", "Cy"]
    assert await found(cast, cast.bo, go) == ["Bo", "Ann", "Max", "Cy"]


async def test_one_narrows_by_level_teaching_department_and_place(cast: Cast, go: Skill) -> None:
    hana = cast.hana
    assert await found(cast, hana, go, from_level=3) == ["Ann", "Max"]
    assert await found(cast, hana, go, from_level=0) == ["Ann", "Max", "Cy", "Old"]
    assert await found(cast, hana, go, can_teach=True) == ["Cy"]
    assert await found(cast, hana, go, can_teach=False) == ["Ann", "Max"]
    assert await found(cast, hana, go, location="Riga") == ["Cy"]
    assert await found(cast, hana, go, department_id=cast.engineering.id) == ["Ann"]
    below = await found(cast, hana, go, department_id=cast.company.id)
    assert below == ["Ann", "Max", "Cy"]
    assert await found(cast, hana, go, department_id=cast.ann.id) == []


async def test_pages_go_on_where_they_ended_also_between_equals(cast: Cast, go: Skill) -> None:
    mo, seen, after = cast.actor(cast.mo), [], None
    while True:
        page = await queries.people_with_skill(mo, PageRequest.of(1, after), skill_id=go.id)
        seen += [view.person_id for view in page.items]
        assert await page.count() == 4
        if not page.has_next:
            break
        after = page.cursors[-1]
    assert seen == [cast.bo.id, cast.ann.id, cast.max.id, cast.cy.id]


async def test_what_cannot_be_asked_is_refused(cast: Cast, go: Skill) -> None:
    ann = cast.actor(cast.ann)
    with pytest.raises(SkillNotFound):
        await queries.people_with_skill(ann, ALL, skill_id=cast.ann.id)
    for from_level in (-1, 5):
        with pytest.raises(SkillLevelOutOfRange):
            await queries.people_with_skill(ann, ALL, skill_id=go.id, from_level=from_level)
    for after in (("x",), (1, "a", "no id"), (None, None, None)):
        with pytest.raises(InvalidInput, match="CURSOR_INVALID"):
            await queries.people_with_skill(ann, PageRequest(5, after), skill_id=go.id)


@pytest.mark.parametrize("size", [1, 20, 200])
async def test_the_number_of_queries_does_not_grow(cast: Cast, size: int) -> None:
    row = await skill("Go")
    people = await cast.crowd(size, manager=cast.mo, department=cast.engineering)
    await PersonSkill.bulk_create(
        [
            PersonSkill(person_id=p.id, skill_id=row.id, level=1, updated_at=p.created_at)
            for p in people
        ]
    )
    with query_count() as counted:
        page = await queries.people_with_skill(
            cast.actor(cast.mo), ALL, skill_id=row.id, department_id=cast.engineering.id
        )
        assert await page.count() == size
    assert counted.count == 6
