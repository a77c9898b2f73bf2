"""Who looked at which report on people."""

from __future__ import annotations

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.events import Bus
from erm.core.paging import Page, PageRequest, page_of
from erm.core.work import unit_of_work
from erm.reports.models import PeopleReportAccess
from erm.reports.policy import may_see_ledger
from erm.reports.rules import PeopleReportKind, ReportAct, ReportBy
from erm.reports.views import AccessView


async def note(actor: Actor, kind: PeopleReportKind, by: ReportBy, act: ReportAct) -> None:
    """Put down that the actor is given a report: once a day (UTC) for each kind, way to group and act.

    Before it is given out, in a unit of work of its own: a report that cannot be put down is not given
    out either. Raises ``ValueError`` for the system, which has no eyes.
    """
    if actor.is_system:
        raise ValueError("the system reads no reports")
    day = today()
    known = {"person_id": actor.person_id, "kind": kind, "by": by, "act": act.value, "day": day}
    if await PeopleReportAccess.filter(**known).exists():
        return
    async with unit_of_work(Bus()):
        row = PeopleReportAccess(**known, at=now())
        await PeopleReportAccess.bulk_create([row], ignore_conflicts=True)


async def ledger(actor: Actor, page: PageRequest) -> Page[AccessView]:
    """Every line, newest first, for HR and administrators; nothing for others. Two queries."""
    if not may_see_ledger(actor):
        return Page([], [], False, 0)
    found = PeopleReportAccess.all()
    count = found.count
    if page.after_id is not None:
        found = found.filter(id__lt=page.after_id)
    rows = await found.order_by("-id").limit(page.first + 1)
    views = [
        AccessView(row.id, row.person_id, row.kind, row.by, ReportAct(row.act), row.at)
        for row in rows
    ]
    return page_of(views, page, key=lambda view: (str(view.id),), total=count)
