"""Tables of what was written in words. Nothing in them knows a ballot, a person or a time."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from tortoise import fields
from tortoise.models import Model

from erm.core.ids import new_id
from erm.engagement.surveys.models import SurveyQuestion
from erm.engagement.waves.models import SurveyWave
from erm.people.models import Person


class SurveyComment(Model):
    """Words somebody wrote, sealed. ``group_number`` is the only group of the release they are told in.

    ``reply_hash``: SHA-256 of the secret by which the author finds answers. ``themes``: numbers of the
    release's themes.
    """

    id = fields.UUIDField(primary_key=True, default=uuid4)
    wave: fields.ForeignKeyRelation[SurveyWave] = fields.ForeignKeyField(
        "erm.SurveyWave", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    wave_id: UUID
    question: fields.ForeignKeyRelation[SurveyQuestion] = fields.ForeignKeyField(
        "erm.SurveyQuestion", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    question_id: UUID
    group_number = fields.IntField()
    words_sealed = fields.BinaryField()
    reply_hash = fields.CharField(max_length=64, null=True, unique=True)
    themes: fields.JSONField[Any] = fields.JSONField()

    class Meta:
        table = "survey_comment"


class CommentReply(Model):
    """An answer to words whose author nobody knows, sealed."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    comment: fields.ForeignKeyRelation[SurveyComment] = fields.ForeignKeyField(
        "erm.SurveyComment", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    comment_id: UUID
    replier: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    replier_id: UUID
    words_sealed = fields.BinaryField()
    created_on = fields.DateField()

    class Meta:
        table = "survey_comment_reply"
