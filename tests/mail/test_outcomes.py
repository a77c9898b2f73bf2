"""What became of mails is written at once, several together, and never far behind what was sent."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from erm.core import clock
from erm.mail import outcomes
from erm.mail.claiming import release_stale
from erm.mail.models import Mail, MailAttempt
from erm.mail.outcomes import AHEAD, Outcome, Try
from erm.mail.rules import MailState, Transport
from erm.mail.smtp import Accepted, Conversation
from erm.settings import Settings
from tests.mail.smtp_server import smtp_server
from tests.mail.test_delivery import postman, queue, run

pytestmark = pytest.mark.usefixtures("db")
ONE_DATABASE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(30):
        while not await holds():  # noqa: ASYNC110
            await asyncio.sleep(0.005)


@ONE_DATABASE
async def test_no_more_mails_are_under_way_than_two_for_each_connection(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        await queue(number)
    free = asyncio.Event()
    async with smtp_server() as inbox:
        post = postman(replace(settings, smtp_connections=2), inbox.url)
        write = post._outcomes._write

        async def when_free(some: Sequence[Outcome]) -> None:
            await free.wait()
            await write(some)

        monkeypatch.setattr(post._outcomes, "_write", when_free)
        running = asyncio.create_task(run(post))

        async def as_many_as_may_be() -> bool:
            return len(inbox.accepted) >= 2 * AHEAD

        await until(as_many_as_may_be)
        await asyncio.sleep(0.05)
        assert len(inbox.accepted) == 2 * AHEAD, "what a machine that stops now would send again"
        assert not await Mail.filter(state=MailState.SENT).exists()
        free.set()
        assert await running == 30
        assert len(set(inbox.message_ids)) == len(inbox.accepted) == 30
        assert await Mail.filter(state=MailState.SENT).count() == 30
        await post.close()


@ONE_DATABASE
async def test_what_was_taken_is_written_while_others_are_still_being_sent(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    await queue(1)
    await queue(2)
    send, free = Conversation.send, asyncio.Event()

    async def one_waits(
        self: Conversation, sender: str, recipient: str, message: bytes
    ) -> Accepted:
        if recipient.startswith("person1@"):
            await free.wait()
        return await send(self, sender, recipient, message)

    monkeypatch.setattr(Conversation, "send", one_waits)
    async with smtp_server() as inbox:
        post = postman(settings, inbox.url)
        running = asyncio.create_task(run(post))
        await until(Mail.filter(dedupe_key="test:2", state=MailState.SENT).exists)
        assert await Mail.filter(dedupe_key="test:1", state=MailState.SENDING).exists()
        free.set()
        assert await running == 2
        await post.close()


@ONE_DATABASE
async def test_what_the_database_does_not_take_ends_the_run_and_goes_out_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(40):
        await queue(number)

    async def gone(some: Sequence[Outcome]) -> None:
        raise ConnectionError("gone")

    monkeypatch.setattr(outcomes, "_PATIENCE", (0.0,))
    async with smtp_server() as inbox:
        post = postman(settings, inbox.url)
        monkeypatch.setattr(post._outcomes, "_write", gone)
        with pytest.raises(ConnectionError, match="gone"):
            await run(post)
        monkeypatch.undo()
        again = len(inbox.accepted)
        assert 0 < again <= 4 * AHEAD
        assert await Mail.filter(state=MailState.SENDING).count() == again
        assert await Mail.filter(state=MailState.QUEUED, attempts=0).count() == 40 - again
        assert await run(post) == 40 - again, "it goes on where it can"
        with clock.at(clock.now() + timedelta(minutes=6)):
            assert await release_stale() == again
            assert await run(post) == again
        assert sorted(Counter(inbox.message_ids).values()) == [1] * (40 - again) + [2] * again
        await post.close()


async def test_outcomes_of_all_kinds_are_written_together(settings: Settings) -> None:
    for number in range(5):
        await queue(number)
    post = postman(settings, "smtp+plain://127.0.0.1:1")
    first, second, lost, parked, back = await post.claims.take(5)
    await Mail.filter(id=lost.id).update(claimed_by="another")

    def tried(answer: str, *, taken: bool = True) -> Try:
        return Try(clock.now(), "mx.test:25", taken, "data", 250 if taken else 550, answer, 7)

    await post._outcomes._write(
        [
            Outcome(first, tried=tried("2.0.0 queued as 'A'"), sent=True),
            Outcome(lost, tried=tried("2.0.0 queued as C"), sent=True),
            Outcome(parked, {"state": MailState.PARKED}, tried("5.7.1 no", taken=False)),
            Outcome(second, tried=tried('2.0.0 ü "{\\u0000'), sent=True),
            Outcome(back, {"state": MailState.QUEUED, "attempts": 0}),
        ]
    )
    rows = {row.id: row for row in await Mail.all()}
    assert [rows[each.id].state for each in (first, second, lost, parked, back)] == [
        MailState.SENT, MailState.SENT, MailState.SENDING, MailState.PARKED, MailState.QUEUED,
    ]  # fmt: skip
    one = rows[first.id]
    assert (one.text, one.html, one.answer) == ("", None, "250 2.0.0 queued as 'A'")
    assert (one.transport, one.claimed_by, one.lease_until) == (Transport.SMTP, None, None)
    assert one.sent_at is not None
    assert abs(one.sent_at - clock.now()) < timedelta(minutes=5)
    assert rows[second.id].answer == '250 2.0.0 ü "{\\u0000'
    assert (rows[lost.id].claimed_by, rows[lost.id].text) == ("another", "Hello\n")
    assert rows[parked.id].text == "Hello\n"
    assert await Mail.filter(state=MailState.SENT, sent_at__lte=clock.now()).count() == 2
    assert await MailAttempt.filter(taken=True).count() == 3, "the log has what was lost, too"
    assert await MailAttempt.filter(taken=False).count() == 1
