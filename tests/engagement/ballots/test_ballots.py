"""Taking tokens and casting sheets: once each, in time, and nothing else."""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest

from erm.core.actor import SYSTEM
from erm.core.clock import now, today
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.engagement.ballots import box
from erm.engagement.ballots.closing import destroy, seal_off, sheets_of
from erm.engagement.ballots.commands import cast as cast_sheet
from erm.engagement.ballots.commands import take
from erm.engagement.ballots.errors import (
    BallotClosed,
    BallotNotOpen,
    BallotTaken,
    BallotWaveNotFound,
    SheetUnfit,
    TokenUnfit,
    TokenUnsigned,
)
from erm.engagement.ballots.models import Ballot, SpentToken, WaitingBallot
from erm.engagement.ballots.rewriting import Anew
from erm.engagement.waves.models import RollEntry, SurveyWave
from erm.engagement.waves.rules import WaveState
from tests.cast import Cast
from tests.engagement.ballots.builders import (
    OpenWave,
    Token,
    answers,
    open_wave,
    taken_by,
    vote,
    voted,
    voter,
)


async def stored(wave: OpenWave) -> tuple[int, int, int, int]:
    """Tokens taken, tokens spent, sheets waiting, sheets among the ballots."""
    return (
        await RollEntry.filter(wave_id=wave.id, issued=True).count(),
        await SpentToken.filter(wave_id=wave.id).count(),
        await WaitingBallot.filter(wave_id=wave.id).count(),
        await Ballot.filter(wave_id=wave.id).count(),
    )


async def set_state(wave: OpenWave, state: WaveState) -> None:
    await SurveyWave.filter(id=wave.id).update(state=state)


async def test_a_person_takes_one_token_and_somebody_sends_one_sheet(cast: Cast) -> None:
    wave = await open_wave([cast.ann, cast.bo], owner=cast.hana)
    token = await taken_by(wave, cast.ann)
    assert await stored(wave) == (1, 0, 0, 0)
    await vote(wave, token, answers(wave))
    assert await stored(wave) == (1, 1, 1, 0)
    spent = await SpentToken.get()
    assert spent.token_hash == hashlib.sha256(token.prepared).hexdigest()


async def test_the_same_request_gets_the_same_signature_and_another_is_refused(cast: Cast) -> None:
    wave = await open_wave([cast.ann, cast.bo])
    token = Token(wave.row.public_key)
    first = await take(voter(cast.ann), wave_id=wave.id, blinded=token.blinded)
    assert await take(voter(cast.ann), wave_id=wave.id, blinded=token.blinded) == first
    with pytest.raises(BallotTaken):
        await take(voter(cast.ann), wave_id=wave.id, blinded=Token(wave.row.public_key).blinded)
    assert (await stored(wave))[0] == 1


async def test_of_two_requests_at_once_one_is_signed(cast: Cast) -> None:
    wave = await open_wave([cast.ann])
    tokens = [Token(wave.row.public_key) for _ in range(4)]
    came = await asyncio.gather(
        *(take(voter(cast.ann), wave_id=wave.id, blinded=each.blinded) for each in tokens),
        return_exceptions=True,
    )
    assert Counter(type(each).__name__ for each in came) == {"Taken": 1, "BallotTaken": 3}


async def test_who_is_not_invited_takes_nothing(cast: Cast) -> None:
    wave = await open_wave([cast.ann])
    token = Token(wave.row.public_key)
    for actor in (voter(cast.hana), voter(cast.ada), SYSTEM):
        with pytest.raises(BallotWaveNotFound):
            await take(actor, wave_id=wave.id, blinded=token.blinded)
    assert await stored(wave) == (0, 0, 0, 0)


async def test_what_the_key_cannot_sign_costs_no_token(cast: Cast) -> None:
    wave = await open_wave([cast.ann])
    for blinded in (b"", b"x", b"\xff" * 384, bytes(384)):
        with pytest.raises(TokenUnfit):
            await take(voter(cast.ann), wave_id=wave.id, blinded=blinded)
    assert await stored(wave) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    "state", [WaveState.PLANNED, WaveState.CLOSING, WaveState.CLOSED, WaveState.CANCELLED]
)
async def test_only_an_open_wave_gives_tokens_and_takes_sheets(
    cast: Cast, state: WaveState
) -> None:
    wave = await open_wave([cast.ann, cast.bo])
    token = await taken_by(wave, cast.ann)
    await set_state(wave, state)
    with pytest.raises(BallotNotOpen):
        await taken_by(wave, cast.bo)
    with pytest.raises(BallotClosed):
        await vote(wave, token, answers(wave))
    assert await stored(wave) == (1, 0, 0, 0)


async def test_a_wave_begins_and_ends_on_ones_own_clock(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    wave = await open_wave([cast.ann])
    moment = datetime(2026, 3, 10, 11, 0, tzinfo=UTC)
    monkeypatch.setattr("erm.core.clock.now", lambda: moment)
    day = moment.date()
    await SurveyWave.filter(id=wave.id).update(
        starts_on=day,
        ends_on=day,
        opens_at=moment - timedelta(days=1),
        closes_at=moment + timedelta(days=1),
    )
    blinded = Token(wave.row.public_key).blinded
    # At 11:00 UTC it is the 11th in Kiritimati (+14) and still the 9th in Baker Island's zone (-12).
    for zone in ("Pacific/Kiritimati", "Etc/GMT+12"):
        with pytest.raises(BallotNotOpen):
            await take(voter(cast.ann, zone), wave_id=wave.id, blinded=blinded)
    assert await take(voter(cast.ann, "Europe/Berlin"), wave_id=wave.id, blinded=blinded)


async def test_a_token_works_until_the_wave_is_over_everywhere(cast: Cast) -> None:
    wave = await open_wave([cast.ann])
    token = await taken_by(wave, cast.ann)
    await SurveyWave.filter(id=wave.id).update(closes_at=now() - timedelta(seconds=1))
    with pytest.raises(BallotClosed):
        await vote(wave, token, answers(wave))


async def test_a_token_counts_once_and_again_is_answered_the_same(cast: Cast) -> None:
    wave = await open_wave([cast.ann])
    token = await taken_by(wave, cast.ann)
    await vote(wave, token, answers(wave, scale=5))
    await vote(wave, token, answers(wave, scale=1))
    await asyncio.gather(*(vote(wave, token, answers(wave, scale=2)) for _ in range(3)))
    assert await stored(wave) == (1, 1, 1, 0)
    await set_state(wave, WaveState.CLOSING)
    await seal_off(wave.id)
    (sheet,) = await sheets_of(wave.id)
    assert sheet.answers == {wave.questions[0].id: 5}


async def test_a_token_that_was_not_signed_for_this_wave_is_refused(cast: Cast) -> None:
    wave = await open_wave([cast.ann])
    token = await taken_by(wave, cast.ann)
    forged = bytes([token.signature[0] ^ 1]) + token.signature[1:]
    for message, signature, refusal in (
        (token.prepared, forged, TokenUnsigned),
        (token.prepared[:-1] + bytes([token.prepared[-1] ^ 1]), token.signature, TokenUnsigned),
        (token.prepared + b"x", token.signature, TokenUnfit),
        (token.prepared, token.signature[1:], TokenUnfit),
    ):
        with pytest.raises(refusal):
            await cast_sheet(
                wave_id=wave.id, message=message, signature=signature, payload=answers(wave)
            )
    assert await stored(wave) == (1, 0, 0, 0)


async def test_a_sheet_that_does_not_fit_spends_no_token(cast: Cast) -> None:
    wave = await open_wave([cast.ann])
    token = await taken_by(wave, cast.ann)
    for unfit in (answers(wave, scale=9), answers(wave, number=5)):
        with pytest.raises(SheetUnfit):
            await vote(wave, token, unfit)
    assert await stored(wave) == (1, 0, 0, 0)
    await vote(wave, token, answers(wave))
    assert await stored(wave) == (1, 1, 1, 0)


async def test_nothing_is_read_before_the_close(cast: Cast) -> None:
    wave = await open_wave([cast.ann])
    await voted(wave, [cast.ann])
    for read in (sheets_of, seal_off, destroy):
        with pytest.raises(RuntimeError, match="ballots can still come in"):
            await read(wave.id)
    assert await stored(wave) == (1, 1, 1, 0)


async def test_sheets_go_among_the_ballots_in_batches_and_none_is_lost(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    wave = await open_wave([cast.ann])
    monkeypatch.setattr(box, "BATCH_FEWEST", 4)
    monkeypatch.setattr(box, "REWRITTEN_UP_TO", 24)
    sheet = box.Sheet(0, {wave.questions[0].id: 3})
    seen = []
    for place in range(60):
        async with unit_of_work(Bus()):
            await box.drop_in(wave.id, sheet)
        _, _, waiting, lying = await stored(wave)
        assert waiting + lying == place + 1
        seen.append(waiting)
    _, _, waiting, lying = await stored(wave)
    batches = [a + 1 - b for a, b in pairwise(seen) if b < a]
    assert batches
    assert min(batches) == min(seen[4:]) == 4
    assert batches[-1] >= (lying - batches[-1]) / box.BATCH_SHARE
    await set_state(wave, WaveState.CLOSING)
    assert await seal_off(wave.id) == 60
    assert len(await sheets_of(wave.id)) == 60


async def test_the_close_leaves_sheets_in_random_order_and_nothing_else(cast: Cast) -> None:
    people = await cast.crowd(30)
    wave = await open_wave(people)
    await voted(wave, people[:25])
    before = {row.id for row in await Ballot.all()} | {row.id for row in await RollEntry.all()}
    await set_state(wave, WaveState.CLOSING)
    assert await seal_off(wave.id) == 25
    assert await seal_off(wave.id) == 25, "again, as after a crash"
    assert await stored(wave) == (0, 0, 0, 25)
    after = {row.id for row in await Ballot.all()} | {row.id for row in await RollEntry.all()}
    assert not before & after
    row = await SurveyWave.get(id=wave.id)
    assert row.private_key_sealed is None
    assert not await RollEntry.filter(blinded_hash__isnull=False).exists()
    roll = {each.person_id: each.class_number for each in await RollEntry.filter(wave_id=wave.id)}
    assert roll == {each.id: 0 for each in people}
    marks = [sheet.words[wave.questions[4].id][0] for sheet in await sheets_of(wave.id)]
    assert sorted(marks) == sorted(str(each.id) for each in people[:25])
    assert marks != [str(each.id) for each in people[:25]]


async def test_a_wave_that_somebody_else_seals_off_meanwhile_loses_no_sheet(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = await cast.crowd(6)
    wave = await open_wave(people)
    await voted(wave, people)
    await set_state(wave, WaveState.CLOSING)
    gathered, readings = box.gathered, 0

    async def overtaken(wave_id: UUID) -> Anew:
        nonlocal readings
        readings += 1
        first, read = readings == 1, await gathered(wave_id)
        if first:
            assert await seal_off(wave_id) == 6
        return read

    monkeypatch.setattr(box, "gathered", overtaken)
    assert await seal_off(wave.id) == 6
    assert readings == 3, "the first reading was of rows that are no more"
    assert await stored(wave) == (0, 0, 0, 6)
    marks = [sheet.words[wave.questions[4].id][0] for sheet in await sheets_of(wave.id)]
    assert sorted(marks) == sorted(str(each.id) for each in people)


async def test_ballots_are_destroyed_and_the_wave_says_so(cast: Cast) -> None:
    people = await cast.crowd(24)
    wave, other = await open_wave(people), await open_wave(people)
    await voted(wave, people[:22])
    await voted(other, people[:22])
    await set_state(wave, WaveState.CANCELLED)
    await destroy(wave.id)
    assert await stored(wave) == (0, 0, 0, 0)
    assert (await SurveyWave.get(id=wave.id)).destroyed
    assert (await SurveyWave.get(id=wave.id)).private_key_sealed is None
    assert await stored(other) == (22, 22, 22, 0)
    assert not (await SurveyWave.get(id=other.id)).destroyed


async def test_a_sheet_on_its_way_when_the_wave_closes_is_counted_or_refused(cast: Cast) -> None:
    people = await cast.crowd(12)
    wave = await open_wave(people)
    tokens = [await taken_by(wave, each) for each in people]

    async def close() -> int:
        await asyncio.sleep(0)
        async with unit_of_work(Bus()):
            await set_state(wave, WaveState.CLOSING)
        return await seal_off(wave.id)

    *came, counted = await asyncio.gather(
        *(vote(wave, each, answers(wave)) for each in tokens), close(), return_exceptions=True
    )
    assert {type(each) for each in came} <= {type(None), BallotClosed}
    assert counted == sum(each is None for each in came)
    assert await stored(wave) == (0, 0, 0, counted)


async def test_the_wave_is_open_today_in_these_tests(cast: Cast) -> None:
    wave = await open_wave([cast.ann])
    assert wave.row.starts_on < today() < wave.row.ends_on
