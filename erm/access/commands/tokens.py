"""Personal access tokens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from erm.access import policy
from erm.access.errors import (
    AccessTokenNotFound,
    ScopesRequired,
    SessionNeeded,
    TooManyAccessTokens,
    ValidDaysOutOfRange,
)
from erm.access.models import AccessToken
from erm.access.queries import TOKEN_COLUMNS, token_view
from erm.access.rules import TOKEN_DAYS_MAXIMUM, TOKEN_PREFIX, TOKENS_MAXIMUM, TokenScope
from erm.access.secrets import new_access_token, stored_form
from erm.access.views import AccessTokenView
from erm.audit import commands as audit
from erm.audit.rules import Action, Detail
from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.core.ids import new_id
from erm.core.text import clean_line

PREFIX_SHOWN = len(TOKEN_PREFIX) + 4


async def create_access_token(
    actor: Actor, *, name: str, scopes: Sequence[TokenScope], valid_days: int
) -> tuple[AccessTokenView, str]:
    """Make an access token of the actor's; returns it and its secret, which is shown once.

    Raises ``SessionNeeded``, ``ScopesRequired``, ``ValidDaysOutOfRange``,
    ``TooManyAccessTokens``.
    """
    if not policy.may_change_credentials(actor):
        raise SessionNeeded
    return await _create(
        actor, person_id=actor.person_id, name=name, scopes=scopes, valid_days=valid_days
    )


async def create_access_token_for(
    actor: Actor, *, person_id: UUID, name: str, scopes: Sequence[TokenScope], valid_days: int
) -> tuple[AccessTokenView, str]:
    """Like :func:`create_access_token`, for anybody: the operator's. Raises ``NotAllowed``."""
    if not actor.is_system:
        raise NotAllowed
    return await _create(
        actor, person_id=person_id, name=name, scopes=scopes, valid_days=valid_days
    )


async def _create(
    actor: Actor, *, person_id: UUID, name: str, scopes: Sequence[TokenScope], valid_days: int
) -> tuple[AccessTokenView, str]:
    title = clean_line(name, field="name", maximum=100)
    if not scopes:
        raise ScopesRequired(field="scopes")
    if not 1 <= valid_days <= TOKEN_DAYS_MAXIMUM:
        raise ValidDaysOutOfRange(field="valid_days", maximum=TOKEN_DAYS_MAXIMUM)
    instant = now()
    held = await AccessToken.filter(person_id=person_id, expires_at__gt=instant).count()
    if held >= TOKENS_MAXIMUM:
        raise TooManyAccessTokens(count=TOKENS_MAXIMUM)
    secret, key = new_access_token(), new_id()
    _ = await AccessToken.create(
        id=key,
        person_id=person_id,
        name=title,
        prefix=secret[:PREFIX_SHOWN],
        token_hash=stored_form(secret),
        may_read=TokenScope.READ in scopes,
        may_write=TokenScope.WRITE in scopes,
        created_at=instant,
        expires_at=instant + timedelta(days=valid_days),
    )
    note_token(
        Action.ACCESS_TOKEN_CREATED,
        actor,
        key,
        person_id,
        {"days": valid_days, "may_write": TokenScope.WRITE in scopes},
    )
    (row,) = await AccessToken.filter(id=key).values(*TOKEN_COLUMNS)
    return token_view(row), secret


async def revoke_access_token(actor: Actor, *, access_token_id: UUID) -> None:
    """End one of the actor's access tokens. Raises ``SessionNeeded``, ``AccessTokenNotFound``."""
    if not policy.may_change_credentials(actor):
        raise SessionNeeded
    gone = await AccessToken.filter(
        policy.readable_access_tokens(actor), id=access_token_id
    ).delete()
    if not gone:
        raise AccessTokenNotFound(field="access_token_id")
    note_token(Action.ACCESS_TOKEN_REVOKED, actor, access_token_id, actor.person_id)


def note_token(
    action: Action,
    actor: Actor,
    token_id: UUID,
    person_id: UUID,
    details: Mapping[str, Detail] | None = None,
) -> None:
    """Write into the audit log what was done with somebody's access token."""
    audit.append(
        action,
        actor_id=None if actor.is_system else actor.person_id,
        subject_kind="AccessToken",
        subject_id=token_id,
        details={"person": person_id, **(details or {})},
    )
