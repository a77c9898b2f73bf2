"""Subscriptions through real servers and a real client: stops, sizes, and two processes."""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Subprotocol

from tests.database import free_port
from tests.one_on_ones.editing import Editor, coded, new_key
from tests.processes import Process, environment, running
from tests.soak.ground import Ground, prepare
from tests.web.sockets import NOTES

APPEND = """mutation($input: AppendNotesInput!) { appendNotes(input: $input) {
  __typename ... on AppendNotesSuccess { number } ... on Refusal { code } } }"""
SHOW = """mutation($input: ShowPresenceInput!) { showPresence(input: $input) { __typename } }"""

pytestmark = pytest.mark.xdist_group("processes")


def opened(server: Process, token: str) -> Any:
    return connect(
        server.base.replace("http", "ws") + "/graphql",
        subprotocols=[Subprotocol("graphql-transport-ws")],
        additional_headers={"Authorization": f"Bearer {token}"},
    )


async def begin(socket: ClientConnection, ground: Ground, after: int = 0) -> None:
    await socket.send(json.dumps({"type": "connection_init"}))
    assert json.loads(await socket.recv()) == {"type": "connection_ack"}
    variables = {"id": ground.meeting, "after": after}
    payload = {"query": NOTES, "variables": variables}
    await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": payload}))
    await asyncio.sleep(0.2)


async def event(socket: ClientConnection, seconds: float = 10) -> Any:
    message = json.loads(await asyncio.wait_for(socket.recv(), seconds))
    assert message["type"] == "next", message
    return message["payload"]["data"]["notesChanged"]


async def ask(server: Process, token: str, query: str, **given: Any) -> Any:
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=server.base, headers=headers) as client:
        body = {"query": query, "variables": {"input": given}}
        answer = (await client.post("/graphql", json=body)).json()
    assert "errors" not in answer, answer
    return answer["data"]


def change(ground: Ground, words: str) -> dict[str, str]:
    update = Editor().insert(0, words)
    return {"meetingId": ground.meeting, "key": str(new_key()), "update": coded(update)}


async def test_a_server_that_stops_says_that_it_goes_away(
    database_url: str, tmp_path: Path
) -> None:
    ground = await prepare(database_url)
    env = environment(database_url, free_port(), tmp_path)
    server = Process(["serve"], env, tmp_path / "server.log")
    mo, ann = ground.tokens
    with running(server):
        await server.wait_until_it_answers()
        async with opened(server, ann) as socket, opened(server, mo) as silent:
            assert socket.subprotocol == "graphql-transport-ws"
            # Nothing is compressed: lengths of compressed secrets tell of them.
            assert "Sec-WebSocket-Extensions" not in socket.response.headers
            await begin(socket, ground)
            await ask(server, mo, APPEND, **change(ground, "words"))
            assert (await event(socket))["number"] == 1
            asked = time.monotonic()
            assert await asyncio.to_thread(server.stop) == 0
            assert time.monotonic() - asked < 5
            for each in (socket, silent):
                with pytest.raises(ConnectionClosed) as closed:
                    await asyncio.wait_for(each.recv(), 5)
                assert closed.value.rcvd is not None
                assert closed.value.rcvd.code == 1001
    told = server.log.read_text()
    assert "Traceback" not in told
    assert "erm.subscriptions" not in told
    assert "uvicorn" not in told


async def test_a_message_that_is_too_large_and_other_addresses_are_refused(
    database_url: str, tmp_path: Path
) -> None:
    ground = await prepare(database_url)
    env = environment(database_url, free_port(), tmp_path)
    server = Process(["serve"], env, tmp_path / "server.log")
    with running(server):
        await server.wait_until_it_answers()
        async with opened(server, ground.tokens[0]) as socket:
            await socket.send("x" * 200_000)
            with pytest.raises(ConnectionClosed) as closed:
                await asyncio.wait_for(socket.recv(), 5)
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 1009
        base = server.base.replace("http", "ws")
        for address, protocol, origin, status in (
            ("/graphql", "graphql-ws", None, 400),
            ("/graphql", "graphql-transport-ws", "https://evil.test", 403),
            ("/elsewhere", "graphql-transport-ws", None, 403),
        ):
            with pytest.raises(InvalidStatus) as refused:
                async with connect(
                    base + address,
                    subprotocols=[Subprotocol(protocol)],
                    additional_headers={"Authorization": f"Bearer {ground.tokens[0]}"},
                    origin=origin,
                ):
                    pass
            assert refused.value.response.status_code == status
    assert "Traceback" not in server.log.read_text()


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
async def test_word_goes_from_one_server_process_to_another(
    database_url: str, tmp_path: Path
) -> None:
    ground = await prepare(database_url)
    servers = [
        Process(
            ["serve"], environment(database_url, free_port(), tmp_path), tmp_path / f"{name}.log"
        )
        for name in ("one", "two")
    ]
    mo, ann = ground.tokens
    with running(*servers):
        for server in servers:
            await server.wait_until_it_answers()
        async with opened(servers[1], ann) as socket:
            await begin(socket, ground)
            for number in range(1, 6):
                begun = time.monotonic()
                await ask(servers[0], mo, APPEND, **change(ground, f"{number};"))
                assert (await event(socket))["number"] == number
                # Looking alone would take four seconds.
                assert time.monotonic() - begun < 2
            await ask(servers[0], mo, SHOW, meetingId=ground.meeting, head="AAA=")
            assert (await event(socket, 2))["__typename"] == "NotesPresence"
