"""Who wants the digest when, and which were made."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from erm.core.ids import new_id
from erm.digest.rules import DigestFrequency, IssueState
from erm.people.models import Person


class DigestPreference(Model):
    """A person's choice; who has no row gets the default, Mondays at nine."""

    person: fields.OneToOneRelation[Person] = fields.OneToOneField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, primary_key=True
    )
    person_id: UUID
    frequency = fields.CharEnumField(DigestFrequency, max_length=16)
    weekday = fields.SmallIntField()
    hour = fields.SmallIntField()
    updated_at = fields.DatetimeField()

    class Meta:
        table = "digest_preference"


class DigestIssue(Model):
    """The digest of one person for one period.

    ``period`` is an ISO week (``2026-W47``), or for one that the person asked for in between a day
    and its number on that day (``2026-11-21/1``), so that the unique constraint also holds the
    number a day.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    person_id: UUID
    period = fields.CharField(max_length=16)
    state = fields.CharEnumField(IssueState, max_length=16)
    mail_id = fields.UUIDField(null=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "digest_issue"
        unique_together = (("person", "period"),)
