"""Refusals of competency frameworks, levels and assessments."""

from __future__ import annotations

from erm.core.errors import InvalidInput


class FrameworkKeyUnfit(InvalidInput):
    """A key is small Latin letters, digits, hyphens and underscores. ``key`` is the one refused."""

    code = "FRAMEWORK_KEY_UNFIT"


class FrameworkKeyRepeated(InvalidInput):
    """Two of the same kind have the same key. ``key`` is that one."""

    code = "FRAMEWORK_KEY_REPEATED"


class FrameworkReferenceUnknown(InvalidInput):
    """Something names a family, track or level that is not there. ``key`` is what it names."""

    code = "FRAMEWORK_REFERENCE_UNKNOWN"


class FrameworkTooLarge(InvalidInput):
    """There are more of a kind than a framework may have. ``maximum`` is how many it may."""

    code = "FRAMEWORK_TOO_LARGE"


class FrameworkUnfinished(InvalidInput):
    """A framework cannot be published like this. ``key`` is what is unfinished."""

    code = "FRAMEWORK_UNFINISHED"


class FrameworkEmpty(InvalidInput):
    """A framework without a track, a level or a competency cannot be published."""

    code = "FRAMEWORK_EMPTY"
