"""What a mail says of itself to mail programs and relays: its thread, its list, its stream.

All mails to one person about one thing answer to the same Message-ID, which no mail ever has: mail
programs gather what has a common ancestor, whether they hold it or not (RFC 5256's algorithm makes a
place for it). So a thread needs no table, and is one however long ago its first mail was.
"""

from __future__ import annotations

import hashlib
from uuid import UUID

from erm.core.keyed import keyed

_ID_BYTES = 15


def thread_id(
    recipient_id: UUID, subject_kind: str, subject_id: UUID, *, secret_key: str, domain: str
) -> str:
    """The Message-ID that a person's mails about one thing answer to, in angle brackets.

    Derived with a key of its own, so that it tells nobody which things two people have in common.
    """
    about = recipient_id.bytes + subject_kind.encode() + b"\0" + subject_id.bytes
    name = keyed(secret_key, "erm mail thread v1", about, _ID_BYTES)
    return f"<thread.{name.hex()}@{domain}>"


def list_id(kind: str, domain: str) -> str:
    """The list (RFC 2919) that a kind of mail is, for filters: ``<digest.erm.example.org>``."""
    return f"<{kind.replace('_', '-')}.erm.{domain}>"


def feedback_id(kind: str, domain: str) -> str:
    """What Gmail's feedback loop tells senders about: kind of mail, product, and who sends.

    Four fields, the last of which must be 5 to 15 characters and always the same for a sender
    (Gmail's "Feedback Loop" page). Nothing of the recipient.
    """
    sender = hashlib.sha256(domain.encode()).hexdigest()[:10]
    return f"{kind}:erm:mail:erm{sender}"
