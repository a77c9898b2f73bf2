"""Tables of competency frameworks, of people's levels, and of assessments."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from erm.core.ids import new_id
from erm.development.competencies.rules import AssessmentSide, AssessmentState, FrameworkState
from erm.people.models import Person


class CompetencyFramework(Model):
    """What is expected in a kind of work: tracks, levels, competencies. ``names`` is localized."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    names: dict[str, str] = fields.JSONField()
    descriptions: dict[str, str] = fields.JSONField()
    created_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    created_by_id: UUID | None
    created_at = fields.DatetimeField()
    retired_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "competency_framework"


class FrameworkVersion(Model):
    """All words of a framework at one time; ``content`` is what ``framework_content`` describes.

    Once published it never changes, so that an assessment stays tied to the words it was made
    against. A framework has at most one draft.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    framework: fields.ForeignKeyRelation[CompetencyFramework] = fields.ForeignKeyField(
        "erm.CompetencyFramework", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    framework_id: UUID
    number = fields.IntField()
    state = fields.CharEnumField(FrameworkState, max_length=16, default=FrameworkState.DRAFT)
    content: dict[str, Any] = fields.JSONField()
    note = fields.TextField(default="")
    edited_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    edited_by_id: UUID | None
    edited_at = fields.DatetimeField()
    published_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "framework_version"
        unique_together = (("framework", "number"),)


class Competency(Model):
    """A competency of a framework, the same one through all versions: its words are in those.

    ``names`` are those of the newest published version.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    framework: fields.ForeignKeyRelation[CompetencyFramework] = fields.ForeignKeyField(
        "erm.CompetencyFramework", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    framework_id: UUID
    key = fields.CharField(max_length=80)
    names: dict[str, str] = fields.JSONField()
    retired_at = fields.DatetimeField(null=True)

    class Meta:
        table = "competency"
        unique_together = (("framework", "key"),)


class CareerLevel(Model):
    """A level of a track, the same one through all versions. ``rank`` counts from 1 in its track.

    ``names`` and ``track_names`` are those of the newest published version.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    framework: fields.ForeignKeyRelation[CompetencyFramework] = fields.ForeignKeyField(
        "erm.CompetencyFramework", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    framework_id: UUID
    track_key = fields.CharField(max_length=80)
    key = fields.CharField(max_length=80)
    rank = fields.IntField()
    names: dict[str, str] = fields.JSONField()
    track_names: dict[str, str] = fields.JSONField()
    retired_at = fields.DatetimeField(null=True)

    class Meta:
        table = "career_level"
        unique_together = (("framework", "track_key", "key"),)


class CareerPlacement(Model):
    """A person's track and level from ``starts_on`` until before ``ends_on``."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    person_id: UUID
    level: fields.ForeignKeyRelation[CareerLevel] = fields.ForeignKeyField(
        "erm.CareerLevel", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    level_id: UUID
    starts_on = fields.DateField()
    ends_on = fields.DateField(null=True)
    placed_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    placed_by_id: UUID | None
    created_at = fields.DatetimeField()

    class Meta:
        table = "career_placement"
        unique_together = (("person", "starts_on"),)


class Assessment(Model):
    """One look at a person's competencies from two sides, blind until both have answered.

    ``level`` and ``framework_version`` are what was expected when it was opened. ``manager`` is who
    answered for the manager's side, null until then: it is whoever is the manager that may.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    person_id: UUID
    framework_version: fields.ForeignKeyRelation[FrameworkVersion] = fields.ForeignKeyField(
        "erm.FrameworkVersion", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    framework_version_id: UUID
    level: fields.ForeignKeyRelation[CareerLevel] = fields.ForeignKeyField(
        "erm.CareerLevel", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    level_id: UUID
    manager: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    manager_id: UUID | None
    opened_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    opened_by_id: UUID | None
    opened_at = fields.DatetimeField()
    due_on = fields.DateField(null=True)
    state = fields.CharEnumField(AssessmentState, max_length=16, default=AssessmentState.OPEN)
    compared_at = fields.DatetimeField(null=True)
    cancelled_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "assessment"


class AssessmentSheet(Model):
    """What one side has answered, or is about to: nobody else reads it before both have."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    assessment: fields.ForeignKeyRelation[Assessment] = fields.ForeignKeyField(
        "erm.Assessment", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    assessment_id: UUID
    side = fields.CharEnumField(AssessmentSide, max_length=16)
    author: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    author_id: UUID
    saved_at = fields.DatetimeField()
    submitted_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "assessment_sheet"
        unique_together = (("assessment", "side"),)


class AssessmentAnswer(Model):
    """At which level one side sees the person in a competency; 0: not yet at the first one.

    ``sealed`` is the JSON of the words said with it.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    sheet: fields.ForeignKeyRelation[AssessmentSheet] = fields.ForeignKeyField(
        "erm.AssessmentSheet", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    sheet_id: UUID
    competency: fields.ForeignKeyRelation[Competency] = fields.ForeignKeyField(
        "erm.Competency", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    competency_id: UUID
    rank = fields.IntField(null=True)
    sealed = fields.BinaryField(null=True)

    class Meta:
        table = "assessment_answer"
        unique_together = (("sheet", "competency"),)
