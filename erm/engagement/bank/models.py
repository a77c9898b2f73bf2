"""Tables of the question bank."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from erm.core.ids import new_id
from erm.engagement.bank.rules import SurveyQuestionKind
from erm.people.models import Person


class SurveyDriver(Model):
    """A theme that questions belong to. ``names`` and ``descriptions`` are texts by language.

    ``key`` is set for those that come with erm.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    key = fields.CharField(max_length=80, null=True, unique=True)
    names: fields.JSONField[Any] = fields.JSONField()
    descriptions: fields.JSONField[Any] = fields.JSONField()
    position = fields.IntField(default=0)
    created_at = fields.DatetimeField()
    retired_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "survey_driver"


class SurveyItem(Model):
    """A question of the bank. ``content``: see ``content.ItemContent``.

    ``key`` is set for those that come with erm. ``outcome``: what drivers are held against.
    ``reversed``: a high answer is unfavourable.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    key = fields.CharField(max_length=80, null=True, unique=True)
    kind = fields.CharEnumField(SurveyQuestionKind, max_length=20)
    content: fields.JSONField[Any] = fields.JSONField()
    driver: fields.ForeignKeyNullableRelation[SurveyDriver] = fields.ForeignKeyField(
        "erm.SurveyDriver", related_name=False, null=True, on_delete=fields.RESTRICT, db_index=True
    )
    driver_id: UUID | None
    outcome = fields.BooleanField(default=False)
    reversed = fields.BooleanField(default=False)
    licence = fields.CharField(max_length=120)
    source = fields.CharField(max_length=500)
    created_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    created_by_id: UUID | None
    created_at = fields.DatetimeField()
    retired_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "survey_item"
