"""Who may see and do what of awards.

Every right to read has two forms that must agree (a test holds them together). Of nominations nobody
reads those about themselves before the award is announced: not as HR, and not as a juror.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from tortoise.expressions import Q, Subquery

from erm.core.actor import Actor
from erm.recognition.awards.models import Award, AwardJuror, AwardNomination
from erm.recognition.awards.rules import (
    DECIDED,
    EDITABLE,
    JUDGED,
    OPEN,
    SHOWN,
    AwardState,
)

_NOTHING = Q(id__in=[])


def may_organise_awards(actor: Actor) -> bool:
    """HR."""
    return actor.is_hr and not actor.is_system


def may_read_award(actor: Actor, award: Award, author_ids: Collection[UUID]) -> bool:
    """Everybody from the day on which it opens; drafts HR, cancelled ones HR and who nominated.

    ``author_ids`` are those of its nominations that stand.
    """
    if actor.is_system:
        return False
    return (
        award.state in SHOWN
        or actor.is_hr
        or (award.state is AwardState.CANCELLED and actor.person_id in author_ids)
    )


def readable_awards(actor: Actor) -> Q:
    """The filter form of :func:`may_read_award`."""
    if actor.is_system:
        return _NOTHING
    if actor.is_hr:
        return Q()
    mine = AwardNomination.filter(author_id=actor.person_id, withdrawn_at__isnull=True)
    return Q(state__in=_values(SHOWN)) | Q(
        state=AwardState.CANCELLED, id__in=Subquery(mine.values("award_id"))
    )


def may_read_nomination(
    actor: Actor, nomination: AwardNomination, award: Award, juror_ids: Collection[UUID]
) -> bool:
    """Its author; the jury once it votes; HR once it has voted; the nominee once it is announced.

    Withdrawn ones nobody. Until it is announced, whoever is nominated reads none about themselves.
    """
    if actor.is_system or nomination.withdrawn_at is not None:
        return False
    if actor.person_id == nomination.author_id:
        return True
    if actor.person_id == nomination.nominee_id:
        return award.state is AwardState.ANNOUNCED
    return (actor.is_hr and award.state in DECIDED) or (
        award.state in JUDGED and actor.person_id in juror_ids
    )


def readable_nominations(actor: Actor) -> Q:
    """The filter form of :func:`may_read_nomination`."""
    if actor.is_system:
        return _NOTHING
    me = actor.person_id
    announced = Award.filter(state=AwardState.ANNOUNCED).values("id")
    sits = AwardJuror.filter(person_id=me, award__state__in=_values(JUDGED))
    of_others = Q(award_id__in=Subquery(sits.values("award_id")))
    if actor.is_hr:
        decided = Award.filter(state__in=_values(DECIDED)).values("id")
        of_others |= Q(award_id__in=Subquery(decided))
    return Q(withdrawn_at__isnull=True) & (
        Q(author_id=me)
        | (Q(nominee_id=me) & Q(award_id__in=Subquery(announced)))
        | (~Q(nominee_id=me) & of_others)
    )


def may_edit_award(actor: Actor, award: Award) -> bool:
    """HR, until the jury has voted."""
    return may_organise_awards(actor) and award.state in EDITABLE


def may_cancel_award(actor: Actor, award: Award) -> bool:
    """HR, until it is announced."""
    return may_organise_awards(actor) and award.state in OPEN


def may_announce_award(actor: Actor, award: Award) -> bool:
    """HR, once the jury has voted."""
    return may_organise_awards(actor) and award.state is AwardState.DECIDING


def may_nominate(actor: Actor, award: Award) -> bool:
    """Everybody who reads it, while nominations are taken."""
    return not actor.is_system and award.state is AwardState.NOMINATING


def may_vote(actor: Actor, award: Award, juror_ids: Collection[UUID]) -> bool:
    """The jury, while it votes."""
    return not actor.is_system and award.state is AwardState.VOTING and actor.person_id in juror_ids


def may_see_ballot(actor: Actor, award: Award, juror_ids: Collection[UUID]) -> bool:
    """The jury, from voting on."""
    return not actor.is_system and award.state in JUDGED and actor.person_id in juror_ids


def may_see_results(
    actor: Actor, award: Award, juror_ids: Collection[UUID], nominee_ids: Collection[UUID]
) -> bool:
    """HR once the jury has voted, unless they were nominated before they were HR; then the jury.

    ``nominee_ids``: everybody who is nominated.
    """
    if actor.is_system or award.state not in DECIDED:
        return False
    if award.state is AwardState.ANNOUNCED:
        return actor.is_hr or actor.person_id in juror_ids
    return actor.is_hr and actor.person_id not in nominee_ids


def may_count_nominees(actor: Actor, award: Award, juror_ids: Collection[UUID]) -> bool:
    """HR, and the jury once it votes."""
    return may_organise_awards(actor) or may_see_ballot(actor, award, juror_ids)


def _values(states: Collection[AwardState]) -> list[str]:
    return sorted(state.value for state in states)
