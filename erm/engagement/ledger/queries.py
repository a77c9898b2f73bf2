"""Reads of the ledger."""

from __future__ import annotations

from uuid import UUID

from erm.core.actor import Actor
from erm.core.paging import Page, PageRequest, page_of
from erm.engagement.ledger.models import ReportAccess
from erm.engagement.ledger.policy import may_read_access, readable_accesses
from erm.engagement.ledger.views import ReportAccessView, view_access
from erm.engagement.waves.models import SurveyWave
from erm.engagement.waves.rolls import is_invited


async def report_ledger(
    actor: Actor, page: PageRequest, *, wave_id: UUID
) -> Page[ReportAccessView] | None:
    """Who saw what of a wave, the latest first; None for who was not asked, and for unknown waves.

    Reading the ledger is not noted in it.
    """
    if actor.is_system or not await SurveyWave.exists(id=wave_id):
        return None
    if not may_read_access(actor, invited=await is_invited(actor.person_id, wave_id)):
        return None
    all_rows = ReportAccess.filter(readable_accesses(actor), wave_id=wave_id)
    rows = all_rows.order_by("-id")
    if page.after_id is not None:
        rows = rows.filter(id__lt=page.after_id)
    return page_of(
        [view_access(row) for row in await rows.limit(page.first + 1)],
        page,
        all_rows.count,
        lambda view: (view.id,),
    )
