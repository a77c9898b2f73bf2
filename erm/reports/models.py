"""Tables of reports on people: what is mailed to whom, and who looked at what."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from erm.core.ids import new_id
from erm.people.models import Person
from erm.reports.rules import PeopleReportKind, ReportAsOf, ReportBy, ReportEvery, ReportFormat


class ReportSchedule(Model):
    """A report that is mailed to its owner. ``next_on`` is a day of the owner's own clock."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    owner: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    owner_id: UUID
    kind = fields.CharEnumField(PeopleReportKind, max_length=16)
    by = fields.CharEnumField(ReportBy, max_length=16)
    as_of = fields.CharEnumField(ReportAsOf, max_length=8)
    format = fields.CharEnumField(ReportFormat, max_length=8)
    every = fields.CharEnumField(ReportEvery, max_length=16)
    next_on = fields.DateField(db_index=True)
    last_on = fields.DateField(null=True)
    created_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "report_schedule"


class PeopleReportAccess(Model):
    """Somebody saw a report on people or took it along; one row for a person, report, act and day."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    person_id: UUID
    kind = fields.CharEnumField(PeopleReportKind, max_length=16)
    by = fields.CharEnumField(ReportBy, max_length=16)
    act = fields.CharField(max_length=16)
    day = fields.DateField()
    at = fields.DatetimeField(db_index=True)

    class Meta:
        table = "people_report_access"
        unique_together = (("person", "kind", "by", "act", "day"),)
