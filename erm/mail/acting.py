"""The token in a link that prepares an act: who would do what to which thing, until when, signed.

It does one thing as one person and nothing else: it makes no session, and the page that it opens shows no
more than the mail said. Programs that look through mail open its link as well; nothing happens before
somebody presses the button there. It is derived from the installation's secret key with a key of its own
for each act.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from erm.core.keyed import keyed

VALID_FOR = timedelta(days=14)
"""How long a link in a mail does something."""
_EPOCH = date(2020, 1, 1)
_SIGNATURE_BYTES = 16
_LENGTH = 1 + 2 + 16 + 16 + _SIGNATURE_BYTES


class MailAct(StrEnum):
    """What can be done by a link: nothing that could not be said or done again, or taken back."""

    THANK_FOR_FEEDBACK = "thank_for_feedback"
    ACCEPT_MENTORSHIP = "accept_mentorship"
    KEEP_PROMISE = "keep_promise"


_CODES = {act: number for number, act in enumerate(MailAct, start=1)}
_ACTS = {number: act for act, number in _CODES.items()}


@dataclass(frozen=True, slots=True)
class PreparedAct:
    """What a token stands for. ``expires_on``: the first day on which it does nothing any more."""

    act: MailAct
    person_id: UUID
    subject_id: UUID
    expires_on: date


def act_token(
    person_id: UUID, act: MailAct, subject_id: UUID, expires_on: date, secret_key: str
) -> str:
    """The token for an act: 68 characters that are safe in a URL."""
    days = (expires_on - _EPOCH).days
    told = bytes([_CODES[act]]) + days.to_bytes(2) + person_id.bytes + subject_id.bytes
    return base64.urlsafe_b64encode(told + _signature(told, act, secret_key)).decode()


def read_act_token(token: str, secret_key: str, today: date) -> PreparedAct | None:
    """What a token stands for, or None if it was not signed here or its time is over."""
    try:
        raw = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error):
        return None
    if len(raw) != _LENGTH or raw[0] not in _ACTS:
        return None
    told, act = raw[:-_SIGNATURE_BYTES], _ACTS[raw[0]]
    if not hmac.compare_digest(raw[-_SIGNATURE_BYTES:], _signature(told, act, secret_key)):
        return None
    expires_on = _EPOCH + timedelta(days=int.from_bytes(told[1:3]))
    if today >= expires_on:
        return None
    return PreparedAct(act, UUID(bytes=told[3:19]), UUID(bytes=told[19:35]), expires_on)


def _signature(told: bytes, act: MailAct, secret_key: str) -> bytes:
    return keyed(secret_key, f"erm mail act {act} v1", told, _SIGNATURE_BYTES)
