"""The ledger of contacts."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from erm.core.ids import new_id
from erm.people.models import Person
from erm.relationships.rules import TouchpointKind


class Touchpoint(Model):
    """One contact between two people, ``low`` being the one with the smaller id.

    ``source_id`` is the row that is the fact (a check-in), ``subject_id`` the row to show for it
    (its goal); often the same. ``by`` is who acted.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    kind = fields.CharEnumField(TouchpointKind, max_length=24)
    source_id = fields.UUIDField()
    subject_id = fields.UUIDField()
    low: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    low_id: UUID
    high: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    high_id: UUID
    by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    by_id: UUID
    occurred_at = fields.DatetimeField()

    class Meta:
        table = "touchpoint"
        unique_together = (("kind", "source_id", "low", "high"),)
        indexes = [
            Index(fields=["low_id", "high_id", "occurred_at", "id"], name="idx_touchpoint_pair"),
            # A page of one kind of contact, however rare it is between the two.
            Index(
                fields=["low_id", "high_id", "kind", "occurred_at", "id"],
                name="idx_touchpoint_pair_kind",
            ),
            # What the rates and the network of the departments count, without reading rows.
            Index(
                fields=["kind", "occurred_at", "low_id", "high_id", "by_id"],
                name="idx_touchpoint_kind",
            ),
        ]
