"""What one branch of a query loads is shared by all, and no branch's failure takes it from others."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import strawberry

from erm.core.actor import Actor
from erm.core.errors import NotAllowed
from erm.core.events import Bus
from erm.schema.context import Context, Info
from erm.schema.execution import Engine
from erm.settings import Settings

ASKED: list[list[int]] = []


async def doubles(actor: Actor, keys: Sequence[int]) -> dict[int, int]:
    ASKED.append(list(keys))
    await asyncio.sleep(0.01)
    return {key: 2 * key for key in keys}


@strawberry.type
class Branch:
    @strawberry.field
    async def doubled(self, info: Info, key: int) -> int | None:
        return await info.context.loader(doubles).load(key)

    @strawberry.field
    async def never(self) -> int:
        raise NotAllowed

    @strawberry.field
    async def deeper(self) -> Branch:
        return Branch()


@strawberry.type
class Query:
    @strawberry.field
    async def branch(self) -> Branch | None:
        return Branch()


def context() -> Context:
    settings = Settings(database_url="", public_url="https://erm.test", secret_key="")
    return Context(settings=settings, bus=Bus(), maybe_actor=Actor.__new__(Actor))


async def test_a_branch_that_fails_does_not_cancel_what_another_waits_for() -> None:
    engine = Engine(strawberry.Schema(Query))
    document = "{ a: branch { never doubled(key: 4) } b: branch { doubled(key: 4) } }"
    result = await engine.execute(engine.prepare(document), context())
    assert result.data == {"a": None, "b": {"doubled": 8}}
    assert [error.path for error in result.errors or []] == [["a", "never"]]


async def test_equal_keys_of_a_request_are_asked_for_once() -> None:
    ASKED.clear()
    engine = Engine(strawberry.Schema(Query))
    document = "{ a: branch { doubled(key: 4) } b: branch { doubled(key: 4) } c: branch { doubled(key: 5) } }"
    result = await engine.execute(engine.prepare(document), context())
    assert result.data == {"a": {"doubled": 8}, "b": {"doubled": 8}, "c": {"doubled": 10}}
    assert ASKED == [[4, 5]]


async def test_branches_of_different_depth_ask_together() -> None:
    ASKED.clear()
    engine = Engine(strawberry.Schema(Query))
    document = (
        "{ a: branch { doubled(key: 4) } b: branch { deeper { deeper { doubled(key: 5) } } } }"
    )
    result = await engine.execute(engine.prepare(document), context())
    assert result.data == {"a": {"doubled": 8}, "b": {"deeper": {"deeper": {"doubled": 10}}}}
    assert ASKED == [[4, 5]]
