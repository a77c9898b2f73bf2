"""Which texts of feedback are encrypted, and how they are opened.

Each column holds the JSON of one value, sealed for its table, column and row.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

import orjson

from erm.core.sealing import seal, unseal


def seal_json(value: Any, *, table: str, column: str, row_id: UUID) -> bytes:
    """Encrypt a value that JSON can hold."""
    return seal(orjson.dumps(value).decode(), table=table, column=column, row_id=row_id)


def open_json(data: bytes, *, table: str, column: str, row_id: UUID) -> Any:
    """What was sealed for this row and column. Raises ``erm.core.sealing.SealBroken``."""
    return orjson.loads(unseal(data, table=table, column=column, row_id=row_id))
