"""Tables of handovers."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from erm.core.ids import new_id
from erm.handovers.rules import HandoverReason, HandoverState, LineKind, LineState
from erm.people.models import Person


class Handover(Model):
    """A note from its author to a receiver. ``about`` is the former manager where a manager changed."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    author: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    author_id: UUID
    receiver: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    receiver_id: UUID
    about: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    about_id: UUID | None
    reason = fields.CharEnumField(HandoverReason, max_length=16)
    state = fields.CharEnumField(HandoverState, max_length=16, default=HandoverState.DRAFT)
    note = fields.TextField(default="")
    created_at = fields.DatetimeField()
    shared_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "handover"


class HandoverLine(Model):
    """One thing that is handed on. ``text`` is what the receiver reads of it.

    ``subject_id`` is the row that it was: an action item, a series, a feedback request or a goal.
    ``other`` is the third person whom it concerns: to whom it was promised, or who was met.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    handover: fields.ForeignKeyRelation[Handover] = fields.ForeignKeyField(
        "erm.Handover", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    handover_id: UUID
    kind = fields.CharEnumField(LineKind, max_length=16)
    subject_id = fields.UUIDField()
    other: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    other_id: UUID | None
    text = fields.TextField()
    due_on = fields.DateField(null=True)
    state = fields.CharEnumField(LineState, max_length=16, default=LineState.OFFERED)
    settled_at = fields.DatetimeField(null=True)

    class Meta:
        table = "handover_line"
        unique_together = (("handover", "kind", "subject_id"),)
