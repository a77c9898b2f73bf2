"""Tables of recognition."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from erm.core.ids import new_id
from erm.files.models import StoredFile
from erm.people.models import Department, Person
from erm.recognition.rules import (
    GroupKind,
    KudosVisibility,
    ReactionKind,
    ScheduleState,
)


class CompanyValue(Model):
    """Something that the company holds to. A retired one stays on the kudos given under it."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    name = fields.CharField(max_length=120, unique=True)
    description = fields.TextField(default="")
    color = fields.CharField(max_length=32, default="teal")
    icon = fields.CharField(max_length=32, default="star", db_default="star")
    position = fields.IntField(default=0)
    retired_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()
    version = fields.IntField(default=1, db_default=1)

    class Meta:
        table = "company_value"


class Kudos(Model):
    """Thanks from ``author`` to its receivers.

    ``audience_manager`` is whose team sees thanks for a team; ``author_department`` where the author
    was when they gave them; ``points`` how many went with them, all receivers together. ``change`` is
    the number of the last change, always higher than any before it in the company, for those who
    listen.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    author: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    author_id: UUID
    company_value: fields.ForeignKeyNullableRelation[CompanyValue] = fields.ForeignKeyField(
        "erm.CompanyValue", related_name=False, null=True, on_delete=fields.RESTRICT, db_index=True
    )
    company_value_id: UUID | None
    message = fields.TextField()
    visibility = fields.CharEnumField(KudosVisibility, max_length=16)
    created_at = fields.DatetimeField()
    withdrawn_at = fields.DatetimeField(null=True)
    made_private_at = fields.DatetimeField(null=True)
    made_private_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.RESTRICT, db_index=True
    )
    made_private_by_id: UUID | None
    hidden_at = fields.DatetimeField(null=True)
    hidden_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.RESTRICT, db_index=True
    )
    hidden_by_id: UUID | None
    hidden_reason = fields.TextField(default="")
    audience_manager: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.RESTRICT, db_index=True
    )
    audience_manager_id: UUID | None
    author_department: fields.ForeignKeyNullableRelation[Department] = fields.ForeignKeyField(
        "erm.Department", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    author_department_id: UUID | None
    search_text = fields.TextField(default="", db_default="")
    edited_at = fields.DatetimeField(null=True)
    picture: fields.ForeignKeyNullableRelation[StoredFile] = fields.ForeignKeyField(
        "erm.StoredFile", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    picture_id: UUID | None
    picture_alt = fields.CharField(max_length=300, default="", db_default="")
    points = fields.IntField(default=0, db_default=0)
    change = fields.BigIntField(default=0, db_default=0)

    class Meta:
        table = "kudos"
        indexes = [
            Index(fields=["visibility", "id"], name="idx_kudos_feed"),
            Index(fields=["change"], name="idx_kudos_change"),
            # What was said of late.
            Index(fields=["visibility", "created_at"], name="idx_kudos_time"),
        ]


class KudosKey(Model):
    """The key that a client gave to one giving, so that sending it again gives nothing twice."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    author: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    author_id: UUID
    key = fields.UUIDField()
    kudos: fields.ForeignKeyNullableRelation[Kudos] = fields.ForeignKeyField(
        "erm.Kudos", related_name=False, null=True, on_delete=fields.CASCADE, db_index=True
    )
    kudos_id: UUID | None
    created_at = fields.DatetimeField()

    class Meta:
        table = "kudos_key"
        unique_together = (("author", "key"),)


class KudosCounter(Model):
    """The highest number of a change, in one row."""

    id = fields.CharField(primary_key=True, max_length=16)
    number = fields.BigIntField(default=0)

    class Meta:
        table = "kudos_counter"


class KudosGone(Model):
    """A change by which some who could read kudos cannot any more: withdrawn, hidden, made private.

    ``visibility`` and ``hidden`` are as they were before it, so that those and nobody else are told;
    ``number`` is that of the change.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    kudos: fields.ForeignKeyRelation[Kudos] = fields.ForeignKeyField(
        "erm.Kudos", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    kudos_id: UUID
    number = fields.BigIntField(unique=True)
    visibility = fields.CharEnumField(KudosVisibility, max_length=16)
    hidden = fields.BooleanField()

    class Meta:
        table = "kudos_gone"


class KudosGroup(Model):
    """A team or a department that is thanked as a whole: who belonged to it then are receivers.

    ``manager`` is whose team it is; ``name`` what the group was called, ``size`` how many were thanked.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    kudos: fields.ForeignKeyRelation[Kudos] = fields.ForeignKeyField(
        "erm.Kudos", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    kudos_id: UUID
    kind = fields.CharEnumField(GroupKind, max_length=16)
    manager: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.RESTRICT, db_index=True
    )
    manager_id: UUID | None
    department: fields.ForeignKeyNullableRelation[Department] = fields.ForeignKeyField(
        "erm.Department", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    department_id: UUID | None
    name = fields.CharField(max_length=300)
    size = fields.IntField()
    position = fields.IntField(default=0)

    class Meta:
        table = "kudos_group"


class KudosEdit(Model):
    """What kudos said before their author changed them."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    kudos: fields.ForeignKeyRelation[Kudos] = fields.ForeignKeyField(
        "erm.Kudos", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    kudos_id: UUID
    message = fields.TextField()
    company_value: fields.ForeignKeyNullableRelation[CompanyValue] = fields.ForeignKeyField(
        "erm.CompanyValue", related_name=False, null=True, on_delete=fields.RESTRICT, db_index=True
    )
    company_value_id: UUID | None
    at = fields.DatetimeField()

    class Meta:
        table = "kudos_edit"


class KudosReceiver(Model):
    """One of the people thanked. ``position`` keeps the order in which the author named them.

    ``group`` is the team or department by which they are thanked, None for who was named in person;
    ``department`` is where they were then; ``points`` their share.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    kudos: fields.ForeignKeyRelation[Kudos] = fields.ForeignKeyField(
        "erm.Kudos", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    kudos_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    person_id: UUID
    position = fields.IntField(default=0)
    group: fields.ForeignKeyNullableRelation[KudosGroup] = fields.ForeignKeyField(
        "erm.KudosGroup", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    group_id: UUID | None
    department: fields.ForeignKeyNullableRelation[Department] = fields.ForeignKeyField(
        "erm.Department", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    department_id: UUID | None
    points = fields.IntField(default=0, db_default=0)

    class Meta:
        table = "kudos_receiver"
        unique_together = (("kudos", "person"),)
        # Those named in person; SQLite would look through all who have no group instead.
        indexes = [Index(fields=["kudos_id", "group_id"], name="idx_kudos_receiver_named")]


class KudosReaction(Model):
    """One sign of one person under one kudos."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    kudos: fields.ForeignKeyRelation[Kudos] = fields.ForeignKeyField(
        "erm.Kudos", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    kudos_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    person_id: UUID
    kind = fields.CharEnumField(ReactionKind, max_length=16)
    created_at = fields.DatetimeField()

    class Meta:
        table = "kudos_reaction"
        unique_together = (("kudos", "person", "kind"),)


class KudosComment(Model):
    """A line under kudos. Deleting empties ``body``; who did it and when remains."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    kudos: fields.ForeignKeyRelation[Kudos] = fields.ForeignKeyField(
        "erm.Kudos", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    kudos_id: UUID
    author: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    author_id: UUID
    body = fields.TextField()
    created_at = fields.DatetimeField()
    deleted_at = fields.DatetimeField(null=True)
    deleted_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.RESTRICT, db_index=True
    )
    deleted_by_id: UUID | None
    hidden_at = fields.DatetimeField(null=True)
    hidden_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.RESTRICT, db_index=True
    )
    hidden_by_id: UUID | None
    hidden_reason = fields.TextField(default="", db_default="")

    class Meta:
        table = "kudos_comment"


class KudosMention(Model):
    """Somebody named in kudos, or in a comment under them. ``label`` is their name as it stands there."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    kudos: fields.ForeignKeyRelation[Kudos] = fields.ForeignKeyField(
        "erm.Kudos", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    kudos_id: UUID
    comment: fields.ForeignKeyNullableRelation[KudosComment] = fields.ForeignKeyField(
        "erm.KudosComment", related_name=False, null=True, on_delete=fields.CASCADE, db_index=True
    )
    comment_id: UUID | None
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    person_id: UUID
    label = fields.CharField(max_length=260)

    class Meta:
        table = "kudos_mention"
        # Those in the kudos themselves, for the same reason.
        indexes = [Index(fields=["kudos_id", "comment_id"], name="idx_kudos_mention_own")]


class ScheduledKudos(Model):
    """Thanks to be said later. ``content_sealed`` is the input of giving, sealed; all rules hold on that day.

    ``problem`` is the code of the refusal where they could not be given.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    author: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    author_id: UUID
    content_sealed = fields.BinaryField()
    picture: fields.ForeignKeyNullableRelation[StoredFile] = fields.ForeignKeyField(
        "erm.StoredFile", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    picture_id: UUID | None
    due_at = fields.DatetimeField()
    state = fields.CharEnumField(ScheduleState, max_length=16)
    problem = fields.CharField(max_length=64, default="")
    kudos: fields.ForeignKeyNullableRelation[Kudos] = fields.ForeignKeyField(
        "erm.Kudos", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    kudos_id: UUID | None
    created_at = fields.DatetimeField()
    version = fields.IntField(default=1)

    class Meta:
        table = "scheduled_kudos"
        indexes = [Index(fields=["state", "due_at"], name="idx_scheduled_kudos_due")]


class FeedMark(Model):
    """Up to which kudos a person has seen the feed."""

    person: fields.OneToOneRelation[Person] = fields.OneToOneField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, primary_key=True
    )
    person_id: UUID
    kudos_id = fields.UUIDField()
    updated_at = fields.DatetimeField()

    class Meta:
        table = "feed_mark"


class Follow(Model):
    """``follower`` wants to see what ``followed`` gives and receives."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    follower: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    follower_id: UUID
    followed: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    followed_id: UUID
    created_at = fields.DatetimeField()

    class Meta:
        table = "follow"
        unique_together = (("follower", "followed"),)
