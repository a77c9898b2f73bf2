"""Deleting what is old, some rows at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

import pytest
from tortoise.expressions import Q

from erm.core.clock import now
from erm.core.database.purging import purge_old
from erm.core.ids import id_at
from erm.mail.models import InboundMail
from erm.mail.rules import InboundOutcome
from tests.database import query_count

DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("db")


async def came_in(*days_ago: int) -> list[UUID]:
    """Rows of so many days ago, with ids of their time."""
    rows = [
        InboundMail(
            id=id_at(now() - days * DAY, number),
            fingerprint=str(number),
            outcome=InboundOutcome.IGNORED,
            received_at=now() - days * DAY,
        )
        for number, days in enumerate(days_ago)
    ]
    await InboundMail.bulk_create(rows)
    return [row.id for row in rows]


async def purge(**more: object) -> int:
    return await purge_old(InboundMail, now() - 10 * DAY, column="received_at", at_once=3, **more)  # type: ignore[arg-type]


async def test_what_is_old_goes_a_few_rows_at_a_time() -> None:
    await came_in(*[20] * 7, *[5] * 2)
    with query_count() as asked:
        assert await purge() == 7
    deletes = [each for each in asked.statements if each.startswith("DELETE")]
    assert len(deletes) == 3
    assert await InboundMail.all().count() == 2
    assert await purge() == 0


async def test_what_is_young_is_not_looked_at() -> None:
    await came_in(*[1] * 20)
    with query_count() as asked:
        assert await purge() == 0
    assert len(asked.statements) == 1


async def test_what_has_to_stay_stays_and_hides_nothing_behind_it() -> None:
    ids = await came_in(40, 39, 38, 37, 20, 19, 5)

    async def kept(some: list[UUID]) -> Collection[UUID]:
        return [key for key in some if key in ids[:3]]

    assert await purge(kept=kept, also=~Q(id=ids[3])) == 2
    left = await InboundMail.all().order_by("id").values_list("id", flat=True)
    assert left == [*ids[:4], ids[6]]


async def test_it_ends_when_the_worker_stops() -> None:
    await came_in(20)
    stop = asyncio.Event()
    stop.set()
    assert await purge(stop=stop) == 0
