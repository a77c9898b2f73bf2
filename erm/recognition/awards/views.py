"""Awards as one viewer may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from erm.core.actor import Actor
from erm.recognition.awards import policy
from erm.recognition.awards.models import Award, AwardNomination
from erm.recognition.awards.rules import AwardConflict, AwardState


@dataclass(frozen=True, slots=True)
class AwardView:
    """One round of an award, and what the viewer may do with it."""

    id: UUID
    name: str
    description: str
    quarter: str
    repeats: bool
    state: AwardState
    nominations_from: date
    nominations_until: date
    voting_until: date
    winners_wanted: int
    winner_ids: tuple[UUID, ...]
    announced_at: datetime | None
    kudos_ids: tuple[UUID, ...]
    juror_ids: tuple[UUID, ...]
    is_juror: bool
    organiser_id: UUID
    own_nomination_ids: tuple[UUID, ...]
    nomination_of_viewer_ids: tuple[UUID, ...]
    nominee_count: int | None
    can_edit: bool
    can_nominate: bool
    can_vote: bool
    can_announce: bool
    version: int


@dataclass(frozen=True, slots=True)
class NominationView:
    """Why somebody should have an award."""

    id: UUID
    award_id: UUID
    nominee_id: UUID
    author_id: UUID
    company_value_id: UUID
    reason: str
    created_at: datetime
    can_edit: bool
    version: int


@dataclass(frozen=True, slots=True)
class BallotLineView:
    """A nominee as one juror sees them."""

    nominee_id: UUID
    nomination_ids: tuple[UUID, ...]
    score: int | None
    conflict: AwardConflict | None


@dataclass(frozen=True, slots=True)
class ResultView:
    """What the jury said of a nominee. ``winner``: they have it, or would have it by the votes."""

    nominee_id: UUID
    mean: float | None
    votes: int
    possible: int
    nomination_ids: tuple[UUID, ...]
    winner: bool


@dataclass(frozen=True, slots=True)
class AwardParts:
    """What belongs to an award besides its row; nominations are those that stand."""

    juror_ids: tuple[UUID, ...]
    winner_ids: tuple[UUID, ...]
    kudos_ids: tuple[UUID, ...]
    nominations: tuple[AwardNomination, ...]


def view_award(actor: Actor, row: Award, parts: AwardParts) -> AwardView:
    """An award for this actor, who may read it."""
    me, announced = actor.person_id, row.state is AwardState.ANNOUNCED
    nominees = {each.nominee_id for each in parts.nominations}
    if not announced:
        # A count that is one more than the list would tell a juror that they are nominated.
        nominees.discard(me)
    counted = policy.may_count_nominees(actor, row, parts.juror_ids)
    return AwardView(
        id=row.id,
        name=row.name,
        description=row.description,
        quarter=row.quarter,
        repeats=row.repeats,
        state=row.state,
        nominations_from=row.nominations_from,
        nominations_until=row.nominations_until,
        voting_until=row.voting_until,
        winners_wanted=row.winners,
        winner_ids=parts.winner_ids,
        announced_at=row.announced_at,
        kudos_ids=parts.kudos_ids,
        juror_ids=parts.juror_ids,
        is_juror=me in parts.juror_ids,
        organiser_id=row.created_by_id,
        own_nomination_ids=tuple(n.id for n in parts.nominations if n.author_id == me),
        nomination_of_viewer_ids=tuple(
            n.id for n in parts.nominations if announced and n.nominee_id == me
        ),
        nominee_count=len(nominees) if counted else None,
        can_edit=policy.may_edit_award(actor, row),
        can_nominate=policy.may_nominate(actor, row),
        can_vote=policy.may_vote(actor, row, parts.juror_ids),
        can_announce=policy.may_announce_award(actor, row) and _is_no_nominee(actor, parts),
        version=row.version,
    )


def _is_no_nominee(actor: Actor, parts: AwardParts) -> bool:
    return actor.person_id not in {each.nominee_id for each in parts.nominations}


def view_nomination(actor: Actor, row: AwardNomination, state: AwardState) -> NominationView:
    """A nomination for this actor, who may read it."""
    return NominationView(
        id=row.id,
        award_id=row.award_id,
        nominee_id=row.nominee_id,
        author_id=row.author_id,
        company_value_id=row.company_value_id,
        reason=row.reason,
        created_at=row.created_at,
        can_edit=row.author_id == actor.person_id and state is AwardState.NOMINATING,
        version=row.version,
    )
