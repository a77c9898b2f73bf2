"""Reads of notices, as one actor."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from erm.core.actor import Actor
from erm.core.paging import Page, PageRequest, page_of
from erm.recognition.notices import policy
from erm.recognition.notices.models import KudosNotice
from erm.recognition.notices.rules import UNSEEN_MAXIMUM
from erm.recognition.notices.views import NoticeView, view_notice


async def notices(actor: Actor, page: PageRequest) -> Page[NoticeView]:
    """What the actor would want to hear of, newest first."""
    found = KudosNotice.filter(policy.readable_notices(actor))
    count = found.count
    if page.after_id is not None:
        found = found.filter(id__lt=page.after_id)
    rows = await found.order_by("-id").limit(page.first + 1)
    return page_of([view_notice(row) for row in rows], page, count, lambda view: (str(view.id),))


async def notices_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, NoticeView]:
    """Notices by id; those that are not the actor's to read are missing."""
    rows = await KudosNotice.filter(policy.readable_notices(actor), id__in=list(set(ids)))
    return {row.id: view_notice(row) for row in rows}


async def unseen_notices(actor: Actor) -> int:
    """How many the actor has not seen, counted up to ``UNSEEN_MAXIMUM``."""
    rows = (
        await KudosNotice.filter(policy.readable_notices(actor), seen_at__isnull=True)
        .limit(UNSEEN_MAXIMUM)
        .values_list("id", flat=True)
    )
    return len(rows)
