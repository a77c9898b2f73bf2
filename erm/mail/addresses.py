"""The two addresses of a mail that erm itself receives: where it is answered, and where it comes back to.

Each names the mail and is signed, so that nobody can make one for a mail that was not theirs: what comes
to it is either an answer to that mail or the word of a server about it. The key is derived from the
installation's secret key for each purpose, so that one kind of address is never taken for the other.
Letters of any case are read, for some servers change it on the way.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from erm.core.keyed import keyed

_SIGNATURE_BYTES = 12
_TOKEN_LETTERS = 45
"""Of 16 bytes of an id and 12 of a signature in base32, without padding."""
_PADDING = "==="


class Purpose(StrEnum):
    """What an address is for; its value is what the address begins with."""

    REPLY = "r"
    BOUNCE = "b"


def reply_address(mail_id: UUID, secret_key: str, domain: str) -> str:
    """Where a mail is answered (Reply-To)."""
    return _address(Purpose.REPLY, mail_id, secret_key, domain)


def bounce_address(mail_id: UUID, secret_key: str, domain: str) -> str:
    """Where a mail comes back to if it cannot be delivered (the sender of its envelope)."""
    return _address(Purpose.BOUNCE, mail_id, secret_key, domain)


@dataclass(frozen=True, slots=True)
class Returning:
    """The addresses of an installation's mails; none where it receives no mail (``domain`` is None)."""

    secret_key: str = field(repr=False)
    domain: str | None

    def reply_to(self, mail_id: UUID, *, takes_replies: bool) -> str | None:
        """Where a mail is answered, if answers to it are read."""
        if self.domain is None or not takes_replies:
            return None
        return reply_address(mail_id, self.secret_key, self.domain)

    def envelope_sender(self, mail_id: UUID, sender: str) -> str:
        """Where a mail comes back to: ``sender``, which is the From, unless it has a place of its own."""
        if self.domain is None:
            return sender
        return bounce_address(mail_id, self.secret_key, self.domain)


def read_address(address: str, secret_key: str, domain: str) -> tuple[Purpose, UUID] | None:
    """Which mail an address is about and for what, or None if it was not made here."""
    local, at, host = address.rpartition("@")
    if not at or host.lower().rstrip(".") != domain.lower():
        return None
    kind, plus, token = local.partition("+")
    if not plus or len(token) != _TOKEN_LETTERS or not token.isascii():
        return None
    try:
        purpose = Purpose(kind.lower())
        raw = base64.b32decode(token.upper() + _PADDING)
    except (ValueError, binascii.Error):
        return None
    # Of the last letter one bit says nothing: only one way to write an address is right.
    if _encoded(raw) != token.lower():
        return None
    key, signature = raw[:16], raw[16:]
    if not hmac.compare_digest(signature, _signature(purpose, key, secret_key)):
        return None
    return purpose, UUID(bytes=key)


def _address(purpose: Purpose, mail_id: UUID, secret_key: str, domain: str) -> str:
    token = _encoded(mail_id.bytes + _signature(purpose, mail_id.bytes, secret_key))
    return f"{purpose.value}+{token}@{domain}"


def _encoded(raw: bytes) -> str:
    return base64.b32encode(raw).decode().rstrip("=").lower()


def _signature(purpose: Purpose, mail: bytes, secret_key: str) -> bytes:
    return keyed(secret_key, f"erm {purpose.name.lower()} address v1", mail, _SIGNATURE_BYTES)
