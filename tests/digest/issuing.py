"""What a worker does, moment by moment, for tests of the digest's times."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from erm.core import clock
from erm.core.ids import new_id
from erm.digest.issuing import issue_due
from erm.digest.models import DigestIssue, DigestSchedule
from erm.feedback.models import FeedbackRequest
from erm.feedback.rules import RequestState, open_key
from erm.people.models import Person
from erm.settings import Settings
from tests.digest.week import BERLIN, BUS

NINE = datetime(2026, 11, 23, 9, tzinfo=BERLIN)
YEARS_AGO = datetime(2020, 1, 1, tzinfo=UTC)
NEVER = asyncio.Event()
MINUTE, DAY, WEEK = timedelta(minutes=1), timedelta(days=1), timedelta(weeks=1)


async def ask(asker: Person, people: Sequence[Person]) -> None:
    """Something to do that stays until it is done."""
    await FeedbackRequest.bulk_create(
        [
            FeedbackRequest(
                id=new_id(),
                requester_id=asker.id,
                asked_id=person.id,
                question="What could I do better?",
                state=RequestState.PENDING,
                open_key=open_key(asker.id, person.id, "What could I do better?"),
                created_at=NINE - WEEK,
            )
            for person in people
        ]
    )


async def run(settings: Settings, moment: datetime) -> int:
    """What a worker does at a moment; returns how many mails it queued."""
    with clock.at(moment):
        return await issue_due(settings, BUS, NEVER)


async def next_at(person: Person) -> datetime | None:
    """When their next digest is made."""
    row = await DigestSchedule.get(person_id=person.id)
    return row.next_at


async def mailed(person: Person) -> list[str]:
    """The periods of which somebody has a mail, in their order."""
    rows = await DigestIssue.filter(person_id=person.id, mail_id__not_isnull=True).order_by("id")
    return [row.period for row in rows]
