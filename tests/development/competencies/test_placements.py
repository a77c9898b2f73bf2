"""People's levels: who sets and who reads them, and where they lead."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from erm.core.clock import now, today
from erm.core.errors import DomainError
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.development.competencies import policy
from erm.development.competencies.commands import placing, placing_csv
from erm.development.competencies.events import PersonPlaced
from erm.development.competencies.models import CareerLevel, CareerPlacement, CompetencyFramework
from erm.development.competencies.queries.placements import (
    career_paths,
    placement_history,
    placements_today,
)
from erm.people.models import Person
from erm.people.queries import managers_of
from tests.cast import Cast
from tests.conftest import query_count
from tests.development.competencies.building import CONTENT, Built, build, place, publish
from tests.development.conftest import Doing

DAY = timedelta(days=1)


async def refused(do: Doing, code: str, command: Any) -> None:
    before = await CareerPlacement.all().order_by("id").values()
    with pytest.raises(DomainError) as refusal:
        await do(command)
    assert refusal.value.code == code
    assert await CareerPlacement.all().order_by("id").values() == before


def put(cast: Cast, person: Person, level: CareerLevel, on: date) -> Any:
    return placing.place_person(
        cast.actor(cast.hana), person_id=person.id, level_id=level.id, starts_on=on
    )


def end(cast: Cast, person: Person, on: date) -> Any:
    return placing.end_placement(cast.actor(cast.hana), person_id=person.id, ends_on=on)


async def stays(person: Person) -> list[tuple[date, date | None, str]]:
    return [
        (row.starts_on, row.ends_on, (await CareerLevel.get(id=row.level_id)).key)
        for row in await CareerPlacement.filter(person_id=person.id).order_by("starts_on")
    ]


async def test_only_hr_sets_levels(cast: Cast, do: Doing) -> None:
    built = await build()
    junior = built.levels["engineer/junior"]
    await place(cast.ann, junior)
    for person in (cast.ann, cast.mo, cast.zed, cast.ada, cast.cy):
        actor = cast.actor(person)
        for doing in (
            placing.place_person(
                actor,
                person_id=cast.ann.id,
                level_id=built.levels["engineer/senior"].id,
                starts_on=today(),
            ),
            placing.end_placement(actor, person_id=cast.ann.id, ends_on=today()),
            placing_csv.import_placements(actor, csv="work_email", apply=True),
        ):
            await refused(do, "FRAMEWORK_ONLY_HR", doing)


async def test_a_level_holds_from_its_day_until_the_next(cast: Cast, do: Doing) -> None:
    built = await build()
    junior, middle, senior = (
        built.levels[f"engineer/{key}"] for key in ("junior", "middle", "senior")
    )
    day = today()
    await do(put(cast, cast.ann, junior, day - 100 * DAY))
    await do(put(cast, cast.ann, senior, day + 50 * DAY))
    await do(put(cast, cast.ann, middle, day - 10 * DAY))
    assert await stays(cast.ann) == [
        (day - 100 * DAY, day - 10 * DAY, "junior"),
        (day - 10 * DAY, day + 50 * DAY, "middle"),
        (day + 50 * DAY, None, "senior"),
    ]
    assert do.heard[-1] == PersonPlaced(
        at=do.heard[-1].at, person_id=cast.ann.id, level_id=middle.id
    )
    view = (await placements_today(cast.actor(cast.ann), [cast.ann.id]))[cast.ann.id]
    assert view.level_id == middle.id
    await do(put(cast, cast.ann, junior, day - 10 * DAY))
    assert [key for *_, key in await stays(cast.ann)] == ["junior", "junior", "senior"]


async def test_a_level_ends_and_what_was_planned_is_taken_back(cast: Cast, do: Doing) -> None:
    built = await build()
    day = today()
    await refused(do, "PLACEMENT_NONE", end(cast, cast.ann, day))
    await do(put(cast, cast.ann, built.levels["engineer/junior"], day - 100 * DAY))
    await do(put(cast, cast.ann, built.levels["engineer/middle"], day - 10 * DAY))
    await do(put(cast, cast.ann, built.levels["engineer/senior"], day + 10 * DAY))
    await refused(do, "PLACEMENT_FOLLOWS", end(cast, cast.ann, day - 20 * DAY))
    await do(end(cast, cast.ann, day))
    assert [until for _, until, _ in await stays(cast.ann)] == [day - 10 * DAY, day]
    assert await placements_today(cast.actor(cast.ann), [cast.ann.id]) == {}


async def test_what_cannot_be_set_is_refused(cast: Cast, do: Doing) -> None:
    built = await build()
    junior, day = built.levels["engineer/junior"], today()
    await refused(do, "PLACEMENT_TOO_FAR", put(cast, cast.ann, junior, day + 367 * DAY))
    await refused(do, "PLACEMENT_TOO_FAR", end(cast, cast.ann, day + 367 * DAY))
    await refused(do, "PERSON_HAS_LEFT", put(cast, cast.dee, junior, day))
    await CareerLevel.filter(id=junior.id).update(retired_at=now())
    await refused(do, "CAREER_LEVEL_RETIRED", put(cast, cast.ann, junior, day))
    senior = built.levels["engineer/senior"]
    await CompetencyFramework.filter(id=built.framework.id).update(retired_at=now())
    await refused(do, "CAREER_LEVEL_RETIRED", put(cast, cast.ann, senior, day))
    await CareerLevel.filter(id=senior.id).delete()
    await refused(do, "CAREER_LEVEL_NOT_FOUND", put(cast, cast.ann, senior, day))


async def test_two_at_once_leave_a_person_at_one_level(cast: Cast) -> None:
    built = await build()

    async def one(key: str) -> None:
        async with unit_of_work(Bus()):
            await put(cast, cast.ann, built.levels[key], today())

    await asyncio.gather(one("engineer/junior"), one("manager/lead"))
    assert len(await stays(cast.ann)) == 1


async def test_both_forms_of_who_reads_a_level_agree_with_the_promise(cast: Cast) -> None:
    built = await build()
    for person in cast.people:
        await place(person, built.levels["engineer/junior"])
    managers = await managers_of([person.id for person in cast.people])
    expected = {
        cast.ann: {cast.ann, cast.mo, cast.zed, cast.hana},
        cast.mo: {cast.mo, cast.zed, cast.hana},
        cast.cy: {cast.cy, cast.max, cast.zed, cast.hana},
        cast.zed: {cast.zed, cast.hana},
        cast.dee: {cast.dee, cast.hana},
    }
    for actor in (cast.actor(person) for person in cast.people):
        rows = await CareerPlacement.filter(policy.readable_placements(actor))
        by_filter = {row.person_id for row in rows}
        by_row = {
            person.id
            for person in cast.people
            if policy.may_read_placement(
                actor, person.id, None if person.left_on else managers.get(person.id)
            )
        }
        assert by_filter == by_row
        for person, readers in expected.items():
            assert (person.id in by_row) == (actor.person_id in {each.id for each in readers})


async def test_who_may_not_know_a_level_cannot_tell_it_from_none(cast: Cast) -> None:
    built = await build()
    await place(cast.ann, built.levels["engineer/junior"])
    both = [cast.ann.id, cast.bo.id]
    for person in (cast.cy, cast.max, cast.old, cast.ada):
        actor = cast.actor(person)
        assert await placements_today(actor, both) == {}
        assert await placement_history(actor, both) == {}
        assert await career_paths(actor, both) == {}
    mo = cast.actor(cast.mo)
    assert {key: len(found) for key, found in (await placement_history(mo, both)).items()} == {
        cast.ann.id: 1,
        cast.bo.id: 0,
    }


async def test_a_path_says_what_the_next_levels_ask_that_this_one_does_not(cast: Cast) -> None:
    built = await build()
    await place(cast.ann, built.levels["engineer/middle"])
    path = (await career_paths(cast.actor(cast.ann), [cast.ann.id]))[cast.ann.id]
    assert path.level_id == built.levels["engineer/middle"].id
    assert [step.level_id for step in path.steps] == [
        built.levels["engineer/senior"].id,
        built.levels["manager/lead"].id,
    ]
    keys = {row.id: key for key, row in built.competencies.items()}
    told = {
        keys[ask.competency_id]: (ask.is_new, ask.changed, ask.now.en, ask.next.en)
        for ask in path.steps[0].asks
    }
    assert told == {
        "testing": (False, True, "Designs tests", "Shapes how the team tests"),
        "delivery": (False, True, "Delivers tasks", "Delivers projects"),
        "leading": (True, False, "", "Leads projects"),
    }


async def test_what_stays_the_same_at_the_next_level_is_told_as_unchanged(cast: Cast) -> None:
    built = await build()
    await place(cast.ann, built.levels["engineer/junior"])
    (step,) = (await career_paths(cast.actor(cast.mo), [cast.ann.id]))[cast.ann.id].steps
    assert [(ask.is_new, ask.changed) for ask in step.asks] == [(False, True), (False, False)]


async def test_a_path_follows_the_words_that_hold(cast: Cast) -> None:
    built = await build()
    await place(cast.ann, built.levels["engineer/middle"])
    fewer = replace(CONTENT, competencies=CONTENT.competencies[:1])
    await publish(built.framework, fewer, 2)
    path = (await career_paths(cast.actor(cast.ann), [cast.ann.id]))[cast.ann.id]
    assert [len(step.asks) for step in path.steps] == [1, 0]


HEADER = "work_email,framework,track,level,starts_on\n"


def lines(*rows: Sequence[str]) -> str:
    return HEADER + "\n".join(",".join(row) for row in rows)


def read(cast: Cast, csv: str, *, apply: bool = True) -> Any:
    return placing_csv.import_placements(cast.actor(cast.hana), csv=csv, apply=apply)


async def test_a_file_of_levels_is_written_whole(cast: Cast, do: Doing) -> None:
    built = await build()
    await place(cast.ann, built.levels["engineer/junior"], since=date(2024, 1, 1))
    file = lines(
        ("ANN@erm.test", "making software", "Engineer", "Middle", "2025-01-01"),
        ("ann@erm.test", "Making software по-русски", "engineer", "junior", "2024-01-01"),
        ("bo@erm.test", "Making software", "Manager по-русски", "lead", "2024-05-05"),
    )
    tried = await do(read(cast, file, apply=False))
    assert (tried.created, tried.changed, tried.unchanged, tried.applied) == (2, 0, 1, False)
    assert await CareerPlacement.all().count() == 1
    report = await do(read(cast, file))
    assert (report.created, report.changed, report.unchanged, report.applied) == (2, 0, 1, True)
    assert await stays(cast.ann) == [
        (date(2024, 1, 1), date(2025, 1, 1), "junior"),
        (date(2025, 1, 1), None, "middle"),
    ]
    assert await stays(cast.bo) == [(date(2024, 5, 5), None, "lead")]
    again = await do(read(cast, file))
    assert (again.created, again.changed, again.unchanged) == (0, 0, 3)


async def test_a_file_with_one_bad_row_changes_nothing_and_names_all_of_them(
    cast: Cast, do: Doing
) -> None:
    await build()
    file = lines(
        ("ann@erm.test", "Making software", "engineer", "junior", "2024-01-01"),
        ("ann@erm.test", "Making software", "engineer", "middle", "2024-01-01"),
        ("nobody@erm.test", "Nothing", "engineer", "junior", "2024-01-01"),
        ("dee@erm.test", "Making software", "pilot", "junior", "2024-01-01"),
        ("bo@erm.test", "Making software", "engineer", "chief", "01.02.2024"),
        ("bo@erm.test", "Making software", "engineer", "junior", "2999-01-01"),
        ("bo@erm.test", "Making software", "engineer", "", "2024-01-01"),
    )
    report = await do(read(cast, file))
    assert not report.applied
    assert not await CareerPlacement.exists()
    assert {(each.line, each.column, each.code) for each in report.problems} == {
        (3, "starts_on", "DUPLICATE_ROW"),
        (4, "work_email", "PERSON_UNKNOWN"),
        (4, "framework", "FRAMEWORK_UNKNOWN"),
        (5, "work_email", "PERSON_UNKNOWN"),
        (5, "track", "TRACK_UNKNOWN"),
        (6, "level", "LEVEL_UNKNOWN"),
        (6, "starts_on", "BAD_DATE"),
        (7, "starts_on", "DATE_TOO_FAR"),
        (8, "level", "VALUE_MISSING"),
    }
    for language in ("en", "ru"):
        assert all(problem.message(language) for problem in report.problems)


async def crowd(cast: Cast, built: Built, size: int) -> list[Person]:
    people = await cast.crowd(size, manager=cast.zed)
    level = built.levels["engineer/junior"]
    await CareerPlacement.bulk_create(
        [
            CareerPlacement(
                person_id=person.id, level_id=level.id, starts_on=today(), created_at=now()
            )
            for person in people
        ]
    )
    return people


async def test_levels_of_many_take_as_many_queries_as_of_one(cast: Cast) -> None:
    built = await build()
    counts = []
    for size in (1, 20, 200):
        ids = [person.id for person in await crowd(cast, built, size)]
        zed = cast.actor(cast.zed)
        with query_count() as asked:
            assert len(await placements_today(zed, ids)) == size
            assert len(await placement_history(zed, ids)) == size
            assert len(await career_paths(zed, ids)) == size
        counts.append(asked.count)
    assert counts[0] == counts[1] == counts[2]
