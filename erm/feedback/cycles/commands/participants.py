"""Adding people to a cycle and taking them out of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from tortoise.expressions import F, Q

from erm.audit.rules import Action
from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.text import clean_text
from erm.core.work import record
from erm.feedback.cycles import history, policy
from erm.feedback.cycles.commands.enrolling import enrol, take_back
from erm.feedback.cycles.commands.managing import cancel_reviews, managed_cycle
from erm.feedback.cycles.errors import (
    CycleAudienceUnfit,
    CycleNotInState,
    CycleReasonRequired,
    OnlyHrManagesCycles,
    ParticipantNotFound,
    ParticipantSettled,
    ParticipantTakesPartAlready,
)
from erm.feedback.cycles.events import ParticipantAdded, ParticipantRemoved
from erm.feedback.cycles.models import Cycle, CycleParticipant
from erm.feedback.cycles.queries.cycles import extensions_of
from erm.feedback.cycles.rules import (
    BEFORE_RESULTS,
    RUNNING,
    CycleState,
    ParticipantSource,
    ParticipantState,
)
from erm.feedback.cycles.views.cycles import (
    CycleView,
    ParticipantView,
    view_cycle,
    view_participant,
)
from erm.people.audience import LISTED_MAXIMUM, Audience
from erm.people.queries import require_all_present

AT_ONCE_MAXIMUM = 500
REASON_LENGTH = 1_000


async def add_cycle_participants(
    actor: Actor, *, cycle_id: UUID, person_ids: Sequence[UUID]
) -> tuple[CycleView, int]:
    """Put people into a cycle by hand, into a running one with their reviews; how many were new.

    Until writing is over. Who was taken out comes back. Raises ``CycleNotInState``,
    ``ParticipantTakesPartAlready`` (nobody is new, or somebody's results were made) and the
    refusals of people.
    """
    cycle = await managed_cycle(actor, cycle_id)
    people = list(dict.fromkeys(person_ids))
    if not 0 < len(people) <= AT_ONCE_MAXIMUM:
        raise CycleAudienceUnfit(field="person_ids")
    await require_all_present(actor, people, field="person_ids")
    if cycle.state is CycleState.DRAFT:
        added = await _name(cycle, people)
    elif cycle.state in BEFORE_RESULTS:
        added = await _enrol(actor, cycle, people)
    else:
        raise CycleNotInState
    if not added:
        raise ParticipantTakesPartAlready(field="person_ids")
    history.note(
        Action.CYCLE_PARTICIPANTS_ADDED,
        actor,
        cycle.id,
        person_id=added[0] if len(added) == 1 else None,
        count=len(added),
    )
    row = await Cycle.get(id=cycle.id)
    return view_cycle(actor, row, await extensions_of(cycle.id)), len(added)


async def _name(cycle: Cycle, people: Sequence[UUID]) -> list[UUID]:
    """Name people in the rule of a draft."""
    audience = Audience.from_json(cycle.audience)
    new = [
        person for person in people if person not in audience.people or person in audience.excluded
    ]
    named = tuple(dict.fromkeys((*audience.people, *people)))
    if len(named) > LISTED_MAXIMUM:
        raise CycleAudienceUnfit(field="person_ids")
    out = tuple(person for person in audience.excluded if person not in set(people))
    changed = replace(audience, people=named, excluded=out)
    await Cycle.filter(id=cycle.id).update(audience=changed.to_json(), version=F("version") + 1)
    return new


async def _enrol(actor: Actor, cycle: Cycle, people: Sequence[UUID]) -> list[UUID]:
    known = {
        row.person_id: row
        for row in await CycleParticipant.filter(cycle_id=cycle.id, person_id__in=list(people))
    }
    if any(row.results_at is not None for row in known.values()):
        raise ParticipantTakesPartAlready(field="person_ids")
    back = [row for row in known.values() if row.state is not ParticipantState.ACTIVE]
    await take_back(actor, cycle, back)
    new = [person for person in people if person not in known]
    made = await enrol(actor, cycle, new, source=ParticipantSource.HAND)
    for row in (*back, *made):
        record(
            ParticipantAdded(
                at=now(),
                cycle_id=cycle.id,
                participant_id=row.id,
                person_id=row.person_id,
                by_id=None if actor.is_system else actor.person_id,
            )
        )
    return [row.person_id for row in (*back, *made)]


async def remove_cycle_participant(
    actor: Actor, *, participant_id: UUID, reason: str
) -> ParticipantView:
    """Take somebody out of a running cycle, until their packet is released; nothing about them is shown.

    Reviews about them that were not submitted are cancelled; what they owe about others stays.
    Raises ``ParticipantNotFound``, ``OnlyHrManagesCycles``, ``CycleReasonRequired``,
    ``CycleNotInState``, ``ParticipantSettled``.
    """
    row = await CycleParticipant.filter(
        policy.readable_participants(actor), id=participant_id
    ).first()
    if row is None:
        raise ParticipantNotFound
    if not policy.may_remove_participant(actor, row):
        raise OnlyHrManagesCycles
    cycle = await managed_cycle(actor, row.cycle_id)
    reason = clean_text(reason, field="reason", maximum=REASON_LENGTH, required=False)
    if not reason:
        raise CycleReasonRequired(field="reason")
    if cycle.state not in RUNNING:
        raise CycleNotInState
    changed = await CycleParticipant.filter(
        id=row.id, state=ParticipantState.ACTIVE, released_at__isnull=True
    ).update(
        state=ParticipantState.REMOVED,
        removed_reason=reason,
        ended_at=now(),
        version=F("version") + 1,
    )
    if not changed:
        raise ParticipantSettled
    cancelled = await cancel_reviews(Q(participant_id=row.id))
    history.note(
        Action.CYCLE_PARTICIPANT_REMOVED,
        actor,
        cycle.id,
        person_id=row.person_id,
        count=cancelled,
    )
    record(
        ParticipantRemoved(
            at=now(),
            cycle_id=cycle.id,
            participant_id=row.id,
            person_id=row.person_id,
            by_id=actor.person_id,
        )
    )
    row = await CycleParticipant.get(id=row.id)
    return view_participant(actor, row, cycle, now())
