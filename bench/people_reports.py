"""How fast the reports on people are in a large company, as ratios to a counting pass of the same run.

    .venv/bin/python -m bench.people_reports [--postgres] [--people 100000] [--meetings 1000000]

Departments of 20 to 120 people, forty locations that cross them, twelve levels, hire dates over ten
years; of the last quarter one in fifty moved to another department and one in fifty left. Meetings are
of a year, each in the ledger of contacts; kudos, plans and a cycle with two reviews about each person
besides. Every report is made once by department and as then, with the arranging of all its tables.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench.relationships import actor_of, contact, timed, write
from erm.core.actor import Role
from erm.core.clock import now, today
from erm.core.database.connections import connection, database
from erm.core.ids import id_at, new_id
from erm.development.competencies.models import CareerPlacement
from erm.development.models import DevelopmentPlan
from erm.development.rules import PlanState
from erm.feedback.cycles.models import CycleParticipant, Review
from erm.feedback.cycles.rules import Perspective, ReviewState
from erm.people.models import Bond, DepartmentMembership, Person
from erm.people.rules import BondKind
from erm.printing.document import Form, printed
from erm.recognition.models import Kudos, KudosReceiver
from erm.recognition.rules import KudosVisibility
from erm.relationships.rules import TouchpointKind
from erm.reports.documents import people_document
from erm.reports.groups import arrange
from erm.reports.places import places
from erm.reports.report import people_report
from erm.reports.rules import DAYS, PeopleReportKind, ReportAct, ReportAsOf, ReportBy, month_ends
from tests.cast import LONG_AGO, Cast
from tests.database import make_schema, postgres_server, query_count, sqlite_url
from tests.development.builders import plan_row
from tests.development.overview.builders import framework
from tests.feedback.cycles import rows as cycles

LOCATIONS = 40


async def company(cast: Cast, dice: random.Random, people: int) -> list[list[Person]]:
    """Everybody with a department, a manager (the first of it), a location, a level, a hire date."""
    teams: list[list[Person]] = []
    departments = []
    left = people
    while left > 0:
        size = min(left, dice.randint(20, 120))
        departments.append(await cast.department(f"Department {len(teams):04}"))
        teams.append(await cast.crowd(size))
        left -= size
    everybody = [person for team in teams for person in team]
    day = today()
    for index, person in enumerate(everybody):
        person.location = f"Town {min(int(dice.expovariate(0.15)), LOCATIONS - 1):02}"
        person.hired_on = date(2016, 1, 4) + timedelta(days=dice.randrange(3_900))
        if index % 50 == 0:
            person.left_on = day - timedelta(days=dice.randrange(80))
    await Person.bulk_update(
        everybody, fields=["location", "hired_on", "left_on"], batch_size=5_000
    )
    levels = list((await framework()).levels.values())
    await CareerPlacement.bulk_create(
        [
            CareerPlacement(
                person_id=person.id,
                level_id=levels[min(int(dice.expovariate(0.6)), len(levels) - 1)],
                starts_on=LONG_AGO,
                created_at=now(),
            )
            for person in everybody
        ],
        batch_size=5_000,
    )
    memberships = []
    for number, team in enumerate(teams):
        for index, person in enumerate(team):
            here = {"person_id": person.id, "department_id": departments[number].id}
            if index % 50 != 7:
                memberships.append(DepartmentMembership(**here, starts_on=LONG_AGO))
                continue
            moved = day - timedelta(days=dice.randrange(1, 80))
            elsewhere = departments[(number + 1) % len(teams)].id
            memberships += [
                DepartmentMembership(**here, starts_on=LONG_AGO, ends_on=moved),
                DepartmentMembership(person_id=person.id, department_id=elsewhere, starts_on=moved),
            ]
    await DepartmentMembership.bulk_create(memberships, batch_size=5_000)
    await Bond.bulk_create(
        [
            Bond(
                kind=BondKind.MANAGER,
                subject_id=person.id,
                other_id=team[0].id,
                starts_on=LONG_AGO,
            )
            for team in teams
            for person in team[1:]
        ],
        batch_size=5_000,
    )
    return teams


async def happenings(
    cast: Cast, dice: random.Random, teams: Sequence[Sequence[Person]], meetings: int
) -> None:
    """Meetings with managers, kudos, plans, and a cycle."""
    for start in range(0, meetings, 50_000):
        rows = []
        for _ in range(min(50_000, meetings - start)):
            team = teams[dice.randrange(len(teams))]
            other = team[dice.randrange(1, len(team))] if len(team) > 1 else cast.people[0]
            at = timedelta(minutes=dice.randrange(365 * 1_440))
            rows.append(contact(TouchpointKind.ONE_ON_ONE_HELD, team[0].id, other.id, at))
        await write(rows)
    everybody = [person for team in teams for person in team]
    kudos, receivers = [], []
    for number in range(len(everybody) * 2):
        at = now() - timedelta(minutes=dice.randrange(365 * 1_440))
        row = Kudos(
            id=id_at(at, number),
            author_id=dice.choice(everybody).id,
            message="Thank you.",
            visibility=KudosVisibility.PUBLIC,
            created_at=at,
        )
        kudos.append(row)
        receivers.append(
            KudosReceiver(kudos_id=row.id, person_id=dice.choice(everybody).id, position=0)
        )
    await Kudos.bulk_create(kudos, batch_size=2_000)
    await KudosReceiver.bulk_create(receivers, batch_size=5_000)
    ends = today() + timedelta(days=100)
    await DevelopmentPlan.bulk_create(
        [
            plan_row(person, state=PlanState.ACTIVE, signed_at=now(), ends_on=ends)
            for person in everybody[::2]
        ],
        batch_size=2_000,
    )
    round_ = await cycles.cycle(everybody[0])
    about = [
        CycleParticipant(
            id=new_id(), cycle_id=round_.id, person_id=person.id, source="rule", created_at=now()
        )
        for person in everybody
    ]
    await CycleParticipant.bulk_create(about, batch_size=2_000)
    await Review.bulk_create(
        [
            Review(
                cycle_id=round_.id,
                participant_id=each.id,
                rater_id=each.person_id,
                perspective=perspective,
                state=dice.choice([ReviewState.SUBMITTED, ReviewState.ASSIGNED]),
                created_at=now(),
            )
            for each in about
            for perspective in (Perspective.SELF, Perspective.MANAGER)
        ],
        batch_size=2_000,
    )


async def main(url: str, people: int, meetings: int) -> None:
    make_schema(url)
    dice = random.Random(7)
    async with database(url):
        cast = Cast()
        teams = await company(cast, dice, people)
        await happenings(cast, dice, teams, meetings)
        hana = actor_of(await cast.person("Hana"), Role.HR)

        async def one_pass() -> None:
            await connection().execute_query("SELECT kind, COUNT(*) FROM touchpoint GROUP BY kind")

        base = await timed(one_pass)
        print(f"{f'{people} people, {meetings} meetings':44}{'ms':>8}{'ratio':>8}{'queries':>9}")
        print(f"{'the database counts the meetings':44}{base:8.0f}{1:8.1f}")

        async def line(name: str, work: Any) -> Any:
            with query_count() as count:
                began = time.perf_counter()
                made = await work()
                taken = (time.perf_counter() - began) * 1_000
            print(f"{name:44}{taken:8.0f}{taken / base:8.1f}{count.count:9}", flush=True)
            return made

        first = today() - timedelta(days=DAYS - 1)
        found = await line(
            "where everybody is and was", lambda: places(first, month_ends(today())[0][0])
        )
        await line("arranging all tables", lambda: asyncio.to_thread(arrange, found))
        for kind in PeopleReportKind:
            for as_of in ReportAsOf:
                view = await line(
                    f"{kind}, {as_of}",
                    lambda kind=kind, as_of=as_of: people_report(hana, kind, as_of=as_of),
                )
        for by in ReportBy:
            view = await people_report(hana, PeopleReportKind.ONE_ON_ONES, by=by)
            assert view is not None
            together = sum(row.people for row in view.rows if row.together)
            print(
                f"{by}: {len(view.rows)} rows, {view.withheld} withheld, {together} people together"
            )
        document = await people_document(
            hana,
            PeopleReportKind.ONE_ON_ONES,
            by=ReportBy.DEPARTMENT,
            as_of=ReportAsOf.NOW,
            act=ReportAct.PDF,
        )
        for form in Form:
            made = await line(f"as {form}", lambda form=form: printed(document, form, "en"))
            print(f"{len(made) / 1_000:.0f} kB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Reports on people in a large company.")
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--meetings", type=int, default=1_000_000)
    options = parser.parse_args()
    with ExitStack() as stack:
        if options.postgres:
            server = stack.enter_context(postgres_server())
            address = server.create_database("bench")
        else:
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            address = sqlite_url(Path(folder) / "bench.db")
        asyncio.run(main(address, options.people, options.meetings))
