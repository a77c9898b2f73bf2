"""Who may see and do what with frameworks and people's levels; assessments: ``policy_assessments``.

What is published is for everybody who is signed in; a draft is HR's alone. A person's level is read
by the person, their present manager, that one's present manager, and HR: colleagues do not see each
other's.
"""

from __future__ import annotations

from uuid import UUID

from tortoise.expressions import Q, Subquery

from erm.core.actor import Actor
from erm.core.clock import today
from erm.development.competencies.models import CareerLevel, Competency, FrameworkVersion
from erm.development.competencies.rules import FrameworkState
from erm.people.models import Bond
from erm.people.queries import holding
from erm.people.rules import BondKind

_NOTHING = Q(id__in=[])


def may_manage_frameworks(actor: Actor) -> bool:
    """HR writes and publishes frameworks, and sets people's levels."""
    return actor.is_hr


def may_read_framework(actor: Actor, *, published: bool) -> bool:
    """Everybody, once a version was published; HR before."""
    return not actor.is_system and (published or actor.is_hr)


def readable_frameworks(actor: Actor) -> Q:
    """Filter form of :func:`may_read_framework`."""
    if actor.is_system:
        return _NOTHING
    if actor.is_hr:
        return Q()
    published = FrameworkVersion.filter(state=FrameworkState.PUBLISHED)
    return Q(id__in=Subquery(published.values("framework_id")))


def may_read_version(actor: Actor, version: FrameworkVersion) -> bool:
    """Everybody what was published; HR the draft."""
    return not actor.is_system and (version.state is FrameworkState.PUBLISHED or actor.is_hr)


def readable_versions(actor: Actor) -> Q:
    """Filter form of :func:`may_read_version`."""
    if actor.is_system:
        return _NOTHING
    return Q() if actor.is_hr else Q(state=FrameworkState.PUBLISHED)


def may_read_identity(actor: Actor, row: Competency | CareerLevel) -> bool:
    """Competencies and levels, which exist once they were published: everybody."""
    return not actor.is_system


def readable_identities(actor: Actor) -> Q:
    """Filter form of :func:`may_read_identity`."""
    return _NOTHING if actor.is_system else Q()


def may_count_people(actor: Actor) -> bool:
    """How many people stand at a framework's levels: HR."""
    return actor.is_hr


def may_read_placement(actor: Actor, person_id: UUID, manager_id: UUID | None) -> bool:
    """The person, their present manager, that one's present manager, HR.

    ``manager_id``: who manages the person now; None for a leaver.
    """
    if actor.is_system:
        return False
    return (
        actor.person_id == person_id
        or actor.is_hr
        or actor.manages(person_id)
        or (manager_id is not None and actor.manages(manager_id))
    )


def readable_placements(actor: Actor) -> Q:
    """Filter form of :func:`may_read_placement`."""
    if actor.is_system:
        return _NOTHING
    if actor.is_hr:
        return Q()
    readable = Q(person_id=actor.person_id)
    if actor.report_ids:
        reports = sorted(actor.report_ids)
        day = today()
        below = Bond.filter(holding(day), kind=BondKind.MANAGER, other_id__in=reports)
        there = Q(person__left_on__isnull=True) | Q(person__left_on__gt=day)
        readable |= Q(person_id__in=reports)
        readable |= Q(person_id__in=Subquery(below.values("subject_id"))) & there
    return readable
