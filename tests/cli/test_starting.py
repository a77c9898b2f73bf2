"""However ``erm`` is started, it starts the same."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from erm import __main__, cli
from erm.cli import serving
from erm.settings import Settings

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


@pytest.fixture
def slow_server() -> Iterator[int]:
    """The port of a server that is not ready yet when it is asked for the first three times."""
    asked = []

    class Starting(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200 if len(asked) > 3 else 503)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Starting) as server:
        threading.Thread(target=server.serve_forever).start()
        yield server.server_port
        server.shutdown()


@pytest.fixture
def process() -> Iterator[subprocess.Popen[bytes]]:
    started = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    yield started
    started.kill()
    started.communicate()


def together(port: int, **processes: subprocess.Popen[bytes]) -> serving._Together:
    settings = Settings(database_url="", public_url="", secret_key="", host="127.0.0.1", port=port)
    made = serving._Together(settings)
    made.processes = processes
    return made


def test_a_server_that_starts_slowly_is_waited_for_and_that_is_said_once(
    slow_server: int,
    process: subprocess.Popen[bytes],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(serving, "SLOW_START", 0.0)
    assert together(slow_server, serve=process)._wait_until_up()
    assert capsys.readouterr().out.count("still starting") == 1


def test_nobody_waits_for_what_has_ended(
    slow_server: int, process: subprocess.Popen[bytes]
) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert not together(slow_server, serve=process, work=ended)._wait_until_up()


def test_nobody_waits_when_told_to_stop(slow_server: int, process: subprocess.Popen[bytes]) -> None:
    waiting = together(slow_server, serve=process)
    waiting.stopping = True
    assert not waiting._wait_until_up()
