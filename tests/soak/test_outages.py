"""PostgreSQL is stopped under load, again and again: clients hear 503 and when to come back."""

from __future__ import annotations

import asyncio
import signal
import time
from collections import Counter
from pathlib import Path

import httpx
import pytest

from tests.database import free_port, make_schema, postgres_server
from tests.processes import Process, environment, running
from tests.security.fuzzing import INSIDES
from tests.soak.client import COMMENT
from tests.soak.ground import Ground, prepare

READERS = WRITERS = 6
RECOVERED_WITHIN = 2.0


class Load:
    """Reads and writes on and on, and what was answered to them."""

    def __init__(self, base: str, ground: Ground) -> None:
        self.base = base
        self.ground = ground
        self.answers: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.stopped = False
        self.last_good = 0.0

    async def run(self, name: str) -> None:
        headers = {"Authorization": f"Bearer {self.ground.tokens[0]}"}
        async with httpx.AsyncClient(base_url=self.base, headers=headers, timeout=60) as client:
            number = 0
            while not self.stopped:
                number += 1
                await self._ask(client, f"{name}-{number}")
                await asyncio.sleep(0.01)

    async def _ask(self, client: httpx.AsyncClient, word: str) -> None:
        body: dict[str, object] = {"query": "{ viewer { person { name } } }"}
        if word.startswith("w"):
            given = {"kudosId": self.ground.kudos, "body": word}
            body = {"query": COMMENT, "variables": {"input": given}}
        response = await client.post("/graphql", json=body)
        text = response.text
        if response.status_code == 200 and "errors" not in response.json():
            self.answers["answered"] += 1
            self.last_good = time.monotonic()
            return
        code = response.json()["errors"][0]["extensions"]["code"]
        fine = response.status_code == 503 and response.headers.get("retry-after") == "2"
        if not fine or code != "DATABASE_UNAVAILABLE" or INSIDES.search(text):
            self.wrong.append(f"{response.status_code}: {text[:300]}")
        self.answers["503 with Retry-After"] += 1


async def outages(rounds: int, folder: Path) -> None:
    with postgres_server(crashes=True) as postgres:
        url = postgres.create_database("outages")
        make_schema(url)
        ground = await prepare(url)
        env = environment(url, free_port(), folder, ERM_DATABASE_POOL="5")
        server = Process(["serve"], env, folder / "server.log")
        slowest = 0.0
        with running(server):
            await server.wait_until_it_answers()
            load = Load(server.base, ground)
            tasks = [asyncio.create_task(load.run(f"r{n}")) for n in range(READERS)]
            tasks += [asyncio.create_task(load.run(f"w{n}")) for n in range(WRITERS)]
            for _ in range(rounds):
                await asyncio.sleep(0.7)
                assert postgres._process is not None
                postgres._process.send_signal(signal.SIGQUIT)  # stop -m immediate
                await asyncio.to_thread(postgres._process.wait, 20)
                await asyncio.sleep(0.5)
                await asyncio.to_thread(postgres.start)
                back = time.monotonic()
                while load.last_good < back:
                    await asyncio.sleep(0.02)
                    assert time.monotonic() - back < 30, load.answers
                slowest = max(slowest, load.last_good - back)
            load.stopped = True
            await asyncio.gather(*tasks)
        print(
            f"\n{rounds} outages under {READERS} readers and {WRITERS} writers: "
            f"{dict(load.answers)}, {len(load.wrong)} other answers, "
            f"slowest recovery {slowest:.2f} s"
        )
        assert load.wrong == []
        assert load.answers["503 with Retry-After"] >= rounds
        assert slowest < RECOVERED_WITHIN
        log = (folder / "server.log").read_text()
        assert '"crash"' not in log


@pytest.mark.postgres
@pytest.mark.xdist_group("processes")
async def test_an_outage_under_load_is_503_and_over_within_two_seconds_in_short(
    tmp_path: Path,
) -> None:
    await outages(2, tmp_path)


@pytest.mark.soak
@pytest.mark.postgres
async def test_an_outage_under_load_is_503_and_over_within_two_seconds(tmp_path: Path) -> None:
    await outages(20, tmp_path)
