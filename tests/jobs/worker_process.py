"""A real worker in a process of its own, to be killed: ``DATABASE_URL SMTP_URL LEASE_SECONDS``."""

from __future__ import annotations

import asyncio
import signal
import sys
from datetime import timedelta

from erm.core.logging import configure_logging
from erm.digest import planning
from erm.jobs.worker import run_worker
from erm.settings import Settings, read_keys
from tests.processes import ENCRYPTION_KEY


async def main(database_url: str, smtp_url: str, lease: str) -> None:
    settings = Settings(
        database_url=database_url,
        database_pool=5,
        public_url="https://erm.test",
        secret_key="a-key-that-is-only-for-the-tests-0123456789",
        smtp_url=smtp_url or None,
        mail_from="erm <erm@erm.test>",
        company_name="Test company",
        encryption_keys=read_keys(ENCRYPTION_KEY),
    )
    # Over when the next process has started, so that it need not wait for another turn of the job.
    planning.LEASE = timedelta(seconds=1)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    print("ready", flush=True)
    await run_worker(settings, stop, lease=timedelta(seconds=float(lease)))


if __name__ == "__main__":
    configure_logging()
    asyncio.run(main(*sys.argv[1:]))
