"""``erm(...)`` runs a command line in this process, with a database of its own."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from erm.cli import app

Erm = Callable[..., Result]


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings of a fresh installation in a folder of its own; answers ERM_VAR."""
    for name in list(os.environ):
        if name.startswith("ERM_") or name in ("HOST", "PORT"):
            monkeypatch.delenv(name)
    var = tmp_path / "var"
    monkeypatch.setenv("ERM_VAR", str(var))
    monkeypatch.setenv("ERM_DATABASE_URL", f"sqlite:///{var / 'erm.db'}")
    monkeypatch.setenv("COLUMNS", "200")
    return var


@pytest.fixture
def present_schema(environment: Path, _sqlite_template: Path) -> None:
    """The database is there and has the present schema already: for tests of what comes after."""
    environment.mkdir()
    shutil.copyfile(_sqlite_template, environment / "erm.db")


@pytest.fixture
def erm(environment: Path) -> Iterator[Erm]:
    root = logging.getLogger()
    before = root.handlers[:], root.level

    def run(*arguments: str, given: str | None = None) -> Result:
        return CliRunner().invoke(app, list(arguments), input=given)

    yield run
    root.handlers[:], level = before
    root.setLevel(level)
