"""The worker's loop.

Every job runs in a task of its own, again and again; a crash in one is logged and stops no other.
On ``stop`` what is in hand is finished and claims are given back.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import socket
from datetime import timedelta

import structlog

from erm.core.clock import now
from erm.core.database.connections import database
from erm.core.database.models import WorkerHeartbeat
from erm.core.garbage import leave_alone
from erm.core.logging import describe
from erm.core.sealing import use_keys
from erm.flows.announcing import still_told
from erm.flows.subjects import subjects
from erm.flows.subscriptions import build_bus
from erm.integrations.delivering import Courier
from erm.jobs.table import JOBS, Job, Tools, leavers_among
from erm.mail.delivery import Postman
from erm.mail.rendering import warm
from erm.mail.rules import LEASE
from erm.notifications.dispatching import Dispatcher
from erm.recognition.news_mails import WRITERS
from erm.settings import Settings

log = structlog.get_logger("erm.jobs")

GRACE = timedelta(seconds=10)
"""How long what is in hand may take after ``stop``."""


async def run_worker(settings: Settings, stop: asyncio.Event, *, lease: timedelta = LEASE) -> None:
    """Open the database and do every job at its rhythm until ``stop`` is set.

    ``lease`` is how long a claim on a mail holds before another worker may take it.
    """
    warm()
    leave_alone()
    use_keys(settings)
    worker = f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"
    async with database(settings.database_url, pool_size=settings.database_pool):
        bus = build_bus(settings)
        tools = Tools(
            settings=settings,
            bus=bus,
            postman=Postman(settings, worker, leavers_among, bus=bus, lease=lease),
            courier=Courier(settings, bus, still_told),
            dispatcher=Dispatcher(settings, bus, subjects, WRITERS),
            stop=stop,
            worker=worker,
            started_at=now(),
        )
        log.info("worker_started", worker=worker, jobs=[job.name for job in JOBS])
        tasks = [asyncio.create_task(_again_and_again(job, tools), name=job.name) for job in JOBS]
        try:
            await stop.wait()
            _, slow = await asyncio.wait(tasks, timeout=GRACE.total_seconds())
            for task in slow:
                log.warning("job_cut_off", job=task.get_name())
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await tools.postman.close()
            await WorkerHeartbeat.filter(name=worker).delete()
        log.info("worker_stopped", worker=worker)


async def _again_and_again(job: Job, tools: Tools) -> None:
    while not tools.stop.is_set():
        await run_once(job, tools)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(tools.stop.wait(), job.every.total_seconds())


async def run_once(job: Job, tools: Tools) -> bool:
    """Do a job once; a crash is logged without its words. Returns whether it went well."""
    try:
        await job.run(tools)
    except Exception as error:  # noqa: BLE001 (one job's crash must not stop the others)
        log.error("job_crashed", job=job.name, **describe(error))
        return False
    return True
