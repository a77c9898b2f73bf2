"""Starting the product as processes of its own, for tests of a browser, of crashes and of load.

Everything stays on loopback, and only processes that were started here are ended here.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent
KEY = "a-key-that-is-only-for-the-tests-0123456789"
ENCRYPTION_KEY = "YS1rZXktdGhhdC1pcy1vbmx5LWZvci10aGUtdGVzdHM"
STARTS_WITHIN = 60.0


def environment(database_url: str, port: int, folder: Path, **settings: str) -> dict[str, str]:
    """The environment of a process of the product, and nothing of this one's settings."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("ERM_", "PYTEST_")) and name not in ("HOST", "PORT")
    }
    return {
        **kept,
        "ERM_DATABASE_URL": database_url,
        "ERM_SECRET_KEY": KEY,
        "ERM_ENCRYPTION_KEYS": ENCRYPTION_KEY,
        "ERM_VAR": str(folder / "var"),
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "PYTHONUNBUFFERED": "1",
        **settings,
    }


def command(arguments: list[str], env: dict[str, str]) -> str:
    """Run ``erm …`` to its end and return what it printed; fails when it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "erm", *arguments],
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


class Process:
    """One ``erm …`` that goes on, with its output in a file."""

    def __init__(self, arguments: list[str], env: dict[str, str], log: Path) -> None:
        self.arguments = arguments
        self.env = env
        self.log = log
        self.base = f"http://127.0.0.1:{env['PORT']}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, in a process group of its own."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "erm", *self.arguments],
                cwd=ROOT,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    @property
    def running(self) -> subprocess.Popen[bytes]:
        """The process; fails when it was never started."""
        assert self._process is not None
        return self._process

    async def wait_until_it_answers(self) -> None:
        """Wait for ``/healthz``; fails with the log when it ends or takes too long."""
        deadline = time.monotonic() + STARTS_WITHIN
        async with httpx.AsyncClient(base_url=self.base) as client:
            while True:
                assert self.running.poll() is None, self.log.read_text()[-4000:]
                assert time.monotonic() < deadline, self.log.read_text()[-4000:]
                try:
                    if (await client.get("/healthz", timeout=2)).status_code == 200:
                        return
                except httpx.TransportError:
                    await asyncio.sleep(0.02)

    def kill(self) -> None:
        """kill -9, and wait until it is gone."""
        self.running.kill()
        self.running.wait(30)

    def stop(self) -> int:
        """Ask it to stop and return its exit status; kill -9 after 30 s."""
        process = self.running
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                self.kill()
        return int(process.returncode)


@contextmanager
def running(*processes: Process) -> Iterator[None]:
    """Start them all, and stop them at the end whatever happens."""
    started: list[Process] = []
    try:
        for process in processes:
            process.start()
            started.append(process)
        yield
    finally:
        for process in reversed(started):
            process.stop()
