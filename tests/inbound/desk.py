"""A desk at which the tests hand in mail, and what people answer to."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any
from uuid import UUID

import dkim
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from erm.core.clock import now
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.work import unit_of_work
from erm.flows.subscriptions import build_bus
from erm.inbound.handing_in import Answer, Desk
from erm.inbound.senders import LookUpFailed
from erm.mail.addresses import bounce_address, reply_address
from erm.mail.commands import queue_mail
from erm.mail.models import Mail
from erm.mail.rules import MailState
from erm.people.models import Person
from erm.settings import Settings

DOMAIN = "in.erm.test"
RELAY = "mx.erm.test"
SELECTOR = "s1"
WORDS = "You made the plan clear. Next time, say earlier what is not in it."


@cache
def key_pair() -> tuple[bytes, bytes]:
    """A private key, and its record."""
    key = rsa.generate_private_key(65537, 1024)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private, b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)


VOUCHED = "dmarc=pass header.from=erm.test; spf=pass smtp.mailfrom=ann@erm.test"


def results(verdict: str = VOUCHED, relay: str = RELAY) -> str:
    return f"Authentication-Results: {relay}; {verdict}\r\n"


def answer(
    to: str,
    text: str = WORDS,
    *,
    sender: str = "Ann Test <ann@erm.test>",
    message_id: str = "<answer-1@erm.test>",
    extra: str = "",
    subject: str = "Re: Bo asks for your feedback",
) -> bytes:
    head = f"From: {sender}\r\nTo: erm <{to}>\r\nSubject: {subject}\r\n"
    if message_id:
        head += f"Message-ID: {message_id}\r\n"
    body = text.replace("\n", "\r\n")
    return (
        f"{extra}{head}MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        f"{body}\r\n\r\nOn Mon, Nov 16, 2026 at 10:02 AM erm <erm@erm.test> wrote:\r\n"
        "> Bo would like your feedback: quokka\r\n"
    ).encode()


def genuine(to: str, text: str = WORDS, **options: Any) -> bytes:
    """An answer that the company's server vouches for."""
    return answer(to, text, extra=results() + options.pop("extra", ""), **options)


def signed(mail: bytes, *, domain: str = "erm.test", **options: Any) -> bytes:
    private, _ = key_pair()
    options.setdefault("include_headers", [b"from", b"to", b"subject", b"message-id"])
    signature: bytes = dkim.sign(mail, SELECTOR.encode(), domain.encode(), private, **options)
    return signature + mail


def records(name: str) -> list[bytes]:
    """Name servers that know two domains with a key, and one that does not answer."""
    if name.endswith("broken.test"):
        raise LookUpFailed(name)
    known = (f"{SELECTOR}._domainkey.erm.test", f"{SELECTOR}._domainkey.evil.test")
    return [key_pair()[1]] if name in known else []


@dataclass
class Office:
    """The desk with its settings."""

    settings: Settings
    desk: Desk
    bus: Bus
    answers: list[Answer] = field(default_factory=list)

    def reply_to(self, mail_id: UUID) -> str:
        return reply_address(mail_id, self.settings.secret_key, DOMAIN)

    def returns_to(self, mail_id: UUID) -> str:
        return bounce_address(mail_id, self.settings.secret_key, DOMAIN)

    async def hand_in(self, to: str, content: bytes, sender: str = "ann@erm.test") -> str:
        """The code of the answer, with its enhanced one."""
        given = await self.desk.hand_in(sender, to, content)
        self.answers.append(given)
        return " ".join(given.reply.split()[:2])


def office(settings: Settings, **options: Any) -> Office:
    configured = replace(
        settings, **{"inbound_domain": DOMAIN, "inbound_authserv_id": RELAY} | options
    )
    bus = build_bus(configured)
    return Office(configured, Desk(configured, bus, look_up=records), bus)


async def mail_to(
    person: Person,
    about: tuple[str, UUID] | None = None,
    *,
    takes_replies: bool = True,
) -> UUID:
    """A mail that was sent to somebody."""
    async with unit_of_work(Bus()):
        key = await queue_mail(
            dedupe_key=f"test:{new_id()}",
            kind="test",
            recipient_id=person.id,
            to_address=person.work_email or "",
            to_name=person.given_name,
            language="en",
            subject="A question",
            text="",
            html=None,
            takes_replies=takes_replies,
            subject_kind=None if about is None else about[0],
            subject_id=None if about is None else about[1],
        )
    await Mail.filter(id=key).update(state=MailState.SENT, sent_at=now())
    return key
