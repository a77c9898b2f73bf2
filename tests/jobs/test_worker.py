"""The worker: jobs do not stop one another, it shows that it lives, and it stops cleanly."""

from __future__ import annotations

import asyncio
import sys
import time
from asyncio.subprocess import PIPE
from datetime import timedelta
from typing import Any

import pytest

from erm.access.models import SignInLinkRequest
from erm.core.actor import SYSTEM
from erm.core.clock import now
from erm.core.database.connections import database
from erm.core.database.models import WorkerHeartbeat
from erm.flows.announcing import still_told
from erm.flows.subjects import subjects
from erm.flows.subscriptions import build_bus
from erm.integrations.delivering import Courier
from erm.jobs.table import JOBS, Job, Tools, beat, leavers_among
from erm.jobs.worker import run_once
from erm.mail.delivery import Postman
from erm.mail.models import Mail
from erm.mail.rules import MailState, Transport
from erm.notifications.dispatching import Dispatcher
from erm.recognition.news_mails import WRITERS
from erm.settings import Settings
from tests.cast import Cast
from tests.cast import company as whole_cast
from tests.jobs.test_worker_kill import ROOT


@pytest.fixture
def tools(settings: Settings) -> Tools:
    bus = build_bus(settings)
    return Tools(
        settings=settings,
        bus=bus,
        postman=Postman(settings, "w1", leavers_among),
        courier=Courier(settings, bus, still_told),
        dispatcher=Dispatcher(settings, bus, subjects, WRITERS),
        stop=asyncio.Event(),
        worker="w1",
        started_at=now(),
    )


def test_every_job_has_a_name_and_a_rhythm_of_its_own() -> None:
    assert len({job.name for job in JOBS}) == len(JOBS) >= 7
    assert all(timedelta(seconds=1) <= job.every <= timedelta(days=1) for job in JOBS)


async def test_a_crash_is_told_without_its_words(
    tools: Tools, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    async def crash(_: Tools) -> None:
        raise RuntimeError("a private note")

    assert not await run_once(Job("crashing", timedelta(seconds=1), crash), tools)
    # To the terminal or to the standard library's log, as the process was set up before.
    told = "".join(capsys.readouterr()) + caplog.text
    assert "crashing" in told
    assert "RuntimeError" in told
    assert "private note" not in told


@pytest.mark.usefixtures("cast")
async def test_every_job_runs_on_an_ordinary_database(tools: Tools) -> None:
    for job in JOBS:
        assert await run_once(job, tools), job.name


async def test_the_heartbeat_is_one_row_a_worker(db: Any, tools: Tools) -> None:
    await WorkerHeartbeat.create(
        name="dead", beat_at=now() - timedelta(days=2), started_at=now() - timedelta(days=3)
    )
    await beat(tools)
    first = await WorkerHeartbeat.get()
    await asyncio.sleep(0.01)
    await beat(tools)
    again = await WorkerHeartbeat.get()
    assert again.name == "w1"
    assert again.beat_at > first.beat_at
    assert again.started_at == first.started_at


async def test_leavers_and_strangers_get_no_mail(cast: Cast) -> None:
    asked = {cast.ann.id, cast.dee.id, SYSTEM.person_id}
    assert await leavers_among(asked) == {cast.dee.id, SYSTEM.person_id}


async def test_a_real_worker_delivers_shows_its_life_and_stops_within_a_second(
    database_url: str,
) -> None:
    async with database(database_url, pool_size=2):
        await whole_cast()
        await SignInLinkRequest.create(email="ann@erm.test", language="en", requested_at=now())
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.jobs.worker_process", database_url, "", "60",
            cwd=ROOT, stdout=PIPE, stderr=PIPE,
        )  # fmt: skip
        async with asyncio.timeout(20):
            while not await Mail.filter(state=MailState.SENT).exists():  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        assert await WorkerHeartbeat.all().count() == 1
        began = time.monotonic()
        process.terminate()
        _, errors = await process.communicate()
        assert time.monotonic() - began < 3
        assert process.returncode == 0, errors
        assert b"job_crashed" not in errors
        assert await WorkerHeartbeat.all().count() == 0
        mail = await Mail.get()
        assert (mail.kind, mail.to_address) == ("sign_in_link", "ann@erm.test")
        assert mail.transport is Transport.LOCAL
