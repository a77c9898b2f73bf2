"""An attacker who has the whole database and its encryption key, and tries to say who wrote which ballot.

They order the people by everything that orders them (and know besides in which order tokens were taken,
which no table says), order the ballots by everything that orders those, and put the two beside each
other, forwards and backwards. With nothing to go by one guess in all is right on average: that is chance.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any
from uuid import UUID

from tortoise.connection import get_connection

from erm.core.database.connections import dialect
from erm.core.database.routing import WRITER
from erm.core.sealing import unseal_bytes
from erm.engagement.ballots.sheet import Sheet

BALLOTS = ("survey_ballot", "survey_ballot_waiting")


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the database: each table's rows as the files have them, with what the engine adds."""

    roll: list[dict[str, Any]]
    ballots: list[dict[str, Any]]
    tokens: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Guess:
    """What one way of putting people and ballots beside each other achieved.

    ``right``: how many of the ballots it gave to their authors. ``correlation``: of the two orders
    (Spearman), over the ballots.
    """

    by: str
    right: int
    correlation: float


async def dump(wave_id: UUID) -> Copy:
    """Copy everything there is of a wave, in the order in which the files have it."""
    postgres = dialect() != "sqlite"
    hidden = ", ctid::text AS ctid, xmin::text AS xmin, cmin::text AS cmin" if postgres else ""

    async def rows(table: str) -> list[dict[str, Any]]:
        # On SQLite an order that nothing asks for is that of the pages.
        found = await get_connection(WRITER).execute_query_dict(f"SELECT *{hidden} FROM {table}")
        mine = [dict(row) for row in found if str(row["wave_id"]) == str(wave_id)]
        return [row | {"place": place, "table": table} for place, row in enumerate(mine)]

    ballots = [row for table in BALLOTS for row in await rows(table)]
    return Copy(await rows("survey_roll"), ballots, await rows("survey_spent_token"))


def opened(row: Mapping[str, Any]) -> Sheet:
    """A ballot as whoever has the key reads it."""
    return Sheet.from_bytes(
        unseal_bytes(
            bytes(row["content_sealed"]),
            table=row["table"],
            column="content_sealed",
            row_id=UUID(str(row["id"])),
        )
    )


def author_of(row: Mapping[str, Any]) -> UUID:
    """Who wrote it: in these tests, and only to judge a guess, everybody writes their own id."""
    ((said, _),) = opened(row).words.values()
    return UUID(said)


def _orders(rows: Sequence[Mapping[str, Any]]) -> dict[str, Callable[[Mapping[str, Any]], Any]]:
    """Everything that orders rows, by name."""
    found: dict[str, Callable[[Mapping[str, Any]], Any]] = {
        "place in the file": lambda row: (row["table"], row["place"]),
        "id": lambda row: str(row["id"]),
    }
    if rows and "xmin" in rows[0]:
        found |= {
            "xmin": lambda row: (int(row["xmin"]), int(row["cmin"])),
            "xmin, ctid": lambda row: (int(row["xmin"]), _ctid(row["ctid"])),
            "ctid": lambda row: (row["table"], _ctid(row["ctid"])),
        }
    if rows and "content_sealed" in rows[0]:
        found |= {
            "nonce": lambda row: bytes(row["content_sealed"])[5:17],
            "length": lambda row: len(bytes(row["content_sealed"])),
            "waiting last": lambda row: row["table"] == "survey_ballot_waiting",
        }
    if rows and "blinded_hash" in rows[0]:
        found["blinded"] = lambda row: str(row["blinded_hash"])
    return found


def _ctid(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.strip("()").split(","))


def attack(copy: Copy, taken: Sequence[UUID], authors: Mapping[str, UUID]) -> list[Guess]:
    """Try everything. ``taken``: people in the order in which they took tokens and voted, which the
    attacker knows from elsewhere; ``authors``: the truth, by ballot's id.
    """
    chance = secrets.SystemRandom()
    voted = set(taken)
    roll = [row for row in copy.roll if UUID(str(row["person_id"])) in voted]
    people = {"when taken (known)": list(taken)} | {
        f"roll's {name}": [
            UUID(str(row["person_id"]))
            for row in sorted(roll, key=lambda row: (order(row), chance.random()))
        ]
        for name, order in _orders(roll).items()
    }
    ballots = {
        name: [
            authors[str(row["id"])]
            for row in sorted(copy.ballots, key=lambda row: (order(row), chance.random()))
        ]
        for name, order in _orders(copy.ballots).items()
    }
    guesses = []
    for one, persons in people.items():
        for other, found in ballots.items():
            for way, ordered in (("", found), (", backwards", found[::-1])):
                right = sum(a == b for a, b in zip(persons, ordered, strict=True))
                guesses.append(Guess(f"{one} | {other}{way}", right, _spearman(persons, ordered)))
    return guesses


def _spearman(persons: Sequence[UUID], authors: Sequence[UUID]) -> float:
    place = {person: number for number, person in enumerate(persons)}
    count = len(persons)
    squares = sum((place[author] - number) ** 2 for number, author in enumerate(authors))
    return 1 - 6 * squares / (count * (count**2 - 1))


RIGHT_AT_MOST = 12
"""Right guesses by chance are one on average (their number is nearly Poisson's): more than twelve come
once in ten thousand million, so not in all the tries of all the runs."""


def correlated_at_most(count: int) -> float:
    """Six standard deviations of the correlation of two orders that have nothing to do with each other."""
    return 6 / sqrt(count - 1)


def bytes_of_files(folder: Path) -> bytes:
    """All that lies in a folder, without the write-ahead log, which archives keep for a while."""
    return b"".join(
        path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and "pg_wal" not in path.parts
        and not path.name.endswith(("-wal", "-shm"))
    )
