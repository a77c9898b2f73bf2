"""What one of the two writes for themselves; encrypted before it reaches the database."""

from __future__ import annotations

from uuid import UUID

from tortoise.expressions import F

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.ids import new_id
from erm.core.text import clean_text
from erm.one_on_ones import queries
from erm.one_on_ones.commands.locking import locked_meeting
from erm.one_on_ones.errors import NotesChanged
from erm.one_on_ones.holding import active
from erm.one_on_ones.models import PrivateNotes
from erm.one_on_ones.rules import NOTES_MAXIMUM
from erm.one_on_ones.sealed import private_text, seal_private_notes
from erm.one_on_ones.views import MeetingView


async def save_private_notes(
    actor: Actor, *, meeting_id: UUID, text: str, version: int
) -> MeetingView:
    """Replace the actor's own notes, which nobody else reads. Version 0 means: there were none.

    Saving the same text again is no conflict: it is the repetition of a request whose answer was
    lost. Raises ``MeetingNotFound``, ``MeetingClosed``, ``NotesChanged``, ``TEXT_TOO_LONG``.
    """
    meeting, series = await locked_meeting(actor, meeting_id)
    text = clean_text(text, field="text", maximum=NOTES_MAXIMUM, required=False)
    await active(meeting, series, actor.person_id)
    mine = await PrivateNotes.get_or_none(meeting_id=meeting.id, person_id=actor.person_id)
    if mine is None and version == 0:
        key = new_id()
        _ = await PrivateNotes.create(
            id=key,
            meeting_id=meeting.id,
            person_id=actor.person_id,
            sealed=seal_private_notes(text, key),
            edited_at=now(),
        )
    elif mine is None:
        raise NotesChanged(field="text")
    else:
        saved = await PrivateNotes.filter(id=mine.id, version=version).update(
            sealed=seal_private_notes(text, mine.id),
            text="",
            version=F("version") + 1,
            edited_at=now(),
        )
        if not saved and private_text(mine.id, mine.sealed, mine.text) != text:
            raise NotesChanged(field="text")
    return (await queries.meetings_by_ids(actor, [meeting.id]))[meeting.id]
