"""What one request asks twice is read once, and nothing outlives it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from erm.core.database.routing import writing
from erm.core.remembering import once, once_each, remembering

asked: list[object] = []


@pytest.fixture(autouse=True)
def nothing_asked() -> None:
    asked.clear()


@once
async def name_of(who: str) -> str:
    asked.append(who)
    await asyncio.sleep(0)
    if who == "nobody":
        raise LookupError(who)
    return who.title()


@once_each
async def ages(viewer: str, people: Sequence[str]) -> dict[str, int]:
    asked.append((viewer, tuple(people)))
    await asyncio.sleep(0)
    return {each: len(each) for each in people if each != "nobody"}


async def test_parts_of_a_page_that_ask_the_same_share_one_answer() -> None:
    with remembering():
        assert await asyncio.gather(name_of("ann"), name_of("ann"), name_of("bo")) == [
            "Ann",
            "Ann",
            "Bo",
        ]
        assert await name_of("ann") == "Ann"
    assert asked == ["ann", "bo"]


async def test_what_one_request_read_is_forgotten_with_it() -> None:
    for _ in range(2):
        with remembering():
            assert await name_of("ann") == "Ann"
    assert await name_of("ann") == "Ann", "outside of a request nothing is remembered either"
    assert asked == ["ann", "ann", "ann"]


async def test_inside_a_unit_of_work_everything_is_read_anew() -> None:
    with remembering(), writing():
        assert await name_of("ann") == await name_of("ann") == "Ann"
        assert await ages("mo", ["ann"]) == await ages("mo", ["ann"]) == {"ann": 3}
    assert asked == ["ann", "ann", ("mo", ("ann",)), ("mo", ("ann",))]


async def test_each_key_is_asked_for_once_and_for_each_viewer_apart() -> None:
    with remembering():
        assert await ages("mo", ["ann", "nobody"]) == {"ann": 3}
        assert await ages("mo", ["bo", "ann", "nobody", "bo"]) == {"bo": 2, "ann": 3}
        assert await ages("zed", ["ann"]) == {"ann": 3}
        assert await ages("zed", []) == {}
    assert asked == [("mo", ("ann", "nobody")), ("mo", ("bo",)), ("zed", ("ann",))]


async def test_whoever_stops_waiting_does_not_stop_it_for_others() -> None:
    with remembering():
        first = asyncio.create_task(name_of("ann"))
        second = asyncio.create_task(name_of("ann"))
        await asyncio.sleep(0)
        first.cancel()
        assert await second == "Ann"
    assert asked == ["ann"]


async def test_a_failure_is_everybodys() -> None:
    with remembering():
        for _ in range(2):
            with pytest.raises(LookupError):
                await name_of("nobody")
    assert asked == ["nobody"]
