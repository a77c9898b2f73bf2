"""One digest for a person and a period, at its time, by whichever worker, and none against a wish."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from erm.access.models import AccessToken
from erm.core import clock
from erm.core.ids import new_id
from erm.core.work import unit_of_work
from erm.digest import issuing, planning
from erm.digest.adapting import note_answer
from erm.digest.commands import set_digest_preference, stop_digest
from erm.digest.issuing import issue_claimed, issue_due, plan_due
from erm.digest.making import make_many
from erm.digest.models import DigestIssue, DigestSchedule
from erm.digest.queries import preference
from erm.digest.rules import DigestFrequency, DigestSection, IssueState
from erm.flows.subscriptions import build_bus
from erm.mail.models import Mail
from erm.mail.rules import MailState
from erm.notifications.choosing import set_reach
from erm.notifications.models import Reach
from erm.people.models import Person
from erm.settings import Settings
from tests.cast import Cast, begin_session
from tests.database import query_count
from tests.digest.issuing import (
    DAY,
    MINUTE,
    NEVER,
    NINE,
    WEEK,
    YEARS_AGO,
    ask,
    mailed,
    next_at,
    run,
)
from tests.digest.week import BERLIN, BUS


@pytest.fixture
async def crowd(cast: Cast) -> list[Person]:
    """Ann and Bo, who always have something to do, and the company, which has been there for years."""
    await Person.filter(created_at__gt=YEARS_AGO).update(created_at=YEARS_AGO)
    people = [cast.ann, cast.bo]
    await ask(cast.mo, people)
    return people


async def choose(cast: Cast, person: Person, moment: datetime, **chosen: object) -> None:
    wanted = {"frequency": DigestFrequency.WEEKLY, "weekday": 1, "hour": 9} | chosen
    with clock.at(moment):
        async with unit_of_work(BUS):
            await set_digest_preference(cast.actor(person), **wanted)  # type: ignore[arg-type]


async def test_everybody_is_planned_once_and_made_when_their_time_has_come(
    crowd: list[Person], settings: Settings
) -> None:
    assert await run(settings, NINE - MINUTE) == 0
    assert await next_at(crowd[0]) == NINE
    assert await run(settings, NINE) == 2
    assert await next_at(crowd[0]) == NINE + WEEK
    assert await run(settings, NINE + MINUTE) == 0
    assert await mailed(crowd[0]) == ["2026-W48"]
    assert await DigestIssue.filter(state=IssueState.SKIPPED).count() == 7, "nothing to say"
    assert await run(settings, NINE + WEEK) == 2
    assert await mailed(crowd[0]) == ["2026-W48", "2026-W49"]


async def test_nobody_is_planned_who_has_left_and_leavers_are_dropped(
    cast: Cast, crowd: list[Person], settings: Settings
) -> None:
    await run(settings, NINE - MINUTE)
    assert not await DigestSchedule.filter(person_id=cast.dee.id).exists()
    await Person.filter(id=cast.ann.id).update(left_on=NINE.date())
    assert await run(settings, NINE) == 1
    assert not await DigestSchedule.filter(person_id=cast.ann.id).exists()
    assert await mailed(cast.ann) == []


async def test_what_was_sent_this_week_before_there_was_a_schedule_is_not_sent_again(
    crowd: list[Person], settings: Settings
) -> None:
    """The first run of this version on a Monday at noon: Ann got hers at nine, Bo did not."""
    _ = await DigestIssue.create(
        person_id=crowd[0].id,
        period="2026-W48",
        state=IssueState.QUEUED,
        mail_id=new_id(),
        created_at=NINE,
    )
    assert await run(settings, NINE + 3 * timedelta(hours=1)) == 1
    assert await mailed(crowd[0]) == await mailed(crowd[1]) == ["2026-W48"]
    assert await Mail.filter(recipient_id=crowd[0].id).count() == 0
    row = await DigestSchedule.get(person_id=crowd[0].id)
    assert (row.next_at, row.last_issue_id is not None) == (NINE + WEEK, True)


async def test_a_worker_that_was_away_for_weeks_makes_one(
    crowd: list[Person], settings: Settings
) -> None:
    await run(settings, NINE)
    back = NINE + 5 * WEEK + 2 * DAY
    assert await run(settings, back) == 2
    assert await mailed(crowd[0]) == ["2026-W48", "2026-W53"]
    assert await next_at(crowd[0]) == NINE + 6 * WEEK
    night = NINE + 8 * WEEK + timedelta(hours=17)
    assert await run(settings, night) == 0
    assert await next_at(crowd[0]) == NINE + 8 * WEEK + timedelta(hours=22)


async def test_workers_at_the_same_time_make_one_digest_each(
    crowd: list[Person], settings: Settings
) -> None:
    with clock.at(NINE):
        await plan_due(BUS, NEVER)
        queued = await asyncio.gather(
            *(issue_due(settings, build_bus(settings), NEVER, plan=False) for _ in range(4))
        )
    assert sum(queued) == 2
    assert await Mail.filter(kind="digest").count() == 2
    assert await DigestSchedule.filter(claimed_until__not_isnull=True).count() == 0
    assert await DigestSchedule.filter(next_at__lte=NINE).count() == 0


async def test_what_a_dead_worker_held_is_made_when_its_lease_ends(
    crowd: list[Person], settings: Settings
) -> None:
    with clock.at(NINE):
        await plan_due(BUS, NEVER)
        held = await planning.claim(BUS)
        assert await issue_due(settings, BUS, NEVER) == 0
    with clock.at(NINE + planning.LEASE):
        taken = await planning.claim(BUS)
        assert {each.person_id for each in taken} == {each.person_id for each in held}
        # The first was not dead after all, but slow.
        assert await issue_claimed(settings, BUS, held) == 0
        assert await issue_claimed(settings, BUS, taken) == 2
    assert await DigestIssue.filter(mail_id__not_isnull=True).count() == 2


async def test_a_program_of_an_earlier_version_beside_it_doubles_nothing(
    crowd: list[Person], settings: Settings
) -> None:
    """It knows the table of issues alone and writes one between our claim and our transaction."""
    with clock.at(NINE):
        await plan_due(BUS, NEVER)
        claims = await planning.claim(BUS)

        async def meanwhile(*given: object) -> object:
            made = await make_many(*given)  # type: ignore[arg-type]
            _ = await DigestIssue.create(
                person_id=crowd[0].id,
                period="2026-W48",
                state=IssueState.QUEUED,
                mail_id=new_id(),
                created_at=NINE,
            )
            return made

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(issuing, "make_many", meanwhile)
            assert await issue_claimed(settings, BUS, claims) == 1
    assert await Mail.filter(kind="digest").values_list("recipient_id", flat=True) == [crowd[1].id]
    assert await run(settings, NINE + planning.LEASE) == 0
    assert await next_at(crowd[0]) == NINE + WEEK


async def test_who_stops_it_while_it_is_made_gets_none(
    crowd: list[Person], settings: Settings
) -> None:
    with clock.at(NINE):
        await plan_due(BUS, NEVER)
        claims = await planning.claim(BUS)
        async with unit_of_work(BUS):
            await stop_digest(crowd[0].id)
        assert await issue_claimed(settings, BUS, claims) == 1
    assert await mailed(crowd[0]) == []
    assert await next_at(crowd[0]) is None


async def test_who_stops_it_before_it_is_sent_gets_none_either(
    crowd: list[Person], settings: Settings
) -> None:
    await run(settings, NINE)
    async with unit_of_work(BUS):
        await stop_digest(crowd[0].id)
        await stop_digest(crowd[0].id)
    states = dict(await Mail.filter(kind="digest").values_list("recipient_id", "state"))
    assert states == {crowd[0].id: MailState.CANCELLED, crowd[1].id: MailState.QUEUED}


async def test_one_digest_that_fails_stops_nobody_elses_and_is_tried_again(
    crowd: list[Person], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:

    async def failing(wishes: dict[UUID, object], *given: object) -> object:
        made = await make_many(
            {key: wish for key, wish in wishes.items() if key != crowd[0].id},  # type: ignore[misc]
            *given,  # type: ignore[arg-type]
        )
        made.failed.add(crowd[0].id)
        return made

    with monkeypatch.context() as patch:
        patch.setattr(issuing, "make_many", failing)
        assert await run(settings, NINE) == 1
    assert await run(settings, NINE + MINUTE) == 0
    assert await run(settings, NINE + planning.LEASE) == 1
    assert await mailed(crowd[0]) == ["2026-W48"]


async def test_one_for_whom_reading_for_many_fails_stops_nobody_else(
    crowd: list[Person], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def failing(wishes: dict[UUID, Any], *given: Any) -> Any:
        if crowd[0].id in wishes:
            raise ValueError("something of theirs cannot be read")
        return await make_many(wishes, *given)

    monkeypatch.setattr(issuing, "make_many", failing)
    assert await run(settings, NINE) == 1
    assert await mailed(crowd[1]) == ["2026-W48"]
    assert await mailed(crowd[0]) == []


async def test_everybody_gets_it_at_nine_of_their_own_morning(
    cast: Cast, crowd: list[Person], settings: Settings
) -> None:
    york = ZoneInfo("America/New_York")
    await Person.filter(id=cast.ann.id).update(time_zone="America/New_York")
    assert await run(settings, NINE) == 1
    assert await next_at(cast.ann) == NINE.replace(tzinfo=york)
    assert await run(settings, NINE.replace(tzinfo=york)) == 1


async def test_moving_to_another_zone_doubles_and_loses_nothing(
    cast: Cast, crowd: list[Person], settings: Settings
) -> None:
    """Ann flies to Tokyo before hers was made, Bo to Honolulu after it."""
    await run(settings, NINE - WEEK)
    await Person.filter(id=cast.ann.id).update(time_zone="Asia/Tokyo")
    assert await run(settings, NINE - timedelta(hours=1)) == 1, "it is four in the afternoon there"
    assert await run(settings, NINE) == 1
    await Person.filter(id=cast.bo.id).update(time_zone="Pacific/Honolulu")
    assert await run(settings, NINE + timedelta(hours=1)) == 0
    honolulu = ZoneInfo("Pacific/Honolulu")
    assert await next_at(cast.bo) == (NINE + WEEK).replace(tzinfo=honolulu)
    assert await next_at(cast.ann) == (NINE + WEEK).replace(tzinfo=ZoneInfo("Asia/Tokyo"))
    assert await mailed(cast.ann) == await mailed(cast.bo) == ["2026-W47", "2026-W48"]


async def test_it_keeps_to_quiet_hours_days_off_and_pauses(
    cast: Cast, crowd: list[Person], settings: Settings
) -> None:
    await run(settings, NINE - MINUTE)
    common: dict[str, Any] = {"quiet_from": 20, "quiet_to": 7, "updated_at": NINE}
    _ = await Reach.create(
        person_id=cast.ann.id, days_off=[1], paused_until=date(2026, 11, 26), **common
    )
    _ = await Reach.create(person_id=cast.bo.id, days_off=[1, 6, 7], **common)
    assert await run(settings, NINE) == 0
    assert await next_at(cast.ann) == datetime(2026, 11, 26, 7, tzinfo=BERLIN)
    assert await next_at(cast.bo) == datetime(2026, 11, 24, 7, tzinfo=BERLIN)
    assert await run(settings, NINE + DAY) == 1
    assert await run(settings, NINE + 3 * DAY) == 1
    assert await mailed(cast.ann) == await mailed(cast.bo) == ["2026-W48"]


async def test_quiet_hours_that_are_chosen_anew_count_at_once(
    cast: Cast, crowd: list[Person], settings: Settings
) -> None:
    await run(settings, NINE - DAY)
    ann = cast.actor(cast.ann)
    for days, pause, at in (
        ([1, 2], None, datetime(2026, 11, 25, 7, tzinfo=BERLIN)),
        ([], date(2026, 12, 4), datetime(2026, 12, 4, 7, tzinfo=BERLIN)),
        ([6, 7], None, NINE),
    ):
        with clock.at(NINE - timedelta(hours=12)):
            async with unit_of_work(BUS):
                await set_reach(ann, quiet_from=20, quiet_to=7, days_off=days, paused_until=pause)
        assert await next_at(cast.ann) == at


async def test_a_choice_counts_at_once(cast: Cast, crowd: list[Person], settings: Settings) -> None:
    await run(settings, NINE)
    await choose(cast, cast.ann, NINE + MINUTE, frequency=DigestFrequency.DAILY)
    assert await next_at(cast.ann) == NINE + DAY
    await choose(cast, cast.bo, NINE + MINUTE, weekday=5)
    assert await next_at(cast.bo) == NINE + 11 * DAY, "this week has had one"
    await choose(cast, cast.mo, NINE + MINUTE, frequency=DigestFrequency.OFF)
    assert await next_at(cast.mo) is None
    assert await Mail.filter(state=MailState.QUEUED).count() == 2
    await choose(cast, cast.ann, NINE + MINUTE, frequency=DigestFrequency.OFF)
    left = await Mail.filter(state=MailState.QUEUED).values_list("recipient_id", flat=True)
    assert left == [cast.bo.id], "one that waits to be sent is not sent either"
    await choose(cast, cast.mo, NINE + 2 * MINUTE, weekday=2, hour=8)
    assert await next_at(cast.mo) == NINE + 8 * DAY - timedelta(hours=1)
    await choose(cast, cast.cy, NINE + MINUTE, frequency=DigestFrequency.MONTHLY, weekday=4)
    assert await next_at(cast.cy) == datetime(2026, 12, 3, 9, tzinfo=BERLIN)


async def test_a_choice_of_sections_moves_no_time(
    cast: Cast, crowd: list[Person], settings: Settings
) -> None:
    await choose(cast, cast.ann, NINE - WEEK)
    await run(settings, NINE - DAY)
    wanted = [DigestSection.NEEDS, DigestSection.FEEDBACK]
    await choose(cast, cast.ann, NINE + MINUTE, sections=wanted)
    assert await next_at(cast.ann) == NINE
    assert await run(settings, NINE + 2 * MINUTE) == 2
    with clock.at(NINE):
        assert (await preference(cast.actor(cast.ann))).sections == tuple(wanted)


# ---- slowing down


async def days(settings: Settings, start: datetime, count: int) -> None:
    for number in range(count):
        await run(settings, start + number * DAY)


async def standing(person: Person) -> tuple[DigestFrequency, int]:
    row = await DigestSchedule.get(person_id=person.id)
    return row.cadence, row.ignored


async def send_all() -> None:
    await Mail.filter(state=MailState.QUEUED).update(state=MailState.SENT)


async def test_a_daily_one_that_is_ignored_slows_down_to_monthly_and_says_so(
    cast: Cast, crowd: list[Person], settings: Settings
) -> None:
    await choose(cast, cast.ann, NINE - DAY, frequency=DigestFrequency.DAILY)
    moment = NINE
    while (
        await DigestSchedule.filter(person_id=cast.ann.id, cadence=DigestFrequency.MONTHLY).count()
        == 0
    ):
        await run(settings, moment)
        await send_all()
        moment += DAY
    mails = await Mail.filter(kind="digest", recipient_id=cast.ann.id).order_by("id")
    said = ["once a week" in mail.text.split("\n\n")[1] for mail in mails]
    assert said == [False] * 5 + [True] + [False] * 4, "after five the sixth says so"
    assert "once a month" in mails[-1].text.split("\n\n")[1]
    assert "https://erm.test/settings" in mails[-1].text.split("\n\n")[1]
    assert "once a month" in (mails[-1].html or "")
    assert await mailed(cast.ann) == [
        "2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-30",
        "2026-W50", "2026-W51", "2026-W52", "2026-W53",
    ]  # fmt: skip
    with clock.at(moment):
        shown = await preference(cast.actor(cast.ann))
    assert (shown.frequency, shown.cadence, shown.slowed) == (
        DigestFrequency.DAILY,
        DigestFrequency.MONTHLY,
        True,
    )
    for _ in range(200):
        await run(settings, moment)
        await send_all()
        moment += DAY
    assert (await standing(cast.ann))[0] is DigestFrequency.MONTHLY, "and never stops by itself"
    assert len(await mailed(cast.ann)) >= 16


@pytest.mark.parametrize("way", ["session", "token", "mail"])
async def test_whoever_comes_back_gets_it_as_often_as_they_chose(
    cast: Cast, crowd: list[Person], settings: Settings, way: str
) -> None:
    await choose(cast, cast.ann, NINE - DAY, frequency=DigestFrequency.DAILY)
    for number in range(8):
        await run(settings, NINE + number * DAY)
        await send_all()
    assert (await standing(cast.ann))[0] is DigestFrequency.WEEKLY
    back = NINE + 8 * DAY + timedelta(hours=1)
    with clock.at(back):
        if way == "session":
            await begin_session(cast.ann)
        elif way == "token":
            _ = await AccessToken.create(
                person_id=cast.ann.id, name="x", prefix="x", token_hash="x", created_at=YEARS_AGO,
                expires_at=back + WEEK, last_used_at=back,
            )  # fmt: skip
        else:
            async with unit_of_work(BUS):
                await note_answer(cast.ann.id)
        await plan_due(BUS, NEVER)
        await plan_due(BUS, NEVER)
    assert await standing(cast.ann) == (DigestFrequency.DAILY, 0)
    assert await next_at(cast.ann) == NINE + 9 * DAY
    answered = await DigestIssue.filter(answered_at__not_isnull=True)
    assert [(row.period, row.answered_at) for row in answered] == [("2026-11-30", back)]


async def test_what_is_answered_or_never_arrived_slows_nothing_down(
    cast: Cast, crowd: list[Person], settings: Settings
) -> None:
    """Ann looks in once a week; Bo's address takes no mail."""
    for number in range(8):
        await run(settings, NINE + number * WEEK)
        await Mail.filter(recipient_id=cast.ann.id).update(state=MailState.SENT)
        await Mail.filter(recipient_id=cast.bo.id).update(state=MailState.PARKED)
        with clock.at(NINE + number * WEEK + DAY):
            await begin_session(cast.ann)
            await plan_due(BUS, NEVER)
    assert await standing(cast.ann) == await standing(cast.bo) == (DigestFrequency.WEEKLY, 0)


async def test_choosing_ends_slowing_down(
    cast: Cast, crowd: list[Person], settings: Settings
) -> None:
    await choose(cast, cast.ann, NINE - DAY)
    for number in range(5):
        await run(settings, NINE + number * WEEK)
        await send_all()
    assert (await standing(cast.ann))[0] is DigestFrequency.MONTHLY
    moment = NINE + 4 * WEEK + DAY
    await choose(cast, cast.ann, moment)
    assert await standing(cast.ann) == (DigestFrequency.WEEKLY, 0)
    assert await next_at(cast.ann) == NINE + 5 * WEEK


# ---- cost


async def test_planning_and_claiming_take_as_many_queries_for_many_people_as_for_few(
    cast: Cast, crowd: list[Person], settings: Settings
) -> None:
    counts = []
    for more in (0, 20, 200):
        await cast.crowd(more)
        await DigestSchedule.filter(version__gte=1).delete()
        with clock.at(NINE - MINUTE), query_count() as planned:
            await plan_due(BUS, NEVER)
        with clock.at(NINE - MINUTE), query_count() as idle:
            await issue_due(settings, BUS, NEVER, plan=False)
        with clock.at(NINE), query_count() as claimed:
            await planning.claim(BUS)
        counts.append((planned.count, idle.count, claimed.count))
    assert len(set(counts)) == 1, counts
    assert counts[0][1] == 1, "an index says that nothing is due"
