"""Writing, publishing and retiring frameworks."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from erm.core.clock import today
from erm.core.errors import DomainError
from erm.core.events import Bus
from erm.core.localized import UNSAID, Localized
from erm.core.work import unit_of_work
from erm.development.competencies.commands import frameworks as commands
from erm.development.competencies.content import FrameworkContent
from erm.development.competencies.events import FrameworkPublished
from erm.development.competencies.examples import examples
from erm.development.competencies.models import (
    CareerLevel,
    CareerPlacement,
    Competency,
    CompetencyFramework,
    FrameworkVersion,
)
from erm.development.competencies.queries import frameworks as queries
from erm.development.competencies.rules import FrameworkState
from erm.development.competencies.views import FrameworkView
from tests.cast import Cast
from tests.conftest import query_count
from tests.development.competencies.building import (
    CONTENT,
    LONG_AGO,
    Built,
    both,
    build,
    place,
    words,
)
from tests.development.conftest import Doing

WIDER = replace(
    CONTENT,
    competencies=(*CONTENT.competencies, words("writing", "craft", engineer_junior="Writes")),
)


async def stored() -> list[Any]:
    """Everything there is of frameworks, to see that nothing changed."""
    return [
        await model.all().order_by("id").values()
        for model in (CompetencyFramework, FrameworkVersion, Competency, CareerLevel)
    ]


async def refused(do: Doing, code: str, command: Any) -> None:
    before = await stored()
    with pytest.raises(DomainError) as refusal:
        await do(command)
    assert refusal.value.code == code
    assert await stored() == before


async def created(cast: Cast, do: Doing, **values: Any) -> FrameworkView:
    given = {"names": both("Software"), "descriptions": both("For makers")} | values
    return await do(commands.create_framework(cast.actor(cast.hana), **given))


def saved(cast: Cast, view: FrameworkView, content: FrameworkContent = CONTENT, **more: Any) -> Any:
    given = {"names": view.names, "descriptions": None, "version": view.version} | more
    return commands.save_framework_draft(
        cast.actor(cast.hana), framework_id=view.id, content=content, **given
    )


async def published(cast: Cast, do: Doing, content: FrameworkContent = CONTENT) -> FrameworkView:
    view = await do(saved(cast, await created(cast, do), content))
    return await do(publish(cast, view))


def publish(cast: Cast, view: FrameworkView, note: str = "") -> Any:
    return commands.publish_framework(
        cast.actor(cast.hana), framework_id=view.id, version=view.version, note=note
    )


def wrong_doings(actor: Any, built: Built) -> list[Any]:
    key, version = built.framework.id, built.framework.version
    return [
        commands.create_framework(actor, names=both("Mine")),
        commands.save_framework_draft(
            actor,
            framework_id=key,
            version=version,
            names=both("x"),
            descriptions=None,
            content=CONTENT,
        ),
        commands.import_framework(actor, framework_id=key, csv="x", apply=True, version=version),
        commands.publish_framework(actor, framework_id=key, version=version),
        commands.discard_framework_draft(actor, framework_id=key),
        commands.retire_framework(actor, framework_id=key, retired=True),
    ]


async def test_only_hr_writes_frameworks(cast: Cast, do: Doing) -> None:
    built = await build()
    for person in (cast.ann, cast.mo, cast.ada, cast.zed):
        for doing in wrong_doings(cast.actor(person), built):
            await refused(do, "FRAMEWORK_ONLY_HR", doing)


async def test_a_framework_begins_as_a_draft_that_only_hr_sees(cast: Cast, do: Doing) -> None:
    view = await created(cast, do)
    assert view.draft_id is not None
    assert view.published_id is None
    assert await queries.frameworks(cast.actor(cast.ann)) == []
    assert await queries.frameworks_by_ids(cast.actor(cast.mo), [view.id]) == {}
    assert await queries.versions_by_ids(cast.actor(cast.mo), [view.draft_id]) == {}
    assert [each.id for each in await queries.frameworks(cast.actor(cast.hana))] == [view.id]


async def test_a_framework_needs_a_name_in_some_language(cast: Cast, do: Doing) -> None:
    await refused(do, "TEXT_REQUIRED", created_with(cast, Localized("  ", "")))
    assert (await created(cast, do, names=Localized(ru="Разработка"))).names.of(
        "en"
    ) == "Разработка"


def created_with(cast: Cast, names: Localized) -> Any:
    return commands.create_framework(cast.actor(cast.hana), names=names)


@pytest.mark.parametrize("key", sorted(examples()))
async def test_an_example_becomes_a_draft_and_can_be_published(
    cast: Cast, do: Doing, key: str
) -> None:
    view = await created(cast, do, names=UNSAID, descriptions=UNSAID, example_key=key)
    assert view.names == examples()[key].names
    view = await do(publish(cast, view))
    count = len(examples()[key].content.competencies)
    assert await Competency.filter(framework_id=view.id).count() == count


async def test_an_unknown_example_is_refused(cast: Cast, do: Doing) -> None:
    await refused(
        do,
        "FRAMEWORK_EXAMPLE_UNKNOWN",
        commands.create_framework(cast.actor(cast.hana), names=both("x"), example_key="nothing"),
    )


async def test_publishing_makes_competencies_and_levels_that_everybody_reads(
    cast: Cast, do: Doing
) -> None:
    view = await published(cast, do)
    ann = cast.actor(cast.ann)
    (seen,) = await queries.frameworks(ann)
    assert (seen.published_id, seen.draft_id, seen.can_manage) == (view.published_id, None, False)
    identities = (await queries.identities_of(ann, [view.id]))[view.id]
    assert set(identities.competencies) == {"testing", "delivery", "leading"}
    levels = await queries.levels_by_ids(ann, list(identities.levels.values()))
    assert {level.place: level.rank for level in levels.values()} == {
        placed.place: placed.rank for placed in CONTENT.levels()
    }
    assert do.only(FrameworkPublished).framework_id == view.id


async def test_what_a_version_said_stays_and_the_same_competency_goes_on(
    cast: Cast, do: Doing
) -> None:
    first = await published(cast, do)
    before = (await queries.identities_of(cast.actor(cast.ann), [first.id]))[first.id]
    again = replace(WIDER, competencies=tuple(WIDER.competencies[1:]))
    view = await do(publish(cast, await do(saved(cast, first, again)), note="Less testing"))
    after = (await queries.identities_of(cast.actor(cast.ann), [first.id]))[first.id]
    assert before.competencies.items() <= after.competencies.items()
    assert set(after.competencies) - set(before.competencies) == {"writing"}
    competencies = await queries.competencies_by_ids(
        cast.actor(cast.ann), list(after.competencies.values())
    )
    assert {each.key for each in competencies.values() if each.retired} == {"testing"}
    versions = await queries.versions_by_ids(cast.actor(cast.ann), view.version_ids)
    assert [versions[key].number for key in view.version_ids] == [2, 1]
    assert first.published_id is not None
    assert versions[first.published_id].content == CONTENT
    assert view.published_id is not None
    assert versions[view.published_id].before_id == first.published_id
    assert versions[view.published_id].note == "Less testing"
    returned = await do(publish(cast, await do(saved(cast, view, WIDER))))
    assert returned.id == first.id
    assert await Competency.filter(retired_at__isnull=False).count() == 0


async def test_a_level_at_which_somebody_stands_cannot_be_left_out(cast: Cast, do: Doing) -> None:
    view = await published(cast, do)
    level = await CareerLevel.get(key="head")
    await place(cast.ann, level)
    manager = CONTENT.tracks[1]
    narrow = replace(
        CONTENT,
        competencies=CONTENT.competencies[:2],
        tracks=(CONTENT.tracks[0], replace(manager, levels=manager.levels[:1])),
    )
    view = await do(saved(cast, view, narrow))
    await refused(do, "LEVEL_IN_USE", publish(cast, view))
    await place(cast.dee, await CareerLevel.get(key="lead"))
    await CareerPlacement.filter(person_id=cast.ann.id).update(ends_on=today())
    view = await do(publish(cast, view))
    await level.refresh_from_db()
    assert level.retired_at is not None


async def test_two_editors_of_a_draft_do_not_overwrite_each_other(cast: Cast, do: Doing) -> None:
    view = await created(cast, do)
    await do(saved(cast, view))
    await refused(do, "STALE_VERSION", saved(cast, view, WIDER))
    await refused(do, "STALE_VERSION", publish(cast, view))
    draft = await FrameworkVersion.get()
    assert FrameworkContent.from_json(draft.content) == CONTENT


async def test_two_at_once_make_one_draft(cast: Cast) -> None:
    built = await build()
    view = (await queries.frameworks_by_ids(cast.actor(cast.hana), [built.framework.id]))[
        built.framework.id
    ]

    async def one(content: FrameworkContent) -> str:
        try:
            async with unit_of_work(Bus()):
                await saved(cast, view, content)
        except DomainError as error:
            return error.code
        return "saved"

    told = await asyncio.gather(one(CONTENT), one(WIDER))
    assert sorted(told) == ["STALE_VERSION", "saved"]
    assert await FrameworkVersion.filter(state=FrameworkState.DRAFT).count() == 1


async def test_an_unfinished_draft_is_kept_and_not_published(cast: Cast, do: Doing) -> None:
    view = await created(cast, do)
    await refused(do, "FRAMEWORK_EMPTY", publish(cast, view))
    unasked = replace(CONTENT, competencies=(*CONTENT.competencies, words("idle", "craft")))
    view = await do(saved(cast, view, unasked))
    await refused(do, "FRAMEWORK_UNFINISHED", publish(cast, view))


async def test_a_draft_can_be_thrown_away(cast: Cast, do: Doing) -> None:
    hana = cast.actor(cast.hana)
    fresh = await created(cast, do)
    assert await do(commands.discard_framework_draft(hana, framework_id=fresh.id)) is None
    assert not await CompetencyFramework.exists()
    view = await published(cast, do)
    await refused(
        do, "FRAMEWORK_NO_DRAFT", commands.discard_framework_draft(hana, framework_id=view.id)
    )
    await do(saved(cast, view, WIDER))
    kept = await do(commands.discard_framework_draft(hana, framework_id=view.id))
    assert kept is not None
    assert (kept.draft_id, kept.published_id) == (None, view.published_id)


async def test_a_framework_is_retired_only_when_nobody_stands_in_it(cast: Cast, do: Doing) -> None:
    hana = cast.actor(cast.hana)
    view = await published(cast, do)
    placement = await place(cast.ann, await CareerLevel.get(key="junior"))
    retire = commands.retire_framework(hana, framework_id=view.id, retired=True)
    await refused(do, "FRAMEWORK_IN_USE", retire)
    await placement.delete()
    view = await do(commands.retire_framework(hana, framework_id=view.id, retired=True))
    assert view.retired
    await refused(do, "FRAMEWORK_RETIRED", saved(cast, view))
    assert await queries.frameworks(cast.actor(cast.ann)) == []
    (seen,) = await queries.frameworks(cast.actor(cast.ann), retired=True)
    assert seen.id == view.id
    view = await do(commands.retire_framework(hana, framework_id=view.id, retired=False))
    assert not view.retired


async def test_how_many_stand_in_it_is_told_to_hr_from_five_on(cast: Cast) -> None:
    built = await build()
    people = await cast.crowd(5)
    for person in people[:4]:
        await place(person, built.levels["engineer/junior"])
    await place(cast.dee, built.levels["engineer/junior"])
    key, hana = built.framework.id, cast.actor(cast.hana)
    assert (await queries.frameworks_by_ids(hana, [key]))[key].people_count is None
    await place(people[4], built.levels["manager/lead"], since=LONG_AGO)
    assert (await queries.frameworks_by_ids(hana, [key]))[key].people_count == 5
    for other in (cast.ann, cast.ada):
        assert (await queries.frameworks_by_ids(cast.actor(other), [key]))[key].people_count is None


FILE = (
    "family_key;family_en;competency_key;competency_en;track_key;track_en;level_key;level_en;"
    "leads_to;expectation_en\r\n"
    "craft;Craft;testing;Testing;engineer;Engineer;junior;Junior;;Tests\r\n"
    "craft;;testing;;engineer;;middle;Middle;engineer/junior;Tests more\r\n"
)


async def test_a_file_becomes_a_framework_or_says_all_that_is_wrong(cast: Cast, do: Doing) -> None:
    hana = cast.actor(cast.hana)

    async def read(csv: str, apply: bool, **more: Any) -> Any:
        return await do(
            commands.import_framework(
                hana, framework_id=None, csv=csv, names=both("File"), apply=apply, **more
            )
        )

    report, view = await read(FILE, False)
    assert (report.rows, report.created, report.applied, view) == (2, 2, False, None)
    assert not await CompetencyFramework.exists()
    broken = (
        FILE
        + "craft;Kraft;testing;;engineer;;middle;;;Again\r\n"
        + ";;alone;;;;;;;\r\n"
        + "craft;;Bad Key;;;;;;;x\r\n"
        + "craft;;testing;;engineer;;;;;Where?\r\n"
    )
    report, view = await read(broken, True)
    assert not await CompetencyFramework.exists()
    assert view is None
    assert [(each.line, each.column, each.code) for each in report.problems] == [
        (4, "family_en", "CONTRADICTS"),
        (4, "expectation_en", "DUPLICATE_ROW"),
        (5, "family_key", "VALUE_MISSING"),
        (6, "competency_key", "BAD_KEY"),
        (7, "level_key", "VALUE_MISSING"),
    ]
    for language in ("en", "ru"):
        assert all(problem.message(language) for problem in report.problems)
    report, view = await read(FILE.replace("engineer/junior", "engineer/nobody"), True)
    assert [(each.line, each.code) for each in report.problems] == [(3, "WAY_UNKNOWN")]
    report, view = await read(FILE.replace("level_key", "stage"), True)
    assert {each.code for each in report.problems} == {"COLUMN_UNKNOWN"}
    report, view = await read(FILE, True)
    assert report.applied
    draft = await FrameworkVersion.get(framework_id=view.id)
    content = FrameworkContent.from_json(draft.content)
    assert [each.place for each in content.levels()] == ["engineer/junior", "engineer/middle"]
    assert content.ways_on("engineer/middle")[0].place == "engineer/junior"


async def test_a_file_goes_into_the_draft_and_tells_what_it_changes(cast: Cast, do: Doing) -> None:
    hana = cast.actor(cast.hana)
    view = await published(cast, do)

    def read(version: int) -> Any:
        return commands.import_framework(
            hana, framework_id=view.id, csv=FILE, apply=True, version=version
        )

    await refused(do, "STALE_VERSION", read(view.version - 1))
    report, after = await do(read(view.version))
    assert (report.created, report.changed, report.unchanged, report.retired) == (0, 2, 0, 7)
    assert after.published_id == view.published_id
    assert after.draft_id is not None


async def test_reading_frameworks_takes_as_many_queries_for_many_as_for_one(cast: Cast) -> None:
    counts = []
    hana = cast.actor(cast.hana)
    for more in (1, 19):
        for number in range(more):
            await build(CONTENT, f"Framework {more} {number}")
        with query_count() as asked:
            views = await queries.frameworks(hana)
            versions = [each.published_id for each in views if each.published_id]
            await queries.versions_by_ids(hana, versions)
            await queries.identities_of(hana, [each.id for each in views])
        counts.append(asked.count)
    assert counts[0] == counts[1]
