"""Setting passwords."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from erm.access import policy
from erm.access.commands.sessions import rotate_session
from erm.access.errors import CurrentPasswordWrong, SessionNeeded
from erm.access.events import PasswordSet
from erm.access.models import Credential, Session
from erm.access.passwords import check_new_password, hash_password, verify_password
from erm.access.rate_limits import count_attempt
from erm.access.rules import PASSWORD_AFTER_LINK, LimitedAction
from erm.access.views import NewSession
from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.core.events import Bus
from erm.core.work import record, unit_of_work
from erm.people.models import Person


async def set_password(
    bus: Bus, actor: Actor, *, current_password: str | None, new_password: str, company: str
) -> NewSession | None:
    """Set the actor's password; their session goes on under another token, all others end.

    The present password is asked for where there is one, except from somebody who has just signed
    in by a link: that is how a forgotten one is replaced. Opens its own unit of work, for hashing
    must not hold the database. Raises ``SessionNeeded``, ``CurrentPasswordWrong``,
    ``PasswordTooShort``, ``PasswordTooLong``, ``PasswordTooCommon`` or ``TooManyAttempts``.
    """
    if not policy.may_change_credentials(actor):
        raise SessionNeeded
    await count_attempt(bus, LimitedAction.CHANGE_PASSWORD, account=str(actor.person_id))
    credential = await Credential.get_or_none(person_id=actor.person_id)
    stored = None if credential is None else credential.password_hash
    if stored is not None and not await _came_by_link(actor):
        matches, _ = await verify_password(current_password or "", stored)
        if not matches:
            raise CurrentPasswordWrong(field="current_password")
    words = [company, "erm", *await _words_of(actor.person_id)]
    await check_new_password(new_password, words=words, field="new_password")
    hashed = await hash_password(new_password)
    async with unit_of_work(bus):
        await _store([actor.person_id], hashed)
        record(PasswordSet(at=now(), person_id=actor.person_id))
        return await rotate_session(actor)


async def set_passwords(actor: Actor, *, person_ids: Sequence[UUID], password: str) -> None:
    """Give people one password, which is not judged: for the operator and for the demo.

    Hashes once, so that a demo company of sixty does not take three seconds. Raises ``NotAllowed``
    for everybody but the system.
    """
    if not actor.is_system:
        raise NotAllowed
    hashed = await hash_password(password)
    await _store(person_ids, hashed)
    await Session.filter(person_id__in=list(person_ids)).delete()
    for person_id in person_ids:
        record(PasswordSet(at=now(), person_id=person_id))


async def _store(person_ids: Sequence[UUID], hashed: str) -> None:
    instant = now()
    await Credential.bulk_create(
        [Credential(person_id=i, password_hash=hashed, changed_at=instant) for i in person_ids],
        on_conflict=["person_id"],
        update_fields=["password_hash", "changed_at"],
    )


async def _came_by_link(actor: Actor) -> bool:
    return await Session.filter(
        id=actor.session_id, by_link=True, created_at__gt=now() - PASSWORD_AFTER_LINK
    ).exists()


async def _words_of(person_id: UUID) -> list[str]:
    person = await Person.get(id=person_id)
    local, _, domain = person.work_email.partition("@")
    return [person.given_name, person.family_name, local, domain]
