"""Tables of the directory."""

from __future__ import annotations

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from erm.core.ids import new_id
from erm.people.rules import SEARCH_TEXT_LENGTH, SORT_KEY_LENGTH, BondKind, Locale


class Department(Model):
    """A node of the department tree."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    name = fields.CharField(max_length=200)
    parent: fields.ForeignKeyNullableRelation[Department] = fields.ForeignKeyField(
        "erm.Department", related_name=False, null=True, on_delete=fields.RESTRICT, db_index=True
    )
    created_at = fields.DatetimeField()

    class Meta:
        table = "department"


class Person(Model):
    """Anyone in the directory, present or past.

    ``search_text`` and ``sort_key`` are folded, see ``rules``: SQLite cannot fold Cyrillic.
    ``left_on`` may lie ahead; ``leaving_announced`` is set once the rest of erm heard of it.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    work_email = fields.CharField(max_length=254, unique=True)
    employee_number = fields.CharField(max_length=64, null=True, unique=True)
    given_name = fields.CharField(max_length=120)
    family_name = fields.CharField(max_length=120, default="")
    title = fields.CharField(max_length=200, default="")
    location = fields.CharField(max_length=200, default="")
    locale = fields.CharEnumField(Locale, max_length=8, default=Locale.EN)
    time_zone = fields.CharField(max_length=64, default="UTC")
    hired_on = fields.DateField(null=True)
    left_on = fields.DateField(null=True, db_index=True)
    search_text = fields.CharField(max_length=SEARCH_TEXT_LENGTH, default="")
    sort_key = fields.CharField(max_length=SORT_KEY_LENGTH, default="")
    leaving_announced = fields.BooleanField(default=False)
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()
    version = fields.IntField(default=1)

    class Meta:
        table = "person"
        indexes = [Index(fields=["sort_key", "id"], name="idx_person_sort_key")]


class DepartmentMembership(Model):
    """A person's department from ``starts_on`` until before ``ends_on``."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    department: fields.ForeignKeyRelation[Department] = fields.ForeignKeyField(
        "erm.Department", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    starts_on = fields.DateField()
    ends_on = fields.DateField(null=True)

    class Meta:
        table = "department_membership"
        unique_together = (("person", "starts_on"),)


class Bond(Model):
    """``other`` is the manager, mentor or buddy of ``subject`` during the period."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    kind = fields.CharEnumField(BondKind, max_length=16)
    subject: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    other: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    starts_on = fields.DateField()
    ends_on = fields.DateField(null=True)

    class Meta:
        table = "bond"
        unique_together = (("kind", "subject", "starts_on"),)


class ImportUpload(Model):
    """The bytes of an uploaded file of people, kept for a day, so that what was shown is applied."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    uploaded_by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    file_name = fields.CharField(max_length=255)
    content = fields.BinaryField()
    created_at = fields.DatetimeField()
    applied_at = fields.DatetimeField(null=True)

    class Meta:
        table = "import_upload"
