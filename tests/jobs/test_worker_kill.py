"""kill -9 of the worker at random moments of a digest run: everybody gets exactly one mail.

SMTP cannot do better than this: a mail whose acceptance was cut off is sent again, and then with the
same Message-ID, so that a program for mail can tell.
"""

from __future__ import annotations

import asyncio
import random
import sys
from asyncio.subprocess import PIPE, Process
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from erm.core.database.connections import database
from erm.core.ids import new_id
from erm.digest.models import DigestIssue, DigestPreference
from erm.digest.rules import DigestFrequency, IssueState
from erm.feedback.models import FeedbackRequest
from erm.feedback.rules import RequestState, open_key
from erm.mail.models import Mail
from erm.mail.rules import MailState
from erm.people.models import Person
from tests.cast import Cast
from tests.mail.smtp_server import Inbox, smtp_server

ROOT = Path(__file__).parents[2]
LEASE = 4.0
CONNECTIONS = 4
"""As many as a worker keeps to a server unless it is told otherwise."""
LONG_AGO = datetime(2026, 1, 5, 8, tzinfo=UTC)


def daytime_zone(instant: datetime) -> str:
    """A zone in which it is about noon now, so that a digest may be made."""
    east = 13 - instant.hour
    return "Etc/GMT" if east == 0 else f"Etc/GMT{-east:+d}"


async def company(people: int) -> list[UUID]:
    """People each of whom was asked for feedback, and whose digest is due now."""
    cast = Cast()
    instant = datetime.now(UTC)
    asker = await cast.person("Asker")
    crowd = await cast.crowd(people)
    await Person.filter(id__in=[p.id for p in crowd]).update(time_zone=daytime_zone(instant))
    local = instant + timedelta(hours=13 - instant.hour)
    await DigestPreference.bulk_create(
        [
            DigestPreference(
                person_id=person.id,
                frequency=DigestFrequency.OFF if person is asker else DigestFrequency.WEEKLY,
                weekday=local.isoweekday(),
                hour=6,
                updated_at=LONG_AGO,
            )
            for person in [asker, *crowd]
        ]
    )
    await FeedbackRequest.bulk_create(
        [
            FeedbackRequest(
                id=new_id(),
                requester_id=asker.id,
                asked_id=person.id,
                question="What could I do better?",
                state=RequestState.PENDING,
                open_key=open_key(asker.id, person.id, "What could I do better?"),
                created_at=LONG_AGO,
            )
            for person in crowd
        ]
    )
    return [person.id for person in crowd]


async def start(url: str, inbox: Inbox) -> Process:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.jobs.worker_process", url, inbox.url, str(LEASE),
        cwd=ROOT, stdout=PIPE, stderr=PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert await process.stdout.readline() == b"ready\n"
    return process


async def finish(process: Process) -> bytes:
    _, errors = await asyncio.wait_for(process.communicate(), 30)
    return errors


async def run_with_kills(
    url: str, people: int, kills: int, *, delay: float, workers: int = 2
) -> None:
    """Workers race for the same digests and die together at random; the last ones end the run."""
    dice = random.Random(20261123)
    in_the_middle = 0
    async with smtp_server() as inbox, database(url, pool_size=3):
        everybody = await company(people)
        inbox.delay = delay
        for _ in range(kills):
            racing = await asyncio.gather(*(start(url, inbox) for _ in range(workers)))
            await asyncio.sleep(dice.uniform(0.3, 1.6))
            for process in racing:
                process.kill()
            for process in racing:
                assert b"job_crashed" not in await finish(process)
            in_the_middle += await Mail.filter(state=MailState.SENT).count() < people
        racing = await asyncio.gather(*(start(url, inbox) for _ in range(workers)))
        async with asyncio.timeout(60 + people / 5):
            while await Mail.filter(state=MailState.SENT).count() < people:  # noqa: ASYNC110
                await asyncio.sleep(0.2)
        before = len(inbox.accepted)
        for process in racing:
            process.terminate()
        for process in racing:
            errors = await finish(process)
            assert process.returncode == 0
            assert b"job_crashed" not in errors
        assert len(inbox.accepted) == before

        accepted = Counter(zip(inbox.recipients, inbox.message_ids, strict=True))
        repeated = sum(count - 1 for count in accepted.values())
        ids_of_mails = {
            f"<{key}@erm.test>" for key in await Mail.all().values_list("id", flat=True)
        }
        print(
            f"\n{people} people, {workers} workers, {kills} kill -9 ({in_the_middle} before the run was over): "
            f"{len(accepted)} mails, {repeated} repeated with the same Message-ID"
        )
        assert len({recipient for recipient, _ in accepted}) == people, "everybody got one"
        assert len(accepted) == people, "nobody got two different ones"
        assert {message_id for _, message_id in accepted} == ids_of_mails
        assert repeated <= kills * workers * CONNECTIONS, "at most those in flight at a kill"
        issues = await DigestIssue.filter(state=IssueState.QUEUED).values_list(
            "person_id", flat=True
        )
        assert sorted(issues) == sorted(everybody)
        assert await Mail.exclude(state=MailState.SENT).count() == 0
        assert in_the_middle > 0, "no kill hit the run: this test shows nothing"


# On the other database in full, by `make soak`.
@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
async def test_everybody_gets_one_digest_however_often_the_worker_dies(database_url: str) -> None:
    await run_with_kills(database_url, people=60, kills=4, delay=0.03)


@pytest.mark.soak
@pytest.mark.parametrize("_round", range(1))
async def test_500_people_and_20_kills(database_url: str, _round: int) -> None:
    await run_with_kills(database_url, people=500, kills=20, delay=0.15)
