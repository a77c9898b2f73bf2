"""Connections are few, stay open and are hung up; a stuck server does not stop the others."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from erm.cli.examining_mail import examine_servers
from erm.core import clock
from erm.mail import lanes
from erm.mail.claiming import purge, release_stale
from erm.mail.models import Mail, MailAttempt, MailBlock, MailPace
from erm.mail.rules import BlockReason, MailState, Urgency
from erm.settings import Settings
from tests.mail.smtp_server import scripted_server, smtp_server
from tests.mail.test_delivery import postman, queue, run

pytestmark = pytest.mark.usefixtures("db")


async def test_connections_stay_open_between_two_runs_and_are_hung_up_when_idle(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with smtp_server() as inbox:
        post = postman(settings, inbox.url)
        for number in range(3):
            await queue(number)
            assert await run(post) == 1
        assert inbox.connections == 1
        monkeypatch.setattr(lanes, "IDLE_SECONDS", 0.0)
        await run(post)
        monkeypatch.undo()
        await queue(3)
        assert await run(post) == 1
        assert inbox.connections == 2
        await post.close()
        assert not post._lanes[0]._idle


async def test_no_more_connections_than_are_allowed(settings: Settings) -> None:
    for number in range(40):
        await queue(number)
    async with smtp_server() as inbox:
        inbox.delay = 0.005
        assert await run(postman(replace(settings, smtp_connections=2), inbox.url)) == 40
        assert inbox.connections == 2


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("stage", "said"),
    [("", "220-wait"), ("MAIL", "250-wait"), (".", "250-wait"), ("MAIL", "."), ("MAIL", "421 no")],
)
async def test_a_stuck_server_does_not_stop_the_other(
    settings: Settings, stage: str, said: str
) -> None:
    """One that never ends its answer, at the greeting, to MAIL or to a whole mail; or talks nonsense."""
    for number in range(80):
        await queue(number)
    stuck = asyncio.Event()
    heard: list[str] = []

    def script(line: str) -> str | None:
        heard.append(line)
        if line.startswith(stage) and (stage or not line):
            stuck.set()
            return said
        return "220 mx.test" if not line else "354 go" if line == "DATA" else "250 OK"

    async with scripted_server(script) as port, smtp_server() as inbox:
        both = f"smtp+plain://127.0.0.1:{port} {inbox.url}"
        post = postman(settings, both)
        # Only the stuck one is hurried: on a busy machine a good server may take its time.
        post._lanes[0]._timeout = 0.3
        sent = await run(post)
        assert stuck.is_set()
        assert 40 < sent == len(inbox.recipients)
        waiting = await Mail.filter(state=MailState.QUEUED)
        assert len(waiting) == 80 - sent <= 8
        assert await MailPace.filter(domain=f"smtp:127.0.0.1:{port}").exists()
        tries = await MailAttempt.filter(taken=False)
        assert {tried.server for tried in tries} == {f"127.0.0.1:{port}"}
        greeted = heard.count("")
        with clock.at(clock.now() + timedelta(minutes=2)):
            again = heard.count("") - greeted
            assert again == 0
            assert await run(post) >= len(waiting) - 1
            assert heard.count("") - greeted <= 1, "one connection asks whether it is well again"
        await post.close()


async def test_a_link_to_sign_in_goes_before_what_goes_to_many(settings: Settings) -> None:
    for number in range(30):
        await queue(number, urgency=Urgency.BULK)
    await queue(98, urgency=Urgency.SOON, to_address="soon@erm.test")
    await queue(99, urgency=Urgency.NOW, to_address="now@erm.test")
    async with smtp_server() as inbox:
        await run(postman(replace(settings, smtp_connections=1), inbox.url))
        assert inbox.recipients[:2] == ["now@erm.test", "soon@erm.test"]


@pytest.mark.parametrize(
    ("reply", "blocked"),
    [
        ("550 5.1.1 no such user", True),
        ("550 5.1.10 no such user", True),
        ("550 5.7.1 we do not like you", False),
        ("550 no", False),
        ("450 4.1.1 perhaps later", False),
    ],
)
async def test_an_address_that_does_not_exist_gets_no_more_mail(
    settings: Settings, reply: str, blocked: bool
) -> None:
    await queue(1)
    async with smtp_server() as inbox:
        inbox.answers["rcpt"] = [reply]
        await run(postman(settings, inbox.url))
    rows = await MailBlock.all().values_list("address", "reason", "diagnostic")
    assert list(rows) == (
        [("person1@erm.test", BlockReason.HARD_BOUNCE, reply[4:])] if blocked else []
    )


async def test_a_mail_whose_worker_died_is_logged_as_interrupted(settings: Settings) -> None:
    key = await queue()
    async with smtp_server() as inbox:
        dead = postman(settings, inbox.url, worker="dead")
        await dead.claims.take(10)
        with clock.at(clock.now() + timedelta(minutes=6)):
            await release_stale()
    (tried,) = await MailAttempt.filter(mail_id=key)
    assert (tried.taken, tried.answer) == (False, "interrupted")


async def test_a_server_that_is_away_when_a_worker_comes_back_after_days_parks_nothing(
    settings: Settings,
) -> None:
    """What nobody tried has its days to be tried in from the first try on, and not a day longer."""
    key = await queue()
    away = postman(settings, "smtp+plain://127.0.0.1:1")
    start = clock.now()
    for days, state in ((5, MailState.QUEUED), (7, MailState.QUEUED), (9, MailState.PARKED)):
        with clock.at(start + timedelta(days=days)):
            assert await run(away) == 0
        assert (await Mail.get(id=key)).state is state, days
    await away.close()


async def test_what_kills_every_worker_is_parked_in_the_end() -> None:
    await queue()
    await Mail.filter(dedupe_key="test:1").update(
        state=MailState.SENDING,
        attempts=10,
        lease_until=clock.now(),
        created_at=clock.now() - timedelta(days=4),
    )
    with clock.at(clock.now() + timedelta(seconds=1)):
        assert await release_stale() == 1
    assert (await Mail.get()).state is MailState.PARKED


async def test_the_text_of_parked_mail_goes_after_14_days_and_the_row_after_30() -> None:
    await queue(1)
    await queue(2)
    await Mail.filter(dedupe_key="test:1").update(state=MailState.PARKED)
    start = clock.now()
    with clock.at(start + timedelta(days=13)):
        assert await purge() == 0
        assert (await Mail.get(dedupe_key="test:1")).text
    with clock.at(start + timedelta(days=14, minutes=1)):
        assert await purge() == 0
        parked = await Mail.get(dedupe_key="test:1")
        assert parked.text == ""
        assert not parked.html
        assert (await Mail.get(dedupe_key="test:2")).text, "it waits"
    with clock.at(start + timedelta(days=30, minutes=1)):
        assert await purge() == 1


async def test_the_doctor_knocks_at_every_server(settings: Settings) -> None:
    async with smtp_server() as inbox:
        both = replace(settings, smtp_url=f"{inbox.url} smtp+plain://127.0.0.1:1")
        found = await examine_servers(both)
    assert [(f.level, f.subject) for f in found] == [
        ("ok", f"Mail server 127.0.0.1:{inbox.port}"),
        ("wrong", "Mail server 127.0.0.1:1"),
    ]
