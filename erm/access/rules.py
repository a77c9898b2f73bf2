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
PASSWORD_AFTER_LINK = timedelta(minutes=30)
REQUESTS_KEPT = timedelta(days=1)
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
    CALENDAR_FEED = "calendar_feed"
    GUEST_LINK = "guest_link"
    MAIL_ACT = "mail_act"
    CONNECT_CHAT = "connect_chat"


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``count`` times in any one window of ``seconds``."""

    count: int
    seconds: int


ACCOUNT_LIMITS = {
    LimitedAction.PASSWORD: Limit(10, 60),
    LimitedAction.LINK: Limit(5, 600),
    LimitedAction.CHANGE_PASSWORD: Limit(10, 600),
    LimitedAction.CALENDAR_FEED: Limit(60, 600),
    LimitedAction.CONNECT_CHAT: Limit(10, 600),
}
"""Per account, whether it exists or not; of calendar feeds, per feed."""

ADDRESS_LIMITS = {
    LimitedAction.PASSWORD: Limit(15, 60),
    LimitedAction.LINK: Limit(30, 600),
    LimitedAction.REDEEM: Limit(15, 60),
    LimitedAction.CALENDAR_FEED: Limit(30, 60),
    LimitedAction.GUEST_LINK: Limit(30, 60),
    LimitedAction.MAIL_ACT: Limit(30, 60),
}
"""Per client address. A sign-in that succeeds is taken back: an office behind one address signs in
on a Monday morning. Links cannot be told apart like that, so more of them are allowed. Of calendar
feeds and of links of guests only those that are none count: one calendar service reads the feeds of
a whole company, and one customer's office may hold many guests."""


def session_is_alive(last_seen_at: datetime, expires_at: datetime, now: datetime) -> bool:
    """Whether a session still counts: used within 12 hours, and begun within 14 days."""
    return now < expires_at and now - last_seen_at < SESSION_IDLE


def normal_email(email: str) -> str:
    """The form in which addresses are compared: without white space around, in lower case."""
    return email.strip().lower()


_BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("YaBrowser/", "Yandex Browser"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def device_name(user_agent: str) -> str:
    """Browser and system in a User-Agent header, for a person to recognise; "" when it tells none.

    Only names of this table: nothing that the client sent is stored.
    """
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    return " · ".join(part for part in (browser, system) if part)
