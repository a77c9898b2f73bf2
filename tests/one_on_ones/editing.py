"""Editors of shared notes as a browser has them, each with a document of its own."""

from __future__ import annotations

import base64
from uuid import UUID, uuid4

from pycrdt import Doc, Text

NAME = "notes"


class Editor:
    """A document and what was typed into it and not sent yet. Positions are in characters."""

    def __init__(self, state: bytes | None = None) -> None:
        self.doc: Doc[Text] = Doc()
        self.body = self.doc.get(NAME, type=Text)
        self.outbox: list[bytes] = []
        self._listening = True
        self._subscription = self.doc.observe(self._changed)
        if state is not None:
            self.take(state)

    def _changed(self, event: object) -> None:
        if self._listening:
            self.outbox.append(event.update)  # type: ignore[attr-defined]

    @property
    def text(self) -> str:
        return str(self.body)

    def take(self, update: bytes) -> None:
        """Apply what came from elsewhere."""
        self._listening = False
        self.doc.apply_update(update)
        self._listening = True

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
