"""kill -9 of the server under people who edit the same notes: nothing acknowledged is lost or doubled."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import time
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.typing import Subprotocol

from erm.core.database.connections import database
from erm.one_on_ones.models import NotesUpdate, OneOnOneMeeting
from erm.one_on_ones.notes import NotesDocument
from tests.database import free_port
from tests.one_on_ones.editing import Editor, coded, decoded, new_key
from tests.processes import Process, environment, running
from tests.soak.ground import Ground, prepare
from tests.web.sockets import NOTES

WRITERS = 8
MOST_WORDS = 6_500
"""Together, of six characters: the notes have room for 50,000."""

APPEND = """mutation($input: AppendNotesInput!) { appendNotes(input: $input) {
  __typename ... on AppendNotesSuccess { number } ... on Refusal { code } } }"""
STATE = """query($id: ID!) { meeting(id: $id) { notesState { update number text } } }"""


class Writer:
    """Types a word at a time between other words, and sends each until it is acknowledged."""

    def __init__(self, number: int, base: str, ground: Ground, seed: int) -> None:
        self.number = number
        self.base = base
        self.meeting = ground.meeting
        self.token = ground.tokens[number % 2]
        self.chance = random.Random(seed)
        self.editor = Editor()
        self.acknowledged: list[str] = []
        self.sent_again = 0
        self.cut_off = 0
        self.wrong: list[str] = []
        self.stopped = False

    async def run(self) -> None:
        headers = {"Authorization": f"Bearer {self.token}"}
        async with httpx.AsyncClient(base_url=self.base, headers=headers, timeout=60) as client:
            count = 0
            while not self.stopped and count < MOST_WORDS // WRITERS:
                if count % 20 == 0:
                    await self._read(client)
                count += 1
                word = f"{self.number}{count:04}"
                boundaries = [0, *(n + 1 for n, c in enumerate(self.editor.text) if c == ";")]
                update = self.editor.insert(self.chance.choice(boundaries), f"{word};")
                await self._send(client, word, update)
                await asyncio.sleep(self.chance.uniform(0, 0.03))

    async def _send(self, client: httpx.AsyncClient, word: str, update: bytes) -> None:
        given = {"meetingId": self.meeting, "key": str(new_key()), "update": coded(update)}
        tries = 0
        while True:
            answer = await self._ask(client, APPEND, {"input": given})
            if answer is not None:
                result = answer["appendNotes"]
                if result["__typename"] == "AppendNotesSuccess":
                    self.acknowledged.append(word)
                    self.sent_again += tries > 0
                else:
                    self.wrong.append(str(result))
                return
            tries += 1
            if self.stopped and tries > 100:
                self.wrong.append(f"never an answer for {word}")
                return

    async def _read(self, client: httpx.AsyncClient) -> None:
        answer = await self._ask(client, STATE, {"id": self.meeting})
        if answer is not None:
            self.editor.take(decoded(answer["meeting"]["notesState"]["update"]))

    async def _ask(self, client: httpx.AsyncClient, query: str, variables: Any) -> Any:
        """The data of an answer; None when there was none."""
        try:
            response = await client.post("/graphql", json={"query": query, "variables": variables})
        except httpx.TransportError:
            self.cut_off += 1
            await asyncio.sleep(0.1)
            return None
        answer = response.json()
        if response.status_code != 200 or "errors" in answer:
            self.wrong.append(f"{response.status_code}: {response.text[:200]}")
            return None
        return answer["data"]


class Listener:
    """Listens, and goes on after the last number heard whenever the server has gone."""

    def __init__(self, base: str, ground: Ground) -> None:
        self.address = base.replace("http", "ws") + "/graphql"
        self.ground = ground
        self.heard: list[bytes] = []
        self.after = 0
        self.moved = asyncio.Event()
        self.connections = 0
        self.wrong: list[str] = []

    async def reach(self, number: int) -> None:
        """Wait until that was heard, at most ten seconds."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(10):
                while self.after < number:
                    self.moved.clear()
                    await self.moved.wait()

    async def run(self) -> None:
        while True:
            with contextlib.suppress(OSError, ConnectionClosed, InvalidHandshake, TimeoutError):
                await self._listen()
            await asyncio.sleep(0.05)

    async def _listen(self) -> None:
        async with connect(
            self.address,
            subprotocols=[Subprotocol("graphql-transport-ws")],
            additional_headers={"Authorization": f"Bearer {self.ground.tokens[1]}"},
        ) as socket:
            self.connections += 1
            await socket.send(json.dumps({"type": "connection_init"}))
            variables = {"id": self.ground.meeting, "after": self.after}
            payload = {"query": NOTES, "variables": variables}
            _ = await socket.recv()
            await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": payload}))
            async for message in socket:
                told = json.loads(message)
                if told["type"] != "next" or "errors" in told["payload"]:
                    self.wrong.append(str(message)[:200])
                    return
                change = told["payload"]["data"]["notesChanged"]
                if change["number"] <= self.after:
                    self.wrong.append(f"{change['number']} after {self.after}")
                self.after = change["number"]
                self.moved.set()
                self.heard.append(decoded(change["update"]))


async def kill_and_look(kills: int, url: str, folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    ground = await prepare(url)
    server = Process(["serve"], environment(url, free_port(), folder), folder / "server.log")
    writers = [Writer(number, server.base, ground, seed + number) for number in range(WRITERS)]
    listener = Listener(server.base, ground)
    begun = time.monotonic()
    with running(server):
        await server.wait_until_it_answers()
        tasks = [asyncio.create_task(writer.run()) for writer in writers]
        listening = asyncio.create_task(listener.run())
        for _ in range(kills):
            await asyncio.sleep(chance.uniform(0.1, 0.8))
            await asyncio.to_thread(server.kill)
            server.start()
            await server.wait_until_it_answers()
        await asyncio.sleep(0.5)
        for writer in writers:
            writer.stopped = True
        await asyncio.gather(*tasks)
        async with database(url):
            (meeting,) = await OneOnOneMeeting.all()
            rows = await NotesUpdate.filter(meeting_id=meeting.id).order_by("number")
        await listener.reach(rows[-1].number)
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
    acknowledged = [word for writer in writers for word in writer.acknowledged]
    wrong = [answer for writer in writers for answer in writer.wrong] + listener.wrong
    words = Counter(meeting.shared_notes.split(";"))
    missing = [word for word in acknowledged if not words[word]]
    doubled = [word for word, times in words.items() if times > 1]
    print(
        f"\n{kills} kills under {WRITERS} writers in {time.monotonic() - begun:.0f} s (seed {seed}): "
        f"{len(acknowledged)} acknowledged ({sum(w.sent_again for w in writers)} after being sent "
        f"again), {sum(w.cut_off for w in writers)} cut off, {len(missing)} missing, "
        f"{len(doubled)} doubled; {rows[-1].number} numbers in {len(rows)} rows, the listener came "
        f"back {listener.connections - 1} times"
    )
    assert len(acknowledged) > kills
    assert missing == []
    assert doubled == []
    assert wrong == []
    assert NotesDocument([bytes(row.content) for row in rows]).text == meeting.shared_notes
    assert listener.after == rows[-1].number
    assert NotesDocument(listener.heard).text == meeting.shared_notes


# On the other database in full, by `make soak`.
@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
@pytest.mark.xdist_group("processes")
async def test_nothing_acknowledged_is_lost_from_notes_in_short(
    database_url: str, tmp_path: Path
) -> None:
    await kill_and_look(2, database_url, tmp_path, seed=random.randrange(10**6))


@pytest.mark.soak
async def test_nothing_acknowledged_is_lost_from_notes(database_url: str, tmp_path: Path) -> None:
    await kill_and_look(100, database_url, tmp_path, seed=random.randrange(10**6))
