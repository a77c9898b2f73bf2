"""What keeps the tables of access small, and what a demo needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from erm.access.models import AccessToken, DemoAccount, RateLimit, Session, SignInLink
from erm.access.rules import SESSION_IDLE
from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed

_DAY = timedelta(days=1)


async def sweep_access(actor: Actor) -> int:
    """Job, once an hour: delete what has expired; returns how many rows."""
    if not actor.is_system:
        raise NotAllowed
    instant = now()
    return (
        await Session.filter(expires_at__lte=instant).delete()
        + await Session.filter(last_seen_at__lte=instant - SESSION_IDLE).delete()
        + await SignInLink.filter(expires_at__lte=instant - _DAY).delete()
        + await AccessToken.filter(expires_at__lte=instant - _DAY).delete()
        + await RateLimit.filter(window_started__lte=int((instant - _DAY).timestamp())).delete()
    )


async def show_demo_accounts(
    actor: Actor, *, accounts: Sequence[tuple[UUID, str]], password: str
) -> None:
    """Let the sign-in page invite visitors to sign in as these people (id, words for their role).

    The password itself is set by ``passwords.set_passwords``.
    """
    if not actor.is_system:
        raise NotAllowed
    await DemoAccount.all().delete()
    await DemoAccount.bulk_create(
        [
            DemoAccount(person_id=person_id, role=role, password=password, position=position)
            for position, (person_id, role) in enumerate(accounts)
        ]
    )
