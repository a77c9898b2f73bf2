"""Tables of what the company and each person chose about recognition."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from erm.core.ids import new_id
from erm.people.models import Person


class RecognitionSettings(Model):
    """The company's choices, in one row. ``blocked_words`` are folded words to warn writers of.

    ``allowance`` are the points to give in a month where no rule says another number, and
    ``gift_maximum`` the most points of one kudos; None is no maximum.
    """

    id = fields.CharField(primary_key=True, max_length=16)
    value_required = fields.BooleanField(default=False)
    points_enabled = fields.BooleanField(default=False)
    allowance = fields.IntField(default=100)
    gift_maximum = fields.IntField(null=True)
    leaderboard_enabled = fields.BooleanField(default=False)
    celebrations_enabled = fields.BooleanField(default=True)
    blocked_words: Any = fields.JSONField(default=list)
    updated_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    updated_by_id: UUID | None
    updated_at = fields.DatetimeField()
    version = fields.IntField(default=1)

    class Meta:
        table = "recognition_settings"


class RecognitionPreference(Model):
    """A person's choices but those about mail; who has no row has everything switched on."""

    person: fields.OneToOneRelation[Person] = fields.OneToOneField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, primary_key=True
    )
    person_id: UUID
    on_leaderboard = fields.BooleanField(default=True)
    thanks_nudges = fields.BooleanField(default=True)
    updated_at = fields.DatetimeField()

    class Meta:
        table = "recognition_preference"


class ThanksNudge(Model):
    """A hint that one has not thanked anybody for a while. ``helpers`` are ids of people, in order.

    At most one a fortnight is made for a person; it stands until it ends or is put away.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    person_id: UUID
    period = fields.CharField(max_length=16)
    helpers: Any = fields.JSONField(default=list)
    created_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    dismissed_at = fields.DatetimeField(null=True)

    class Meta:
        table = "thanks_nudge"
        unique_together = (("person", "period"),)
