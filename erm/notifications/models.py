"""Tables of notifications, of what people chose about them, and of their way out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from erm.core.ids import new_id
from erm.notifications.rules import Channel, DispatchState, NotificationKind
from erm.people.models import Person


class Notification(Model):
    """One thing that happened, for one person.

    ``subject_kind`` and ``subject_id`` name what it is about, as the API names types; ``detail_id`` one
    thing within it, a comment for instance. ``person`` is who did it, None for erm itself. ``facts``
    holds numbers and days only, never words that somebody typed. ``once_key``: what makes two the same.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    recipient: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    recipient_id: UUID
    kind = fields.CharEnumField(NotificationKind, max_length=32)
    subject_kind = fields.CharField(max_length=40)
    subject_id = fields.UUIDField(null=True)
    detail_id = fields.UUIDField(null=True)
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.CASCADE, db_index=True
    )
    person_id: UUID | None
    facts: Any = fields.JSONField(default=dict)
    once_key = fields.CharField(max_length=200, unique=True)
    created_at = fields.DatetimeField()
    seen_at = fields.DatetimeField(null=True)

    class Meta:
        table = "notification"
        indexes = [
            Index(fields=["recipient_id", "id"], name="idx_notification_list"),
            Index(fields=["recipient_id", "seen_at"], name="idx_notification_unseen"),
            Index(fields=["subject_kind", "subject_id"], name="idx_notification_subject"),
        ]


class Dispatch(Model):
    """A notification on its way through one channel. ``due_at``: not before, in the recipient's reach.

    ``message_key`` is set when it is claimed: dispatches with the same one are one message.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    notification: fields.ForeignKeyRelation[Notification] = fields.ForeignKeyField(
        "erm.Notification", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    notification_id: UUID
    recipient: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    recipient_id: UUID
    channel = fields.CharEnumField(Channel, max_length=8)
    gathered = fields.BooleanField(default=False)
    state = fields.CharEnumField(DispatchState, max_length=8, default=DispatchState.WAITING)
    attempts = fields.IntField(default=0)
    message_key = fields.CharField(max_length=80, null=True)
    due_at = fields.DatetimeField()
    claimed_until = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()
    finished_at = fields.DatetimeField(null=True)

    class Meta:
        table = "notification_dispatch"
        unique_together = (("notification", "channel"),)
        indexes = [Index(fields=["state", "due_at"], name="idx_notification_dispatch_due")]


class NotificationChoice(Model):
    """A person's choice for a kind and a channel; without a row the company's default holds."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    person_id: UUID
    kind = fields.CharEnumField(NotificationKind, max_length=32)
    channel = fields.CharEnumField(Channel, max_length=8)
    wanted = fields.BooleanField()
    updated_at = fields.DatetimeField()

    class Meta:
        table = "notification_choice"
        unique_together = (("person", "kind", "channel"),)


class NotificationPolicy(Model):
    """The company's word on a kind and a channel: its default, and whether people may change it."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    kind = fields.CharEnumField(NotificationKind, max_length=32)
    channel = fields.CharEnumField(Channel, max_length=8)
    on = fields.BooleanField()
    required = fields.BooleanField(default=False)
    updated_at = fields.DatetimeField()

    class Meta:
        table = "notification_policy"
        unique_together = (("kind", "channel"),)


class Reach(Model):
    """When a person may be reached; who has no row: any day but Saturday and Sunday, not 20 to 7 o'clock.

    ``quiet_from`` and ``quiet_to`` are hours of their own zone, equal for no quiet hours; ``days_off``
    are weekdays, 1 is Monday. Nothing reaches them before ``paused_until`` (their own day, exclusive);
    the digest keeps to all of it as well.
    """

    person: fields.OneToOneRelation[Person] = fields.OneToOneField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, primary_key=True
    )
    person_id: UUID
    quiet_from = fields.SmallIntField()
    quiet_to = fields.SmallIntField()
    days_off: Any = fields.JSONField(default=list)
    paused_until = fields.DateField(null=True)
    updated_at = fields.DatetimeField()

    class Meta:
        table = "notification_reach"


class PushSubscription(Model):
    """A browser that takes push (RFC 8030, RFC 8291). Address and keys are sealed: whoever holds them
    can write into it. ``endpoint_hash`` is the SHA-256 of the address, so that a browser is known again.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    person_id: UUID
    endpoint_hash = fields.CharField(max_length=64, unique=True)
    endpoint_sealed = fields.BinaryField()
    keys_sealed = fields.BinaryField()
    device = fields.CharField(max_length=120, default="")
    created_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)

    class Meta:
        table = "push_subscription"


class PersonalChat(Model):
    """A chat of one's own that notifications go to. ``address_sealed`` is its Apprise URL, sealed."""

    person: fields.OneToOneRelation[Person] = fields.OneToOneField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, primary_key=True
    )
    person_id: UUID
    service = fields.CharField(max_length=16)
    address_sealed = fields.BinaryField()
    failing_since = fields.DatetimeField(null=True)
    disabled_reason = fields.CharField(max_length=64, default="")
    created_at = fields.DatetimeField()

    class Meta:
        table = "personal_chat"


class PushKey(Model):
    """The installation's VAPID key pair (RFC 8292), made when it is first needed. The private one sealed."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    public_key = fields.CharField(max_length=100)
    private_key_sealed = fields.BinaryField()
    created_at = fields.DatetimeField()

    class Meta:
        table = "push_key"
