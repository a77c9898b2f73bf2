"""Who may see and do what in cycles.

HR manages cycles, and everybody else has a part in them: as a participant, as the manager of a
participant, as whom a choice was delegated to, as a rater, as a facilitator of a calibration.
Administrators have no right here. "Manager" is always this participant's manager
(``CycleParticipant.manager``), never whoever manages somebody.

What a cycle says of itself is no secret among those whom it concerns; who takes part in it is.
Reviews, packets and calibrations have policies of their own (``policy_….py``).
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from tortoise.expressions import Q, Subquery

from erm.core.actor import Actor
from erm.feedback.cycles.models import (
    CalibrationFacilitator,
    CalibrationSeat,
    CalibrationSession,
    Cycle,
    CycleParticipant,
    CycleProgramme,
    CycleQuestion,
    CycleTemplate,
    Review,
)
from erm.feedback.cycles.rules import HIDDEN_FROM_RATERS

_NOTHING = Q(id__in=[])


def may_manage_cycles(actor: Actor) -> bool:
    """Making cycles, templates and programmes: HR, and the jobs that do what HR has set up."""
    return actor.is_hr or actor.is_system


def may_manage_cycle(actor: Actor, cycle: Cycle) -> bool:
    """Every change of a cycle and every step of it: HR."""
    return may_manage_cycles(actor)


def may_read_cycle(actor: Actor, cycle: Cycle, concerned: Collection[UUID]) -> bool:
    """HR; of one that was launched also all whom it concerns (see :func:`readable_cycles`).

    ``concerned`` are their ids, facilitators of its calibrations included.
    """
    if actor.is_system:
        return False
    return actor.is_hr or (cycle.launched_at is not None and actor.person_id in concerned)


def readable_cycles(actor: Actor) -> Q:
    """The filter form: participants, their managers, who nominates for them, raters, facilitators."""
    if actor.is_system:
        return _NOTHING
    if actor.is_hr:
        return Q()
    person = actor.person_id
    takes_part = CycleParticipant.filter(
        Q(person_id=person) | Q(manager_id=person) | Q(nominator_id=person)
    ).values("cycle_id")
    rates = (
        Review.filter(rater_id=person)
        .exclude(state__in=sorted(HIDDEN_FROM_RATERS))
        .values("cycle_id")
    )
    facilitates = CalibrationSession.filter(
        id__in=Subquery(CalibrationFacilitator.filter(person_id=person).values("session_id"))
    ).values("cycle_id")
    return Q(launched_at__isnull=False) & (
        Q(id__in=Subquery(takes_part)) | Q(id__in=Subquery(rates)) | Q(id__in=Subquery(facilitates))
    )


def may_read_question(
    actor: Actor, question: CycleQuestion, cycle: Cycle, concerned: Collection[UUID]
) -> bool:
    """Whoever may read its cycle."""
    return may_read_cycle(actor, cycle, concerned)


def readable_questions(actor: Actor) -> Q:
    """Filter form of :func:`may_read_question`."""
    if actor.is_system:
        return _NOTHING
    if actor.is_hr:
        return Q()
    return Q(cycle_id__in=Subquery(Cycle.filter(readable_cycles(actor)).values("id")))


def may_read_participant(
    actor: Actor, participant: CycleParticipant, facilitators: Collection[UUID] = ()
) -> bool:
    """HR, the person, this participant's manager, whom their nomination was delegated to.

    ``facilitators`` are those of calibrations in which the participant has a seat.
    """
    if actor.is_system:
        return False
    return (
        actor.is_hr
        or actor.person_id
        in (participant.person_id, participant.manager_id, participant.nominator_id)
        or actor.person_id in facilitators
    )


def readable_participants(actor: Actor) -> Q:
    """Filter form of :func:`may_read_participant`."""
    if actor.is_system:
        return _NOTHING
    if actor.is_hr:
        return Q()
    person = actor.person_id
    sessions = CalibrationFacilitator.filter(person_id=person).values("session_id")
    seats = CalibrationSeat.filter(session_id__in=Subquery(sessions)).values("participant_id")
    return (
        Q(person_id=person)
        | Q(manager_id=person)
        | Q(nominator_id=person)
        | Q(id__in=Subquery(seats))
    )


def prepares(actor: Actor, participant: CycleParticipant) -> bool:
    """Whether the actor stands for this participant's manager: that one, and HR where there is none."""
    if participant.manager_id is None:
        return actor.is_hr
    return actor.person_id == participant.manager_id


def listed_participants(actor: Actor) -> Q | None:
    """Which participants of a cycle are listed: HR all, a manager their own; None for others.

    Whether the list is empty for somebody who manages nobody there is for the caller to tell.
    """
    if actor.is_system:
        return None
    return Q() if actor.is_hr else Q(manager_id=actor.person_id)


def may_see_extensions(actor: Actor, participant: CycleParticipant) -> bool:
    """HR, this participant's manager, the person."""
    return actor.is_hr or actor.person_id in (participant.person_id, participant.manager_id)


def may_see_review_counts(actor: Actor, participant: CycleParticipant) -> bool:
    """HR and this participant's manager. Never the person, though they be HR.

    How many have written so far, looked at twice, would tell which of two colleagues it was.
    """
    return actor.person_id != participant.person_id and (
        actor.is_hr or actor.person_id == participant.manager_id
    )


def may_remove_participant(actor: Actor, participant: CycleParticipant) -> bool:
    """HR."""
    return actor.is_hr


def may_extend(actor: Actor, participant: CycleParticipant) -> bool:
    """HR, and this participant's manager. Nobody their own time but HR."""
    return actor.is_hr or actor.person_id == participant.manager_id


def may_read_template(actor: Actor, template: CycleTemplate) -> bool:
    """HR."""
    return actor.is_hr


def readable_templates(actor: Actor) -> Q:
    """Filter form of :func:`may_read_template`."""
    return Q() if actor.is_hr else _NOTHING


def may_read_programme(actor: Actor, programme: CycleProgramme) -> bool:
    """HR."""
    return actor.is_hr


def readable_programmes(actor: Actor) -> Q:
    """Filter form of :func:`may_read_programme`."""
    return Q() if actor.is_hr else _NOTHING


def may_see_history(actor: Actor, cycle: Cycle) -> bool:
    """HR: who did what in a cycle, from the audit log."""
    return actor.is_hr
