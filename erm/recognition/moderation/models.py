"""Tables of moderation."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from erm.core.ids import new_id
from erm.people.models import Person
from erm.recognition.celebrations.models import CardSignature
from erm.recognition.models import Kudos, KudosComment
from erm.recognition.moderation.rules import ReportReason, ReportState


class ModerationReport(Model):
    """Somebody finds something wrong with kudos, a comment or a line on a card.

    ``snapshot_sealed`` is what was said at that moment, sealed; ``author`` who said it. ``reporter`` is None
    where nobody but the list of words found it. ``restored_at``: what it hid is shown again, and why.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    kudos: fields.ForeignKeyNullableRelation[Kudos] = fields.ForeignKeyField(
        "erm.Kudos", related_name=False, null=True, on_delete=fields.CASCADE, db_index=True
    )
    kudos_id: UUID | None
    comment: fields.ForeignKeyNullableRelation[KudosComment] = fields.ForeignKeyField(
        "erm.KudosComment", related_name=False, null=True, on_delete=fields.CASCADE, db_index=True
    )
    comment_id: UUID | None
    signature: fields.ForeignKeyNullableRelation[CardSignature] = fields.ForeignKeyField(
        "erm.CardSignature", related_name=False, null=True, on_delete=fields.CASCADE, db_index=True
    )
    signature_id: UUID | None
    author: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    author_id: UUID
    reporter: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.RESTRICT, db_index=True
    )
    reporter_id: UUID | None
    reason = fields.CharEnumField(ReportReason, max_length=16)
    words = fields.TextField(default="")
    snapshot_sealed = fields.BinaryField()
    state = fields.CharEnumField(ReportState, max_length=16)
    created_at = fields.DatetimeField()
    decided_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.RESTRICT, db_index=True
    )
    decided_by_id: UUID | None
    decided_at = fields.DatetimeField(null=True)
    decision = fields.TextField(default="")
    restored_at = fields.DatetimeField(null=True)
    restored_reason = fields.TextField(default="")
    version = fields.IntField(default=1)

    class Meta:
        table = "moderation_report"
        indexes = [Index(fields=["state", "id"], name="idx_moderation_queue")]
