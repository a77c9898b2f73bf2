from typing import Any

from tortoise import migrations
from tortoise.migrations import operations as ops

from erm.core.clock import now
from erm.core.ids import new_id

# What was chosen about mail, by the kinds of notifications that it is about. Where somebody had switched a mail
# off, that is a choice; a row of recognition says nothing of switches that are on, for it has others
# besides. The other two were written as a whole.
_THANKS = ("kudos_received", "kudos_mentioned", "kudos_not_sent", "celebration")
_GATHERED = ("kudos_commented", "kudos_reacted")
_SURVEYS = ("survey_opened", "survey_reminded", "survey_reported")
_CHOSEN = (
    ("recognition_preference", "mail_received", "NOT mail_received", _THANKS),
    ("recognition_preference", "mail_gathered", "NOT mail_gathered", _GATHERED),
    ("engagement_preference", "mails", "true", _SURVEYS),
    (
        "one_on_one_settings",
        "(nudge_lead_minutes IS NOT NULL)",
        "true",
        ("meeting_coming",),
    ),
    ("one_on_one_settings", "nudge_after", "true", ("meeting_asked",)),
    ("one_on_one_settings", "calendar_mail", "true", ("meeting_moved",)),
)


async def keep_choices(apps: object, editor: Any) -> None:
    """Carry over what people chose."""
    client = editor.client
    on_sqlite = client.capabilities.dialect == "sqlite"
    places = ["?" if on_sqlite else f"${number}" for number in range(1, 6)]
    insert = (
        "INSERT INTO notification_choice (id, person_id, kind, wanted, updated_at, channel) "
        f"VALUES ({', '.join(places)}, 'mail') ON CONFLICT DO NOTHING"
    )
    moment: Any = str(now()) if on_sqlite else now()
    for table, wanted, chosen, kinds in _CHOSEN:
        rows = await client.execute_query_dict(
            f"SELECT person_id, {wanted} AS wanted FROM {table} WHERE {chosen} ORDER BY person_id"
        )
        values = [
            [
                str(new_id()) if on_sqlite else new_id(),
                row["person_id"],
                kind,
                row["wanted"],
                moment,
            ]
            for row in rows
            for kind in kinds
        ]
        if values:
            await client.execute_many(insert, values)


class Migration(migrations.Migration):
    dependencies = [("erm", "0007_notifications")]

    initial = False

    operations = [
        ops.RunPython(keep_choices, reverse_code=ops.RunPython.noop),
        ops.AlterModelOptions(
            name="OneOnOneSettings",
            options={
                "table": "one_on_one_settings",
                "app": "erm",
                "pk_attr": "person_id",
                "table_description": "How long before a one-on-one a person wants to be reminded; without a row, and NULL: an hour.",
            },
        ),
        ops.RemoveField(model_name="OneOnOneSettings", name="calendar_mail"),
        ops.RemoveField(model_name="OneOnOneSettings", name="nudge_after"),
        ops.AlterModelOptions(
            name="RecognitionPreference",
            options={
                "table": "recognition_preference",
                "app": "erm",
                "pk_attr": "person_id",
                "table_description": "A person's choices but those about mail; who has no row has everything switched on.",
            },
        ),
        ops.RemoveField(model_name="RecognitionPreference", name="mail_gathered"),
        ops.RemoveField(model_name="RecognitionPreference", name="mail_received"),
        ops.DeleteModel(name="EngagementPreference"),
    ]
