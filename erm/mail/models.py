"""The outbox."""

from __future__ import annotations

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from erm.core.ids import new_id
from erm.mail.rules import MailState, Transport


class Mail(Model):
    """One message to one address.

    ``recipient_id`` is the person it is for, if it is for one; mail stands below the directory and
    has no foreign key to it. The Message-ID is ``<id@message_domain>``: the id is fixed when the
    mail is queued, the domain before the first attempt. ``claimed_by`` and ``lease_until`` are set
    while a worker sends it. ``calendar`` is an iCalendar object to go with it, ``calendar_method`` its
    METHOD. ``attachment`` is a file to go with it, with its name and media type; like the text it is not
    kept once the mail has gone.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    dedupe_key = fields.CharField(max_length=200, unique=True)
    message_domain = fields.CharField(max_length=255, null=True)
    kind = fields.CharField(max_length=64)
    recipient_id = fields.UUIDField(null=True, db_index=True)
    to_address = fields.CharField(max_length=254)
    to_name = fields.CharField(max_length=255, default="")
    language = fields.CharField(max_length=8, default="en")
    subject = fields.CharField(max_length=255)
    text = fields.TextField()
    html = fields.TextField(null=True)
    calendar = fields.TextField(null=True)
    calendar_method = fields.CharField(max_length=16, null=True)
    attachment = fields.BinaryField(null=True)
    attachment_name = fields.CharField(max_length=120, null=True)
    attachment_type = fields.CharField(max_length=100, null=True)
    unsubscribe_url = fields.CharField(max_length=1000, null=True)
    state = fields.CharEnumField(MailState, max_length=16, default=MailState.QUEUED)
    transport = fields.CharEnumField(Transport, max_length=16, null=True)
    attempts = fields.IntField(default=0)
    next_attempt_at = fields.DatetimeField()
    claimed_by = fields.CharField(max_length=64, null=True)
    lease_until = fields.DatetimeField(null=True)
    last_error = fields.CharField(max_length=500, null=True)
    created_at = fields.DatetimeField()
    sent_at = fields.DatetimeField(null=True)

    class Meta:
        table = "mail"
        indexes = [
            Index(fields=["state", "next_attempt_at", "id"], name="idx_mail_due"),
            Index(fields=["state", "lease_until"], name="idx_mail_lease"),
        ]
