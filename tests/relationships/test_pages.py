"""Pages of a pair's contacts: by key, by kind, only of one's own pairs, always the same cost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest

from erm.core.actor import SYSTEM
from erm.core.clock import now
from erm.core.database.connections import connection
from erm.core.paging import Page, PageRequest
from erm.relationships.contacts import PIECES_MAXIMUM, PairPage, last_contacts, touchpoints_of
from erm.relationships.models import Touchpoint
from erm.relationships.rules import TouchpointKind
from erm.relationships.views import TouchpointView
from tests.cast import Cast
from tests.database import query_count
from tests.relationships.builders import contact, write

K = TouchpointKind
Kinds = tuple[TouchpointKind, ...] | None


async def page_of(cast: Cast, request: PageRequest, kinds: Kinds = None) -> Page[TouchpointView]:
    wanted = PairPage(cast.mo.id, kinds, request)
    return (await touchpoints_of(cast.actor(cast.ann), [wanted]))[wanted]


async def all_pages(cast: Cast, size: int, kinds: Kinds = None) -> list[UUID]:
    seen: list[UUID] = []
    cursor = None
    while True:
        page = await page_of(cast, PageRequest.of(size, cursor), kinds)
        seen += [view.id for view in page.items]
        if not page.has_next:
            return seen
        cursor = page.cursors[-1]


def ids(rows: Sequence[Touchpoint], *kinds: TouchpointKind) -> list[UUID]:
    rows = [row for row in rows if not kinds or row.kind in kinds]
    return [row.id for row in sorted(rows, key=lambda r: (r.occurred_at, r.id), reverse=True)]


@pytest.fixture
async def rows(cast: Cast) -> list[Touchpoint]:
    """Forty contacts of Ann and Mo at ten instants, so that each instant has four; and others'."""
    start = now() - timedelta(days=40)
    kinds = list(K)
    mine = [
        contact(kinds[n % len(kinds)], *((cast.ann, cast.mo) if n % 2 else (cast.mo, cast.ann)),
                start + timedelta(hours=n // 4, microseconds=n // 4 % 2))
        for n in range(40)
    ]  # fmt: skip
    await write(mine)
    for other in (cast.bo, cast.cy, cast.zed):
        await write([contact(K.KUDOS_GIVEN, cast.mo, other, start)])
    await write([contact(K.KUDOS_GIVEN, cast.ann, cast.bo, start)])
    return mine


@pytest.mark.parametrize("size", [1, 3, 7, 39, 40, 100])
async def test_contacts_of_the_same_instant_are_shown_once_each(
    cast: Cast, rows: list[Touchpoint], size: int
) -> None:
    assert await all_pages(cast, size) == ids(rows)


@pytest.mark.parametrize(
    "kinds", [(K.KUDOS_GIVEN,), (K.FEEDBACK_ASKED, K.CHECK_IN, K.PLAN_AGREED), tuple(K), ()]
)
async def test_kinds_are_filtered_by_the_database(
    cast: Cast, rows: list[Touchpoint], kinds: tuple[TouchpointKind, ...]
) -> None:
    wanted = ids(rows, *kinds) if kinds else []
    assert await all_pages(cast, 3, kinds) == wanted
    page = await page_of(cast, PageRequest(first=1), kinds)
    assert await page.count() == len(wanted)
    assert page.has_next is (len(wanted) > 1)


async def test_a_kind_named_twice_is_shown_once(cast: Cast, rows: list[Touchpoint]) -> None:
    twice = (K.KUDOS_GIVEN, K.KUDOS_GIVEN)
    assert await all_pages(cast, 3, twice) == ids(rows, K.KUDOS_GIVEN)
    page = await page_of(cast, PageRequest(first=1), twice)
    assert await page.count() == len(ids(rows, K.KUDOS_GIVEN))


async def test_nobody_pages_through_a_pair_that_is_not_theirs(
    cast: Cast, rows: list[Touchpoint]
) -> None:
    everybody = [PairPage(p.id, None, PageRequest(first=100)) for p in cast.people]
    own = {row.id: {row.low_id, row.high_id} for row in await Touchpoint.all()}
    for person in cast.people:
        pages = await touchpoints_of(cast.actor(person), everybody)
        for wanted, page in pages.items():
            assert all(own[t.id] == {person.id, wanted.person_id} for t in page.items)
            assert await page.count() == len(page.items)
    for page in (await touchpoints_of(SYSTEM, everybody)).values():
        assert list(page.items) == []
        assert await page.count() == 0


async def test_nothing_is_counted_unless_somebody_asks(cast: Cast, rows: list[Touchpoint]) -> None:
    with query_count() as queries:
        page = await page_of(cast, PageRequest(first=5))
    assert queries.count == 1
    with query_count() as queries:
        assert await page.count() == await page.count() == 40
    assert queries.count == 1


async def test_many_pairs_are_one_statement_and_one_count(cast: Cast) -> None:
    crowd = await cast.crowd(PIECES_MAXIMUM)
    await write([contact(K.KUDOS_GIVEN, cast.ann, p, now()) for p in crowd for _ in range(2)])
    ann = cast.actor(cast.ann)
    counts = set()
    for size in (1, 20, 200, PIECES_MAXIMUM):
        wanted = [PairPage(p.id, None, PageRequest(first=1)) for p in crowd[:size]]
        with query_count() as queries:
            pages = await touchpoints_of(ann, wanted)
            assert [await page.count() for page in pages.values()] == [2] * size
        counts.add(queries.count)
        assert all(len(page.items) == 1 and page.has_next for page in pages.values())
    assert counts == {2}


async def test_more_pairs_than_one_statement_takes_are_read_too(cast: Cast) -> None:
    crowd = await cast.crowd(PIECES_MAXIMUM + 50)
    await write([contact(K.KUDOS_GIVEN, cast.ann, p, now()) for p in crowd])
    wanted = [PairPage(p.id, None, PageRequest(first=2)) for p in crowd]
    pages = await touchpoints_of(cast.actor(cast.ann), wanted)
    assert [len(pages[each].items) for each in wanted] == [1] * len(crowd)


async def test_the_last_contact_is_the_newest_and_the_last_meeting_the_newest_of_its_kind(
    cast: Cast, rows: list[Touchpoint]
) -> None:
    ann, others = cast.actor(cast.ann), [cast.mo.id, cast.bo.id, cast.cy.id]
    found = await last_contacts(ann, others)
    assert found[cast.mo.id] == max(row.occurred_at for row in rows)
    assert found.keys() == {cast.mo.id, cast.bo.id}
    held = [row.occurred_at for row in rows if row.kind is K.ONE_ON_ONE_HELD]
    assert await last_contacts(ann, others, K.ONE_ON_ONE_HELD) == {cast.mo.id: max(held)}


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_a_page_reads_the_index_from_its_cursor_on(
    cast: Cast, rows: list[Touchpoint]
) -> None:
    """On SQLite; PostgreSQL prefers to read a table as small as this one."""
    pages = {
        "idx_touchpoint_pair (low_id=? AND high_id=? AND (occurred_at,id)<(?,?))": None,
        "idx_touchpoint_pair_kind (low_id=? AND high_id=? AND kind=? AND (occurred_at,id)<(?,?))": (
            K.KUDOS_GIVEN, K.CHECK_IN,
        ),
    }  # fmt: skip
    cursor = (await page_of(cast, PageRequest(first=3))).cursors[-1]
    for index, kinds in pages.items():
        with query_count() as queries:
            await page_of(cast, PageRequest.of(3, cursor), kinds)
        statement = re.sub(r"\?\d+", "''", queries.statements[0].rsplit(": ", 1)[0])
        plan = await connection().execute_query_dict(f"EXPLAIN QUERY PLAN {statement}")
        steps = [row["detail"] for row in plan]
        assert any(index in step for step in steps), steps
        assert not any("SCAN touchpoint" in step or "TEMP B-TREE" in step for step in steps), steps
