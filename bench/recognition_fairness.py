"""How fast fairness is in a large company, as ratios to a counting pass of the same run.

    .venv/bin/python -m bench.recognition_fairness [--postgres] [--people 20000] [--kudos 200000]

Kudos are spread over two years, a third under a value, one in a hundred to a whole department.
Locations cross departments, with a few people in each odd corner, so that tables have to be kept
apart. The report is HR's, with all its numbers; the hints are those of everybody who is due at once.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from bench.relationships import actor_of, contact, timed, write
from erm.core.actor import Role
from erm.core.clock import now
from erm.core.database.connections import connection, database
from erm.core.ids import id_at
from erm.people.models import Bond, DepartmentMembership, Person
from erm.people.rules import BondKind
from erm.recognition.choices.models import RecognitionSettings
from erm.recognition.choices.rules import SETTINGS_ID
from erm.recognition.fairness.board import leaderboard
from erm.recognition.fairness.nudges import due
from erm.recognition.fairness.report import recognition_report
from erm.recognition.fairness.rules import RecognitionBy
from erm.recognition.fairness.team import team_thanks
from erm.recognition.models import CompanyValue, Kudos, KudosReceiver
from erm.recognition.rules import KudosVisibility
from erm.relationships.rules import TouchpointKind
from erm.relationships.thanking import helpers_of, thanks_nudge
from tests.cast import LONG_AGO, Cast
from tests.database import make_schema, postgres_server, query_count, sqlite_url

SIZE = 60
"""People of a department."""
LOCATIONS = 40


async def company(cast: Cast, dice: random.Random, people: int) -> list[list[Person]]:
    """Departments of sixty, each mostly in three locations, with a few people elsewhere."""
    found = []
    for number in range(max(1, people // SIZE)):
        members = await cast.crowd(SIZE)
        department = await cast.department(f"Department {number:04}")
        await DepartmentMembership.bulk_create(
            [
                DepartmentMembership(
                    person_id=each.id, department_id=department.id, starts_on=LONG_AGO
                )
                for each in members
            ]
        )
        homes = [dice.randrange(LOCATIONS) for _ in range(3)]
        for place in range(LOCATIONS):
            there = [each.id for each in members if _place(each, homes) == place]
            if there:
                await Person.filter(id__in=there).update(location=f"Town {place:02}")
        found.append(members)
    return found


def _place(person: Person, homes: list[int]) -> int:
    dice = random.Random(person.id.int)
    return dice.randrange(LOCATIONS) if dice.random() < 0.05 else dice.choice(homes)


async def thanks(dice: random.Random, teams: list[list[Person]], number: int) -> None:
    values = [CompanyValue(name=f"Value {n}", position=n, created_at=now()) for n in range(6)]
    await CompanyValue.bulk_create(values)
    kinds = [KudosVisibility.PUBLIC] * 6 + [KudosVisibility.PRIVATE, KudosVisibility.TEAM]
    for start in range(0, number, 10_000):
        rows, receivers = [], []
        for n in range(start, min(start + 10_000, number)):
            at = now() - timedelta(minutes=dice.randrange(730 * 1_440))
            own = dice.randrange(len(teams))
            team = teams[
                own if dice.random() < 0.6 else (own + dice.choice((1, 2, 5))) % len(teams)
            ]
            author = dice.choice(teams[own])
            to = team if n % 100 == 0 else dice.sample(team, dice.choice((1, 1, 1, 2, 3)))
            row = Kudos(
                id=id_at(at, n),
                author_id=author.id,
                message="Thank you for going back to shop 14 on a Friday evening in the rain. " * 2,
                visibility=dice.choice(kinds),
                created_at=at,
                company_value_id=dice.choice(values).id if n % 3 == 0 else None,
            )
            rows.append(row)
            receivers += [
                KudosReceiver(kudos_id=row.id, person_id=each.id, position=place)
                for place, each in enumerate(to)
                if each is not author
            ]
        await Kudos.bulk_create(rows, batch_size=500)
        await KudosReceiver.bulk_create(receivers, batch_size=1_000)


async def main(url: str, people: int, kudos: int) -> None:
    make_schema(url)
    dice = random.Random(6)
    async with database(url):
        cast = Cast()
        teams = await company(cast, dice, people)
        await thanks(dice, teams, kudos)
        manager = teams[0][0]
        await Bond.bulk_create(
            [
                Bond(
                    kind=BondKind.MANAGER,
                    subject_id=each.id,
                    other_id=manager.id,
                    starts_on=LONG_AGO,
                )
                for each in teams[0][1:]
            ]
        )
        await write(
            [
                contact(
                    dice.choice([TouchpointKind.FEEDBACK_GIVEN, TouchpointKind.ONE_ON_ONE_HELD]),
                    one.id,
                    other.id,
                    timedelta(minutes=dice.randrange(60 * 1_440)),
                )
                for team in teams
                for one in team
                for other in dice.sample(team, 5)
                if one is not other
            ]
        )
        await RecognitionSettings.create(id=SETTINGS_ID, leaderboard_enabled=True, updated_at=now())
        hana = actor_of(await cast.person("Hana"), Role.HR)
        boss = actor_of(manager)
        boss = type(boss)(
            person_id=boss.person_id,
            kind=boss.kind,
            roles=boss.roles,
            report_ids=frozenset(each.id for each in teams[0][1:]),
        )

        async def one_pass() -> None:
            await connection().execute_query(
                "SELECT visibility, COUNT(*) FROM kudos GROUP BY visibility"
            )

        waiting = await due()
        base = await timed(one_pass)
        print(
            f"{f'{people} people, {kudos} kudos in two years':44}{'ms':>8}{'ratio':>8}{'queries':>9}"
        )
        print(f"{'the database counts the kudos':44}{base:8.0f}{1:8.1f}")
        for name, work in {
            **{
                f"report by {by}, {days} days": lambda by=by, days=days: recognition_report(
                    hana, by=by, days=days
                )
                for days in (30, 90, 365)
                for by in RecognitionBy
            },
            "leaderboard, 30 days": lambda: leaderboard(hana),
            "leaderboard, 365 days": lambda: leaderboard(hana, days=365),
            "a manager's team of 59": lambda: team_thanks(boss),
            "one's own hint, where none stands": lambda: thanks_nudge(boss),
            f"who is due a hint: {len(waiting)}": due,
            "who helped 200 of them": lambda: helpers_of(waiting[:200]),
        }.items():
            with query_count() as count:
                await work()
            taken = await timed(work)
            print(f"{name:44}{taken:8.0f}{taken / base:8.1f}{count.count:9}")
        for by in RecognitionBy:
            view = await recognition_report(hana, by=by)
            assert view is not None
            assert view.company is not None
            print(
                f"{by}: {len(view.groups)} groups, {view.withheld} withheld, "
                f"{len(view.flows)} flows, Gini {view.company.gini}"
            )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Fairness of recognition in a large company.")
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--kudos", type=int, default=200_000)
    options = parser.parse_args()
    with ExitStack() as stack:
        if options.postgres:
            server = stack.enter_context(postgres_server())
            address = server.create_database("bench")
        else:
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            address = sqlite_url(Path(folder) / "bench.db")
        asyncio.run(main(address, options.people, options.kudos))
