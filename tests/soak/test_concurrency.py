"""Four server processes on one database, four client processes updating the same rows at once.

None of the updates is lost, and no client ever hears that the database is locked.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path

import httpx
import pytest

from erm.core.database.connections import database
from erm.recognition.models import KudosComment
from tests.database import free_port
from tests.processes import ROOT, Process, environment, running
from tests.soak.client import READ, ask
from tests.soak.ground import Ground, prepare

PROCESSES = 4


async def four_by(count: int, url: str, folder: Path) -> None:
    ground = await prepare(url)
    servers = []
    for number in range(PROCESSES):
        env = environment(url, free_port(), folder, ERM_DATABASE_POOL="5")
        servers.append(Process(["serve"], env, folder / f"server{number}.log"))
    with running(*servers):
        for server in servers:
            await server.wait_until_it_answers()
        begun = time.monotonic()
        clients = [
            await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "tests.soak.client",
                server.base,
                ground.tokens[number % 2],
                ground.meeting,
                ground.kudos,
                "abcd"[number],
                str(count),
                cwd=ROOT,
                stdout=asyncio.subprocess.PIPE,
            )
            for number, server in enumerate(servers)
        ]
        outputs = await asyncio.gather(*(client.communicate() for client in clients))
        seconds = time.monotonic() - begun
        kept, versions = await _notes(servers[0].base, ground)
    said = [json.loads(output) for output, _ in outputs]
    wrong = [answer for one in said for answer in one["wrong"]]
    lines = {line for one in said for line in one["lines"]}
    comments = {comment for one in said for comment in one["comments"]}
    async with database(url):
        stored = set(await KudosComment.all().values_list("body", flat=True))
    logs = "".join(server.log.read_text() for server in servers)
    print(
        f"\n{PROCESSES} × {count} updates in {seconds:.1f} s: {len(lines)} lines and "
        f"{len(comments)} comments acknowledged, {sum(one['retries'] for one in said)} times "
        f"somebody was faster, {len(lines - set(kept)) + len(comments - stored)} lost, "
        f"{len(wrong)} wrong answers"
    )
    assert wrong == []
    assert len(lines) + len(comments) == PROCESSES * count
    assert sorted(kept) == sorted(lines)
    assert versions == len(lines)
    assert stored == comments
    assert "locked" not in logs


async def _notes(base: str, ground: Ground) -> tuple[list[str], int]:
    """The lines of both people's private notes, and how often these were saved."""
    lines: list[str] = []
    versions = 0
    for token in ground.tokens:
        headers = {"Authorization": f"Bearer {token}"}
        async with httpx.AsyncClient(base_url=base, headers=headers, timeout=60) as client:
            notes = (await ask(client, READ, {"id": ground.meeting}))["meeting"]
        lines += notes["privateNotes"].split("\n")
        versions += notes["privateNotesVersion"]
    return lines, versions


# On the other database in full, by `make soak`.
@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
@pytest.mark.xdist_group("processes")
async def test_no_update_is_lost_in_short(database_url: str, tmp_path: Path) -> None:
    await four_by(25, database_url, tmp_path)


@pytest.mark.soak
async def test_no_update_is_lost(database_url: str, tmp_path: Path) -> None:
    await four_by(1000, database_url, tmp_path)
