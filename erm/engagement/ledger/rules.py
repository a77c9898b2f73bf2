"""Pure rules of the ledger of reports."""

from __future__ import annotations

from enum import StrEnum


class ReportAct(StrEnum):
    """What was done with a report."""

    VIEWED = "viewed"
    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"
    MAILED = "mailed"
