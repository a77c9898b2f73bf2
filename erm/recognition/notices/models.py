"""Tables of notices."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from erm.core.ids import new_id
from erm.people.models import Person
from erm.recognition.models import Kudos, KudosComment, ScheduledKudos
from erm.recognition.notices.rules import NoticeKind


class KudosNotice(Model):
    """Something that happened to kudos, for one person. ``mailed_at``: told by mail, or not needed."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    recipient: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    recipient_id: UUID
    kind = fields.CharEnumField(NoticeKind, max_length=16)
    kudos: fields.ForeignKeyNullableRelation[Kudos] = fields.ForeignKeyField(
        "erm.Kudos", related_name=False, null=True, on_delete=fields.CASCADE, db_index=True
    )
    kudos_id: UUID | None
    comment: fields.ForeignKeyNullableRelation[KudosComment] = fields.ForeignKeyField(
        "erm.KudosComment", related_name=False, null=True, on_delete=fields.CASCADE, db_index=True
    )
    comment_id: UUID | None
    scheduled: fields.ForeignKeyNullableRelation[ScheduledKudos] = fields.ForeignKeyField(
        "erm.ScheduledKudos", related_name=False, null=True, on_delete=fields.CASCADE, db_index=True
    )
    scheduled_id: UUID | None
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.CASCADE, db_index=True
    )
    person_id: UUID | None
    created_at = fields.DatetimeField()
    mailed_at = fields.DatetimeField(null=True)
    seen_at = fields.DatetimeField(null=True)

    class Meta:
        table = "kudos_notice"
        indexes = [
            Index(fields=["mailed_at", "recipient_id"], name="idx_kudos_notice_waiting"),
            Index(fields=["recipient_id", "id"], name="idx_kudos_notice_list"),
        ]
