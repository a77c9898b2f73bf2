"""Tables of recognition."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from erm.core.ids import new_id
from erm.people.models import Person
from erm.recognition.rules import KudosVisibility, ReactionKind


class CompanyValue(Model):
    """Something that the company holds to. A retired one stays on the kudos given under it."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    name = fields.CharField(max_length=120, unique=True)
    description = fields.TextField(default="")
    color = fields.CharField(max_length=32, default="teal")
    position = fields.IntField(default=0)
    retired_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "company_value"


class Kudos(Model):
    """Thanks from ``author`` to its receivers."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    author: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    author_id: UUID
    company_value: fields.ForeignKeyNullableRelation[CompanyValue] = fields.ForeignKeyField(
        "erm.CompanyValue", related_name=False, null=True, on_delete=fields.RESTRICT, db_index=True
    )
    company_value_id: UUID | None
    message = fields.TextField()
    visibility = fields.CharEnumField(KudosVisibility, max_length=16)
    created_at = fields.DatetimeField()
    withdrawn_at = fields.DatetimeField(null=True)
    made_private_at = fields.DatetimeField(null=True)
    made_private_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.RESTRICT, db_index=True
    )
    made_private_by_id: UUID | None
    hidden_at = fields.DatetimeField(null=True)
    hidden_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.RESTRICT, db_index=True
    )
    hidden_by_id: UUID | None
    hidden_reason = fields.TextField(default="")

    class Meta:
        table = "kudos"
        indexes = [Index(fields=["visibility", "id"], name="idx_kudos_feed")]


class KudosReceiver(Model):
    """One of the people thanked. ``position`` keeps the order in which the author named them."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    kudos: fields.ForeignKeyRelation[Kudos] = fields.ForeignKeyField(
        "erm.Kudos", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    kudos_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    person_id: UUID
    position = fields.IntField(default=0)

    class Meta:
        table = "kudos_receiver"
        unique_together = (("kudos", "person"),)


class KudosReaction(Model):
    """One sign of one person under one kudos."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    kudos: fields.ForeignKeyRelation[Kudos] = fields.ForeignKeyField(
        "erm.Kudos", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    kudos_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    person_id: UUID
    kind = fields.CharEnumField(ReactionKind, max_length=16)
    created_at = fields.DatetimeField()

    class Meta:
        table = "kudos_reaction"
        unique_together = (("kudos", "person", "kind"),)


class KudosComment(Model):
    """A line under kudos. Deleting empties ``body``; who did it and when remains."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    kudos: fields.ForeignKeyRelation[Kudos] = fields.ForeignKeyField(
        "erm.Kudos", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    kudos_id: UUID
    author: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    author_id: UUID
    body = fields.TextField()
    created_at = fields.DatetimeField()
    deleted_at = fields.DatetimeField(null=True)
    deleted_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.RESTRICT, db_index=True
    )
    deleted_by_id: UUID | None

    class Meta:
        table = "kudos_comment"
