"""What was reported, as it was then, is encrypted: it may have been private."""

from __future__ import annotations

from uuid import UUID

from erm.core.sealing import seal, unseal

_TABLE = "moderation_report"
_COLUMN = "snapshot_sealed"


def seal_snapshot(text: str, report_id: UUID) -> bytes:
    """Encrypt what was said."""
    return seal(text, table=_TABLE, column=_COLUMN, row_id=report_id)


def open_snapshot(data: bytes, report_id: UUID) -> str:
    """What was said. Raises ``erm.core.sealing.SealBroken``."""
    return unseal(bytes(data), table=_TABLE, column=_COLUMN, row_id=report_id)
