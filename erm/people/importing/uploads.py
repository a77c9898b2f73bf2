"""Uploaded files: looked at, then applied exactly as they were shown."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.people import policy
from erm.people.commands import UPLOAD_KEPT
from erm.people.errors import (
    AdministratorsOnly,
    ImportPlanChanged,
    UploadAlreadyApplied,
    UploadNotFound,
)
from erm.people.importing.applying import apply_import
from erm.people.importing.kinds import GuardKind, ImportPlan
from erm.people.importing.planning import plan_import
from erm.people.models import ImportUpload
from erm.people.rules import Locale


async def preview_upload(
    actor: Actor, upload_id: UUID, *, time_zone: str, locale: Locale
) -> ImportPlan | None:
    """What one of the actor's uploads would do today; None when there is no such upload."""
    upload = await _upload(actor, upload_id)
    if upload is None:
        return None
    return await plan_import(
        upload.content,
        upload.file_name,
        today(),
        default_time_zone=time_zone,
        default_locale=locale,
    )


async def apply_people_import(
    actor: Actor,
    *,
    upload_id: UUID,
    plan_digest: str,
    allow: Collection[GuardKind],
    time_zone: str,
    locale: Locale,
) -> ImportPlan:
    """Apply one of the actor's uploads, once, if it still does what was shown.

    Raises ``AdministratorsOnly``, ``UploadNotFound``, ``UploadAlreadyApplied``,
    ``ImportPlanChanged``, ``ImportHasProblems`` or ``ImportGuarded``.
    """
    if not policy.may_import_people(actor):
        raise AdministratorsOnly
    upload = await _upload(actor, upload_id)
    if upload is None:
        raise UploadNotFound(field="upload_id")
    if not await ImportUpload.filter(id=upload_id, applied_at__isnull=True).update(
        applied_at=now()
    ):
        raise UploadAlreadyApplied(field="upload_id")
    plan = await plan_import(
        upload.content,
        upload.file_name,
        today(),
        default_time_zone=time_zone,
        default_locale=locale,
    )
    if plan.digest != plan_digest:
        raise ImportPlanChanged(field="plan_digest")
    await apply_import(actor, plan, allow)
    return plan


async def _upload(actor: Actor, upload_id: UUID) -> ImportUpload | None:
    if not policy.may_import_people(actor):
        return None
    return await ImportUpload.get_or_none(
        id=upload_id, uploaded_by_id=actor.person_id, created_at__gt=now() - UPLOAD_KEPT
    )
