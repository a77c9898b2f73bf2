"""What the operator does about people's access."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Erm

pytestmark = pytest.mark.usefixtures("present_schema")

KIM = "kim@erm.example"


@pytest.fixture
def kim(erm: Erm) -> str:
    assert erm("migrate").exit_code == 0
    assert erm("user", "create", KIM, "--given-name", "Kim", "--administrator").exit_code == 0
    return KIM


def rows(environment: Path, sql: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(environment / "erm.db") as connection:
        return connection.execute(sql).fetchall()


def test_the_first_administrator_is_created_with_a_link_to_sign_in(
    erm: Erm, environment: Path
) -> None:
    erm("migrate")

    done = erm("user", "create", "Kim@erm.example", "--given-name", "Kim", "--administrator")

    assert done.exit_code == 0
    [token] = re.findall(r"http://localhost:8000/sign-in/link#token=(\S{40,})", done.output)
    assert rows(environment, "SELECT work_email FROM person") == [(KIM,)]
    assert rows(environment, "SELECT role FROM role_grant") == [("administrator",)]
    [(stored,)] = rows(environment, "SELECT token_hash FROM sign_in_link")
    assert token not in str(stored)


@pytest.mark.parametrize("email", ["nobody", "a b@erm.example", KIM])
def test_an_address_that_cannot_be_used_is_refused_and_nothing_is_written(
    erm: Erm, kim: str, environment: Path, email: str
) -> None:
    done = erm("user", "create", email, "--given-name", "Other")

    assert done.exit_code == 1
    assert "✗" in done.stderr
    assert "Traceback" not in done.output
    assert rows(environment, "SELECT count(*) FROM person") == [(1,)]


def test_a_password_is_asked_for_twice_and_checked(erm: Erm, kim: str, environment: Path) -> None:
    weak = erm("user", "set-password", KIM, given="short\nshort\n")
    differing = erm("user", "set-password", KIM, given="one long password\nanother one\n")
    good = erm("user", "set-password", KIM, given="violet harbour ladder\n" * 2)

    assert weak.exit_code == 1
    assert differing.exit_code != 0
    assert good.exit_code == 0
    assert "violet" not in good.output
    [(stored,)] = rows(environment, "SELECT password_hash FROM credential")
    assert str(stored).startswith("$argon2id$v=19$m=47104,t=1,p=1$")


def test_roles_are_granted_and_revoked_but_not_the_last_administrators(
    erm: Erm, kim: str, environment: Path
) -> None:
    assert erm("user", "grant", KIM, "hr").exit_code == 0
    assert erm("user", "revoke", KIM, "hr").exit_code == 0
    last = erm("user", "revoke", KIM, "administrator")

    assert last.exit_code == 1
    assert "only administrator" in last.stderr
    assert rows(environment, "SELECT role FROM role_grant") == [("administrator",)]
    assert erm("user", "grant", KIM, "boss").exit_code == 2
    assert erm("user", "grant", "nobody@erm.example", "hr").exit_code == 1


def test_a_token_is_shown_once_listed_without_its_secret_and_revoked(
    erm: Erm, kim: str, environment: Path
) -> None:
    made = erm("token", "create", KIM, "--name", "reports", "--write", "--days", "7")
    secret = made.output.strip().splitlines()[-1]
    listed = erm("token", "list", KIM)
    revoked = erm("token", "revoke", KIM, secret[:12])

    assert secret.startswith("erm_pat_")
    assert "reports" in listed.output
    assert "read, write" in listed.output
    assert secret[:12] in listed.output
    assert secret not in listed.output
    assert revoked.exit_code == 0
    assert rows(environment, "SELECT count(*) FROM access_token") == [(0,)]
    assert erm("token", "revoke", KIM, secret[:12]).exit_code == 1


def test_a_link_for_somebody_who_is_not_there_is_refused(erm: Erm, kim: str) -> None:
    assert erm("user", "link", "nobody@erm.example").exit_code == 1
    assert "#token=" in erm("user", "link", KIM).output
