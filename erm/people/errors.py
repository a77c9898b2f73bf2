"""Refusals of the directory."""

from __future__ import annotations

from erm.core.errors import Conflict, InvalidInput, NotAllowed, NotFound


class PersonUnknown(InvalidInput):
    """Nobody in the directory has this id."""

    code = "PERSON_UNKNOWN"


class PersonHasLeft(InvalidInput):
    """The person has left, so nothing new can be begun with them."""

    code = "PERSON_HAS_LEFT"


class UnknownTimeZone(InvalidInput):
    """No IANA time zone has this name."""

    code = "TIME_ZONE_UNKNOWN"


class WorkEmailTaken(InvalidInput):
    """Somebody else has this work e-mail address."""

    code = "WORK_EMAIL_TAKEN"


class WorkEmailInvalid(InvalidInput):
    """This is no e-mail address."""

    code = "WORK_EMAIL_INVALID"


class AdministratorsOnly(NotAllowed):
    """Only an administrator may do this."""

    code = "ADMINISTRATORS_ONLY"


class UploadNotFound(NotFound):
    """No such upload: never there, somebody else's, or older than a day."""

    code = "IMPORT_UPLOAD_NOT_FOUND"


class UploadTooLarge(InvalidInput):
    """The file is larger than an import may be."""

    code = "IMPORT_UPLOAD_TOO_LARGE"


class UploadEmpty(InvalidInput):
    """The file is empty."""

    code = "IMPORT_UPLOAD_EMPTY"


class UploadAlreadyApplied(Conflict):
    """This upload was imported already."""

    code = "IMPORT_ALREADY_APPLIED"


class ImportHasProblems(InvalidInput):
    """The file has rows that cannot be used, so nothing was imported. ``count`` says how many."""

    code = "IMPORT_HAS_PROBLEMS"


class ImportGuarded(NotAllowed):
    """The file passes a limit that has to be allowed explicitly."""

    code = "IMPORT_GUARDED"


class ImportPlanChanged(Conflict):
    """The directory or the day changed since the preview: what was shown is not what would be done."""

    code = "IMPORT_PLAN_CHANGED"


class AudienceUnfit(InvalidInput):
    """A rule over the directory that cannot be asked: unknown people, days the wrong way round, too long."""

    code = "AUDIENCE_UNFIT"
