"""Who may see and do what in calibrations.

HR says who sits in a session and who leads it. Whoever leads it, its facilitators, sees its ratings,
proposes changes and decides on them, and nobody else: HR sees ratings only where it is a facilitator,
which the audit log tells. Nobody sees or decides anything about themselves, facilitator or HR: their
own seat is left out of every figure that they are shown, so that it can be taken out of none. Nor are
they shown what others said of somebody whom they have rated anonymously themselves: they could take
their own answer out of it.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from tortoise.expressions import Q, Subquery

from erm.core.actor import Actor
from erm.feedback.cycles.models import CalibrationFacilitator, CalibrationSession
from erm.feedback.cycles.rules import CalibrationState

_NOTHING = Q(id__in=[])


def may_read_session(
    actor: Actor, session: CalibrationSession, facilitators: Collection[UUID]
) -> bool:
    """HR, and its facilitators."""
    return not actor.is_system and (actor.is_hr or actor.person_id in facilitators)


def readable_sessions(actor: Actor) -> Q:
    """Filter form of :func:`may_read_session`."""
    if actor.is_system:
        return _NOTHING
    if actor.is_hr:
        return Q()
    led = CalibrationFacilitator.filter(person_id=actor.person_id).values("session_id")
    return Q(id__in=Subquery(led))


def may_manage_session(actor: Actor) -> bool:
    """Making sessions, choosing who sits in them and leads them, closing them: HR."""
    return actor.is_hr


def may_see_ratings(actor: Actor, facilitators: Collection[UUID]) -> bool:
    """A session's facilitators, and HR only as one of them."""
    return not actor.is_system and actor.person_id in facilitators


def may_see_ratings_of(actor: Actor, person_id: UUID, facilitators: Collection[UUID]) -> bool:
    """The ratings of one seat, and changes of them: facilitators, of anybody but themselves."""
    return may_see_ratings(actor, facilitators) and actor.person_id != person_id


def may_change_ratings(
    actor: Actor, session: CalibrationSession, facilitators: Collection[UUID]
) -> bool:
    """Proposing changes and deciding on them: facilitators, while the session goes on."""
    return may_see_ratings(actor, facilitators) and session.state is CalibrationState.OPEN


def readable_changes(actor: Actor) -> Q:
    """Changes in sessions that the actor leads, but for those of their own ratings."""
    if actor.is_system:
        return _NOTHING
    led = CalibrationFacilitator.filter(person_id=actor.person_id).values("session_id")
    return Q(session_id__in=Subquery(led)) & ~Q(participant__person_id=actor.person_id)


def may_read_change(actor: Actor, subject_id: UUID, facilitators: Collection[UUID]) -> bool:
    """Row form of :func:`readable_changes`; ``subject_id`` is whose rating it is."""
    return may_see_ratings_of(actor, subject_id, facilitators)
