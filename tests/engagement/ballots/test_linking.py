"""Whoever has the database, its key and the log cannot say who wrote which ballot.

Everybody takes a token and votes at once, one after the other: the worst case, for the two orders are the
same. Signing is replaced by something quick in these tests, for they are about what is stored; that the
signature ties nothing is ``test_blind_signatures``.
"""

from __future__ import annotations

import asyncio
import secrets
from pathlib import Path
from uuid import UUID

import pytest
from tortoise.connection import get_connection

from erm.core.database.connections import dialect
from erm.core.database.routing import WRITER
from erm.engagement.ballots import box, commands
from erm.engagement.ballots.closing import seal_off
from erm.engagement.ballots.models import Ballot, WaitingBallot
from erm.engagement.waves.models import RollEntry, SurveyWave
from erm.engagement.waves.rules import WaveState
from erm.people.models import Person
from tests.cast import Cast
from tests.conftest import OpenDatabase
from tests.engagement.ballots.builders import OpenWave, answers, open_wave, voter
from tests.engagement.ballots.linking import (
    RIGHT_AT_MOST,
    Copy,
    Guess,
    attack,
    author_of,
    bytes_of_files,
    correlated_at_most,
    dump,
)

LONG = pytest.mark.soak
PEOPLE = [120, pytest.param(1_000, marks=LONG)]


@pytest.fixture(autouse=True)
def _quick_signatures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "blind_sign", lambda _, blinded: blinded)
    monkeypatch.setattr(commands, "verify", lambda *_: True)


async def vote_at_once(wave: OpenWave, person: Person) -> None:
    blinded, message = secrets.token_bytes(384), secrets.token_bytes(64)
    taken = await commands.take(voter(person), wave_id=wave.id, blinded=blinded)
    await commands.cast(
        wave_id=wave.id,
        message=message,
        signature=taken.signature,
        payload=answers(wave, mark=str(person.id), number=taken.class_number),
    )


def truth(copy: Copy) -> dict[str, UUID]:
    return {str(row["id"]): author_of(row) for row in copy.ballots}


def report(title: str, guesses: list[Guess], count: int) -> str:
    best = max(guesses, key=lambda guess: guess.right)
    tied = max(guesses, key=lambda guess: abs(guess.correlation))
    mean = sum(guess.right for guess in guesses) / len(guesses)
    return (
        f"\n{dialect()}, {count} people, {title}: {len(guesses)} ways; right on average {mean:.2f} "
        f"(chance 1.00), at best {best.right} ({best.by}); greatest correlation "
        f"{tied.correlation:+.3f} ({tied.by})"
    )


@pytest.mark.parametrize("count", PEOPLE)
async def test_after_the_close_links_are_no_better_than_chance(cast: Cast, count: int) -> None:
    people = await cast.crowd(count)
    wave = await open_wave(people, classes=4)
    secrets.SystemRandom().shuffle(people)
    for person in people:
        await vote_at_once(wave, person)
    order = [person.id for person in people]
    before = await dump(wave.id)
    await SurveyWave.filter(id=wave.id).update(state=WaveState.CLOSING)
    await seal_off(wave.id)
    after = await dump(wave.id)
    assert after.tokens == []
    assert not any(row["issued"] or row["blinded_hash"] for row in after.roll)
    assert not {row["id"] for row in before.ballots} & {row["id"] for row in after.ballots}

    guesses = attack(after, order, truth(after))
    print(report("after the close", guesses, count))
    for guess in guesses:
        assert guess.right <= RIGHT_AT_MOST, guess
        assert abs(guess.correlation) <= correlated_at_most(count), guess

    # While it was open, whoever knew the order in which tokens were taken could see as well which of the
    # ballots still waited: the last of all among them. Within the two sets nothing tells anybody apart.
    guesses = attack(before, order, truth(before))
    print(report("while open", guesses, count))
    for guess in guesses:
        assert guess.right <= RIGHT_AT_MOST + 2, guess
    for table in ("survey_ballot", "survey_ballot_waiting"):
        part = [row for row in before.ballots if row["table"] == table]
        authors = {str(row["id"]): author_of(row) for row in part}
        within = [person for person in order if person in set(authors.values())]
        assert len(part) >= box.BATCH_FEWEST
        for guess in attack(Copy(before.roll, part, []), within, authors):
            assert guess.right <= RIGHT_AT_MOST, (table, guess)
            assert abs(guess.correlation) <= correlated_at_most(len(part)), (table, guess)


async def test_the_last_to_vote_waits_among_twenty_at_the_least(cast: Cast) -> None:
    """At any moment, so that no copy is made at a lucky one."""
    people = await cast.crowd(100)
    wave = await open_wave(people)
    flushes = 0
    for number, person in enumerate(people, 1):
        await vote_at_once(wave, person)
        waiting = await WaitingBallot.filter(wave_id=wave.id)
        assert len(waiting) >= min(number, box.BATCH_FEWEST)
        rows = [{"id": row.id, "content_sealed": row.content_sealed} for row in waiting]
        authors = {author_of(row | {"table": "survey_ballot_waiting"}) for row in rows}
        assert person.id in authors or flushes < await Ballot.filter(wave_id=wave.id).count()
        flushes = await Ballot.filter(wave_id=wave.id).count()
    assert flushes > 0


@pytest.mark.parametrize("count", [80, pytest.param(200, marks=LONG)])
async def test_two_backups_tell_no_more_than_who_voted_between_them(cast: Cast, count: int) -> None:
    people = await cast.crowd(count * 2)
    wave = await open_wave(people)
    secrets.SystemRandom().shuffle(people)
    for person in people[:count]:
        await vote_at_once(wave, person)
    first = await dump(wave.id)
    for person in people[count:]:
        await vote_at_once(wave, person)
    second = await dump(wave.id)

    # Without the key nothing says which ballots are new: all of them were written anew.
    for column in ("id", "content_sealed"):
        assert not {row[column] for row in first.ballots} & {row[column] for row in second.ballots}
    # With the key they are found by what stands in them, and who voted by the roll; no more than that.
    old = set(truth(first).values())
    authors = {key: author for key, author in truth(second).items() if author not in old}
    new = [row for row in second.ballots if str(row["id"]) in authors]
    assert len(new) == count
    # Copied twice, the roll gives away as well who took a token between the copies.
    issued = [row for row in second.roll if UUID(str(row["person_id"])) not in old]
    order = [person.id for person in people[count:]]
    guesses = attack(Copy(issued, new, []), order, authors)
    print(report("between two backups", guesses, count))
    for guess in guesses:
        assert guess.right <= RIGHT_AT_MOST + 2, guess


async def test_former_rows_are_in_no_file_after_the_close(
    cast: Cast, db: OpenDatabase, tmp_path: Path
) -> None:
    people = await cast.crowd(45)
    wave = await open_wave(people)
    box._wiped[0] = float("-inf")
    gone: set[str] = set()
    for person in people:
        await vote_at_once(wave, person)
        if len(gone) < 60:
            gone |= {str(row.id) for row in await WaitingBallot.filter(wave_id=wave.id)}
    gone |= {str(row.id) for row in await Ballot.filter(wave_id=wave.id)}
    roll = await RollEntry.filter(wave_id=wave.id, issued=True)
    gone |= {str(row.id) for row in roll}
    hashes = {str(row.blinded_hash) for row in roll}
    sealed_key = bytes((await SurveyWave.get(id=wave.id)).private_key_sealed or b"")
    await SurveyWave.filter(id=wave.id).update(state=WaveState.CLOSING)
    await seal_off(wave.id)
    kept = {str(row.id) for row in await Ballot.filter(wave_id=wave.id)}

    if db.kind == "sqlite":
        folder = tmp_path
    else:
        await get_connection(WRITER).execute_query("CHECKPOINT")
        place = await get_connection(WRITER).execute_query_dict(
            "SELECT current_setting('data_directory') || '/base/' || oid AS folder"
            " FROM pg_database WHERE datname = current_database()"
        )
        folder = Path(place[0]["folder"])
    files = await asyncio.to_thread(bytes_of_files, folder)

    def lies_in(key: str) -> bool:
        return key.encode() in files or UUID(key).bytes in files

    assert all(lies_in(key) for key in kept), "the search finds what is there"
    assert not any(lies_in(key) for key in gone - kept)
    assert not any(value.encode() in files for value in hashes)
    assert sealed_key[-200:] not in files


async def test_a_table_that_kept_the_order_would_be_found_out(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The attacker is able: ballots that are merely appended are given to their authors, nearly all."""

    async def append(wave_id: UUID, sheet: box.Sheet) -> None:
        await box._put(Ballot, wave_id, [sheet.to_bytes()])

    monkeypatch.setattr(box, "drop_in", append)
    people = await cast.crowd(60)
    wave = await open_wave(people)
    for person in people:
        await vote_at_once(wave, person)
    copy = await dump(wave.id)
    guesses = attack(copy, [person.id for person in people], truth(copy))
    best = max(guesses, key=lambda guess: guess.right)
    if dialect() == "sqlite":
        # Without row numbers even they lie in the order of their random keys.
        assert best.right <= RIGHT_AT_MOST
    else:
        assert best.right == 60, best
        assert any(guess.right == 60 and guess.by == "roll's xmin | xmin" for guess in guesses)
