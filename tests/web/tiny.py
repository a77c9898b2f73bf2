"""A tiny schema that misbehaves on purpose, behind the real endpoint."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import httpx
import strawberry
from starlette.applications import Starlette
from starlette.routing import Route

from erm.core.clock import now
from erm.core.database.models import WorkerHeartbeat
from erm.core.errors import InvalidInput, NotAllowed
from erm.core.events import Bus
from erm.schema.command import command, declared
from erm.schema.context import Info
from erm.schema.execution import Engine
from erm.settings import Mode, Settings
from erm.web.crashes import CrashGuard
from erm.web.graphql import GraphQLEndpoint
from tests.web.conftest import GRAPHQL_JSON, ORIGIN, SAME_ORIGIN

CANARY = "Canary-of-a-private-note"
failing: dict[str, int] = {"times": 0}


@strawberry.type
class Query:
    @strawberry.field
    async def crash(self) -> str | None:
        raise ValueError(f"cannot parse {CANARY}")

    @strawberry.field
    async def caused(self) -> str | None:
        try:
            raise KeyError(CANARY)
        except KeyError as error:
            raise RuntimeError(CANARY) from error

    @strawberry.field
    async def refused(self) -> str | None:
        raise InvalidInput("TEXT_TOO_LONG", field="due_on", maximum=7)

    @strawberry.field
    async def required(self) -> str:
        raise NotAllowed

    @strawberry.field
    async def fine(self) -> str:
        return "fine"

    @strawberry.field
    async def nothing(self) -> str:
        return None  # type: ignore[return-value]

    @strawberry.field
    async def slow(self) -> str | None:
        await asyncio.sleep(60)
        return "slow"

    @strawberry.field
    async def outage(self) -> str | None:
        if failing["times"] > 0:
            failing["times"] -= 1
            raise ConnectionRefusedError(111, f"Connect call failed {CANARY}")
        return "back"


@strawberry.input
class BeatInput:
    name: str
    sleep: float = 0
    refuse: bool = False
    crash: bool = False


@strawberry.type
class BeatSuccess:
    name: str


@strawberry.type
class Mutation:
    @command("Write a row, then perhaps fail.", public=True)
    async def beat(self, info: Info, input: BeatInput) -> BeatSuccess:
        await WorkerHeartbeat.create(name=input.name, beat_at=now(), started_at=now())
        await asyncio.sleep(input.sleep)
        if input.refuse:
            raise InvalidInput("TEXT_REQUIRED", field="name")
        if input.crash:
            raise ConnectionResetError(CANARY)
        return BeatSuccess(name=input.name)


# Known to this schema alone: what looks at all commands shall not find it.
declared.pop("beat")


def tiny_client(settings: Settings) -> httpx.AsyncClient:
    """A client of an application that serves this schema, by development's rules."""
    engine = Engine(strawberry.Schema(Query, Mutation))
    endpoint = GraphQLEndpoint(replace(settings, mode=Mode.DEVELOPMENT), engine, Bus())
    app = Starlette(routes=[Route("/graphql", endpoint.handle, methods=["POST"])])
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app=CrashGuard(app)),
        base_url=ORIGIN,
        headers=SAME_ORIGIN | {"Accept": GRAPHQL_JSON},
    )
