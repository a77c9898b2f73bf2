"""Tables of development plans."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from erm.core.ids import new_id
from erm.development.competencies.models import AssessmentAnswer, Competency
from erm.development.rules import (
    Confidence,
    EvidenceKind,
    FocusKind,
    GoalKind,
    GoalMeasure,
    GoalStatus,
    GoalVisibility,
    NumberDirection,
    Origin,
    PlanOutcome,
    PlanState,
)
from erm.development.skills.models import Skill
from erm.files.models import StoredFile
from erm.people.models import Person


class DevelopmentPlan(Model):
    """What a person wants to reach in a period.

    ``author`` drafted it: the person or their manager then. ``proposed_by`` has agreed by proposing;
    ``agreed_manager`` is the manager who agreed, ``closed_manager`` who was the manager when it was
    closed. ``last_activity_at`` is the last check-in, edit or change of state. ``check_in_every`` and ``quiet_after`` are days. ``signed_at`` is when both had
    agreed; ``person_saw_changes_at`` and ``manager_saw_changes_at`` when each side last said that
    they saw what changed since.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    person_id: UUID
    author: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    author_id: UUID
    title = fields.CharField(max_length=200)
    focus = fields.TextField(default="")
    starts_on = fields.DateField()
    ends_on = fields.DateField()
    state = fields.CharEnumField(PlanState, max_length=16, default=PlanState.DRAFT)
    shared_with_hr = fields.BooleanField(default=False)
    proposed_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    proposed_by_id: UUID | None
    proposed_at = fields.DatetimeField(null=True)
    agreed_by_person_at = fields.DatetimeField(null=True)
    agreed_by_manager_at = fields.DatetimeField(null=True)
    agreed_manager: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    agreed_manager_id: UUID | None
    closed_at = fields.DatetimeField(null=True)
    closed_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    closed_by_id: UUID | None
    closed_manager: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    closed_manager_id: UUID | None
    closing_note = fields.TextField(default="")
    last_activity_at = fields.DatetimeField()
    edited_at = fields.DatetimeField(null=True)
    edited_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    edited_by_id: UUID | None
    created_at = fields.DatetimeField()
    version = fields.IntField(default=1)
    mentor: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    mentor_id: UUID | None
    shared_with_mentor = fields.BooleanField(db_default=False)
    shared_with_managers_manager = fields.BooleanField(db_default=False)
    check_in_every = fields.IntField(db_default=14)
    quiet_after = fields.IntField(db_default=21)
    renewed_from: fields.ForeignKeyNullableRelation[DevelopmentPlan] = fields.ForeignKeyField(
        "erm.DevelopmentPlan",
        related_name=False,
        null=True,
        on_delete=fields.SET_NULL,
        db_index=True,
    )
    renewed_from_id: UUID | None
    outcome = fields.CharEnumField(PlanOutcome, max_length=16, null=True)
    signed_at = fields.DatetimeField(null=True)
    person_saw_changes_at = fields.DatetimeField(null=True)
    manager_saw_changes_at = fields.DatetimeField(null=True)

    class Meta:
        table = "development_plan"
        indexes = [Index(fields=["state", "last_activity_at"], name="idx_plan_activity")]


class FocusArea(Model):
    """What a plan concentrates on: a competency, a skill or an aspiration.

    ``target_rank`` is the level wanted: of the competency's track, or of the skill.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    plan: fields.ForeignKeyRelation[DevelopmentPlan] = fields.ForeignKeyField(
        "erm.DevelopmentPlan", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    plan_id: UUID
    kind = fields.CharEnumField(FocusKind, max_length=16)
    title = fields.CharField(max_length=200)
    why = fields.TextField(default="")
    competency: fields.ForeignKeyNullableRelation[Competency] = fields.ForeignKeyField(
        "erm.Competency", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    competency_id: UUID | None
    skill: fields.ForeignKeyNullableRelation[Skill] = fields.ForeignKeyField(
        "erm.Skill", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    skill_id: UUID | None
    target_rank = fields.IntField(null=True)
    position = fields.IntField()
    origin = fields.CharEnumField(Origin, max_length=16, null=True)
    origin_id = fields.UUIDField(null=True)
    created_at = fields.DatetimeField()
    version = fields.IntField(default=1)

    class Meta:
        table = "focus_area"


class Goal(Model):
    """One thing to reach. ``progress`` (percent) and ``status`` are those of the last check-in.

    ``person`` is whose goal it is, ``author`` who wrote it down. It may belong to a plan, and count
    in the progress of a ``parent`` with its ``weight``. ``progress`` is kept as told for PERCENT and
    YES_NO; for the other measures it follows from what is measured, see ``progress``.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    plan: fields.ForeignKeyNullableRelation[DevelopmentPlan] = fields.ForeignKeyField(
        "erm.DevelopmentPlan",
        related_name=False,
        null=True,
        on_delete=fields.CASCADE,
        db_index=True,
    )
    plan_id: UUID | None
    title = fields.CharField(max_length=200)
    description = fields.TextField(default="")
    due_on = fields.DateField(null=True)
    progress = fields.IntField(default=0)
    status = fields.CharEnumField(GoalStatus, max_length=16, default=GoalStatus.ON_TRACK)
    position = fields.IntField()
    created_at = fields.DatetimeField()
    version = fields.IntField(default=1)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    person_id: UUID
    author: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    author_id: UUID
    focus_area: fields.ForeignKeyNullableRelation[FocusArea] = fields.ForeignKeyField(
        "erm.FocusArea", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    focus_area_id: UUID | None
    parent: fields.ForeignKeyNullableRelation[Goal] = fields.ForeignKeyField(
        "erm.Goal", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    parent_id: UUID | None
    weight = fields.IntField(db_default=1)
    kind = fields.CharEnumField(GoalKind, max_length=16, db_default=GoalKind.GROWTH)
    measure = fields.CharEnumField(GoalMeasure, max_length=16, db_default=GoalMeasure.PERCENT)
    number_start: Decimal | None = fields.DecimalField(max_digits=18, decimal_places=4, null=True)
    number_target: Decimal | None = fields.DecimalField(max_digits=18, decimal_places=4, null=True)
    number_now: Decimal | None = fields.DecimalField(max_digits=18, decimal_places=4, null=True)
    unit = fields.CharField(max_length=40, db_default="")
    direction = fields.CharEnumField(NumberDirection, max_length=8, null=True)
    visibility = fields.CharEnumField(
        GoalVisibility, max_length=16, db_default=GoalVisibility.SHARED
    )
    status_reason = fields.TextField(null=True)
    confidence = fields.CharEnumField(Confidence, max_length=8, null=True)
    checked_in_at = fields.DatetimeField(null=True)
    origin = fields.CharEnumField(Origin, max_length=16, null=True)
    origin_id = fields.UUIDField(null=True)

    class Meta:
        table = "goal"


class Milestone(Model):
    """A step on the way to a goal."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    goal: fields.ForeignKeyRelation[Goal] = fields.ForeignKeyField(
        "erm.Goal", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    goal_id: UUID
    title = fields.CharField(max_length=200)
    due_on = fields.DateField(null=True)
    done_at = fields.DatetimeField(null=True)
    position = fields.IntField()
    created_at = fields.DatetimeField()

    class Meta:
        table = "milestone"


class CheckIn(Model):
    """How a goal goes, told at one moment. Never changed afterwards."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    goal: fields.ForeignKeyRelation[Goal] = fields.ForeignKeyField(
        "erm.Goal", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    goal_id: UUID
    author: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    author_id: UUID
    progress = fields.IntField()
    status = fields.CharEnumField(GoalStatus, max_length=16)
    comment = fields.TextField(default="")
    created_at = fields.DatetimeField()
    reason = fields.TextField(null=True)
    confidence = fields.CharEnumField(Confidence, max_length=8, null=True)
    number: Decimal | None = fields.DecimalField(max_digits=18, decimal_places=4, null=True)

    class Meta:
        table = "check_in"


class DevelopmentChange(Model):
    """A change of what a plan or a goal says: kept for good, so that a moved target is seen.

    ``subject`` is what the changed thing was called, ``field`` which of its parts changed; values
    are as people read them. ``after_signing``: both sides had agreed to the plan before.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    plan: fields.ForeignKeyNullableRelation[DevelopmentPlan] = fields.ForeignKeyField(
        "erm.DevelopmentPlan",
        related_name=False,
        null=True,
        on_delete=fields.CASCADE,
        db_index=True,
    )
    plan_id: UUID | None
    goal: fields.ForeignKeyNullableRelation[Goal] = fields.ForeignKeyField(
        "erm.Goal", related_name=False, null=True, on_delete=fields.CASCADE, db_index=True
    )
    goal_id: UUID | None
    by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    by_id: UUID
    at = fields.DatetimeField()
    subject = fields.CharField(max_length=200, default="")
    field = fields.CharField(max_length=40)
    before = fields.TextField(default="")
    after = fields.TextField(default="")
    after_signing = fields.BooleanField(default=False)

    class Meta:
        table = "development_change"


class PlanTemplate(Model):
    """A plan of the company's own to begin from; the built-in ones are not in the database."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    name = fields.CharField(max_length=200)
    description = fields.TextField(default="")
    definition: dict[str, Any] = fields.JSONField()
    created_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    created_by_id: UUID | None
    created_at = fields.DatetimeField()
    retired_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "plan_template"


class Evidence(Model):
    """Something that shows how a goal goes, or why somebody is seen at a level.

    ``person`` is about whom it is. ``source_id`` is the note, kudos or action item that it points
    at: its content is never copied, and is read by whoever may read it there.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    person_id: UUID
    author: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    author_id: UUID
    goal: fields.ForeignKeyNullableRelation[Goal] = fields.ForeignKeyField(
        "erm.Goal", related_name=False, null=True, on_delete=fields.CASCADE, db_index=True
    )
    goal_id: UUID | None
    answer: fields.ForeignKeyNullableRelation[AssessmentAnswer] = fields.ForeignKeyField(
        "erm.AssessmentAnswer",
        related_name=False,
        null=True,
        on_delete=fields.CASCADE,
        db_index=True,
    )
    answer_id: UUID | None
    kind = fields.CharEnumField(EvidenceKind, max_length=16)
    title = fields.CharField(max_length=200, default="")
    body = fields.TextField(default="")
    url = fields.CharField(max_length=2000, default="")
    file: fields.ForeignKeyNullableRelation[StoredFile] = fields.ForeignKeyField(
        "erm.StoredFile", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    file_id: UUID | None
    source_id = fields.UUIDField(null=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "evidence"
