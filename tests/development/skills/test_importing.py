"""Skills from a CSV file: all or nothing, every problem in its place."""

from __future__ import annotations

import pytest

from erm.core.csv_reading import CsvReport
from erm.development.skills.errors import SkillsAreForHr
from erm.development.skills.importing import import_skills
from erm.development.skills.models import Skill, SkillName
from tests.cast import Cast
from tests.development.conftest import Doing
from tests.development.skills.builders import skill

GOOD = """name,name_ru,category,description,synonyms
Python,Питон,Languages,"Scripts, services",Py|CPython
Public speaking,,Talk,,
"""


async def run(cast: Cast, do: Doing, csv: str, *, apply: bool = True) -> CsvReport:
    return await do(import_skills(cast.actor(cast.hana), csv=csv, apply=apply))


def figures(report: CsvReport) -> tuple[int, int, int, int, bool]:
    return (report.rows, report.created, report.changed, report.unchanged, report.applied)


async def names() -> dict[str, tuple[str, bool]]:
    return {row.name: (row.locale, row.is_main) for row in await SkillName.all()}


async def test_a_file_is_looked_at_then_written_and_a_second_time_changes_nothing(
    cast: Cast, do: Doing
) -> None:
    assert figures(await run(cast, do, GOOD, apply=False)) == (2, 2, 0, 0, False)
    assert await Skill.all().count() == 0
    assert figures(await run(cast, do, GOOD)) == (2, 2, 0, 0, True)
    assert await names() == {
        "Python": ("", True),
        "Питон": ("ru", True),
        "Py": ("", False),
        "CPython": ("", False),
        "Public speaking": ("", True),
    }
    python = await Skill.get(category="Languages")
    assert (python.description, python.created_by_id) == ("Scripts, services", cast.hana.id)
    assert figures(await run(cast, do, GOOD)) == (2, 0, 0, 2, True)
    assert (await Skill.get(id=python.id)).version == 1


async def test_a_row_adds_to_the_skill_that_has_one_of_its_names_and_takes_nothing_away(
    cast: Cast, do: Doing
) -> None:
    row = await skill("PostgreSQL", "Postgres", category="Data", description="Ours")
    report = await run(
        cast, do, "навык;название на русском;синонимы\npostgres;Постгрес;PG | psql\n"
    )
    assert figures(report) == (1, 0, 1, 0, True)
    assert await names() == {
        "PostgreSQL": ("", True),
        "Postgres": ("", False),
        "Постгрес": ("ru", True),
        "PG": ("", False),
        "psql": ("", False),
    }
    kept = await Skill.get(id=row.id)
    assert (kept.category, kept.description, kept.version) == ("Data", "Ours", 2)


async def test_a_new_main_name_of_a_language_makes_the_former_a_synonym(
    cast: Cast, do: Doing
) -> None:
    await skill("Python", ru="Питон")
    await run(cast, do, "name,name_ru\nPYTHON,Пайтон\n")
    assert await names() == {
        "PYTHON": ("", True),
        "Питон": ("ru", False),
        "Пайтон": ("ru", True),
    }


async def test_all_that_is_wrong_is_told_with_its_line_and_nothing_is_written(
    cast: Cast, do: Doing
) -> None:
    await skill("Kubernetes", "K8s")
    await skill("Docker")
    csv = (
        "name,synonyms,category\n"
        "Rust,,Fine\n"
        ",Nameless,\n"
        "...,,\n"
        "K8s,Docker,\n"
        "rust,,\n"
        f"{'x' * 121},,\n"
        f"Many,{'|'.join(f'm{n}' for n in range(25))},\n"
    )
    report = await run(cast, do, csv)
    found = [(p.line, p.column, p.code) for p in sorted(report.problems, key=lambda p: p.line)]
    assert found == [
        (3, "name", "VALUE_MISSING"),
        (4, "name", "SKILL_NAME_UNUSABLE"),
        (5, "name", "SKILL_NAMES_OF_TWO"),
        (6, "name", "DUPLICATE_ROW"),
        (7, "name", "TOO_LONG"),
        (8, "synonyms", "SKILL_TOO_MANY_NAMES"),
    ]
    assert not report.applied
    assert await Skill.all().count() == 2
    for problem in report.problems:
        for language in ("en", "ru"):
            assert problem.message(language)


async def test_a_column_that_is_none_of_ours_is_told(cast: Cast, do: Doing) -> None:
    report = await run(cast, do, "name,levle\nGo,3\n")
    assert [p.code for p in report.problems] == ["COLUMN_UNKNOWN"]
    assert await Skill.all().count() == 0


@pytest.mark.parametrize("who", ["ann", "mo", "ada"])
async def test_only_hr_imports(cast: Cast, do: Doing, who: str) -> None:
    with pytest.raises(SkillsAreForHr):
        await do(import_skills(cast.actor(getattr(cast, who)), csv=GOOD, apply=True))
    assert await Skill.all().count() == 0
