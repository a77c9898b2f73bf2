"""Tables of skills and mentoring."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from erm.core.ids import new_id
from erm.development.competencies.models import CareerLevel
from erm.development.skills.rules import MentorshipState, SkillVisibility
from erm.people.models import Person


class Skill(Model):
    """A skill of the catalogue. One that was merged points at the one it became part of."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    category = fields.CharField(max_length=120, default="")
    description = fields.TextField(default="")
    created_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    created_by_id: UUID | None
    created_at = fields.DatetimeField()
    merged_into: fields.ForeignKeyNullableRelation[Skill] = fields.ForeignKeyField(
        "erm.Skill", related_name=False, null=True, on_delete=fields.RESTRICT, db_index=True
    )
    merged_into_id: UUID | None
    retired_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "skill"


class SkillName(Model):
    """What a skill is called: its main name, one per language if wished, and synonyms.

    ``folded`` is unique over all skills, whatever the case, the spacing and the accents: so there
    are no duplicates. ``locale`` is empty where a name is the same in every language.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    skill: fields.ForeignKeyRelation[Skill] = fields.ForeignKeyField(
        "erm.Skill", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    skill_id: UUID
    name = fields.CharField(max_length=120)
    folded = fields.CharField(max_length=250, unique=True)
    locale = fields.CharField(max_length=8, default="")
    is_main = fields.BooleanField(default=False)

    class Meta:
        table = "skill_name"


class PersonSkill(Model):
    """How well a person knows a skill (0: not yet, 1 to 4), and whether they would learn or teach."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    person_id: UUID
    skill: fields.ForeignKeyRelation[Skill] = fields.ForeignKeyField(
        "erm.Skill", related_name=False, on_delete=fields.RESTRICT, db_index=False
    )
    skill_id: UUID
    level = fields.IntField(default=0)
    wants_to_learn = fields.BooleanField(default=False)
    can_teach = fields.BooleanField(default=False)
    last_used_on = fields.DateField(null=True)
    visibility = fields.CharEnumField(
        SkillVisibility, max_length=16, default=SkillVisibility.EVERYONE
    )
    updated_at = fields.DatetimeField()
    version = fields.IntField(default=1)

    class Meta:
        table = "person_skill"
        unique_together = (("person", "skill"),)
        indexes = [
            # Counting who knows a skill reads this index and no row.
            Index(
                fields=["skill_id", "level", "visibility", "can_teach", "person_id"],
                name="idx_person_skill_level",
            ),
            Index(fields=["skill_id", "can_teach", "level"], name="idx_person_skill_teach"),
        ]


class SkillExpectation(Model):
    """How well a skill is to be known at a level of a track, 1 to 4."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    career_level: fields.ForeignKeyRelation[CareerLevel] = fields.ForeignKeyField(
        "erm.CareerLevel", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    career_level_id: UUID
    skill: fields.ForeignKeyRelation[Skill] = fields.ForeignKeyField(
        "erm.Skill", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    skill_id: UUID
    level = fields.IntField()

    class Meta:
        table = "skill_expectation"
        unique_together = (("career_level", "skill"),)


class Mentorship(Model):
    """One person helps another to learn a skill; it begins once both have accepted.

    ``series_id`` is the series of one-on-ones that came of it. ``open_pair`` is unique while it is
    proposed or goes on, so that the same is not proposed twice at once; null afterwards.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    mentor: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    mentor_id: UUID
    mentee: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    mentee_id: UUID
    skill: fields.ForeignKeyNullableRelation[Skill] = fields.ForeignKeyField(
        "erm.Skill", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    skill_id: UUID | None
    proposed_by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    proposed_by_id: UUID
    message = fields.TextField(default="")
    state = fields.CharEnumField(MentorshipState, max_length=16, default=MentorshipState.PROPOSED)
    mentor_accepted_at = fields.DatetimeField(null=True)
    mentee_accepted_at = fields.DatetimeField(null=True)
    decline_reason = fields.TextField(default="")
    created_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)
    series_id = fields.UUIDField(null=True)
    open_pair = fields.CharField(max_length=100, null=True, unique=True)

    class Meta:
        table = "mentorship"
