"""Refusals of the digest."""

from __future__ import annotations

from erm.core.errors import Conflict, InvalidInput, NotAllowed, NotFound


class WeekdayOutOfRange(InvalidInput):
    """1 is Monday, 7 is Sunday."""

    code = "DIGEST_WEEKDAY_OUT_OF_RANGE"


class HourOutOfRange(InvalidInput):
    """The digest is not sent at night."""

    code = "DIGEST_HOUR_OUT_OF_RANGE"


class NoSection(InvalidInput):
    """A digest without any section would never come; switching it off says so."""

    code = "DIGEST_NEEDS_A_SECTION"


class UnsubscribeLinkInvalid(NotFound):
    """The link was not made by this installation, or was cut off on the way."""

    code = "UNSUBSCRIBE_LINK_INVALID"


class NothingToSend(Conflict):
    """Nothing needs the person: an empty digest is never sent."""

    code = "DIGEST_HAS_NOTHING_TO_SAY"


class TooManyDigests(NotAllowed):
    """The person has sent themselves enough digests today."""

    code = "TOO_MANY_DIGESTS_TODAY"
