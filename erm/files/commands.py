"""What is done with files: keeping, claiming, deleting."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

from tortoise.functions import Sum

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.sealing import seal_bytes, unseal_bytes
from erm.core.work import unit_of_work
from erm.files import policy
from erm.files.contents import Prepared, prepare_content
from erm.files.errors import FileNotFound, FilesFull, NotAPicture
from erm.files.models import StoredContent, StoredFile
from erm.files.pictures import PICTURES, fitted
from erm.files.queries import view_of
from erm.files.rules import QUOTA, UNCLAIMED_FOR
from erm.files.views import FileView
from erm.people.models import Person

_READERS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="erm-files")
"""Few at a time: a picture of ten megabytes may need a few hundred while it is drawn."""
_BATCH = 200

Claimed = Callable[[Collection[UUID]], Awaitable[set[UUID]]]
"""Which of these files something of a domain's has claimed and still has."""


async def prepare_file(file_name: str, content: bytes) -> Prepared:
    """Look at a file in a thread, outside of any unit of work. Raises what ``prepare_content`` does."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_READERS, prepare_content, file_name, content)


async def store_file(actor: Actor, prepared: Prepared) -> FileView:
    """Keep a file as the actor's own until something claims it.

    Raises ``NotAllowed``, ``FilesFull``.
    """
    if not policy.may_upload(actor):
        raise NotAllowed
    # Locked, so that two uploads at once cannot both find the last room.
    _ = await Person.filter(id=actor.person_id).select_for_update(no_key=True).first()
    used: Any = (
        await StoredFile.filter(owner_id=actor.person_id)
        .annotate(used=Sum("size"))
        .values_list("used", flat=True)
    )
    if sum(each or 0 for each in used) + len(prepared.content) > QUOTA:
        raise FilesFull(maximum=QUOTA // (1024 * 1024))
    file = await StoredFile.create(
        id=new_id(),
        owner_id=actor.person_id,
        file_name=prepared.file_name,
        media_type=prepared.media_type,
        size=len(prepared.content),
        sha256=prepared.sha256,
        created_at=now(),
    )
    sealed = seal_bytes(prepared.content, table="stored_content", column="sealed", row_id=file.id)
    _ = await StoredContent.create(file_id=file.id, sealed=sealed)
    return view_of(file)


async def claim_file(actor: Actor, file_id: UUID, *, field: str = "file_id") -> FileView:
    """Let something have a file that the actor uploaded and that belongs to nothing yet.

    From then on those who read that thing may download it; no second thing can have it. Raises
    ``FileNotFound`` for the input field.
    """
    if not await StoredFile.filter(policy.readable_unclaimed(actor), id=file_id).update(
        claimed_at=now()
    ):
        raise FileNotFound(field=field)
    return view_of(await StoredFile.get(id=file_id))


async def claim_picture(
    actor: Actor, file_id: UUID, *, longest: int, field: str = "file_id"
) -> FileView:
    """Like :func:`claim_file` for a picture, which is made smaller if a side is longer (in pixels).

    Raises ``FileNotFound``, and ``NotAPicture`` for any other file, both for the input field.
    """
    file = await StoredFile.get_or_none(policy.readable_unclaimed(actor), id=file_id)
    if file is None:
        raise FileNotFound(field=field)
    if file.media_type not in PICTURES:
        raise NotAPicture(field=field)
    place: dict[str, Any] = {"table": "stored_content", "column": "sealed", "row_id": file_id}
    content = unseal_bytes(bytes((await StoredContent.get(file_id=file_id)).sealed), **place)
    loop = asyncio.get_running_loop()
    smaller = await loop.run_in_executor(_READERS, fitted, content, file.media_type, longest)
    if smaller is not None:
        await StoredContent.filter(file_id=file_id).update(sealed=seal_bytes(smaller, **place))
        await StoredFile.filter(id=file_id).update(
            size=len(smaller), sha256=hashlib.sha256(smaller).hexdigest()
        )
    return await claim_file(actor, file_id, field=field)


async def delete_files(ids: Collection[UUID]) -> int:
    """Delete files with their bytes, because what had them is gone. Callers have asked whether."""
    if ids:
        await StoredFile.filter(id__in=list(ids)).delete()
    return len(ids)


async def purge_files(bus: Bus, claimed: Claimed) -> int:
    """Delete files that belonged to nothing for a day, and those of things that are gone.

    For a job. ``claimed`` knows of all things that can have a file.
    """
    before = now() - UNCLAIMED_FOR
    async with unit_of_work(bus):
        lonely = StoredFile.filter(claimed_at__isnull=True, created_at__lt=before)
        deleted = await lonely.count()
        await lonely.delete()
    last = UUID(int=0)
    while ids := await _claimed_ids(last, before):
        last = ids[-1]
        gone = set(ids) - await claimed(ids)
        if gone:
            async with unit_of_work(bus):
                # Asked again inside: what has claimed one in the meantime keeps it.
                deleted += await delete_files(gone - await claimed(gone))
    return deleted


async def _claimed_ids(after: UUID, before: Any) -> list[UUID]:
    rows: Any = (
        await StoredFile.filter(claimed_at__lt=before, id__gt=after)
        .order_by("id")
        .limit(_BATCH)
        .values_list("id", flat=True)
    )
    return list(rows)
