"""Refusals of what the company and each person chose."""

from __future__ import annotations

from erm.core.errors import Conflict, InvalidInput


class TextMayHurt(InvalidInput):
    """The text holds words that the company warns of. Sending it all the same is possible.

    ``words`` are these words as they stand there.
    """

    code = "TEXT_MAY_HURT"


class TooManyBlockedWords(InvalidInput):
    """The company warns of at most ``maximum`` words."""

    code = "BLOCKED_WORDS_TOO_MANY"


class BlockedWordTooLong(InvalidInput):
    """A word to warn of has at most ``maximum`` characters."""

    code = "BLOCKED_WORD_TOO_LONG"


class PointsOutOfRange(InvalidInput):
    """Points of a month or of one kudos are from ``minimum`` to ``maximum``."""

    code = "POINTS_OUT_OF_RANGE"


class SettingsStale(Conflict):
    """Somebody else changed the company's choices meanwhile."""

    code = "STALE_VERSION"
