"""Tables of ballots. Nothing in them knows a person, a time or an order.

Keys are drawn by lot or are hashes; on SQLite the tables have no row numbers; rows are written in shuffled
batches and anew, in the order of their keys, when the wave closes.
"""

from __future__ import annotations

from uuid import UUID, uuid4

from tortoise import fields
from tortoise.models import Model

from erm.engagement.waves.models import SurveyWave


class SpentToken(Model):
    """A token that a ballot came with: the SHA-256 of its message, so that none is counted twice."""

    token_hash = fields.CharField(primary_key=True, max_length=64)
    wave: fields.ForeignKeyRelation[SurveyWave] = fields.ForeignKeyField(
        "erm.SurveyWave", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    wave_id: UUID

    class Meta:
        table = "survey_spent_token"


class WaitingBallot(Model):
    """A ballot that waits for enough others to be put among the ballots with. Sealed."""

    id = fields.UUIDField(primary_key=True, default=uuid4)
    wave: fields.ForeignKeyRelation[SurveyWave] = fields.ForeignKeyField(
        "erm.SurveyWave", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    wave_id: UUID
    content_sealed = fields.BinaryField()

    class Meta:
        table = "survey_ballot_waiting"


class Ballot(Model):
    """An answer sheet, sealed: class, answers and words, see ``sheet.Sheet``."""

    id = fields.UUIDField(primary_key=True, default=uuid4)
    wave: fields.ForeignKeyRelation[SurveyWave] = fields.ForeignKeyField(
        "erm.SurveyWave", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    wave_id: UUID
    content_sealed = fields.BinaryField()

    class Meta:
        table = "survey_ballot"
