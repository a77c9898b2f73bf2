"""Tables of one-on-ones."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from erm.core.ids import new_id
from erm.one_on_ones.rules import (
    ActionItemState,
    Cadence,
    MeetingState,
    TalkingPointState,
    Visibility,
)
from erm.people.models import Person


class OneOnOneSeries(Model):
    """Two people and the rhythm in which they meet.

    ``low`` is the one whose id sorts first. ``active_pair`` is ``low:high`` while the series goes on
    and NULL afterwards: its unique constraint keeps a pair from having two. The rhythm counts from
    the day ``rhythm_from`` at ``wall_minutes`` after midnight, both as the clocks of ``time_zone``
    show them.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    low: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    low_id: UUID
    high: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    high_id: UUID
    active_pair = fields.CharField(max_length=73, null=True, unique=True)
    cadence = fields.CharEnumField(Cadence, max_length=16)
    time_zone = fields.CharField(max_length=64)
    rhythm_from = fields.DateField()
    wall_minutes = fields.IntField()
    started_by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    started_by_id: UUID
    created_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)
    ended_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    ended_by_id: UUID | None
    version = fields.IntField(default=1)

    class Meta:
        table = "one_on_one_series"


class OneOnOneMeeting(Model):
    """One meeting of a series, with the notes of both.

    ``open_series_id`` is the series' id while the meeting is open and NULL afterwards: its unique
    constraint keeps a series from having two open meetings. ``planned_on`` is the day that the
    rhythm gave it; ``scheduled_at`` is when it really is, for a single meeting can be moved.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    series: fields.ForeignKeyRelation[OneOnOneSeries] = fields.ForeignKeyField(
        "erm.OneOnOneSeries", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    series_id: UUID
    open_series_id = fields.UUIDField(null=True, unique=True)
    number = fields.IntField()
    planned_on = fields.DateField()
    scheduled_at = fields.DatetimeField()
    state = fields.CharEnumField(MeetingState, max_length=16, default=MeetingState.OPEN)
    held = fields.BooleanField(null=True)
    closed_at = fields.DatetimeField(null=True)
    closed_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    closed_by_id: UUID | None
    shared_notes = fields.TextField(default="")
    shared_notes_version = fields.IntField(default=1)
    shared_notes_edited_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    shared_notes_edited_by_id: UUID | None
    shared_notes_edited_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "one_on_one_meeting"
        unique_together = (("series", "number"),)
        indexes = [Index(fields=["state", "scheduled_at"], name="idx_meeting_open_at")]


class PrivateNotes(Model):
    """What one of the two wrote for themselves about a meeting."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting: fields.ForeignKeyRelation[OneOnOneMeeting] = fields.ForeignKeyField(
        "erm.OneOnOneMeeting", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    meeting_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    person_id: UUID
    text = fields.TextField(default="")
    version = fields.IntField(default=1)
    edited_at = fields.DatetimeField()

    class Meta:
        table = "one_on_one_private_notes"
        unique_together = (("meeting", "person"),)


class TalkingPoint(Model):
    """Something to talk about. Open ones move from a closed meeting into the next.

    ``carried_from`` is the meeting from which it moved last.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    series: fields.ForeignKeyRelation[OneOnOneSeries] = fields.ForeignKeyField(
        "erm.OneOnOneSeries", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    series_id: UUID
    meeting: fields.ForeignKeyRelation[OneOnOneMeeting] = fields.ForeignKeyField(
        "erm.OneOnOneMeeting", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    meeting_id: UUID
    carried_from: fields.ForeignKeyNullableRelation[OneOnOneMeeting] = fields.ForeignKeyField(
        "erm.OneOnOneMeeting",
        related_name=False,
        null=True,
        on_delete=fields.SET_NULL,
        db_index=True,
    )
    carried_from_id: UUID | None
    author: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    author_id: UUID
    body = fields.TextField()
    visibility = fields.CharEnumField(Visibility, max_length=16, default=Visibility.SHARED)
    state = fields.CharEnumField(TalkingPointState, max_length=16, default=TalkingPointState.OPEN)
    position = fields.IntField()
    created_at = fields.DatetimeField()
    discussed_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "one_on_one_talking_point"


class ActionItem(Model):
    """A promise of one of the two. While open it moves with the meetings.

    It belongs to every meeting whose number lies between ``made_in_number`` and
    ``meeting_number``: from the one in which it was promised to the one in which it is now.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    series: fields.ForeignKeyRelation[OneOnOneSeries] = fields.ForeignKeyField(
        "erm.OneOnOneSeries", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    series_id: UUID
    meeting: fields.ForeignKeyRelation[OneOnOneMeeting] = fields.ForeignKeyField(
        "erm.OneOnOneMeeting", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    meeting_id: UUID
    carried_from: fields.ForeignKeyNullableRelation[OneOnOneMeeting] = fields.ForeignKeyField(
        "erm.OneOnOneMeeting",
        related_name=False,
        null=True,
        on_delete=fields.SET_NULL,
        db_index=True,
    )
    carried_from_id: UUID | None
    made_in_number = fields.IntField()
    meeting_number = fields.IntField()
    author: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    author_id: UUID
    owner: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    owner_id: UUID
    body = fields.TextField()
    due_on = fields.DateField(null=True)
    state = fields.CharEnumField(ActionItemState, max_length=16, default=ActionItemState.OPEN)
    created_at = fields.DatetimeField()
    done_at = fields.DatetimeField(null=True)
    settled_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    settled_by_id: UUID | None
    version = fields.IntField(default=1)

    class Meta:
        table = "one_on_one_action_item"
        indexes = [Index(fields=["owner_id", "state", "due_on"], name="idx_action_item_owner")]
