"""kill -9 of the server under 20 writers: what was acknowledged is there afterwards."""

from __future__ import annotations

import asyncio
import random
import sqlite3
import time
from pathlib import Path

import httpx
import pytest

from erm.core.database.connections import database, is_sqlite, sqlite_path
from erm.recognition.models import KudosComment
from tests.database import free_port
from tests.processes import Process, environment, running
from tests.soak.client import COMMENT
from tests.soak.ground import Ground, prepare

WRITERS = 20


class Writer:
    """Writes one comment after the other until told to stop, and remembers what was acknowledged."""

    def __init__(self, name: str, base: str, ground: Ground) -> None:
        self.name = name
        self.base = base
        self.ground = ground
        self.acknowledged: list[str] = []
        self.cut_off = 0
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
        try:
            response = await client.post(
                "/graphql", json={"query": COMMENT, "variables": variables}
            )
        except httpx.TransportError:
            # Not acknowledged: it may or may not be there.
            self.cut_off += 1
            await asyncio.sleep(0.1)
            return
        text = response.text
        if response.status_code == 200 and '"CommentOnKudosSuccess"' in text:
            self.acknowledged.append(word)
        else:
            self.wrong.append(f"{response.status_code}: {text[:200]}")


async def kill_and_look(kills: int, url: str, folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    ground = await prepare(url)
    env = environment(url, free_port(), folder)
    server = Process(["serve"], env, folder / "server.log")
    writers = [Writer(f"w{number}", server.base, ground) for number in range(WRITERS)]
    begun = time.monotonic()
    with running(server):
        await server.wait_until_it_answers()
        tasks = [asyncio.create_task(writer.run()) for writer in writers]
        for _ in range(kills):
            await asyncio.sleep(chance.uniform(0.05, 0.6))
            await asyncio.to_thread(server.kill)
            server.start()
            await server.wait_until_it_answers()
        await asyncio.sleep(0.3)
        for writer in writers:
            writer.stopped = True
        await asyncio.gather(*tasks)
    acknowledged = [word for writer in writers for word in writer.acknowledged]
    wrong = [answer for writer in writers for answer in writer.wrong]
    async with database(url):
        stored = await KudosComment.all().values_list("body", flat=True)
    missing = set(acknowledged) - set(stored)
    print(
        f"\n{kills} kills under {WRITERS} writers in {time.monotonic() - begun:.0f} s (seed {seed}): "
        f"{len(acknowledged)} acknowledged, {sum(w.cut_off for w in writers)} cut off, "
        f"{len(stored)} stored, {len(missing)} missing, {len(wrong)} wrong answers"
    )
    assert len(acknowledged) > kills
    assert missing == set()
    assert len(stored) == len(set(stored))
    assert wrong == []
    if is_sqlite(url):
        with sqlite3.connect(sqlite_path(url)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.close()


# On the other database in full, by `make soak`.
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.xdist_group("processes")
async def test_nothing_acknowledged_is_missing_in_short(database_url: str, tmp_path: Path) -> None:
    await kill_and_look(3, database_url, tmp_path, seed=random.randrange(10**6))


@pytest.mark.soak
async def test_nothing_acknowledged_is_missing(database_url: str, tmp_path: Path) -> None:
    await kill_and_look(200, database_url, tmp_path, seed=random.randrange(10**6))
