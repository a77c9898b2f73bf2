"""Tables of feedback."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from erm.core.ids import new_id
from erm.feedback.rules import FeedbackVisibility, RequestState
from erm.people.models import Person


class FeedbackRequest(Model):
    """``requester`` asks ``asked`` a question.

    ``open_key`` is set only while the request is pending, so that its uniqueness keeps the same
    question from waiting twice for the same person.
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
    question = fields.TextField()
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
    """What ``author`` told ``recipient``, in answer to ``request`` if there was one."""

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
    visibility = fields.CharEnumField(FeedbackVisibility, max_length=32)
    created_at = fields.DatetimeField()
    edited_at = fields.DatetimeField(null=True)
    thanked_at = fields.DatetimeField(null=True)

    class Meta:
        table = "feedback_note"
        indexes = [
            Index(fields=["recipient_id", "id"], name="idx_feedback_note_received"),
            Index(fields=["author_id", "id"], name="idx_feedback_note_given"),
        ]
