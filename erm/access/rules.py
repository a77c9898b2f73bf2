"""Pure rules of access: lengths, life times, limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

PASSWORD_MINIMUM = 12
PASSWORD_MAXIMUM = 256
SESSION_IDLE = timedelta(hours=12)
SESSION_ABSOLUTE = timedelta(days=14)
SEEN_EVERY = timedelta(minutes=1)
LINK_VALID = timedelta(minutes=10)
TOKEN_DAYS_MAXIMUM = 365
TOKENS_MAXIMUM = 20
TOKEN_PREFIX = "erm_pat_"


class TokenScope(StrEnum):
    """What a holder of an access token may do."""

    READ = "read"
    WRITE = "write"


class LimitedAction(StrEnum):
    """What is counted by the rate limits."""

    PASSWORD = "password"
    LINK = "link"
    REDEEM = "redeem"
    CHANGE_PASSWORD = "change_password"


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``count`` times in any one window of ``seconds``."""

    count: int
    seconds: int


ACCOUNT_LIMITS = {
    LimitedAction.PASSWORD: Limit(10, 60),
    LimitedAction.LINK: Limit(5, 600),
    LimitedAction.CHANGE_PASSWORD: Limit(10, 600),
}
"""Per account, whether it exists or not."""

ADDRESS_LIMITS = {
    LimitedAction.PASSWORD: Limit(60, 60),
    LimitedAction.LINK: Limit(30, 600),
    LimitedAction.REDEEM: Limit(30, 60),
}
"""Per client address: an office behind one address signs in on a Monday morning."""


def session_is_alive(last_seen_at: datetime, expires_at: datetime, now: datetime) -> bool:
    """Whether a session still counts: used within 12 hours, and begun within 14 days."""
    return now < expires_at and now - last_seen_at < SESSION_IDLE
