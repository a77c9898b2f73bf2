"""Refusals of moderation."""

from __future__ import annotations

from erm.core.errors import Conflict, InvalidInput, NotAllowed, NotFound


class ReportNotFound(NotFound):
    """No such report, or the actor is no moderator."""

    code = "REPORT_NOT_FOUND"


class NothingReported(InvalidInput):
    """A report, and a restoring, is about exactly one thing."""

    code = "REPORT_WITHOUT_THING"


class ReasonNotYours(InvalidInput):
    """WORDS is what is noticed by itself, not what somebody finds."""

    code = "REPORT_REASON_NOT_YOURS"


class OwnWordsReported(NotAllowed):
    """Nobody reports what they wrote themselves."""

    code = "REPORTED_OWN_WORDS"


class ReportedAlready(Conflict):
    """The actor has an open report about the same thing."""

    code = "REPORTED_ALREADY"


class ReportDecided(Conflict):
    """Somebody has decided about the report."""

    code = "REPORT_DECIDED"


class ReportStale(Conflict):
    """The report was changed meanwhile."""

    code = "STALE_VERSION"
