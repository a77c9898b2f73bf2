"""Pure rules of notices."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

WAIT = timedelta(minutes=5)
"""How long thanks and mentions wait for others, so that a burst is one mail."""
LONGEST_WAIT = timedelta(minutes=30)
"""However much happens, what happened first waits no longer than this for it to be quiet."""
GATHER_FOR = timedelta(hours=24)
"""At most one mail of comments and reactions in so long."""


KEPT_FOR = timedelta(days=180)
"""How long a notice stays; the thanks that it is about stay for good."""


class NoticeKind(StrEnum):
    """What happened."""

    RECEIVED = "received"
    MENTIONED = "mentioned"
    COMMENTED = "commented"
    REACTED = "reacted"
    NOT_SENT = "not_sent"


AT_ONCE = frozenset({NoticeKind.RECEIVED, NoticeKind.MENTIONED, NoticeKind.NOT_SENT})
"""What is mailed as soon as it is quiet."""
GATHERED = frozenset({NoticeKind.COMMENTED, NoticeKind.REACTED})
"""What is gathered for a day."""
LINES_MAXIMUM = 10
"""Most lines of a mail; of the rest it tells how many there are."""
UNSEEN_MAXIMUM = 100
"""As far as unseen notices are counted: 100 means "more than 99"."""
