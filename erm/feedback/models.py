"""Tables of feedback at any time; those of cycles are in ``cycles.models``.

What people write is sealed (``erm.core.sealing``): columns of bytes named ``…sealed`` hold JSON.
"""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from erm.core.ids import new_id
from erm.feedback.rules import FeedbackLinkKind, FeedbackVisibility, RequestState
from erm.people.models import Department, Person


class FeedbackRequest(Model):
    """``requester`` asks ``asked`` a question.

    It is about ``subject``, or about the requester where that is NULL. ``batch_id`` is shared by
    those who were asked the same at once. ``send_at`` is set until the request is sent, and stays if
    it was taken back before: the one who would have been asked never sees it.

    ``open_key`` is set only while the request is scheduled or pending, so that its uniqueness keeps
    the same question from waiting twice for the same person.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    requester: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    requester_id: UUID
    asked: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    asked_id: UUID
    subject: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.RESTRICT, db_index=True
    )
    subject_id: UUID | None
    batch_id = fields.UUIDField(null=True)
    question = fields.TextField()
    send_at = fields.DatetimeField(null=True)
    due_on = fields.DateField(null=True)
    state = fields.CharEnumField(RequestState, max_length=16, default=RequestState.PENDING)
    decline_reason = fields.TextField(default="")
    open_key = fields.CharField(max_length=64, null=True, unique=True)
    created_at = fields.DatetimeField()
    settled_at = fields.DatetimeField(null=True)

    class Meta:
        table = "feedback_request"
        indexes = [
            Index(fields=["asked_id", "state", "id"], name="idx_feedback_request_asked"),
            Index(fields=["requester_id", "id"], name="idx_feedback_request_sent"),
        ]


class FeedbackNote(Model):
    """What ``author`` told ``recipient``, in answer to ``request`` if there was one.

    ``sealed`` holds situation, behaviour, impact and next step; the columns of these names are empty
    but for notes from before there was encryption, which ``erm migrate`` seals. A note to a team is
    a row for each of its people with one ``batch_id``; the first of them ``leads_batch`` and
    stands for all in the author's list. ``archived_at`` is the recipient's.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    author: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    author_id: UUID
    recipient: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    recipient_id: UUID
    request: fields.OneToOneNullableRelation[FeedbackRequest] = fields.OneToOneField(
        "erm.FeedbackRequest", related_name=False, null=True, on_delete=fields.RESTRICT
    )
    request_id: UUID | None
    situation = fields.TextField(default="")
    behaviour = fields.TextField()
    impact = fields.TextField(default="")
    next_step = fields.TextField(default="")
    sealed = fields.BinaryField(null=True)
    department: fields.ForeignKeyNullableRelation[Department] = fields.ForeignKeyField(
        "erm.Department", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    department_id: UUID | None
    batch_id = fields.UUIDField(null=True)
    leads_batch = fields.BooleanField(db_default=True)
    visibility = fields.CharEnumField(FeedbackVisibility, max_length=32)
    competency = fields.CharField(max_length=200, db_default="")
    archived_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()
    edited_at = fields.DatetimeField(null=True)
    thanked_at = fields.DatetimeField(null=True)

    class Meta:
        table = "feedback_note"
        indexes = [
            Index(fields=["recipient_id", "id"], name="idx_feedback_note_received"),
            Index(fields=["author_id", "id"], name="idx_feedback_note_given"),
        ]


class FeedbackLink(Model):
    """What the recipient made of a note: a goal, a talking point, kudos. ``target_id`` is its id."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    note: fields.ForeignKeyRelation[FeedbackNote] = fields.ForeignKeyField(
        "erm.FeedbackNote", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    note_id: UUID
    kind = fields.CharEnumField(FeedbackLinkKind, max_length=16)
    target_id = fields.UUIDField()
    created_at = fields.DatetimeField()

    class Meta:
        table = "feedback_link"
        unique_together = (("note", "kind", "target_id"),)


class FeedbackFollowUp(Model):
    """The one question that the recipient may ask back, and its answer."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    note: fields.OneToOneRelation[FeedbackNote] = fields.OneToOneField(
        "erm.FeedbackNote", related_name=False, on_delete=fields.CASCADE
    )
    note_id: UUID
    question_sealed = fields.BinaryField()
    asked_at = fields.DatetimeField()
    answer_sealed = fields.BinaryField(null=True)
    answered_at = fields.DatetimeField(null=True)

    class Meta:
        table = "feedback_follow_up"


class GuestFeedback(Model):
    """A question to somebody outside the company, by mail, and their answer.

    Only the hash of the link's secret is stored. ``answer_sealed`` holds the same four parts as a
    note; it is read by ``requester`` and, where there is one, by ``subject``.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    requester: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    requester_id: UUID
    subject: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.RESTRICT, db_index=True
    )
    subject_id: UUID | None
    batch_id = fields.UUIDField(null=True)
    question = fields.TextField()
    due_on = fields.DateField(null=True)
    send_at = fields.DatetimeField(null=True)
    guest_name = fields.CharField(max_length=200)
    guest_email = fields.CharField(max_length=254)
    locale = fields.CharField(max_length=8)
    token_hash = fields.CharField(max_length=64, null=True, unique=True)
    expires_at = fields.DatetimeField()
    state = fields.CharEnumField(RequestState, max_length=16, default=RequestState.PENDING)
    decline_reason = fields.TextField(default="")
    answer_sealed = fields.BinaryField(null=True)
    created_at = fields.DatetimeField()
    settled_at = fields.DatetimeField(null=True)
    thanked_at = fields.DatetimeField(null=True)
    archived_at = fields.DatetimeField(null=True)

    class Meta:
        table = "guest_feedback"


class FeedbackDraft(Model):
    """What somebody began to write. ``key`` says where (``give:<person>``); nobody else reads it."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    author: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    author_id: UUID
    key = fields.CharField(max_length=200)
    sealed = fields.BinaryField()
    updated_at = fields.DatetimeField()
    version = fields.IntField(default=1)

    class Meta:
        table = "feedback_draft"
        unique_together = (("author", "key"),)
