"""What is done with reports: one enum for all ledgers."""

from __future__ import annotations

from erm.engagement.ledger.rules import ReportAct
from erm.schema.enums import describe

__all__ = ["ReportAct"]

describe(
    ReportAct,
    "ReportAct",
    "What somebody did with a report.",
    {
        ReportAct.VIEWED: "They looked at it.",
        ReportAct.CSV: "They took it along as CSV.",
        ReportAct.XLSX: "They took it along as XLSX.",
        ReportAct.PDF: "They took it along as PDF.",
        ReportAct.MAILED: "It was mailed to them.",
    },
)
