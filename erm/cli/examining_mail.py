"""What ``erm doctor`` says of mail: of its servers, its signature and its receiver."""

from __future__ import annotations

import asyncio
import base64
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from erm.inbound.receiver import Place, greeting_problem
from erm.inbound.senders import LookUpFailed, txt_records
from erm.mail.message import domain_of, sender_parts
from erm.mail.signing import Signer
from erm.mail.smtp import Conversation, DeliveryFailed, Server
from erm.settings import Settings, is_loopback

Level = Literal["ok", "hint", "wrong"]
CONNECT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. A hint is worth knowing; what is wrong must be mended."""

    level: Level
    subject: str
    text: str


async def examine_signing(settings: Settings) -> list[Finding]:
    """Whether mail can be signed, where it is to be, and whether others can check it."""
    if settings.dkim_key_file is None:
        return []
    subject = "DKIM"
    try:
        domain = settings.dkim_domain or domain_of(sender_parts(settings.mail_from)[1])
        signer = Signer.of(settings.dkim_key_file, domain=domain, selector=settings.dkim_selector)
    except ValueError as error:
        return [Finding("wrong", subject, f"ERM_DKIM_KEY_FILE: {error}.")]
    name = f"{settings.dkim_selector}._domainkey.{domain}"
    try:
        records = await asyncio.to_thread(txt_records, name)
    except LookUpFailed:
        text = (
            f"Mail is signed. Whether its key stands at {name} is unknown: the DNS cannot be asked."
        )
        return [Finding("hint", subject, text)]
    if not records:
        text = f"Mail is signed, and nobody can check it: the DNS has nothing at {name}."
        return [Finding("wrong", subject, text)]
    if any(_publishes(record, signer) for record in records):
        return [Finding("ok", subject, f"Mail is signed, and its key stands at {name}.")]
    text = f"Mail is signed, and every check of it fails: another key stands at {name}."
    return [Finding("wrong", subject, text)]


def _publishes(record: bytes, signer: Signer) -> bool:
    """Whether a record of the DNS (RFC 6376, 3.6.1) holds the key that a signer signs with."""
    parts = record.decode("ascii", "replace").split(";")
    tags = {key.strip(): value for key, _, value in (part.partition("=") for part in parts)}
    try:
        published = base64.b64decode("".join(tags.get("p", "").split()), validate=True)
    except ValueError:
        return False
    key = signer.key.public_key()
    return published in (
        key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
        # Some publish the key without what says that it is one of RSA.
        key.public_bytes(Encoding.DER, PublicFormat.PKCS1),
    )


async def examine_servers(settings: Settings) -> list[Finding]:
    """Whether each server can be reached, how it is spoken to, and whether it lets us in."""
    if settings.smtp_url is None:
        text = "It is kept in the local mailbox, where administrators read it. Set ERM_SMTP_URL."
        return [Finding("hint", "Mail server", text)]
    host = urlsplit(settings.public_url).hostname or "localhost"
    servers = [Server.of(url) for url in settings.smtp_urls]
    return await asyncio.gather(*(_server(each, host, len(servers) > 1) for each in servers))


async def _server(server: Server, host: str, one_of_several: bool) -> Finding:
    subject = f"Mail server {server.name}" if one_of_several else "Mail server"
    conversation = Conversation(server, host, timeout=CONNECT_SECONDS)
    try:
        await conversation.greet()
        encrypted = conversation.is_encrypted
    except DeliveryFailed as failure:
        return Finding("wrong", subject, f"It does not let us in: {failure}.")
    finally:
        await conversation.close()
    signed_in = server.username is not None
    way = "over TLS" if encrypted else "without TLS"
    text = (
        f"It answers {way}, and lets us in {'as our user' if signed_in else 'without a password'}."
    )
    if encrypted or is_loopback(server.host):
        return Finding("ok", subject, text)
    if signed_in:
        text += " The password can be read on the way: use smtp:// or smtps://."
        return Finding("wrong", subject, text)
    return Finding("hint", subject, text + " Mail can be read on the way to it.")


async def examine_inbound(settings: Settings) -> list[Finding]:
    """Whether mail can come in, as far as it can be seen from here."""
    subject = "Incoming mail"
    if settings.inbound_domain is None:
        text = (
            "None is taken: people cannot answer by mail, and addresses that are no good are found "
            "out only while sending. Set ERM_INBOUND_DOMAIN and ERM_INBOUND_LISTEN."
        )
        return [Finding("hint", subject, text)]
    findings = []
    sender = sender_parts(settings.mail_from)[1].rpartition("@")[2].lower()
    if settings.inbound_domain == sender:
        text = (
            f"{settings.inbound_domain} is the sender's own domain: its other mail would go to erm, "
            "which refuses it. Use one below it, such as in." + sender + "."
        )
        findings.append(Finding("wrong", subject, text))
    if settings.inbound_listen is None:
        text = (
            "Mail names addresses at which nothing on this machine listens. Set ERM_INBOUND_LISTEN, "
            "unless another machine runs `erm inbound`."
        )
        return [*findings, Finding("hint", subject, text)]
    place = Place.of(settings.inbound_listen)
    if not place.path and not is_loopback(place.host) and settings.inbound_authserv_id:
        text = (
            "Other machines can hand in mail, and what it says of its sender under the name "
            f"{settings.inbound_authserv_id} is believed. Let only the company's mail server reach "
            "it, or listen on a loopback address."
        )
        findings.append(Finding("hint", subject, text))
    if settings.inbound_authserv_id is None:
        text = (
            "Senders are known by their DKIM signature alone. If the company's mail server writes "
            "Authentication-Results, set ERM_INBOUND_AUTHSERV_ID."
        )
        findings.append(Finding("hint", subject, text))
    problem = await greeting_problem(place)
    if problem is None:
        return [*findings, Finding("ok", subject, f"{place} answers.")]
    text = f"{place} does not answer: {problem}. Run `erm inbound`."
    return [*findings, Finding("hint", subject, text)]
