"""Tables of points."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from erm.core.ids import new_id
from erm.files.models import StoredFile
from erm.people.models import Department, Person
from erm.recognition.points.rules import AccountKind, RedemptionState, TransferKind


class AllowanceRule(Model):
    """How many points some people may give in a month. The first rule that fits a person decides.

    An empty condition fits everybody; ``department`` means those below it as well.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    position = fields.IntField()
    department: fields.ForeignKeyNullableRelation[Department] = fields.ForeignKeyField(
        "erm.Department", related_name=False, null=True, on_delete=fields.CASCADE, db_index=True
    )
    department_id: UUID | None
    location = fields.CharField(max_length=200, default="")
    title = fields.CharField(max_length=200, default="")
    managers_only = fields.BooleanField(default=False)
    points = fields.IntField()
    created_at = fields.DatetimeField()

    class Meta:
        table = "allowance_rule"


class PointsAccount(Model):
    """Holds points. ``key`` is ``allowance:<person>:<YYYY-MM>``, ``earned:<person>`` or the kind.

    ``balance`` is the sum of its entries; the database refuses one below zero but of ISSUED.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    key = fields.CharField(max_length=80, unique=True)
    kind = fields.CharEnumField(AccountKind, max_length=16)
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.RESTRICT, db_index=True
    )
    person_id: UUID | None
    month = fields.CharField(max_length=7, default="")
    balance = fields.BigIntField(default=0)
    created_at = fields.DatetimeField()

    class Meta:
        table = "points_account"


class Reward(Model):
    """Something that earned points are exchanged for. ``stock`` None is as many as are wanted."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    name = fields.CharField(max_length=120)
    description = fields.TextField(default="")
    cost = fields.IntField()
    stock = fields.IntField(null=True)
    position = fields.IntField(default=0)
    picture: fields.ForeignKeyNullableRelation[StoredFile] = fields.ForeignKeyField(
        "erm.StoredFile", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    picture_id: UUID | None
    picture_alt = fields.CharField(max_length=300, default="")
    created_at = fields.DatetimeField()
    retired_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "reward"


class Redemption(Model):
    """A person's wish for a reward, with its name and cost as they were then.

    ``took_stock``: one was taken from the reward's stock for it, and goes back with a refund.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    person_id: UUID
    reward: fields.ForeignKeyRelation[Reward] = fields.ForeignKeyField(
        "erm.Reward", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    reward_id: UUID
    reward_name = fields.CharField(max_length=120)
    cost = fields.IntField()
    took_stock = fields.BooleanField(default=False)
    state = fields.CharEnumField(RedemptionState, max_length=16)
    note = fields.TextField(default="")
    request_key = fields.UUIDField(unique=True)
    created_at = fields.DatetimeField()
    decided_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.RESTRICT, db_index=True
    )
    decided_by_id: UUID | None
    decided_at = fields.DatetimeField(null=True)
    reason = fields.TextField(default="")
    fulfilled_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "redemption"


class PointsTransfer(Model):
    """Why points moved, when and by whom. Appended only."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    kind = fields.CharEnumField(TransferKind, max_length=16)
    at = fields.DatetimeField()
    by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.RESTRICT, db_index=True
    )
    by_id: UUID | None
    kudos: fields.ForeignKeyNullableRelation[Any] = fields.ForeignKeyField(
        "erm.Kudos", related_name=False, null=True, on_delete=fields.RESTRICT, db_index=True
    )
    kudos_id: UUID | None
    redemption: fields.ForeignKeyNullableRelation[Redemption] = fields.ForeignKeyField(
        "erm.Redemption", related_name=False, null=True, on_delete=fields.RESTRICT, db_index=True
    )
    redemption_id: UUID | None
    reverses: fields.OneToOneNullableRelation[Any] = fields.OneToOneField(
        "erm.PointsTransfer", related_name=False, null=True, on_delete=fields.RESTRICT
    )
    reverses_id: UUID | None

    class Meta:
        table = "points_transfer"


class PointsEntry(Model):
    """Points into an account, or out of it where ``amount`` is below zero. Appended only."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    transfer: fields.ForeignKeyRelation[PointsTransfer] = fields.ForeignKeyField(
        "erm.PointsTransfer", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    transfer_id: UUID
    account: fields.ForeignKeyRelation[PointsAccount] = fields.ForeignKeyField(
        "erm.PointsAccount", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    account_id: UUID
    amount = fields.BigIntField()

    class Meta:
        table = "points_entry"
        unique_together = (("transfer", "account"),)
