from typing import Any

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from erm.core.database.operations import AppendOnly, EnlargeEnumeration, Holds
from erm.core.ids import new_id
from erm.integrations.rules import ChatService, DeliveryState, EventKind
from erm.people.rules import Locale
from erm.recognition.awards.rules import AwardState
from erm.recognition.celebrations.rules import (
    CelebrationAudience,
    CelebrationKind,
    CelebrationState,
)
from erm.recognition.moderation.rules import ReportReason, ReportState
from erm.recognition.notices.rules import NoticeKind
from erm.recognition.points.rules import AccountKind, RedemptionState, TransferKind
from erm.recognition.rules import GroupKind, KudosVisibility, ScheduleState, search_text

# Where somebody was on the day of the kudos, by the days of the directory.
_THEN = """
(SELECT m.department_id FROM department_membership m
 WHERE m.person_id = {person} AND m.starts_on <= {day}
 AND (m.ends_on IS NULL OR m.ends_on > {day}) ORDER BY m.starts_on DESC LIMIT 1)
"""


async def fill_kudos(apps: object, editor: Any) -> None:
    """What there was can be searched for, and belongs to the departments of its time."""
    client = editor.client
    on_sqlite = client.capabilities.dialect == "sqlite"
    day = "substr({0}, 1, 10)" if on_sqlite else "CAST({0} AT TIME ZONE 'UTC' AS DATE)"
    then = _THEN.format(person="kudos.author_id", day=day.format("kudos.created_at"))
    await client.execute_script(f"UPDATE kudos SET author_department_id = {then}")
    given = "(SELECT k.created_at FROM kudos k WHERE k.id = kudos_receiver.kudos_id)"
    then = _THEN.format(person="kudos_receiver.person_id", day=day.format(given))
    await client.execute_script(f"UPDATE kudos_receiver SET department_id = {then}")
    update = "UPDATE kudos SET search_text = {} WHERE id = {}".format(
        *(("?", "?") if on_sqlite else ("$1", "$2"))
    )
    last = "00000000-0000-0000-0000-000000000000"
    while rows := await client.execute_query_dict(
        f"SELECT id, message FROM kudos WHERE id > '{last}' ORDER BY id LIMIT 2000"
    ):
        last = rows[-1]["id"]
        await client.execute_many(update, [[search_text(r["message"]), r["id"]] for r in rows])


class Migration(migrations.Migration):
    dependencies = [("erm", "0004_development_deepens")]

    initial = False

    operations = [
        ops.CreateModel(
            name="AllowanceRule",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                ("position", fields.IntField()),
                (
                    "department",
                    fields.ForeignKeyField(
                        "erm.Department",
                        source_field="department_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("location", fields.CharField(default="", max_length=200)),
                ("title", fields.CharField(default="", max_length=200)),
                ("managers_only", fields.BooleanField(default=False)),
                ("points", fields.IntField()),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "allowance_rule",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "How many points some people may give in a month. The first rule that fits a person decides.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Award",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                ("name", fields.CharField(max_length=120)),
                ("description", fields.TextField(default="", unique=False)),
                ("quarter", fields.CharField(default="", max_length=8)),
                ("repeats", fields.BooleanField(default=False)),
                (
                    "state",
                    fields.CharEnumField(
                        description="DRAFT: draft\nNOMINATING: nominating\nVOTING: voting\nDECIDING: deciding\nANNOUNCED: announced\nCANCELLED: cancelled",
                        enum_type=AwardState,
                        max_length=16,
                    ),
                ),
                ("nominations_from", fields.DateField()),
                ("nominations_until", fields.DateField()),
                ("voting_until", fields.DateField()),
                ("winners", fields.SmallIntField(default=1)),
                (
                    "follows",
                    fields.OneToOneField(
                        "erm.Award",
                        source_field="follows_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                (
                    "created_by",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="created_by_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "announced_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "award",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "One round of an award. Days are those of the company's time zone, the last one included.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="AwardJuror",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "award",
                    fields.ForeignKeyField(
                        "erm.Award",
                        source_field="award_id",
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
            ],
            options={
                "table": "award_juror",
                "app": "erm",
                "unique_together": (("award", "person"),),
                "pk_attr": "id",
                "table_description": "Somebody who votes.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="AwardNomination",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "award",
                    fields.ForeignKeyField(
                        "erm.Award",
                        source_field="award_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "nominee",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="nominee_id",
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
                (
                    "company_value",
                    fields.ForeignKeyField(
                        "erm.CompanyValue",
                        source_field="company_value_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("reason", fields.TextField(unique=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "withdrawn_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "award_nomination",
                "app": "erm",
                "unique_together": (("award", "nominee", "author"),),
                "pk_attr": "id",
                "table_description": "Why somebody should have an award. Each nominates the same person once.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="AwardVote",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "award",
                    fields.ForeignKeyField(
                        "erm.Award",
                        source_field="award_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "juror",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="juror_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "nominee",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="nominee_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("score", fields.SmallIntField()),
                ("updated_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "award_vote",
                "app": "erm",
                "unique_together": (("award", "juror", "nominee"),),
                "pk_attr": "id",
                "table_description": "A juror's score for a nominee.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="AwardWinner",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "award",
                    fields.ForeignKeyField(
                        "erm.Award",
                        source_field="award_id",
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
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "kudos",
                    fields.ForeignKeyField(
                        "erm.Kudos",
                        source_field="kudos_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
            ],
            options={
                "table": "award_winner",
                "app": "erm",
                "unique_together": (("award", "person"),),
                "pk_attr": "id",
                "table_description": "Who has an award, and the kudos by which it was said.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Celebration",
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
                (
                    "kind",
                    fields.CharEnumField(
                        description="ANNIVERSARY: anniversary\nBIRTHDAY: birthday",
                        enum_type=CelebrationKind,
                        max_length=16,
                    ),
                ),
                ("day", fields.DateField(db_index=True)),
                ("years", fields.SmallIntField(null=True)),
                (
                    "audience",
                    fields.CharEnumField(
                        description="OFF: off\nTEAM: team\nEVERYONE: everyone",
                        enum_type=CelebrationAudience,
                        max_length=16,
                    ),
                ),
                (
                    "state",
                    fields.CharEnumField(
                        description="PLANNED: planned\nDELIVERED: delivered\nCANCELLED: cancelled",
                        enum_type=CelebrationState,
                        max_length=16,
                    ),
                ),
                ("due_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "delivered_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("seen_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "celebration",
                "app": "erm",
                "unique_together": (("person", "kind", "day"),),
                "indexes": [Index(fields=["state", "due_at"], name="idx_celebration_due")],
                "pk_attr": "id",
                "table_description": "One day of one person. ``years`` are those of an anniversary.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="CardSignature",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "celebration",
                    fields.ForeignKeyField(
                        "erm.Celebration",
                        source_field="celebration_id",
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
                ("message", fields.TextField(unique=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("edited_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                (
                    "withdrawn_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("hidden_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                (
                    "hidden_by",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="hidden_by_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("hidden_reason", fields.TextField(default="", unique=False)),
            ],
            options={
                "table": "card_signature",
                "app": "erm",
                "unique_together": (("celebration", "author"),),
                "pk_attr": "id",
                "table_description": "What a colleague wrote on a card. A withdrawn one has no words any more.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="CelebrationChoice",
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
                (
                    "anniversary",
                    fields.CharEnumField(
                        description="OFF: off\nTEAM: team\nEVERYONE: everyone",
                        enum_type=CelebrationAudience,
                        max_length=16,
                    ),
                ),
                (
                    "birthday",
                    fields.CharEnumField(
                        description="OFF: off\nTEAM: team\nEVERYONE: everyone",
                        enum_type=CelebrationAudience,
                        max_length=16,
                    ),
                ),
                ("birth_month", fields.SmallIntField(null=True)),
                ("birth_day", fields.SmallIntField(null=True)),
                ("updated_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "celebration_choice",
                "app": "erm",
                "indexes": [
                    Index(fields=["birth_month", "birth_day"], name="idx_celebration_birthday")
                ],
                "pk_attr": "person_id",
                "table_description": "Who may be told of a person's days. Without a row: anniversaries the team, birthdays nobody.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ChatChannel",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                ("name", fields.CharField(max_length=120)),
                (
                    "service",
                    fields.CharEnumField(
                        description="SLACK: slack\nTEAMS: teams\nDISCORD: discord\nGOOGLE_CHAT: google_chat\nMATTERMOST: mattermost\nROCKET_CHAT: rocket_chat\nTELEGRAM: telegram\nZULIP: zulip",
                        enum_type=ChatService,
                        max_length=16,
                    ),
                ),
                ("address_sealed", fields.BinaryField()),
                ("kinds", fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                (
                    "language",
                    fields.CharEnumField(
                        description="EN: en\nRU: ru", enum_type=Locale, max_length=8
                    ),
                ),
                ("enabled", fields.BooleanField(default=True)),
                ("disabled_reason", fields.CharField(default="", max_length=64)),
                (
                    "failing_since",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                (
                    "created_by",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="created_by_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "chat_channel",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "A chat that is posted to. ``address_sealed`` is the Apprise URL, sealed: it holds a token.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="FeedMark",
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
                ("kudos_id", fields.UUIDField()),
                ("updated_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "feed_mark",
                "app": "erm",
                "pk_attr": "person_id",
                "table_description": "Up to which kudos a person has seen the feed.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Follow",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "follower",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="follower_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "followed",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="followed_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "follow",
                "app": "erm",
                "unique_together": (("follower", "followed"),),
                "pk_attr": "id",
                "table_description": "``follower`` wants to see what ``followed`` gives and receives.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="KudosCounter",
            fields=[
                (
                    "id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=16),
                ),
                ("number", fields.BigIntField(default=0)),
            ],
            options={
                "table": "kudos_counter",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "The highest number of a change, in one row.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="KudosEdit",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "kudos",
                    fields.ForeignKeyField(
                        "erm.Kudos",
                        source_field="kudos_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("message", fields.TextField(unique=False)),
                (
                    "company_value",
                    fields.ForeignKeyField(
                        "erm.CompanyValue",
                        source_field="company_value_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "kudos_edit",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "What kudos said before their author changed them.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="KudosGone",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "kudos",
                    fields.ForeignKeyField(
                        "erm.Kudos",
                        source_field="kudos_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("number", fields.BigIntField(unique=True)),
                (
                    "visibility",
                    fields.CharEnumField(
                        description="PUBLIC: public\nPRIVATE: private\nTEAM: team",
                        enum_type=KudosVisibility,
                        max_length=16,
                    ),
                ),
                ("hidden", fields.BooleanField()),
            ],
            options={
                "table": "kudos_gone",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "A change by which some who could read kudos cannot any more: withdrawn, hidden, made private.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="KudosGroup",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "kudos",
                    fields.ForeignKeyField(
                        "erm.Kudos",
                        source_field="kudos_id",
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
                        description="TEAM: team\nDEPARTMENT: department",
                        enum_type=GroupKind,
                        max_length=16,
                    ),
                ),
                (
                    "manager",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="manager_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "department",
                    fields.ForeignKeyField(
                        "erm.Department",
                        source_field="department_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("name", fields.CharField(max_length=300)),
                ("size", fields.IntField()),
                ("position", fields.IntField(default=0)),
            ],
            options={
                "table": "kudos_group",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "A team or a department that is thanked as a whole: who belonged to it then are receivers.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="KudosKey",
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
                ("key", fields.UUIDField()),
                (
                    "kudos",
                    fields.ForeignKeyField(
                        "erm.Kudos",
                        source_field="kudos_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "kudos_key",
                "app": "erm",
                "unique_together": (("author", "key"),),
                "pk_attr": "id",
                "table_description": "The key that a client gave to one giving, so that sending it again gives nothing twice.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="KudosMention",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "kudos",
                    fields.ForeignKeyField(
                        "erm.Kudos",
                        source_field="kudos_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "comment",
                    fields.ForeignKeyField(
                        "erm.KudosComment",
                        source_field="comment_id",
                        null=True,
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
                ("label", fields.CharField(max_length=260)),
            ],
            options={
                "table": "kudos_mention",
                "app": "erm",
                "indexes": [Index(fields=["kudos_id", "comment_id"], name="idx_kudos_mention_own")],
                "pk_attr": "id",
                "table_description": "Somebody named in kudos, or in a comment under them. ``label`` is their name as it stands there.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ModerationReport",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "kudos",
                    fields.ForeignKeyField(
                        "erm.Kudos",
                        source_field="kudos_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "comment",
                    fields.ForeignKeyField(
                        "erm.KudosComment",
                        source_field="comment_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "signature",
                    fields.ForeignKeyField(
                        "erm.CardSignature",
                        source_field="signature_id",
                        null=True,
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
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "reporter",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="reporter_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "reason",
                    fields.CharEnumField(
                        description="HURTFUL: hurtful\nCONFIDENTIAL: confidential\nUNTRUE: untrue\nSPAM: spam\nOTHER: other\nWORDS: words",
                        enum_type=ReportReason,
                        max_length=16,
                    ),
                ),
                ("words", fields.TextField(default="", unique=False)),
                ("snapshot_sealed", fields.BinaryField()),
                (
                    "state",
                    fields.CharEnumField(
                        description="OPEN: open\nDISMISSED: dismissed\nUPHELD: upheld",
                        enum_type=ReportState,
                        max_length=16,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "decided_by",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="decided_by_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("decided_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("decision", fields.TextField(default="", unique=False)),
                (
                    "restored_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("restored_reason", fields.TextField(default="", unique=False)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "moderation_report",
                "app": "erm",
                "indexes": [Index(fields=["state", "id"], name="idx_moderation_queue")],
                "pk_attr": "id",
                "table_description": "Somebody finds something wrong with kudos, a comment or a line on a card.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PointsAccount",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                ("key", fields.CharField(unique=True, max_length=80)),
                (
                    "kind",
                    fields.CharEnumField(
                        description="ALLOWANCE: allowance\nEARNED: earned\nISSUED: issued\nEXPIRED: expired\nREDEEMED: redeemed",
                        enum_type=AccountKind,
                        max_length=16,
                    ),
                ),
                (
                    "person",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="person_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("month", fields.CharField(default="", max_length=7)),
                ("balance", fields.BigIntField(default=0)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "points_account",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "Holds points. ``key`` is ``allowance:<person>:<YYYY-MM>``, ``earned:<person>`` or the kind.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="RecognitionPreference",
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
                ("on_leaderboard", fields.BooleanField(default=True)),
                ("thanks_nudges", fields.BooleanField(default=True)),
                ("mail_received", fields.BooleanField(default=True)),
                ("mail_gathered", fields.BooleanField(default=True)),
                ("updated_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "recognition_preference",
                "app": "erm",
                "pk_attr": "person_id",
                "table_description": "A person's choices; who has no row has everything switched on.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="RecognitionSettings",
            fields=[
                (
                    "id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=16),
                ),
                ("value_required", fields.BooleanField(default=False)),
                ("points_enabled", fields.BooleanField(default=False)),
                ("allowance", fields.IntField(default=100)),
                ("gift_maximum", fields.IntField(null=True)),
                ("leaderboard_enabled", fields.BooleanField(default=False)),
                ("celebrations_enabled", fields.BooleanField(default=True)),
                (
                    "blocked_words",
                    fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads),
                ),
                (
                    "updated_by",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="updated_by_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("updated_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "recognition_settings",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "The company's choices, in one row. ``blocked_words`` are folded words to warn writers of.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Reward",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                ("name", fields.CharField(max_length=120)),
                ("description", fields.TextField(default="", unique=False)),
                ("cost", fields.IntField()),
                ("stock", fields.IntField(null=True)),
                ("position", fields.IntField(default=0)),
                (
                    "picture",
                    fields.ForeignKeyField(
                        "erm.StoredFile",
                        source_field="picture_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("picture_alt", fields.CharField(default="", max_length=300)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("retired_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "reward",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "Something that earned points are exchanged for. ``stock`` None is as many as are wanted.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Redemption",
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
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "reward",
                    fields.ForeignKeyField(
                        "erm.Reward",
                        source_field="reward_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("reward_name", fields.CharField(max_length=120)),
                ("cost", fields.IntField()),
                ("took_stock", fields.BooleanField(default=False)),
                (
                    "state",
                    fields.CharEnumField(
                        description="REQUESTED: requested\nAPPROVED: approved\nFULFILLED: fulfilled\nREJECTED: rejected\nCANCELLED: cancelled",
                        enum_type=RedemptionState,
                        max_length=16,
                    ),
                ),
                ("note", fields.TextField(default="", unique=False)),
                ("request_key", fields.UUIDField(unique=True)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "decided_by",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="decided_by_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("decided_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("reason", fields.TextField(default="", unique=False)),
                (
                    "fulfilled_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "redemption",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "A person's wish for a reward, with its name and cost as they were then.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PointsTransfer",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "kind",
                    fields.CharEnumField(
                        description="GRANT: grant\nGIFT: gift\nGIFT_RETURNED: gift_returned\nEXPIRY: expiry\nREDEMPTION: redemption\nREFUND: refund\nFORFEIT: forfeit",
                        enum_type=TransferKind,
                        max_length=16,
                    ),
                ),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
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
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "kudos",
                    fields.ForeignKeyField(
                        "erm.Kudos",
                        source_field="kudos_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "redemption",
                    fields.ForeignKeyField(
                        "erm.Redemption",
                        source_field="redemption_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "reverses",
                    fields.OneToOneField(
                        "erm.PointsTransfer",
                        source_field="reverses_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
            ],
            options={
                "table": "points_transfer",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "Why points moved, when and by whom. Appended only.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PointsEntry",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "transfer",
                    fields.ForeignKeyField(
                        "erm.PointsTransfer",
                        source_field="transfer_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "account",
                    fields.ForeignKeyField(
                        "erm.PointsAccount",
                        source_field="account_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("amount", fields.BigIntField()),
            ],
            options={
                "table": "points_entry",
                "app": "erm",
                "unique_together": (("transfer", "account"),),
                "pk_attr": "id",
                "table_description": "Points into an account, or out of it where ``amount`` is below zero. Appended only.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ScheduledKudos",
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
                ("content_sealed", fields.BinaryField()),
                (
                    "picture",
                    fields.ForeignKeyField(
                        "erm.StoredFile",
                        source_field="picture_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("due_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "state",
                    fields.CharEnumField(
                        description="WAITING: waiting\nGIVEN: given\nCANCELLED: cancelled\nFAILED: failed",
                        enum_type=ScheduleState,
                        max_length=16,
                    ),
                ),
                ("problem", fields.CharField(default="", max_length=64)),
                (
                    "kudos",
                    fields.ForeignKeyField(
                        "erm.Kudos",
                        source_field="kudos_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "scheduled_kudos",
                "app": "erm",
                "indexes": [Index(fields=["state", "due_at"], name="idx_scheduled_kudos_due")],
                "pk_attr": "id",
                "table_description": "Thanks to be said later. ``content_sealed`` is the input of giving, sealed; all rules hold on that day.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="KudosNotice",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "recipient",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="recipient_id",
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
                        description="RECEIVED: received\nMENTIONED: mentioned\nCOMMENTED: commented\nREACTED: reacted\nNOT_SENT: not_sent",
                        enum_type=NoticeKind,
                        max_length=16,
                    ),
                ),
                (
                    "kudos",
                    fields.ForeignKeyField(
                        "erm.Kudos",
                        source_field="kudos_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "comment",
                    fields.ForeignKeyField(
                        "erm.KudosComment",
                        source_field="comment_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "scheduled",
                    fields.ForeignKeyField(
                        "erm.ScheduledKudos",
                        source_field="scheduled_id",
                        null=True,
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
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("mailed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("seen_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "kudos_notice",
                "app": "erm",
                "indexes": [
                    Index(fields=["mailed_at", "recipient_id"], name="idx_kudos_notice_waiting"),
                    Index(fields=["recipient_id", "id"], name="idx_kudos_notice_list"),
                ],
                "pk_attr": "id",
                "table_description": "Something that happened to kudos, for one person. ``mailed_at``: told by mail, or not needed.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ThanksNudge",
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
                ("period", fields.CharField(max_length=16)),
                ("helpers", fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("ends_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "dismissed_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
            ],
            options={
                "table": "thanks_nudge",
                "app": "erm",
                "unique_together": (("person", "period"),),
                "pk_attr": "id",
                "table_description": "A hint that one has not thanked anybody for a while. ``helpers`` are ids of people, in order.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="WebhookEndpoint",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                ("name", fields.CharField(max_length=120)),
                ("url", fields.CharField(max_length=2000)),
                ("kinds", fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ("secret_sealed", fields.BinaryField()),
                ("former_secret_sealed", fields.BinaryField(null=True)),
                (
                    "former_until",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("enabled", fields.BooleanField(default=True)),
                ("disabled_reason", fields.CharField(default="", max_length=64)),
                (
                    "failing_since",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                (
                    "created_by",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="created_by_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "webhook_endpoint",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "An address that takes webhooks. ``secret_sealed`` and ``former_secret_sealed`` sign.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "endpoint",
                    fields.ForeignKeyField(
                        "erm.WebhookEndpoint",
                        source_field="endpoint_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "channel",
                    fields.ForeignKeyField(
                        "erm.ChatChannel",
                        source_field="channel_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("event_id", fields.UUIDField()),
                (
                    "kind",
                    fields.CharEnumField(
                        description="KUDOS_GIVEN: kudos.given\nKUDOS_REMOVED: kudos.removed\nAWARD_ANNOUNCED: award.announced\nCELEBRATION: celebration\nTEST: test",
                        enum_type=EventKind,
                        max_length=32,
                    ),
                ),
                ("subject_id", fields.UUIDField(null=True, db_index=True)),
                ("body", fields.TextField(unique=False)),
                (
                    "state",
                    fields.CharEnumField(
                        description="WAITING: waiting\nSENDING: sending\nDELIVERED: delivered\nGIVEN_UP: given_up\nDROPPED: dropped",
                        enum_type=DeliveryState,
                        max_length=16,
                    ),
                ),
                ("attempts", fields.IntField(default=0)),
                ("next_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "claimed_until",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "finished_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
            ],
            options={
                "table": "delivery",
                "app": "erm",
                "indexes": [Index(fields=["state", "next_at"], name="idx_delivery_due")],
                "pk_attr": "id",
                "table_description": "One event for one endpoint or channel. ``event_id`` stays the same when it is sent again.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="DeliveryAttempt",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "delivery",
                    fields.ForeignKeyField(
                        "erm.Delivery",
                        source_field="delivery_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("status", fields.IntField(null=True)),
                ("problem", fields.CharField(default="", max_length=64)),
                ("milliseconds", fields.IntField(default=0)),
                ("answer", fields.TextField(default="", unique=False)),
            ],
            options={
                "table": "delivery_attempt",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "One try. ``status`` is the HTTP status, ``problem`` a code where there was no answer.",
            },
            bases=["Model"],
        ),
        ops.AddField(
            model_name="CompanyValue",
            name="icon",
            field=fields.CharField(default="star", db_default="star", max_length=32),
        ),
        ops.AddField(
            model_name="CompanyValue",
            name="version",
            field=fields.IntField(default=1, db_default=1),
        ),
        EnlargeEnumeration(
            model_name="Kudos",
            name="visibility",
            field=fields.CharEnumField(
                description="PUBLIC: public\nPRIVATE: private\nTEAM: team",
                enum_type=KudosVisibility,
                max_length=16,
            ),
        ),
        ops.AddField(
            model_name="Kudos",
            name="audience_manager",
            field=fields.ForeignKeyField(
                "erm.Person",
                source_field="audience_manager_id",
                null=True,
                db_index=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.RESTRICT,
            ),
        ),
        ops.AddField(
            model_name="Kudos",
            name="author_department",
            field=fields.ForeignKeyField(
                "erm.Department",
                source_field="author_department_id",
                null=True,
                db_index=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.SET_NULL,
            ),
        ),
        ops.AddField(
            model_name="Kudos",
            name="change",
            field=fields.BigIntField(default=0, db_default=0),
        ),
        ops.AddField(
            model_name="Kudos",
            name="edited_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="Kudos",
            name="picture",
            field=fields.ForeignKeyField(
                "erm.StoredFile",
                source_field="picture_id",
                null=True,
                db_index=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.SET_NULL,
            ),
        ),
        ops.AddField(
            model_name="Kudos",
            name="picture_alt",
            field=fields.CharField(default="", db_default="", max_length=300),
        ),
        ops.AddField(
            model_name="Kudos",
            name="points",
            field=fields.IntField(default=0, db_default=0),
        ),
        ops.AddField(
            model_name="Kudos",
            name="search_text",
            field=fields.TextField(default="", db_default="", unique=False),
        ),
        ops.AddIndex(
            model_name="Kudos",
            index=Index(fields=["change"], name="idx_kudos_change"),
        ),
        ops.AddIndex(
            model_name="Kudos",
            index=Index(fields=["visibility", "created_at"], name="idx_kudos_time"),
        ),
        ops.AddField(
            model_name="KudosComment",
            name="hidden_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="KudosComment",
            name="hidden_by",
            field=fields.ForeignKeyField(
                "erm.Person",
                source_field="hidden_by_id",
                null=True,
                db_index=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.RESTRICT,
            ),
        ),
        ops.AddField(
            model_name="KudosComment",
            name="hidden_reason",
            field=fields.TextField(default="", db_default="", unique=False),
        ),
        ops.AddField(
            model_name="KudosReceiver",
            name="department",
            field=fields.ForeignKeyField(
                "erm.Department",
                source_field="department_id",
                null=True,
                db_index=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.SET_NULL,
            ),
        ),
        ops.AddField(
            model_name="KudosReceiver",
            name="group",
            field=fields.ForeignKeyField(
                "erm.KudosGroup",
                source_field="group_id",
                null=True,
                db_index=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.SET_NULL,
            ),
        ),
        ops.AddField(
            model_name="KudosReceiver",
            name="points",
            field=fields.IntField(default=0, db_default=0),
        ),
        ops.AddIndex(
            model_name="KudosReceiver",
            index=Index(fields=["kudos_id", "group_id"], name="idx_kudos_receiver_named"),
        ),
        # Tortoise makes no index for a foreign key that is added to a table.
        ops.RunSQL(
            "CREATE INDEX IF NOT EXISTS idx_kudos_audienc_f8c47c ON kudos (audience_manager_id)",
            reverse_sql="DROP INDEX IF EXISTS idx_kudos_audienc_f8c47c",
        ),
        ops.RunSQL(
            "CREATE INDEX IF NOT EXISTS idx_kudos_author__9c34a1 ON kudos (author_department_id)",
            reverse_sql="DROP INDEX IF EXISTS idx_kudos_author__9c34a1",
        ),
        ops.RunSQL(
            "CREATE INDEX IF NOT EXISTS idx_kudos_picture_6c80e7 ON kudos (picture_id)",
            reverse_sql="DROP INDEX IF EXISTS idx_kudos_picture_6c80e7",
        ),
        ops.RunSQL(
            "CREATE INDEX IF NOT EXISTS idx_kudos_comme_hidden__49b2b5 ON kudos_comment (hidden_by_id)",
            reverse_sql="DROP INDEX IF EXISTS idx_kudos_comme_hidden__49b2b5",
        ),
        ops.RunSQL(
            "CREATE INDEX IF NOT EXISTS idx_kudos_recei_departm_ba5a61 ON kudos_receiver (department_id)",
            reverse_sql="DROP INDEX IF EXISTS idx_kudos_recei_departm_ba5a61",
        ),
        ops.RunSQL(
            "CREATE INDEX IF NOT EXISTS idx_kudos_recei_group_i_7c4c53 ON kudos_receiver (group_id)",
            reverse_sql="DROP INDEX IF EXISTS idx_kudos_recei_group_i_7c4c53",
        ),
        ops.RunPython(fill_kudos, reverse_code=ops.RunPython.noop),
        AppendOnly("points_transfer"),
        AppendOnly("points_entry"),
        # No account is overdrawn, whatever a command gets wrong.
        Holds("points_account", "balance", "balance >= 0 OR kind = 'issued'"),
        Holds("points_entry", "amount", "amount <> 0"),
        Holds("reward", "stock", "stock IS NULL OR stock >= 0"),
        Holds("reward", "cost", "cost > 0"),
        Holds("award_vote", "score", "score BETWEEN 1 AND 5"),
    ]
