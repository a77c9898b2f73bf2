"""What only the operator's commands do: a link to hand over, and the access tokens of anybody."""

from __future__ import annotations

from uuid import UUID

from erm.access.commands.tokens import note_token
from erm.access.errors import AccessTokenNotFound
from erm.access.models import AccessToken, SignInLink
from erm.access.queries import TOKEN_COLUMNS, token_view
from erm.access.rules import LINK_VALID
from erm.access.secrets import new_secret, stored_form
from erm.access.views import AccessTokenView
from erm.audit.rules import Action
from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.people.queries import require_present


async def make_sign_in_link(actor: Actor, *, person_id: UUID) -> str:
    """Make a link for somebody and return its token, which is valid once and for ten minutes.

    For the operator, who hands it over where no mail can be sent. Raises ``NotAllowed``,
    ``PersonUnknown``, ``PersonHasLeft``.
    """
    if not actor.is_system:
        raise NotAllowed
    await require_present(actor, person_id, field="person_id")
    token, instant = new_secret(), now()
    _ = await SignInLink.create(
        person_id=person_id,
        token_hash=stored_form(token),
        created_at=instant,
        expires_at=instant + LINK_VALID,
    )
    return token


async def access_tokens_of(actor: Actor, *, person_id: UUID) -> list[AccessTokenView]:
    """Anybody's access tokens, newest first, expired ones too. Raises ``NotAllowed``."""
    if not actor.is_system:
        raise NotAllowed
    rows = await AccessToken.filter(person_id=person_id).order_by("-id").values(*TOKEN_COLUMNS)
    return [token_view(row) for row in rows]


async def revoke_access_token_of(actor: Actor, *, person_id: UUID, prefix: str) -> None:
    """End somebody's access token, named by the beginning of its secret.

    Raises ``NotAllowed``, or ``AccessTokenNotFound`` unless exactly one begins so.
    """
    if not actor.is_system:
        raise NotAllowed
    named = await AccessToken.filter(person_id=person_id, prefix=prefix).limit(2)
    if len(named) != 1 or not await AccessToken.filter(id=named[0].id).delete():
        raise AccessTokenNotFound(field="access_token_id")
    note_token(Action.ACCESS_TOKEN_REVOKED, actor, named[0].id, person_id)
