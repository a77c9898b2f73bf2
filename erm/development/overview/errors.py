"""Refusals of exports."""

from __future__ import annotations

from erm.core.errors import InvalidInput, NotFound


class ExportNotFound(NotFound):
    """There is no such export."""

    code = "EXPORT_NOT_FOUND"


class ExportChoiceUnknown(InvalidInput):
    """What was asked for in the address is nothing that can be chosen."""

    code = "EXPORT_CHOICE_UNKNOWN"
