"""Facts of learning."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from erm.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningDone(Event):
    """Somebody says that they have learnt from a resource."""

    record_id: UUID
    resource_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateSaved(Event):
    """Somebody wrote down a certificate of theirs, or changed one."""

    certificate_id: UUID
    person_id: UUID
