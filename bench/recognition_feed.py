"""What the feed of kudos costs in a large company: queries, time, and how both grow with it.

    .venv/bin/python -m bench.recognition_feed [--postgres] [--people 100000] [--small 1000]

There are two kudos to a person and five reactions to two kudos: 200,000 kudos and 500,000 reactions
in the large company. One in five kudos is private, one in ten for a team. Each line is measured in a
small company and in a large one, both made alike: a page should cost the same in both. Besides, a
ratio to one counting pass of the same run by the database over all kudos. The number of queries may
not grow with the company; the program ends with 1 if it does.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sqlite3
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg  # type: ignore[import-untyped]

from bench.relationships import timed
from erm.core.actor import Actor, ActorKind, Role
from erm.core.clock import now
from erm.core.database.connections import connection, database, is_sqlite, sqlite_path
from erm.core.ids import id_at, new_id
from erm.core.paging import PageRequest
from erm.recognition import queries
from erm.recognition.queries import FeedFilter
from erm.recognition.rules import ReactionKind
from tests.database import make_schema, postgres_server, query_count, sqlite_url

DEPARTMENT = 40
DIVISION = 25
"""Departments of a division."""
TEAM = 8
YEARS = 4
RARE = 200
"""People from the oldest end of the feed, who were never heard of again."""
FOLLOWED = 50
Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Company:
    """Who and what there is to ask for. The rare ones are found only among the oldest kudos."""

    people: list[UUID]
    departments: list[UUID]
    divisions: list[UUID]
    values: list[UUID]
    kudos: list[UUID]
    rare_person: UUID
    rare_department: UUID
    viewer: Actor
    moderator: Actor


def folks(count: int, rows: Rows) -> tuple[list[UUID], list[UUID], list[UUID]]:
    """People in departments of forty, in divisions; teams of eight."""
    moment = now()
    people = [new_id() for _ in range(count)]
    rows["person"] = [
        {
            "id": key, "work_email": f"p{number}@erm.test", "given_name": f"Given{number}",
            "family_name": "Test", "title": "Engineer", "location": "Berlin", "locale": "en",
            "time_zone": "UTC", "search_text": f"given{number}", "sort_key": f"test{number}",
            "leaving_announced": False, "created_at": moment, "updated_at": moment, "version": 1,
        }
        for number, key in enumerate(people)
    ]  # fmt: skip
    company = new_id()
    number = -(-count // DEPARTMENT)
    divisions = [new_id() for _ in range(-(-number // DIVISION))]
    departments = [new_id() for _ in range(number)]
    rows["department"] = [
        {"id": key, "name": str(key), "parent_id": parent, "created_at": moment}
        for key, parent in (
            (company, None),
            *((key, company) for key in divisions),
            *((key, divisions[at // DIVISION]) for at, key in enumerate(departments)),
        )
    ]
    day = moment.date() - timedelta(days=2_000)
    rows["department_membership"] = [
        {"id": new_id(), "person_id": key, "department_id": departments[at // DEPARTMENT],
         "starts_on": day, "ends_on": None}
        for at, key in enumerate(people)
    ]  # fmt: skip
    rows["bond"] = [
        {"id": new_id(), "kind": "manager", "subject_id": key,
         "other_id": people[at - at % TEAM], "starts_on": day, "ends_on": None}
        for at, key in enumerate(people)
        if at % TEAM
    ]  # fmt: skip
    return people, departments, divisions


def words_of(dice: random.Random, vocabulary: list[str]) -> str:
    """A message in which few words are common and most are rare, as in any language."""
    picked = (int(len(vocabulary) ** dice.random()) - 1 for _ in range(dice.randrange(12, 40)))
    return " ".join(vocabulary[at] for at in picked)


def company(size: int) -> tuple[Company, Rows]:
    """All rows of a company of so many people."""
    dice = random.Random(7)
    rows: Rows = {}
    people, departments, divisions = folks(size, rows)
    moment = now()
    begun = moment - timedelta(days=365 * YEARS)
    values = [new_id() for _ in range(6)]
    rows["company_value"] = [
        {"id": key, "name": f"Value {at}", "description": "", "color": "teal", "icon": "star",
         "position": at, "created_at": begun, "version": 1}
        for at, key in enumerate(values)
    ]  # fmt: skip
    vocabulary = [f"{dice.choice('bdfgklmnprst')}{dice.choice('aeiou')}{n:x}" for n in range(8_000)]
    gone = min(RARE, size // 10)
    kudos, receivers = rows["kudos"], rows["kudos_receiver"] = [], []
    count = size * 2
    for at in range(count):
        old = at < count // 50
        author = dice.randrange(gone if old else size) if old else dice.randrange(gone, size)
        here = author - author % DEPARTMENT
        visibility = dice.choices(("public", "private", "team"), (70, 20, 10))[0]
        given = begun + (moment - begun) * (at / count)
        message = words_of(dice, vocabulary)
        if at % 20_000 == 77:
            message += " zebra"
        key = id_at(given, dice.getrandbits(74))
        kudos.append(
            {"id": key, "author_id": people[author], "company_value_id": dice.choice(values),
             "message": message, "visibility": visibility, "created_at": given,
             "hidden_reason": "", "audience_manager_id":
                 people[author - author % TEAM] if visibility == "team" else None,
             "author_department_id": departments[author // DEPARTMENT], "search_text": message,
             "picture_alt": "", "points": 0, "change": at + 1}
        )  # fmt: skip
        near = range(here, min(here + DEPARTMENT, size))
        picked = {
            dice.choice(near) if dice.random() < 0.7 or old else dice.randrange(gone, size)
            for _ in range(dice.choice((1, 1, 1, 2, 3)))
        } - {author}
        receivers.extend(
            {"id": new_id(), "kudos_id": key, "person_id": people[who], "position": place,
             "group_id": None, "department_id": departments[who // DEPARTMENT], "points": 0}
            for place, who in enumerate(sorted(picked))
        )  # fmt: skip
    rows["kudos_counter"] = [{"id": "kudos", "number": count + 1}]
    rows["kudos_reaction"] = list(signs(dice, size * 5, kudos, people, moment))
    rows["kudos_comment"] = [
        {"id": new_id(), "kudos_id": dice.choice(kudos)["id"], "author_id": dice.choice(people),
         "body": "Seconded!", "created_at": moment, "hidden_reason": ""}
        for _ in range(size)
    ]  # fmt: skip
    viewer = people[size // 2 + 1]
    rows["follow"] = [
        {"id": new_id(), "follower_id": viewer, "followed_id": key, "created_at": moment}
        for key in dice.sample(people, FOLLOWED)
        if key != viewer
    ]
    at = Company(
        people, departments, divisions, values, [row["id"] for row in kudos], people[3],
        departments[0], actor(viewer, manager_id=people[(size // 2 + 1) // TEAM * TEAM]),
        actor(people[-1], roles=frozenset({Role.HR})),
    )  # fmt: skip
    return at, rows


def signs(
    dice: random.Random, count: int, kudos: list[dict[str, Any]], people: list[UUID], at: datetime
) -> Iterable[dict[str, Any]]:
    """Reactions, each at most once."""
    kinds = list(ReactionKind)
    seen = set()
    while len(seen) < count:
        sign = dice.randrange(len(kudos)), dice.randrange(len(people)), dice.randrange(len(kinds))
        if sign not in seen:
            seen.add(sign)
            yield {"id": new_id(), "kudos_id": kudos[sign[0]]["id"], "person_id": people[sign[1]],
                   "kind": kinds[sign[2]].value, "created_at": at}  # fmt: skip


def actor(person_id: UUID, **more: Any) -> Actor:
    return Actor(person_id=person_id, kind=ActorKind.SESSION, **more)


async def load(url: str, rows: Rows) -> None:
    """Write rows as fast as the database takes them."""
    if is_sqlite(url):
        with sqlite3.connect(sqlite_path(url)) as file:
            for table, some in rows.items():
                names = list(some[0])
                marks = ", ".join("?" * len(names))
                file.executemany(
                    f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})",
                    ([_plain(row[name]) for name in names] for row in some),
                )
            file.execute("ANALYZE")
        return
    opened = await asyncpg.connect(url)
    for table, some in rows.items():
        names = list(some[0])
        await opened.copy_records_to_table(
            table, records=[tuple(row[name] for name in names) for row in some], columns=names
        )
    await opened.execute("ANALYZE")
    await opened.close()


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat(" ") if isinstance(value, datetime) else value


async def after(who: Actor, wanted: FeedFilter, pages: int) -> PageRequest:
    request = PageRequest(20)
    for _ in range(pages):
        page = await queries.feed(who, request, wanted)
        request = PageRequest.of(20, page.cursors[-1])
    return request


async def lines(at: Company) -> dict[str, Callable[[], Awaitable[Any]]]:
    """What is measured."""
    viewer, first = at.viewer, PageRequest(20)
    fiftieth = await after(viewer, FeedFilter(), 50)
    busy = at.people[-9]
    wanted = {
        "a busy person": FeedFilter(person_id=busy),
        "a person of long ago": FeedFilter(person_id=at.rare_person),
        "a team": FeedFilter(manager_id=at.people[-TEAM * 2]),
        "a department": FeedFilter(department_id=at.departments[-2]),
        "a department of long ago": FeedFilter(department_id=at.rare_department),
        "a division": FeedFilter(department_id=at.divisions[0]),
        f"{FOLLOWED} people followed": FeedFilter(following=True),
        "a value": FeedFilter(company_value_id=at.values[0]),
        "a value and a person": FeedFilter(company_value_id=at.values[0], person_id=busy),
        "search: a common word": FeedFilter(search="ba"),
        "search: a rare word": FeedFilter(search="zebra"),
        "search: no such word": FeedFilter(search="quagga"),
        "search: two words of a person": FeedFilter(search="a b", person_id=busy),
    }
    page = await queries.feed(viewer, first)
    keys = [view.id for view in page.items]

    async def listen(after: int, count: int) -> None:
        """So many news after a number."""
        found = queries.kudos_news(viewer, after)
        for _ in range(count):
            await anext(found)
        await found.aclose()

    def first_page(one: FeedFilter) -> Callable[[], Awaitable[Any]]:
        return lambda: queries.feed(viewer, first, one)

    return {
        "first page": lambda: queries.feed(viewer, first),
        "page 51": lambda: queries.feed(viewer, fiftieth),
        "first page, HR": lambda: queries.feed(at.moderator, first),
        **{f"first page: {name}": first_page(each) for name, each in wanted.items()},
        "what is unread": lambda: queries.unread(viewer, None),
        "number to listen from": lambda: queries.last_change(viewer),
        "20 news": lambda: listen(len(at.kudos) - 49, 20),
        "comments of a page": lambda: queries.comments_of(viewer, [(key, first) for key in keys]),
        "thanks on a person's page": lambda: queries.received_by(viewer, [(busy, first)]),
        "how often each value was thanked for": lambda: queries.value_counts(viewer, at.values),
    }


async def measure(url: str, size: int) -> tuple[dict[str, tuple[float, int]], float]:
    """Milliseconds and queries of every line, and the milliseconds of one counting pass."""
    make_schema(url)
    at, rows = company(size)
    await load(url, rows)
    counts = {name: len(some) for name, some in rows.items()}
    print(
        ", ".join(
            f"{counts[n]} {n}" for n in ("person", "kudos", "kudos_receiver", "kudos_reaction")
        )
    )
    async with database(url):

        async def one_pass() -> None:
            await connection().execute_query("SELECT visibility, COUNT(*) FROM kudos GROUP BY 1")

        found = {}
        for name, work in (await lines(at)).items():
            with query_count() as counted:
                await work()
            found[name] = (await timed(work, 0.6), counted.count)
        return found, await timed(one_pass)


async def main(urls: list[str], small: int, large: int) -> int:
    before, _ = await measure(urls[0], small)
    after, base = await measure(urls[1], large)
    print(f"{f'{small} and {large} people':44}", end="")
    print(f"{'queries':>8}{'ms':>9}{'ms':>9}{'growth':>8}{'to a pass':>10}")
    wrong = 0
    for name, (taken, asked) in after.items():
        first, asked_first = before[name]
        wrong += asked > asked_first + len(queries.feeds.WINDOWS)
        number = str(asked) if asked == asked_first else f"{asked_first}/{asked}"
        print(
            f"{name:44}{number:>8}{first:9.1f}{taken:9.1f}{taken / first:8.1f}{taken / base:10.2f}"
        )
    print(f"one pass over all kudos: {base:.1f} ms. There are {large / small:.0f} times as many.")
    return 1 if wrong else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="The feed of kudos in a large company.")
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL, not on SQLite")
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--small", type=int, default=1_000)
    given = parser.parse_args()
    with ExitStack() as stack:
        if given.postgres:
            server = stack.enter_context(postgres_server())
            urls = [server.create_database(name) for name in ("small", "large")]
        else:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            urls = [sqlite_url(folder / f"{name}.db") for name in ("small", "large")]
        sys.exit(asyncio.run(main(urls, given.small, given.people)))
