"""``erm import people`` and ``erm digest``, as an operator uses them."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Erm

pytestmark = pytest.mark.usefixtures("present_schema")

COMPANY = """Work email,First name,Last name,Manager email,Department,Shoe size
zed@erm.example,Zed,Top,,Company,45
mo@erm.example,Mo,Middle,zed@erm.example,Company / Engineering,41
ann@erm.example,Ann,Able,mo@erm.example,Company / Engineering,38
bo@erm.example,Bo,Bold,mo@erm.example,Company / Engineering,40
"""


@pytest.fixture
def migrated(erm: Erm) -> Erm:
    assert erm("migrate").exit_code == 0
    return erm


def count(environment: Path, table: str = "person") -> int:
    with sqlite3.connect(environment / "erm.db") as connection:
        found: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    return found


def file(tmp_path: Path, text: str) -> str:
    path = tmp_path / "people.csv"
    path.write_text(text, "utf-8")
    return str(path)


def test_a_dry_run_shows_everything_and_changes_nothing(
    migrated: Erm, environment: Path, tmp_path: Path
) -> None:
    done = migrated("import", "people", file(tmp_path, COMPANY), "--dry-run")

    assert done.exit_code == 0
    assert "Ann Able <ann@erm.example>" in done.output
    assert "Ignored columns: Shoe size" in done.output
    assert "dry run" in done.output
    assert count(environment) == 0


def test_a_file_is_imported_whole_and_the_second_time_changes_nothing(
    migrated: Erm, environment: Path, tmp_path: Path
) -> None:
    path = file(tmp_path, COMPANY)

    first = migrated("import", "people", path)
    second = migrated("import", "people", path)

    assert first.exit_code == second.exit_code == 0
    assert "was imported" in first.output
    assert "nothing to change" in second.output
    assert count(environment) == 4
    assert count(environment, "bond") == 3


def test_every_bad_row_is_told_with_line_and_reason_and_nothing_is_imported(
    migrated: Erm, environment: Path, tmp_path: Path
) -> None:
    faulty = COMPANY + "not-an-address,Cy,Test,mo@erm.example,Company,\n"
    faulty += "cy@erm.example,Cy,Test,nobody@erm.example,Company,\n"

    done = migrated("import", "people", file(tmp_path, faulty))

    assert done.exit_code == 1
    assert "2 problem(s)" in done.stderr
    rows = [line for line in done.output.splitlines() if line.startswith("│")]
    # A long reason goes on in rows without a number.
    lines = [row for row in rows if row.split("│")[1].strip()]
    assert [line.split("│")[1].strip() for line in lines] == ["6", "7"]
    assert "not-an-address" in lines[0]
    assert "nobody@erm.example" in lines[1]
    assert count(environment) == 0


def test_a_file_that_would_deactivate_too_many_must_be_allowed(
    migrated: Erm, environment: Path, tmp_path: Path
) -> None:
    migrated("import", "people", file(tmp_path, COMPANY))
    without = file(tmp_path, "".join(COMPANY.splitlines(keepends=True)[:3]))

    refused = migrated("import", "people", without)
    present = count(environment, "person WHERE left_on IS NULL")
    rehearsed = migrated("import", "people", without, "--dry-run")
    allowed = migrated("import", "people", without, "--allow-many-deactivated")

    assert refused.exit_code == rehearsed.exit_code == 1
    assert "--allow-many-deactivated" in refused.stderr
    assert present == 4
    assert allowed.exit_code == 0
    assert count(environment, "person WHERE left_on IS NULL") == 2


def test_a_file_that_is_not_there_is_told(migrated: Erm, tmp_path: Path) -> None:
    done = migrated("import", "people", str(tmp_path / "none.csv"))

    assert done.exit_code == 1
    assert "cannot be read" in done.stderr


def test_no_demo_is_made_under_a_workers_hands(migrated: Erm, environment: Path) -> None:
    seen = datetime.now(UTC).isoformat(sep=" ")
    with sqlite3.connect(environment / "erm.db") as connection:
        connection.execute(
            "INSERT INTO worker_heartbeat (name, beat_at, started_at) VALUES (?, ?, ?)",
            ("worker-1", seen, seen),
        )

    done = migrated("demo")

    assert done.exit_code == 1
    assert "A worker is at work on this database" in done.stderr
    assert count(environment) == count(environment, "mail") == 0


def test_the_demos_digest_is_shown_and_queued(migrated: Erm, environment: Path) -> None:
    assert migrated("demo").exit_code == 0
    assert migrated("demo").exit_code == 1

    shown = migrated("digest", "preview", "theo.marsh@kelvane.example")
    html = migrated("digest", "preview", "theo.marsh@kelvane.example", "--html")
    before = count(environment, "mail")
    queued = migrated("digest", "send", "theo.marsh@kelvane.example")

    assert shown.exit_code == html.exit_code == queued.exit_code == 0
    assert "Theo" in shown.output
    assert "<html" in html.output
    assert count(environment, "mail") == before + 1
    assert migrated("digest", "preview", "nobody@kelvane.example").exit_code == 1
