"""News of the feed through two servers on PostgreSQL, while everything between them is cut."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import asyncpg  # type: ignore[import-untyped]
import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.typing import Subprotocol

from erm.core.database.connections import database
from erm.schema.ids import to_global
from tests.cast import company
from tests.database import free_port
from tests.processes import Process, environment, running

NEWS = """subscription($after: Float) { kudosNews(after: $after) {
  number kudosId gone kudos { id message } } }"""
GIVE = """mutation($input: GiveKudosInput!) { giveKudos(input: $input) {
  ... on GiveKudosSuccess { kudos { id } } ... on Refusal { code } } }"""
WITHDRAW = """mutation($input: WithdrawKudosInput!) { withdrawKudos(input: $input) {
  ... on WithdrawKudosSuccess { withdrawnId } ... on Refusal { code } } }"""

pytestmark = pytest.mark.xdist_group("processes")


class Listener:
    """Listens as one person, and goes on after the last number heard whenever it was cut off."""

    def __init__(self, server: Process, token: str) -> None:
        self.server = server
        self.token = token
        self.heard: list[dict[str, Any]] = []
        self.after: float | None = None
        self.wrong: list[str] = []
        self.connections = 0
        self.socket: ClientConnection | None = None
        self._moved = asyncio.Event()

    async def run(self) -> None:
        while True:
            with contextlib.suppress(OSError, ConnectionClosed, InvalidHandshake, TimeoutError):
                await self._listen()
            await asyncio.sleep(0.05)

    async def _listen(self) -> None:
        async with connect(
            self.server.base.replace("http", "ws") + "/graphql",
            subprotocols=[Subprotocol("graphql-transport-ws")],
            additional_headers={"Authorization": f"Bearer {self.token}"},
        ) as socket:
            self.socket = socket
            await socket.send(json.dumps({"type": "connection_init"}))
            _ = await socket.recv()
            payload = {"query": NEWS, "variables": {"after": self.after}}
            await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": payload}))
            self.connections += 1
            async for message in socket:
                told = json.loads(message)
                if told["type"] != "next" or "errors" in told["payload"]:
                    self.wrong.append(str(message)[:300])
                    return
                news = told["payload"]["data"]["kudosNews"]
                if self.after is not None and news["number"] <= self.after:
                    self.wrong.append(f"{news['number']} after {self.after}")
                self.after = news["number"]
                if news["kudosId"] is not None:
                    self.heard.append(news)
                self._moved.set()

    async def until(self, done: Callable[[], bool], seconds: float = 20) -> None:
        """Wait until something is so."""
        async with asyncio.timeout(seconds):
            while not done():
                self._moved.clear()
                await self._moved.wait()

    async def begun(self) -> None:
        """Wait until the first word has come."""
        await self.until(lambda: self.after is not None)

    async def reach(self, keys: set[str]) -> None:
        """Wait until all of these were heard of."""
        await self.until(lambda: keys <= {each["kudosId"] for each in self.heard})

    def cut(self) -> None:
        """End the connection without a word, as a lost network does."""
        assert self.socket is not None
        self.socket.transport.abort()


async def ask(server: Process, token: str, query: str, **given: Any) -> Any:
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=server.base, headers=headers, timeout=30) as client:
        body = {"query": query, "variables": {"input": given}}
        answer = (await client.post("/graphql", json=body)).json()
    assert "errors" not in answer, answer
    (result,) = answer["data"].values()
    assert "code" not in result, result
    return result


async def end_listening(url: str) -> int:
    """End the connections over which servers hear of each other; how many there were."""
    connection = await asyncpg.connect(url)
    try:
        return int(
            await connection.fetchval(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                " WHERE datname = current_database() AND query LIKE 'LISTEN%'"
            )
        )
    finally:
        await connection.close()


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
async def test_what_is_given_through_one_server_is_heard_once_through_the_other(
    database_url: str, tmp_path: Path
) -> None:
    async with database(database_url):
        cast = await company()
        ann = await cast.access_token(cast.ann, may_write=True)
        tokens = [await cast.access_token(who) for who in (cast.cy, cast.bo)]
        bo, cy = to_global("Person", cast.bo.id), to_global("Person", cast.cy.id)
        mo = to_global("Person", cast.mo.id)
    first, second = (
        Process(
            ["serve"], environment(database_url, free_port(), tmp_path), tmp_path / f"{name}.log"
        )
        for name in ("one", "two")
    )
    public: list[str] = []
    private: list[str] = []
    withdrawn: list[str] = []

    async def give(count: int) -> None:
        """Some public kudos, as many private ones, one for a team, and one that is taken back."""
        for number in range(count):
            key = (await ask(first, ann, GIVE, receiverIds=[cy], message=f"{number}"))["kudos"]
            public.append(key["id"])
            hidden = {"receiverIds": [bo], "message": "Secret", "visibility": "PRIVATE"}
            private.append((await ask(first, ann, GIVE, **hidden))["kudos"]["id"])
        hidden = {"receiverIds": [bo], "message": "Team", "visibility": "TEAM", "audienceId": mo}
        private.append((await ask(first, ann, GIVE, **hidden))["kudos"]["id"])
        await ask(first, ann, WITHDRAW, kudosId=public[-1])
        withdrawn.append(public[-1])

    with running(first, second):
        for server in (first, second):
            await server.wait_until_it_answers()
        stranger, receiver = (Listener(second, token) for token in tokens)
        tasks = [asyncio.create_task(each.run()) for each in (stranger, receiver)]
        for each in (stranger, receiver):
            await each.begun()
        await give(2)
        await stranger.reach(set(public))
        # The word between the servers is lost; the next look or the new connection finds it.
        assert await end_listening(database_url) == 2
        await give(2)
        # The browser loses its network, and something happens meanwhile.
        stranger.cut()
        receiver.cut()
        await give(2)
        await stranger.reach(set(public))
        # The server that holds the connection dies and comes back.
        await asyncio.to_thread(second.kill)
        await give(2)
        second.start()
        await second.wait_until_it_answers()
        await give(1)
        await stranger.reach(set(public))
        await receiver.reach({*public, *private})
        await asyncio.sleep(0.3)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    assert stranger.wrong == receiver.wrong == []
    assert min(stranger.connections, receiver.connections) == 3
    # Nothing twice: each kudos came once, those taken back once more as gone, unless that was
    # all that was left of them when the listener was back.
    for listener, shown in ((stranger, public), (receiver, public + private)):
        for key in shown:
            news = [each for each in listener.heard if each["kudosId"] == key]
            came, went = ([n for n in news if n["gone"] is gone] for gone in (False, True))
            assert len(went) == (key in withdrawn), news
            assert len(came) == 1 or (not came and key in withdrawn), news
        assert {each["kudosId"] for each in listener.heard} == set(shown)
    assert not {each["kudosId"] for each in stranger.heard} & set(private)
    assert "Secret" not in json.dumps(stranger.heard)
    assert "Team" not in json.dumps(stranger.heard)
