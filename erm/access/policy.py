"""Who may do what in access. One's own sessions and tokens are nobody else's business."""

from __future__ import annotations

from tortoise.expressions import Q

from erm.access.models import AccessToken, Session
from erm.core.actor import Actor, ActorKind


def may_read_session(actor: Actor, session: Session) -> bool:
    """One's own."""
    return session.person_id == actor.person_id  # type: ignore[attr-defined,no-any-return]


def readable_sessions(actor: Actor) -> Q:
    """Filter form of :func:`may_read_session`."""
    return Q(person_id=actor.person_id)


def may_read_access_token(actor: Actor, token: AccessToken) -> bool:
    """One's own."""
    return token.person_id == actor.person_id  # type: ignore[attr-defined,no-any-return]


def readable_access_tokens(actor: Actor) -> Q:
    """Filter form of :func:`may_read_access_token`."""
    return Q(person_id=actor.person_id)


def may_change_credentials(actor: Actor) -> bool:
    """A person in their browser. A token that leaks must not be able to make another."""
    return actor.kind is ActorKind.SESSION


def may_see_role_holders(actor: Actor) -> bool:
    """Administrators, and the operator at the command line."""
    return actor.is_administrator or actor.is_system


def may_change_roles(actor: Actor) -> bool:
    """Administrators in their browser, and the operator at the command line."""
    return actor.is_system or (actor.is_administrator and actor.kind is ActorKind.SESSION)
