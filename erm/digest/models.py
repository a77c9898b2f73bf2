"""Who wants the digest when, and which were made."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from erm.core.ids import new_id
from erm.digest.rules import DigestFrequency, IssueState
from erm.people.models import Person


class DigestPreference(Model):
    """A person's choice; who has no row gets the default, Mondays at nine.

    ``hidden_sections`` are those that they switched off, None for none.
    """

    person: fields.OneToOneRelation[Person] = fields.OneToOneField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, primary_key=True
    )
    person_id: UUID
    frequency = fields.CharEnumField(DigestFrequency, max_length=16)
    weekday = fields.SmallIntField()
    hour = fields.SmallIntField()
    hidden_sections: Any = fields.JSONField(null=True)
    updated_at = fields.DatetimeField()

    class Meta:
        table = "digest_preference"


class DigestSchedule(Model):
    """When a person's next digest is made, worked out once; whoever makes it puts the next time in.

    ``next_at`` None: never. ``zone`` is the zone that it was worked out for. ``cadence`` is how often it
    comes now: slower than chosen while ``ignored`` digests in a row brought nobody back; ``last_issue_id``
    is the last that was mailed. ``claimed_until``: somebody is making it, and until when that counts.
    """

    person: fields.OneToOneRelation[Person] = fields.OneToOneField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, primary_key=True
    )
    person_id: UUID
    next_at = fields.DatetimeField(null=True, db_index=True)
    zone = fields.CharField(max_length=64)
    cadence = fields.CharEnumField(DigestFrequency, max_length=16)
    ignored = fields.SmallIntField(default=0)
    claimed_until = fields.DatetimeField(null=True)
    last_issue_id = fields.UUIDField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "digest_schedule"


class DigestIssue(Model):
    """The digest of one person for one period.

    ``period`` is a day (``2026-11-21``), an ISO week (``2026-W47``) or a month (``2026-11``), or for one
    that the person asked for in between a day and its number on that day (``2026-11-21/1``), so that
    the unique constraint also holds the number a day. ``answered_at``: when its person came back.
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
    cadence = fields.CharEnumField(
        DigestFrequency, max_length=16, default=DigestFrequency.WEEKLY, db_default="weekly"
    )
    answered_at = fields.DatetimeField(null=True)

    class Meta:
        table = "digest_issue"
        unique_together = (("person", "period"),)
