"""Tables of the import of past surveys."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from erm.core.ids import new_id
from erm.people.models import Person


class SurveyUpload(Model):
    """The bytes of an uploaded table of answers, sealed, kept for a day at most."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    uploaded_by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    uploaded_by_id: UUID
    file_name = fields.CharField(max_length=255)
    content_sealed = fields.BinaryField()
    created_at = fields.DatetimeField()
    applied_at = fields.DatetimeField(null=True)

    class Meta:
        table = "survey_upload"
