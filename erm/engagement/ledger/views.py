"""The ledger as those may see it who were asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from erm.engagement.ledger.models import ReportAccess
from erm.engagement.ledger.rules import ReportAct, ReportPart


@dataclass(frozen=True, slots=True)
class ReportAccessView:
    """Somebody saw a report, or took it along. ``scope``: the group's label; empty for everybody."""

    id: UUID
    wave_id: UUID
    person_id: UUID
    act: ReportAct
    part: ReportPart
    scope: Mapping[str, str | None]
    at: datetime


def view_access(row: ReportAccess) -> ReportAccessView:
    """A line of the ledger: the same for everybody who may read it."""
    return ReportAccessView(
        id=row.id,
        wave_id=row.wave_id,
        person_id=row.person_id,
        act=row.act,
        part=ReportPart(row.part),
        scope=dict(row.scope),
        at=row.at,
    )
