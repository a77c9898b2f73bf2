"""Which texts of one-on-ones are encrypted, and how they are opened for their author."""

from __future__ import annotations

from uuid import UUID

from erm.core.sealing import seal, unseal

PRIVATE_NOTES = "one_on_one_private_notes"
TALKING_POINT = "one_on_one_talking_point"
TABLES = (PRIVATE_NOTES, TALKING_POINT)
COLUMN = "sealed"


def seal_private_notes(text: str, row_id: UUID) -> bytes:
    """Encrypt private notes."""
    return seal(text, table=PRIVATE_NOTES, column=COLUMN, row_id=row_id)


def private_text(row_id: UUID, sealed: bytes | None, plain: str) -> str:
    """Private notes as their author reads them; ``plain`` is for a row that is not sealed yet."""
    if sealed is None:
        return plain
    return unseal(sealed, table=PRIVATE_NOTES, column=COLUMN, row_id=row_id)


def seal_point(body: str, row_id: UUID) -> bytes:
    """Encrypt the words of a private talking point."""
    return seal(body, table=TALKING_POINT, column=COLUMN, row_id=row_id)


def point_body(row_id: UUID, sealed: bytes | None, plain: str) -> str:
    """A talking point's words; ``plain`` is for a shared one and for one that is not sealed yet."""
    if sealed is None:
        return plain
    return unseal(sealed, table=TALKING_POINT, column=COLUMN, row_id=row_id)
