"""From one person's question to another's answer, by nothing but mail: out over SMTP, in over SMTP."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from uuid import UUID

import aiosmtplib

from erm.core.work import unit_of_work
from erm.feedback.commands import request_feedback
from erm.feedback.models import FeedbackNote, FeedbackRequest
from erm.feedback.rules import RequestState
from erm.feedback.sealed import note_parts
from erm.inbound.receiver import Place, receiving
from erm.mail.delivery import Postman
from erm.mail.models import Mail, MailBlock
from erm.mail.rules import MailState
from erm.settings import Settings
from tests.cast import Cast
from tests.inbound.desk import RELAY, VOUCHED, WORDS, Office, office
from tests.mail.bounces.corpus import CORPUS
from tests.mail.smtp_server import Inbox, smtp_server

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


async def nobody_left(people: Collection[UUID]) -> set[UUID]:
    return set()


async def send_all(desk: Office, inbox: Inbox) -> None:
    configured = replace(desk.settings, smtp_url=inbox.url, mail_from="erm <erm@erm.test>")
    await Mail.filter(state=MailState.QUEUED).update(next_attempt_at=LONG_AGO)
    await Postman(configured, "w1", nobody_left, timeout=5.0).run(asyncio.Event())


def received(inbox: Inbox, address: str) -> list[tuple[EmailMessage, str]]:
    """What somebody got, each with the address to which it would come back."""
    return [
        (mail, returns_to)
        for mail, to, returns_to in zip(
            inbox.accepted, inbox.recipients, inbox.senders, strict=True
        )
        if to == address
    ]


def reply(to: EmailMessage, text: str) -> EmailMessage:
    """What a mail program makes of "Reply"."""
    answer = EmailMessage()
    answer["Authentication-Results"] = f"{RELAY}; {VOUCHED}"
    answer["From"] = str(to["To"])
    answer["To"] = str(to["Reply-To"] or to["From"])
    answer["Subject"] = f"Re: {to['Subject']}"
    answer["Message-ID"] = "<reply@erm.test>"
    answer["In-Reply-To"] = str(to["Message-ID"])
    body = to.get_body(("plain",))
    assert body is not None
    quoted = "\n".join(f"> {line}" for line in body.get_content().splitlines())
    answer.set_content(
        f"{text}\n\nOn Mon, 16 Nov 2026 at 10:02, erm <erm@erm.test> wrote:\n{quoted}\n"
    )
    return answer


async def test_a_question_is_asked_and_answered_by_mail(cast: Cast, settings: Settings) -> None:
    desk = office(settings)
    async with unit_of_work(desk.bus):
        await request_feedback(
            cast.actor(cast.bo), person_ids=[cast.ann.id], question="How clear was my plan?"
        )
    place = Place(lmtp=False, host="127.0.0.1", port=0, path="")
    async with smtp_server() as inbox, receiving(desk.desk, place, "in.erm.test") as receiver:
        await send_all(desk, inbox)
        ((question, _),) = received(inbox, "ann@erm.test")
        body = question.get_body(("plain",))
        assert body is not None
        assert "How clear was my plan?" in body.get_content()
        assert "reply to this mail" in body.get_content()

        hand_in = {"hostname": "127.0.0.1", "port": receiver.port, "start_tls": False}
        await aiosmtplib.send(reply(question, WORDS), sender="ann@erm.test", **hand_in)  # type: ignore[call-overload]
        note = await FeedbackNote.get()
        assert note_parts(note)["behaviour"] == WORDS
        assert (note.author_id, note.recipient_id) == (cast.ann.id, cast.bo.id)
        assert (await FeedbackRequest.get()).state is RequestState.ANSWERED

        await send_all(desk, inbox)
        _, (told, returns_to) = received(inbox, "ann@erm.test")
        assert told["Reply-To"] is None
        assert told["References"] == question["References"]
        assert told["References"] is not None

        # An answer to what tells goes to the sender of all mail, and is none of the receiver's.
        circle = reply(told, "Thanks!")
        assert str(circle["To"]).endswith("<erm@erm.test>")

        report = next(case.raw for case in CORPUS if case.name == "postfix user unknown")
        async with aiosmtplib.SMTP(**hand_in) as smtp:
            await smtp.sendmail("", [returns_to], report)
        assert (await MailBlock.get()).address == "ann@erm.test"
