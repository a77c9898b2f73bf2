"""The catalogue: adding, editing, retiring, finding, and what a level expects."""

from __future__ import annotations

import pytest

from erm.core.clock import now
from erm.core.errors import DomainError
from erm.core.paging import PageRequest
from erm.development.errors import StaleVersion
from erm.development.skills import queries
from erm.development.skills.commands import catalogue, own
from erm.development.skills.errors import (
    LevelNotFound,
    OneNameOnly,
    SkillExists,
    SkillLevelOutOfRange,
    SkillNamesWrong,
    SkillNameUnusable,
    SkillNotFound,
    SkillRetired,
    SkillsAreForHr,
    SkillTwice,
    TooManySkills,
)
from erm.development.skills.models import Skill, SkillExpectation, SkillName
from erm.development.skills.names import Likeness
from erm.development.skills.rules import SkillVisibility
from erm.development.skills.views import SkillCounts, SkillExpectationView, SkillNameView
from tests.cast import Cast
from tests.conftest import query_count
from tests.development.conftest import Doing
from tests.development.skills.builders import expects, knows, level, skill

ALL = PageRequest(100)


def named(*names: str) -> list[SkillNameView]:
    return [SkillNameView(name, "", False) for name in names]


async def everything() -> list[object]:
    return [
        await Skill.all().order_by("id").values(),
        await SkillName.all().order_by("id").values(),
        await SkillExpectation.all().order_by("id").values(),
    ]


async def test_everybody_adds_a_skill_with_one_name_and_hr_gives_it_more(
    cast: Cast, do: Doing
) -> None:
    ann, hana = cast.actor(cast.ann), cast.actor(cast.hana)
    added = await do(catalogue.save_skill(ann, names=named(" Public  speaking "), category="Talk"))
    assert (added.name, added.category, added.can_edit) == ("Public speaking", "Talk", False)
    edited = await do(
        catalogue.save_skill(
            hana,
            skill_id=added.id,
            version=added.version,
            names=[
                SkillNameView("Public speaking", "en", True),
                SkillNameView("Публичные выступления", "ru", True),
                SkillNameView("Rhetoric", "", False),
            ],
            description="Before twenty people and more.",
        )
    )
    assert [(n.name, n.locale, n.is_main) for n in edited.names] == [
        ("Public speaking", "en", True),
        ("Публичные выступления", "ru", True),
        ("Rhetoric", "", False),
    ]
    assert (edited.version, edited.can_edit, edited.category) == (added.version + 1, True, "")


@pytest.mark.parametrize("who", ["ann", "mo", "ada"])
async def test_only_hr_edits_merges_retires_and_expects(cast: Cast, do: Doing, who: str) -> None:
    one, other, senior = await skill("Go"), await skill("Golang"), await level()
    before = await everything()
    actor = cast.actor(getattr(cast, who))
    expected = [SkillExpectationView(one.id, 3)]
    for refused, attempt in (
        (
            SkillsAreForHr,
            catalogue.save_skill(actor, skill_id=one.id, names=named("Gone"), version=1),
        ),
        (OneNameOnly, catalogue.save_skill(actor, names=named("Rust", "Oxide"))),
        (SkillsAreForHr, catalogue.retire_skill(actor, skill_id=one.id, retired=True)),
        (SkillsAreForHr, catalogue.merge_skills(actor, into_id=one.id, from_ids=[other.id])),
        (
            SkillsAreForHr,
            catalogue.set_skill_expectations(actor, level_id=senior.id, expectations=expected),
        ),
    ):
        with pytest.raises(refused):
            await do(attempt)
    assert await everything() == before
    assert await queries.skill_duplicates(actor) == []


async def test_names_that_cannot_be_are_refused(cast: Cast, do: Doing) -> None:
    hana = cast.actor(cast.hana)
    main = [SkillNameView(name, "ru", True) for name in ("Один", "Два")]
    for refused, names in (
        (SkillNameUnusable, named("...")),
        (SkillNamesWrong, []),
        (SkillNamesWrong, named(*(f"Name {n}" for n in range(21)))),
        (SkillNamesWrong, main),
        (SkillNamesWrong, [SkillNameView("Nom", "fr", True)]),
    ):
        with pytest.raises(refused):
            await do(catalogue.save_skill(hana, names=names))
    with pytest.raises(DomainError, match="TEXT_REQUIRED"):
        await do(catalogue.save_skill(hana, names=named(" ")))
    assert await Skill.all().count() == 0


async def test_an_edit_of_what_changed_in_between_is_refused(cast: Cast, do: Doing) -> None:
    row = await skill("Go", version=3)
    hana = cast.actor(cast.hana)
    with pytest.raises(StaleVersion):
        await do(catalogue.save_skill(hana, skill_id=row.id, names=named("Golang"), version=2))
    assert [n.name for n in await SkillName.all()] == ["Go"]
    with pytest.raises(SkillNotFound):
        await do(catalogue.save_skill(hana, skill_id=cast.ann.id, names=named("X1"), version=1))


async def test_the_name_of_a_retired_skill_stays_taken_and_nobody_takes_it_up_anew(
    cast: Cast, do: Doing
) -> None:
    row = await skill("Flash")
    kept = await knows(cast.ann, row, 3)
    hana, bo = cast.actor(cast.hana), cast.actor(cast.bo)
    assert (await do(catalogue.retire_skill(hana, skill_id=row.id, retired=True))).retired
    with pytest.raises(SkillExists):
        await do(catalogue.save_skill(bo, names=named("flash")))
    with pytest.raises(SkillRetired):
        await do(
            own.set_my_skill(bo, skill_id=row.id, level=1, wants_to_learn=False, can_teach=False)
        )
    assert (await queries.skills(bo, ALL)).items == []
    shown = (await queries.skills_of(bo, [cast.ann.id]))[cast.ann.id]
    assert [view.level for view in shown] == [kept.level], "whoever has it keeps it"
    back = await do(catalogue.retire_skill(hana, skill_id=row.id, retired=False))
    assert not back.retired


async def test_the_catalogue_has_a_size(
    cast: Cast, do: Doing, monkeypatch: pytest.MonkeyPatch
) -> None:
    await skill("Go")
    monkeypatch.setattr(catalogue, "SKILLS_MAXIMUM", 1)
    with pytest.raises(TooManySkills):
        await do(catalogue.save_skill(cast.actor(cast.ann), names=named("Rust")))


async def test_a_search_finds_synonyms_and_misspellings_the_nearest_first(cast: Cast) -> None:
    await skill("Kubernetes", "K8s", category="Platform")
    await skill("Python", ru="Питон", category="Languages")
    await skill("Public speaking")
    await skill("Old thing", retired_at=now())
    ann = cast.actor(cast.ann)

    async def found(search: str | None, category: str | None = None) -> list[str]:
        page = await queries.skills(ann, ALL, search=search, category=category)
        return [view.name for view in page.items]

    assert await found(None) == ["Kubernetes", "Public speaking", "Python"]
    assert await found("k8s") == ["Kubernetes"]
    assert await found("pytohn") == ["Python"]
    assert await found("питон") == ["Python"]
    assert await found("old thing") == []
    assert await found(None, "languages") == ["Python"]
    assert await found("p", "Languages") == ["Python"]
    assert await queries.skill_categories(ann) == ["Languages", "Platform"]
    assert [view.name for view in await queries.similar_skills(ann, "Pyton")] == ["Python"]


async def test_pages_of_the_catalogue_follow_each_other(cast: Cast) -> None:
    for number in range(5):
        await skill(f"Skill {number}")
    ann = cast.actor(cast.ann)
    first = await queries.skills(ann, PageRequest(2))
    second = await queries.skills(ann, PageRequest.of(2, first.cursors[-1]))
    assert [view.name for view in first.items] == ["Skill 0", "Skill 1"]
    assert [view.name for view in second.items] == ["Skill 2", "Skill 3"]
    assert (await first.count(), second.has_next) == (5, True)


async def test_a_skill_is_named_in_the_readers_language(cast: Cast) -> None:
    row = await skill("Python", "Py", ru="Питон")
    cast.ann.locale = type(cast.ann.locale)("ru")
    for person, name in ((cast.ann, "Питон"), (cast.bo, "Python")):
        view = (await queries.skills_by_ids(cast.actor(person), [row.id]))[row.id]
        assert view.name == name


async def test_hr_sees_pairs_that_look_like_one_skill(cast: Cast) -> None:
    one, other = await skill("Kubernetes"), await skill("Kubernets")
    await skill("Cooking")
    (pair,) = await queries.skill_duplicates(cast.actor(cast.hana))
    assert {pair.one_id, pair.other_id} == {one.id, other.id}
    assert pair.reason is Likeness.SPELLING


async def test_people_are_counted_whom_the_viewer_sees_and_who_are_there(cast: Cast) -> None:
    row, none = await skill("Go"), await skill("Rust")
    await knows(cast.ann, row, 3, can_teach=True)
    await knows(cast.bo, row, 2, visibility=SkillVisibility.MANAGER)
    await knows(cast.cy, row, 0, wants_to_learn=True)
    await knows(cast.dee, row, 4, can_teach=True)
    for who, people in ((cast.mo, 2), (cast.bo, 2), (cast.cy, 1), (cast.hana, 1)):
        counts = await queries.counts_of(cast.actor(who), [row.id, none.id])
        assert counts == {row.id: SkillCounts(people, 1), none.id: SkillCounts(0, 0)}


async def test_hr_says_what_a_level_expects_all_at_once(cast: Cast, do: Doing) -> None:
    go, rust, old = await skill("Go"), await skill("Rust"), await skill("Old", retired_at=now())
    senior, hana = await level(), cast.actor(cast.hana)
    await expects(senior, go, 2)
    kept = await expects(senior, old, 1)

    async def say(**levels: int) -> None:
        by_name = {"go": go.id, "rust": rust.id, "old": old.id, "none": cast.ann.id}
        await do(
            catalogue.set_skill_expectations(
                hana,
                level_id=senior.id,
                expectations=[
                    SkillExpectationView(by_name[name], how) for name, how in levels.items()
                ],
            )
        )

    await say(go=4, rust=1, old=1)
    found = (await queries.expectations_of(hana, [senior.id]))[senior.id]
    assert found == [
        SkillExpectationView(go.id, 4),
        SkillExpectationView(old.id, 1),
        SkillExpectationView(rust.id, 1),
    ]
    assert await SkillExpectation.filter(id=kept.id).exists()
    await say(rust=2)
    assert (await queries.expectations_of(hana, [senior.id]))[senior.id] == [
        SkillExpectationView(rust.id, 2)
    ]
    for refused, levels in (
        (SkillLevelOutOfRange, {"go": 0}),
        (SkillLevelOutOfRange, {"go": 5}),
        (SkillNotFound, {"none": 1}),
        (SkillRetired, {"old": 1}),
    ):
        with pytest.raises(refused):
            await say(**levels)
    twice = [SkillExpectationView(go.id, 1), SkillExpectationView(go.id, 2)]
    with pytest.raises(SkillTwice):
        await do(catalogue.set_skill_expectations(hana, level_id=senior.id, expectations=twice))
    with pytest.raises(LevelNotFound):
        await do(catalogue.set_skill_expectations(hana, level_id=go.id, expectations=[]))


@pytest.mark.parametrize("size", [1, 20, 200])
async def test_the_catalogue_asks_the_same_number_of_queries_whatever_its_size(
    cast: Cast, size: int
) -> None:
    rows = [Skill(created_at=now()) for _ in range(size)]
    await Skill.bulk_create(rows)
    await SkillName.bulk_create(
        [
            SkillName(skill_id=row.id, name=f"Skill {n}", folded=f"skill{n}", is_main=True)
            for n, row in enumerate(rows)
        ]
    )
    ann = cast.actor(cast.ann)
    with query_count() as counted:
        page = await queries.skills(ann, PageRequest(100), search="skill")
        await queries.counts_of(ann, [view.id for view in page.items])
        await queries.skills_by_ids(ann, [row.id for row in rows])
    assert counted.count == 6
