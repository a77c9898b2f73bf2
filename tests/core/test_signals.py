"""Signals: sent of what is committed and of nothing else, heard within and between processes."""

from __future__ import annotations

import asyncio
from typing import Any

import asyncpg
import orjson
import pytest

from erm.core import signals
from erm.core.errors import Conflict
from erm.core.events import Bus
from erm.core.signals import Signal, listening, signals_between_processes, tell, tell_now
from erm.core.work import unit_of_work
from tests.conftest import OpenDatabase

TOPIC = "notes:x"


async def heard(listener: signals.Listener, seconds: float = 0.05) -> bool:
    await listener.wait(seconds)
    return listener._new.is_set()


async def test_a_signal_is_heard_after_the_commit_and_not_before(db: OpenDatabase) -> None:
    with listening(TOPIC) as listener, listening("notes:y") as other:
        async with unit_of_work(Bus()):
            tell(Signal(TOPIC))
            assert not await heard(listener)
        assert await heard(listener)
        assert not await heard(other)


async def test_what_is_rolled_back_is_told_to_nobody(db: OpenDatabase) -> None:
    async def refused() -> None:
        async with unit_of_work(Bus()):
            tell(Signal(TOPIC))
            raise Conflict

    with listening(TOPIC) as listener:
        with pytest.raises(Conflict):
            await refused()
        assert not await heard(listener)


async def test_a_signal_without_a_unit_of_work_is_a_defect(db: OpenDatabase) -> None:
    with pytest.raises(RuntimeError, match="unit_of_work"):
        tell(Signal(TOPIC))


async def test_what_is_said_aloud_is_kept_until_it_is_taken_and_not_without_end(
    db: OpenDatabase,
) -> None:
    with listening(TOPIC) as listener:
        for number in range(signals.WAITING + 10):
            await tell_now(Signal(TOPIC, {"number": str(number)}))
        said = listener.take()
        assert len(said) == signals.WAITING
        assert said[-1].body == {"number": str(signals.WAITING + 9)}
        assert listener.take() == []
        assert not await heard(listener)


async def test_a_signal_is_short(db: OpenDatabase) -> None:
    with pytest.raises(ValueError, match="short"):
        await tell_now(Signal(TOPIC, {"text": "x" * signals.LONGEST}))


async def test_nobody_listens_after_the_block(db: OpenDatabase) -> None:
    with listening(TOPIC):
        assert TOPIC in signals._listeners
    assert TOPIC not in signals._listeners


# ---- between processes -------------------------------------------------------------------------

POSTGRES = pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)


async def _elsewhere(url: str, topic: str, body: dict[str, Any], process: str = "another") -> None:
    """What another process says."""
    connection = await asyncpg.connect(url)
    try:
        text = orjson.dumps([process, topic, body]).decode()
        await connection.execute("SELECT pg_notify($1, $2)", signals.CHANNEL, text)
    finally:
        await connection.close()


@POSTGRES
async def test_signals_of_another_process_are_heard_once_and_ones_own_not_twice(
    db: OpenDatabase,
) -> None:
    async with signals_between_processes(db.url):
        with listening(TOPIC) as listener:
            assert await heard(listener, 5), "it is told when the connection is made"
            listener.take()
            await _elsewhere(db.url, TOPIC, {"number": "1"})
            assert await heard(listener, 5)
            assert [said.body for said in listener.take()] == [{"number": "1"}]
            await tell_now(Signal(TOPIC, {"number": "2"}))
            await asyncio.sleep(0.3)
            assert [said.body for said in listener.take()] == [{"number": "2"}]
            await _elsewhere(db.url, "notes:y", {})
            assert not await heard(listener, 0.2)


@POSTGRES
async def test_a_broken_connection_is_made_again_and_then_everybody_looks(
    db: OpenDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signals, "RECONNECT_AFTER", 0.05)
    async with signals_between_processes(db.url):
        with listening(TOPIC) as listener:
            assert await heard(listener, 5)
            for _ in range(5):
                listener.take()
                connection = await asyncpg.connect(db.url)
                ended = await connection.fetchval(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                    "WHERE query LIKE 'LISTEN%' AND datname = current_database()"
                )
                await connection.close()
                assert ended == 1
                assert await heard(listener, 5), "after it was made again"
                listener.take()
                await _elsewhere(db.url, TOPIC, {})
                assert await heard(listener, 5)


@POSTGRES
async def test_nonsense_on_the_channel_harms_nobody(db: OpenDatabase) -> None:
    async with signals_between_processes(db.url):
        with listening(TOPIC) as listener:
            assert await heard(listener, 5)
            listener.take()
            connection = await asyncpg.connect(db.url)
            for text in ("", "{", "[]", "[1]", "null", "7"):
                await connection.execute("SELECT pg_notify($1, $2)", signals.CHANNEL, text)
            await connection.close()
            await _elsewhere(db.url, TOPIC, {"number": "1"})
            assert await heard(listener, 5)
            assert [said.body for said in listener.take()] == [{"number": "1"}]
