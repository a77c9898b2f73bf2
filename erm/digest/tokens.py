"""The token in the unsubscribe link: who, signed, for this purpose only, without an end.

It can do one thing, which its owner can undo, so it needs neither a session nor a day on which it
ends: a mail may be read a year later. It is derived from the installation's secret key.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from uuid import UUID

_PURPOSE = b"erm digest unsubscribe v1"
_SIGNATURE_BYTES = 20


def unsubscribe_token(person_id: UUID, secret_key: str) -> str:
    """The token for a person: 48 characters that are safe in a URL."""
    raw = person_id.bytes + _signature(person_id.bytes, secret_key)
    return base64.urlsafe_b64encode(raw).decode()


def person_of_token(token: str, secret_key: str) -> UUID | None:
    """Whom a token belongs to, or None if it was not signed here."""
    try:
        raw = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error):
        return None
    person, signature = raw[:16], raw[16:]
    if len(person) != 16 or not hmac.compare_digest(signature, _signature(person, secret_key)):
        return None
    return UUID(bytes=person)


def _signature(person: bytes, secret_key: str) -> bytes:
    key = hmac.digest(secret_key.encode(), _PURPOSE, hashlib.sha256)
    return hmac.digest(key, person, hashlib.sha256)[:_SIGNATURE_BYTES]
