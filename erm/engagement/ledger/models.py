"""The table of who saw which report."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from erm.core.ids import new_id
from erm.engagement.ledger.rules import ReportAct
from erm.engagement.waves.models import SurveyWave
from erm.people.models import Person


class ReportAccess(Model):
    """Somebody saw a report of a wave, or took it along; one row for a person, part, act and day.

    ``part`` is which part: ``scores``, ``comments``, ``actions``. ``scope`` is the label of the group, by
    segment; empty for all.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    wave: fields.ForeignKeyRelation[SurveyWave] = fields.ForeignKeyField(
        "erm.SurveyWave", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    wave_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    person_id: UUID
    act = fields.CharEnumField(ReportAct, max_length=16)
    part = fields.CharField(max_length=16)
    scope: fields.JSONField[Any] = fields.JSONField()
    scope_key = fields.CharField(max_length=64)
    day = fields.DateField()
    at = fields.DatetimeField()

    class Meta:
        table = "survey_report_access"
        unique_together = (("wave", "person", "act", "part", "scope_key", "day"),)
        indexes = [Index(fields=["wave_id", "at"], name="idx_survey_report_access_at")]
