"""Seven weekly digests after seven weeks without a worker, one for each day of a leave, one each hour."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from erm.core import clock
from erm.core.work import unit_of_work
from erm.digest.commands import set_digest_preference
from erm.digest.errors import TooManyDigests
from erm.digest.issuing import send_my_digest_now
from erm.digest.models import DigestIssue
from erm.digest.rules import DigestFrequency
from erm.mail.models import Mail
from erm.notifications.models import Reach
from erm.settings import Settings
from tests.cast import Cast
from tests.digest.issuing import DAY, NINE, WEEK, YEARS_AGO, ask, mailed, run
from tests.digest.week import BERLIN, BUS


async def test_the_worker_was_away_for_seven_weeks(cast: Cast, settings: Settings) -> None:
    cast.ann.created_at = YEARS_AGO
    await cast.ann.save(update_fields=["created_at"])
    await ask(cast.mo, [cast.ann])
    await run(settings, NINE)
    for hour in range(48):
        await run(settings, NINE + 7 * WEEK + timedelta(hours=hour))
    assert await mailed(cast.ann) == ["2026-W48", "2027-W02"]


async def test_a_daily_one_after_a_leave_of_three_weeks(cast: Cast, settings: Settings) -> None:
    await ask(cast.mo, [cast.ann])
    with clock.at(NINE - DAY):
        async with unit_of_work(BUS):
            await set_digest_preference(
                cast.actor(cast.ann), frequency=DigestFrequency.DAILY, weekday=1, hour=9
            )
        _ = await Reach.create(
            person_id=cast.ann.id,
            quiet_from=20,
            quiet_to=7,
            days_off=[6, 7],
            paused_until=date(2026, 12, 14),
            updated_at=clock.now(),
        )
    for hour in range(0, 24 * 22, 3):
        await run(settings, NINE + timedelta(hours=hour))
    issues = await DigestIssue.filter(person_id=cast.ann.id).values_list("created_at", flat=True)
    assert issues == [datetime(2026, 12, 14, 9, tzinfo=BERLIN)]


async def test_nobody_can_flood_themselves(cast: Cast, settings: Settings) -> None:
    await ask(cast.mo, [cast.ann])
    with clock.at(NINE):
        for number in range(6):
            try:
                async with unit_of_work(BUS):
                    await send_my_digest_now(cast.actor(cast.ann), settings)
            except TooManyDigests:
                assert number >= 3
        with pytest.raises(TooManyDigests):
            async with unit_of_work(BUS):
                await send_my_digest_now(cast.actor(cast.ann), settings)
    assert await Mail.filter(kind="digest").count() == 3
