"""Keys change under writers: nobody hears of it, and nothing is readable without them."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest

from erm.core.database.connections import is_sqlite, sqlite_path
from tests.database import free_port
from tests.processes import Process, command, environment, running
from tests.soak.client import ask
from tests.soak.ground import prepare

CANARY = "canary-of-"
READ = "query($id: ID!) { meeting(id: $id) { privateNotes privateNotesVersion } }"
SAVE = """
mutation($input: SavePrivateNotesInput!) {
  savePrivateNotes(input: $input) {
    __typename
    ... on Refusal { code message }
    ... on SavePrivateNotesSuccess { meeting { privateNotesVersion } }
  }
}
"""


async def rotate_and_look(rotations: int, url: str, folder: Path) -> None:
    ground = await prepare(url)
    env = environment(url, free_port(), folder)
    # Keys in a file, as a first start makes them: a running server follows those.
    del env["ERM_ENCRYPTION_KEYS"]
    server = Process(["serve"], env, folder / "server.log")
    over = asyncio.Event()
    saved = 0

    async def write(person: int) -> str:
        nonlocal saved
        text = ""
        headers = {"Authorization": f"Bearer {ground.tokens[person]}"}
        async with httpx.AsyncClient(base_url=server.base, headers=headers, timeout=60) as client:
            while not over.is_set():
                notes = (await ask(client, READ, {"id": ground.meeting}))["meeting"]
                assert notes["privateNotes"] == text
                text = f"{CANARY}{person}-{saved}"
                given: dict[str, Any] = {
                    "meetingId": ground.meeting,
                    "text": text,
                    "version": notes["privateNotesVersion"],
                }
                answer = (await ask(client, SAVE, {"input": given}))["savePrivateNotes"]
                assert answer["__typename"] == "SavePrivateNotesSuccess", answer
                saved += 1
            notes = (await ask(client, READ, {"id": ground.meeting}))["meeting"]
            assert notes["privateNotes"] == text
        return text

    with running(server):
        await server.wait_until_it_answers()
        writers = [asyncio.create_task(write(person)) for person in (0, 1)]
        for _ in range(rotations):
            await asyncio.to_thread(command, ["keys", "rotate"], env)
        status = await asyncio.to_thread(command, ["keys", "status"], env)
        over.set()
        texts = await asyncio.gather(*writers)
        await asyncio.to_thread(command, ["keys", "rotate"], env)
        await asyncio.to_thread(command, ["keys", "forget"], env)
        if is_sqlite(url):
            path = sqlite_path(url)
            files = [path, *path.parent.glob(f"{path.name}-*")]
            for file in files:
                assert CANARY.encode() not in file.read_bytes()
    print(f"\n{rotations} rotations beside {saved} saved notes: 0 errors")
    assert saved > rotations
    assert len(status.splitlines()) == rotations + 2
    assert all(text.startswith(CANARY) for text in texts)
    assert "Traceback" not in server.log.read_text()


# On the other database in full, by `make soak`.
@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
@pytest.mark.xdist_group("processes")
async def test_keys_change_under_writers_in_short(database_url: str, tmp_path: Path) -> None:
    await rotate_and_look(2, database_url, tmp_path)


@pytest.mark.soak
async def test_keys_change_under_writers(database_url: str, tmp_path: Path) -> None:
    await rotate_and_look(50, database_url, tmp_path)
