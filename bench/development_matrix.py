"""What skills and gaps cost in a large company: queries, time, and how both grow with it.

    .venv/bin/python -m bench.development_matrix [--postgres] [--people 20000] [--small 1000]

Everybody says of 30 skills how well they know them, is at one of five levels, and was assessed in 30
competencies by themselves and their manager. Each line is measured in a small company and in a large
one, both made alike: what is about one team should cost the same in both, what is about everybody
should not grow faster than they do. Besides, a ratio to one counting pass of the same run by the
database over all entries. The number of queries must be the same in both; the program ends with 1 if
it is not.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.relationships import actor_of, timed
from erm.core.actor import Actor, Role
from erm.core.clock import now, today
from erm.core.database.connections import connection, database, dialect
from erm.core.ids import new_id
from erm.core.localized import Localized
from erm.core.paging import PageRequest
from erm.development.competencies.content import (
    CompetencyWords,
    Expectation,
    Family,
    FrameworkContent,
    LevelWords,
    TrackWords,
)
from erm.development.competencies.models import (
    Assessment,
    AssessmentAnswer,
    AssessmentSheet,
    CareerPlacement,
)
from erm.development.competencies.rules import AssessmentSide, AssessmentState
from erm.development.overview.gaps import competency_gaps
from erm.development.overview.rules import CoverageBy
from erm.development.skills import queries
from erm.development.skills.models import PersonSkill, Skill, SkillExpectation, SkillName
from erm.development.skills.rules import SkillVisibility
from erm.people.models import Department, Person
from tests.cast import LONG_AGO, Cast
from tests.database import make_schema, postgres_server, query_count, sqlite_url
from tests.development.overview.builders import Built, framework

SKILLS = COMPETENCIES = 30
LEVELS = 5
TEAM, LARGE_TEAM = 10, 200
OFFICES = ("Berlin", "Riga", "Lisbon", "Almaty", "Tbilisi")
BATCH = 5_000


@dataclass
class Company:
    """What the measured lines need to know of it."""

    people: list[Person]
    manager: Actor
    manager_of_many: Actor
    hr: Actor
    department: Department
    skills: list[Skill]


async def company(size: int) -> Company:
    """Teams of ten in departments of forty, and one manager of two hundred."""
    dice, cast = random.Random(7), Cast()
    managers = [await cast.person("Mo"), await cast.person("Max")]
    departments = [await cast.department(f"Department {n:03}") for n in range(max(1, size // 40))]
    people = await cast.crowd(TEAM, manager=managers[0], department=departments[0])
    people += await cast.crowd(LARGE_TEAM, manager=managers[1], department=departments[0])
    while len(people) < size:
        people += await cast.crowd(
            40, manager=people[dice.randrange(len(people))], department=dice.choice(departments)
        )
    for number, office in enumerate(OFFICES):
        ids = [person.id for person in people[number :: len(OFFICES)]]
        for start in range(0, len(ids), BATCH):
            await Person.filter(id__in=ids[start : start + BATCH]).update(location=office)
    built = await framework(_content(), "engineering")
    places = list(built.levels)
    level_of = [places[dice.randrange(LEVELS)] for _ in people]
    await CareerPlacement.bulk_create(
        [
            CareerPlacement(
                person_id=person.id,
                level_id=built.levels[level],
                starts_on=LONG_AGO,
                created_at=now(),
            )
            for person, level in zip(people, level_of, strict=True)
        ],
        batch_size=1_000,
    )
    skills = await _skills(built)
    await _entries(people, skills, dice)
    await _assessments(people, level_of, built, dice)
    hana = await cast.person("Hana")

    def managing(person: Person) -> Actor:
        reports = [b.subject_id for b in cast.bonds if b.other_id == person.id]  # type: ignore[attr-defined]
        return Actor(person_id=person.id, kind=actor_of(person).kind, report_ids=frozenset(reports))

    return Company(
        people,
        managing(managers[0]),
        managing(managers[1]),
        actor_of(hana, Role.HR),
        departments[0],
        skills,
    )


def _content() -> FrameworkContent:
    places = [f"level-{n}" for n in range(1, LEVELS + 1)]
    return FrameworkContent(
        families=(Family("craft", Localized("Craft", "Ремесло")),),
        competencies=tuple(
            CompetencyWords(
                key=f"c{n}",
                family="craft",
                names=Localized(f"Competency {n}", f"Компетенция {n}"),
                expectations=tuple(
                    Expectation("engineer", place, Localized("So.", "Так.")) for place in places
                ),
            )
            for n in range(COMPETENCIES)
        ),
        tracks=(
            TrackWords(
                "engineer",
                Localized("Engineer", "Инженер"),
                tuple(LevelWords(place, Localized(place, place)) for place in places),
            ),
        ),
    )


async def _skills(built: Built) -> list[Skill]:
    skills = [
        Skill(id=new_id(), category=f"Family {n % 5}", created_at=now()) for n in range(SKILLS)
    ]
    await Skill.bulk_create(skills)
    await SkillName.bulk_create(
        [
            SkillName(skill_id=row.id, name=f"Skill {n}", folded=f"skill{n}", is_main=True)
            for n, row in enumerate(skills)
        ]
    )
    await SkillExpectation.bulk_create(
        [
            SkillExpectation(career_level_id=level, skill_id=skill.id, level=min(4, rank))
            for rank, level in enumerate(built.levels.values(), start=1)
            for skill in skills[::3]
        ]
    )
    return skills


async def _entries(people: list[Person], skills: list[Skill], dice: random.Random) -> None:
    moment, day = now(), today()
    for start in range(0, len(people), BATCH):
        rows = []
        for person in people[start : start + BATCH]:
            for skill in skills:
                level = dice.choice((0, 1, 1, 2, 2, 2, 3, 3, 4))
                rows.append(
                    PersonSkill(
                        id=new_id(),
                        person_id=person.id,
                        skill_id=skill.id,
                        level=level,
                        wants_to_learn=level == 0 or dice.random() < 0.1,
                        can_teach=level > 2 and dice.random() < 0.2,
                        last_used_on=day - timedelta(days=dice.randrange(900)),
                        visibility=SkillVisibility.MANAGER
                        if dice.random() < 0.05
                        else SkillVisibility.EVERYONE,
                        updated_at=moment,
                    )
                )
        await PersonSkill.bulk_create(rows, batch_size=1_000)


async def _assessments(
    people: list[Person], level_of: list[str], built: Built, dice: random.Random
) -> None:
    moment = now()
    competencies = list(built.competencies.values())
    ranks = {level: rank for rank, level in enumerate(built.levels, start=1)}
    for start in range(0, len(people), 1_000):
        rows, sheets, answers = [], [], []
        for person, level in list(zip(people, level_of, strict=True))[start : start + 1_000]:
            row = Assessment(
                id=new_id(),
                person_id=person.id,
                framework_version_id=built.version_id,
                level_id=built.levels[level],
                opened_at=moment,
                state=AssessmentState.COMPARED,
                compared_at=moment,
            )
            rows.append(row)
            for side in AssessmentSide:
                sheet = AssessmentSheet(
                    id=new_id(),
                    assessment_id=row.id,
                    side=side,
                    author_id=person.id,
                    saved_at=moment,
                    submitted_at=moment,
                )
                sheets.append(sheet)
                answers += [
                    AssessmentAnswer(
                        id=new_id(),
                        sheet_id=sheet.id,
                        competency_id=competency,
                        rank=max(0, min(LEVELS, ranks[level] + dice.choice((-1, 0, 0, 1)))),
                    )
                    for competency in competencies
                ]
        await Assessment.bulk_create(rows, batch_size=1_000)
        await AssessmentSheet.bulk_create(sheets, batch_size=1_000)
        await AssessmentAnswer.bulk_create(answers, batch_size=1_000)


async def lines(at: Company) -> dict[str, Callable[[], Awaitable[Any]]]:
    """What is measured: first what is about a few, then what is about all."""
    skill, anybody = at.skills[0].id, actor_of(at.people[0])
    page = PageRequest(20)
    for _ in range(9):
        found = await queries.people_with_skill(anybody, page, skill_id=skill)
        page = PageRequest.of(20, found.cursors[-1])
    matrix = await queries.team_matrix(at.manager)
    many = await queries.team_matrix(at.manager_of_many)
    assert matrix is not None
    assert many is not None
    assert (len(matrix.person_ids), len(matrix.skill_ids)) == (TEAM, SKILLS)
    assert len(many.cells) == LARGE_TEAM * SKILLS
    gaps = await competency_gaps(at.hr)
    assert gaps is not None
    assert len(gaps.groups[0].cells) == COMPETENCIES
    return {
        f"matrix of a team of {TEAM}": lambda: queries.team_matrix(at.manager),
        f"matrix of a team of {LARGE_TEAM}": lambda: queries.team_matrix(at.manager_of_many),
        "skills on one person's page": lambda: queries.skills_of(anybody, [at.people[3].id]),
        "mentors for one person": lambda: queries.mentor_suggestions(anybody),
        f"mentors for a team of {TEAM}": lambda: queries.team_mentor_suggestions(at.manager),
        "people with a skill, first page": lambda: queries.people_with_skill(
            anybody, PageRequest(20), skill_id=skill
        ),
        "people with a skill, tenth page": lambda: queries.people_with_skill(
            anybody, page, skill_id=skill
        ),
        "the same in one department": lambda: queries.people_with_skill(
            anybody, PageRequest(20), skill_id=skill, department_id=at.department.id
        ),
        f"how many know each of {SKILLS} skills": lambda: queries.counts_of(
            anybody, [each.id for each in at.skills]
        ),
        "HR: gaps of the company": lambda: competency_gaps(at.hr),
        "HR: gaps by department": lambda: competency_gaps(at.hr, by=CoverageBy.DEPARTMENT),
        "HR: gaps by level": lambda: competency_gaps(at.hr, by=CoverageBy.LEVEL),
        "HR: gaps by location": lambda: competency_gaps(at.hr, by=CoverageBy.LOCATION),
    }


async def measure(url: str, size: int) -> tuple[dict[str, tuple[float, int]], float]:
    """Milliseconds and queries of every line, and the milliseconds of one counting pass."""
    make_schema(url)
    async with database(url):
        at = await company(size)
        if dialect() == "postgres":  # which a server does by itself after a while
            await connection().execute_script("ANALYZE")

        async def one_pass() -> None:
            await connection().execute_query(
                "SELECT skill_id, level, COUNT(*) FROM person_skill GROUP BY 1, 2"
            )

        found = {}
        for name, work in (await lines(at)).items():
            with query_count() as counted:
                await work()
            found[name] = (await timed(work), counted.count)
        return found, await timed(one_pass)


async def main(small_url: str, large_url: str, small: int, large: int) -> int:
    before, _ = await measure(small_url, small)
    after, base = await measure(large_url, large)
    growth = large / small
    print(f"{f'{small} and {large} people, {SKILLS} skills':36}", end="")
    print(f"{'queries':>8}{'ms':>9}{'ms':>9}{'growth':>8}{'to a pass':>10}")
    wrong = 0
    for name, (taken, asked) in after.items():
        first, asked_first = before[name]
        wrong += asked != asked_first
        number = str(asked) if asked == asked_first else f"{asked_first}/{asked}"
        print(
            f"{name:36}{number:>8}{first:9.1f}{taken:9.1f}{taken / first:8.1f}{taken / base:10.2f}"
        )
    print(f"one pass over all entries: {base:.1f} ms. There are {growth:.0f} times as many people.")
    return 1 if wrong else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Skills and gaps of a large company.")
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL, not on SQLite")
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--small", type=int, default=1_000)
    given = parser.parse_args()
    with ExitStack() as stack:
        if given.postgres:
            server = stack.enter_context(postgres_server())
            urls = [server.create_database(name) for name in ("small", "large")]
        else:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            urls = [sqlite_url(folder / f"{name}.db") for name in ("small", "large")]
        sys.exit(asyncio.run(main(*urls, given.small, given.people)))
