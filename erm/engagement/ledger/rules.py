"""Pure rules of the ledger of reports."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from hashlib import sha256


class ReportAct(StrEnum):
    """What was done with a report."""

    VIEWED = "viewed"
    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"
    MAILED = "mailed"


class ReportPart(StrEnum):
    """Which part of it. ACTIONS: what a later wave says about a plan of action."""

    SCORES = "scores"
    COMMENTS = "comments"
    ACTIONS = "actions"


def scope_key(scope: Mapping[str, str | None]) -> str:
    """One name for a group, whatever the order of its segments: SHA-256 of its label."""
    canonical = json.dumps(dict(scope), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return sha256(canonical.encode("ascii")).hexdigest()
