"""Reads of reports, for moderators."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from erm.core.actor import Actor
from erm.core.paging import Page, PageRequest, page_of
from erm.recognition.moderation import policy
from erm.recognition.moderation.models import ModerationReport
from erm.recognition.moderation.rules import ReportState
from erm.recognition.moderation.sealed import open_snapshot
from erm.recognition.moderation.things import State, states_of, target_of
from erm.recognition.moderation.views import ReportView

_GONE = State(hidden=False, hidden_reason="", gone=True, private=False, kudos_id=None)


async def queue(actor: Actor, page: PageRequest, *, open_ones: bool = True) -> Page[ReportView]:
    """Reports that wait, the oldest first; or those that were decided, the newest first.

    Empty for all but moderators, and without those about the actor's own words.
    """
    found = ModerationReport.filter(policy.readable_reports(actor))
    found = (
        found.filter(state=ReportState.OPEN)
        if open_ones
        else found.filter(state__in=[ReportState.DISMISSED, ReportState.UPHELD])
    )
    count = found.count
    if page.after_id is not None:
        found = found.filter(**{"id__gt" if open_ones else "id__lt": page.after_id})
    rows = await found.order_by("id" if open_ones else "-id").limit(page.first + 1)
    return page_of(await _views(actor, rows), page, count, lambda view: (str(view.id),))


async def reports_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, ReportView]:
    """Reports by id; those that the actor may not read are missing."""
    rows = await ModerationReport.filter(policy.readable_reports(actor), id__in=list(set(ids)))
    return {view.id: view for view in await _views(actor, rows)}


async def _views(actor: Actor, rows: Sequence[ModerationReport]) -> list[ReportView]:
    states = await states_of([target_of(row) for row in rows])
    return [_view(actor, row, states.get(target_of(row), _GONE)) for row in rows]


def _view(actor: Actor, row: ModerationReport, state: State) -> ReportView:
    may_decide = policy.may_decide_report(actor, row)
    return ReportView(
        id=row.id,
        kind=target_of(row).kind,
        author_id=row.author_id,
        reporter_id=row.reporter_id,
        reason=row.reason,
        words=row.words,
        snapshot=open_snapshot(row.snapshot_sealed, row.id),
        state=row.state,
        created_at=row.created_at,
        decided_by_id=row.decided_by_id,
        decided_at=row.decided_at,
        decision=row.decision,
        restored_at=row.restored_at,
        restored_reason=row.restored_reason,
        hidden=state.hidden,
        hidden_reason=state.hidden_reason if state.hidden else None,
        gone=state.gone,
        private=state.private,
        kudos_id=state.kudos_id,
        version=row.version,
        can_decide=may_decide and row.state is ReportState.OPEN,
        can_restore=may_decide and state.hidden and not state.gone,
    )
