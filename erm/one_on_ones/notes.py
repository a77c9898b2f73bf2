"""Shared notes as replicated text: reading updates, putting them together, deciding what is kept.

The text is the Yjs text ``notes``. Every change is an update in Yjs' first encoding; whoever applies
the same updates, in any order and however often, has the same text. This module knows no database.
The server never edits: it stores what people's editors sent, and reads the text that comes of it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from pycrdt import Doc, Text, merge_updates

from erm.one_on_ones.errors import NotesUpdateMalformed

NAME = "notes"
"""The text's name in the document."""
UPDATE_MAXIMUM = 256 * 1024
"""Most bytes of one update: a pasted text of full length, whatever its script, is one."""
DOCUMENT_MAXIMUM = 2_000_000
"""Most bytes of all stored updates of a meeting."""
UPDATES_MAXIMUM = 2_000
"""Most stored updates of a meeting: they are folded long before, unless one waits for another that
never comes."""
FOLD_FROM = 150
"""From how many stored updates the older ones are folded into one."""
FOLD_LEAVES = 50
"""How many of the newest stay as they are, so that who listens gets small pieces."""
FOLD_BYTES = 500_000
"""From how many bytes on they are folded sooner, and but ``FOLD_LEAVES_OF_LARGE`` stay: an editor may
say with each change all that was ever deleted."""
FOLD_LEAVES_OF_LARGE = 5
EDITABLE_AFTER_CLOSING = timedelta(days=14)
"""How long the notes of a closed meeting can still be edited: an edit that was made without a
network comes late, and must not be lost."""
VERSION_EVERY = timedelta(minutes=5)
"""After how long the same writer begins a new version."""
VERSIONS_AT_ONCE = 10
"""Most versions begun within that time, however often two writers take turns."""
VERSIONS_MAXIMUM = 300
"""Most versions of a meeting; beyond it every second one of the older half goes."""

_LAST_CLOCK = 2**31 - 1
_LAST_CLIENT = 2**53 - 1
_CONTENT = 0x1F
_HAS_ORIGIN = 0x80
_HAS_RIGHT_ORIGIN = 0x40
_HAS_PARENT_SUB = 0x20
_GC, _DELETED, _STRING, _SKIP = 0, 1, 4, 10
_ROOT = NAME.encode()
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Extent:
    """How far the writers' clocks go in an update: each client's end, of what was written, and of
    what was deleted."""

    written: dict[int, int] = field(default_factory=dict)
    deleted: dict[int, int] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether the update says nothing."""
        return not self.written and not self.deleted

    def within(self, state: dict[int, int]) -> bool:
        """Whether a document in this state has taken in everything that the update is about."""
        return all(
            end <= state.get(client, 0)
            for ends in (self.written, self.deleted)
            for client, end in ends.items()
        )


def read_extent(update: bytes) -> Extent:
    """Read an update, and be sure that it changes nothing but the plain text ``notes``.

    Raises ``NotesUpdateMalformed`` for everything else, such as other types, formatting or embedded
    documents, which no editor of ours makes.
    """
    reader = _Reader(update)
    try:
        return reader.extent()
    except (IndexError, UnicodeDecodeError):
        raise NotesUpdateMalformed(field="update") from None


class _Reader:
    """Reads Yjs' first encoding. An ``IndexError`` means that the update is cut off."""

    __slots__ = ("data", "place")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.place = 0

    def number(self, maximum: int) -> int:
        value = shift = 0
        while True:
            byte = self.data[self.place]
            self.place += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                break
            shift += 7
            if shift > 56:
                raise NotesUpdateMalformed(field="update")
        if value > maximum:
            raise NotesUpdateMalformed(field="update")
        return value

    def piece(self) -> bytes:
        length = self.number(len(self.data))
        end = self.place + length
        if end > len(self.data):
            raise IndexError
        found = self.data[self.place : end]
        self.place = end
        return found

    def extent(self) -> Extent:
        extent = Extent()
        for _ in range(self.number(len(self.data))):
            structs = self.number(len(self.data))
            client, clock = self.number(_LAST_CLIENT), self.number(_LAST_CLOCK)
            # Yjs would forget the first of two groups of one client.
            if client in extent.written or structs == 0:
                raise NotesUpdateMalformed(field="update")
            for _ in range(structs):
                clock += self.struct(client, clock)
                if clock > _LAST_CLOCK:
                    raise NotesUpdateMalformed(field="update")
            extent.written[client] = clock
        for _ in range(self.number(len(self.data))):
            client = self.number(_LAST_CLIENT)
            end = 0
            for _ in range(self.number(len(self.data))):
                start = self.number(_LAST_CLOCK)
                end = max(end, start + self.number(_LAST_CLOCK))
            if client in extent.deleted or end > _LAST_CLOCK:
                raise NotesUpdateMalformed(field="update")
            if end:
                extent.deleted[client] = end
        if self.place != len(self.data):
            raise NotesUpdateMalformed(field="update")
        return extent

    def struct(self, client: int, clock: int) -> int:
        """Read one and answer its length in UTF-16 units, which is what clocks count."""
        info = self.data[self.place]
        self.place += 1
        content = info & _CONTENT
        if content in (_GC, _SKIP):
            return self._length(info == content)
        for flag in (_HAS_ORIGIN, _HAS_RIGHT_ORIGIN):
            if info & flag:
                beside, at = self.number(_LAST_CLIENT), self.number(_LAST_CLOCK)
                if beside == client and at >= clock:
                    raise NotesUpdateMalformed(field="update")
        # Without a neighbour it says where it belongs: at the root, in our text.
        if not info & (_HAS_ORIGIN | _HAS_RIGHT_ORIGIN) and (
            self.number(1) != 1 or self.piece() != _ROOT
        ):
            raise NotesUpdateMalformed(field="update")
        if info & _HAS_PARENT_SUB:
            raise NotesUpdateMalformed(field="update")
        if content == _DELETED:
            return self._length(True)
        if content == _STRING:
            length = len(self.piece().decode().encode("utf-16-le")) // 2
            if length:
                return length
        raise NotesUpdateMalformed(field="update")

    def _length(self, allowed: bool) -> int:
        length = self.number(_LAST_CLOCK)
        if not allowed or length == 0:
            raise NotesUpdateMalformed(field="update")
        return length


class NotesDocument:
    """A text made of updates. Belongs to the thread in which it was made.

    The updates are merged first and applied in one go: applied one by one in another order than they
    were made, some that had to wait for others were never taken in (measured with pycrdt 0.12 to
    0.14: 192 of 400 random orders; merged none).

    Raises ``NotesUpdateMalformed``.
    """

    def __init__(self, updates: Sequence[bytes] = ()) -> None:
        self._doc: Doc[Text] = Doc()
        self._text = self._doc.get(NAME, type=Text)
        try:
            if updates:
                self._doc.apply_update(merge_updates(*updates))
        except ValueError:
            raise NotesUpdateMalformed(field="update") from None
        except BaseException as panic:
            # A panic of the library below is no Exception, so that nobody catches it by accident.
            if type(panic).__name__ != "PanicException":
                raise
            raise NotesUpdateMalformed(field="update") from None

    @property
    def text(self) -> str:
        """The text as it can be read, stored and searched."""
        return readable(str(self._text))

    @property
    def state(self) -> dict[int, int]:
        """Up to where the document has each client's writing without a gap."""
        reader = _Reader(self._doc.get_state())
        return {
            reader.number(_LAST_CLIENT): reader.number(2**53)
            for _ in range(reader.number(len(reader.data)))
        }

    def update(self) -> bytes:
        """Everything but what still waits, as one update."""
        return self._doc.get_update()


def readable(text: str) -> str:
    """A text without control characters, which a database may refuse and no page shows."""
    return _CONTROLS.sub("", text)


@dataclass(frozen=True, slots=True)
class StoredUpdate:
    """A stored update. ``whole``: made by folding, so it needs no other."""

    number: int
    content: bytes
    whole: bool = False


def settled(updates: Sequence[StoredUpdate]) -> tuple[int, NotesDocument]:
    """How many of the first updates make up a document that waits for nothing, and that document.

    Updates are in the order of their numbers. What comes after those is to be sent one by one. None
    at all where the document written out would not read the same again, which takes malice.
    """
    count = len(updates)
    while True:
        document = NotesDocument([each.content for each in updates[:count]])
        state = document.state
        reached = next(
            (
                place
                for place, each in enumerate(updates[:count])
                if not each.whole and not read_extent(each.content).within(state)
            ),
            count,
        )
        if reached < count:
            count = reached
        elif NotesDocument([document.update()]).text == document.text:
            return count, document
        else:
            return 0, NotesDocument()


def to_fold(updates: Sequence[StoredUpdate]) -> Sequence[StoredUpdate]:
    """Which of the first updates are to be put into one now; perhaps none."""
    if sum(len(each.content) for each in updates) > FOLD_BYTES:
        return updates[:-FOLD_LEAVES_OF_LARGE]
    return updates[:-FOLD_LEAVES] if len(updates) >= FOLD_FROM else ()


def first_update(meeting_id: UUID, text: str) -> bytes:
    """The document of notes that were written before there were updates: the same bytes each time.

    Everybody who opens them makes the same document of them, so it is there once and not twice. The
    client's number follows from the text, so that another text would not pass for this one.
    """
    digest = hashlib.sha256(meeting_id.bytes + text.encode()).digest()
    doc: Doc[Text] = Doc(client_id=int.from_bytes(digest[:4], "big") | 1)
    doc.get(NAME, type=Text).insert(0, text)
    return doc.get_update()


def editable(closed_at: datetime | None, moment: datetime) -> bool:
    """Whether the notes of a meeting can be edited: while it is open, and for a while afterwards."""
    return closed_at is None or moment < closed_at + EDITABLE_AFTER_CLOSING
