"""What ends with somebody who leaves. Has no actor: it is the consequence of leaving."""

from __future__ import annotations

from uuid import UUID

from tortoise.expressions import Q

from erm.core.clock import now
from erm.core.work import record
from erm.feedback.commands.locking import try_settle
from erm.feedback.events import FeedbackRequestWithdrawn
from erm.feedback.models import FeedbackDraft, FeedbackRequest, GuestFeedback
from erm.feedback.rules import OPEN_REQUESTS, RequestState


async def close_requests_of_leaver(person_id: UUID) -> int:
    """Withdraw every open request of, to or about somebody who has left; returns how many.

    Those to guests too: their links end. Called by the flow of leaving only.
    """
    open_ones = await FeedbackRequest.filter(
        Q(requester_id=person_id) | Q(asked_id=person_id) | Q(subject_id=person_id),
        state__in=list(OPEN_REQUESTS),
    ).order_by("id")
    closed = 0
    for row in open_ones:
        if await try_settle(row, RequestState.WITHDRAWN, allowed=OPEN_REQUESTS):
            closed += 1
            record(
                FeedbackRequestWithdrawn(
                    at=now(),
                    request_id=row.id,
                    requester_id=row.requester_id,
                    asked_id=row.asked_id,
                )
            )
    closed += await GuestFeedback.filter(
        Q(requester_id=person_id) | Q(subject_id=person_id), state__in=list(OPEN_REQUESTS)
    ).update(state=RequestState.WITHDRAWN, token_hash=None, settled_at=now())
    return closed


async def delete_drafts_of_leaver(person_id: UUID) -> int:
    """Throw away what a leaver had begun to write; returns how many drafts."""
    return await FeedbackDraft.filter(author_id=person_id).delete()
