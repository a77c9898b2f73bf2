"""A juror scores a nominee."""

from __future__ import annotations

from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.people.queries import managers_of
from erm.recognition.awards import policy
from erm.recognition.awards.commands.finding import lock_in_state, readable_award, view_of
from erm.recognition.awards.errors import (
    AwardCannotMove,
    ConflictOfInterest,
    NomineeUnknown,
    ScoreOutOfRange,
)
from erm.recognition.awards.models import AwardVote
from erm.recognition.awards.queries import parts_of, present_among
from erm.recognition.awards.rules import SCORES, conflict_of
from erm.recognition.awards.views import AwardView


async def vote_for_award(
    actor: Actor, *, award_id: UUID, nominee_id: UUID, score: int | None
) -> AwardView:
    """As a juror, score a nominee from 1 to 5, or take one's score back with None.

    Raises ``AwardNotFound``, ``NotAllowed``, ``AwardCannotMove``, ``ConflictOfInterest`` (for oneself
    whether one is nominated or not), ``NomineeUnknown``, ``ScoreOutOfRange``.
    """
    award = await readable_award(actor, award_id)
    parts = (await parts_of([award_id]))[award_id]
    if actor.person_id not in parts.juror_ids:
        raise NotAllowed
    if not policy.may_vote(actor, award, parts.juror_ids) or not await lock_in_state(award):
        raise AwardCannotMove
    authors = {each.author_id for each in parts.nominations if each.nominee_id == nominee_id}
    managers = await managers_of([actor.person_id, nominee_id])
    if nominee_id == actor.person_id:
        raise ConflictOfInterest
    if not authors or nominee_id not in await present_among([nominee_id]):
        raise NomineeUnknown(field="nominee_id")
    if conflict_of(actor.person_id, nominee_id, nominated_by=authors, managers=managers):
        raise ConflictOfInterest
    if score is None:
        await AwardVote.filter(
            award_id=award_id, juror_id=actor.person_id, nominee_id=nominee_id
        ).delete()
        return await view_of(actor, award_id)
    if score not in SCORES:
        raise ScoreOutOfRange(field="score", minimum=SCORES[0], maximum=SCORES[-1])
    vote = AwardVote(
        award_id=award_id,
        juror_id=actor.person_id,
        nominee_id=nominee_id,
        score=score,
        updated_at=now(),
    )
    await AwardVote.bulk_create(
        [vote],
        on_conflict=["award_id", "juror_id", "nominee_id"],
        update_fields=["score", "updated_at"],
    )
    return await view_of(actor, award_id)
