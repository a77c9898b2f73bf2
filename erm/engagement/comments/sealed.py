"""What was written in words is encrypted, and what was answered to it too."""

from __future__ import annotations

from uuid import UUID

from erm.core.sealing import seal, unseal

_COLUMN = "words_sealed"


def seal_words(text: str, comment_id: UUID) -> bytes:
    """Encrypt a comment."""
    return seal(text, table="survey_comment", column=_COLUMN, row_id=comment_id)


def open_words(data: bytes, comment_id: UUID) -> str:
    """A comment. Raises ``erm.core.sealing.SealBroken``."""
    return unseal(bytes(data), table="survey_comment", column=_COLUMN, row_id=comment_id)


def seal_reply(text: str, reply_id: UUID) -> bytes:
    """Encrypt an answer to a comment."""
    return seal(text, table="survey_comment_reply", column=_COLUMN, row_id=reply_id)


def open_reply(data: bytes, reply_id: UUID) -> str:
    """An answer to a comment. Raises ``erm.core.sealing.SealBroken``."""
    return unseal(bytes(data), table="survey_comment_reply", column=_COLUMN, row_id=reply_id)
