"""The log is only ever appended to, in one chain, and whoever changes it is found out."""

from __future__ import annotations

import asyncio
import sys
from datetime import date
from uuid import UUID

import pytest

from erm.audit import commands, queries
from erm.audit.models import AuditEntry
from erm.audit.rules import FIRST, Action, details_text
from erm.core.actor import SYSTEM, Role
from erm.core.database.connections import connection, database
from erm.core.errors import NotAllowed
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.work import unit_of_work
from tests.cast import Cast
from tests.conftest import OpenDatabase


def note(number: int = 0, *, actor_id: UUID | None = None) -> None:
    commands.append(
        Action.ROLE_GRANTED,
        actor_id=actor_id,
        subject_kind="Person",
        subject_id=new_id(),
        details={"role": Role.HR, "count": number, "on": date(2026, 1, 1), "none": None},
    )


async def some(count: int) -> None:
    for number in range(count):
        async with unit_of_work(Bus()):
            note(number)


async def tamper(kind: str, statement: str) -> None:
    """What somebody with the rights of the database's owner can do."""
    if kind == "sqlite":
        triggers = await connection().execute_query_dict(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        )
        async with unit_of_work(Bus()):
            for trigger in triggers:
                await connection().execute_script(f"DROP TRIGGER {trigger['name']}")
            await connection().execute_script(statement)
            for trigger in triggers:
                await connection().execute_script(trigger["sql"])
    else:
        await connection().execute_script(
            f"SET session_replication_role = replica;{statement};"
            "SET session_replication_role = DEFAULT;"
        )


async def test_entries_are_numbered_and_each_holds_the_hash_of_the_one_before(
    db: OpenDatabase,
) -> None:
    async with unit_of_work(Bus()):
        note(1)
        note(2)
    await some(2)
    rows = await AuditEntry.all().order_by("number")
    assert [row.number for row in rows] == [1, 2, 3, 4]
    assert [row.previous_hash for row in rows] == [FIRST, *(row.hash for row in rows[:3])]
    assert rows[0].details == '{"count": 1, "none": null, "on": "2026-01-01", "role": "hr"}'
    found = await queries.verify(SYSTEM)
    assert (found.count, found.head, found.broken) == (4, rows[3].hash, None)


async def test_an_empty_log_holds(db: OpenDatabase) -> None:
    assert (await queries.verify(SYSTEM)).broken is None


async def test_what_is_rolled_back_is_not_noted(db: OpenDatabase) -> None:
    async def refused() -> None:
        async with unit_of_work(Bus()):
            note()
            raise LookupError

    with pytest.raises(LookupError):
        await refused()
    assert not await AuditEntry.exists()


async def test_nothing_is_noted_outside_of_a_unit_of_work(db: OpenDatabase) -> None:
    with pytest.raises(RuntimeError, match="unit_of_work"):
        note()


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_entry SET details = '{}'", "DELETE FROM audit_entry"]
)
async def test_the_database_itself_refuses_to_change_or_delete(
    db: OpenDatabase, statement: str
) -> None:
    await some(2)
    before = await AuditEntry.all().order_by("number").values()
    with pytest.raises(Exception, match="append-only"):
        async with unit_of_work(Bus()):
            await connection().execute_query(statement)
    assert await AuditEntry.all().order_by("number").values() == before


async def test_postgresql_refuses_to_truncate_it_too(db: OpenDatabase) -> None:
    if db.kind == "sqlite":
        with pytest.raises(Exception, match="syntax"):
            await connection().execute_script("TRUNCATE audit_entry")
        return
    await some(1)
    with pytest.raises(Exception, match="append-only"):
        await connection().execute_script("TRUNCATE audit_entry")
    assert await AuditEntry.exists()


@pytest.mark.parametrize(
    "column, value",
    [
        ("details", '{"count": 9}'),
        ("action", "role.revoked"),
        ("subject_kind", "Series"),
        ("at", "2020-01-01 00:00:00+00:00"),
        ("actor_id", "01990000-0000-7000-8000-00000000dead"),
        ("subject_id", "01990000-0000-7000-8000-00000000dead"),
    ],
)
async def test_a_changed_entry_is_told(db: OpenDatabase, column: str, value: str) -> None:
    await some(5)
    await tamper(db.kind, f"UPDATE audit_entry SET {column} = '{value}' WHERE number = 3")
    broken = (await queries.verify(SYSTEM)).broken
    assert broken is not None
    assert (broken.number, broken.reason) == (3, "it was changed")


async def test_an_entry_that_was_changed_with_its_hash_breaks_the_next_one(
    db: OpenDatabase,
) -> None:
    await some(5)
    await tamper(db.kind, f"UPDATE audit_entry SET hash = '{'a' * 64}' WHERE number = 3")
    assert (await queries.verify(SYSTEM)).broken is not None
    row = await AuditEntry.get(number=3)
    row.details = details_text({"count": 77})
    from erm.audit.rules import entry_hash

    row.hash = entry_hash(
        id=row.id, number=3, at=row.at, actor_id=row.actor_id, action=row.action,
        subject_kind=row.subject_kind, subject_id=row.subject_id, details=row.details,
        previous_hash=row.previous_hash,
    )  # fmt: skip
    await tamper(
        db.kind,
        f"UPDATE audit_entry SET details = '{row.details}', hash = '{row.hash}' WHERE number = 3",
    )
    broken = (await queries.verify(SYSTEM)).broken
    assert broken is not None
    assert (broken.number, broken.reason) == (4, "it does not follow from the entry before it")


@pytest.mark.parametrize(
    "gone, number, reason",
    [("1", 1, "it is missing"), ("3", 3, "it is missing"), ("2, 3", 2, "all up to 4 are missing")],
)
async def test_a_deleted_entry_is_told(
    db: OpenDatabase, gone: str, number: int, reason: str
) -> None:
    await some(5)
    await tamper(db.kind, f"DELETE FROM audit_entry WHERE number IN ({gone})")
    broken = (await queries.verify(SYSTEM)).broken
    assert broken is not None
    assert (broken.number, broken.reason) == (number, reason)


async def test_entries_cut_off_the_end_are_told_by_what_was_written_down(db: OpenDatabase) -> None:
    await some(5)
    known = await queries.verify(SYSTEM)
    await tamper(db.kind, "DELETE FROM audit_entry WHERE number >= 4")
    assert (await queries.verify(SYSTEM)).broken is None, "a chain cannot tell this by itself"
    broken = (await queries.verify(SYSTEM, known=(known.count, known.head))).broken
    assert broken is not None
    assert broken.number == 4
    await some(3)
    broken = (await queries.verify(SYSTEM, known=(known.count, known.head))).broken
    assert broken is not None
    assert (broken.number, "written anew" in broken.reason) == (5, True)


async def test_a_long_log_is_walked_in_pieces(
    db: OpenDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "BATCH", 3)
    await some(8)
    assert (await queries.verify(SYSTEM)).count == 8


async def test_only_the_operator_and_administrators_verify(cast: Cast) -> None:
    for person in (cast.ann, cast.mo, cast.hana):
        with pytest.raises(NotAllowed):
            await queries.verify(cast.actor(person))


def test_an_entry_takes_no_text() -> None:
    for value in ("what Ann wrote", b"x", 1.5, ["x"], {"a": 1}):
        with pytest.raises(TypeError, match="no texts"):
            details_text({"x": value})  # type: ignore[dict-item]


APPEND = """
import asyncio, sys
from erm.audit import commands
from erm.audit.rules import Action
from erm.core.database.connections import database
from erm.core.events import Bus
from erm.core.work import unit_of_work

async def main():
    async with database(sys.argv[1], pool_size=4):
        async def one(number):
            async with unit_of_work(Bus()):
                commands.append(Action.ITEMS_CLOSED, actor_id=None, subject_kind="x",
                                subject_id=None, details={"number": number})
        for start in range(0, int(sys.argv[2]), 4):
            await asyncio.gather(*(one(start + n) for n in range(4)))
asyncio.run(main())
"""


async def test_four_processes_append_without_a_gap_and_without_a_fork(database_url: str) -> None:
    processes = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", APPEND, database_url, "40", stderr=asyncio.subprocess.PIPE
        )
        for _ in range(4)
    ]
    for process in processes:
        _, said = await process.communicate()
        assert process.returncode == 0, said.decode()
    async with database(database_url):
        found = await queries.verify(SYSTEM)
        assert (found.count, found.broken) == (160, None)
        hashes = set(await AuditEntry.all().values_list("previous_hash", flat=True))
        assert len(hashes) == 160
