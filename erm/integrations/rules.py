"""Pure rules of integrations: what is told, when it is tried again, when an address is given up."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

NAME_MAXIMUM = 120
URL_MAXIMUM = 2_000
AT_MOST = 20
"""How many endpoints, and how many channels, a company has at most."""


class EventKind(StrEnum):
    """What other programs can be told of."""

    KUDOS_GIVEN = "kudos.given"
    KUDOS_REMOVED = "kudos.removed"
    AWARD_ANNOUNCED = "award.announced"
    CELEBRATION = "celebration"
    TEST = "test"


FOR_ENDPOINTS = frozenset(EventKind) - {EventKind.TEST}
"""What an endpoint can listen to. A test is only sent when it is asked for."""
FOR_CHATS = FOR_ENDPOINTS - {EventKind.KUDOS_REMOVED}
"""What a chat can be told: it cannot be made to forget, so it hears nothing of what was removed."""


class DeliveryState(StrEnum):
    """Where a delivery stands. A given-up one can be replayed."""

    WAITING = "waiting"
    SENDING = "sending"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"
    DROPPED = "dropped"


OPEN = (DeliveryState.WAITING, DeliveryState.SENDING)


class ChatService(StrEnum):
    """Chats that can be posted to, by what Apprise calls them."""

    SLACK = "slack"
    TEAMS = "teams"
    DISCORD = "discord"
    GOOGLE_CHAT = "google_chat"
    MATTERMOST = "mattermost"
    ROCKET_CHAT = "rocket_chat"
    TELEGRAM = "telegram"
    ZULIP = "zulip"


class Problem(StrEnum):
    """Why a try had no answer, or none that counts. Each has a sentence in both languages."""

    NO_ADDRESS = "NO_ADDRESS"
    FORBIDDEN_ADDRESS = "FORBIDDEN_ADDRESS"
    FORBIDDEN_URL = "FORBIDDEN_URL"
    CONNECT_FAILED = "CONNECT_FAILED"
    TLS_FAILED = "TLS_FAILED"
    TIMED_OUT = "TIMED_OUT"
    REDIRECTED = "REDIRECTED"
    BROKEN_ANSWER = "BROKEN_ANSWER"
    INTERRUPTED = "INTERRUPTED"
    CHAT_REFUSED = "CHAT_REFUSED"
    CHAT_ADDRESS = "CHAT_ADDRESS"
    SEAL_BROKEN = "SEAL_BROKEN"


class DisabledReason(StrEnum):
    """Why erm switched an integration off by itself."""

    GONE = "gone"
    FAILING = "failing"


RETRY_AFTER = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""How long to wait after the first, second, … failure. After one more it is given up."""

JITTER = 0.2
"""By how much of itself a wait may be longer, so that what failed together is not tried together."""

FAILING_FOR = timedelta(days=5)
"""How long nothing may arrive before an integration is switched off."""

LEASE = timedelta(minutes=2)
"""How long a claim holds. What a worker that died had in hand is tried again after this."""

BOTH_SECRETS_FOR = timedelta(days=1)
"""How long the former secret signs too after a change, so that the receiver can change over."""

KEPT_FOR = timedelta(days=30)
"""How long a delivery that is over stays in the log."""

ANSWER_MAXIMUM = 1_000
"""How many characters of an answer are kept in the log."""


def next_attempt(
    kind: EventKind, attempts: int, instant: datetime, chance: float
) -> datetime | None:
    """When to try again after ``attempts`` tries that failed (at least 1), or None to give up.

    ``chance`` is a random number from 0 to 1. A test is tried once: who sends it wants to see.
    """
    if kind is EventKind.TEST or attempts > len(RETRY_AFTER):
        return None
    return instant + RETRY_AFTER[attempts - 1] * (1 + JITTER * chance)


def is_accepted(status: int | None) -> bool:
    """Whether an answer says that the message has arrived."""
    return status is not None and 200 <= status <= 299


def disabled_reason(
    status: int | None, failing_since: datetime, instant: datetime
) -> DisabledReason | None:
    """Whether a failed try is reason to switch the integration off.

    410 says that nobody is there any more (Standard Webhooks asks senders to stop then).
    """
    if status == 410:
        return DisabledReason.GONE
    if instant - failing_since >= FAILING_FOR:
        return DisabledReason.FAILING
    return None
