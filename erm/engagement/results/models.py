"""Tables of what is told of a wave. They are written once, when it closes, and never change."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from erm.core.ids import new_id
from erm.engagement.results.rules import GroupKind, HiddenReason, Shown, SubjectKind
from erm.engagement.waves.models import SurveyWave


class WaveRelease(Model):
    """What is told of a wave as a whole: ``plan`` (from numbers of people alone) and its hash, ``drivers``.

    ``withheld``: the whole wave is not told, and why. ``invited`` and ``answered`` are of everybody.
    """

    wave: fields.OneToOneRelation[SurveyWave] = fields.OneToOneField(
        "erm.SurveyWave", related_name=False, on_delete=fields.CASCADE, primary_key=True
    )
    wave_id: UUID
    plan: fields.JSONField[Any] = fields.JSONField()
    plan_hash = fields.CharField(max_length=64)
    drivers: fields.JSONField[Any] = fields.JSONField()
    themes: fields.JSONField[Any] = fields.JSONField()
    withheld = fields.CharEnumField(HiddenReason, max_length=24, null=True)
    invited = fields.IntField()
    answered = fields.IntField()
    made_at = fields.DatetimeField()

    class Meta:
        table = "survey_release"


class ReleaseGroup(Model):
    """A group that is told of, or that is not and why. ``number`` 0 is everybody.

    ``label`` maps one or two segments to values. ``shown_in`` is the number of the smallest larger group
    that is told of, where it is not itself. ``words``: large enough for distributions and comments.
    ``depth``: how deep its department lies.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    wave: fields.ForeignKeyRelation[SurveyWave] = fields.ForeignKeyField(
        "erm.SurveyWave", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    wave_id: UUID
    number = fields.IntField()
    kind = fields.CharEnumField(GroupKind, max_length=16)
    segments = fields.CharField(max_length=40, default="")
    label: fields.JSONField[Any] = fields.JSONField()
    department_id = fields.UUIDField(null=True)
    depth = fields.IntField(default=0)
    shown = fields.CharEnumField(Shown, max_length=16)
    reason = fields.CharEnumField(HiddenReason, max_length=24, null=True)
    shown_in = fields.IntField(null=True)
    words = fields.BooleanField(default=False)
    invited = fields.IntField(null=True)
    answered = fields.IntField(null=True)

    class Meta:
        table = "survey_release_group"
        unique_together = (("wave", "number"),)
        indexes = [
            Index(
                fields=["wave_id", "segments", "department_id"],
                name="idx_survey_release_group_segments",
            )
        ]


class ReleaseFigure(Model):
    """A figure of a group. ``subject`` is the question or driver; ``value``: see ``figures.Figure``."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    wave: fields.ForeignKeyRelation[SurveyWave] = fields.ForeignKeyField(
        "erm.SurveyWave", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    wave_id: UUID
    group_number = fields.IntField()
    subject_kind = fields.CharEnumField(SubjectKind, max_length=16)
    subject = fields.UUIDField()
    value: fields.JSONField[Any] = fields.JSONField()

    class Meta:
        table = "survey_release_figure"
        unique_together = (("wave", "group_number", "subject_kind", "subject"),)
        indexes = [
            Index(
                fields=["wave_id", "subject_kind", "subject"],
                name="idx_survey_release_figure_subject",
            )
        ]
