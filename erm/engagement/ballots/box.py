"""The ballot box: where sheets lie, in no order that tells when one came.

A sheet first waits. At every arrival all that wait are written anew, in the random order of new keys,
so that no copy of the table shows which came last. When enough wait, some drawn by lot go among the
ballots, which are written anew with them as long as they are few, and as many as a batch at the least
go on waiting: so the sheet that came last always waits among that many others (but for the first of
all). At the close everything is written anew.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable, Sequence
from typing import TypeVar
from uuid import UUID, uuid4

from erm.core.database.connections import dialect, forget_replaced
from erm.core.sealing import seal_bytes, unseal_bytes
from erm.engagement.ballots.models import Ballot, WaitingBallot
from erm.engagement.ballots.sheet import Sheet

BATCH_FEWEST = 20
"""Fewest sheets that go among the ballots together while a wave is open, and fewest that then go on waiting."""
BATCH_SHARE = 5
"""They are also at least one in so many of the ballots that lie there already …"""
BATCH_ENOUGH = 1_000
"""… unless they are so many."""
REWRITTEN_UP_TO = 5_000
"""Up to so many ballots, all of them are written anew whenever a batch comes."""
WIPED_EVERY_SECONDS = 30.0
PATIENCE_MS = 500
_wiped = [float("-inf")]
_COLUMN = "content_sealed"
_AT_ONCE = 500

Row = TypeVar("Row", Ballot, WaitingBallot)


async def drop_in(wave_id: UUID, sheet: Sheet) -> None:
    """Put a sheet into the box. Within a unit of work that holds the wave's lock."""
    waiting = [*await _taken_out(WaitingBallot, wave_id), sheet.to_bytes()]
    spare = len(waiting) - BATCH_FEWEST
    if spare >= BATCH_FEWEST:
        lying = await Ballot.filter(wave_id=wave_id).count()
        if spare >= min(BATCH_ENOUGH, lying / BATCH_SHARE):
            secrets.SystemRandom().shuffle(waiting)
            batch, waiting = waiting[BATCH_FEWEST:], waiting[:BATCH_FEWEST]
            if lying <= REWRITTEN_UP_TO:
                batch += await _taken_out(Ballot, wave_id)
            await _put(Ballot, wave_id, batch)
    await _put(WaitingBallot, wave_id, waiting)


async def wipe_now_and_then() -> None:
    """Rewrite the file of the waiting, at most so often, where former rows would stay in it.

    They would show to whoever has the disk, and the key, in which order sheets came. Outside of a
    transaction. Where a backup is in the way, it is done another time.
    """
    moment = time.monotonic()
    if dialect() == "sqlite" or moment - _wiped[0] < WIPED_EVERY_SECONDS:
        return
    _wiped[0] = moment
    await forget_replaced([WaitingBallot._meta.db_table], patience_ms=PATIENCE_MS)  # noqa: SLF001


async def gather(wave_id: UUID) -> int:
    """Put all sheets of a wave among the ballots, written in the order of new random keys.

    Within a unit of work. Answers how many there are.
    """
    sheets = [*await _taken_out(WaitingBallot, wave_id), *await _taken_out(Ballot, wave_id)]
    await _put(Ballot, wave_id, sheets)
    return len(sheets)


async def sheets_in(wave_id: UUID) -> list[Sheet]:
    """What lies among the ballots of a wave, in the order of their random keys."""
    rows = await Ballot.filter(wave_id=wave_id).order_by("id")
    return [Sheet.from_bytes(content) for content in _opened(Ballot, rows)]


async def empty(wave_id: UUID) -> None:
    """Destroy all sheets of a wave. Within a unit of work."""
    await WaitingBallot.filter(wave_id=wave_id).delete()
    await Ballot.filter(wave_id=wave_id).delete()


async def _taken_out(model: type[Row], wave_id: UUID) -> list[bytes]:
    rows = await model.filter(wave_id=wave_id)
    await model.filter(wave_id=wave_id).delete()
    return _opened(model, rows)


async def _put(model: type[Row], wave_id: UUID, contents: Sequence[bytes]) -> None:
    """Write contents under new keys drawn by lot, the rows in the order of their keys."""
    shuffled = list(contents)
    secrets.SystemRandom().shuffle(shuffled)
    rows = []
    for content in shuffled:
        key = uuid4()
        sealed = seal_bytes(content, table=model._meta.db_table, column=_COLUMN, row_id=key)  # noqa: SLF001
        rows.append(model(id=key, wave_id=wave_id, content_sealed=sealed))
    rows.sort(key=lambda row: row.id.bytes)
    await model.bulk_create(rows, batch_size=_AT_ONCE)


def _opened(model: type[Row], rows: Iterable[Row]) -> list[bytes]:
    table = model._meta.db_table  # noqa: SLF001 (Tortoise's own way)
    return [
        unseal_bytes(bytes(row.content_sealed), table=table, column=_COLUMN, row_id=row.id)
        for row in rows
    ]
