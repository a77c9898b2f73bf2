"""What people do with their certificates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tortoise.expressions import F

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.ids import new_id
from erm.core.text import clean_line
from erm.core.work import record
from erm.development.learning import policy
from erm.development.learning.errors import (
    CertificateDateOutOfRange,
    CertificateEndsBeforeItBegins,
    CertificateIsAnothers,
    CertificateNotFound,
    LearningStale,
    TooManyCertificates,
)
from erm.development.learning.events import CertificateSaved
from erm.development.learning.models import Certificate
from erm.development.learning.queries import certificates_by_ids
from erm.development.learning.rules import (
    DATES_WITHIN,
    NUMBER_MAXIMUM,
    PROVIDER_MAXIMUM,
    TITLE_MAXIMUM,
)
from erm.development.learning.views import CertificateView
from erm.files.commands import claim_file, delete_files
from erm.people.models import Person

CERTIFICATES_MAXIMUM = 200


@dataclass(frozen=True, slots=True)
class CertificateDraft:
    """A certificate as its owner wrote it down.

    ``file_id``: a file that they uploaded, to be kept with it in place of what was there;
    ``remove_file``: what was there goes.
    """

    name: str
    issuer: str = ""
    number: str = ""
    issued_on: date | None = None
    expires_on: date | None = None
    file_id: UUID | None = None
    remove_file: bool = False


async def save_certificate(
    actor: Actor,
    draft: CertificateDraft,
    *,
    certificate_id: UUID | None = None,
    version: int = 0,
) -> CertificateView:
    """Write down a certificate of one's own, or change it.

    Raises ``CertificateNotFound``, ``CertificateIsAnothers``, ``STALE_VERSION``, ``FileNotFound``,
    ``TooManyCertificates``, and what its dates and texts raise.
    """
    row = None if certificate_id is None else await _own(actor, certificate_id)
    values = _clean(actor, draft)
    before = None if row is None else row.file_id
    if draft.file_id is not None:
        values["file_id"] = (await claim_file(actor, draft.file_id)).id
    elif draft.remove_file:
        values["file_id"] = None
    if row is None:
        await _check_room(actor)
        row = await Certificate.create(
            id=new_id(), person_id=actor.person_id, created_at=now(), **values
        )
    elif not await Certificate.filter(id=row.id, version=version).update(
        **values, version=F("version") + 1
    ):
        raise LearningStale
    if before is not None and "file_id" in values:
        await delete_files([before])
    record(CertificateSaved(at=now(), certificate_id=row.id, person_id=actor.person_id))
    return (await certificates_by_ids(actor, [row.id]))[row.id]


async def remove_certificate(actor: Actor, *, certificate_id: UUID) -> None:
    """Delete a certificate of one's own with its file.

    Raises ``CertificateNotFound``, ``CertificateIsAnothers``.
    """
    row = await _own(actor, certificate_id)
    if not await Certificate.filter(id=row.id).delete():
        raise CertificateNotFound
    if row.file_id is not None:
        await delete_files([row.file_id])


async def _own(actor: Actor, certificate_id: UUID) -> Certificate:
    row = await Certificate.get_or_none(policy.readable_certificates(actor), id=certificate_id)
    if row is None:
        raise CertificateNotFound
    if not policy.may_change_certificate(actor, row):
        raise CertificateIsAnothers
    return row


async def _check_room(actor: Actor) -> None:
    # Locked, so that what is counted stays true until the end of the unit of work.
    _ = await Person.filter(id=actor.person_id).select_for_update(no_key=True).first()
    if await Certificate.filter(person_id=actor.person_id).count() >= CERTIFICATES_MAXIMUM:
        raise TooManyCertificates(maximum=CERTIFICATES_MAXIMUM)


def _clean(actor: Actor, draft: CertificateDraft) -> dict[str, Any]:
    for field in ("issued_on", "expires_on"):
        value = getattr(draft, field)
        if value is not None and abs(value - today(actor.time_zone)) > DATES_WITHIN:
            raise CertificateDateOutOfRange(field=field)
    if draft.issued_on and draft.expires_on and draft.expires_on < draft.issued_on:
        raise CertificateEndsBeforeItBegins(field="expires_on")
    return {
        "name": clean_line(draft.name, field="name", maximum=TITLE_MAXIMUM),
        "issuer": clean_line(
            draft.issuer, field="issuer", maximum=PROVIDER_MAXIMUM, required=False
        ),
        "number": clean_line(draft.number, field="number", maximum=NUMBER_MAXIMUM, required=False),
        "issued_on": draft.issued_on,
        "expires_on": draft.expires_on,
    }
