"""The table of the audit log."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from erm.core.ids import new_id


class AuditEntry(Model):
    """One act. The log stands below the directory and has no foreign keys to it.

    ``number`` counts from 1 without gaps. ``actor_id`` is NULL for erm itself. ``details`` holds ids,
    counts and names of states, never what people wrote. ``hash`` is over this entry and
    ``previous_hash``.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    number = fields.IntField(unique=True)
    at = fields.DatetimeField()
    actor_id = fields.UUIDField(null=True, db_index=True)
    action = fields.CharField(max_length=64)
    subject_kind = fields.CharField(max_length=64)
    subject_id = fields.UUIDField(null=True, db_index=True)
    details = fields.TextField(default="{}")
    previous_hash = fields.CharField(max_length=64)
    hash = fields.CharField(max_length=64)

    class Meta:
        table = "audit_entry"
