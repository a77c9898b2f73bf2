"""Tables of development plans."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from erm.core.ids import new_id
from erm.development.rules import GoalStatus, PlanState
from erm.people.models import Person


class DevelopmentPlan(Model):
    """What a person wants to reach in a period.

    ``author`` drafted it: the person or their manager then. ``proposed_by`` has agreed by proposing;
    ``agreed_manager`` is the manager who agreed. ``last_activity_at`` is the last check-in, edit or
    change of state.
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
    closing_note = fields.TextField(default="")
    last_activity_at = fields.DatetimeField()
    edited_at = fields.DatetimeField(null=True)
    edited_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    edited_by_id: UUID | None
    created_at = fields.DatetimeField()
    version = fields.IntField(default=1)

    class Meta:
        table = "development_plan"
        indexes = [Index(fields=["state", "last_activity_at"], name="idx_plan_activity")]


class Goal(Model):
    """One thing to reach. ``progress`` (percent) and ``status`` are those of the last check-in."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    plan: fields.ForeignKeyRelation[DevelopmentPlan] = fields.ForeignKeyField(
        "erm.DevelopmentPlan", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    plan_id: UUID
    title = fields.CharField(max_length=200)
    description = fields.TextField(default="")
    due_on = fields.DateField(null=True)
    progress = fields.IntField(default=0)
    status = fields.CharEnumField(GoalStatus, max_length=16, default=GoalStatus.ON_TRACK)
    position = fields.IntField()
    created_at = fields.DatetimeField()
    version = fields.IntField(default=1)

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

    class Meta:
        table = "check_in"
