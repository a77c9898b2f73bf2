"""Beginning and ending sessions."""

from __future__ import annotations

from uuid import UUID

from erm.access import policy
from erm.access.errors import SessionNeeded, SessionNotFound
from erm.access.models import AccessToken, Session, SignInLink
from erm.access.rules import SESSION_ABSOLUTE
from erm.access.secrets import new_secret, stored_form
from erm.access.views import NewSession
from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.ids import new_id
from erm.people.events import PersonLeft


async def begin_session(
    person_id: UUID, *, device: str, by_link: bool, replacing: UUID | None
) -> NewSession:
    """Begin a session with a fresh token; ``replacing`` ends the one that the browser had."""
    if replacing is not None:
        await Session.filter(id=replacing).delete()
    token, instant, key = new_secret(), now(), new_id()
    _ = await Session.create(
        id=key,
        person_id=person_id,
        token_hash=stored_form(token),
        device=device[:120],
        by_link=by_link,
        created_at=instant,
        last_seen_at=instant,
        expires_at=instant + SESSION_ABSOLUTE,
    )
    return NewSession(token, key, person_id)


async def rotate_session(actor: Actor) -> NewSession | None:
    """Give the actor's session another token and end all their other sessions.

    None, and everything ended, when the actor has no session.
    """
    current = await Session.get_or_none(id=actor.session_id) if actor.session_id else None
    await Session.filter(person_id=actor.person_id).delete()
    if current is None:
        return None
    token, key = new_secret(), new_id()
    # The absolute life time goes on: rotation does not prolong it.
    _ = await Session.create(
        id=key,
        person_id=actor.person_id,
        token_hash=stored_form(token),
        device=current.device,
        by_link=False,
        created_at=current.created_at,
        last_seen_at=now(),
        expires_at=current.expires_at,
    )
    return NewSession(token, key, actor.person_id)


async def sign_out(actor: Actor) -> None:
    """End the session that asks."""
    if actor.session_id is None:
        raise SessionNeeded
    await Session.filter(id=actor.session_id).delete()


async def end_session(actor: Actor, *, session_id: UUID) -> None:
    """End one of the actor's sessions."""
    if not policy.may_change_credentials(actor):
        raise SessionNeeded
    ended = await Session.filter(policy.readable_sessions(actor), id=session_id).delete()
    if not ended:
        raise SessionNotFound(field="session_id")


async def end_other_sessions(actor: Actor) -> int:
    """End all of the actor's sessions but the one that asks; returns how many."""
    if not policy.may_change_credentials(actor):
        raise SessionNeeded
    return (
        await Session.filter(policy.readable_sessions(actor)).exclude(id=actor.session_id).delete()
    )


async def end_all_access(event: PersonLeft) -> None:
    """Subscriber: whoever has left has no session, no link and no access token any more."""
    await Session.filter(person_id=event.person_id).delete()
    await SignInLink.filter(person_id=event.person_id).delete()
    await AccessToken.filter(person_id=event.person_id).delete()
