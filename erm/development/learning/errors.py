"""Refusals about learning and certificates."""

from __future__ import annotations

from erm.core.errors import Conflict, InvalidInput, NotAllowed, NotFound


class ResourceNotFound(NotFound):
    """No such learning resource."""

    code = "LEARNING_RESOURCE_NOT_FOUND"


class CatalogueIsHrs(NotAllowed):
    """HR keeps the catalogue."""

    code = "LEARNING_CATALOGUE_IS_HRS"


class ResourceRetired(Conflict):
    """It was taken out of use: nobody plans to learn from it any more."""

    code = "LEARNING_RESOURCE_RETIRED"


class TargetDoesNotFit(InvalidInput):
    """A target is one competency, perhaps with ranks in order, or one skill."""

    code = "LEARNING_TARGET_DOES_NOT_FIT"


class TooManyTargets(InvalidInput):
    """A resource helps with at most ``maximum`` things."""

    code = "LEARNING_TOO_MANY_TARGETS"


class MinutesOutOfRange(InvalidInput):
    """A time is 1 to ``maximum`` minutes."""

    code = "MINUTES_OUT_OF_RANGE"


class LanguageUnknown(InvalidInput):
    """No language: two or three letters."""

    code = "LANGUAGE_UNKNOWN"


class LearnedInTheFuture(InvalidInput):
    """What is done was done by today."""

    code = "LEARNED_IN_THE_FUTURE"


class LearningNotFound(NotFound):
    """The actor has neither planned nor done it."""

    code = "LEARNING_NOT_FOUND"


class CertificateNotFound(NotFound):
    """No such certificate, or the actor may not read it."""

    code = "CERTIFICATE_NOT_FOUND"


class CertificateIsAnothers(NotAllowed):
    """A certificate is written down by whoever holds it."""

    code = "CERTIFICATE_IS_ANOTHERS"


class CertificateEndsBeforeItBegins(InvalidInput):
    """Its last day lies before the day of issue."""

    code = "CERTIFICATE_ENDS_BEFORE_IT_BEGINS"


class CertificateDateOutOfRange(InvalidInput):
    """A day that is no day of a certificate."""

    code = "CERTIFICATE_DATE_OUT_OF_RANGE"


class TooManyCertificates(InvalidInput):
    """A person has room for ``maximum`` certificates."""

    code = "TOO_MANY_CERTIFICATES"


class LearningStale(Conflict):
    """It was changed since it was read."""

    code = "STALE_VERSION"
