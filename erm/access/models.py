"""Tables of access. No secret is in them: tokens are kept as SHA-256, passwords as argon2id."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from erm.core.actor import Role
from erm.core.ids import new_id
from erm.people.models import Person


class Credential(Model):
    """The password of a person who set one, as a PHC string."""

    person: fields.OneToOneRelation[Person] = fields.OneToOneField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, primary_key=True
    )
    password_hash = fields.CharField(max_length=255)
    changed_at = fields.DatetimeField()

    class Meta:
        table = "credential"


class Session(Model):
    """A signed-in browser. ``expires_at`` is absolute; ``last_seen_at`` counts idleness.

    ``by_link`` tells how it began: who proved to own the mailbox may set a forgotten password anew.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    token_hash = fields.CharField(max_length=64, unique=True)
    device = fields.CharField(max_length=120, default="")
    by_link = fields.BooleanField(default=False)
    created_at = fields.DatetimeField()
    last_seen_at = fields.DatetimeField()
    expires_at = fields.DatetimeField(db_index=True)

    class Meta:
        table = "session"


class SignInLinkRequest(Model):
    """Somebody asked for a link for an address, whether or not it is anybody's.

    The worker looks the address up: the answer to the browser then takes equally long for both.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    email = fields.CharField(max_length=254)
    language = fields.CharField(max_length=8)
    requested_at = fields.DatetimeField()

    class Meta:
        table = "sign_in_link_request"


class SignInLink(Model):
    """A link that was sent by e-mail; ``used_at`` is set by the one redemption that works."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    token_hash = fields.CharField(max_length=64, unique=True)
    created_at = fields.DatetimeField()
    expires_at = fields.DatetimeField(db_index=True)
    used_at = fields.DatetimeField(null=True)

    class Meta:
        table = "sign_in_link"


class AccessToken(Model):
    """A secret for a program. ``prefix`` is the part that its owner can recognise it by."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    name = fields.CharField(max_length=100)
    prefix = fields.CharField(max_length=16)
    token_hash = fields.CharField(max_length=64, unique=True)
    may_read = fields.BooleanField(default=True)
    may_write = fields.BooleanField(default=False)
    created_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    last_used_at = fields.DatetimeField(null=True)

    class Meta:
        table = "access_token"


class RoleGrant(Model):
    """A role that a person holds. ``granted_by`` is null when an operator did it."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    role = fields.CharEnumField(Role, max_length=16)
    granted_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.SET_NULL, null=True, db_index=True
    )
    granted_at = fields.DatetimeField()

    class Meta:
        table = "role_grant"
        unique_together = (("person", "role"),)


class RateLimit(Model):
    """How often an action was tried by one account or address since the window began.

    ``key`` is a SHA-256; ``window_started`` is in seconds since 1970.
    """

    key = fields.CharField(max_length=64, primary_key=True)
    window_started = fields.BigIntField(db_index=True)
    count = fields.IntField()

    class Meta:
        table = "rate_limit"


class DemoAccount(Model):
    """A person whom the sign-in page of a demo company invites to sign in as.

    The password stands here in clear because it is shown; it opens nothing but invented data.
    """

    person: fields.OneToOneRelation[Person] = fields.OneToOneField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, primary_key=True
    )
    role = fields.CharField(max_length=120)
    password = fields.CharField(max_length=120)
    position = fields.IntField()

    class Meta:
        table = "demo_account"
