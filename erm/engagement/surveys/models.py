"""Tables of surveys."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from erm.core.ids import new_id
from erm.engagement.bank.models import SurveyDriver, SurveyItem
from erm.engagement.bank.rules import SurveyQuestionKind
from erm.engagement.surveys.rules import SurveyReaders, SurveyRhythm, SurveySource, SurveyState
from erm.people.models import Person


class EngagementSettings(Model):
    """The company's choices, in one row. ``monthly_questions``: most questions to one person in 30 days."""

    id = fields.CharField(primary_key=True, max_length=16)
    monthly_questions = fields.IntField(default=40)
    updated_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    updated_by_id: UUID | None
    updated_at = fields.DatetimeField()
    version = fields.IntField(default=1)

    class Meta:
        table = "engagement_settings"


class Survey(Model):
    """What is asked, of whom, when and under which promise.

    ``titles`` and ``intros`` are texts by language. ``segments`` are names of ``SegmentKind`` in the order
    in which they matter. ``score_group`` and ``word_group`` are the fewest people told of. A wave is open
    ``open_days`` days from each person's ``starts_on``; ``wave_questions`` (NULL: all) are asked in turn
    in each. ``promise`` (sentences by language) and its hash are set at launch and never change.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    titles: fields.JSONField[Any] = fields.JSONField()
    intros: fields.JSONField[Any] = fields.JSONField()
    state = fields.CharEnumField(SurveyState, max_length=16, default=SurveyState.DRAFT)
    source = fields.CharEnumField(SurveySource, max_length=16, default=SurveySource.ASKED)
    rhythm = fields.CharEnumField(SurveyRhythm, max_length=16, default=SurveyRhythm.ONCE)
    readers = fields.CharEnumField(SurveyReaders, max_length=16, default=SurveyReaders.MANAGERS)
    audience: fields.JSONField[Any] = fields.JSONField()
    segments: fields.JSONField[Any] = fields.JSONField()
    score_group = fields.IntField(default=5)
    word_group = fields.IntField(default=10)
    keep_days = fields.IntField(default=30)
    starts_on = fields.DateField()
    open_days = fields.IntField(default=14)
    remind_days: fields.JSONField[Any] = fields.JSONField()
    wave_questions = fields.IntField(null=True)
    promise: fields.JSONField[Any] = fields.JSONField(null=True)
    promise_hash = fields.CharField(max_length=64, null=True)
    owner: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    owner_id: UUID
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()
    launched_at = fields.DatetimeField(null=True)
    ended_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "survey"


class SurveyQuestion(Model):
    """A question of a survey, with its own copy of the words. ``always``: asked in every wave.

    ``echo``: it asks whether anything has changed about its driver, because something was planned.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    survey: fields.ForeignKeyRelation[Survey] = fields.ForeignKeyField(
        "erm.Survey", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    survey_id: UUID
    item: fields.ForeignKeyNullableRelation[SurveyItem] = fields.ForeignKeyField(
        "erm.SurveyItem", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    item_id: UUID | None
    position = fields.IntField()
    kind = fields.CharEnumField(SurveyQuestionKind, max_length=20)
    content: fields.JSONField[Any] = fields.JSONField()
    driver: fields.ForeignKeyNullableRelation[SurveyDriver] = fields.ForeignKeyField(
        "erm.SurveyDriver", related_name=False, null=True, on_delete=fields.RESTRICT, db_index=True
    )
    driver_id: UUID | None
    outcome = fields.BooleanField(default=False)
    reversed = fields.BooleanField(default=False)
    always = fields.BooleanField(default=True)
    echo = fields.BooleanField(default=False)

    class Meta:
        table = "survey_question"
