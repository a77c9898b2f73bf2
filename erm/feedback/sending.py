"""Sending what was scheduled, when its time has come."""

from __future__ import annotations

import asyncio

from erm.core.clock import now
from erm.core.events import Bus
from erm.core.work import record, unit_of_work
from erm.feedback.commands.locking import try_settle
from erm.feedback.events import FeedbackRequested, GuestAsked
from erm.feedback.models import FeedbackRequest, GuestFeedback
from erm.feedback.rules import RequestState
from erm.people.queries import managers_of

BATCH = 100


async def send_due(bus: Bus, stop: asyncio.Event) -> int:
    """Send every request whose time has come; returns how many. Bears being done twice at once.

    A question about a report whose manager somebody else is by now is withdrawn instead: whoever
    scheduled it has no right to ask it any more.
    """
    sent = 0
    for batch in (_send_requests, _send_to_guests):
        while not stop.is_set():
            async with unit_of_work(bus):
                found, done = await batch()
            sent += done
            if found < BATCH:
                break
    return sent


async def _send_requests() -> tuple[int, int]:
    rows = (
        await FeedbackRequest.filter(state=RequestState.SCHEDULED, send_at__lte=now())
        .order_by("send_at", "id")
        .limit(BATCH)
    )
    managers = await managers_of(row.subject_id for row in rows if row.subject_id is not None)
    done = 0
    for row in rows:
        if row.subject_id is not None and managers.get(row.subject_id) != row.requester_id:
            _ = await try_settle(row, RequestState.WITHDRAWN, allowed=(RequestState.SCHEDULED,))
            continue
        # From now on it stands among what waits for the one asked, with the day on which it came.
        if await FeedbackRequest.filter(id=row.id, state=RequestState.SCHEDULED).update(
            state=RequestState.PENDING, send_at=None, created_at=now()
        ):
            done += 1
            record(
                FeedbackRequested(
                    at=now(),
                    request_id=row.id,
                    requester_id=row.requester_id,
                    asked_id=row.asked_id,
                )
            )
    return len(rows), done


async def _send_to_guests() -> tuple[int, int]:
    rows = (
        await GuestFeedback.filter(state=RequestState.SCHEDULED, send_at__lte=now())
        .order_by("send_at", "id")
        .limit(BATCH)
    )
    managers = await managers_of(row.subject_id for row in rows if row.subject_id is not None)
    done = 0
    for row in rows:
        due = GuestFeedback.filter(id=row.id, state=RequestState.SCHEDULED)
        if row.subject_id is not None and managers.get(row.subject_id) != row.requester_id:
            await due.update(state=RequestState.WITHDRAWN, settled_at=now())
        elif await due.update(state=RequestState.PENDING, send_at=None):
            done += 1
            record(GuestAsked(at=now(), guest_feedback_id=row.id))
    return len(rows), done
