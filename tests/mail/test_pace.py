"""The pace of a domain holds over all workers, and a domain in trouble rests by itself."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erm.core import clock
from erm.mail.models import Mail, MailPace
from erm.mail.pace import Pace, forget_idle
from erm.mail.rules import MailState, Urgency, after_taking, domain_pause, slots
from erm.settings import Settings
from tests.mail.smtp_server import smtp_server
from tests.mail.test_delivery import postman, queue, run

START = datetime(2026, 11, 23, 9, tzinfo=UTC)
DB = pytest.mark.usefixtures("db")


@given(
    rate=st.sampled_from([1 / 3600, 0.1, 1.0, 10.0, 1000.0]),
    asked=st.lists(
        st.tuples(st.floats(0, 20, allow_nan=False), st.integers(1, 50)), min_size=1, max_size=60
    ),
)
def test_never_more_than_the_pace_and_two_seconds_ahead(
    rate: float, asked: list[tuple[float, int]]
) -> None:
    free_at = instant = START
    gone = 0
    for pause, wanted in asked:
        instant += timedelta(seconds=pause)
        count = min(wanted, slots(rate, free_at, instant))
        free_at = after_taking(rate, free_at, instant, count) if count else free_at
        gone += count
        seconds = (instant - START).total_seconds()
        assert gone <= seconds * rate + max(1, rate * 2) + 1e-3
    # However much went: after a while the domain takes mail again.
    assert slots(rate, free_at, instant + timedelta(seconds=max(2, 1 / rate) + 0.001)) >= 1


def test_a_domain_rests_after_three_refusals_and_longer_each_time() -> None:
    seconds = [
        None if (pause := domain_pause(failures)) is None else pause.total_seconds()
        for failures in range(1, 9)
    ]
    assert seconds == [None, None, 60, 300, 900, 3600, 3600, 3600]
    assert domain_pause(3, chance=1.0) == timedelta(seconds=90)


@DB
async def test_two_workers_share_the_pace_of_a_domain(settings: Settings) -> None:
    limited = replace(settings, mail_rates=(("slow.test", 5.0),))
    for number in range(40):
        await queue(number, to_address=f"a{number}@slow.test")
        await queue(100 + number, to_address=f"b{number}@free.test")
    async with smtp_server() as inbox:
        posts = [postman(limited, inbox.url, worker=f"w{n}") for n in range(2)]

        async def arrived(instant: datetime) -> Counter[str]:
            inbox.recipients.clear()
            with clock.at(instant):
                await asyncio.gather(*(run(post) for post in posts))
            return Counter(address.partition("@")[2] for address in inbox.recipients)

        now = clock.now() + timedelta(seconds=1)
        assert await arrived(now) == {"slow.test": 10, "free.test": 40}
        assert await arrived(now) == {}
        assert await arrived(now + timedelta(seconds=1)) == {"slow.test": 5}
        assert await arrived(now + timedelta(seconds=9)) == {"slow.test": 10}
    rows = await Mail.filter(state=MailState.QUEUED)
    assert {(row.attempts, row.domain) for row in rows} == {(0, "slow.test")}


@DB
async def test_a_domain_without_room_holds_up_nobody_behind_it(settings: Settings) -> None:
    limited = replace(settings, mail_rates=(("*", 1.0),))
    for number in range(60):
        await queue(number, to_address=f"a{number}@slow.test", urgency=Urgency.NOW)
    await queue(99, to_address="b@other.test", urgency=Urgency.BULK)
    async with smtp_server() as inbox:
        await run(postman(limited, inbox.url))
        assert Counter(a.partition("@")[2] for a in inbox.recipients) == {
            "slow.test": 2,
            "other.test": 1,
        }


@DB
async def test_a_refusing_domain_rests_and_no_other_does(settings: Settings) -> None:
    for number in range(30):
        await queue(number, to_address=f"a{number}@bad.test")
        await queue(100 + number, to_address=f"b{number}@good.test")

    async with smtp_server() as inbox:
        post = postman(settings, inbox.url)
        inbox.answers["data"] = lambda envelope: (
            "451 4.3.0 not now" if envelope.rcpt_tos[0].endswith("@bad.test") else ""
        )
        assert await run(post) == 30
        tried = await Mail.filter(domain="bad.test", attempts__gt=0).count()
        assert 3 <= tried <= 6, "three in a row, and what was under way"
        pace = await MailPace.get(domain="bad.test")
        assert pace.paused_until is not None
        await queue(200, to_address="me@bad.test", urgency=Urgency.NOW)
        assert await run(post) == 0
        assert (await Mail.get(dedupe_key="test:200")).attempts == 1, "somebody waits for it"
        inbox.answers.clear()
        assert await run(post) == 0, "it rests"
        with clock.at(clock.now() + timedelta(minutes=2)):
            assert await run(post) == 31
            pace = await MailPace.get(domain="bad.test")
            assert (pace.failures, pace.paused_until) == (0, None)
        await post.close()


@DB
async def test_what_fails_at_the_same_moment_begins_one_rest_and_no_longer_one() -> None:
    instant = clock.now()
    workers = [Pace({}, lambda: 0.0) for _ in range(6)]
    await asyncio.gather(*(each.refused_for_now("bad.test", instant) for each in workers))
    row = await MailPace.get(domain="bad.test")
    assert (row.failures, row.paused_until) == (3, instant + timedelta(minutes=1))


@DB
async def test_what_is_about_one_mailbox_lets_no_domain_rest(settings: Settings) -> None:
    for number in range(12):
        await queue(number)
    async with smtp_server() as inbox:
        inbox.answers["rcpt"] = lambda envelope: "452 4.2.2 mailbox full"
        await run(postman(settings, inbox.url))
    assert await Mail.filter(attempts=1).count() == 12
    assert not await MailPace.filter(failures__gt=0).exists()


@DB
async def test_a_slow_domain_rests_as_long_as_it_took_while_others_wait() -> None:
    pace, instant = Pace({}), clock.now()
    slow = timedelta(seconds=20)
    await queue(1, to_address="a@slow.test")
    await pace.took("slow.test", instant, slow)
    assert not pace.rests("slow.test", instant), "nobody else waits"
    await queue(2, to_address="b@other.test")
    with clock.at(instant + timedelta(seconds=1)):
        await pace.took("slow.test", clock.now(), slow)
        assert pace.rests("slow.test", clock.now() + timedelta(seconds=19))
        assert not pace.rests("slow.test", clock.now() + timedelta(seconds=21))
        other = Pace({})
        closed = await other.closed(clock.now())
        assert closed.resting == {"slow.test"}, "other workers know it too"


@DB
async def test_what_says_nothing_any_more_is_forgotten() -> None:
    instant = clock.now()
    rows: list[dict[str, Any]] = [
        {"domain": "old.test", "free_at": instant - timedelta(days=2)},
        {"domain": "new.test", "free_at": instant},
        {"domain": "bad.test", "free_at": instant - timedelta(days=2), "failures": 1},
    ]
    await MailPace.bulk_create([MailPace(**row) for row in rows])
    assert await forget_idle(instant) == 1
    assert not await MailPace.filter(domain="old.test").exists()
