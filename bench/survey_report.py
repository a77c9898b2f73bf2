"""How long a large survey takes to close and to read, as ratios to bare SQL over the same answers.

    .venv/bin/python -m bench.survey_report [--postgres] [--people 100000] [--questions 12] [--waves 2]

Departments of sixty in three layers, crossed with locations; nine of ten answer everything: of 100,000
people and twelve questions more than 1,000,000 answers in each wave. Bare SQL is
what a product without anonymity would run for one table of one report: answers in a plain table with
department and location, grouped once. Closing includes bringing the ballots into their last order,
the release plan (beside the earlier waves), softening and all figures of all groups.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import resource
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from bench.relationships import actor_of
from erm.core import sealing
from erm.core.actor import Role
from erm.core.clock import now, today
from erm.core.database.connections import connection, database, wipe_free_space
from erm.core.events import Bus
from erm.core.localized import Localized
from erm.core.sealing import seal_bytes
from erm.core.work import unit_of_work
from erm.engagement.ballots.models import Ballot
from erm.engagement.ballots.sheet import Sheet
from erm.engagement.bank.content import ItemContent
from erm.engagement.bank.models import SurveyDriver
from erm.engagement.bank.rules import SurveyQuestionKind
from erm.engagement.comments.storing import store
from erm.engagement.results import queries
from erm.engagement.results.closing import close_wave
from erm.engagement.results.figures import Subject
from erm.engagement.results.models import ReleaseFigure, ReleaseGroup, WaveRelease
from erm.engagement.results.rules import Shown, SubjectKind
from erm.engagement.surveys.models import Survey, SurveyQuestion
from erm.engagement.surveys.promise import Terms, make_promise, promise_hash
from erm.engagement.surveys.rules import SegmentKind, SurveyReaders, SurveyState
from erm.engagement.waves.classes import classes_of_people
from erm.engagement.waves.models import RollEntry, SurveyWave, WaveClass
from erm.engagement.waves.rules import WaveState
from erm.engagement.waves.segments import hierarchy_of, labels_of
from erm.people.models import DepartmentMembership, Person
from tests.cast import LONG_AGO, Cast
from tests.conftest import SECRETS
from tests.database import make_schema, postgres_server, query_count, sqlite_url

SIZE = 60
"""People of a department."""
DIVISION = 12
"""Departments of a division."""
LOCATIONS = 40
SEGMENTS = (SegmentKind.DEPARTMENT, SegmentKind.LOCATION)
_AT_ONCE = 5_000


async def company(cast: Cast, dice: random.Random, people: int) -> list[Person]:
    """Divisions of departments of sixty; each department mostly in two places."""
    top = await cast.department("Company of the bench")
    members: list[DepartmentMembership] = []
    division = top
    for number in range(max(1, people // SIZE)):
        if number % DIVISION == 0:
            division = await cast.department(f"Division {number // DIVISION:03}", top)
        department = await cast.department(f"Department {number:04}", division)
        homes = [dice.randrange(LOCATIONS) for _ in range(2)]
        for person in await cast.crowd(SIZE):
            home = dice.randrange(LOCATIONS) if dice.random() < 0.03 else dice.choice(homes)
            person.location = f"Town {home:02}"
            members.append(
                DepartmentMembership(
                    person_id=person.id, department_id=department.id, starts_on=LONG_AGO
                )
            )
    async with unit_of_work(Bus()):
        await DepartmentMembership.bulk_create(members, batch_size=_AT_ONCE)
        await Person.bulk_update(cast.people, fields=["location"], batch_size=2_000)
    return cast.people


async def survey(owner: Person, questions: int) -> tuple[Survey, list[SurveyQuestion]]:
    """Scales of five in five drivers, and an outcome."""
    terms = Terms(5, 10, SEGMENTS, SurveyReaders.MANAGERS, 30)
    promise = make_promise(terms).to_json()
    row = await Survey.create(
        titles=Localized("Bench").to_json(),
        intros=Localized().to_json(),
        state=SurveyState.LAUNCHED,
        readers=SurveyReaders.MANAGERS,
        audience={},
        segments=[each.value for each in SEGMENTS],
        starts_on=today(),
        remind_days=[],
        promise=promise,
        promise_hash=promise_hash(promise),
        owner_id=owner.id,
        created_at=now(),
        updated_at=now(),
        launched_at=now(),
    )
    drivers = [
        await SurveyDriver.create(
            names=Localized(f"Driver {at}").to_json(),
            descriptions=Localized().to_json(),
            position=at,
            created_at=now(),
        )
        for at in range(5)
    ]
    asked = [
        await SurveyQuestion.create(
            survey_id=row.id,
            position=at,
            kind=SurveyQuestionKind.SCALE_5,
            content=ItemContent(Localized(f"Question {at}")).to_json(),
            driver_id=None if at == 0 else drivers[at % 5].id,
            outcome=at == 0,
        )
        for at in range(questions)
    ]
    return row, asked


async def wave(
    row: Survey, asked: list[SurveyQuestion], people: list[Person], number: int, dice: random.Random
) -> tuple[SurveyWave, list[tuple[int, dict[Any, int]]]]:
    """An open wave whose time is over, with its ballots; and what stands on them."""
    labels = await labels_of([each.id for each in people], SEGMENTS, today())
    began = time.perf_counter()
    found = classes_of_people(labels, SEGMENTS, 5, await hierarchy_of(SEGMENTS))
    print(f"classes of the invited: {len(found.classes)}, {time.perf_counter() - began:.1f} s")
    made = await SurveyWave.create(
        survey_id=row.id,
        number=number,
        state=WaveState.OPEN,
        starts_on=today(),
        ends_on=today(),
        opens_at=now(),
        closes_at=now(),
        question_ids=[str(each.id) for each in asked],
        invited=len(people),
    )
    async with unit_of_work(Bus()):
        await WaveClass.bulk_create(
            [
                WaveClass(
                    wave_id=made.id,
                    number=each.number,
                    label=dict(zip(row.segments, each.label, strict=True)),
                    invited=each.people,
                )
                for each in found.classes
            ],
            batch_size=_AT_ONCE,
        )
        await RollEntry.bulk_create(
            [
                RollEntry(wave_id=made.id, person_id=key, class_number=at, issued=True)
                for key, at in found.class_of.items()
            ],
            batch_size=_AT_ONCE,
        )
    answers = []
    for person in people:
        if dice.random() < 0.1:
            continue
        mood = dice.randint(1, 5)
        answers.append(
            (
                found.class_of[person.id],
                {each.id: min(5, max(1, mood + dice.randint(-1, 1))) for each in asked},
            )
        )
    rows = []
    for class_number, given in answers:
        key = uuid4()
        sealed = seal_bytes(
            Sheet(class_number, dict(given)).to_bytes(),
            table="survey_ballot",
            column="content_sealed",
            row_id=key,
        )
        rows.append(Ballot(id=key, wave_id=made.id, content_sealed=sealed))
    async with unit_of_work(Bus()):
        await Ballot.bulk_create(rows, batch_size=_AT_ONCE)
    return made, answers


async def plain_table(answers: list[tuple[int, dict[Any, int]]], asked: list[Any]) -> None:
    """The same answers as a product without anonymity would keep them."""
    numbers = {each.id: at for at, each in enumerate(asked)}
    async with unit_of_work(Bus()):
        await connection().execute_query(
            "CREATE TABLE bench_answer (class INTEGER, question INTEGER, value INTEGER)"
        )
        flat = [
            f"({number},{numbers[key]},{value})"
            for number, given in answers
            for key, value in given.items()
        ]
        for start in range(0, len(flat), _AT_ONCE):
            await connection().execute_query(
                "INSERT INTO bench_answer VALUES " + ",".join(flat[start : start + _AT_ONCE])
            )


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds by the clock and of this process's processors (SQLite works in it), and queries."""

    clock: float
    processor: float
    queries: int

    def line(self, name: str, base: Taken) -> str:
        return (
            f"{name:44}{self.clock:9.2f}{self.processor:9.2f}"
            f"{self.clock / base.clock:9.2f}{self.queries:9}"
        )


async def clocked(work: Callable[[], Awaitable[object]], times: int = 3) -> Taken:
    """The shortest of some runs."""
    found = []
    for _ in range(times):
        with query_count() as count:
            clock, processor = time.perf_counter(), time.process_time()
            await work()
            taken = time.perf_counter() - clock, time.process_time() - processor
        found.append(Taken(*taken, count.count))
    return min(found, key=lambda each: each.clock)


async def main(url: str, people: int, questions: int, waves: int) -> None:
    sealing.use_keys(SECRETS)
    make_schema(url)
    dice = random.Random(6)
    async with database(url):
        cast = Cast()
        hana = await cast.person("Hana")
        crowd = await company(cast, dice, people)
        hr = actor_of(hana, Role.HR)
        row, asked = await survey(hana, questions)
        closed: SurveyWave | None = None
        for number in range(1, waves + 1):
            made, answers = await wave(row, asked, crowd, number, dice)
            if number == 1:
                await plain_table(answers, asked)

                async def bare() -> None:
                    await connection().execute_query(
                        "SELECT class, question, COUNT(*), AVG(value), "
                        "SUM(CASE WHEN value >= 4 THEN 1 ELSE 0 END) "
                        "FROM bench_answer GROUP BY class, question"
                    )

                base = await clocked(bare)
                many = sum(len(given) for _, given in answers)
                print(f"{len(answers)} ballots, {many} answers")
                print(f"{'':44}{'seconds':>9}{'CPU':>9}{'ratio':>9}{'queries':>9}")
                print(base.line("bare SQL, one table of one report", base))
            closing = await clocked(lambda key=made.id: close_wave(key, Bus(), store), 1)
            print(closing.line(f"close of wave {number}", base))
            closed = made
        assert closed is not None
        await wipe_free_space(())
        key = closed.id
        groups = await ReleaseGroup.filter(wave_id=key)
        shown = [each for each in groups if each.shown is not Shown.HIDDEN]
        largest = next(each for each in shown if each.number)
        subject = Subject(SubjectKind.OUTCOME, row.id)
        for name, work in {
            "report on everybody": lambda: queries.report(hr, key),
            "report on a division": lambda: queries.report(hr, key, str(largest.number)),
            "heat map of all departments": lambda: queries.heat_map(
                hr, key, SegmentKind.DEPARTMENT
            ),
            "heat map of locations": lambda: queries.heat_map(hr, key, SegmentKind.LOCATION),
            "outcome by department and location": lambda: queries.breakdown(
                hr, key, subject, *SEGMENTS
            ),
            "trend of everybody": lambda: queries.trend(hr, key),
            "driver analysis": lambda: queries.driver_analysis(hr, key),
        }.items():
            print((await clocked(work)).line(name, base))
        release = await WaveRelease.get(wave_id=key)
        print(
            f"{len(groups)} groups, {len(shown)} told, plain rule {release.drivers['plain']}; "
            f"{await ReleaseFigure.filter(wave_id=key).count()} figures; "
            f"{len(release.plan['blocks'])} blocks; "
            f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="A survey of a large company.")
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=12)
    parser.add_argument("--waves", type=int, default=2)
    options = parser.parse_args()
    with ExitStack() as stack:
        if options.postgres:
            server = stack.enter_context(postgres_server())
            address = server.create_database("bench")
        else:
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            address = sqlite_url(Path(folder) / "bench.db")
        asyncio.run(main(address, options.people, options.questions, options.waves))
