"""``erm audit verify`` tells where the chain of the audit log breaks."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Erm

pytestmark = pytest.mark.usefixtures("present_schema")


@pytest.fixture
def log(erm: Erm, environment: Path) -> sqlite3.Connection:
    """A database with an administrator, whose role and tokens were noted."""
    assert erm("migrate").exit_code == 0
    made = erm("user", "create", "ada@erm.test", "--given-name", "Ada", "--administrator")
    assert made.exit_code == 0, made.output
    for name in ("one", "two", "three"):
        assert erm("token", "create", "ada@erm.test", "--name", name).exit_code == 0
    return sqlite3.connect(environment / "erm.db", isolation_level=None)


def without_triggers(log: sqlite3.Connection, statement: str) -> None:
    triggers = log.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        log.execute(f"DROP TRIGGER {name}")
    log.execute(statement)
    for _, sql in triggers:
        log.execute(sql)


def test_a_chain_that_holds_is_told_with_what_to_write_down(
    erm: Erm, log: sqlite3.Connection
) -> None:
    result = erm("audit", "verify")
    assert result.exit_code == 0
    assert "4 entries, and the chain holds." in result.output
    number, _, head = result.output.strip().splitlines()[-1].partition(":")
    assert (number, len(head)) == ("4", 64)
    assert erm("audit", "verify", "--known", f"{number}:{head}").exit_code == 0


def test_an_empty_log_holds(erm: Erm) -> None:
    assert erm("migrate").exit_code == 0
    result = erm("audit", "verify")
    assert (result.exit_code, result.output.strip()) == (0, "✓ 0 entries, and the chain holds.")


def test_one_changed_entry_is_told(erm: Erm, log: sqlite3.Connection) -> None:
    without_triggers(log, "UPDATE audit_entry SET actor_id = NULL, action = 'x' WHERE number = 2")
    result = erm("audit", "verify")
    assert result.exit_code == 1
    assert "The chain breaks at entry 2: it was changed." in result.output


def test_one_deleted_entry_is_told(erm: Erm, log: sqlite3.Connection) -> None:
    without_triggers(log, "DELETE FROM audit_entry WHERE number = 3")
    result = erm("audit", "verify")
    assert result.exit_code == 1
    assert "The chain breaks at entry 3: it is missing." in result.output


def test_a_log_cut_off_at_the_end_is_told_by_what_was_written_down(
    erm: Erm, log: sqlite3.Connection
) -> None:
    known = erm("audit", "verify").output.strip().splitlines()[-1]
    without_triggers(log, "DELETE FROM audit_entry WHERE number = 4")
    assert erm("audit", "verify").exit_code == 0
    result = erm("audit", "verify", "--known", known)
    assert result.exit_code == 1
    assert "entry 4" in result.output


@pytest.mark.parametrize("known", ["", "4", "4:xyz", "x:" + "a" * 64])
def test_what_was_written_down_must_be_such(erm: Erm, known: str) -> None:
    result = erm("audit", "verify", "--known", known)
    assert result.exit_code == 2
    assert "64 hexadecimal digits" in result.output
