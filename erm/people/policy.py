"""Who may see and do what in the directory.

The directory is open to everybody who is signed in; a few fields of a person are not.
"""

from __future__ import annotations

from uuid import UUID

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.people.models import Person


def may_read_person(actor: Actor, person: Person) -> bool:
    """Everybody in the directory may be seen by everybody in it, and so may those who left."""
    return True


def readable_people(actor: Actor) -> Q:
    """Filter form of :func:`may_read_person`."""
    return Q()


def may_see_work_email(actor: Actor, person_id: UUID, *, left: bool) -> bool:
    """Colleagues' addresses are open; a leaver's only to themselves, HR and administrators."""
    return not left or actor.is_system or _is_self_or_office(actor, person_id)


def may_search_leavers_addresses(actor: Actor) -> bool:
    """Those who may see them."""
    return actor.is_hr or actor.is_administrator or actor.is_system


def may_see_employee_number(actor: Actor, person_id: UUID) -> bool:
    """One's own; HR and administrators anybody's."""
    return actor.is_system or _is_self_or_office(actor, person_id)


def may_see_history(actor: Actor, person_id: UUID) -> bool:
    """One's own, one's reports'; HR and administrators anybody's."""
    return _is_self_or_office(actor, person_id) or actor.manages(person_id)


def may_import_people(actor: Actor) -> bool:
    """Administrators, and the operator at the command line."""
    return actor.is_administrator or actor.is_system


def may_see_data_quality(actor: Actor) -> bool:
    """Administrators, and the operator at the command line."""
    return actor.is_administrator or actor.is_system


def may_change_profile(actor: Actor, person_id: UUID) -> bool:
    """Language and time zone are one's own business."""
    return actor.person_id == person_id


def _is_self_or_office(actor: Actor, person_id: UUID) -> bool:
    return actor.person_id == person_id or actor.is_hr or actor.is_administrator
