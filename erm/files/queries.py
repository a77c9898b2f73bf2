"""Reads of files."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from uuid import UUID

from erm.core.actor import Actor
from erm.core.sealing import unseal_bytes
from erm.files import policy
from erm.files.models import StoredContent, StoredFile
from erm.files.views import Download, FileView

Readable = Callable[[Actor, Collection[UUID]], Awaitable[set[UUID]]]
"""Which of these files the actor may download, because they read something that has them."""


def view_of(file: StoredFile) -> FileView:
    """A file's row for whoever may download it."""
    return FileView(
        id=file.id, file_name=file.file_name, media_type=file.media_type, size=file.size
    )


async def files_by_ids(ids: Collection[UUID]) -> dict[UUID, FileView]:
    """What is said about files. Callers read the things that have them."""
    if not ids:
        return {}
    return {row.id: view_of(row) for row in await StoredFile.filter(id__in=list(ids))}


async def download(actor: Actor, file_id: UUID, readable: Readable) -> Download | None:
    """A file with its bytes, or None for what is not there and for what they may not have.

    It is one's own while it belongs to nothing; else ``readable`` decides.
    """
    file = await StoredFile.get_or_none(id=file_id)
    if file is None:
        return None
    if not policy.may_read_unclaimed(actor, file) and (
        file.claimed_at is None or file_id not in await readable(actor, [file_id])
    ):
        return None
    content = await StoredContent.get_or_none(file_id=file_id)
    if content is None:
        return None
    data = unseal_bytes(
        bytes(content.sealed), table="stored_content", column="sealed", row_id=file_id
    )
    return Download(view_of(file), data)
