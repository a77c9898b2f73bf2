"""Shared notes of a meeting: the document behind them, their history, and what is typed."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import strawberry

from erm.core.clock import now
from erm.core.errors import InvalidInput
from erm.core.paging import PageRequest
from erm.one_on_ones import notes, notes_queries
from erm.one_on_ones.commands import shared_notes
from erm.one_on_ones.notes_queries import NotesStateView, NotesVersionView
from erm.schema import refs
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.ids import from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.paging import After, Connection, First
from erm.schema.refs import OneOnOneMeetingRef, PersonRef


@strawberry.type(description="All that an editor of the shared notes needs to begin.")
class NotesState:
    """The document as it is now."""

    update: str = strawberry.field(
        description="The whole document as one Yjs update, in base64. The text is its `notes`."
    )
    number: int = strawberry.field(
        description="What is stored up to this number is in it; listen for what comes after."
    )
    text: str = strawberry.field(description="The text to read.")

    @classmethod
    def of(cls, view: NotesStateView) -> NotesState:
        """Dress a view."""
        return cls(
            update=base64.b64encode(view.update).decode(), number=view.number, text=view.text
        )


@strawberry.type(description="How the shared notes read after one sitting.")
class NotesVersion(Node):
    """A version as one of the two sees it."""

    key: strawberry.Private[UUID]
    author_key: strawberry.Private[UUID | None]
    number: int = strawberry.field(description="Counts from 1 in a meeting.")
    text: str = strawberry.field(description="The text as it was.")
    created_at: datetime = strawberry.field(description="When the sitting began.")

    @strawberry.field(description="Who wrote then; null where both took turns.")
    async def author(self, info: Info) -> PersonRef | None:
        """Its writer."""
        return await refs.maybe_person(info, self.author_key)

    @classmethod
    def of(cls, view: NotesVersionView) -> NotesVersion:
        """Dress a view."""
        return cls(
            id=to_global("NotesVersion", view.id),
            key=view.id,
            author_key=view.author_id,
            number=view.number,
            text=view.text,
            created_at=view.created_at,
        )


@node_of("NotesVersion")
async def load_notes_version(info: Info, key: UUID) -> NotesVersion | None:
    """A version by key."""
    view = await info.context.loader(notes_queries.notes_versions_by_ids).load(key)
    return None if view is None else NotesVersion.of(view)


@strawberry.type
class MeetingNotes:
    """Shared notes, on a meeting."""

    key: strawberry.Private[UUID]

    if TYPE_CHECKING:
        closed_at: datetime | None

    @strawberry.field(description="What an editor of the shared notes needs to begin.")
    async def notes_state(self, info: Info) -> NotesState:
        """The document."""
        view = await info.context.loader(notes_queries.notes_states).load(self.key)
        assert view is not None, "the meeting was readable"  # noqa: S101
        return NotesState.of(view)

    @strawberry.field(description="How the shared notes have read, newest first.")
    async def notes_versions(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[NotesVersion]:
        """A page of versions."""
        wanted = (self.key, PageRequest.of(first, after))
        page = await info.context.loader(notes_queries.notes_version_pages).load(wanted)
        assert page is not None, "every page asked for is answered"  # noqa: S101
        return Connection[NotesVersion].of(page, NotesVersion.of)

    @strawberry.field(
        description="Whether the shared notes can be edited: while the meeting is open, and for "
        "14 days after it was closed."
    )
    async def notes_editable(self) -> bool:
        """Whether ``appendNotes`` would be allowed."""
        return notes.editable(self.closed_at, now())


@strawberry.input(description="A change to the shared notes of a meeting.")
class AppendNotesInput:
    """Input of ``appendNotes``."""

    meeting_id: strawberry.ID = strawberry.field(description="Of which meeting.")
    key: strawberry.ID = strawberry.field(
        description="A UUID made by the editor for this change: sent twice it is stored once."
    )
    update: str = strawberry.field(
        description="The change as a Yjs update, in base64; at most 256 kB before that."
    )


@strawberry.type(description="The change is stored and cannot be lost any more.")
class AppendNotesSuccess:
    """Answer of ``appendNotes``."""

    number: int = strawberry.field(description="The number under which it is stored.")
    meeting: OneOnOneMeetingRef = strawberry.field(description="The meeting with the new text.")


@strawberry.input(description="Where in the shared notes the viewer's cursor is.")
class ShowPresenceInput:
    """Input of ``showPresence``."""

    meeting_id: strawberry.ID = strawberry.field(description="Of which meeting.")
    anchor: str | None = strawberry.field(
        default=None,
        description="Where the selection begins: a Yjs relative position, in base64, of at most "
        "200 bytes.",
    )
    head: str | None = strawberry.field(default=None, description="Where the cursor is, likewise.")
    leaving: bool = strawberry.field(
        default=False, description="Whether the viewer closes the notes."
    )


@strawberry.type(description="The other one was told, if they are there. Nothing is stored.")
class ShowPresenceSuccess:
    """Answer of ``showPresence``."""

    shown: bool = strawberry.field(description="Always true.")


@strawberry.type
class NotesMutation:
    """What can be done with shared notes."""

    @command("Store a change that was made to the shared notes.")
    async def append_notes(self, info: Info, input: AppendNotesInput) -> AppendNotesSuccess:
        """Append to shared notes."""
        meeting_id = from_global(input.meeting_id, "OneOnOneMeeting", field="meeting_id")
        number = await shared_notes.append_notes(
            info.context.actor, meeting_id=meeting_id, key=_key(input.key), update=input.update
        )
        meeting = await refs.shown(info, "OneOnOneMeeting", meeting_id)
        return AppendNotesSuccess(number=number, meeting=meeting)

    @command(
        "Show the other one where in the shared notes the viewer is. Nothing is stored.",
        own_transactions=True,
    )
    async def show_presence(self, info: Info, input: ShowPresenceInput) -> ShowPresenceSuccess:
        """Show presence."""
        await shared_notes.show_presence(
            info.context.actor,
            meeting_id=from_global(input.meeting_id, "OneOnOneMeeting", field="meeting_id"),
            anchor=input.anchor,
            head=input.head,
            leaving=input.leaving,
        )
        return ShowPresenceSuccess(shown=True)


def _key(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError as error:
        raise InvalidInput("ID_INVALID", field="key") from error
