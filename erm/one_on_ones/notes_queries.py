"""Reads of shared notes: the document to open, its history, and what comes while it is open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from erm.core.actor import Actor
from erm.core.errors import InvalidInput
from erm.core.paging import Page, PageRequest, page_of
from erm.core.signals import Signal, listening
from erm.one_on_ones import notes, policy
from erm.one_on_ones.errors import MeetingNotFound
from erm.one_on_ones.models import NotesUpdate, NotesVersion, OneOnOneMeeting
from erm.one_on_ones.notes import StoredUpdate

LOOK_EVERY = 4.0
"""Seconds after which whoever listens looks for news although no signal has come."""
AT_ONCE = 50
"""How many updates are read at a time."""
VERSION_COLUMNS = ("id", "meeting_id", "number", "text", "author_id", "created_at")


@dataclass(frozen=True, slots=True)
class NotesStateView:
    """All that an editor needs: the document, and after which number to listen for more."""

    update: bytes
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class NotesVersionView:
    """How the notes read at the end of a sitting; ``author_id`` is None for a sitting of both."""

    id: UUID
    meeting_id: UUID
    number: int
    text: str
    author_id: UUID | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class NotesChangeView:
    """A stored update; ``author_id`` is None for several in one."""

    number: int
    update: bytes
    author_id: UUID | None


@dataclass(frozen=True, slots=True)
class NotesPresenceView:
    """Where the cursor of the other one is."""

    person_id: UUID
    anchor: str | None
    head: str | None
    leaving: bool


def topic_of(meeting_id: UUID) -> str:
    """The topic of the signals about the notes of a meeting."""
    return f"notes:{meeting_id}"


async def stored_updates(meeting_ids: Sequence[UUID]) -> dict[UUID, list[StoredUpdate]]:
    """The stored updates of meetings, in order. Not for a viewer: policies are asked before."""
    found: dict[UUID, list[StoredUpdate]] = defaultdict(list)
    for meeting, number, content, author in (
        await NotesUpdate.filter(meeting_id__in=list(meeting_ids))
        .order_by("number")
        .values_list("meeting_id", "number", "content", "author_id")
    ):
        # Only what we made ourselves has no author, and that waits for nothing.
        found[meeting].append(StoredUpdate(number, bytes(content), whole=author is None))
    return found


async def notes_states(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, NotesStateView]:
    """What an editor needs, by meeting. Looking makes no rows."""
    texts: dict[UUID, str] = dict(
        await OneOnOneMeeting.filter(
            policy.readable_meetings(actor), id__in=list(set(ids))
        ).values_list("id", "shared_notes")
    )
    stored = await stored_updates(list(texts))
    return {key: _state(key, text, stored.get(key, [])) for key, text in texts.items()}


def _state(meeting_id: UUID, text: str, stored: list[StoredUpdate]) -> NotesStateView:
    if not stored:
        first = notes.first_update(meeting_id, text) if text else notes.NotesDocument().update()
        return NotesStateView(first, 0, text)
    count, document = notes.settled(stored)
    number = stored[count - 1].number if count else stored[0].number - 1
    return NotesStateView(document.update(), number, text)


VersionsPage = tuple[UUID, PageRequest]


async def notes_version_pages(
    actor: Actor, wanted: Sequence[VersionsPage]
) -> dict[VersionsPage, Page[NotesVersionView]]:
    """A page of the versions of each meeting, newest first, for a loader."""
    meetings = list({meeting for meeting, _ in wanted})
    numbers: dict[UUID, list[tuple[int, UUID]]] = defaultdict(list)
    for meeting, number, key in (
        await NotesVersion.filter(policy.readable_notes_versions(actor), meeting_id__in=meetings)
        .order_by("-number")
        .values_list("meeting_id", "number", "id")
    ):
        numbers[meeting].append((number, key))
    pages = {each: _page(numbers[each[0]], each[1]) for each in wanted}
    views = await notes_versions_by_ids(
        actor, [key for page in pages.values() for _, key in page.items]
    )
    return {each: page.map(lambda row: views[row[1]]) for each, page in pages.items()}


def _page(rows: list[tuple[int, UUID]], request: PageRequest) -> Page[tuple[int, UUID]]:
    after = None
    if request.after is not None:
        if len(request.after) != 1 or not isinstance(request.after[0], int):
            raise InvalidInput("CURSOR_INVALID", field="after")
        after = request.after[0]
    left = [row for row in rows if after is None or row[0] < after]
    return page_of(left, request, len(rows), lambda row: (row[0],))


async def notes_versions_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, NotesVersionView]:
    """Versions by id, of the actor's pairs."""
    rows = await NotesVersion.filter(
        policy.readable_notes_versions(actor), id__in=list(set(ids))
    ).values(*VERSION_COLUMNS)
    return {row["id"]: NotesVersionView(**row) for row in rows}


async def notes_news(
    actor: Actor, meeting_id: UUID, after: int
) -> AsyncGenerator[NotesChangeView | NotesPresenceView, None]:
    """What is stored after a number, then what comes, for as long as somebody asks.

    The database is asked on every signal and every few seconds, each time as the actor. Raises
    ``MeetingNotFound`` as soon as they may not read the meeting.
    """
    with listening(topic_of(meeting_id)) as listener:
        while True:
            said = listener.take()
            changes = await _changes(actor, meeting_id, after)
            for change in changes:
                after = change.number
                yield change
            for signal in said:
                presence = _presence(signal)
                if presence.person_id != actor.person_id:
                    yield presence
            if len(changes) < AT_ONCE:
                await listener.wait(LOOK_EVERY)


async def _changes(actor: Actor, meeting_id: UUID, after: int) -> list[NotesChangeView]:
    if not await OneOnOneMeeting.filter(policy.readable_meetings(actor), id=meeting_id).exists():
        raise MeetingNotFound
    rows = (
        await NotesUpdate.filter(meeting_id=meeting_id, number__gt=after)
        .order_by("number")
        .limit(AT_ONCE)
        .values_list("number", "content", "author_id")
    )
    return [NotesChangeView(number, bytes(content), author) for number, content, author in rows]


def _presence(signal: Signal) -> NotesPresenceView:
    anchor, head = signal.body["anchor"], signal.body["head"]
    return NotesPresenceView(
        person_id=UUID(str(signal.body["person"])),
        anchor=None if anchor is None else str(anchor),
        head=None if head is None else str(head),
        leaving=signal.body["leaving"] is True,
    )
