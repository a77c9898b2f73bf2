"""Editors of shared notes as a browser has them, each with a document of its own."""

from __future__ import annotations

import base64
from uuid import UUID, uuid4

from pycrdt import Doc, Text, merge_updates

NAME = "notes"


class Editor:
    """A document and what was typed into it and not sent yet. Positions are in characters.

    What comes from elsewhere may come in any order, as in a browser. pycrdt itself does not always
    take that, so the document is then made anew of all that is known.
    """

    def __init__(self, state: bytes | None = None) -> None:
        self.outbox: list[bytes] = []
        self._known: list[bytes] = [] if state is None else [state]
        self._begin()

    def _begin(self) -> None:
        self.doc: Doc[Text] = Doc()
        self.body = self.doc.get(NAME, type=Text)
        if self._known:
            self.doc.apply_update(merge_updates(*self._known))
        self._subscription = self.doc.observe(self._changed)

    def _changed(self, event: object) -> None:
        self.outbox.append(event.update)  # type: ignore[attr-defined]
        self._known.append(self.outbox[-1])

    @property
    def text(self) -> str:
        return str(self.body)

    def take(self, *updates: bytes) -> None:
        """Apply what came from elsewhere."""
        self._known += updates
        self._begin()

    def insert(self, place: int, words: str) -> bytes:
        """Type something; answers the update, which waits in the outbox as well."""
        self.body.insert(self._bytes(place), words)
        return self.outbox[-1]

    def delete(self, start: int, end: int) -> bytes:
        """Take characters away; answers the update."""
        del self.body[self._bytes(start) : self._bytes(end)]
        return self.outbox[-1]

    def _bytes(self, place: int) -> int:
        return len(self.text[:place].encode())

    def everything(self) -> bytes:
        return self.doc.get_update()


def coded(update: bytes) -> str:
    return base64.b64encode(update).decode()


def decoded(update: str) -> bytes:
    return base64.b64decode(update)


def new_key() -> UUID:
    return uuid4()
