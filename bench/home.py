"""How long Home takes, and what the frame asks beside it, over real HTTP.

    .venv/bin/python bench/home.py [--rounds 200]

The server runs as a process of its own with the demo company in a SQLite file; requests come one after
the other over one kept connection, as a browser's do, each round asking everything once, in turn. The
baseline is the least that a signed-in browser asks: who the viewer is. Read the ratios; the times are
this machine's.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from erm.access.commands.sessions import begin_session
from erm.core import sealing
from erm.core.clock import now
from erm.core.database.connections import database
from erm.core.database.migrate import migrate
from erm.demo.seed import seed
from erm.people.models import Person
from erm.schema.ids import to_global
from erm.settings import Settings
from erm.web.authentication import COOKIE
from erm.web.operations import known_documents

WHO = ("theo.marsh@", "sofia.almeida@")
"""A manager with reports, and somebody without."""
BASELINE = "AppViewer"
ASKED = (
    BASELINE,
    "HomePage",
    "UnseenNotifications",
    "UnreadKudos",
    "Notifications",
    "PersonPage",
    "TeamDevelopment",
    "MyLearning",
)


async def prepare(settings: Settings) -> list[tuple[str, str, dict[str, str]]]:
    """Fill the database; the people who will ask, signed in, and whom they look at."""
    sealing.use_keys(settings)
    await migrate(settings.database_url)
    async with database(settings.database_url):
        await seed(now())
        found = []
        for start in WHO:
            person = await Person.get(work_email__startswith=start)
            other = await Person.filter(id__not=person.id, left_on__isnull=True).first()
            assert other is not None
            begun = await begin_session(person.id, device="bench", by_link=False, replacing=None)
            variables = {"id": str(to_global("Person", other.id))}
            found.append((start.rstrip("@"), begun.token, variables))
        return found


@contextmanager
def server(environment: dict[str, str]) -> Iterator[str]:
    """The program as it is run, in a process of its own."""
    base = f"http://localhost:{environment['PORT']}"
    process = subprocess.Popen(
        [sys.executable, "-m", "erm", "serve"],
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(200):
            time.sleep(0.1)
            try:
                if httpx.get(f"{base}/readyz").status_code == 200:
                    break
            except httpx.HTTPError:
                continue
        yield base
    finally:
        process.terminate()
        process.wait()


def calls(variables: dict[str, str]) -> dict[str, dict[str, Any]]:
    """The bodies of what is asked, by name."""
    given: dict[str, dict[str, Any]] = {
        "Notifications": {"first": 100, "after": None, "area": None, "unseenOnly": False},
        "PersonPage": variables,
    }
    found: dict[str, dict[str, Any]] = {}
    for name in ASKED:
        start = re.compile(rf"query {name}\b")
        key = next(k for k, text in known_documents().items() if start.search(text))
        found[name] = {"documentId": f"sha256:{key}", "variables": given.get(name, {})}
    return found


def ask(base: str, token: str, bodies: dict[str, dict[str, Any]], rounds: int) -> None:
    """Measure one person's requests, and print."""
    headers = {
        "cookie": f"{COOKIE}={token}",
        "origin": base,
        "accept": "application/graphql-response+json",
    }
    times: dict[str, list[float]] = {name: [] for name in bodies}
    with httpx.Client(base_url=base, headers=headers) as client:
        for number in range(rounds + 5):
            for name, body in bodies.items():
                begun = time.perf_counter()
                response = client.post("/graphql", json=body)
                taken = (time.perf_counter() - begun) * 1000
                assert response.status_code == 200, (name, response.text[:500])
                assert "errors" not in response.json(), (name, response.text[:500])
                if number >= 5:
                    times[name].append(taken)
    least = statistics.median(times[BASELINE])
    for name, some in times.items():
        median, p95 = statistics.median(some), statistics.quantiles(some, n=20)[-1]
        print(f"  {name:24}{median:9.1f}{p95:9.1f}{median / least:9.1f}")


def main(rounds: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            port = listener.getsockname()[1]
        environment = {"ERM_VAR": folder, "ERM_SECRET_KEY": "b" * 32, "PORT": str(port)}
        people = asyncio.run(prepare(Settings.from_environment(environment)))
        with server(environment) as base:
            print(f"  {'milliseconds':24}{'median':>9}{'p95':>9}{'x least':>9}")
            for name, token, variables in people:
                print(name)
                ask(base, token, calls(variables), rounds)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="How long Home takes over HTTP.")
    parser.add_argument("--rounds", type=int, default=200)
    main(parser.parse_args().rounds)
