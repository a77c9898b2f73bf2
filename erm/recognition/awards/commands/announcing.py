"""Saying who has an award, with public kudos, in one unit of work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.core.work import record
from erm.people.queries import require_all_present
from erm.recognition.awards import policy
from erm.recognition.awards.commands.finding import readable_award, view_of
from erm.recognition.awards.commands.organising import draft_next, step
from erm.recognition.awards.errors import (
    AwardCannotMove,
    NomineeUnknown,
    TooFewVotes,
    WinnersOutOfRange,
)
from erm.recognition.awards.events import AwardAnnounced
from erm.recognition.awards.models import Award, AwardNomination, AwardWinner
from erm.recognition.awards.queries import parts_of, tallies_of
from erm.recognition.awards.rules import AwardState, leading
from erm.recognition.awards.views import AwardParts, AwardView
from erm.recognition.commands import give_kudos
from erm.recognition.models import CompanyValue


async def announce_award(
    actor: Actor, *, award_id: UUID, winner_ids: Sequence[UUID], message: str, version: int
) -> AwardView:
    """As HR, say who has the award: public kudos to them all, under the value named most.

    Whoever is nominated reads why from now on. An award that repeats has its next draft then. Raises
    ``AwardNotFound``, ``NotAllowed``, ``AwardCannotMove``, ``AwardChanged``, ``WinnersOutOfRange``,
    ``NomineeUnknown``, ``TooFewVotes`` and what giving kudos raises.
    """
    award = await readable_award(actor, award_id)
    parts = (await parts_of([award_id]))[award_id]
    if not policy.may_organise_awards(actor):
        raise NotAllowed
    if not policy.may_announce_award(actor, award):
        raise AwardCannotMove
    if actor.person_id in {each.nominee_id for each in parts.nominations}:
        raise NotAllowed
    await _check_winners(actor, award, parts, winner_ids)
    moment = now()
    await step(
        award,
        AwardState.ANNOUNCED,
        by=actor.person_id,
        version=version,
        announced_at=moment,
    )
    value = await _value([n for n in parts.nominations if n.nominee_id in set(winner_ids)])
    kudos = await give_kudos(
        actor,
        receiver_ids=winner_ids,
        message=message,
        company_value_id=value,
        asks_value=value is not None,
    )
    await AwardWinner.bulk_create(
        [
            AwardWinner(award_id=award_id, person_id=person_id, kudos_id=kudos.id)
            for person_id in winner_ids
        ]
    )
    record(
        AwardAnnounced(
            at=moment,
            award_id=award_id,
            by_id=actor.person_id,
            winner_ids=tuple(winner_ids),
            kudos_id=kudos.id,
        )
    )
    await draft_next(award)
    return await view_of(actor, award_id)


async def _check_winners(
    actor: Actor, award: Award, parts: AwardParts, winner_ids: Sequence[UUID]
) -> None:
    field = "winner_ids"
    await require_all_present(actor, winner_ids, field=field)
    tallies = (await tallies_of([award], parts={award.id: parts}))[award.id]
    most = max(award.winners, len(leading(tallies, award.winners)))
    if not 1 <= len(set(winner_ids)) <= most or len(set(winner_ids)) < len(winner_ids):
        raise WinnersOutOfRange(field=field, maximum=most)
    qualified = {tally.nominee_id: tally.qualifies for tally in tallies}
    for person_id in winner_ids:
        if person_id not in qualified:
            raise NomineeUnknown(field=field)
        if not qualified[person_id]:
            raise TooFewVotes(field=field)


async def _value(nominations: Sequence[AwardNomination]) -> UUID | None:
    """The value in use under which most of them were nominated; None where all were retired."""
    counts = Counter(each.company_value_id for each in nominations)
    rows = await CompanyValue.filter(id__in=list(counts), retired_at__isnull=True).order_by(
        "position", "id"
    )
    best = max(rows, key=lambda row: counts[row.id], default=None)
    return None if best is None else best.id
