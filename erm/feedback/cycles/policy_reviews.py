"""Who may see and do what with reviews and with the choice of raters.

A review is read and written by its rater alone, as long as it is one: the participant, their manager,
HR and administrators never open it. What others see of it is that somebody was chosen (a nomination);
of an anonymous perspective they never see how far it is, for the subject would learn from it who has
written. "Manager" is always this participant's manager.
"""

from __future__ import annotations

from uuid import UUID

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.feedback.cycles.models import Cycle, CycleParticipant, Review
from erm.feedback.cycles.policy import prepares
from erm.feedback.cycles.rules import HIDDEN_FROM_RATERS, Nominator, Perspective

NOMINATED = frozenset({Perspective.PEER, Perspective.EXTERNAL})
"""Perspectives whose raters are chosen; all others follow from who manages whom."""

_NOTHING = Q(id__in=[])


def may_read_review(actor: Actor, review: Review) -> bool:
    """Its rater, once it was decided that they are to write it."""
    return (
        not actor.is_system
        and review.rater_id == actor.person_id
        and review.state not in HIDDEN_FROM_RATERS
    )


def readable_reviews(actor: Actor) -> Q:
    """Filter form of :func:`may_read_review`."""
    if actor.is_system:
        return _NOTHING
    return Q(rater_id=actor.person_id) & ~Q(state__in=sorted(HIDDEN_FROM_RATERS))


def chooser_of(cycle: Cycle, participant: CycleParticipant) -> UUID:
    """Who chooses a participant's raters, unless they have delegated it.

    Where there is no manager who could, that is the owner of the cycle.
    """
    if cycle.nominator is Nominator.SUBJECT:
        return participant.person_id
    return participant.manager_id or cycle.owner_id


def nominator_of(cycle: Cycle, participant: CycleParticipant) -> UUID:
    """Who chooses a participant's raters now: whom it was delegated to, or the chooser."""
    return participant.nominator_id or chooser_of(cycle, participant)


def approver_of(cycle: Cycle, participant: CycleParticipant) -> UUID:
    """Whose approval a choice waits for: the manager's, or the owner's of the cycle."""
    return participant.manager_id or cycle.owner_id


def needs_approval(cycle: Cycle, participant: CycleParticipant) -> bool:
    """Whether a choice waits for anybody: not where nobody but the participant could approve it."""
    return cycle.nominations_need_approval and (
        approver_of(cycle, participant) != participant.person_id
    )


def may_nominate(actor: Actor, cycle: Cycle, participant: CycleParticipant) -> bool:
    """Who chooses now. Where a manager should and there is none, anybody of HR."""
    if actor.is_system:
        return False
    if actor.person_id == nominator_of(cycle, participant):
        return True
    return participant.nominator_id is None and _stands_for_chooser(actor, cycle, participant)


def may_delegate(actor: Actor, cycle: Cycle, participant: CycleParticipant) -> bool:
    """Who should choose, delegated or not; never whom it was delegated to."""
    if actor.is_system:
        return False
    return actor.person_id == chooser_of(cycle, participant) or _stands_for_chooser(
        actor, cycle, participant
    )


def _stands_for_chooser(actor: Actor, cycle: Cycle, participant: CycleParticipant) -> bool:
    return (
        cycle.nominator is Nominator.MANAGER
        and participant.manager_id is None
        and prepares(actor, participant)
        and actor.person_id != participant.person_id
    )


def may_approve(actor: Actor, participant: CycleParticipant) -> bool:
    """This participant's manager, and HR where there is none. Nobody the choice of their own raters."""
    return (
        not actor.is_system
        and actor.person_id != participant.person_id
        and prepares(actor, participant)
    )


def may_see_nominations(actor: Actor, participant: CycleParticipant) -> bool:
    """HR, the person, this participant's manager, whom the choice was delegated to."""
    return not actor.is_system and (
        actor.is_hr
        or actor.person_id
        in (participant.person_id, participant.manager_id, participant.nominator_id)
    )


def may_read_nomination(actor: Actor, review: Review, participant: CycleParticipant) -> bool:
    """Who sees the choice it belongs to; and who was chosen, once that was decided."""
    if review.perspective not in NOMINATED:
        return False
    return may_see_nominations(actor, participant) or may_read_review(actor, review)


def readable_nominations(actor: Actor) -> Q:
    """Filter form of :func:`may_read_nomination`."""
    if actor.is_system:
        return _NOTHING
    chosen = Q(perspective__in=sorted(NOMINATED))
    if actor.is_hr:
        return chosen
    person = actor.person_id
    return chosen & (
        Q(participant__person_id=person)
        | Q(participant__manager_id=person)
        | Q(participant__nominator_id=person)
        | readable_reviews(actor)
    )


def may_decline(actor: Actor, review: Review) -> bool:
    """Who was chosen. One's own review, the manager's and those of reports are not declined."""
    return may_read_review(actor, review) and review.perspective in NOMINATED
