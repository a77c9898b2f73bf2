"""Few costly documents of others are answered at once; whoever asks for little does not wait for them."""

from __future__ import annotations

import asyncio

import pytest
import strawberry

from erm.core.actor import Actor
from erm.core.events import Bus
from erm.schema import execution
from erm.schema.context import Context, Info
from erm.schema.execution import COSTLY, SLOW_LANES, Engine
from erm.settings import Settings

CHEAP = "{ answer }"
COSTLY_ONE = "{ gate rows { rows { rows { rows { rows { value } } } } } }"


class Gate:
    """Counts who is inside, and holds everybody there until it is opened."""

    def __init__(self) -> None:
        self.inside = 0
        self.most = 0
        self.passed = 0
        self.open = asyncio.Event()

    async def through(self) -> bool:
        self.inside += 1
        self.most = max(self.most, self.inside)
        try:
            await self.open.wait()
        finally:
            self.inside -= 1
        self.passed += 1
        return True


class GateContext(Context):
    gate: Gate


@strawberry.type
class Row:
    value: int = 1

    @strawberry.field
    def rows(self) -> list[Row]:
        return []


@strawberry.type
class Query:
    @strawberry.field
    def answer(self) -> int:
        return 42

    @strawberry.field
    async def gate(self, info: Info) -> bool:
        assert isinstance(info.context, GateContext)
        return await info.context.gate.through()

    @strawberry.field
    def rows(self) -> list[Row]:
        return []


@pytest.fixture
def engine() -> Engine:
    return Engine(strawberry.Schema(Query))


def context(gate: Gate) -> GateContext:
    settings = Settings(database_url="", public_url="https://erm.test", secret_key="")
    made = GateContext(settings=settings, bus=Bus(), maybe_actor=Actor.__new__(Actor))
    made.gate = gate
    return made


async def until(inside: int, gate: Gate) -> None:
    async with asyncio.timeout(5):
        while gate.inside != inside:  # noqa: ASYNC110 (each turn of the loop is looked at)
            await asyncio.sleep(0)
    for _ in range(20):  # Whoever else could come in does so now.
        await asyncio.sleep(0)


async def test_few_costly_documents_run_at_once_and_all_are_answered(engine: Engine) -> None:
    gate = Gate()
    costly = engine.prepare(COSTLY_ONE)
    assert costly.costs[0].complexity > COSTLY
    async with asyncio.TaskGroup() as group:
        asked = [
            group.create_task(engine.execute(costly, context(gate))) for _ in range(5 * SLOW_LANES)
        ]
        await until(SLOW_LANES, gate)
        gate.open.set()
    assert gate.most == SLOW_LANES
    assert [task.result().data for task in asked] == [{"gate": True, "rows": []}] * 5 * SLOW_LANES


async def test_a_cheap_one_passes_those_that_wait(engine: Engine) -> None:
    gate = Gate()
    costly, cheap = engine.prepare(COSTLY_ONE), engine.prepare(CHEAP)
    async with asyncio.TaskGroup() as group:
        for _ in range(5 * SLOW_LANES):
            group.create_task(engine.execute(costly, context(gate)))
        await until(SLOW_LANES, gate)
        result = await engine.execute(cheap, context(gate))
        assert (result.data, gate.passed) == ({"answer": 42}, 0)
        gate.open.set()


async def test_what_the_product_itself_asks_waits_for_nobody(engine: Engine) -> None:
    gate = Gate()
    assert engine.learn({"known": COSTLY_ONE}) == {}
    known = engine.known("sha256:known")
    assert known is not None
    async with asyncio.TaskGroup() as group:
        for _ in range(5 * SLOW_LANES):
            group.create_task(engine.execute(known, context(gate)))
        await until(5 * SLOW_LANES, gate)
        gate.open.set()


async def test_waiting_counts_as_time_of_the_request_and_leaves_the_lane_free(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate()
    costly = engine.prepare(COSTLY_ONE)
    running = [
        asyncio.create_task(engine.execute(costly, context(gate))) for _ in range(SLOW_LANES)
    ]
    await until(SLOW_LANES, gate)
    with monkeypatch.context() as patch:
        patch.setattr(execution, "TIMEOUT", 0.01)
        with pytest.raises(TimeoutError):
            await engine.execute(costly, context(gate))
    gate.open.set()
    await asyncio.gather(*running)
    assert gate.passed == SLOW_LANES
    assert (await engine.execute(costly, context(gate))).data == {"gate": True, "rows": []}


async def test_one_whose_asker_left_makes_room(engine: Engine) -> None:
    gate = Gate()
    costly = engine.prepare(COSTLY_ONE)
    running = [
        asyncio.create_task(engine.execute(costly, context(gate))) for _ in range(SLOW_LANES + 1)
    ]
    await until(SLOW_LANES, gate)
    running[0].cancel()
    await asyncio.wait([running[0]])
    await until(SLOW_LANES, gate)
    gate.open.set()
    assert len(await asyncio.gather(*running[1:])) == SLOW_LANES
