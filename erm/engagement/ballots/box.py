"""The ballot box: where sheets lie, in no order that tells when one came.

A sheet first waits. At every arrival all that wait are written anew, in the random order of new keys,
so that no copy of the table shows which came last. When enough wait, some drawn by lot go among the
ballots, which are written anew with them as long as they are few, and as many as a batch at the least
go on waiting: so the sheet that came last always waits among that many others (but for the first of
all). At the close everything is written anew.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias
from uuid import UUID, uuid4

from erm.core.database.connections import dialect, forget_replaced
from erm.core.sealing import seal_bytes, unseal_bytes
from erm.engagement.ballots.models import Ballot, WaitingBallot
from erm.engagement.ballots.rewriting import Anew, as_kept, insert, table_of
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
_COLUMNS = ("id", "wave_id", _COLUMN)

Box: TypeAlias = type[Ballot] | type[WaitingBallot]


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
    await forget_replaced([table_of(WaitingBallot)], patience_ms=PATIENCE_MS)


async def gathered(wave_id: UUID) -> Anew:
    """All sheets of a wave as they are to be written among the ballots at the close, under new random keys.

    Outside of a unit of work, for it takes a while: see ``rewriting``.
    """
    waiting, lying = await _read(WaitingBallot, wave_id), await _read(Ballot, wave_id)

    def sealed_anew() -> list[list[Any]]:
        contents = [*_opened(WaitingBallot, waiting), *_opened(Ballot, lying)]
        return _sealed(Ballot, wave_id, contents)

    return Anew(
        table_of(Ballot),
        _COLUMNS,
        await asyncio.to_thread(sealed_anew),
        {
            table_of(WaitingBallot): frozenset(as_kept(key) for key, _ in waiting),
            table_of(Ballot): frozenset(as_kept(key) for key, _ in lying),
        },
    )


async def sheets_in(wave_id: UUID) -> list[Sheet]:
    """What lies among the ballots of a wave, in the order of their random keys."""
    rows = sorted(await _read(Ballot, wave_id), key=lambda row: row[0].bytes)
    return [Sheet.from_bytes(content) for content in _opened(Ballot, rows)]


async def empty(wave_id: UUID) -> None:
    """Destroy all sheets of a wave. Within a unit of work."""
    await WaitingBallot.filter(wave_id=wave_id).delete()
    await Ballot.filter(wave_id=wave_id).delete()


async def _taken_out(model: Box, wave_id: UUID) -> list[bytes]:
    rows = await _read(model, wave_id)
    await model.filter(wave_id=wave_id).delete()
    return _opened(model, rows)


async def _put(model: Box, wave_id: UUID, contents: Sequence[bytes]) -> None:
    """Write contents under new keys drawn by lot, the rows in the order of their keys."""
    await insert(table_of(model), _COLUMNS, _sealed(model, wave_id, contents))


async def _read(model: Box, wave_id: UUID) -> list[tuple[UUID, bytes]]:
    """Keys and sealed contents."""
    rows = await model.filter(wave_id=wave_id).values_list("id", _COLUMN)
    return [(key, bytes(content)) for key, content in rows]


def _sealed(model: Box, wave_id: UUID, contents: Sequence[bytes]) -> list[list[Any]]:
    """Rows of ``_COLUMNS`` under new keys drawn by lot, in the order of their keys."""
    shuffled = list(contents)
    secrets.SystemRandom().shuffle(shuffled)
    table, wave = table_of(model), as_kept(wave_id)
    keys = sorted((uuid4() for _ in shuffled), key=lambda key: key.bytes)
    return [
        [as_kept(key), wave, seal_bytes(content, table=table, column=_COLUMN, row_id=key)]
        for key, content in zip(keys, shuffled, strict=True)
    ]


def _opened(model: Box, rows: Iterable[tuple[UUID, bytes]]) -> list[bytes]:
    table = table_of(model)
    return [unseal_bytes(content, table=table, column=_COLUMN, row_id=key) for key, content in rows]
