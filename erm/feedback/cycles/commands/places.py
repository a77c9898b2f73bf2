"""Finding whose choice of raters a command is about, as the actor may see it, and locking it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.feedback.cycles import policy_reviews as policy
from erm.feedback.cycles.deadlines import Extensions
from erm.feedback.cycles.errors import NominationNotFound, NominationsClosed, ParticipantNotFound
from erm.feedback.cycles.models import Cycle, CycleParticipant, Review
from erm.feedback.cycles.queries.cycles import extensions_of
from erm.feedback.cycles.queries.nominations import nominators_of
from erm.feedback.cycles.writing import is_expected, is_nomination_open


@dataclass(frozen=True, slots=True)
class Place:
    """A locked participant, and what decides about them."""

    participant: CycleParticipant
    cycle: Cycle
    extensions: Extensions

    @property
    def can_choose(self) -> bool:
        """Whether the time to choose is not over."""
        nominators = nominators_of(self.cycle, self.participant)
        return is_nomination_open(self.cycle, self.participant, nominators, self.extensions, now())

    def is_expected(self, rater_id: UUID | None) -> bool:
        """Whether a rater's review can be written now, or will be."""
        return is_expected(self.cycle, self.participant, rater_id, self.extensions, now())


async def place_of(actor: Actor, participant_id: UUID) -> Place:
    """A participant whose choice of raters the actor sees, locked."""
    row = await CycleParticipant.filter(id=participant_id).select_for_update(no_key=True).first()
    if row is None or not policy.may_see_nominations(actor, row):
        raise ParticipantNotFound
    return await _around(row)


async def nomination_of(actor: Actor, review_id: UUID) -> tuple[Review, Place]:
    """A chosen rater's review whom the actor may know of, and its locked participant."""
    seen = await Review.get_or_none(policy.readable_nominations(actor), id=review_id)
    if seen is None:
        raise NominationNotFound
    row = (
        await CycleParticipant.filter(id=seen.participant_id).select_for_update(no_key=True).first()
    )
    review = await Review.get_or_none(id=review_id)
    if row is None or review is None:
        raise NominationNotFound
    return review, await _around(row)


async def _around(row: CycleParticipant) -> Place:
    cycle = await Cycle.get(id=row.cycle_id)
    if cycle.nomination_until is None:
        raise NominationsClosed
    return Place(row, cycle, await extensions_of(cycle.id))
