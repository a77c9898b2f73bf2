"""Taking a token, once, as oneself; and casting a sheet with it, as nobody.

Nothing ties the two. Neither writes an entry into the audit, a time, or a line into the log.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.events import Bus
from erm.core.sealing import unseal_bytes
from erm.core.work import unit_of_work
from erm.engagement.ballots import box
from erm.engagement.ballots.errors import (
    BallotClosed,
    BallotNotOpen,
    BallotTaken,
    BallotWaveNotFound,
    SheetUnfit,
    TokenUnfit,
    TokenUnsigned,
)
from erm.engagement.ballots.models import SpentToken
from erm.engagement.ballots.sheet import clean
from erm.engagement.blind import BlindedMessageUnfit, blind_sign, verify
from erm.engagement.blind.signing import KEY_BITS
from erm.engagement.waves.models import RollEntry, SurveyWave, WaveClass
from erm.engagement.waves.queries import questions_of
from erm.engagement.waves.rules import WaveState

MESSAGE_BYTES = 64
"""32 random bytes in front and 32 of the token itself."""
SIGNATURE_BYTES = KEY_BITS // 8


@dataclass(frozen=True, slots=True)
class Taken:
    """A blind signature, and the class that the ballot may name."""

    signature: bytes
    class_number: int


async def take(actor: Actor, *, wave_id: UUID, blinded: bytes) -> Taken:
    """Sign somebody's blinded token, once: the same one again gets the same signature while it is open.

    Signs first, for that takes some hundredths of a second, and opens its own unit of work for noting it;
    a signature that is not noted is not given out. Raises ``BallotWaveNotFound``, ``BallotNotOpen``,
    ``BallotTaken`` and ``TokenUnfit``.
    """
    if actor.is_system:
        raise BallotWaveNotFound
    asked = hashlib.sha256(blinded).hexdigest()
    entry = await RollEntry.filter(wave_id=wave_id, person_id=actor.person_id).first()
    if entry is None:
        raise BallotWaveNotFound
    wave = await SurveyWave.get(id=wave_id)
    day = today(actor.time_zone)
    if (
        wave.state is not WaveState.OPEN
        or wave.private_key_sealed is None
        or not wave.starts_on <= day <= wave.ends_on
    ):
        raise BallotNotOpen
    if entry.issued and entry.blinded_hash != asked:
        raise BallotTaken
    signature = await _signed(wave, blinded)
    async with unit_of_work(Bus()):
        if await _open_and_locked(wave_id) is None:
            raise BallotNotOpen
        first = await RollEntry.filter(id=entry.id, issued=False).update(
            issued=True, blinded_hash=asked
        )
        if not first and not await RollEntry.filter(id=entry.id, blinded_hash=asked).exists():
            raise BallotTaken
    return Taken(signature, entry.class_number)


async def cast(
    *, wave_id: UUID, message: bytes, signature: bytes, payload: Mapping[str, Any]
) -> None:
    """Take a sheet with a signed token, whoever sends it; the same token again changes nothing.

    ``payload``: see ``sheet.clean``. Opens its own unit of work. Raises ``BallotClosed``, ``TokenUnfit``,
    ``TokenUnsigned`` and what ``sheet.clean`` raises.
    """
    wave = await SurveyWave.filter(id=wave_id).first()
    if wave is None or wave.state is not WaveState.OPEN or now() >= wave.closes_at:
        raise BallotClosed
    if len(message) != MESSAGE_BYTES or len(signature) != SIGNATURE_BYTES:
        raise TokenUnfit(field="message")
    if not verify(wave.public_key, message, signature):
        raise TokenUnsigned
    sheet = clean(payload, await questions_of(wave))
    if not await WaveClass.filter(wave_id=wave_id, number=sheet.class_number).exists():
        raise SheetUnfit(field="class")
    token = hashlib.sha256(message).hexdigest()
    async with unit_of_work(Bus()):
        # The close changes the row that is locked here: it waits for this sheet, or this one is too late.
        if await _open_and_locked(wave_id) is None:
            raise BallotClosed
        if await SpentToken.filter(token_hash=token).exists():
            return
        _ = await SpentToken.create(token_hash=token, wave_id=wave_id)
        await box.drop_in(wave_id, sheet)
    await box.wipe_now_and_then()


async def _open_and_locked(wave_id: UUID) -> SurveyWave | None:
    return (
        await SurveyWave.filter(id=wave_id, state=WaveState.OPEN)
        .select_for_update(no_key=True)
        .first()
    )


async def _signed(wave: SurveyWave, blinded: bytes) -> bytes:
    private = unseal_bytes(
        bytes(wave.private_key_sealed or b""),
        table=SurveyWave._meta.db_table,  # noqa: SLF001 (Tortoise's own way)
        column="private_key_sealed",
        row_id=wave.id,
    )
    try:
        return await asyncio.to_thread(blind_sign, private, blinded)
    except BlindedMessageUnfit as error:
        raise TokenUnfit(field="blinded") from error
