"""Refusals of the import of past surveys."""

from __future__ import annotations

from erm.core.errors import Conflict, InvalidInput, NotAllowed, NotFound


class OnlyHrImportsSurveys(NotAllowed):
    """Past surveys are imported by HR."""

    code = "PAST_SURVEYS_ONLY_HR"


class PastUploadNotFound(NotFound):
    """No such table, or not the actor's, or older than a day."""

    code = "PAST_UPLOAD_NOT_FOUND"


class PastUploadApplied(Conflict):
    """The table was imported already."""

    code = "PAST_UPLOAD_APPLIED"


class PastUploadEmpty(InvalidInput):
    """There is nothing in it."""

    code = "PAST_UPLOAD_EMPTY"


class PastUploadTooLarge(InvalidInput):
    """It is larger than ``maximum`` MB."""

    code = "PAST_UPLOAD_TOO_LARGE"


class PastDayUnfit(InvalidInput):
    """The day of a past survey lies ahead."""

    code = "PAST_DAY_UNFIT"


class PastColumnsUnfit(InvalidInput):
    """A column that is not there, or named twice; no question; too many of something; a scale without ends."""

    code = "PAST_COLUMNS_UNFIT"


class PastInvitedUnfit(InvalidInput):
    """Fewer people were asked than answered."""

    code = "PAST_INVITED_UNFIT"
