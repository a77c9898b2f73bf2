"""``erm run`` and ``erm serve`` as processes: started, answering, stopped, started again."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from uuid import uuid4

import psutil
import pytest

from erm.core.database import connections
from tests.cast import Cast
from tests.database import free_port, in_thread, sqlite_url


class Running:
    """A command in a process group of its own, as a terminal would start it."""

    def __init__(self, var: Path, port: int, *arguments: str) -> None:
        clean = {k: v for k, v in os.environ.items() if not k.startswith("ERM_")}
        self.port = port
        self.output = var.parent / f"{uuid4()}.txt"
        with self.output.open("w") as output:
            self.process = self._start(clean, var, output, arguments)

    def _start(
        self, clean: dict[str, str], var: Path, output: IO[str], arguments: tuple[str, ...]
    ) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "erm", *arguments],
            env=clean | {"ERM_VAR": str(var), "PORT": str(self.port), "COLUMNS": "200"},
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def said(self, seconds: float = 0) -> str:
        """What it printed; after its end, for which it has so many seconds."""
        if seconds:
            self.process.wait(seconds)
        return self.output.read_text("utf-8")

    def wait_until_it_says(self, words: str, seconds: float = 120) -> None:
        deadline = time.monotonic() + seconds
        while words not in self.said():
            assert time.monotonic() < deadline, self.said()
            assert self.process.poll() is None, self.said()
            time.sleep(0.1)

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
            return str(answer.read().decode())

    def wait_for(self, path: str, words: str, seconds: float = 120) -> str:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                found = self.get(path)
            except OSError:
                found = ""
            if words in found:
                return found
            time.sleep(0.1)
        self.kill()
        raise AssertionError(f"{path} never said {words!r}:\n{self.said()}")

    def children(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def work(self) -> float:
        """What it and its children have worked so far, in seconds of a processor: not what they waited."""
        whole = [psutil.Process(self.process.pid), *self.children()]
        return sum(sum(one.cpu_times()[:2]) for one in whole)

    def kill(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)


@pytest.fixture
def started() -> Iterator[list[Running]]:
    running: list[Running] = []
    yield running
    for one in running:
        one.kill()
        one.process.wait()


@pytest.fixture
def lived_in(tmp_path: Path, _sqlite_template: Path) -> Path:
    """A folder of data with a database in which there is somebody: it needs no demo company."""
    var = tmp_path / "var"
    var.mkdir()
    shutil.copyfile(_sqlite_template, var / "erm.db")

    async def move_in() -> None:
        async with connections.database(sqlite_url(var / "erm.db")):
            await Cast().person("Ann")

    in_thread(move_in)
    return var


@pytest.mark.xdist_group("run")
def test_everything_starts_stops_and_starts_again_with_its_data(
    started: list[Running], tmp_path: Path
) -> None:
    var, port = tmp_path / "var", free_port()
    first = Running(var, port, "run")
    started.append(first)
    first.wait_for("/readyz", '"alive":true')
    first.wait_until_it_says("Who can sign in")
    children = first.children()
    making = first.work()
    # Ctrl-C reaches the whole group.
    os.killpg(first.process.pid, signal.SIGINT)
    said = first.said(60)

    assert first.process.returncode == 0, said
    assert f"http://localhost:{port}" in said
    assert "Who can sign in" in said
    assert "A demo company was made" in said
    assert "Traceback" not in said
    assert len(children) == 2
    assert not any(child.is_running() for child in children)

    second = Running(var, port, "run")
    started.append(second)
    second.wait_for("/healthz", "ok")
    starting = second.work()
    second.process.send_signal(signal.SIGTERM)
    said = second.said(60)

    assert second.process.returncode == 0
    assert "A demo company was made" not in said
    assert starting < making
    print(f"first start: {making:.1f} s of work, second: {starting:.1f} s")


@pytest.mark.xdist_group("run")
def test_a_busy_port_is_told_before_anything_is_made(
    started: list[Running], tmp_path: Path
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        running = Running(tmp_path / "var", other.getsockname()[1], "run")
        started.append(running)
        said = running.said(60)

    assert running.process.returncode == 1
    assert f"Port {running.port}" in said
    assert "busy" in said
    assert "Traceback" not in said
    assert not (tmp_path / "var" / "erm.db").exists()


@pytest.mark.xdist_group("run")
def test_server_and_worker_stop_when_what_started_them_is_killed(
    started: list[Running], lived_in: Path
) -> None:
    running = Running(lived_in, free_port(), "run")
    started.append(running)
    running.wait_for("/readyz", '"alive":true')
    children = running.children()

    running.process.kill()
    _, alive = psutil.wait_procs(children, timeout=60)

    assert len(children) == 2
    assert alive == []


@pytest.mark.xdist_group("run")
def test_when_the_server_dies_everything_is_stopped_and_it_is_told(
    started: list[Running], lived_in: Path
) -> None:
    running = Running(lived_in, free_port(), "run")
    started.append(running)
    running.wait_for("/readyz", '"alive":true')
    [server] = [c for c in running.children() if "serve" in c.cmdline()]

    server.kill()
    said = running.said(60)

    assert running.process.returncode == 1
    assert "`erm serve` ended" in said


@pytest.mark.xdist_group("run")
def test_requests_under_way_are_answered_when_the_server_is_told_to_stop(
    started: list[Running], tmp_path: Path
) -> None:
    var, body = tmp_path / "var", b'{"query": "{ __typename }"}'
    migrated = Running(var, free_port(), "migrate")
    started.append(migrated)
    assert migrated.process.wait(30) == 0
    for _ in range(3):
        server = Running(var, free_port(), "serve")
        started.append(server)
        server.wait_for("/healthz", "ok")
        head = (
            f"POST /graphql HTTP/1.1\r\nHost: localhost:{server.port}\r\n"
            f"Origin: http://localhost:{server.port}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        ).encode()
        open_ones = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(10)]
        for one in open_ones:
            one.settimeout(15)
            one.sendall(head + body[:10])
        time.sleep(0.3)

        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        for one in open_ones:
            one.sendall(body[10:])
        answers = [one.makefile("rb").read().decode() for one in open_ones]
        for one in open_ones:
            one.close()

        # In production nobody may run a free query: what counts is a whole answer.
        assert all(answer.startswith("HTTP/1.1 403 ") for answer in answers)
        assert all("ONLY_KNOWN_OPERATIONS" in answer for answer in answers)
        said = server.said(15)
        assert server.process.returncode == 0, said
