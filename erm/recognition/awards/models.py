"""Tables of awards."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from erm.core.ids import new_id
from erm.people.models import Person
from erm.recognition.awards.rules import AwardState
from erm.recognition.models import CompanyValue, Kudos


class Award(Model):
    """One round of an award. Days are those of the company's time zone, the last one included.

    ``quarter`` is like ``2026-Q4``, or empty. ``repeats``: the next quarter's follows as a draft.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    name = fields.CharField(max_length=120)
    description = fields.TextField(default="")
    quarter = fields.CharField(max_length=8, default="")
    repeats = fields.BooleanField(default=False)
    state = fields.CharEnumField(AwardState, max_length=16)
    nominations_from = fields.DateField()
    nominations_until = fields.DateField()
    voting_until = fields.DateField()
    winners = fields.SmallIntField(default=1)
    follows: fields.OneToOneNullableRelation[Award] = fields.OneToOneField(
        "erm.Award", related_name=False, null=True, on_delete=fields.SET_NULL
    )
    follows_id: UUID | None
    created_by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    created_by_id: UUID
    created_at = fields.DatetimeField()
    announced_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "award"


class AwardJuror(Model):
    """Somebody who votes."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    award: fields.ForeignKeyRelation[Award] = fields.ForeignKeyField(
        "erm.Award", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    award_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    person_id: UUID

    class Meta:
        table = "award_juror"
        unique_together = (("award", "person"),)


class AwardNomination(Model):
    """Why somebody should have an award. Each nominates the same person once."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    award: fields.ForeignKeyRelation[Award] = fields.ForeignKeyField(
        "erm.Award", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    award_id: UUID
    nominee: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    nominee_id: UUID
    author: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    author_id: UUID
    company_value: fields.ForeignKeyRelation[CompanyValue] = fields.ForeignKeyField(
        "erm.CompanyValue", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    company_value_id: UUID
    reason = fields.TextField()
    created_at = fields.DatetimeField()
    withdrawn_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "award_nomination"
        unique_together = (("award", "nominee", "author"),)


class AwardVote(Model):
    """A juror's score for a nominee."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    award: fields.ForeignKeyRelation[Award] = fields.ForeignKeyField(
        "erm.Award", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    award_id: UUID
    juror: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    juror_id: UUID
    nominee: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    nominee_id: UUID
    score = fields.SmallIntField()
    updated_at = fields.DatetimeField()

    class Meta:
        table = "award_vote"
        unique_together = (("award", "juror", "nominee"),)


class AwardWinner(Model):
    """Who has an award, and the kudos by which it was said."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    award: fields.ForeignKeyRelation[Award] = fields.ForeignKeyField(
        "erm.Award", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    award_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    person_id: UUID
    kudos: fields.ForeignKeyNullableRelation[Kudos] = fields.ForeignKeyField(
        "erm.Kudos", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    kudos_id: UUID | None

    class Meta:
        table = "award_winner"
        unique_together = (("award", "person"),)
