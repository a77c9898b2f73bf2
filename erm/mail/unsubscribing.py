"""The token in the unsubscribe link of a mail: who, from what, signed, without an end.

It can do one thing, which its owner can undo, so it needs neither a session nor a day on which it
ends: a mail may be read a year later. It is derived from the installation's secret key, with a key
of its own for each kind of mail: a token stops that kind and nothing else.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from enum import StrEnum
from uuid import UUID

from erm.core.keyed import keyed

_SIGNATURE_BYTES = 20


class Subscription(StrEnum):
    """A kind of mail that comes again and again, and can be stopped by itself."""

    DIGEST = "digest"
    NUDGE_BEFORE = "nudge_before"
    NUDGE_AFTER = "nudge_after"
    CALENDAR_MAIL = "calendar_mail"
    RECOGNITION_RECEIVED = "recognition_received"
    RECOGNITION_GATHERED = "recognition_gathered"
    SURVEYS = "surveys"
    NOTIFICATIONS = "notifications"
    # Kinds of notifications that a domain writes mail about, by the names of those kinds.
    FEEDBACK_REQUESTED = "feedback_requested"
    FEEDBACK_RECEIVED = "feedback_received"
    FEEDBACK_DECLINED = "feedback_declined"
    FEEDBACK_ASKED_BACK = "feedback_asked_back"
    FEEDBACK_ANSWERED_BACK = "feedback_answered_back"
    REVIEWS_ASKED = "reviews_asked"
    NOMINATIONS_SENT = "nominations_sent"
    PACKET_RELEASED = "packet_released"
    AWARD_ANNOUNCED = "award_announced"
    INTEGRATION_FAILED = "integration_failed"


def unsubscribe_token(person_id: UUID, secret_key: str, what: Subscription) -> str:
    """The token for a person and a kind of mail: 48 characters that are safe in a URL."""
    raw = person_id.bytes + _signature(person_id.bytes, secret_key, what)
    return base64.urlsafe_b64encode(raw).decode()


def read_unsubscribe_token(token: str, secret_key: str) -> tuple[UUID, Subscription] | None:
    """Whom a token belongs to and what it stops, or None if it was not signed here."""
    try:
        raw = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error):
        return None
    person, signature = raw[:16], raw[16:]
    if len(person) != 16:
        return None
    for what in Subscription:
        if hmac.compare_digest(signature, _signature(person, secret_key, what)):
            return UUID(bytes=person), what
    return None


def _signature(person: bytes, secret_key: str, what: Subscription) -> bytes:
    return keyed(secret_key, f"erm {what} unsubscribe v1", person, _SIGNATURE_BYTES)
