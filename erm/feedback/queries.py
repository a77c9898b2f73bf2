"""Reads of feedback, as one actor may see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.core.paging import Page, PageRequest, page_of
from erm.feedback import policy
from erm.feedback.models import FeedbackNote, FeedbackRequest
from erm.feedback.rules import FeedbackVisibility, RequestState
from erm.feedback.views import FeedbackNoteView, FeedbackRequestView, view_note, view_request
from erm.people.queries import managers_of, people_by_ids

NOTES_ABOUT_MAXIMUM = 20


async def requests_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, FeedbackRequestView]:
    """Requests by id; those that the actor may not read are missing."""
    rows = await FeedbackRequest.filter(policy.readable_requests(actor), id__in=list(set(ids)))
    return {row.id: view_request(actor, row) for row in rows}


async def notes_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, FeedbackNoteView]:
    """Notes by id; those that the actor may not read are missing."""
    rows = await FeedbackNote.filter(policy.readable_notes(actor), id__in=list(set(ids)))
    return {row.id: view_note(actor, row) for row in rows}


async def notes_of(actor: Actor, request_ids: Sequence[UUID]) -> dict[UUID, FeedbackNoteView]:
    """Answers by the id of the request that they answer."""
    rows = await FeedbackNote.filter(
        policy.readable_notes(actor), request_id__in=list(set(request_ids))
    )
    return {row.request_id: view_note(actor, row) for row in rows if row.request_id is not None}


async def requests_to_answer(actor: Actor, page: PageRequest) -> Page[FeedbackRequestView]:
    """What others wait for from the actor, newest first."""
    return await _requests(actor, Q(asked_id=actor.person_id, state=RequestState.PENDING), page)


async def requests_sent(actor: Actor, page: PageRequest) -> Page[FeedbackRequestView]:
    """What the actor asked of others, whatever became of it, newest first."""
    return await _requests(actor, Q(requester_id=actor.person_id), page)


async def pending_requests(actor: Actor) -> list[FeedbackRequestView]:
    """Every question that waits for the actor or that the actor waits for, oldest first."""
    rows = await FeedbackRequest.filter(
        policy.readable_requests(actor), state=RequestState.PENDING
    ).order_by("id")
    return [view_request(actor, row) for row in rows]


async def received(actor: Actor, page: PageRequest) -> Page[FeedbackNoteView]:
    """Notes to the actor, newest first."""
    return await _notes(actor, Q(recipient_id=actor.person_id), page)


async def given(actor: Actor, page: PageRequest) -> Page[FeedbackNoteView]:
    """Notes from the actor, newest first."""
    return await _notes(actor, Q(author_id=actor.person_id), page)


async def received_unthanked(
    actor: Actor, *, since: datetime, limit: int
) -> list[FeedbackNoteView]:
    """Notes to the actor from ``since`` on for which they have not thanked yet, newest first."""
    rows = (
        await FeedbackNote.filter(
            policy.readable_notes(actor),
            recipient_id=actor.person_id,
            thanked_at__isnull=True,
            created_at__gte=since,
        )
        .order_by("-id")
        .limit(limit)
    )
    return [view_note(actor, row) for row in rows]


async def notes_about(
    actor: Actor, person_ids: Sequence[UUID]
) -> dict[UUID, list[FeedbackNoteView]]:
    """The newest notes to each person that the actor may read, at most 20 each.

    Which they are is found from ids alone: whole notes are read only for those shown.
    """
    keys = (
        await FeedbackNote.filter(
            policy.readable_notes(actor), recipient_id__in=list(set(person_ids))
        )
        .order_by("-id")
        .values_list("recipient_id", "id")
    )
    newest: dict[UUID, list[UUID]] = defaultdict(list)
    for recipient_id, note_id in keys:
        if len(newest[recipient_id]) < NOTES_ABOUT_MAXIMUM:
            newest[recipient_id].append(note_id)
    found = await notes_by_ids(actor, [i for ids in newest.values() for i in ids])
    return {
        person_id: [found[i] for i in newest[person_id] if i in found] for person_id in person_ids
    }


async def readers_of(actor: Actor, note_ids: Sequence[UUID]) -> dict[UUID, tuple[UUID, ...]]:
    """Exactly who can read each note now: author, recipient, manager if so chosen; no leavers."""
    rows = await FeedbackNote.filter(
        policy.readable_notes(actor), id__in=list(set(note_ids))
    ).values_list("id", "author_id", "recipient_id", "visibility")
    people = await people_by_ids(actor, [key for row in rows for key in row[1:3]])
    present = {key for key, person in people.items() if not person.has_left}
    # A leaver has no manager any more: the one they had is none of their readers.
    managers = await managers_of(
        recipient_id
        for _, _, recipient_id, visibility in rows
        if visibility == FeedbackVisibility.RECIPIENT_AND_MANAGER and recipient_id in present
    )
    readers: dict[UUID, tuple[UUID, ...]] = {}
    for note_id, author_id, recipient_id, visibility in rows:
        keys = [key for key in (author_id, recipient_id) if key in present]
        if visibility == FeedbackVisibility.RECIPIENT_AND_MANAGER and recipient_id in managers:
            keys.append(managers[recipient_id])
        readers[note_id] = tuple(dict.fromkeys(keys))
    return readers


async def _requests(actor: Actor, which: Q, page: PageRequest) -> Page[FeedbackRequestView]:
    found = FeedbackRequest.filter(policy.readable_requests(actor), which)
    count = found.count
    if page.after_id is not None:
        found = found.filter(id__lt=page.after_id)
    rows = await found.order_by("-id").limit(page.first + 1)
    return page_of([view_request(actor, row) for row in rows], page, count, lambda v: (str(v.id),))


async def _notes(actor: Actor, which: Q, page: PageRequest) -> Page[FeedbackNoteView]:
    found = FeedbackNote.filter(policy.readable_notes(actor), which)
    count = found.count
    if page.after_id is not None:
        found = found.filter(id__lt=page.after_id)
    rows = await found.order_by("-id").limit(page.first + 1)
    return page_of([view_note(actor, row) for row in rows], page, count, lambda v: (str(v.id),))
