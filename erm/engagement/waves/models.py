"""Tables of waves and of those who are invited.

Rows of the roll tell no time and no order: their ids are drawn by lot, and they are written anew when the
wave closes.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from tortoise import fields
from tortoise.models import Model

from erm.core.ids import new_id
from erm.engagement.surveys.models import Survey
from erm.engagement.waves.rules import WaveState
from erm.people.models import Person


class SurveyWave(Model):
    """One time that a survey is asked. It is open until ``closes_at``, when it is over in every zone.

    ``question_ids`` in their order. ``public_key`` is PEM (SubjectPublicKeyInfo); the private one is
    destroyed at the close. ``loss`` says what was given up so that no combination is too small.
    ``reminders_sent`` counts the rounds of mail that are complete: invitation, reminders, report.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    survey: fields.ForeignKeyRelation[Survey] = fields.ForeignKeyField(
        "erm.Survey", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    survey_id: UUID
    number = fields.IntField()
    state = fields.CharEnumField(WaveState, max_length=16, default=WaveState.PLANNED)
    starts_on = fields.DateField()
    ends_on = fields.DateField()
    opens_at = fields.DatetimeField()
    closes_at = fields.DatetimeField(db_index=True)
    question_ids: fields.JSONField[Any] = fields.JSONField()
    invited = fields.IntField(default=0)
    answered = fields.IntField(null=True)
    loss: fields.JSONField[Any] = fields.JSONField(null=True)
    public_key = fields.TextField(default="")
    private_key_sealed = fields.BinaryField(null=True)
    reminders_sent = fields.IntField(default=0)
    released_at = fields.DatetimeField(null=True)
    destroy_on = fields.DateField(null=True)
    destroyed = fields.BooleanField(default=False)
    version = fields.IntField(default=1)

    class Meta:
        table = "survey_wave"
        unique_together = (("survey", "number"),)


class WaveClass(Model):
    """People of a wave who are told of alike: ``label`` maps each segment to its value, or to NULL.

    ``invited`` is at least what the promise says. ``block`` numbers the smallest group with enough answers
    that the class was put into at the close.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    wave: fields.ForeignKeyRelation[SurveyWave] = fields.ForeignKeyField(
        "erm.SurveyWave", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    wave_id: UUID
    number = fields.IntField()
    label: fields.JSONField[Any] = fields.JSONField()
    invited = fields.IntField()
    answered = fields.IntField(null=True)
    block = fields.IntField(null=True)

    class Meta:
        table = "survey_wave_class"
        unique_together = (("wave", "number"),)


class RollEntry(Model):
    """Somebody who is invited to a wave. ``issued``: a token was taken; nothing says whether it was used.

    ``blinded_hash`` lets the same request be answered again while the wave is open.
    """

    id = fields.UUIDField(primary_key=True, default=uuid4)
    wave: fields.ForeignKeyRelation[SurveyWave] = fields.ForeignKeyField(
        "erm.SurveyWave", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    wave_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    person_id: UUID
    class_number = fields.IntField()
    issued = fields.BooleanField(default=False)
    blinded_hash = fields.CharField(max_length=64, null=True)

    class Meta:
        table = "survey_roll"
        unique_together = (("wave", "person"),)
