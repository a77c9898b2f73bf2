"""The catalogue: HR keeps it, everybody reads it, and a file changes it as a whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from erm.core.actor import SYSTEM
from erm.core.clock import now
from erm.core.errors import DomainError
from erm.core.paging import PageRequest
from erm.development.competencies.models import Competency
from erm.development.learning import policy, queries
from erm.development.learning.commands import catalogue
from erm.development.learning.commands.catalogue import ResourceDraft
from erm.development.learning.importing import import_learning
from erm.development.learning.models import LearningResource
from erm.development.learning.rules import COUNTED_FROM, ResourceKind, Target
from erm.development.skills.models import Skill
from tests.database import query_count
from tests.development.conftest import Doing
from tests.development.learning.builders import everything, framework, learned, resource, skill

DRAFT = ResourceDraft(
    title="Reviewing  code",
    kind=ResourceKind.COURSE,
    url="https://learn.test/review",
    provider="Own",
    language="EN",
    minutes=90,
    description="How to read what others wrote.",
)


async def refused(do: Doing, code: str, command: Any) -> DomainError:
    before = await everything()
    with pytest.raises(DomainError) as refusal:
        await do(command)
    assert refusal.value.code == code
    assert await everything() == before
    return refusal.value


async def test_hr_writes_a_resource_and_changes_it(cast, actor_of, do) -> None:
    (craft,) = await framework(competencies=("Clear code",))
    python = await skill("Python")
    hana = actor_of(cast.hana)
    targets = (Target(craft.id, 2, 3), Target(skill_id=python.id), Target(craft.id, 2, 3))
    view = await do(catalogue.save_learning_resource(hana, replace(DRAFT, targets=targets)))
    assert (view.title, view.language, view.version) == ("Reviewing code", "en", 1)
    assert view.targets == targets[:2]
    changed = await do(
        catalogue.save_learning_resource(
            hana, replace(DRAFT, title="Review", minutes=None), resource_id=view.id, version=1
        )
    )
    assert (changed.id, changed.title, changed.minutes, changed.targets, changed.version) == (
        view.id,
        "Review",
        None,
        (),
        2,
    )
    again = catalogue.save_learning_resource(hana, DRAFT, resource_id=view.id, version=1)
    await refused(do, "STALE_VERSION", again)
    unknown = catalogue.save_learning_resource(hana, DRAFT, resource_id=uuid4(), version=1)
    await refused(do, "LEARNING_RESOURCE_NOT_FOUND", unknown)


async def test_nobody_but_hr_changes_the_catalogue(cast, actor_of, do) -> None:
    row = await resource()
    for person in (cast.ann, cast.mo, cast.zed, cast.ada):
        actor = actor_of(person)
        for command in (
            catalogue.save_learning_resource(actor, DRAFT),
            catalogue.save_learning_resource(actor, DRAFT, resource_id=row.id, version=1),
            catalogue.retire_learning_resource(actor, resource_id=row.id, retired=True),
            import_learning(actor, csv="title,kind\nX,book\n", apply=True),
        ):
            await refused(do, "LEARNING_CATALOGUE_IS_HRS", command)


async def test_what_cannot_be_in_the_catalogue_is_refused(cast, actor_of, do) -> None:
    (craft,) = await framework(competencies=("Clear code",))
    hana = actor_of(cast.hana)
    for code, parts in (
        ("TEXT_REQUIRED", {"title": " "}),
        ("TEXT_TOO_LONG", {"description": "x" * 2001}),
        ("LINK_INVALID", {"url": "javascript:alert(1)"}),
        ("LANGUAGE_UNKNOWN", {"language": "English"}),
        ("MINUTES_OUT_OF_RANGE", {"minutes": 0}),
        ("LEARNING_TARGET_DOES_NOT_FIT", {"targets": (Target(),)}),
        ("LEARNING_TARGET_DOES_NOT_FIT", {"targets": (Target(uuid4()),)}),
        ("LEARNING_TARGET_DOES_NOT_FIT", {"targets": (Target(craft.id, 3, 2),)}),
        ("LEARNING_TARGET_DOES_NOT_FIT", {"targets": (Target(craft.id, skill_id=uuid4()),)}),
        ("LEARNING_TARGET_DOES_NOT_FIT", {"targets": (Target(skill_id=uuid4()),)}),
        (
            "LEARNING_TOO_MANY_TARGETS",
            {"targets": tuple(Target(craft.id, n) for n in range(1, 22))},
        ),
    ):
        await refused(do, code, catalogue.save_learning_resource(hana, replace(DRAFT, **parts)))


async def test_a_target_of_a_merged_skill_is_what_it_became(cast, actor_of, do) -> None:
    one, other = await skill("JS"), await skill("JavaScript")
    await Skill.filter(id=one.id).update(merged_into_id=other.id)
    draft = replace(DRAFT, targets=(Target(skill_id=one.id), Target(skill_id=other.id)))
    view = await do(catalogue.save_learning_resource(actor_of(cast.hana), draft))
    assert view.targets == (Target(skill_id=other.id),)


async def test_a_resource_goes_out_of_use_and_comes_back(cast, actor_of, do) -> None:
    row = await resource()
    hana, ann = actor_of(cast.hana), actor_of(cast.ann)
    retire = catalogue.retire_learning_resource
    assert (await do(retire(hana, resource_id=row.id, retired=True))).retired
    assert (await queries.resources(ann, PageRequest.of())).items == []
    assert [r.retired for r in (await queries.resources(hana, PageRequest.of())).items] == [True]
    # Those who learnt from it still see what it was.
    assert (await queries.resources_by_ids(ann, [row.id]))[row.id].retired
    assert not (await do(retire(hana, resource_id=row.id, retired=False))).retired
    gone = retire(hana, resource_id=uuid4(), retired=True)
    await refused(do, "LEARNING_RESOURCE_NOT_FOUND", gone)


async def test_the_catalogue_is_everybody_s_to_read_and_no_job_s(cast, actor_of) -> None:
    row = await resource()
    for person in cast.people:
        assert await queries.resources_by_ids(actor_of(person), [row.id])
        assert policy.may_read_resource(actor_of(person), row)
    assert await queries.resources_by_ids(SYSTEM, [row.id]) == {}
    assert not policy.may_read_resource(SYSTEM, row)


async def test_the_catalogue_is_searched_and_narrowed(cast, actor_of) -> None:
    craft, other = await framework(competencies=("Clear code", "Estimating"))
    python = await skill("Python")
    await resource(
        "Ёжик learns", description="Про код", competency=craft, rank_from=1, rank_until=2
    )
    await resource("alpha", provider="Ёлка", competency=craft, rank_from=3)
    await resource("Beta", competency=craft)
    await resource("Gamma", competency=other, rank_from=2, rank_until=2)
    await resource("Delta", skill=python)
    ann = actor_of(cast.ann)

    async def titles(**which: Any) -> list[str]:
        return [r.title for r in (await queries.resources(ann, PageRequest.of(), **which)).items]

    assert await titles() == ["alpha", "Beta", "Delta", "Gamma", "Ёжик learns"]
    assert await titles(search="ежик КОД") == ["Ёжик learns"]
    assert await titles(search="елка") == ["alpha"]
    assert await titles(search="nothing such") == []
    assert await titles(competency_id=craft.id) == ["alpha", "Beta", "Ёжик learns"]
    assert await titles(competency_id=craft.id, rank=2) == ["Beta", "Ёжик learns"]
    assert await titles(competency_id=craft.id, rank=3) == ["alpha", "Beta"]
    assert await titles(skill_id=python.id) == ["Delta"]


async def test_the_catalogue_comes_in_pages(cast, actor_of) -> None:
    for number in range(5):
        await resource(f"R{number}")
    ann = actor_of(cast.ann)
    first = await queries.resources(ann, PageRequest.of(2))
    assert ([r.title for r in first.items], first.has_next) == (["R0", "R1"], True)
    assert await first.count() == 5
    rest = await queries.resources(ann, PageRequest.of(10, first.cursors[-1]))
    assert ([r.title for r in rest.items], rest.has_next) == (["R2", "R3", "R4"], False)


async def test_how_many_learnt_from_something_is_told_from_five_on(cast, actor_of) -> None:
    row = await resource()
    people = [cast.ann, cast.bo, cast.cy, cast.mo, cast.max]
    for number, person in enumerate(people, 1):
        await learned(person, row)
        view = (await queries.resources_by_ids(actor_of(cast.ann), [row.id]))[row.id]
        assert view.done_count == (number if number >= COUNTED_FROM else None)


async def test_a_page_of_the_catalogue_is_read_in_as_many_queries_at_any_length(
    cast, actor_of
) -> None:
    ann = actor_of(cast.ann)
    counts = set()
    for rows in (1, 20, 200):
        await LearningResource.bulk_create(
            [
                LearningResource(title=f"{rows} {n}", kind="book", created_at=now())
                for n in range(rows)
            ]
        )
        with query_count() as count:
            await queries.resources(ann, PageRequest.of(100), competency_id=None, search="0")
        counts.add(count.count)
    assert len(counts) == 1


# ---- from a file -------------------------------------------------------------------------------

FILE = """title;kind;url;provider;language;minutes;description;competencies;skills;retired
Reviewing code;Course;https://learn.test/review;Own;en;90;Reading;Clear code: 2-3; Python;
Оценка задач;книга;;Автор;ru;;;engineering / estimating;;
"""


async def _setting() -> tuple[Competency, Competency, Skill]:
    craft, estimating = await framework(competencies=("Clear code", "Estimating"))
    return craft, estimating, await skill("Python")


async def test_a_file_is_looked_at_and_then_written(cast, actor_of, do) -> None:
    craft, estimating, python = await _setting()
    hana = actor_of(cast.hana)
    before = await everything()
    report = await do(import_learning(hana, csv=FILE, apply=False))
    assert (report.rows, report.created, report.problems, report.applied) == (2, 2, (), False)
    assert await everything() == before
    report = await do(import_learning(hana, csv=FILE, apply=True))
    assert (report.created, report.applied) == (2, True)
    first, second = (await queries.resources(hana, PageRequest.of())).items
    assert (first.title, first.kind, first.minutes) == ("Reviewing code", ResourceKind.COURSE, 90)
    assert first.targets == (Target(craft.id, 2, 3), Target(skill_id=python.id))
    assert (second.kind, second.language) == (ResourceKind.BOOK, "ru")
    assert second.targets == (Target(estimating.id),)


async def test_a_file_that_is_read_again_changes_only_what_it_says_otherwise(
    cast, actor_of, do
) -> None:
    await _setting()
    hana = actor_of(cast.hana)
    await do(import_learning(hana, csv=FILE, apply=True))
    again = await do(import_learning(hana, csv=FILE, apply=True))
    assert (again.created, again.changed, again.unchanged, again.retired) == (0, 0, 2, 0)
    other = (
        "title,kind,url,retired\n"
        "Reading code,course,https://learn.test/review,\nОЦЕНКА задач,книга,,да\n"
    )
    report = await do(import_learning(hana, csv=other, apply=True))
    assert (report.created, report.changed, report.unchanged, report.retired) == (0, 1, 0, 1)
    first, second = (await queries.resources(hana, PageRequest.of())).items
    # By its address it is the same one; the columns that the file does not have stay.
    assert (first.title, first.minutes, len(first.targets)) == ("Reading code", 90, 2)
    assert (second.retired, second.language) == (True, "ru")
    back = await do(
        import_learning(hana, csv="title,kind,retired\nоценка задач,book,no\n", apply=True)
    )
    assert (back.changed, back.retired) == (1, 0)


async def test_one_bad_row_and_nothing_of_a_file_is_written(cast, actor_of, do) -> None:
    await _setting()
    await framework("Design", ("Clear code",))
    await resource("Twin")
    await resource("Twin")
    text = (
        "title,kind,url,language,minutes,competencies,skills,retired\n"
        "Good,book,,,,,,\n"
        f"{'x' * 201},film,ftp://x,English,1.5,Clear code,Cobol,maybe\n"
        "Twin,book,,,,Estimating: 3-2; Nothing: 2,,\n"
        "GOOD,book,,,,,,\n"
        ",book,,,,,,\n"
    )
    before = await everything()
    report = await do(import_learning(actor_of(cast.hana), csv=text, apply=True))
    assert not report.applied
    assert await everything() == before
    assert sorted((p.line, p.column, p.code) for p in report.problems) == [
        (3, "competencies", "COMPETENCY_AMBIGUOUS"),
        (3, "kind", "BAD_CHOICE"),
        (3, "language", "BAD_CHOICE"),
        (3, "minutes", "BAD_NUMBER"),
        (3, "retired", "BAD_CHOICE"),
        (3, "skills", "SKILL_UNKNOWN"),
        (3, "title", "TOO_LONG"),
        (3, "url", "BAD_LINK"),
        (4, "competencies", "COMPETENCY_UNKNOWN"),
        (4, "competencies", "RANKS_UNUSABLE"),
        (4, "title", "LEARNING_AMBIGUOUS"),
        (5, "title", "DUPLICATE_ROW"),
        (6, "title", "VALUE_MISSING"),
    ]
    for problem in report.problems:
        for language in ("en", "ru"):
            assert problem.message(language)


async def test_a_file_of_many_rows_is_read_in_as_many_queries(cast, actor_of, do) -> None:
    hana = actor_of(cast.hana)
    counts = set()
    for rows in (1, 20, 200):
        text = "title,kind\n" + "".join(f"Resource {n},book\n" for n in range(rows))
        with query_count() as count:
            report = await import_learning(hana, csv=text, apply=False)
        assert report.created == rows
        counts.add(count.count)
    assert len(counts) == 1
