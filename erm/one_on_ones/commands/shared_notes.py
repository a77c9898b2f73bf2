"""Writing shared notes: storing what the two's editors send, and showing each where the other is."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from tortoise.expressions import F

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.ids import new_id
from erm.core.signals import Signal, tell, tell_now
from erm.one_on_ones import holding, notes, policy
from erm.one_on_ones.commands.locking import locked_series
from erm.one_on_ones.errors import (
    MeetingNotFound,
    NotesFull,
    NotesNotEditable,
    NotesTooLong,
    NotesUpdateMalformed,
    NotesUpdateTooLarge,
    PresenceMalformed,
)
from erm.one_on_ones.models import NotesUpdate, NotesVersion, OneOnOneMeeting
from erm.one_on_ones.notes import StoredUpdate
from erm.one_on_ones.notes_queries import stored_updates, topic_of
from erm.one_on_ones.rules import NOTES_MAXIMUM, MeetingState

PLACE_MAXIMUM = 200
"""Most bytes of a place in the text."""


async def append_notes(actor: Actor, *, meeting_id: UUID, key: UUID, update: str) -> int:
    """Store a change to the shared notes and answer its number; stored once, however often sent.

    ``update`` is a Yjs update in base64. Raises ``MeetingNotFound``, ``NotesUpdateTooLarge``,
    ``NotesUpdateMalformed``, ``NotesNotEditable``, ``NotesTooLong``, ``NotesFull``.
    """
    seen = await OneOnOneMeeting.get_or_none(policy.readable_meetings(actor), id=meeting_id)
    if seen is None:
        raise MeetingNotFound
    content = _content(update)
    extent = notes.read_extent(content)
    series = await locked_series(actor, seen.series_id)
    meeting = await OneOnOneMeeting.get(id=meeting_id)
    before = await NotesUpdate.get_or_none(meeting_id=meeting.id, key=key)
    if before is not None:
        return before.number
    moment = now()
    if not notes.editable(meeting.closed_at, moment):
        raise NotesNotEditable
    stored = (await stored_updates([meeting.id])).get(meeting.id, [])
    if extent.empty:
        return stored[-1].number if stored else 0
    if not stored and meeting.shared_notes:
        stored = [await _store_first(meeting, moment)]
    text = _text_with(meeting, stored, content)
    stored = await _fold(meeting.id, stored)
    if (
        len(stored) >= notes.UPDATES_MAXIMUM
        or sum(len(each.content) for each in stored) + len(content) > notes.DOCUMENT_MAXIMUM
    ):
        raise NotesFull
    number = stored[-1].number + 1 if stored else 1
    _ = await NotesUpdate.create(
        meeting_id=meeting.id,
        number=number,
        key=key,
        author_id=actor.person_id,
        content=content,
        created_at=moment,
    )
    if text != meeting.shared_notes:
        await _keep_version(actor, meeting, text, moment)
        await OneOnOneMeeting.filter(id=meeting.id).update(
            shared_notes=text,
            shared_notes_version=F("shared_notes_version") + 1,
            shared_notes_edited_by_id=actor.person_id,
            shared_notes_edited_at=moment,
        )
    if meeting.state is MeetingState.OPEN:
        await holding.active(meeting, series, actor.person_id)
    tell(Signal(topic_of(meeting.id)))
    return number


def _content(update: str) -> bytes:
    if len(update) > notes.UPDATE_MAXIMUM * 4 // 3 + 4:
        raise NotesUpdateTooLarge(field="update", maximum=notes.UPDATE_MAXIMUM // 1024)
    try:
        return base64.b64decode(update, validate=True)
    except (binascii.Error, ValueError):
        raise NotesUpdateMalformed(field="update") from None


def _text_with(meeting: OneOnOneMeeting, stored: Sequence[StoredUpdate], content: bytes) -> str:
    """How the notes read with one change more. Raises ``NotesTooLong``, ``NotesUpdateMalformed``."""
    text = notes.NotesDocument([*(each.content for each in stored), content]).text
    # What makes a text that is too long shorter is never refused.
    if len(text) > max(NOTES_MAXIMUM, len(meeting.shared_notes)):
        raise NotesTooLong(field="update", maximum=NOTES_MAXIMUM)
    return text


async def _store_first(meeting: OneOnOneMeeting, moment: datetime) -> StoredUpdate:
    """Store the document of notes that were written before there were updates."""
    content = notes.first_update(meeting.id, meeting.shared_notes)
    _ = await NotesUpdate.create(
        meeting_id=meeting.id, number=1, key=new_id(), content=content, created_at=moment
    )
    return StoredUpdate(1, content, whole=True)


async def _fold(meeting_id: UUID, stored: list[StoredUpdate]) -> list[StoredUpdate]:
    """When there are many, put all but the newest into one, with the number of the last of them.

    What waits for a change that has not come stays as it is, and so does all that came after it.
    """
    candidates = notes.to_fold(stored)
    if len(candidates) < 2:
        return stored
    count, document = notes.settled(candidates)
    if count < 2:
        return stored
    whole = replace(stored[count - 1], content=document.update(), whole=True)
    rows = NotesUpdate.filter(meeting_id=meeting_id)
    _ = await rows.filter(number__lt=whole.number).delete()
    _ = await rows.filter(number=whole.number).update(content=whole.content, author_id=None)
    return [whole, *stored[count:]]


async def _keep_version(
    actor: Actor, meeting: OneOnOneMeeting, text: str, moment: datetime
) -> None:
    """Keep how the notes read: a version for each sitting of one writer, five minutes at most.

    While a sitting goes on its version follows; the next one leaves it as it was in the end.
    """
    rows = NotesVersion.filter(meeting_id=meeting.id)
    newest = (
        await rows.order_by("-number")
        .limit(notes.VERSIONS_AT_ONCE)
        .values("id", "number", "author_id", "created_at")
    )
    number = newest[0]["number"] if newest else 0
    if not newest and meeting.shared_notes:
        number = 1
        _ = await NotesVersion.create(
            meeting_id=meeting.id,
            number=number,
            text=meeting.shared_notes,
            author_id=meeting.shared_notes_edited_by_id,
            created_at=meeting.shared_notes_edited_at or meeting.created_at,
        )
    recent = [row for row in newest if row["created_at"] > moment - notes.VERSION_EVERY]
    same = bool(recent) and recent[0]["author_id"] == actor.person_id
    if recent and (same or len(recent) == notes.VERSIONS_AT_ONCE):
        author = actor.person_id if same else None
        _ = await rows.filter(id=recent[0]["id"]).update(text=text, author_id=author)
        return
    _ = await NotesVersion.create(
        meeting_id=meeting.id,
        number=number + 1,
        text=text,
        author_id=actor.person_id,
        created_at=moment,
    )
    if number >= notes.VERSIONS_MAXIMUM and await rows.count() > notes.VERSIONS_MAXIMUM:
        await _thin_out(meeting.id)


async def _thin_out(meeting_id: UUID) -> None:
    """Take away every second version of the older half."""
    numbers = await (
        NotesVersion.filter(meeting_id=meeting_id)
        .order_by("number")
        .limit(notes.VERSIONS_MAXIMUM // 2)
        .values_list("number", flat=True)
    )
    _ = await NotesVersion.filter(meeting_id=meeting_id, number__in=numbers[1::2]).delete()


async def show_presence(
    actor: Actor, *, meeting_id: UUID, anchor: str | None, head: str | None, leaving: bool
) -> None:
    """Tell the other one where in the shared notes the actor's cursor is. It is not stored.

    Raises ``MeetingNotFound``, ``PresenceMalformed``.
    """
    if not await OneOnOneMeeting.filter(policy.readable_meetings(actor), id=meeting_id).exists():
        raise MeetingNotFound
    for field, place in (("anchor", anchor), ("head", head)):
        _check_place(field, place)
    body: dict[str, str | bool | None] = {
        "person": str(actor.person_id),
        "anchor": anchor,
        "head": head,
        "leaving": leaving,
    }
    await tell_now(Signal(topic_of(meeting_id), body))


def _check_place(field: str, place: str | None) -> None:
    if place is None:
        return
    try:
        found = len(place) <= PLACE_MAXIMUM * 2 and base64.b64decode(place, validate=True)
    except (binascii.Error, ValueError):
        found = False
    if not found or len(found) > PLACE_MAXIMUM:
        raise PresenceMalformed(field=field)
