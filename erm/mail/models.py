"""The outbox."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from erm.core.ids import new_id
from erm.mail.rules import (
    KIND_LENGTH,
    BlockReason,
    InboundOutcome,
    MailState,
    Transport,
    Urgency,
)


class Mail(Model):
    """One message to one address.

    ``recipient_id`` is the person it is for, if it is for one; mail stands below the directory and
    has no foreign key to it. The Message-ID is ``<id@message_domain>``: the id is fixed when the
    mail is queued, the domain before the first attempt. ``claimed_by`` and ``lease_until`` are set
    while a worker sends it. ``calendar`` is an iCalendar object to go with it, ``calendar_method`` its
    METHOD. ``attachment`` is a file to go with it, with its name and media type; like the text it is not
    kept once the mail has gone.

    ``domain`` is the recipient's, for its pace. ``urgency`` decides who goes first. ``subject_kind`` and
    ``subject_id`` name what it is about, as the API names types; mails about the same for the same person
    are one thread. ``takes_replies``: an answer to it is read where erm receives mail. ``answer`` is what
    the server said when it took it. ``bounced_at``: it came back.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    dedupe_key = fields.CharField(max_length=200, unique=True)
    message_domain = fields.CharField(max_length=255, null=True)
    kind = fields.CharField(max_length=KIND_LENGTH)
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
    domain = fields.CharField(max_length=253, default="", db_default="")
    urgency = fields.SmallIntField(default=Urgency.SOON, db_default=1)
    subject_kind = fields.CharField(max_length=40, null=True)
    subject_id = fields.UUIDField(null=True)
    takes_replies = fields.BooleanField(default=False, db_default=False)
    answer = fields.CharField(max_length=500, null=True)
    bounced_at = fields.DatetimeField(null=True)

    class Meta:
        table = "mail"
        indexes = [
            Index(fields=["state", "urgency", "next_attempt_at", "id"], name="idx_mail_due"),
            Index(fields=["state", "lease_until"], name="idx_mail_lease"),
        ]


class MailAttempt(Model):
    """One try to hand a mail to a server. ``stage`` and ``code`` say where it ended; ``taken``: accepted."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    mail: fields.ForeignKeyRelation[Mail] = fields.ForeignKeyField(
        "erm.Mail", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    mail_id: UUID
    at = fields.DatetimeField()
    server = fields.CharField(max_length=255, default="")
    taken = fields.BooleanField()
    stage = fields.CharField(max_length=16, default="")
    code = fields.IntField(null=True)
    answer = fields.CharField(max_length=500, default="")
    milliseconds = fields.IntField(default=0)

    class Meta:
        table = "mail_attempt"


class MailBlock(Model):
    """An address that gets no mail any more, and why. ``address`` in lower case."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    address = fields.CharField(max_length=254, unique=True)
    reason = fields.CharEnumField(BlockReason, max_length=16)
    person_id = fields.UUIDField(null=True, db_index=True)
    mail_id = fields.UUIDField(null=True)
    diagnostic = fields.CharField(max_length=500, default="")
    since = fields.DatetimeField()

    class Meta:
        table = "mail_block"


class MailPace(Model):
    """How fast mail goes to a domain, across all workers: ``free_at`` is when its next may go."""

    domain = fields.CharField(primary_key=True, max_length=253)
    free_at = fields.DatetimeField()
    paused_until = fields.DatetimeField(null=True)
    failures = fields.IntField(default=0)

    class Meta:
        table = "mail_pace"


class InboundMail(Model):
    """A mail that came in, and what became of it; nothing of what it says. ``fingerprint`` is the SHA-256
    of its Message-ID and the address that it came for, so that one delivered twice counts once.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    fingerprint = fields.CharField(max_length=64, unique=True)
    outcome = fields.CharEnumField(InboundOutcome, max_length=16)
    code = fields.CharField(max_length=64, default="")
    mail_id = fields.UUIDField(null=True, db_index=True)
    person_id = fields.UUIDField(null=True, db_index=True)
    received_at = fields.DatetimeField(db_index=True)

    class Meta:
        table = "inbound_mail"
