"""The log of mail from the weeks in which Kelvane had a mail server: what it took, and what it did not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.demo.content import news as said
from erm.demo.days import Days
from erm.demo.rows import BATCH
from erm.demo.staff import Staff
from erm.demo.timeline import Timeline
from erm.mail.arrivals import fingerprint, note_report
from erm.mail.blocks import block
from erm.mail.bounces import Report, ReportKind
from erm.mail.models import Mail, MailAttempt
from erm.mail.rules import (
    BlockReason,
    MailState,
    Stage,
    Transport,
    Urgency,
    Verdict,
    is_dead_address,
    next_attempt,
    pace_domain,
)
from erm.mail.smtp import DeliveryFailed
from erm.people.models import Person
from erm.settings import Settings

MESSAGE_DOMAIN = "kelvane.example"


class Relay:
    """What the server said to each mail, as ``erm.mail.outcomes`` writes it down."""

    def __init__(self, timeline: Timeline, staff: Staff) -> None:
        self._timeline = timeline
        self._staff = staff
        self._slow = {staff.people[key].id for key in said.SLOWLY}
        self.tries: list[MailAttempt] = []

    def take(self, mail: Mail) -> None:
        """Take a mail that was queued; whoever is known to be slow had it refused once for now."""
        at = mail.next_attempt_at + timedelta(seconds=self._chance(mail).randrange(1, 6))
        mail.attempts = 1
        if mail.recipient_id in self._slow:
            code, words = said.GREYLISTED
            failure = DeliveryFailed(Stage.RCPT, int(code), self._words(words, mail))
            self._try(mail, at, failure)
            again = next_attempt(mail.created_at, 1, at, self._chance(mail).random())
            at = (again or at) + timedelta(seconds=2)
            mail.attempts = 2
        number = sha256(str(mail.id).encode()).hexdigest()[:12].upper()
        answer = said.TAKEN.format(number=number)
        self._note(mail, at, Stage.DATA, 250, answer)
        mail.state, mail.transport = MailState.SENT, Transport.SMTP
        mail.message_domain = MESSAGE_DOMAIN
        mail.sent_at, mail.answer = at, f"250 {answer}"
        mail.text = ""
        mail.html = None  # type: ignore[assignment]

    def refuse(self, mail: Mail, words: str) -> bool:
        """Refuse a mail's recipient for good; returns whether that means that there is no such mailbox."""
        failure = DeliveryFailed(Stage.RCPT, 550, self._words(words, mail))
        if failure.verdict is not Verdict.PERMANENT:
            raise ValueError(f"this is not for good: {words}")
        self._try(mail, mail.next_attempt_at + timedelta(seconds=2), failure)
        mail.attempts = 1
        mail.message_domain = MESSAGE_DOMAIN
        mail.state, mail.last_error = MailState.PARKED, str(failure)
        return is_dead_address(failure.stage, failure.code, failure.text)

    def _words(self, words: str, mail: Mail) -> str:
        return words.format(address=mail.to_address)

    def _chance(self, mail: Mail) -> Any:
        return self._timeline.chance("relay", mail.dedupe_key)

    def _try(self, mail: Mail, at: datetime, failure: DeliveryFailed) -> None:
        self._note(mail, at, failure.stage, failure.code, failure.text)

    def _note(self, mail: Mail, at: datetime, stage: Stage, code: int | None, answer: str) -> None:
        self.tries.append(
            MailAttempt(
                id=self._timeline.id(at, "try", mail.dedupe_key, code),
                mail_id=mail.id,
                at=at,
                server=said.SERVER,
                taken=code == 250,
                stage=stage.value,
                code=code,
                answer=answer,
                milliseconds=self._chance(mail).randrange(60, 420),
            )
        )


def log_entry(
    timeline: Timeline,
    person: Person,
    at: datetime,
    kind: str,
    dedupe_key: str,
    subject: str,
    urgency: Urgency = Urgency.BULK,
) -> Mail:
    """A mail of those weeks, unsaved and queued; of what it said nothing is left."""
    return Mail(
        id=timeline.id(at, "mail", dedupe_key),
        dedupe_key=dedupe_key,
        kind=kind,
        urgency=urgency,
        recipient_id=person.id,
        to_address=person.work_email,
        to_name=f"{person.given_name} {person.family_name}",
        domain=pace_domain(person.work_email or ""),
        language=person.locale,
        subject=subject,
        text="",
        state=MailState.QUEUED,
        next_attempt_at=at,
        created_at=at,
    )


async def hand_over(
    days: Days, staff: Staff, relay: Relay, mails: Sequence[Mail], bus: Bus
) -> None:
    """Give mails that are queued in the database to the server, and note the one that it refuses."""
    gone = staff.people[said.GONE].id
    refused = max(
        (mail for mail in mails if mail.recipient_id == gone),
        key=lambda mail: mail.next_attempt_at,
    )
    for mail in mails:
        if mail is not refused:
            relay.take(mail)
    dead = relay.refuse(refused, said.NO_MAILBOX)
    await Mail.bulk_update(
        list(mails),
        fields=[
            *("attempts", "state", "transport", "message_domain", "sent_at", "answer"),
            *("text", "html", "last_error"),
        ],
        batch_size=BATCH,
    )
    with days.at(refused.next_attempt_at + timedelta(seconds=2)):
        async with unit_of_work(bus):
            if dead:
                await block(
                    refused.to_address,
                    BlockReason.HARD_BOUNCE,
                    person_id=gone,
                    mail_id=refused.id,
                    diagnostic=relay.tries[-1].answer,
                )


async def write_log(
    days: Days, staff: Staff, relay: Relay, mails: Sequence[Mail], bus: Bus
) -> None:
    """Write the mails of digests that are over and what became of them, and which came back."""
    full = staff.people[said.WITH_A_FULL_MAILBOX].id
    for mail in mails:
        relay.take(mail)
    await Mail.bulk_create(list(mails), batch_size=BATCH)
    came_back = [mail for mail in mails if mail.recipient_id == full][-1]
    report = Report(
        ReportKind.FAILED, said.FULL, said.FULL_WORDS.format(address=came_back.to_address)
    )
    at = (came_back.sent_at or came_back.created_at) + timedelta(minutes=50)
    with days.at(min(at, days.since)):
        async with unit_of_work(bus):
            known = fingerprint(f"<report.{came_back.id}@{said.SERVER}>", came_back.to_address, b"")
            await note_report(known, came_back, report)


async def write_tries(relay: Relay) -> None:
    """Write what the server said."""
    await MailAttempt.bulk_create(relay.tries, batch_size=BATCH)


def with_server(settings: Settings) -> Settings:
    """The settings of the weeks in which mail left and came in."""
    return replace(settings, inbound_domain=f"in.{MESSAGE_DOMAIN}")
