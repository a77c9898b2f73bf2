"""Tables of learning resources, of what people learnt, and of certificates."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from erm.core.ids import new_id
from erm.development.competencies.models import Competency
from erm.development.learning.rules import LearningState, ResourceKind
from erm.development.skills.models import Skill
from erm.files.models import StoredFile
from erm.people.models import Person


class LearningResource(Model):
    """Something to learn from, in the company's own catalogue. ``minutes`` is how long it takes."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    title = fields.CharField(max_length=200)
    kind = fields.CharEnumField(ResourceKind, max_length=16)
    url = fields.CharField(max_length=2000, default="")
    provider = fields.CharField(max_length=200, default="")
    language = fields.CharField(max_length=8, default="")
    minutes = fields.IntField(null=True)
    description = fields.TextField(default="")
    created_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    created_by_id: UUID | None
    created_at = fields.DatetimeField()
    retired_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "learning_resource"


class LearningTarget(Model):
    """What a resource helps with: a competency towards the ranks given, or a skill."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    resource: fields.ForeignKeyRelation[LearningResource] = fields.ForeignKeyField(
        "erm.LearningResource", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    resource_id: UUID
    competency: fields.ForeignKeyNullableRelation[Competency] = fields.ForeignKeyField(
        "erm.Competency", related_name=False, null=True, on_delete=fields.CASCADE, db_index=True
    )
    competency_id: UUID | None
    rank_from = fields.IntField(null=True)
    rank_until = fields.IntField(null=True)
    skill: fields.ForeignKeyNullableRelation[Skill] = fields.ForeignKeyField(
        "erm.Skill", related_name=False, null=True, on_delete=fields.CASCADE, db_index=True
    )
    skill_id: UUID | None

    class Meta:
        table = "learning_target"


class LearningRecord(Model):
    """What a person plans to learn from, or did. ``minutes`` is the time they spent, if they said."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    person_id: UUID
    resource: fields.ForeignKeyRelation[LearningResource] = fields.ForeignKeyField(
        "erm.LearningResource", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    resource_id: UUID
    state = fields.CharEnumField(LearningState, max_length=16)
    done_on = fields.DateField(null=True)
    minutes = fields.IntField(null=True)
    note = fields.TextField(default="")
    created_at = fields.DatetimeField()
    version = fields.IntField(default=1)

    class Meta:
        table = "learning_record"
        unique_together = (("person", "resource"),)


class Certificate(Model):
    """A certificate that a person holds, perhaps until a day."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    person_id: UUID
    name = fields.CharField(max_length=200)
    issuer = fields.CharField(max_length=200, default="")
    number = fields.CharField(max_length=120, default="")
    issued_on = fields.DateField(null=True)
    expires_on = fields.DateField(null=True, db_index=True)
    file: fields.ForeignKeyNullableRelation[StoredFile] = fields.ForeignKeyField(
        "erm.StoredFile", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    file_id: UUID | None
    created_at = fields.DatetimeField()
    version = fields.IntField(default=1)

    class Meta:
        table = "certificate"
