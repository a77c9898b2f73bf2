"""What a command is about, as its actor may read it."""

from __future__ import annotations

from uuid import UUID

from erm.core.actor import Actor
from erm.recognition.awards import policy, queries
from erm.recognition.awards.errors import AwardNotFound, NominationNotFound
from erm.recognition.awards.models import Award, AwardNomination
from erm.recognition.awards.views import AwardView


async def readable_award(actor: Actor, award_id: UUID) -> Award:
    """An award. Raises ``AwardNotFound`` for one that is not for the actor as well."""
    award = await Award.filter(policy.readable_awards(actor), id=award_id).first()
    if award is None:
        raise AwardNotFound
    return award


async def readable_nomination(actor: Actor, nomination_id: UUID) -> AwardNomination:
    """A nomination. Raises ``NominationNotFound``."""
    nomination = await AwardNomination.filter(
        policy.readable_nominations(actor), id=nomination_id
    ).first()
    if nomination is None:
        raise NominationNotFound
    return nomination


async def lock_in_state(award: Award) -> bool:
    """Keep an award in its state until the unit of work is over; False if it has moved meanwhile."""
    return bool(await Award.filter(id=award.id, state=award.state).update(state=award.state))


async def view_of(actor: Actor, award_id: UUID) -> AwardView:
    """An award that the actor may read, as it is now."""
    return (await queries.awards_by_ids(actor, [award_id]))[award_id]
