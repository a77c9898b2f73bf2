"""Reads of feedback, as one actor may see it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from tortoise.expressions import Q
from tortoise.functions import Count

from erm.core.actor import Actor
from erm.core.paging import Page, PageRequest, page_of
from erm.feedback import policy
from erm.feedback.models import (
    FeedbackDraft,
    FeedbackFollowUp,
    FeedbackLink,
    FeedbackNote,
    FeedbackRequest,
    GuestFeedback,
)
from erm.feedback.rules import FeedbackVisibility, RequestState
from erm.feedback.views import (
    FeedbackDraftView,
    FeedbackLinkView,
    FeedbackNoteView,
    FeedbackRequestView,
    FollowUpView,
    GuestFeedbackView,
    view_draft,
    view_follow_up,
    view_guest_feedback,
    view_link,
    view_note,
    view_request,
)
from erm.people.queries import managers_of, people_by_ids

NOTES_ABOUT_MAXIMUM = 20
COMPETENCY_NOTES_MAXIMUM = 200
_UNTHANKED = Q(thanked_at__isnull=True, archived_at__isnull=True)


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


async def requests_to_answer_for(
    actors: Mapping[UUID, Actor], limit: int
) -> dict[UUID, list[FeedbackRequestView]]:
    """The first page of :func:`requests_to_answer` for each of many people, in one query."""
    found: dict[UUID, list[FeedbackRequestView]] = {key: [] for key in actors}
    for row in await FeedbackRequest.filter(
        asked_id__in=list(actors), state=RequestState.PENDING
    ).order_by("-id"):
        actor, some = actors[row.asked_id], found[row.asked_id]
        if len(some) < limit and policy.may_read_request(actor, row):
            some.append(view_request(actor, row))
    return found


async def requests_sent(actor: Actor, page: PageRequest) -> Page[FeedbackRequestView]:
    """What the actor asked of others, whatever became of it, newest first."""
    return await _requests(actor, Q(requester_id=actor.person_id), page)


async def pending_requests(actor: Actor) -> list[FeedbackRequestView]:
    """Every question that waits for the actor or that the actor waits for, oldest first.

    Not those that a manager asks about them: others wait for these.
    """
    rows = await FeedbackRequest.filter(
        policy.readable_requests(actor),
        Q(requester_id=actor.person_id) | Q(asked_id=actor.person_id),
        state=RequestState.PENDING,
    ).order_by("id")
    return [view_request(actor, row) for row in rows]


async def requests_about(actor: Actor, page: PageRequest) -> Page[FeedbackRequestView]:
    """What the actor's manager asked others about the actor, newest first."""
    return await _requests(actor, Q(subject_id=actor.person_id), page)


async def received(actor: Actor, page: PageRequest) -> Page[FeedbackNoteView]:
    """Notes to the actor that they have not archived, newest first."""
    mine = Q(recipient_id=actor.person_id, archived_at__isnull=True)
    return await _notes(actor, mine, page)


async def archived(actor: Actor, page: PageRequest) -> Page[FeedbackNoteView]:
    """Notes to the actor that they have archived, newest first."""
    mine = Q(recipient_id=actor.person_id, archived_at__isnull=False)
    return await _notes(actor, mine, page)


async def given(actor: Actor, page: PageRequest) -> Page[FeedbackNoteView]:
    """Notes from the actor, newest first; what was written to a team once."""
    return await _notes(actor, Q(author_id=actor.person_id, leads_batch=True), page)


async def received_unthanked(
    actor: Actor, *, since: datetime, limit: int
) -> list[FeedbackNoteView]:
    """Notes to the actor from ``since`` on for which they have neither thanked nor put away."""
    rows = (
        await FeedbackNote.filter(
            policy.readable_notes(actor),
            _UNTHANKED,
            recipient_id=actor.person_id,
            created_at__gte=since,
        )
        .order_by("-id")
        .limit(limit)
    )
    return [view_note(actor, row) for row in rows]


async def received_unthanked_for(
    actors: Mapping[UUID, Actor], *, since: Mapping[UUID, datetime], limit: int
) -> dict[UUID, list[FeedbackNoteView]]:
    """:func:`received_unthanked` for each of many people, in one query."""
    found: dict[UUID, list[FeedbackNoteView]] = {key: [] for key in actors}
    for row in await FeedbackNote.filter(
        _UNTHANKED, recipient_id__in=list(actors), created_at__gte=min(since.values())
    ).order_by("-id"):
        key = row.recipient_id
        if row.created_at < since[key] or len(found[key]) >= limit:
            continue
        if policy.may_read_note(actors[key], row):
            found[key].append(view_note(actors[key], row))
    return found


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


async def competency_notes(
    actor: Actor, person_ids: Sequence[UUID]
) -> dict[UUID, list[tuple[UUID, str]]]:
    """The newest notes to each person that name a competency and that the actor may read.

    By person: note and competency, at most 200 each.
    """
    found: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    for note_id, recipient_id, competency in (
        await FeedbackNote.filter(
            policy.readable_notes(actor), recipient_id__in=list(set(person_ids))
        )
        .exclude(competency="")
        .order_by("-id")
        .values_list("id", "recipient_id", "competency")
    ):
        if len(found[recipient_id]) < COMPETENCY_NOTES_MAXIMUM:
            found[recipient_id].append((note_id, competency))
    return dict(found)


async def readers_of(actor: Actor, note_ids: Sequence[UUID]) -> dict[UUID, tuple[UUID, ...]]:
    """Exactly who can read each note now: author, recipient, manager if so chosen; no leavers.

    What was written to a team is one text: everybody who reads it in any of its notes is named.
    """
    columns = ("id", "batch_id", "author_id", "recipient_id", "visibility")
    own = await FeedbackNote.filter(
        policy.readable_notes(actor), id__in=list(set(note_ids))
    ).values_list(*columns)
    batches = {row[1] for row in own if row[1] is not None}
    rows = [row for row in own if row[1] is None]
    if batches:
        rows += await FeedbackNote.filter(batch_id__in=list(batches)).values_list(*columns)
    people = await people_by_ids(actor, [key for row in rows for key in row[2:4]])
    present = {key for key, person in people.items() if not person.has_left}
    managers = await managers_of(key for _, _, _, key, _ in rows if key in present)
    readers: dict[UUID, list[UUID]] = defaultdict(list)
    for note_id, batch_id, author_id, recipient_id, visibility in rows:
        found = readers[batch_id or note_id]
        found += [key for key in (author_id, recipient_id) if key in present]
        if visibility == FeedbackVisibility.RECIPIENT_AND_MANAGER and recipient_id in managers:
            found.append(managers[recipient_id])
    return {row[0]: tuple(dict.fromkeys(readers[row[1] or row[0]])) for row in own}


async def request_readers(
    actor: Actor, request_ids: Sequence[UUID]
) -> dict[UUID, tuple[UUID, ...]]:
    """Who will read an answer besides its author, and besides whom that one may choose.

    The one whom it is about; where a manager asked about a report, whoever is their manager too.
    """
    rows = await FeedbackRequest.filter(
        policy.readable_requests(actor), id__in=list(set(request_ids))
    ).values_list("id", "requester_id", "subject_id")
    managers = await managers_of(subject for _, _, subject in rows if subject is not None)
    readers = {}
    for request_id, requester_id, subject_id in rows:
        found = [subject_id or requester_id]
        if subject_id is not None and subject_id in managers:
            found.append(managers[subject_id])
        readers[request_id] = tuple(dict.fromkeys(found))
    return readers


async def asked_counts(actor: Actor, batch_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many were asked the same at once, guests counted, by what they share."""
    counts: Counter[UUID] = Counter()
    for model in (FeedbackRequest, GuestFeedback):
        counts.update(await _batch_sizes(model, batch_ids))
    return dict(counts)


async def recipient_counts(actor: Actor, batch_ids: Sequence[UUID]) -> dict[UUID, int]:
    """To how many people of a team the same was written, by what their notes share."""
    return await _batch_sizes(FeedbackNote, batch_ids)


async def _batch_sizes(
    model: type[FeedbackRequest] | type[FeedbackNote] | type[GuestFeedback],
    batch_ids: Sequence[UUID],
) -> dict[UUID, int]:
    rows = (
        await model.filter(batch_id__in=list(set(batch_ids)))
        .annotate(size=Count("id"))
        .group_by("batch_id")
        .values_list("batch_id", "size")
    )
    return dict(rows)


async def follow_ups_of(actor: Actor, note_ids: Sequence[UUID]) -> dict[UUID, FollowUpView]:
    """What was asked back about notes, by note; missing where nothing was, or for other readers."""
    rows = await FeedbackFollowUp.filter(
        policy.readable_follow_ups(actor), note_id__in=list(set(note_ids))
    )
    return {row.note_id: view_follow_up(actor, row) for row in rows}


async def links_of(actor: Actor, note_ids: Sequence[UUID]) -> dict[UUID, list[FeedbackLinkView]]:
    """What the actor made of notes to them, by note, oldest first."""
    found: dict[UUID, list[FeedbackLinkView]] = defaultdict(list)
    for row in await FeedbackLink.filter(
        policy.readable_links(actor), note_id__in=list(set(note_ids))
    ).order_by("id"):
        found[row.note_id].append(view_link(actor, row))
    return found


async def guest_feedback_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, GuestFeedbackView]:
    """Questions to guests by id; those that the actor may not read are missing."""
    rows = await GuestFeedback.filter(policy.readable_guest_feedback(actor), id__in=list(set(ids)))
    return {row.id: view_guest_feedback(actor, row) for row in rows}


async def guest_feedback(actor: Actor, page: PageRequest) -> Page[GuestFeedbackView]:
    """Questions to guests by the actor or about them, newest first."""
    found = GuestFeedback.filter(policy.readable_guest_feedback(actor))
    count = found.count
    if page.after_id is not None:
        found = found.filter(id__lt=page.after_id)
    rows = await found.order_by("-id").limit(page.first + 1)
    views = [view_guest_feedback(actor, row) for row in rows]
    return page_of(views, page, count, lambda view: (str(view.id),))


async def draft(actor: Actor, key: str) -> FeedbackDraftView | None:
    """What the actor began to write there, if anything."""
    row = await FeedbackDraft.get_or_none(policy.readable_drafts(actor), key=key)
    return None if row is None else view_draft(actor, row)


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
