"""Which texts of feedback are encrypted, and how they are opened.

Each column holds the JSON of one value, sealed for its table, column and row.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import orjson

from erm.core.sealing import seal, unseal
from erm.feedback.models import FeedbackNote


def seal_json(value: Any, *, table: str, column: str, row_id: UUID) -> bytes:
    """Encrypt a value that JSON can hold."""
    return seal(orjson.dumps(value).decode(), table=table, column=column, row_id=row_id)


def open_json(data: bytes, *, table: str, column: str, row_id: UUID) -> Any:
    """What was sealed for this row and column. Raises ``erm.core.sealing.SealBroken``."""
    return orjson.loads(unseal(data, table=table, column=column, row_id=row_id))


PARTS = ("situation", "behaviour", "impact", "next_step")
"""What a note, and a guest's answer, is made of."""


def seal_note(parts: Mapping[str, str], row_id: UUID) -> bytes:
    """Encrypt the parts of a note."""
    return seal_json(
        {part: parts[part] for part in PARTS},
        table="feedback_note",
        column="sealed",
        row_id=row_id,
    )


def note_parts(row: FeedbackNote) -> dict[str, str]:
    """The parts of a note, sealed or not yet."""
    if row.sealed is None:
        return {part: getattr(row, part) for part in PARTS}
    opened: dict[str, str] = open_json(
        row.sealed, table="feedback_note", column="sealed", row_id=row.id
    )
    return opened
