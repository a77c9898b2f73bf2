"""Appending to the audit log, within the unit of work of what is noted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from erm.audit.models import AuditEntry
from erm.audit.rules import FIRST, Action, Detail, details_text, entry_hash
from erm.core.clock import now
from erm.core.database.connections import connection, dialect
from erm.core.ids import new_id
from erm.core.work import at_the_end

LOCK = 0x6C6F67
"""PostgreSQL's advisory lock that lets one transaction append at a time ("log")."""


@dataclass(frozen=True, slots=True)
class _Noted:
    at: datetime
    action: Action
    actor_id: UUID | None
    subject_kind: str
    subject_id: UUID | None
    details: str


def append(
    action: Action,
    *,
    actor_id: UUID | None,
    subject_kind: str,
    subject_id: UUID | None,
    details: Mapping[str, Detail] | None = None,
) -> None:
    """Note an act. It is stored together with what was done, or neither is.

    ``actor_id`` is None for erm itself and its operator. The entry is written as the last thing
    before the commit. Raises ``TypeError`` for details that could be content, ``RuntimeError``
    outside of a unit of work.
    """
    at_the_end(
        _write,
        _Noted(now(), action, actor_id, subject_kind, subject_id, details_text(details or {})),
    )


async def _write(noted: list[_Noted]) -> None:
    """Chain entries to the last one. Nobody else appends until the commit."""
    if dialect() == "postgres":
        await connection().execute_query(f"SELECT pg_advisory_xact_lock({LOCK})")
    # SQLite's transactions begin IMMEDIATE: they are the lock.
    last = await AuditEntry.all().order_by("-number").first()
    number, previous = (0, FIRST) if last is None else (last.number, last.hash)
    rows = []
    for entry in noted:
        number += 1
        values = {
            "id": new_id(),
            "number": number,
            "at": entry.at,
            "actor_id": entry.actor_id,
            "action": entry.action.value,
            "subject_kind": entry.subject_kind,
            "subject_id": entry.subject_id,
            "details": entry.details,
            "previous_hash": previous,
        }
        previous = entry_hash(**values)  # type: ignore[arg-type]
        rows.append(AuditEntry(**values, hash=previous))
    await AuditEntry.bulk_create(rows, batch_size=500)
