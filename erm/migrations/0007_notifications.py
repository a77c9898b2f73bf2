from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from erm.core.database.operations import EnlargeEnumeration
from erm.core.ids import new_id
from erm.digest.rules import DigestFrequency
from erm.mail.rules import BlockReason, InboundOutcome
from erm.notifications.rules import Channel, DispatchState, NotificationKind

# What had happened to kudos becomes notifications. What makes two of them the same is written as
# ``erm.notifications.commands.once_key`` does, so that nothing is told a second time.
_NOTICES_BECOME_NOTIFICATIONS = """
INSERT INTO notification (id, recipient_id, kind, subject_kind, subject_id, detail_id, person_id,
    facts, once_key, created_at, seen_at)
SELECT id, recipient_id, 'kudos_' || kind,
    CASE WHEN kudos_id IS NULL THEN 'ScheduledKudos' ELSE 'Kudos' END,
    COALESCE(kudos_id, scheduled_id), comment_id, person_id, '{}',
    CAST(recipient_id AS TEXT) || ':kudos_' || kind
        || ':' || COALESCE(CAST(COALESCE(kudos_id, scheduled_id) AS TEXT), 'ScheduledKudos')
        || ':' || COALESCE(CAST(comment_id AS TEXT), '')
        || ':' || COALESCE(CAST(person_id AS TEXT), '') || ':',
    created_at, seen_at
FROM kudos_notice WHERE true ORDER BY id ON CONFLICT DO NOTHING
"""
# What waited for its mail still does; when the last gathered mail left is remembered.
_MAILS_BECOME_DISPATCHES = """
INSERT INTO notification_dispatch (id, notification_id, recipient_id, channel, gathered, state,
    attempts, due_at, created_at, finished_at)
SELECT k.id, k.id, k.recipient_id, 'mail', k.kind IN ('commented', 'reacted'),
    CASE WHEN k.mailed_at IS NULL THEN 'waiting' ELSE 'sent' END,
    0, k.created_at, k.created_at, k.mailed_at
FROM kudos_notice k JOIN notification n ON n.id = k.id
WHERE k.mailed_at IS NULL OR k.kind IN ('commented', 'reacted')
"""


class Migration(migrations.Migration):
    dependencies = [("erm", "0006_engagement")]

    initial = False

    operations = [
        ops.CreateModel(
            name="DigestSchedule",
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
                    "next_at",
                    fields.DatetimeField(
                        null=True, db_index=True, auto_now=False, auto_now_add=False
                    ),
                ),
                ("zone", fields.CharField(max_length=64)),
                (
                    "cadence",
                    fields.CharEnumField(
                        description="DAILY: daily\nWEEKLY: weekly\nMONTHLY: monthly\nOFF: off",
                        enum_type=DigestFrequency,
                        max_length=16,
                    ),
                ),
                ("ignored", fields.SmallIntField(default=0)),
                (
                    "claimed_until",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("last_issue_id", fields.UUIDField(null=True)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "digest_schedule",
                "app": "erm",
                "pk_attr": "person_id",
                "table_description": "When a person's next digest is made, worked out once; whoever makes it puts the next time in.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="InboundMail",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                ("fingerprint", fields.CharField(unique=True, max_length=64)),
                (
                    "outcome",
                    fields.CharEnumField(
                        description="ANSWERED: answered\nBOUNCE: bounce\nCOMPLAINT: complaint\nREFUSED: refused\nIGNORED: ignored",
                        enum_type=InboundOutcome,
                        max_length=16,
                    ),
                ),
                ("code", fields.CharField(default="", max_length=64)),
                ("mail_id", fields.UUIDField(null=True, db_index=True)),
                ("person_id", fields.UUIDField(null=True, db_index=True)),
                (
                    "received_at",
                    fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False),
                ),
            ],
            options={
                "table": "inbound_mail",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "A mail that came in, and what became of it; nothing of what it says. ``fingerprint`` is the SHA-256",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="MailAttempt",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "mail",
                    fields.ForeignKeyField(
                        "erm.Mail",
                        source_field="mail_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("server", fields.CharField(default="", max_length=255)),
                ("taken", fields.BooleanField()),
                ("stage", fields.CharField(default="", max_length=16)),
                ("code", fields.IntField(null=True)),
                ("answer", fields.CharField(default="", max_length=500)),
                ("milliseconds", fields.IntField(default=0)),
            ],
            options={
                "table": "mail_attempt",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "One try to hand a mail to a server. ``stage`` and ``code`` say where it ended; ``taken``: accepted.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="MailBlock",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                ("address", fields.CharField(unique=True, max_length=254)),
                (
                    "reason",
                    fields.CharEnumField(
                        description="HARD_BOUNCE: hard_bounce\nCOMPLAINT: complaint\nADMINISTRATOR: administrator",
                        enum_type=BlockReason,
                        max_length=16,
                    ),
                ),
                ("person_id", fields.UUIDField(null=True, db_index=True)),
                ("mail_id", fields.UUIDField(null=True)),
                ("diagnostic", fields.CharField(default="", max_length=500)),
                ("since", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "mail_block",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "An address that gets no mail any more, and why. ``address`` in lower case.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="MailPace",
            fields=[
                (
                    "domain",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=253),
                ),
                ("free_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "paused_until",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("failures", fields.IntField(default=0)),
            ],
            options={
                "table": "mail_pace",
                "app": "erm",
                "pk_attr": "domain",
                "table_description": "How fast mail goes to a domain, across all workers: ``free_at`` is when its next may go.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Notification",
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
                        description="MEETING_COMING: meeting_coming\nMEETING_ASKED: meeting_asked\nMEETING_MOVED: meeting_moved\nPROMISE_TAKEN: promise_taken\nPROMISE_KEPT: promise_kept\nHANDOVER_SHARED: handover_shared\nFEEDBACK_REQUESTED: feedback_requested\nFEEDBACK_RECEIVED: feedback_received\nFEEDBACK_THANKED: feedback_thanked\nFEEDBACK_DECLINED: feedback_declined\nFEEDBACK_ASKED_BACK: feedback_asked_back\nFEEDBACK_ANSWERED_BACK: feedback_answered_back\nREVIEWS_ASKED: reviews_asked\nREVIEWS_REMINDED: reviews_reminded\nNOMINATIONS_SENT: nominations_sent\nPACKET_RELEASED: packet_released\nPLAN_PROPOSED: plan_proposed\nPLAN_AGREED: plan_agreed\nPLAN_CHANGED: plan_changed\nMILESTONE_REACHED: milestone_reached\nASSESSMENT_OPENED: assessment_opened\nMENTORSHIP_PROPOSED: mentorship_proposed\nMENTORSHIP_ANSWERED: mentorship_answered\nKUDOS_RECEIVED: kudos_received\nKUDOS_MENTIONED: kudos_mentioned\nKUDOS_COMMENTED: kudos_commented\nKUDOS_REACTED: kudos_reacted\nKUDOS_NOT_SENT: kudos_not_sent\nREDEMPTION_DECIDED: redemption_decided\nAWARD_ANNOUNCED: award_announced\nCELEBRATION: celebration\nSURVEY_OPENED: survey_opened\nSURVEY_REMINDED: survey_reminded\nSURVEY_REPORTED: survey_reported\nACTION_STEP_GIVEN: action_step_given\nDIGEST_PREVIEWED: digest_previewed\nMAIL_BOUNCED: mail_bounced\nINTEGRATION_FAILED: integration_failed",
                        enum_type=NotificationKind,
                        max_length=32,
                    ),
                ),
                ("subject_kind", fields.CharField(max_length=40)),
                ("subject_id", fields.UUIDField(null=True)),
                ("detail_id", fields.UUIDField(null=True)),
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
                ("facts", fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
                ("once_key", fields.CharField(unique=True, max_length=200)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("seen_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "notification",
                "app": "erm",
                "indexes": [
                    Index(fields=["recipient_id", "id"], name="idx_notification_list"),
                    Index(fields=["recipient_id", "seen_at"], name="idx_notification_unseen"),
                    Index(fields=["subject_kind", "subject_id"], name="idx_notification_subject"),
                ],
                "pk_attr": "id",
                "table_description": "One thing that happened, for one person.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Dispatch",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "notification",
                    fields.ForeignKeyField(
                        "erm.Notification",
                        source_field="notification_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
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
                    "channel",
                    fields.CharEnumField(
                        description="MAIL: mail\nCHAT: chat\nPUSH: push",
                        enum_type=Channel,
                        max_length=8,
                    ),
                ),
                ("gathered", fields.BooleanField(default=False)),
                (
                    "state",
                    fields.CharEnumField(
                        default=DispatchState.WAITING,
                        description="WAITING: waiting\nSENDING: sending\nSENT: sent\nDROPPED: dropped\nFAILED: failed",
                        enum_type=DispatchState,
                        max_length=8,
                    ),
                ),
                ("attempts", fields.IntField(default=0)),
                ("message_key", fields.CharField(null=True, max_length=80)),
                ("due_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
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
                "table": "notification_dispatch",
                "app": "erm",
                "unique_together": (("notification", "channel"),),
                "indexes": [
                    Index(fields=["state", "due_at"], name="idx_notification_dispatch_due")
                ],
                "pk_attr": "id",
                "table_description": "A notification on its way through one channel. ``due_at``: not before, in the recipient's reach.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="NotificationChoice",
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
                        description="MEETING_COMING: meeting_coming\nMEETING_ASKED: meeting_asked\nMEETING_MOVED: meeting_moved\nPROMISE_TAKEN: promise_taken\nPROMISE_KEPT: promise_kept\nHANDOVER_SHARED: handover_shared\nFEEDBACK_REQUESTED: feedback_requested\nFEEDBACK_RECEIVED: feedback_received\nFEEDBACK_THANKED: feedback_thanked\nFEEDBACK_DECLINED: feedback_declined\nFEEDBACK_ASKED_BACK: feedback_asked_back\nFEEDBACK_ANSWERED_BACK: feedback_answered_back\nREVIEWS_ASKED: reviews_asked\nREVIEWS_REMINDED: reviews_reminded\nNOMINATIONS_SENT: nominations_sent\nPACKET_RELEASED: packet_released\nPLAN_PROPOSED: plan_proposed\nPLAN_AGREED: plan_agreed\nPLAN_CHANGED: plan_changed\nMILESTONE_REACHED: milestone_reached\nASSESSMENT_OPENED: assessment_opened\nMENTORSHIP_PROPOSED: mentorship_proposed\nMENTORSHIP_ANSWERED: mentorship_answered\nKUDOS_RECEIVED: kudos_received\nKUDOS_MENTIONED: kudos_mentioned\nKUDOS_COMMENTED: kudos_commented\nKUDOS_REACTED: kudos_reacted\nKUDOS_NOT_SENT: kudos_not_sent\nREDEMPTION_DECIDED: redemption_decided\nAWARD_ANNOUNCED: award_announced\nCELEBRATION: celebration\nSURVEY_OPENED: survey_opened\nSURVEY_REMINDED: survey_reminded\nSURVEY_REPORTED: survey_reported\nACTION_STEP_GIVEN: action_step_given\nDIGEST_PREVIEWED: digest_previewed\nMAIL_BOUNCED: mail_bounced\nINTEGRATION_FAILED: integration_failed",
                        enum_type=NotificationKind,
                        max_length=32,
                    ),
                ),
                (
                    "channel",
                    fields.CharEnumField(
                        description="MAIL: mail\nCHAT: chat\nPUSH: push",
                        enum_type=Channel,
                        max_length=8,
                    ),
                ),
                ("wanted", fields.BooleanField()),
                ("updated_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "notification_choice",
                "app": "erm",
                "unique_together": (("person", "kind", "channel"),),
                "pk_attr": "id",
                "table_description": "A person's choice for a kind and a channel; without a row the company's default holds.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="NotificationPolicy",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "kind",
                    fields.CharEnumField(
                        description="MEETING_COMING: meeting_coming\nMEETING_ASKED: meeting_asked\nMEETING_MOVED: meeting_moved\nPROMISE_TAKEN: promise_taken\nPROMISE_KEPT: promise_kept\nHANDOVER_SHARED: handover_shared\nFEEDBACK_REQUESTED: feedback_requested\nFEEDBACK_RECEIVED: feedback_received\nFEEDBACK_THANKED: feedback_thanked\nFEEDBACK_DECLINED: feedback_declined\nFEEDBACK_ASKED_BACK: feedback_asked_back\nFEEDBACK_ANSWERED_BACK: feedback_answered_back\nREVIEWS_ASKED: reviews_asked\nREVIEWS_REMINDED: reviews_reminded\nNOMINATIONS_SENT: nominations_sent\nPACKET_RELEASED: packet_released\nPLAN_PROPOSED: plan_proposed\nPLAN_AGREED: plan_agreed\nPLAN_CHANGED: plan_changed\nMILESTONE_REACHED: milestone_reached\nASSESSMENT_OPENED: assessment_opened\nMENTORSHIP_PROPOSED: mentorship_proposed\nMENTORSHIP_ANSWERED: mentorship_answered\nKUDOS_RECEIVED: kudos_received\nKUDOS_MENTIONED: kudos_mentioned\nKUDOS_COMMENTED: kudos_commented\nKUDOS_REACTED: kudos_reacted\nKUDOS_NOT_SENT: kudos_not_sent\nREDEMPTION_DECIDED: redemption_decided\nAWARD_ANNOUNCED: award_announced\nCELEBRATION: celebration\nSURVEY_OPENED: survey_opened\nSURVEY_REMINDED: survey_reminded\nSURVEY_REPORTED: survey_reported\nACTION_STEP_GIVEN: action_step_given\nDIGEST_PREVIEWED: digest_previewed\nMAIL_BOUNCED: mail_bounced\nINTEGRATION_FAILED: integration_failed",
                        enum_type=NotificationKind,
                        max_length=32,
                    ),
                ),
                (
                    "channel",
                    fields.CharEnumField(
                        description="MAIL: mail\nCHAT: chat\nPUSH: push",
                        enum_type=Channel,
                        max_length=8,
                    ),
                ),
                ("on", fields.BooleanField()),
                ("required", fields.BooleanField(default=False)),
                ("updated_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "notification_policy",
                "app": "erm",
                "unique_together": (("kind", "channel"),),
                "pk_attr": "id",
                "table_description": "The company's word on a kind and a channel: its default, and whether people may change it.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PersonalChat",
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
                ("service", fields.CharField(max_length=16)),
                ("address_sealed", fields.BinaryField()),
                (
                    "failing_since",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("disabled_reason", fields.CharField(default="", max_length=64)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "personal_chat",
                "app": "erm",
                "pk_attr": "person_id",
                "table_description": "A chat of one's own that notifications go to. ``address_sealed`` is its Apprise URL, sealed.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PushKey",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                ("public_key", fields.CharField(max_length=100)),
                ("private_key_sealed", fields.BinaryField()),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "push_key",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "The installation's VAPID key pair (RFC 8292), made when it is first needed. The private one sealed.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PushSubscription",
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
                ("endpoint_hash", fields.CharField(unique=True, max_length=64)),
                ("endpoint_sealed", fields.BinaryField()),
                ("keys_sealed", fields.BinaryField()),
                ("device", fields.CharField(default="", max_length=120)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("used_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "push_subscription",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "A browser that takes push (RFC 8030, RFC 8291). Address and keys are sealed: whoever holds them",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Reach",
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
                ("quiet_from", fields.SmallIntField()),
                ("quiet_to", fields.SmallIntField()),
                ("days_off", fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ("paused_until", fields.DateField(null=True)),
                ("updated_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "notification_reach",
                "app": "erm",
                "pk_attr": "person_id",
                "table_description": "When a person may be reached; who has no row: any day but Saturday and Sunday, not 20 to 7 o'clock.",
            },
            bases=["Model"],
        ),
        ops.AddField(
            model_name="DigestIssue",
            name="answered_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="DigestIssue",
            name="cadence",
            field=fields.CharEnumField(
                db_default=DigestFrequency.WEEKLY.value,
                description="DAILY: daily\nWEEKLY: weekly\nMONTHLY: monthly\nOFF: off",
                enum_type=DigestFrequency,
                max_length=16,
            ),
        ),
        EnlargeEnumeration(
            model_name="DigestPreference",
            name="frequency",
            field=fields.CharEnumField(
                description="DAILY: daily\nWEEKLY: weekly\nMONTHLY: monthly\nOFF: off",
                enum_type=DigestFrequency,
                max_length=16,
            ),
        ),
        ops.AddField(
            model_name="DigestPreference",
            name="hidden_sections",
            field=fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads),
        ),
        ops.RemoveIndex(
            model_name="Mail",
            name="idx_mail_due",
            fields=None,
        ),
        ops.AddField(
            model_name="Mail",
            name="answer",
            field=fields.CharField(null=True, max_length=500),
        ),
        ops.AddField(
            model_name="Mail",
            name="bounced_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="Mail",
            name="domain",
            field=fields.CharField(db_default="", max_length=253),
        ),
        ops.AddField(
            model_name="Mail",
            name="subject_id",
            field=fields.UUIDField(null=True),
        ),
        ops.AddField(
            model_name="Mail",
            name="subject_kind",
            field=fields.CharField(null=True, max_length=40),
        ),
        ops.AddField(
            model_name="Mail",
            name="takes_replies",
            field=fields.BooleanField(db_default=False),
        ),
        ops.AddField(
            model_name="Mail",
            name="urgency",
            field=fields.SmallIntField(db_default=1),
        ),
        ops.AddIndex(
            model_name="Mail",
            index=Index(fields=["state", "urgency", "next_attempt_at", "id"], name="idx_mail_due"),
        ),
        ops.RunSQL(_NOTICES_BECOME_NOTIFICATIONS, reverse_sql=""),
        ops.RunSQL(_MAILS_BECOME_DISPATCHES, reverse_sql=""),
        ops.DeleteModel(name="KudosNotice"),
    ]
