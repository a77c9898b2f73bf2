"""Reads of sessions, tokens and roles."""

from __future__ import annotations

from uuid import UUID

from erm.access import policy
from erm.access.models import AccessToken, Credential, DemoAccount, RoleGrant, Session
from erm.access.rules import SESSION_IDLE, TokenScope
from erm.access.views import AccessTokenView, DemoAccountView, RoleHolderView, SessionView
from erm.core.actor import Actor, Role
from erm.core.clock import now, today
from erm.people.rules import display_name, has_left


async def sessions(actor: Actor) -> list[SessionView]:
    """The actor's living sessions, the one last seen first."""
    instant = now()
    rows = (
        await Session.filter(
            policy.readable_sessions(actor),
            expires_at__gt=instant,
            last_seen_at__gt=instant - SESSION_IDLE,
        )
        .order_by("-last_seen_at", "-id")
        .values("id", "device", "created_at", "last_seen_at")
    )
    return [SessionView(current=row["id"] == actor.session_id, **row) for row in rows]


async def access_tokens(actor: Actor) -> list[AccessTokenView]:
    """The actor's access tokens that still work, newest first."""
    rows = (
        await AccessToken.filter(policy.readable_access_tokens(actor), expires_at__gt=now())
        .order_by("-id")
        .values(*TOKEN_COLUMNS)
    )
    return [token_view(row) for row in rows]


TOKEN_COLUMNS = (
    "id",
    "name",
    "prefix",
    "may_read",
    "may_write",
    "created_at",
    "expires_at",
    "last_used_at",
)


def token_view(row: dict[str, object]) -> AccessTokenView:
    """A row of ``TOKEN_COLUMNS`` as it is shown."""
    values = dict(row)
    held = {
        TokenScope.READ: values.pop("may_read"),
        TokenScope.WRITE: values.pop("may_write"),
    }
    scopes = tuple(scope for scope, has in held.items() if has)
    return AccessTokenView(scopes=scopes, **values)  # type: ignore[arg-type]


async def has_password(actor: Actor) -> bool:
    """Whether the actor has set a password."""
    return await Credential.filter(person_id=actor.person_id).exists()


async def role_holders(actor: Actor) -> list[RoleHolderView] | None:
    """Who holds which role, in the order of the directory; None for those who may not know."""
    if not policy.may_see_role_holders(actor):
        return None
    day = today()
    there = (
        await RoleGrant.all()
        .order_by("role", "person__sort_key", "id")
        .values("person_id", "role", "granted_at", left_on="person__left_on")
    )
    return [
        RoleHolderView(row["person_id"], row["role"], row["granted_at"])
        for row in there
        if not has_left(row["left_on"], day)
    ]


async def holders_of(role: Role) -> frozenset[UUID]:
    """Everybody who holds a role, for rules that exclude them; shows nobody anything."""
    found = await RoleGrant.filter(role=role).values_list("person_id", flat=True)
    return frozenset(found)  # type: ignore[arg-type]


async def demo_accounts() -> list[DemoAccountView]:
    """Whom a visitor of a demo may sign in as; empty where there is no demo. Public."""
    rows = (
        await DemoAccount.all()
        .order_by("position")
        .values(
            "role",
            "password",
            given_name="person__given_name",
            family_name="person__family_name",
            email="person__work_email",
            title="person__title",
        )
    )
    return [
        DemoAccountView(
            name=display_name(row["given_name"], row["family_name"]),
            email=row["email"],
            title=row["title"],
            password=row["password"],
            role=row["role"],
        )
        for row in rows
    ]
