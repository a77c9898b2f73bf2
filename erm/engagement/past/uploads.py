"""Uploaded tables of answers, sealed, for a day."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.ids import new_id
from erm.core.sealing import seal_bytes, unseal_bytes
from erm.core.text import clean_line
from erm.engagement.past import policy
from erm.engagement.past.errors import (
    OnlyHrImportsSurveys,
    PastUploadApplied,
    PastUploadEmpty,
    PastUploadNotFound,
    PastUploadTooLarge,
)
from erm.engagement.past.guessing import ColumnGuess, guess
from erm.engagement.past.models import SurveyUpload
from erm.engagement.past.reading import read_table
from erm.engagement.past.rules import UPLOAD_KEPT, UPLOAD_MAXIMUM

_TABLE, _COLUMN = "survey_upload", "content_sealed"


@dataclass(frozen=True, slots=True)
class PastDraft:
    """An uploaded table and what its columns seem to be."""

    upload_id: UUID
    file_name: str
    rows: int
    columns: tuple[ColumnGuess, ...]


async def upload_past_survey(actor: Actor, *, file_name: str, content: bytes) -> UUID:
    """Keep a table for its import, sealed, in the open unit of work; older ones are deleted.

    Raises ``OnlyHrImportsSurveys``, ``PastUploadEmpty`` and ``PastUploadTooLarge``.
    """
    if not policy.may_import_surveys(actor):
        raise OnlyHrImportsSurveys
    if not content:
        raise PastUploadEmpty(field="file")
    if len(content) > UPLOAD_MAXIMUM:
        raise PastUploadTooLarge(field="file", maximum=UPLOAD_MAXIMUM // 1024 // 1024)
    await purge_uploads()
    key = new_id()
    _ = await SurveyUpload.create(
        id=key,
        uploaded_by_id=actor.person_id,
        file_name=clean_line(file_name, field="file_name", maximum=255, required=False),
        content_sealed=seal_bytes(content, table=_TABLE, column=_COLUMN, row_id=key),
        created_at=now(),
    )
    return key


async def purge_uploads() -> int:
    """Delete tables older than a day; answers how many."""
    return await SurveyUpload.filter(created_at__lte=now() - UPLOAD_KEPT).delete()


async def past_survey_draft(actor: Actor, upload_id: UUID) -> PastDraft | None:
    """What one of the actor's tables seems to hold; None when there is no such table any more."""
    found = await _upload(actor, upload_id)
    if found is None or found.applied_at is not None:
        return None
    # A large table takes a while; meanwhile others are answered.
    rows, columns = await asyncio.to_thread(_guessed, _content(found))
    return PastDraft(found.id, found.file_name, rows, columns)


def _guessed(content: bytes) -> tuple[int, tuple[ColumnGuess, ...]]:
    table = read_table(content)
    return len(table.rows), tuple(
        guess(name, [row[at] for row in table.rows]) for at, name in enumerate(table.headers)
    )


async def content_of(actor: Actor, upload_id: UUID) -> bytes:
    """The bytes of one of the actor's tables.

    Raises ``OnlyHrImportsSurveys``, ``PastUploadNotFound`` and ``PastUploadApplied``.
    """
    if not policy.may_import_surveys(actor):
        raise OnlyHrImportsSurveys
    found = await _upload(actor, upload_id)
    if found is None:
        raise PastUploadNotFound(field="upload_id")
    if found.applied_at is not None:
        raise PastUploadApplied(field="upload_id")
    return _content(found)


async def use_up(upload_id: UUID) -> None:
    """Note that a table was imported, and destroy it, in the open unit of work.

    Raises ``PastUploadApplied`` if somebody was faster.
    """
    nothing = seal_bytes(b"", table=_TABLE, column=_COLUMN, row_id=upload_id)
    if not await SurveyUpload.filter(id=upload_id, applied_at__isnull=True).update(
        applied_at=now(), content_sealed=nothing
    ):
        raise PastUploadApplied(field="upload_id")


async def _upload(actor: Actor, upload_id: UUID) -> SurveyUpload | None:
    if not policy.may_import_surveys(actor):
        return None
    return await SurveyUpload.get_or_none(
        id=upload_id, uploaded_by_id=actor.person_id, created_at__gt=now() - UPLOAD_KEPT
    )


def _content(found: SurveyUpload) -> bytes:
    return unseal_bytes(bytes(found.content_sealed), table=_TABLE, column=_COLUMN, row_id=found.id)
