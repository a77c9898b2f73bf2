"""Tables of integrations."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from erm.core.ids import new_id
from erm.integrations.rules import ChatService, DeliveryState, EventKind
from erm.people.models import Person
from erm.people.rules import Locale


class WebhookEndpoint(Model):
    """An address that takes webhooks. ``secret_sealed`` and ``former_secret_sealed`` sign.

    For a day after a change both secrets sign. ``disabled_reason`` is a code where it was switched off
    because it failed for too long, or said that it is gone.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    name = fields.CharField(max_length=120)
    url = fields.CharField(max_length=2000)
    kinds: Any = fields.JSONField(default=list)
    secret_sealed = fields.BinaryField()
    former_secret_sealed = fields.BinaryField(null=True)
    former_until = fields.DatetimeField(null=True)
    enabled = fields.BooleanField(default=True)
    disabled_reason = fields.CharField(max_length=64, default="")
    failing_since = fields.DatetimeField(null=True)
    created_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    created_by_id: UUID | None
    created_at = fields.DatetimeField()
    version = fields.IntField(default=1)

    class Meta:
        table = "webhook_endpoint"


class ChatChannel(Model):
    """A chat that is posted to. ``address_sealed`` is the Apprise URL, sealed: it holds a token."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    name = fields.CharField(max_length=120)
    service = fields.CharEnumField(ChatService, max_length=16)
    address_sealed = fields.BinaryField()
    kinds: Any = fields.JSONField(default=list)
    language = fields.CharEnumField(Locale, max_length=8)
    enabled = fields.BooleanField(default=True)
    disabled_reason = fields.CharField(max_length=64, default="")
    failing_since = fields.DatetimeField(null=True)
    created_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    created_by_id: UUID | None
    created_at = fields.DatetimeField()
    version = fields.IntField(default=1)

    class Meta:
        table = "chat_channel"


class Delivery(Model):
    """One event for one endpoint or channel. ``event_id`` stays the same when it is sent again.

    ``body`` is the JSON that is signed, or the text of a chat post.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    endpoint: fields.ForeignKeyNullableRelation[WebhookEndpoint] = fields.ForeignKeyField(
        "erm.WebhookEndpoint",
        related_name=False,
        null=True,
        on_delete=fields.CASCADE,
        db_index=True,
    )
    endpoint_id: UUID | None
    channel: fields.ForeignKeyNullableRelation[ChatChannel] = fields.ForeignKeyField(
        "erm.ChatChannel", related_name=False, null=True, on_delete=fields.CASCADE, db_index=True
    )
    channel_id: UUID | None
    event_id = fields.UUIDField()
    kind = fields.CharEnumField(EventKind, max_length=32)
    subject_id = fields.UUIDField(null=True, db_index=True)
    body = fields.TextField()
    state = fields.CharEnumField(DeliveryState, max_length=16)
    attempts = fields.IntField(default=0)
    next_at = fields.DatetimeField()
    claimed_until = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()
    finished_at = fields.DatetimeField(null=True)

    class Meta:
        table = "delivery"
        indexes = [Index(fields=["state", "next_at"], name="idx_delivery_due")]


class DeliveryAttempt(Model):
    """One try. ``status`` is the HTTP status, ``problem`` a code where there was no answer."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    delivery: fields.ForeignKeyRelation[Delivery] = fields.ForeignKeyField(
        "erm.Delivery", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    delivery_id: UUID
    at = fields.DatetimeField()
    status = fields.IntField(null=True)
    problem = fields.CharField(max_length=64, default="")
    milliseconds = fields.IntField(default=0)
    answer = fields.TextField(default="")

    class Meta:
        table = "delivery_attempt"
