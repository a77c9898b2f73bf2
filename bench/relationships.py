"""How fast a pair's history and the company's network are, as ratios of the same run.

    .venv/bin/python -m bench.relationships [--postgres] [--people 10000] [--touchpoints 500000]

First the page of a pair: its first page and its fiftieth, with 20,000 contacts against 200 (about 1
is wanted: ten years cost no more than a month), and against reading the keys of all contacts, as was
done before. Then what HR asks of a large company: the network and the rates, against one counting
pass over the same rows by the database.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from erm.core.actor import Actor, ActorKind, Role
from erm.core.clock import now
from erm.core.database.connections import connection, database, dialect
from erm.core.ids import new_id
from erm.core.paging import PageRequest, page_of
from erm.one_on_ones.models import OneOnOneSeries
from erm.people.models import Person
from erm.relationships.attention import relationships
from erm.relationships.contacts import PairPage, last_contacts, touchpoints_of
from erm.relationships.models import Touchpoint
from erm.relationships.network import department_network
from erm.relationships.rates import one_on_one_rates
from erm.relationships.rules import TouchpointKind, pair_of
from tests.cast import Cast
from tests.database import make_schema, postgres_server, sqlite_url
from tests.one_on_ones.builders import series_row

LONG, SHORT = 20_000, 200
SIZE = 20
KINDS = list(TouchpointKind)


def actor_of(person: Person, *roles: Role) -> Actor:
    return Actor(person_id=person.id, kind=ActorKind.SESSION, roles=frozenset(roles))


async def write(rows: list[Touchpoint]) -> None:
    for start in range(0, len(rows), 20_000):
        await Touchpoint.bulk_create(rows[start : start + 20_000], batch_size=1_000)


def contact(kind: TouchpointKind, by: UUID, other: UUID, ago: timedelta) -> Touchpoint:
    low, high = pair_of(by, other)
    source = new_id()
    return Touchpoint(
        id=new_id(), kind=kind, source_id=source, subject_id=source, low_id=low, high_id=high,
        by_id=by, occurred_at=now() - ago,
    )  # fmt: skip


async def timed(work: Callable[[], Awaitable[Any]], seconds: float = 1.5) -> float:
    """Milliseconds of one run: the median.

    Of the processor where the database is in this process, so that other work on the machine does
    not count; of the clock where it is not.
    """
    clock = time.process_time if dialect() == "sqlite" else time.perf_counter
    await work()
    taken = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(taken) < 3:
        began = clock()
        await work()
        taken.append((clock() - began) * 1_000)
    return sorted(taken)[len(taken) // 2]


async def all_keys(actor: Actor, person: UUID, request: PageRequest) -> None:
    """The page as it was read before: the keys of every contact, then the rows shown."""
    low, high = pair_of(actor.person_id, person)
    keys = (
        await Touchpoint.filter(Q(low_id=low, high_id=high))
        .order_by("-occurred_at", "-id")
        .values_list("occurred_at", "id")
    )
    page = page_of(keys[: request.first + 1], request, len(keys), lambda key: key)
    await Touchpoint.filter(id__in=[key for _, key in page.items])


async def pair_pages(cast: Cast) -> None:
    me, long, short = [await cast.person(name) for name in ("Me", "Long", "Short")]
    for other, count in ((long, LONG), (short, SHORT)):
        await write(
            [
                contact(KINDS[n % len(KINDS)], me.id, other.id, timedelta(hours=n))
                for n in range(count)
            ]
        )
    actor = actor_of(me)

    def page(other: Person, kinds: Any, request: PageRequest) -> Callable[[], Awaitable[Any]]:
        wanted = PairPage(other.id, kinds, request)
        return lambda: touchpoints_of(actor, [wanted])

    async def fiftieth(other: Person) -> PageRequest:
        request = PageRequest(first=1 if other is short else SIZE)
        for _ in range(49):
            wanted = PairPage(other.id, None, request)
            found = (await touchpoints_of(actor, [wanted]))[wanted]
            request = PageRequest.of(request.first, found.cursors[-1])
        return PageRequest(SIZE, request.after)

    first = PageRequest(first=SIZE)
    some = (TouchpointKind.KUDOS_GIVEN, TouchpointKind.FEEDBACK_GIVEN)
    for each in (short, long):
        wanted = PairPage(each.id, None, first)
        found = (await touchpoints_of(actor, [wanted]))[wanted]
        assert len(found.items) == SIZE
        assert await found.count() == (LONG if each is long else SHORT)
    base = await timed(page(short, None, first))
    print(f"{'contacts of a pair, a page of 20':44}{'ms':>8}{'ratio':>8}")
    for name, work in {
        f"first page of {SHORT}": page(short, None, first),
        f"first page of {LONG}": page(long, None, first),
        f"page 50 of {LONG}": page(long, None, await fiftieth(long)),
        f"first page of two kinds, {SHORT}": page(short, some, first),
        f"first page of two kinds, {LONG}": page(long, some, first),
        f"last contact, {LONG}": lambda: last_contacts(actor, [long.id]),
        f"before: all keys of {SHORT}": lambda: all_keys(actor, short.id, first),
        f"before: all keys of {LONG}": lambda: all_keys(actor, long.id, first),
    }.items():
        taken = await timed(work)
        print(f"{name:44}{taken:8.2f}{taken / base:8.1f}")
    taken = await timed(lambda: relationships(actor, first))
    print(f"{'the whole list of ones people':44}{taken:8.2f}{taken / base:8.1f}")


async def company(cast: Cast, people: int, touchpoints: int) -> None:
    """Departments of 40; most contacts inside, some with the next ones; everybody has a series."""
    dice = random.Random(7)
    size, members = 40, []
    for number in range(people // size):
        department = await cast.department(f"Department {number:03}")
        members.append([p.id for p in await cast.crowd(size, department=department)])
    count = len(members)
    kinds = [TouchpointKind.ONE_ON_ONE_HELD] * 4 + KINDS
    rows = []
    for _ in range(touchpoints):
        at = dice.randrange(count)
        near = at if dice.random() < 0.7 else (at + dice.choice((1, 2, 3, 10))) % count
        # People have to do with the same few colleagues again and again.
        place = dice.randrange(size)
        other = (place + dice.choice((1, 2, 3, 5))) % size
        ago = timedelta(minutes=dice.randrange(364 * 1_440))
        rows.append(contact(dice.choice(kinds), members[at][place], members[near][other], ago))
    await write(rows)
    crowd = [person for person in cast.people if person.given_name.startswith("Crowd")]
    await OneOnOneSeries.bulk_create(
        [series_row(one, other) for one, other in zip(crowd[::2], crowd[1::2], strict=False)],
        batch_size=500,
    )
    hana = actor_of(await cast.person("Hana"), Role.HR)

    async def one_pass() -> None:
        await connection().execute_query("SELECT kind, COUNT(*) FROM touchpoint GROUP BY kind")

    base = await timed(one_pass)
    print(f"\n{f'{people} people, {touchpoints} contacts in a year':44}{'ms':>8}{'ratio':>8}")
    print(f"{'the database counts the rows by kind':44}{base:8.0f}{1:8.1f}")
    for name, work in {
        "network of 30 days": lambda: department_network(hana, days=30),
        "network of 90 days": lambda: department_network(hana, days=90),
        "network of 365 days": lambda: department_network(hana, days=365),
        "rates": lambda: one_on_one_rates(hana),
    }.items():
        taken = await timed(work)
        print(f"{name:44}{taken:8.0f}{taken / base:8.1f}")
    view = await department_network(hana, days=365)
    assert view is not None
    print(
        f"{len(view.departments)} departments, {len(view.ties)} ties, {len(view.findings)} findings"
    )


async def main(url: str, people: int, touchpoints: int) -> None:
    make_schema(url)
    async with database(url):
        cast = Cast()
        await pair_pages(cast)
        await company(cast, people, touchpoints)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Histories of pairs, and the network.")
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL, not on SQLite")
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--touchpoints", type=int, default=500_000)
    given = parser.parse_args()
    with ExitStack() as stack:
        if given.postgres:
            address = stack.enter_context(postgres_server()).create_database("bench")
        else:
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            address = sqlite_url(Path(folder) / "erm.db")
        asyncio.run(main(address, given.people, given.touchpoints))
