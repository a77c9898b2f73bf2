"""The same digest twice: by two workers, by one that comes back, after a move, after a new choice."""

from __future__ import annotations

import asyncio
import random
from datetime import timedelta

from erm.core import clock
from erm.core.work import unit_of_work
from erm.digest.commands import set_digest_preference
from erm.digest.issuing import issue_due
from erm.digest.models import DigestIssue, DigestPreference, DigestSchedule
from erm.digest.rules import DigestFrequency, IssueState
from erm.mail.models import Mail
from erm.people.models import Person
from erm.settings import Settings
from tests.cast import Cast
from tests.digest.issuing import DAY, NEVER, NINE, YEARS_AGO, ask, mailed, run
from tests.digest.week import BUS


async def test_whatever_happens_in_a_week_each_person_has_one_mail_for_it(
    cast: Cast, settings: Settings
) -> None:
    """Several workers at random moments; Ann flies about, and chooses another day all the time."""
    draw = random.Random(8)
    people = [cast.ann, cast.bo, cast.cy]
    await Person.filter(id__in=[p.id for p in people]).update(created_at=YEARS_AGO)
    await ask(cast.mo, people)
    moment = NINE - 2 * DAY
    while moment < NINE + 12 * DAY:
        moment += timedelta(hours=draw.randint(1, 20))
        with clock.at(moment):
            if draw.random() < 0.3:
                zone = draw.choice(["Pacific/Apia", "Pacific/Pago_Pago", "Asia/Kathmandu"])
                await Person.filter(id=cast.ann.id).update(time_zone=zone)
            if draw.random() < 0.3:
                async with unit_of_work(BUS):
                    await set_digest_preference(
                        cast.actor(cast.ann),
                        frequency=DigestFrequency.WEEKLY,
                        weekday=draw.randint(1, 7),
                        hour=draw.randint(6, 21),
                    )
            await asyncio.gather(*(issue_due(settings, BUS, NEVER) for _ in range(3)))
    for person in people:
        periods = await mailed(person)
        assert len(periods) == len(set(periods))
        assert len(periods) == await Mail.filter(recipient_id=person.id).count() <= 3
    assert await mailed(cast.bo) == ["2026-W48", "2026-W49"]


async def test_the_first_run_of_a_version_with_a_schedule_sends_nothing_of_this_week_again(
    cast: Cast, settings: Settings
) -> None:
    """As the version before left it: choices and issues, and no row of any schedule."""
    people = [cast.ann, cast.bo]
    await Person.filter(id__in=[p.id for p in people]).update(created_at=YEARS_AGO)
    await ask(cast.mo, people)
    for person, state in zip(people, IssueState, strict=True):
        _ = await DigestPreference.create(
            person_id=person.id,
            frequency=DigestFrequency.WEEKLY,
            weekday=1,
            hour=7,
            updated_at=YEARS_AGO,
        )
        _ = await DigestIssue.create(
            person_id=person.id,
            period="2026-W48",
            state=state,
            created_at=NINE - timedelta(hours=2),
        )
    for hour in range(0, 6 * 24, 5):
        assert await run(settings, NINE + timedelta(hours=hour)) == 0
    rows = await DigestSchedule.filter(person_id__in=[p.id for p in people])
    assert {row.next_at for row in rows} == {NINE + timedelta(days=7, hours=-2)}
