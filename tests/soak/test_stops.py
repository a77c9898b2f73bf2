"""SIGTERM under load: whatever the server began to read, it answers whole."""

from __future__ import annotations

import asyncio
import random
import time
from pathlib import Path

import httpx
import pytest

from erm.core.database.connections import database
from erm.recognition.models import KudosComment
from tests.database import free_port
from tests.processes import Process, environment, running
from tests.soak.client import COMMENT
from tests.soak.ground import Ground, prepare

WRITERS = 20


class Client:
    """Writes on and on, each request over a connection kept alive, as a proxy's would be."""

    def __init__(self, name: str, base: str, ground: Ground) -> None:
        self.name = name
        self.base = base
        self.ground = ground
        self.acknowledged: list[str] = []
        self.refused = 0
        self.cut: list[str] = []
        self.wrong: list[str] = []
        self.stopped = False

    async def run(self) -> None:
        headers = {"Authorization": f"Bearer {self.ground.tokens[0]}"}
        async with httpx.AsyncClient(base_url=self.base, headers=headers, timeout=60) as client:
            number = 0
            while not self.stopped:
                number += 1
                await self._write(client, f"{self.name}-{number}")

    async def _write(self, client: httpx.AsyncClient, word: str) -> None:
        variables = {"input": {"kudosId": self.ground.kudos, "body": word}}
        body = {"query": COMMENT, "variables": variables}
        try:
            response = await client.post("/graphql", json=body)
        except httpx.ConnectError:
            # Nobody listens: the next process, or another one behind a proxy, will.
            self.refused += 1
            await asyncio.sleep(0.2)
            return
        except httpx.TransportError as error:
            self.cut.append(f"{word}: {error!r}")
            return
        text = response.text
        if response.status_code == 200 and '"CommentOnKudosSuccess"' in text:
            self.acknowledged.append(word)
        else:
            self.wrong.append(f"{response.status_code}: {text[:200]}")


async def stop_and_look(stops: int, url: str, folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    ground = await prepare(url)
    env = environment(url, free_port(), folder)
    server = Process(["serve"], env, folder / "server.log")
    clients = [Client(f"w{number}", server.base, ground) for number in range(WRITERS)]
    slowest = 0.0
    with running(server):
        await server.wait_until_it_answers()
        tasks = [asyncio.create_task(client.run()) for client in clients]
        for _ in range(stops):
            await asyncio.sleep(chance.uniform(0.2, 0.8))
            asked = time.monotonic()
            status = await asyncio.to_thread(server.stop)
            slowest = max(slowest, time.monotonic() - asked)
            assert status == 0, server.log.read_text()[-3000:]
            server.start()
            await server.wait_until_it_answers()
        for client in clients:
            client.stopped = True
        await asyncio.gather(*tasks)
    acknowledged = {word for client in clients for word in client.acknowledged}
    cut = [each for client in clients for each in client.cut]
    async with database(url):
        stored = set(await KudosComment.all().values_list("body", flat=True))
    print(
        f"\n{stops} SIGTERM under {WRITERS} writers (seed {seed}): {len(acknowledged)} answered, "
        f"{len(cut)} cut, {sum(c.refused for c in clients)} found nobody listening, "
        f"slowest stop {slowest:.1f} s"
    )
    assert len(acknowledged) > stops
    assert acknowledged <= stored
    assert [answer for client in clients for answer in client.wrong] == []
    assert cut == []
    assert slowest < 12


# On the other database in full, by `make soak`.
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.xdist_group("processes")
async def test_no_request_is_cut_by_a_stop_in_short(database_url: str, tmp_path: Path) -> None:
    await stop_and_look(2, database_url, tmp_path, random.randrange(10**6))


@pytest.mark.soak
async def test_no_request_is_cut_by_a_stop(database_url: str, tmp_path: Path) -> None:
    await stop_and_look(100, database_url, tmp_path, random.randrange(10**6))
