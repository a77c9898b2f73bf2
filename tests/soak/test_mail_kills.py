"""kill -9 of any of three workers at random: every mail arrives, and twice only what a kill cut off.

SMTP cannot do better: a mail whose acceptance was cut off goes out again, with the same Message-ID.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import signal
import time
from collections import Counter
from multiprocessing.context import ForkServerProcess
from uuid import UUID

import pytest

from erm.core.database.connections import database
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.mail.commands import NewMail, queue_mails
from erm.mail.models import Mail, MailAttempt
from erm.mail.outcomes import AHEAD
from erm.mail.rules import MailState
from tests.mail.postman_process import FORKED, run
from tests.mail.smtp_server import Inbox, smtp_server

IN_FLIGHT = 4 * AHEAD
"""Mails that one worker has under way at most: so many each of its connections."""
_names = itertools.count()


async def feed(first: int, count: int) -> None:
    async with unit_of_work(Bus()):
        await queue_mails(
            [
                NewMail(
                    dedupe_key=f"mail {n}",
                    kind="test",
                    recipient_id=None,
                    to_address=f"person{n}@d{n % 7}.test",
                    to_name="",
                    language="en",
                    subject="Hello",
                    text="Hello\n",
                    html=None,
                )
                for n in range(first, first + count)
            ]
        )


class Worker:
    """A worker process that can be killed and begun again."""

    def __init__(self, url: str, inbox: Inbox, lease: float) -> None:
        self._arguments = (url, inbox.url, lease)
        self._process = self._new()

    def _new(self) -> ForkServerProcess:
        self._ready = FORKED.Event()
        self.name = f"w{next(_names)}"
        return FORKED.Process(
            target=run, args=(*self._arguments, self.name, self._ready), daemon=True
        )

    async def start(self) -> None:
        await asyncio.to_thread(self._process.start)
        async with asyncio.timeout(60):
            while not self._ready.is_set():
                assert self._process.is_alive(), "it says why on its standard error"
                await asyncio.sleep(0.01)

    async def kill(self) -> set[UUID]:
        """``kill -9``; returns which mails it was sending. Then it can be started anew."""
        self._process.kill()
        await asyncio.to_thread(self._process.join, 30)
        assert self._process.exitcode == -signal.SIGKILL
        claimed = Mail.filter(state=MailState.SENDING, claimed_by=self.name)
        cut = set(await claimed.values_list("id", flat=True))
        self._process = self._new()
        return cut  # type: ignore[return-value]

    async def stop(self) -> None:
        """SIGTERM. Then it can be started anew."""
        self._process.terminate()
        await asyncio.to_thread(self._process.join, 30)
        assert self._process.exitcode == 0
        left = Mail.filter(state=MailState.SENDING, claimed_by=self.name)
        assert await left.count() == 0, "it gives back what it has not sent"
        self._process = self._new()


async def until_all_are_sent(count: int, seconds: float) -> None:
    async with asyncio.timeout(seconds):
        while await Mail.filter(state=MailState.SENT).count() < count:  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def one_that_sends(workers: list[Worker], dice: random.Random) -> Worker:
    """One of those that have claims now, or any if it takes them long to get some."""
    for _ in range(500):
        names = (
            await Mail.filter(state=MailState.SENDING)
            .distinct()
            .values_list("claimed_by", flat=True)
        )
        if sending := [worker for worker in workers if worker.name in names]:
            return dice.choice(sending)
        await asyncio.sleep(0.005)
    return dice.choice(workers)


async def run_with_ends(
    url: str, *, kills: int, stops: int, each: int, lease: float, delay: float
) -> None:
    """End one of three workers again and again, in any order, with ``each`` more mails for each."""
    dice = random.Random(20261123)
    ends = [True] * kills + [False] * stops
    dice.shuffle(ends)
    queued = each
    cut: set[str] = set()
    unwritten: list[int] = []
    explained: Counter[str] = Counter()
    began = time.monotonic()
    async with smtp_server() as inbox, database(url, pool_size=3):
        inbox.delay = delay
        workers = [Worker(url, inbox, lease) for _ in range(3)]
        await feed(0, each)
        await asyncio.gather(*(worker.start() for worker in workers))
        for is_killed in ends:
            await feed(queued, each)
            queued += each
            victim = await one_that_sends(workers, dice)
            await asyncio.sleep(dice.uniform(0, 0.1))
            if is_killed:
                claimed = {f"<{key}@erm.test>" for key in await victim.kill()}
                # The server may still have to read what the dead said last.
                await asyncio.sleep(2 * delay + 0.05)
                taken = Counter(inbox.message_ids)
                # Taken from this worker, who alone had the claim, and not written down by it.
                new = [key for key in claimed if taken[key] > explained[key]]
                explained.update(new)
                unwritten.append(len(new))
                cut |= claimed
            else:
                await victim.stop()
            await victim.start()
        await until_all_are_sent(queued, 150 + queued / 20)
        for worker in workers:
            await worker.stop()
        accepted = Counter(inbox.message_ids)
        doubled = {key: times - 1 for key, times in accepted.items() if times > 1}
        in_the_middle = len(unwritten) - unwritten.count(0)
        print(
            f"\n{queued} mails, 3 workers, {kills} kill -9 ({in_the_middle} after an acceptance that was "
            f"not written), {stops} SIGTERM, {time.monotonic() - began:.0f} s: {len(accepted)} arrived, none lost, "
            f"{sum(doubled.values())} came again, at most {max(unwritten, default=0)} after one kill"
        )
        assert set(inbox.recipients) == {f"person{n}@d{n % 7}.test" for n in range(queued)}
        mails = await Mail.all().values_list("id", flat=True)
        assert set(accepted) == {f"<{key}@erm.test>" for key in mails}, "nobody got two different"
        assert sum(doubled.values()) <= kills * IN_FLIGHT, "at most those in flight at a kill"
        assert max(unwritten, default=0) <= IN_FLIGHT, "and at none more"
        assert set(doubled) <= cut, "only what a kill cut off"
        interrupted = {
            f"<{key}@erm.test>"
            for key in await MailAttempt.filter(answer="interrupted").values_list(
                "mail_id", flat=True
            )
        }
        assert set(doubled) <= interrupted, "the log says of each that it was interrupted"
        assert cut or not kills, "no kill hit anything: this test shows nothing"


# On the other database in full, by `make soak`.
@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
async def test_no_mail_is_lost_when_workers_are_killed_or_stopped(database_url: str) -> None:
    await run_with_ends(database_url, kills=2, stops=2, each=40, lease=4.0, delay=0.03)


@pytest.mark.soak
async def test_100_kills_of_three_workers(database_url: str) -> None:
    await run_with_ends(database_url, kills=100, stops=0, each=60, lease=10.0, delay=0.05)


@pytest.mark.soak
async def test_100_kills_of_workers_whose_server_is_quick(database_url: str) -> None:
    """Then the database is what they wait for, and most is under way."""
    await run_with_ends(database_url, kills=100, stops=0, each=200, lease=10.0, delay=0.0)


@pytest.mark.soak
async def test_100_workers_that_are_told_to_stop_double_nothing(database_url: str) -> None:
    await run_with_ends(database_url, kills=0, stops=100, each=60, lease=10.0, delay=0.02)


@pytest.mark.soak
@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
async def test_two_workers_are_faster_than_one_and_double_nothing(database_url: str) -> None:
    """With a server that takes its time, so that connections decide and not this machine."""
    seconds = []
    async with smtp_server() as inbox, database(database_url, pool_size=3):
        inbox.delay = 0.05
        for turn, count in enumerate((1, 2)):
            workers = [Worker(database_url, inbox, 60.0) for _ in range(count)]
            await asyncio.gather(*(worker.start() for worker in workers))
            await asyncio.sleep(1)
            began = time.monotonic()
            await feed(turn * 1_000, 1_000)
            await until_all_are_sent((turn + 1) * 1_000, 120)
            seconds.append(time.monotonic() - began)
            for worker in workers:
                await worker.stop()
        ids: set[UUID] = set(await Mail.all().values_list("id", flat=True))  # type: ignore[arg-type]
        assert len(ids) == 2_000
        assert Counter(inbox.message_ids) == Counter(f"<{key}@erm.test>" for key in ids)
    one, two = seconds
    print(
        f"\n1,000 mails to a server that takes 50 ms each: one worker {1_000 / one:.0f} a second, "
        f"two {1_000 / two:.0f}, none doubled"
    )
    assert two < one / 1.4
