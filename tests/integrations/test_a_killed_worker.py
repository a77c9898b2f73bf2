"""kill -9 of a worker while it sends: nothing is lost, and what comes twice has the same id."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections import Counter

from erm.core.database.connections import database
from erm.integrations.models import Delivery, DeliveryAttempt
from erm.integrations.rules import DeliveryState, Problem
from tests.integrations import rows
from tests.integrations.receiver import Receiver, receiver
from tests.processes import ROOT

LEASE = 0.5


async def start(url: str, found: Receiver) -> Process:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.integrations.courier_process", url, str(found.port), str(LEASE),
        cwd=ROOT, stdout=PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert await process.stdout.readline() == b"ready\n"
    return process


async def end(process: Process) -> None:
    await asyncio.wait_for(process.communicate(), 30)


async def test_what_a_killed_worker_was_sending_is_sent_again_by_another(database_url: str) -> None:
    async with receiver() as found, database(database_url, pool_size=3):
        to = [await rows.endpoint(found.url) for _ in range(2)]
        sent = [await rows.delivery(to[number % 2]) for number in range(10)]
        found.hold = asyncio.Event()
        first, second = await asyncio.gather(start(database_url, found), start(database_url, found))
        async with asyncio.timeout(20):
            await found.arrived.wait()
        first.kill()
        await end(first)
        found.hold.set()
        async with asyncio.timeout(30):
            while await Delivery.filter(state=DeliveryState.DELIVERED).count() < 10:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        second.terminate()
        await end(second)
        assert second.returncode == 0
        came = Counter(request.headers["webhook-id"] for request in found.received)
        assert set(came) == {str(row.event_id) for row in sent}
        again = sum(came.values()) - len(came)
        interrupted = await DeliveryAttempt.filter(problem=Problem.INTERRUPTED).count()
        # A worker is killed with at most so many in hand; without a kill nothing comes twice.
        assert again <= interrupted <= 6
