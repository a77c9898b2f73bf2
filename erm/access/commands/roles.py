"""Granting and revoking roles."""

from __future__ import annotations

from uuid import UUID

from erm.access import policy
from erm.access.commands.sessions import rotate_session
from erm.access.errors import LastAdministrator, RoleNotHeld, RolesAreAdministrators
from erm.access.events import RoleGranted, RoleRevoked
from erm.access.models import RoleGrant, Session
from erm.access.views import NewSession
from erm.audit import commands as audit
from erm.audit.rules import Action
from erm.core.actor import Actor, Role
from erm.core.clock import now, today
from erm.core.ids import new_id
from erm.core.work import record
from erm.people.models import Person
from erm.people.queries import present, require_present


async def grant_role(actor: Actor, *, person_id: UUID, role: Role) -> NewSession | None:
    """Grant a role; granting it again changes nothing.

    The sessions of whoever's roles change end; the actor's own goes on under another token, which
    is returned. Raises ``RolesAreAdministrators``, ``PersonUnknown``, ``PersonHasLeft``.
    """
    if not policy.may_change_roles(actor):
        raise RolesAreAdministrators
    await require_present(actor, person_id, field="person_id")
    if await RoleGrant.filter(person_id=person_id, role=role).exists():
        return None
    grant = RoleGrant(
        id=new_id(),
        person_id=person_id,
        role=role,
        granted_by_id=_by(actor),
        granted_at=now(),
    )
    await RoleGrant.bulk_create([grant], ignore_conflicts=True)
    record(RoleGranted(at=now(), person_id=person_id, role=role, granted_by_id=_by(actor)))
    _note(Action.ROLE_GRANTED, actor, person_id, role)
    return await _rotate(actor, person_id)


async def revoke_role(actor: Actor, *, person_id: UUID, role: Role) -> NewSession | None:
    """Take a role from somebody; sessions as with :func:`grant_role`.

    Raises ``RolesAreAdministrators``, ``RoleNotHeld``, ``LastAdministrator``.
    """
    if not policy.may_change_roles(actor):
        raise RolesAreAdministrators
    if role is Role.ADMINISTRATOR:
        # Locked, so that two administrators cannot revoke each other at the same moment.
        # Whole rows: Tortoise drops FOR UPDATE from values().
        holders = await RoleGrant.filter(role=role).select_for_update().order_by("id")
        others = [h.person_id for h in holders if h.person_id != person_id]  # type: ignore[attr-defined]
        if not await Person.filter(present(today()), id__in=others).exists():
            raise LastAdministrator
    if not await RoleGrant.filter(person_id=person_id, role=role).delete():
        raise RoleNotHeld
    record(RoleRevoked(at=now(), person_id=person_id, role=role, revoked_by_id=_by(actor)))
    _note(Action.ROLE_REVOKED, actor, person_id, role)
    return await _rotate(actor, person_id)


async def _rotate(actor: Actor, person_id: UUID) -> NewSession | None:
    if actor.person_id == person_id:
        return await rotate_session(actor)
    await Session.filter(person_id=person_id).delete()
    return None


def _note(action: Action, actor: Actor, person_id: UUID, role: Role) -> None:
    audit.append(
        action,
        actor_id=_by(actor),
        subject_kind="Person",
        subject_id=person_id,
        details={"role": role},
    )


def _by(actor: Actor) -> UUID | None:
    return None if actor.is_system else actor.person_id
