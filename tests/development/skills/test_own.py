"""What one says of one's own skills, and who sees that."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest

from erm.core.clock import today
from erm.development.errors import StaleVersion
from erm.development.skills import queries
from erm.development.skills.commands import own
from erm.development.skills.errors import (
    SkillCannotBeTaught,
    SkillDayUnlikely,
    SkillLevelOutOfRange,
    SkillNotFound,
    SkillSaysNothing,
    TooManySkills,
)
from erm.development.skills.models import PersonSkill, Skill
from erm.development.skills.rules import SkillVisibility
from erm.people.models import Person
from tests.cast import Cast
from tests.conftest import query_count
from tests.development.conftest import Doing
from tests.development.skills.builders import expects, knows, level, placed, skill


def said(**values: Any) -> dict[str, Any]:
    return {"level": 2, "wants_to_learn": False, "can_teach": False} | values


async def test_one_says_edits_and_takes_back_a_skill(cast: Cast, do: Doing) -> None:
    row, ann = await skill("Go"), cast.actor(cast.ann)
    last = today() - timedelta(days=30)
    view = await do(
        own.set_my_skill(ann, skill_id=row.id, **said(can_teach=True, last_used_on=last))
    )
    assert (view.level, view.can_teach, view.last_used_on, view.version) == (2, True, last, 1)
    view = await do(
        own.set_my_skill(
            ann,
            skill_id=row.id,
            **said(level=0, wants_to_learn=True, visibility=SkillVisibility.MANAGER),
            version=view.version,
        )
    )
    assert (view.level, view.can_teach, view.last_used_on) == (0, False, None)
    assert (view.visibility, view.version) == (SkillVisibility.MANAGER, 2)
    await do(own.remove_my_skill(ann, skill_id=row.id))
    assert await PersonSkill.all().count() == 0
    with pytest.raises(SkillNotFound):
        await do(own.remove_my_skill(ann, skill_id=row.id))


@pytest.mark.parametrize(
    ("refused", "values"),
    [
        (SkillLevelOutOfRange, {"level": 5}),
        (SkillLevelOutOfRange, {"level": -1}),
        (SkillSaysNothing, {"level": 0}),
        (SkillCannotBeTaught, {"level": 0, "wants_to_learn": True, "can_teach": True}),
        (SkillDayUnlikely, {"last_used_on": date(1949, 12, 31)}),
        (SkillDayUnlikely, {"last_used_on": date(2999, 1, 1)}),
    ],
)
async def test_what_cannot_be_is_refused(
    cast: Cast, do: Doing, refused: type[Exception], values: dict[str, Any]
) -> None:
    row = await skill("Go")
    with pytest.raises(refused):
        await do(own.set_my_skill(cast.actor(cast.ann), skill_id=row.id, **said(**values)))
    assert await PersonSkill.all().count() == 0


async def test_two_windows_do_not_overwrite_each_other(cast: Cast, do: Doing) -> None:
    row, ann = await skill("Go"), cast.actor(cast.ann)
    outcomes = await asyncio.gather(
        *(do(own.set_my_skill(ann, skill_id=row.id, **said(level=n))) for n in (1, 2, 3)),
        return_exceptions=True,
    )
    assert sum(isinstance(each, StaleVersion) for each in outcomes) == 2
    entry = await PersonSkill.get()
    with pytest.raises(StaleVersion):
        await do(own.set_my_skill(ann, skill_id=row.id, **said(level=4), version=7))
    assert (await PersonSkill.get()).level == entry.level


async def test_one_person_has_so_many_skills_and_no_more(
    cast: Cast, do: Doing, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = await skill("Go"), await skill("Rust")
    await knows(cast.ann, one)
    monkeypatch.setattr(own, "SKILLS_OF_A_PERSON", 1)
    with pytest.raises(TooManySkills):
        await do(own.set_my_skill(cast.actor(cast.ann), skill_id=other.id, **said()))


async def test_there_must_be_such_a_skill(cast: Cast, do: Doing) -> None:
    with pytest.raises(SkillNotFound):
        await do(own.set_my_skill(cast.actor(cast.ann), skill_id=cast.ann.id, **said()))


async def test_who_shows_a_skill_to_their_manager_shows_it_to_nobody_else(cast: Cast) -> None:
    go, rust = await skill("Go"), await skill("Rust")
    await knows(cast.ann, go, visibility=SkillVisibility.MANAGER)
    await knows(cast.ann, rust)

    async def seen(by: Person) -> set[str]:
        views = (await queries.skills_of(cast.actor(by), [cast.ann.id]))[cast.ann.id]
        return {"go" if view.skill_id == go.id else "rust" for view in views}

    for person in (cast.ann, cast.mo):
        assert await seen(person) == {"go", "rust"}
    for person in (cast.bo, cast.zed, cast.old, cast.hana, cast.ada, cast.cy):
        assert await seen(person) == {"rust"}
    await cast.change_manager(cast.ann, cast.max)
    assert await seen(cast.mo) == {"rust"}
    assert await seen(cast.max) == {"go", "rust"}


async def test_what_a_level_expects_is_told_to_the_person_and_their_manager(cast: Cast) -> None:
    go, senior = await skill("Go"), await level()
    await expects(senior, go, 4)
    await placed(cast.ann, senior)
    await placed(cast.bo, senior, starts_on=today() + timedelta(days=2))
    await knows(cast.ann, go, 2)
    await knows(cast.bo, go, 1)

    async def told(to: Person) -> list[int | None]:
        views = await queries.skills_of(cast.actor(to), [cast.ann.id, cast.bo.id])
        return [views[person.id][0].expected_level for person in (cast.ann, cast.bo)]

    assert await told(cast.ann) == await told(cast.mo) == [4, None]
    for person in (cast.bo, cast.hana, cast.old, cast.zed):
        assert await told(person) == [None, None]


async def test_skills_of_a_person_come_best_first_then_by_name(cast: Cast) -> None:
    for name, how in (("Zig", 4), ("Go", 2), ("Ada", 2), ("Rust", 3)):
        await knows(cast.ann, await skill(name), how)
    views = (await queries.skills_of(cast.actor(cast.bo), [cast.ann.id]))[cast.ann.id]
    named = await queries.skills_by_ids(cast.actor(cast.bo), [v.skill_id for v in views])
    assert [named[v.skill_id].name for v in views] == ["Zig", "Rust", "Ada", "Go"]


@pytest.mark.parametrize("size", [1, 20, 200])
async def test_skills_of_many_people_are_read_in_the_same_number_of_queries(
    cast: Cast, size: int
) -> None:
    go, senior = await skill("Go"), await level()
    await expects(senior, go, 4)
    people = await cast.crowd(size, manager=cast.mo)
    await PersonSkill.bulk_create(
        [
            PersonSkill(person_id=p.id, skill_id=go.id, level=1, updated_at=p.created_at)
            for p in people
        ]
    )
    await placed(people[0], senior)
    assert await Skill.all().count() == 1
    with query_count() as counted:
        found = await queries.skills_of(cast.actor(cast.mo), [p.id for p in people])
    assert counted.count == 5
    assert sum(map(len, found.values())) == size
