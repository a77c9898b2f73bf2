"""Settings, migrations, the schema and the doctor."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Erm


def test_wrong_settings_are_all_told_in_words(erm: Erm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ERM_DATABASE_URL", "mysql://somewhere")
    monkeypatch.setenv("ERM_PUBLIC_URL", "http://erm.example")
    monkeypatch.setenv("ERM_SMTP", "typo")
    monkeypatch.setenv("PORT", "eighty")

    for command in ("serve", "work", "run", "migrate", "doctor"):
        done = erm(command)
        assert done.exit_code == 2
        for word in ("ERM_DATABASE_URL", "ERM_PUBLIC_URL", "ERM_SMTP ", "PORT"):
            assert word in done.stderr
        assert "Traceback" not in done.stderr


def test_what_needs_a_migrated_database_says_so(erm: Erm) -> None:
    done = erm("user", "link", "kim@erm.example")

    assert done.exit_code == 1
    assert "erm migrate" in done.stderr


def test_migrating_twice_changes_nothing_the_second_time(erm: Erm) -> None:
    assert erm("migrate").exit_code == 0
    again = erm("migrate")

    assert again.exit_code == 0
    assert "up to date" in again.output


def test_the_schema_is_compared_with_a_file(erm: Erm, tmp_path: Path) -> None:
    path = tmp_path / "schema.graphql"

    missing = erm("schema", "--check", str(path))
    written = erm("schema", "--output", str(path))
    same = erm("schema", "--check", str(path))
    path.write_text(path.read_text("utf-8") + "type More { a: Int }\n", "utf-8")
    different = erm("schema", "--check", str(path))

    assert [r.exit_code for r in (missing, written, same, different)] == [1, 0, 0, 1]
    assert erm("schema").output.startswith("# The GraphQL API of erm.")


def test_the_doctor_says_what_is_wrong_and_what_to_do(
    erm: Erm, environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = erm("doctor")
    erm("migrate")
    monkeypatch.setenv("ERM_SMTP_URL", "smtp+plain://127.0.0.1:1")
    (environment / "no.pem").write_text("no key")
    monkeypatch.setenv("ERM_DKIM_KEY_FILE", str(environment / "no.pem"))
    (environment / "secret.key").chmod(0o644)
    monkeypatch.setenv("HOST", "0.0.0.0")
    after = erm("doctor")

    assert before.exit_code == 1
    assert "Run `erm migrate`" in before.output
    assert after.exit_code == 1
    for words in (
        "✓ Database: It can be reached",
        "✓ Migrations",
        "✗ Secret key: Others can read",
        "✗ Mail server: It does not let us in",
        "✗ DKIM: ERM_DKIM_KEY_FILE: there is no private key",
        "✗ Public address",
        "Nobody",
        "No worker was ever seen",
    ):
        assert words.lower() in after.output.lower()


def test_the_doctor_knows_an_unreachable_database(
    erm: Erm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ERM_DATABASE_URL", "postgres://erm:secret-word@127.0.0.1:1/erm")

    done = erm("doctor")

    assert done.exit_code == 1
    assert "✗ Database: It cannot be reached: PostgreSQL at 127.0.0.1:1" in done.output
    assert "secret-word" not in done.output
