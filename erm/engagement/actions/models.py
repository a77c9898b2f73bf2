"""Tables of plans of action."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from erm.core.ids import new_id
from erm.engagement.actions.rules import ActionPlanState, ActionStepState
from erm.engagement.waves.models import SurveyWave
from erm.people.models import Department, Person


class ActionPlan(Model):
    """What a department, or the company (NULL), does about what a wave told. ``driver_ids``: one or two."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    wave: fields.ForeignKeyRelation[SurveyWave] = fields.ForeignKeyField(
        "erm.SurveyWave", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    wave_id: UUID
    department: fields.ForeignKeyNullableRelation[Department] = fields.ForeignKeyField(
        "erm.Department", related_name=False, null=True, on_delete=fields.RESTRICT, db_index=True
    )
    department_id: UUID | None
    driver_ids: fields.JSONField[Any] = fields.JSONField()
    title = fields.CharField(max_length=200)
    aim = fields.TextField(default="")
    state = fields.CharEnumField(ActionPlanState, max_length=16, default=ActionPlanState.ACTIVE)
    created_by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    created_by_id: UUID
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "action_plan"


class ActionStep(Model):
    """One step of a plan of action, somebody's, until a day."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    plan: fields.ForeignKeyRelation[ActionPlan] = fields.ForeignKeyField(
        "erm.ActionPlan", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    plan_id: UUID
    position = fields.IntField()
    text = fields.CharField(max_length=500)
    owner: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    owner_id: UUID
    due_on = fields.DateField(null=True)
    state = fields.CharEnumField(ActionStepState, max_length=16, default=ActionStepState.OPEN)
    settled_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "action_step"
