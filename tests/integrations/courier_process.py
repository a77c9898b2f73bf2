"""A worker that only tells integrations, to be killed: ``DATABASE_URL RECEIVER_PORT LEASE_SECONDS``."""

from __future__ import annotations

import asyncio
import signal
import sys
from datetime import timedelta

from erm.core.database.connections import database
from erm.core.events import Bus
from erm.core.sealing import use_keys
from erm.flows.announcing import still_told
from erm.integrations.delivering import Courier, release_stale
from erm.settings import Settings, read_keys
from tests.processes import ENCRYPTION_KEY, KEY


async def main(database_url: str, port: str, lease: str) -> None:
    settings = Settings(
        database_url=database_url,
        public_url="https://erm.test",
        secret_key=KEY,
        encryption_keys=read_keys(ENCRYPTION_KEY),
        integration_hosts=(("127.0.0.1", int(port)),),
    )
    use_keys(settings)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    bus = Bus()
    async with database(database_url, pool_size=3):
        courier = Courier(settings, bus, still_told, lease=timedelta(seconds=float(lease)))
        print("ready", flush=True)
        while not stop.is_set():
            await release_stale(bus)
            await courier.run(stop)
            await asyncio.sleep(0.02)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
