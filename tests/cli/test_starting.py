"""However ``erm`` is started, it starts the same."""

from __future__ import annotations

import gc
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from erm import __main__, cli

PROJECT = Path(__file__).parents[2] / "pyproject.toml"


@pytest.fixture(autouse=True)
def threshold() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_the_command_begins_where_the_module_does(monkeypatch: pytest.MonkeyPatch) -> None:
    scripts = tomllib.loads(PROJECT.read_text())["project"]["scripts"]
    assert scripts == {"erm": f"{__main__.main.__module__}:{__main__.main.__name__}"}
    ran = []
    monkeypatch.setattr(cli, "app", lambda: ran.append(gc.get_threshold()))
    __main__.main()
    assert ran == [(25_000, 20, 20)]
