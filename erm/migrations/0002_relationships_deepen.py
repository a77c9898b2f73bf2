from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from erm.core.database.operations import AppendOnly, EnlargeEnumeration
from erm.core.ids import new_id
from erm.development.rules import GoalStatus
from erm.handovers.rules import HandoverReason, HandoverState, LineKind, LineState
from erm.one_on_ones.rules import (
    ActionItemChangeKind,
    ActionItemState,
    Cadence,
    SeriesKind,
    SuggestionKind,
)


class Migration(migrations.Migration):
    dependencies = [("erm", "0001_initial")]

    initial = False

    operations = [
        ops.CreateModel(
            name="ActionItemChange",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "item",
                    fields.ForeignKeyField(
                        "erm.ActionItem",
                        source_field="item_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "kind",
                    fields.CharEnumField(
                        description="MADE: made\nBODY: body\nOWNER: owner\nDUE_ON: due_on\nSTATE: state",
                        enum_type=ActionItemChangeKind,
                        max_length=16,
                    ),
                ),
                ("before", fields.TextField(default="", unique=False)),
                ("after", fields.TextField(default="", unique=False)),
                (
                    "by",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="by_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "one_on_one_action_item_change",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "One line of a promise's history; never changed afterwards. ``by`` is NULL for erm itself.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ActionItemComment",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "item",
                    fields.ForeignKeyField(
                        "erm.ActionItem",
                        source_field="item_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "author",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="author_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("body", fields.TextField(unique=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("edited_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "one_on_one_action_item_comment",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "What one of the two wrote about a promise.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="AgendaTemplate",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "owner",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="owner_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("name", fields.CharField(max_length=120)),
                ("points", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "one_on_one_agenda_template",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "A list of talking points that a person keeps for their own meetings.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                ("number", fields.IntField(unique=True)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("actor_id", fields.UUIDField(null=True, db_index=True)),
                ("action", fields.CharField(max_length=64)),
                ("subject_kind", fields.CharField(max_length=64)),
                ("subject_id", fields.UUIDField(null=True, db_index=True)),
                ("details", fields.TextField(default="{}", unique=False)),
                ("previous_hash", fields.CharField(max_length=64)),
                ("hash", fields.CharField(max_length=64)),
            ],
            options={
                "table": "audit_entry",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "One act. The log stands below the directory and has no foreign keys to it.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "person",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="person_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("active_person_id", fields.UUIDField(null=True, unique=True)),
                ("token_hash", fields.CharField(unique=True, max_length=64)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("revoked_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                (
                    "last_read_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("content_hash", fields.CharField(null=True, max_length=64)),
                ("changed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "one_on_one_calendar_feed",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "The secret address at which a person's calendar reads their one-on-ones.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="DismissedSuggestion",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "series",
                    fields.ForeignKeyField(
                        "erm.OneOnOneSeries",
                        source_field="series_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "person",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="person_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "source_kind",
                    fields.CharEnumField(
                        description="PROMISE_OVERDUE: promise_overdue\nGOAL_AT_RISK: goal_at_risk\nFEEDBACK_RECEIVED: feedback_received\nFEEDBACK_OWED: feedback_owed\nTHANKS_RECEIVED: thanks_received\nSTEP_DUE: step_due\nLOW_CHECK_IN: low_check_in",
                        enum_type=SuggestionKind,
                        max_length=24,
                    ),
                ),
                ("source_id", fields.UUIDField()),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "one_on_one_dismissed_suggestion",
                "app": "erm",
                "unique_together": (("series", "person", "source_kind", "source_id"),),
                "pk_attr": "id",
                "table_description": "A suggested talking point that one of the two does not want to see again in a series.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "author",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="author_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "receiver",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="receiver_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "about",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="about_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                (
                    "reason",
                    fields.CharEnumField(
                        description="NEW_MANAGER: new_manager\nMOVING: moving\nLEAVING: leaving",
                        enum_type=HandoverReason,
                        max_length=16,
                    ),
                ),
                (
                    "state",
                    fields.CharEnumField(
                        default=HandoverState.DRAFT,
                        description="DRAFT: draft\nSHARED: shared",
                        enum_type=HandoverState,
                        max_length=16,
                    ),
                ),
                ("note", fields.TextField(default="", unique=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("shared_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "handover",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "A note from its author to a receiver. ``about`` is the former manager where a manager changed.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="HandoverLine",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "handover",
                    fields.ForeignKeyField(
                        "erm.Handover",
                        source_field="handover_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "kind",
                    fields.CharEnumField(
                        description="PROMISE: promise\nSERIES: series\nREQUEST: request\nGOAL: goal",
                        enum_type=LineKind,
                        max_length=16,
                    ),
                ),
                ("subject_id", fields.UUIDField()),
                (
                    "other",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="other_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("text", fields.TextField(unique=False)),
                ("due_on", fields.DateField(null=True)),
                (
                    "state",
                    fields.CharEnumField(
                        default=LineState.OFFERED,
                        description="OFFERED: offered\nACCEPTED: accepted\nDECLINED: declined",
                        enum_type=LineState,
                        max_length=16,
                    ),
                ),
                ("settled_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "handover_line",
                "app": "erm",
                "unique_together": (("handover", "kind", "subject_id"),),
                "pk_attr": "id",
                "table_description": "One thing that is handed on. ``text`` is what the receiver reads of it.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="NotesUpdate",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "meeting",
                    fields.ForeignKeyField(
                        "erm.OneOnOneMeeting",
                        source_field="meeting_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("number", fields.IntField()),
                ("key", fields.UUIDField()),
                (
                    "author",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="author_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("content", fields.BinaryField()),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "one_on_one_notes_update",
                "app": "erm",
                "unique_together": (("meeting", "number"), ("meeting", "key")),
                "pk_attr": "id",
                "table_description": "One change to the shared notes of a meeting, as a Yjs update; never changed afterwards.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="NotesVersion",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "meeting",
                    fields.ForeignKeyField(
                        "erm.OneOnOneMeeting",
                        source_field="meeting_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("number", fields.IntField()),
                ("text", fields.TextField(unique=False)),
                (
                    "author",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="author_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "one_on_one_notes_version",
                "app": "erm",
                "unique_together": (("meeting", "number"),),
                "pk_attr": "id",
                "table_description": "How the shared notes of a meeting read at one moment, to look at and to go back to.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="OneOnOneSettings",
            fields=[
                (
                    "person",
                    fields.OneToOneField(
                        "erm.Person",
                        source_field="person_id",
                        primary_key=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("nudge_lead_minutes", fields.IntField(null=True)),
                ("nudge_after", fields.BooleanField()),
                ("calendar_mail", fields.BooleanField()),
            ],
            options={
                "table": "one_on_one_settings",
                "app": "erm",
                "pk_attr": "person_id",
                "table_description": "How a person wants to be reminded of their one-on-ones; without a row the defaults hold.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SkippedDay",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "series",
                    fields.ForeignKeyField(
                        "erm.OneOnOneSeries",
                        source_field="series_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("planned_on", fields.DateField()),
                (
                    "by",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="by_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "one_on_one_skipped_day",
                "app": "erm",
                "unique_together": (("series", "planned_on"),),
                "pk_attr": "id",
                "table_description": "A day of the rhythm on which the two do not meet: skipped, or fallen into a pause.",
            },
            bases=["Model"],
        ),
        EnlargeEnumeration(
            model_name="ActionItem",
            name="state",
            field=fields.CharEnumField(
                default=ActionItemState.OPEN,
                description="OPEN: open\nDONE: done\nDROPPED: dropped\nBECAME_GOAL: became_goal\nHANDED_OVER: handed_over",
                enum_type=ActionItemState,
                max_length=16,
            ),
        ),
        ops.AddField(
            model_name="ActionItem",
            name="goal_id",
            field=fields.UUIDField(null=True),
        ),
        ops.AddField(
            model_name="ActionItem",
            name="origin_point",
            field=fields.ForeignKeyField(
                "erm.TalkingPoint",
                source_field="origin_point_id",
                null=True,
                db_index=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.SET_NULL,
            ),
        ),
        ops.AddField(
            model_name="Mail",
            name="calendar",
            field=fields.TextField(null=True, unique=False),
        ),
        ops.AddField(
            model_name="Mail",
            name="calendar_method",
            field=fields.CharField(null=True, max_length=16),
        ),
        ops.AddField(
            model_name="OneOnOneMeeting",
            name="asked_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="OneOnOneMeeting",
            name="high_active_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="OneOnOneMeeting",
            name="low_active_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="OneOnOneMeeting",
            name="planned_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        EnlargeEnumeration(
            model_name="CheckIn",
            name="status",
            field=fields.CharEnumField(
                description="ON_TRACK: on_track\nAT_RISK: at_risk\nOFF_TRACK: off_track\nDONE: done\nDROPPED: dropped",
                enum_type=GoalStatus,
                max_length=16,
            ),
        ),
        EnlargeEnumeration(
            model_name="Goal",
            name="status",
            field=fields.CharEnumField(
                default=GoalStatus.ON_TRACK,
                description="ON_TRACK: on_track\nAT_RISK: at_risk\nOFF_TRACK: off_track\nDONE: done\nDROPPED: dropped",
                enum_type=GoalStatus,
                max_length=16,
            ),
        ),
        EnlargeEnumeration(
            model_name="OneOnOneSeries",
            name="cadence",
            field=fields.CharEnumField(
                description="WEEKLY: weekly\nEVERY_TWO_WEEKS: every_two_weeks\nMONTHLY: monthly\nCUSTOM: custom",
                enum_type=Cadence,
                max_length=16,
            ),
        ),
        ops.AddField(
            model_name="OneOnOneSeries",
            name="calendar_sequence",
            field=fields.IntField(db_default=0),
        ),
        ops.AddField(
            model_name="OneOnOneSeries",
            name="calendar_uid",
            field=fields.UUIDField(null=True),
        ),
        ops.AddField(
            model_name="OneOnOneSeries",
            name="kind",
            field=fields.CharEnumField(
                description="MANAGER: manager\nMENTOR: mentor\nPEER: peer",
                db_default=SeriesKind.MANAGER,
                enum_type=SeriesKind,
                max_length=16,
            ),
        ),
        ops.AddField(
            model_name="OneOnOneSeries",
            name="paused_from",
            field=fields.DateField(null=True),
        ),
        ops.AddField(
            model_name="OneOnOneSeries",
            name="paused_until",
            field=fields.DateField(null=True),
        ),
        ops.AddField(
            model_name="OneOnOneSeries",
            name="rrule",
            field=fields.CharField(null=True, max_length=250),
        ),
        ops.AddField(
            model_name="PrivateNotes",
            name="sealed",
            field=fields.BinaryField(null=True),
        ),
        ops.AddField(
            model_name="TalkingPoint",
            name="recurring",
            field=fields.BooleanField(db_default=False),
        ),
        ops.AddField(
            model_name="TalkingPoint",
            name="sealed",
            field=fields.BinaryField(null=True),
        ),
        ops.AddField(
            model_name="TalkingPoint",
            name="source_id",
            field=fields.UUIDField(null=True),
        ),
        ops.AddField(
            model_name="TalkingPoint",
            name="source_kind",
            field=fields.CharEnumField(
                null=True,
                description="PROMISE_OVERDUE: promise_overdue\nGOAL_AT_RISK: goal_at_risk\nFEEDBACK_RECEIVED: feedback_received\nFEEDBACK_OWED: feedback_owed\nTHANKS_RECEIVED: thanks_received\nSTEP_DUE: step_due\nLOW_CHECK_IN: low_check_in",
                enum_type=SuggestionKind,
                max_length=24,
            ),
        ),
        ops.AddIndex(
            model_name="Touchpoint",
            index=Index(
                fields=["low_id", "high_id", "kind", "occurred_at", "id"],
                name="idx_touchpoint_pair_kind",
            ),
        ),
        ops.AddIndex(
            model_name="Touchpoint",
            index=Index(
                fields=["kind", "occurred_at", "low_id", "high_id", "by_id"],
                name="idx_touchpoint_kind",
            ),
        ),
        # Tortoise makes no index for a foreign key that is added to a table.
        ops.RunSQL(
            "CREATE INDEX idx_one_on_one__origin__94c6f9 ON one_on_one_action_item (origin_point_id)",
            reverse_sql="DROP INDEX idx_one_on_one__origin__94c6f9",
        ),
        AppendOnly("audit_entry"),
    ]
