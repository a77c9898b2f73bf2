"""One mail that a server hands in: what it is, and what it is answered.

Nothing is accepted that is not dealt with: either it is done within the transaction that also notes it,
or the server is told why not, and tells the sender.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from typing import ParamSpec, TypeVar
from uuid import UUID

import structlog

from erm.core.actor import Actor
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.flows import answering_by_mail
from erm.inbound.senders import LookUp, LookUpFailed, Trust, trust
from erm.mail import arrivals
from erm.mail.addresses import Purpose, read_address
from erm.mail.bounces import complained_of, is_automatic_answer, read_report
from erm.mail.incoming import (
    SIZE_MAXIMUM,
    MailUnreadable,
    addresses_in,
    header,
    parse,
    sole_sender,
)
from erm.mail.models import Mail
from erm.mail.replies import new_text
from erm.mail.rules import InboundOutcome
from erm.settings import Settings

log = structlog.get_logger("erm.inbound")
P = ParamSpec("P")
T = TypeVar("T")

ABUSE = "abuse"
"""Where mail services send complaints (RFC 2142)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server is told (RFC 5321, RFC 3463). ``code`` is short, for what is noted."""

    reply: str
    code: str = ""


TAKEN = Answer("250 2.0.0 Taken")
UNKNOWN = Answer("550 5.1.1 There is no such address here", "unknown")
FORGOTTEN = Answer(
    "550 5.1.1 The message that this answers is not known any more: please answer in the product",
    "forgotten",
)
NO_ANSWERS = Answer("550 5.7.1 Answers to this message are not read", "no_answers")
NOT_THE_READER = Answer(
    "550 5.7.1 Only the person to whom the message was sent can answer it, from that address",
    "not_the_reader",
)
NOT_GENUINE = Answer(
    "550 5.7.1 It is not certain that the sender sent this: SPF, DKIM and DMARC do not say so",
    "not_genuine",
)
NOT_NAMED = Answer("550 5.7.1 This address must stand among the recipients", "not_named")
NO_REPORT = Answer("550 5.7.1 Only reports of mail servers are taken at this address", "no_report")
TOO_LARGE = Answer("552 5.3.4 The message is too large", "too_large")
BROKEN = Answer("554 5.6.0 The message cannot be read", "broken")
TOO_MANY = Answer("450 4.7.1 Too many messages: please try again later", "too_many")
LATER = Answer("451 4.3.0 Not now: please try again later", "later")
NO_DNS = Answer("451 4.4.3 The sender cannot be looked up now: please try again later", "no_dns")


class Desk:
    """Takes in mail. ``look_up`` asks for TXT records, for signatures."""

    def __init__(self, settings: Settings, bus: Bus, *, look_up: LookUp | None = None) -> None:
        self._settings = settings
        self._bus = bus
        self._look_up = look_up
        self._domain = settings.inbound_domain or ""
        # Reading is work for the processor: one at a time, so that a hostile mail takes one thread.
        self._reading = asyncio.Semaphore(1)

    def expects(self, recipient: str) -> bool:
        """Whether an address is one at which mail is taken."""
        return self._purpose(recipient) is not None or self._is_abuse(recipient)

    async def hand_in(self, sender: str, recipient: str, content: bytes) -> Answer:
        """Take one mail for one address; ``sender`` is the envelope's, "" for the null one."""
        if len(content) > SIZE_MAXIMUM:
            return TOO_LARGE
        try:
            message = await self._aside(parse, content)
            known = arrivals.fingerprint(header(message, "Message-ID"), recipient, content)
            if self._is_abuse(recipient):
                return await self._complaint(message, known)
            found = self._purpose(recipient)
            if found is None:
                return UNKNOWN
            purpose, mail_id = found
            if purpose is Purpose.BOUNCE:
                return await self._report(message, known, mail_id, null_sender=not sender)
            return await self._answer(
                message, content, known, mail_id, recipient, null_sender=not sender
            )
        except MailUnreadable:
            return BROKEN
        except LookUpFailed:
            return NO_DNS

    async def _aside(self, read: Callable[P, T], *args: P.args, **options: P.kwargs) -> T:
        async with self._reading:
            return await asyncio.to_thread(read, *args, **options)

    def _purpose(self, recipient: str) -> tuple[Purpose, UUID] | None:
        return read_address(recipient, self._settings.secret_key, self._domain)

    def _is_abuse(self, recipient: str) -> bool:
        return recipient.lower().rstrip(".") == f"{ABUSE}@{self._domain}"

    # ---- what servers report -----------------------------------------------------------------

    async def _report(
        self, message: Message, known: str, mail_id: UUID, *, null_sender: bool
    ) -> Answer:
        report = await self._aside(read_report, message, null_sender=null_sender)
        if report is None:
            if message.get_content_type() == "multipart/report":
                log.warning("mail_report_not_understood", mail=str(mail_id))
            if null_sender or is_automatic_answer(message):
                # An answering machine writes to where mail comes back to, and is not to be answered.
                return await self._ignored(known, mail_id, None)
            return NO_REPORT
        mail = await arrivals.mail_answered(mail_id)
        async with unit_of_work(self._bus):
            await arrivals.note_report(known, mail, report)
        return TAKEN

    async def _complaint(self, message: Message, known: str) -> Answer:
        report = await self._aside(read_report, message, null_sender=False)
        if report is None or not report.blocks:
            return NO_REPORT
        for address in complained_of(message):
            found = self._purpose(address)
            if found is not None:
                mail = await arrivals.mail_answered(found[1])
                async with unit_of_work(self._bus):
                    await arrivals.note_report(known, mail, report)
                return TAKEN
        return NO_REPORT

    # ---- what people answer -----------------------------------------------------------------

    async def _answer(
        self,
        message: Message,
        content: bytes,
        known: str,
        mail_id: UUID,
        recipient: str,
        *,
        null_sender: bool,
    ) -> Answer:
        if null_sender or is_automatic_answer(message):
            return await self._ignored(known, mail_id, None)
        mail = await arrivals.mail_answered(mail_id)
        if mail is None:
            return FORGOTTEN
        if not mail.takes_replies or mail.recipient_id is None:
            return await self._refused(NO_ANSWERS, known, mail)
        actor = await answering_by_mail.answerer(mail.recipient_id)
        sender = sole_sender(message)
        if actor is None or sender is None or sender != await answering_by_mail.address_of(actor):
            return await self._refused(NOT_THE_READER, known, mail)
        named_in = _named_in(message, recipient)
        if not named_in:
            return await self._refused(NOT_NAMED, known, mail)
        genuine = await trust(
            message,
            content,
            sender,
            named_in=named_in,
            authserv_id=self._settings.inbound_authserv_id,
            look_up=self._look_up,
        )
        if genuine is not Trust.TRUE:
            return await self._refused(NOT_GENUINE, known, mail)
        if await arrivals.outcome_of(known) is not None:
            return TAKEN
        if await arrivals.sends_too_much(actor.person_id):
            return TOO_MANY
        return await self._take(message, known, mail, actor)

    async def _take(self, message: Message, known: str, mail: Mail, actor: Actor) -> Answer:
        text = await self._aside(new_text, message)
        outcome = await answering_by_mail.take_answer(
            actor,
            mail_id=mail.id,
            about=(mail.subject_kind, mail.subject_id),
            text=text,
            fingerprint=known,
            bus=self._bus,
            settings=self._settings,
        )
        log.info("mail_answered", mail=str(mail.id), kind=mail.kind, outcome=outcome.value)
        return TAKEN

    async def _ignored(self, known: str, mail_id: UUID, person_id: UUID | None) -> Answer:
        async with unit_of_work(self._bus):
            await arrivals.remember(
                known, InboundOutcome.IGNORED, mail_id=mail_id, person_id=person_id
            )
        return TAKEN

    async def _refused(self, answer: Answer, known: str, mail: Mail) -> Answer:
        log.warning("mail_refused", mail=str(mail.id), why=answer.code)
        async with unit_of_work(self._bus):
            await arrivals.remember(
                arrivals.fingerprint_of_refused(known),
                InboundOutcome.REFUSED,
                code=answer.code,
                mail_id=mail.id,
            )
        return answer


def _named_in(message: Message, recipient: str) -> frozenset[str]:
    """Which of the headers for recipients name an address."""
    found = set()
    for name in ("To", "Cc"):
        values = [str(value) for value in message.get_all(name) or []]
        named = [address.lower() for value in values for address in addresses_in(value)]
        if len(values) == 1 and recipient.lower() in named:
            found.add(name.lower())
    return frozenset(found)
