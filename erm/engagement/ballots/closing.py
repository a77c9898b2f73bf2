"""The end of a wave's ballots: no more come in, nothing tells an order, the key is gone.

Called by whoever closes or cancels a wave, after its state was changed from OPEN.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from tortoise.expressions import Q

from erm.core.clock import now
from erm.core.database.connections import forget_replaced
from erm.core.events import Bus
from erm.core.work import in_unit_of_work, unit_of_work
from erm.engagement.ballots import box
from erm.engagement.ballots.models import Ballot, SpentToken, WaitingBallot
from erm.engagement.ballots.rewriting import Anew, as_kept, table_of
from erm.engagement.ballots.sheet import Sheet
from erm.engagement.waves.models import RollEntry, SurveyWave
from erm.engagement.waves.rules import WaveState

PATIENCE_MS = 3_000
"""How long the wipe waits for whoever reads the tables, and others wait behind it."""
WIPED_FOR = timedelta(days=2)
"""How long after its close the files of a wave are wiped again: a backup may have been in the way."""


async def seal_off(wave_id: UUID) -> int:
    """Bring a wave's ballots into their last order, and destroy what could ever tie one to a person.

    In one unit of work of its own: all sheets are written anew under new random keys, and so is the roll,
    without who took a token and with which request; spent tokens go, and the private key. Then former
    rows are wiped from the files of the database. What is to be written is made ready before, for others
    wait while it is written; if somebody else has sealed the wave off meanwhile, once more. Answers how
    many sheets there are. It may be run again at any time, after a crash for instance. Raises
    ``RuntimeError`` within a unit of work, and for a wave that still takes ballots.
    """
    if in_unit_of_work():
        raise RuntimeError("a wave is sealed off in a unit of work of its own")
    _check_closed(await SurveyWave.get(id=wave_id))
    sealed = False
    while not sealed:
        sheets, roll = await box.gathered(wave_id), await _roll_anew(wave_id)
        async with unit_of_work(Bus()):
            await _lock_closed(wave_id)
            sealed = await sheets.still_stands(wave_id) and await roll.still_stands(wave_id)
            if sealed:
                await sheets.write(wave_id)
                await roll.write(wave_id)
                await _destroy_tokens(wave_id)
    await wipe()
    return len(sheets.rows)


async def sheets_of(wave_id: UUID) -> list[Sheet]:
    """All answer sheets of a wave that was sealed off, in random order. No policy: for the close alone.

    Raises ``RuntimeError`` while ballots can come in: nothing is computed of answers before the close.
    """
    _check_closed(await SurveyWave.get(id=wave_id))
    return await box.sheets_in(wave_id)


async def destroy(wave_id: UUID) -> None:
    """Destroy all ballots of a wave and what is left of its tokens, and note that they are destroyed.

    Joins the caller's unit of work, else opens one. Afterwards, outside of it, :func:`wipe` makes them
    unreadable in the files as well. Raises ``RuntimeError`` for a wave that still takes ballots.
    """
    async with unit_of_work(Bus()):
        await _lock_closed(wave_id)
        await box.empty(wave_id)
        if await RollEntry.filter(wave_id=wave_id, issued=True).exists():
            roll = await _roll_anew(wave_id)
            await roll.write(wave_id)
        await _destroy_tokens(wave_id)
        await SurveyWave.filter(id=wave_id).update(destroyed=True)


async def wipe() -> bool:
    """Let what was replaced or deleted be read from no file of the database. Outside of a transaction.

    False when others, a backup for instance, kept it from being done in time: ``wipe_again`` will.
    """
    return await forget_replaced(
        [table_of(model) for model in (WaitingBallot, Ballot, SpentToken, RollEntry, SurveyWave)],
        patience_ms=PATIENCE_MS,
    )


async def wipe_again() -> bool:
    """Wipe once more while the close of some wave is not long ago. Answers whether it was done."""
    since = now() - WIPED_FOR
    lately = Q(released_at__gte=since) | Q(state=WaveState.CANCELLED, closes_at__gte=since)
    return await SurveyWave.filter(lately).exists() and await wipe()


async def _lock_closed(wave_id: UUID) -> None:
    _check_closed(await SurveyWave.filter(id=wave_id).select_for_update(no_key=True).get())


def _check_closed(wave: SurveyWave) -> None:
    if wave.state in (WaveState.PLANNED, WaveState.OPEN):
        raise RuntimeError("ballots can still come in")


async def _roll_anew(wave_id: UUID) -> Anew:
    """The roll without who took a token, under new keys drawn by lot and in their order."""
    entries = await RollEntry.filter(wave_id=wave_id).values_list("id", "person_id", "class_number")
    wave = as_kept(wave_id)
    rows = [
        [as_kept(uuid4()), wave, as_kept(person), number, False] for _, person, number in entries
    ]
    return Anew(
        table_of(RollEntry),
        ("id", "wave_id", "person_id", "class_number", "issued"),
        sorted(rows, key=lambda row: str(row[0])),
        {table_of(RollEntry): frozenset(as_kept(key) for key, _, _ in entries)},
    )


async def _destroy_tokens(wave_id: UUID) -> None:
    await SpentToken.filter(wave_id=wave_id).delete()
    await SurveyWave.filter(id=wave_id).update(private_key_sealed=None)
