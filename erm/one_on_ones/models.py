"""Tables of one-on-ones."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from erm.core.ids import new_id
from erm.one_on_ones.rules import (
    ActionItemChangeKind,
    ActionItemState,
    Cadence,
    MeetingState,
    SeriesKind,
    SuggestionKind,
    TalkingPointState,
    Visibility,
)
from erm.people.models import Person


class OneOnOneSeries(Model):
    """Two people and the rhythm in which they meet.

    ``low`` is the one whose id sorts first. ``active_pair`` is ``low:high`` while the series goes on
    and NULL afterwards: its unique constraint keeps a pair from having two. The rhythm counts from
    the day ``rhythm_from`` at ``wall_minutes`` after midnight, both as the clocks of ``time_zone``
    show them. ``rrule`` is set for a custom rhythm only; the others follow from ``cadence`` and
    ``rhythm_from``. While it is paused no meeting falls on a day from ``paused_from`` until before
    ``paused_until`` (without end where that is NULL). ``calendar_uid`` names the present rhythm in
    people's calendars, NULL meaning the series' own id; ``calendar_sequence`` counts its revisions.
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
    kind = fields.CharEnumField(SeriesKind, max_length=16, db_default=SeriesKind.MANAGER)
    cadence = fields.CharEnumField(Cadence, max_length=16)
    rrule = fields.CharField(max_length=250, null=True)
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
    paused_from = fields.DateField(null=True)
    paused_until = fields.DateField(null=True)
    calendar_uid = fields.UUIDField(null=True)
    calendar_sequence = fields.IntField(db_default=0)
    version = fields.IntField(default=1)

    class Meta:
        table = "one_on_one_series"


class SkippedDay(Model):
    """A day of the rhythm on which the two do not meet: skipped, or fallen into a pause."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    series: fields.ForeignKeyRelation[OneOnOneSeries] = fields.ForeignKeyField(
        "erm.OneOnOneSeries", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    series_id: UUID
    planned_on = fields.DateField()
    by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    by_id: UUID | None
    created_at = fields.DatetimeField()

    class Meta:
        table = "one_on_one_skipped_day"
        unique_together = (("series", "planned_on"),)


class OneOnOneMeeting(Model):
    """One meeting of a series, with the notes of both.

    ``open_series_id`` is the series' id while the meeting is open and NULL afterwards: its unique
    constraint keeps a series from having two open meetings. ``planned_on`` is the day that the
    rhythm gave it and ``planned_at`` the instant (NULL in meetings from before it was kept);
    ``scheduled_at`` is when it really is, for a single meeting can be moved. ``low_active_at`` and
    ``high_active_at`` are when each of the two last did something in it, about the time when it was.
    ``asked_at`` is when they were asked whether they had met. ``shared_notes`` is the readable
    Markdown of the text that :class:`NotesUpdate` rows make up.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    series: fields.ForeignKeyRelation[OneOnOneSeries] = fields.ForeignKeyField(
        "erm.OneOnOneSeries", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    series_id: UUID
    open_series_id = fields.UUIDField(null=True, unique=True)
    number = fields.IntField()
    planned_on = fields.DateField()
    planned_at = fields.DatetimeField(null=True)
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
    low_active_at = fields.DatetimeField(null=True)
    high_active_at = fields.DatetimeField(null=True)
    asked_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "one_on_one_meeting"
        unique_together = (("series", "number"),)
        indexes = [Index(fields=["state", "scheduled_at"], name="idx_meeting_open_at")]


class NotesUpdate(Model):
    """One change to the shared notes of a meeting, as a Yjs update; never changed afterwards.

    Applied in any order they make up the same text. ``number`` counts from 1 in a meeting. ``key`` is
    the writer's name for the change: sent twice it is stored once.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting: fields.ForeignKeyRelation[OneOnOneMeeting] = fields.ForeignKeyField(
        "erm.OneOnOneMeeting", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    meeting_id: UUID
    number = fields.IntField()
    key = fields.UUIDField()
    author: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    author_id: UUID | None
    content = fields.BinaryField()
    created_at = fields.DatetimeField()

    class Meta:
        table = "one_on_one_notes_update"
        unique_together = (("meeting", "number"), ("meeting", "key"))


class NotesVersion(Model):
    """How the shared notes of a meeting read at one moment, to look at and to go back to."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting: fields.ForeignKeyRelation[OneOnOneMeeting] = fields.ForeignKeyField(
        "erm.OneOnOneMeeting", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    meeting_id: UUID
    number = fields.IntField()
    text = fields.TextField()
    author: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    author_id: UUID | None
    created_at = fields.DatetimeField()

    class Meta:
        table = "one_on_one_notes_version"
        unique_together = (("meeting", "number"),)


class PrivateNotes(Model):
    """What one of the two wrote for themselves about a meeting.

    ``sealed`` is the text, encrypted with a key that is not in the database. ``text`` is empty, but
    for rows from before there was encryption, which are sealed when the database is migrated.
    """

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
    sealed = fields.BinaryField(null=True)
    version = fields.IntField(default=1)
    edited_at = fields.DatetimeField()

    class Meta:
        table = "one_on_one_private_notes"
        unique_together = (("meeting", "person"),)


class TalkingPoint(Model):
    """Something to talk about. Open ones move from a closed meeting into the next.

    ``carried_from`` is the meeting from which it moved last. A private one keeps its words in
    ``sealed`` and has an empty ``body``. A recurring one comes back in the next meeting after it was
    discussed. ``source_kind`` and ``source_id`` are the suggestion that it was made from.
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
    sealed = fields.BinaryField(null=True)
    recurring = fields.BooleanField(db_default=False)
    source_kind = fields.CharEnumField(SuggestionKind, max_length=24, null=True)
    source_id = fields.UUIDField(null=True)
    created_at = fields.DatetimeField()
    discussed_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "one_on_one_talking_point"


class ActionItem(Model):
    """A promise of one of the two. While open it moves with the meetings.

    It belongs to every meeting whose number lies between ``made_in_number`` and
    ``meeting_number``: from the one in which it was promised to the one in which it is now.
    ``origin_point`` is the talking point that it came from, ``goal_id`` the goal that it became.
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
    origin_point: fields.ForeignKeyNullableRelation[TalkingPoint] = fields.ForeignKeyField(
        "erm.TalkingPoint", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    origin_point_id: UUID | None
    goal_id = fields.UUIDField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "one_on_one_action_item"
        indexes = [Index(fields=["owner_id", "state", "due_on"], name="idx_action_item_owner")]


class ActionItemComment(Model):
    """What one of the two wrote about a promise."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    item: fields.ForeignKeyRelation[ActionItem] = fields.ForeignKeyField(
        "erm.ActionItem", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    item_id: UUID
    author: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    author_id: UUID
    body = fields.TextField()
    created_at = fields.DatetimeField()
    edited_at = fields.DatetimeField(null=True)

    class Meta:
        table = "one_on_one_action_item_comment"


class ActionItemChange(Model):
    """One line of a promise's history; never changed afterwards. ``by`` is NULL for erm itself."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    item: fields.ForeignKeyRelation[ActionItem] = fields.ForeignKeyField(
        "erm.ActionItem", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    item_id: UUID
    kind = fields.CharEnumField(ActionItemChangeKind, max_length=16)
    before = fields.TextField(default="")
    after = fields.TextField(default="")
    by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    by_id: UUID | None
    at = fields.DatetimeField()

    class Meta:
        table = "one_on_one_action_item_change"


class DismissedSuggestion(Model):
    """A suggested talking point that one of the two does not want to see again in a series."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    series: fields.ForeignKeyRelation[OneOnOneSeries] = fields.ForeignKeyField(
        "erm.OneOnOneSeries", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    series_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    person_id: UUID
    source_kind = fields.CharEnumField(SuggestionKind, max_length=24)
    source_id = fields.UUIDField()
    created_at = fields.DatetimeField()

    class Meta:
        table = "one_on_one_dismissed_suggestion"
        unique_together = (("series", "person", "source_kind", "source_id"),)


class AgendaTemplate(Model):
    """A list of talking points that a person keeps for their own meetings.

    ``points`` is a list of ``{"body": str, "recurring": bool}``.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    owner: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    owner_id: UUID
    name = fields.CharField(max_length=120)
    points: list[dict[str, Any]] = fields.JSONField()
    created_at = fields.DatetimeField()
    version = fields.IntField(default=1)

    class Meta:
        table = "one_on_one_agenda_template"


class OneOnOneSettings(Model):
    """How long before a one-on-one a person wants to be reminded; without a row, and NULL: an hour.

    Whether they want to be is chosen with all else about notifications.
    """

    person: fields.OneToOneRelation[Person] = fields.OneToOneField(
        "erm.Person", primary_key=True, related_name=False, on_delete=fields.CASCADE
    )
    person_id: UUID
    nudge_lead_minutes = fields.IntField(null=True)

    class Meta:
        table = "one_on_one_settings"


class CalendarFeed(Model):
    """The secret address at which a person's calendar reads their one-on-ones.

    ``active_person_id`` is the person while the address works and NULL once it was revoked: its
    unique constraint keeps a person from having two. ``content_hash`` is the SHA-256 of what was last
    read there, and ``changed_at`` since when it has been that.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    person_id: UUID
    active_person_id = fields.UUIDField(null=True, unique=True)
    token_hash = fields.CharField(max_length=64, unique=True)
    created_at = fields.DatetimeField()
    revoked_at = fields.DatetimeField(null=True)
    last_read_at = fields.DatetimeField(null=True)
    content_hash = fields.CharField(max_length=64, null=True)
    changed_at = fields.DatetimeField(null=True)

    class Meta:
        table = "one_on_one_calendar_feed"
