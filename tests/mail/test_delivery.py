"""Mail is delivered over real SMTP conversations: once, again when it must be, never when not."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from erm.core import clock
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.work import unit_of_work
from erm.mail.claiming import purge, release_stale
from erm.mail.commands import cancel_for, queue_mail
from erm.mail.delivery import Postman
from erm.mail.models import Mail
from erm.mail.queries import health
from erm.mail.rules import MailState, Stage, Transport
from erm.mail.smtp import Conversation, DeliveryFailed, Server
from erm.settings import Settings
from tests.mail.smtp_server import scripted_server, smtp_server

pytestmark = pytest.mark.usefixtures("db")


async def nobody_left(people: Collection[UUID]) -> set[UUID]:
    return set()


async def queue(number: int = 1, **changes: Any) -> UUID:
    values: dict[str, Any] = {
        "dedupe_key": f"test:{number}",
        "kind": "test",
        "recipient_id": None,
        "to_address": f"person{number}@erm.test",
        "to_name": f"Person {number}",
        "language": "en",
        "subject": f"Mail {number}",
        "text": "Hello\n",
        "html": "<p>Hello</p>",
    }
    async with unit_of_work(Bus()):
        return await queue_mail(**(values | changes))


def postman(settings: Settings, url: str | None, **options: Any) -> Postman:
    configured = replace(settings, smtp_url=url, mail_from="erm <erm@erm.test>")
    return Postman(
        configured,
        options.pop("worker", "w1"),
        nobody_left,
        **{"timeout": 30.0, "chance": lambda: 0.0} | options,
    )


async def run(post: Postman) -> int:
    return await post.run(asyncio.Event())


async def only() -> Mail:
    return await Mail.get()


async def test_mail_is_queued_once_per_dedupe_key() -> None:
    first = await queue(1, subject="First")
    assert await queue(1, subject="Second") == first
    assert (await only()).subject == "First"


async def test_mail_is_not_queued_when_its_cause_is_rolled_back() -> None:
    class Refused(Exception):
        pass

    with pytest.raises(Refused):  # noqa: PT012
        async with unit_of_work(Bus()):
            await queue()
            raise Refused
    assert await Mail.all().count() == 0


async def test_mail_outside_of_a_transaction_is_a_defect() -> None:
    with pytest.raises(RuntimeError, match="unit_of_work"):
        await queue_mail(
            dedupe_key="x", kind="x", recipient_id=None, to_address="a@b.c", to_name="",
            language="en", subject="x", text="x", html=None,
        )  # fmt: skip


@pytest.mark.parametrize("address", ["", "nobody", "a@b.c\r\nBcc: x@y.z", "a" * 300 + "@b.c"])
async def test_mail_to_what_is_no_address_is_parked_and_breaks_nothing(address: str) -> None:
    await queue(to_address=address)
    mail = await only()
    assert (mail.state, mail.last_error) == (MailState.PARKED, "not an address")


async def test_due_mail_arrives_over_few_connections_and_its_text_is_dropped(
    settings: Settings,
) -> None:
    for number in range(30):
        await queue(number)
    async with smtp_server() as inbox:
        assert await run(postman(settings, inbox.url)) == 30
        assert sorted(inbox.recipients) == sorted(f"person{n}@erm.test" for n in range(30))
        assert len(set(inbox.message_ids)) == 30
        assert inbox.connections <= 4
        assert await run(postman(settings, inbox.url)) == 0
    rows = await Mail.all()
    assert {(r.state, r.transport, r.text, r.html) for r in rows} == {
        (MailState.SENT, Transport.SMTP, "", None)
    }


async def test_a_calendar_object_arrives_with_its_mail_and_is_dropped_from_the_outbox(
    settings: Settings,
) -> None:
    await queue(calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", calendar_method="CANCEL")
    async with smtp_server() as inbox:
        assert await run(postman(settings, inbox.url)) == 1
        (message,) = inbox.accepted
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar",
        "application/ics",
    ]  # fmt: skip
    assert (await only()).calendar is None


async def test_a_calendar_object_without_a_method_is_parked(settings: Settings) -> None:
    await queue(calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    async with smtp_server() as inbox:
        assert await run(postman(settings, inbox.url)) == 0
    mail = await only()
    assert mail.state is MailState.PARKED
    assert "method" in (mail.last_error or "")


async def test_without_a_server_mail_is_kept_in_the_local_mailbox(settings: Settings) -> None:
    await queue()
    assert await run(postman(settings, None)) == 1
    mail = await only()
    assert (mail.state, mail.transport, mail.text) == (MailState.SENT, Transport.LOCAL, "Hello\n")


@pytest.mark.parametrize("stage", ["mail", "rcpt", "data"])
@pytest.mark.parametrize(
    ("reply", "state"),
    [
        ("421 4.3.2 closing", MailState.QUEUED),
        ("450 4.2.0 busy", MailState.QUEUED),
        ("451 4.3.0 error", MailState.QUEUED),
        ("452 4.2.2 full", MailState.QUEUED),
        ("503 5.5.1 sequence", MailState.QUEUED),
        ("554 5.7.1 no", MailState.PARKED),
        ("555 5.5.4 parameters", MailState.PARKED),
        (None, MailState.QUEUED),
    ],
)
async def test_a_refusal_at_a_stage_is_retried_or_parked(
    settings: Settings, stage: str, reply: str | None, state: MailState
) -> None:
    await queue()
    async with smtp_server() as inbox:
        # A lost connection before MAIL was answered is tried once more at once, so refuse twice.
        inbox.answers[stage] = [reply, reply]
        post = postman(settings, inbox.url)
        assert await run(post) == 0
        mail = await only()
        assert mail.state is state
        assert mail.last_error is not None
        assert mail.last_error.startswith(stage)
        assert mail.attempts == 1
        assert not inbox.accepted
        first_id = f"<{mail.id}@{mail.message_domain}>"
        if state is MailState.QUEUED:
            assert await run(post) == 0, "it waits for its time"
            inbox.answers.clear()
            with clock.at(clock.now() + timedelta(minutes=1, seconds=5)):
                assert await run(post) == 1
            assert inbox.message_ids == [first_id]
        else:
            with clock.at(clock.now() + timedelta(days=1)):
                assert await run(post) == 0
            assert (await health(clock.now())).parked == 1


async def test_a_refused_mail_does_not_hold_up_the_others(settings: Settings) -> None:
    for number in range(10):
        await queue(number)

    def refuse_some(envelope: Any) -> str:
        return "550 no" if len(envelope.rcpt_tos) == 0 and next(counter) % 2 else ""

    counter = iter(range(100))
    async with smtp_server() as inbox:
        inbox.answers["rcpt"] = refuse_some
        assert await run(postman(settings, inbox.url)) == 5
    assert await Mail.filter(state=MailState.PARKED).count() == 5


@pytest.mark.parametrize(
    ("at", "reply"),
    [
        ("", "554 no service"), ("", "421 later"), ("", None), ("", "nonsense"),
        ("EHLO", "550 go away"), ("EHLO", None), ("AUTH", "535 wrong"), ("AUTH", "454 later"),
    ],
)  # fmt: skip
async def test_an_unusable_server_costs_no_mail_its_attempts(
    settings: Settings, at: str, reply: str | None
) -> None:
    for number in range(60):
        await queue(number)
    heard: list[str] = []

    def script(line: str) -> str | None:
        heard.append(line)
        if at == "" and line == "":
            return reply
        if at and line.startswith(at):
            return reply
        if line.startswith(("EHLO", "HELO")):
            # HELO is the fallback of EHLO: refused as well.
            return reply if at == "EHLO" else "250-mx.test\r\n250 AUTH PLAIN"
        return "220 mx.test" if line == "" else "250 OK"

    async with scripted_server(script) as port:
        login = "user:secret@" if at == "AUTH" else ""
        post = postman(settings, f"smtp+plain://{login}127.0.0.1:{port}")
        assert await run(post) == 0
        greetings = heard.count("")
        assert await run(post) == 0
        assert heard.count("") == greetings, "the server is left alone for a while"
    rows = await Mail.all()
    assert {(row.state, row.attempts) for row in rows} == {(MailState.QUEUED, 0)}
    assert not any("MAIL" in line for line in heard)
    async with smtp_server() as inbox:
        with clock.at(clock.now() + timedelta(seconds=10)):
            assert await run(postman(settings, inbox.url)) == 60
        assert len(set(inbox.message_ids)) == 60


async def test_nobody_answering_is_no_crash(settings: Settings) -> None:
    await queue()
    async with scripted_server(lambda line: None) as port:
        pass
    assert await run(postman(settings, f"smtp+plain://127.0.0.1:{port}")) == 0
    assert (await only()).state is MailState.QUEUED


async def test_starttls_is_demanded_of_a_server_elsewhere(settings: Settings) -> None:
    assert Server.of("smtp://mail.example.com").start_tls is True
    assert Server.of("smtp://mail.example.com?starttls=optional").start_tls is None
    assert Server.of("smtp://localhost:25").start_tls is False
    assert Server.of("smtps://mail.example.com").port == 465
    async with smtp_server() as inbox:
        server = replace(Server.of("smtp://mail.example.com"), host="127.0.0.1", port=inbox.port)
        with pytest.raises(DeliveryFailed, match="STARTTLS") as failure:
            await Conversation(server, "erm.test").send("a@erm.test", "b@erm.test", b"x")
        assert failure.value.stage is Stage.STARTTLS
        assert not inbox.accepted


async def test_after_three_days_of_trying_mail_is_parked(settings: Settings) -> None:
    await queue()
    start = clock.now()
    async with smtp_server() as inbox:
        inbox.answers["rcpt"] = lambda envelope: "450 busy"
        post = postman(settings, inbox.url)
        tries = 0
        for hour in range(80):
            with clock.at(start + timedelta(hours=hour)):
                await run(post)
            tries += 1
            if (await only()).state is MailState.PARKED:
                break
        assert 71 <= tries <= 75
        assert not inbox.accepted


async def test_a_dead_workers_mail_goes_out_again_with_the_same_message_id(
    settings: Settings,
) -> None:
    await queue()
    async with smtp_server() as inbox:
        dead = postman(settings, inbox.url, worker="dead")
        (claimed,) = await dead.claims.take(40)
        assert await release_stale() == 0, "the claim still holds"
        assert await run(postman(settings, inbox.url, worker="alive")) == 0
        with clock.at(clock.now() + timedelta(minutes=5, seconds=1)):
            assert await release_stale() == 1
            assert await run(postman(settings, inbox.url, worker="alive")) == 1
        assert inbox.message_ids == [f"<{claimed.id}@erm.test>"]


async def test_a_worker_that_stops_gives_its_claims_back(settings: Settings) -> None:
    for number in range(40):
        await queue(number)
    stop = asyncio.Event()
    async with smtp_server() as inbox:
        inbox.delay = 0.05
        running = asyncio.create_task(postman(settings, inbox.url).run(stop))
        while len(inbox.accepted) < 3:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        stop.set()
        sent = await running
        assert 3 <= sent < 40
        assert await Mail.filter(state=MailState.SENDING).count() == 0
        assert await Mail.filter(state=MailState.QUEUED, attempts=0).count() == 40 - sent
        inbox.delay = 0
        assert await run(postman(settings, inbox.url, worker="next")) == 40 - sent
        assert len(inbox.message_ids) == len(set(inbox.message_ids)) == 40


async def test_many_workers_send_each_mail_once(settings: Settings) -> None:
    for number in range(120):
        await queue(number)
    async with smtp_server() as inbox:
        posts = [postman(settings, inbox.url, worker=f"w{n}") for n in range(5)]
        assert sum(await asyncio.gather(*(run(post) for post in posts))) == 120
        assert len(set(inbox.message_ids)) == len(inbox.message_ids) == 120


async def test_a_leaver_gets_no_mail(settings: Settings) -> None:
    leaver, other = new_id(), new_id()
    await queue(1, recipient_id=leaver)
    await queue(2, recipient_id=other)
    assert await cancel_for(leaver) == 1
    await queue(3, recipient_id=leaver)

    async def gone(people: Collection[UUID]) -> set[UUID]:
        return {leaver} & set(people)

    async with smtp_server() as inbox:
        post = Postman(replace(settings, smtp_url=inbox.url), "w", gone)
        assert await run(post) == 1
        assert inbox.recipients == ["person2@erm.test"]
    assert await Mail.filter(state=MailState.CANCELLED, text="").count() == 2


async def test_old_mail_is_deleted_and_waiting_mail_is_kept(settings: Settings) -> None:
    await queue(1)
    await run(postman(settings, None))
    await queue(2)
    with clock.at(clock.now() + timedelta(days=29)):
        assert await purge() == 0
    with clock.at(clock.now() + timedelta(days=31)):
        assert await purge() == 1
    assert (await only()).dedupe_key == "test:2"


async def test_the_server_sees_an_address_outside_ascii_only_if_it_knows_them(
    settings: Settings,
) -> None:
    await queue(to_address="аня@erm.test")
    async with smtp_server(enable_SMTPUTF8=False) as plain:
        assert await run(postman(settings, plain.url)) == 0
    assert (await only()).state is MailState.PARKED
    await queue(2, to_address="аня@erm.test")
    async with smtp_server(enable_SMTPUTF8=True) as international:
        assert await run(postman(settings, international.url)) == 1
        assert international.recipients == ["аня@erm.test"]
