"""Tables of celebrations."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from erm.core.ids import new_id
from erm.people.models import Person
from erm.recognition.celebrations.rules import (
    CelebrationAudience,
    CelebrationKind,
    CelebrationState,
)


class CelebrationChoice(Model):
    """Who may be told of a person's days. Without a row: anniversaries the team, birthdays nobody."""

    person: fields.OneToOneRelation[Person] = fields.OneToOneField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, primary_key=True
    )
    person_id: UUID
    anniversary = fields.CharEnumField(CelebrationAudience, max_length=16)
    birthday = fields.CharEnumField(CelebrationAudience, max_length=16)
    birth_month = fields.SmallIntField(null=True)
    birth_day = fields.SmallIntField(null=True)
    updated_at = fields.DatetimeField()

    class Meta:
        table = "celebration_choice"
        indexes = [Index(fields=["birth_month", "birth_day"], name="idx_celebration_birthday")]


class Celebration(Model):
    """One day of one person. ``years`` are those of an anniversary.

    ``due_at`` is the morning of the day on the person's own clock.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    person_id: UUID
    kind = fields.CharEnumField(CelebrationKind, max_length=16)
    day = fields.DateField(db_index=True)
    years = fields.SmallIntField(null=True)
    audience = fields.CharEnumField(CelebrationAudience, max_length=16)
    state = fields.CharEnumField(CelebrationState, max_length=16)
    due_at = fields.DatetimeField()
    delivered_at = fields.DatetimeField(null=True)
    seen_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "celebration"
        unique_together = (("person", "kind", "day"),)
        indexes = [Index(fields=["state", "due_at"], name="idx_celebration_due")]


class CardSignature(Model):
    """What a colleague wrote on a card. A withdrawn one has no words any more."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    celebration: fields.ForeignKeyRelation[Celebration] = fields.ForeignKeyField(
        "erm.Celebration", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    celebration_id: UUID
    author: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    author_id: UUID
    message = fields.TextField()
    created_at = fields.DatetimeField()
    edited_at = fields.DatetimeField(null=True)
    withdrawn_at = fields.DatetimeField(null=True)
    hidden_at = fields.DatetimeField(null=True)
    hidden_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.RESTRICT, db_index=True
    )
    hidden_by_id: UUID | None
    hidden_reason = fields.TextField(default="")

    class Meta:
        table = "card_signature"
        unique_together = (("celebration", "author"),)
