"""Tables of the files that people uploaded."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from erm.core.ids import new_id
from erm.people.models import Person


class StoredFile(Model):
    """A file that somebody uploaded. ``size`` in bytes; ``media_type`` is what its content is.

    One that belongs to nothing yet (``claimed_at`` is null) is its owner's alone, and is deleted
    after a day.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    owner: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    owner_id: UUID
    file_name = fields.CharField(max_length=255)
    media_type = fields.CharField(max_length=120)
    size = fields.IntField()
    sha256 = fields.CharField(max_length=64)
    created_at = fields.DatetimeField()
    claimed_at = fields.DatetimeField(null=True)

    class Meta:
        table = "stored_file"


class StoredContent(Model):
    """The bytes of a file, sealed; apart from what is said about it, so that lists stay light."""

    file: fields.OneToOneRelation[StoredFile] = fields.OneToOneField(
        "erm.StoredFile", related_name=False, on_delete=fields.CASCADE, primary_key=True
    )
    file_id: UUID
    sealed = fields.BinaryField()

    class Meta:
        table = "stored_content"
