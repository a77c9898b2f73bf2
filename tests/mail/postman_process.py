"""A worker that only delivers mail, in a process of its own, to be killed."""

from __future__ import annotations

import asyncio
import multiprocessing
import signal
from collections.abc import Collection
from datetime import timedelta
from multiprocessing.synchronize import Event
from uuid import UUID

from erm.core.database.connections import database
from erm.core.events import Bus
from erm.mail.claiming import release_stale
from erm.mail.delivery import Postman
from erm.settings import Settings, read_keys
from tests.processes import ENCRYPTION_KEY, KEY


async def nobody_left(people: Collection[UUID]) -> set[UUID]:
    return set()


FORKED = multiprocessing.get_context("forkserver")
"""A process that has everything imported forks the workers: begun anew, they are there at once."""
FORKED.set_forkserver_preload(["erm.jobs.worker", "tests.mail.postman_process"])


async def main(database_url: str, smtp_url: str, lease: float, name: str, ready: Event) -> None:
    settings = Settings(
        database_url=database_url,
        public_url="https://erm.test",
        secret_key=KEY,
        encryption_keys=read_keys(ENCRYPTION_KEY),
        smtp_url=smtp_url,
        mail_from="erm <erm@erm.test>",
    )
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    bus = Bus()
    async with database(database_url, pool_size=5):
        post = Postman(settings, name, nobody_left, lease=timedelta(seconds=lease))
        ready.set()
        while not stop.is_set():
            await release_stale(bus)
            await post.run(stop)
            await asyncio.sleep(0.02)
        await post.close()


def run(database_url: str, smtp_url: str, lease: float, name: str, ready: Event) -> None:
    """Deliver until told to stop."""
    asyncio.run(main(database_url, smtp_url, lease, name, ready))
