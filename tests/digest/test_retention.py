"""How long it is known which digests were made."""

from __future__ import annotations

from datetime import datetime, timedelta

from erm.core.clock import now
from erm.core.ids import new_id
from erm.digest.models import DigestIssue, DigestSchedule
from erm.digest.retention import KEPT_FOR, purge
from erm.digest.rules import DigestFrequency, IssueState
from erm.people.models import Person
from tests.cast import Cast

DAY = timedelta(days=1)


async def made(person: Person, at: datetime) -> DigestIssue:
    return await DigestIssue.create(
        person_id=person.id, period=str(at.date()), state=IssueState.QUEUED,
        mail_id=new_id(), created_at=at,
    )  # fmt: skip


async def test_issues_stay_for_180_days_and_the_last_one_longer(cast: Cast) -> None:
    old = now() - KEPT_FOR - DAY
    await made(cast.ann, old)
    young = await made(cast.ann, old + 2 * DAY)
    await made(cast.bo, old - DAY)
    last = await made(cast.bo, old)
    for person, issue in ((cast.ann, young), (cast.bo, last)):
        await DigestSchedule.create(
            person_id=person.id, zone="UTC", cadence=DigestFrequency.MONTHLY,
            last_issue_id=issue.id,
        )  # fmt: skip
    assert await purge() == 2
    assert {row.id for row in await DigestIssue.all()} == {young.id, last.id}
    assert await purge() == 0
