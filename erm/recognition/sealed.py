"""Which texts of recognition are encrypted, and how they are opened."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import orjson

from erm.core.sealing import seal, unseal

_TABLE = "scheduled_kudos"
_COLUMN = "content_sealed"


def seal_content(content: dict[str, Any], row_id: UUID) -> bytes:
    """Encrypt thanks that are to be said later."""
    return seal(orjson.dumps(content).decode(), table=_TABLE, column=_COLUMN, row_id=row_id)


def open_content(data: bytes, row_id: UUID) -> dict[str, Any]:
    """What was sealed for this row. Raises ``erm.core.sealing.SealBroken``."""
    found: dict[str, Any] = orjson.loads(
        unseal(bytes(data), table=_TABLE, column=_COLUMN, row_id=row_id)
    )
    return found
