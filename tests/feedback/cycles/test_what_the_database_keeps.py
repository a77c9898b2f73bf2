"""After closing, nothing in the database tells what anybody answered anonymously, keys or no keys.

Whoever holds the database's files, the keys and this source learns what is published and no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from secrets import token_hex
from typing import Any

import orjson
import pytest
from tortoise import Tortoise
from tortoise.fields import BinaryField
from tortoise.models import Model

from erm.core import clock
from erm.core.database import connections
from erm.core.events import Bus
from erm.core.sealing import SealBroken, unseal
from erm.core.work import unit_of_work
from erm.feedback.cycles.answers import Answer
from erm.feedback.cycles.commands.closing import close_due_participants
from erm.feedback.cycles.models import CycleParticipant, CycleResult, Review, ReviewVersion
from erm.feedback.cycles.rules import Perspective, ReviewState
from erm.feedback.sealed import seal_json
from tests.cast import Cast
from tests.conftest import OpenDatabase
from tests.database import PostgresServer
from tests.feedback.cycles import rows
from tests.feedback.cycles.rows import Round

PEERS = ("bo", "cy", "max", "old", "zed")
REPORTS = ("ada", "hana")
Worded = Mapping[str, str]
"""The words of each rater."""


async def written(cast: Cast, words: Worded) -> tuple[Round, CycleParticipant]:
    """Ann is reviewed: five peers, two of her reports, her manager; each at a time of their own."""
    round_ = await rows.cycle(cast.hana)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    raters = [
        *((name, Perspective.PEER) for name in PEERS),
        *((name, Perspective.UPWARD) for name in REPORTS),
        ("mo", Perspective.MANAGER),
    ]
    for number, (name, perspective) in enumerate(raters):
        moment = clock.now() + timedelta(hours=7 * number)
        answers = {
            round_.rating.id: Answer(value=1 + len(words[name]) % 5),
            round_.text.id: Answer(text=words[name]),
        }
        row = await rows.review(
            ann,
            getattr(cast, name),
            perspective,
            state=ReviewState.SUBMITTED,
            answers=answers,
            saved_at=moment,
            submitted_at=moment,
            version=3 + number,
        )
        _ = await ReviewVersion.create(
            review_id=row.id,
            number=1,
            answers_sealed=seal_json(
                {"draft": words[name]},
                table="review_version",
                column="answers_sealed",
                row_id=row.id,
            ),
            created_at=moment,
        )
    return round_, ann


def canaries() -> dict[str, str]:
    names = (*PEERS, *REPORTS, "mo")
    # Drawn anew: the server's files hold what other tests wrote into other databases, too.
    return {name: f"qz{token_hex(6)}q" for name in names}


async def close(round_: Round) -> None:
    moment = rows.noon(round_.cycle.writing_until + timedelta(days=1))
    assert await close_due_participants(round_.id, moment=moment) == 1


async def opened(model: type[Model]) -> list[dict[str, Any]]:
    """All rows of a table, with what is sealed opened by the keys."""
    sealed = [
        name for name, field in model._meta.fields_map.items() if isinstance(field, BinaryField)
    ]
    found = []
    for row in await model.all().order_by(model._meta.pk_attr).values():
        for column in sealed:
            if row[column] is not None:
                try:
                    row[column] = orjson.loads(
                        unseal(
                            row[column], table=model._meta.db_table, column=column, row_id=row["id"]
                        )
                    )
                except (SealBroken, orjson.JSONDecodeError):
                    row[column] = bytes(row[column])
        found.append(row)
    return found


async def dump() -> dict[str, list[dict[str, Any]]]:
    return {name: await opened(model) for name, model in Tortoise.apps["erm"].items()}


def places(found: Any, canary: str, path: str = "") -> Iterator[str]:
    if isinstance(found, dict):
        for key, value in found.items():
            yield from places(value, canary, f"{path}.{key}")
    elif isinstance(found, list | tuple):
        for value in found:
            yield from places(value, canary, path)
    elif canary in str(found):
        yield path


async def test_of_anonymous_words_there_are_only_the_published_ones_and_beside_no_name(
    cast: Cast,
) -> None:
    words = canaries()
    round_, _ = await written(cast, words)
    before = await dump()
    assert all(set(places(before, words[name])) for name in words), "the search finds what is there"
    await close(round_)
    found = await dump()
    for name in PEERS:
        assert set(places(found, words[name])) == {".CycleResult.content_sealed.questions.comments"}
    for name in REPORTS:
        assert set(places(found, words[name])) == set(), "two are below the minimum"
    assert ".Review.answers_sealed" in " ".join(places(found, words["mo"]))
    (peers,) = (row for row in found["CycleResult"] if row["perspective"] is Perspective.PEER)
    for name in PEERS:
        assert str(getattr(cast, name).id) not in str(peers)


async def test_the_same_is_stored_whoever_wrote_what(cast: Cast) -> None:
    """The strongest form: hand the peers' answers round, and the database after closing is equal.

    Equal in every column of every table, opened with the keys, but for new ids, nonces and the order
    of comments, which chance alone decides. So no column and no order tells who wrote what.
    """
    words = {name: f"words of {name} {'!' * number}" for number, name in enumerate(canaries())}
    round_, ann = await written(cast, words)
    reviews = await Review.filter(perspective=Perspective.PEER).order_by("id").values()
    found = []
    for turn in (0, 2):
        if turn:
            async with unit_of_work(Bus()):
                await _as_before(reviews, ann)
                await _hand_round(reviews, turn)
        await close(round_)
        found.append(_comparable(await dump()))
    assert found[0] == found[1]


async def _as_before(reviews: Sequence[Mapping[str, Any]], ann: CycleParticipant) -> None:
    """Undo the closing, for the second world."""
    await CycleResult.all().delete()
    await CycleParticipant.filter(id=ann.id).update(results_at=None, packet="waiting")
    for row in reviews:
        values = {name: row[name] for name in ("saved_at", "submitted_at", "answered", "version")}
        await Review.filter(id=row["id"]).update(**values)


async def _hand_round(reviews: Sequence[Mapping[str, Any]], turn: int) -> None:
    where: dict[str, Any] = {"table": "review", "column": "answers_sealed"}
    for number, row in enumerate(reviews):
        other = reviews[(number + turn) % len(reviews)]
        text = unseal(other["answers_sealed"], row_id=other["id"], **where)
        await Review.filter(id=row["id"]).update(
            answers_sealed=seal_json(orjson.loads(text), row_id=row["id"], **where)
        )


def _comparable(found: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    del found["AuditEntry"]  # one entry for each closing, which names the cycle
    for row in found["CycleResult"]:
        del row["id"]
        for question in (row["content_sealed"] or {}).get("questions", ()):
            question["comments"].sort()
    found["CycleResult"].sort(key=lambda row: row["perspective"])
    return found


def files_of(db: OpenDatabase, server: PostgresServer | None) -> bytes:
    """Everything that lies on the disk of the database's tables."""
    if server is None:
        path = connections.sqlite_path(db.url)
        return b"".join(one.read_bytes() for one in sorted(path.parent.glob(f"{path.name}*")))
    server.run("CHECKPOINT")
    return b"".join(
        one.read_bytes() for one in sorted((server.folder / "base").rglob("*")) if one.is_file()
    )


async def test_the_files_hold_no_trace_of_what_was_destroyed(
    cast: Cast, db: OpenDatabase, request: pytest.FixtureRequest
) -> None:
    """Not even sealed: neither in the file nor in SQLite's write-ahead log."""
    server = request.getfixturevalue("postgres") if db.kind == "postgres" else None
    words = canaries()
    round_, _ = await written(cast, words)
    anonymous = Review.exclude(perspective=Perspective.MANAGER)
    sealed = [bytes(row.answers_sealed or b"") for row in await anonymous]
    of_versions = await ReviewVersion.exclude(review__perspective=Perspective.MANAGER)
    sealed += [bytes(row.answers_sealed) for row in of_versions]
    assert len(sealed) == 2 * len((*PEERS, *REPORTS))
    before = files_of(db, server)
    assert all(one[:40] in before for one in sealed), "the search finds what is there"
    await close(round_)
    files = files_of(db, server)
    assert [one for one in sealed if one[:40] in files] == []
    places_in_files = {name: files.find(word.encode()) for name, word in words.items()}
    # Around a word that is found stands what tells which row it is of.
    assert {
        name: files[max(0, at - 80) : at + 80] for name, at in places_in_files.items() if at >= 0
    } == {}
