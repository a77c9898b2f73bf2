"""Reads of awards, as one actor may see them.

What belongs to the awards of a page is read in one query for each kind of thing. Scores of single
jurors leave this module only as the juror's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import today
from erm.core.paging import Page, PageRequest, page_of
from erm.people.models import Person
from erm.people.queries import managers_of, present
from erm.recognition.awards import policy
from erm.recognition.awards.models import (
    Award,
    AwardJuror,
    AwardNomination,
    AwardVote,
    AwardWinner,
)
from erm.recognition.awards.rules import AwardState, Tally, conflict_of, leading
from erm.recognition.awards.views import (
    AwardParts,
    AwardView,
    BallotLineView,
    NominationView,
    ResultView,
    view_award,
    view_nomination,
)


async def awards(actor: Actor, page: PageRequest) -> Page[AwardView]:
    """Awards that the actor may see, the newest first."""
    found = Award.filter(policy.readable_awards(actor))
    count = found.count
    if page.after_id is not None:
        found = found.filter(id__lt=page.after_id)
    rows = await found.order_by("-id").limit(page.first + 1)
    return page_of(await views_of(actor, rows), page, count, lambda view: (str(view.id),))


async def awards_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, AwardView]:
    """Awards by id; those that the actor may not read are missing."""
    rows = await Award.filter(policy.readable_awards(actor), id__in=list(set(ids)))
    return {view.id: view for view in await views_of(actor, rows)}


async def awards_of_kudos(actor: Actor, kudos_ids: Sequence[UUID]) -> dict[UUID, list[AwardView]]:
    """The awards that were announced with kudos, for a loader."""
    ids: dict[UUID, set[UUID]] = defaultdict(set)
    for kudos_id, award_id in await AwardWinner.filter(
        kudos_id__in=list(set(kudos_ids))
    ).values_list("kudos_id", "award_id"):
        ids[kudos_id].add(award_id)
    if not ids:
        return {}
    found = await awards_by_ids(actor, list(set().union(*ids.values())))
    return {
        kudos_id: [found[key] for key in sorted(keys) if key in found]
        for kudos_id, keys in ids.items()
    }


async def nominations_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, NominationView]:
    """Nominations by id; those that the actor may not read are missing."""
    rows = await AwardNomination.filter(policy.readable_nominations(actor), id__in=list(set(ids)))
    states = await _states({row.award_id for row in rows})
    return {row.id: view_nomination(actor, row, states[row.award_id]) for row in rows}


async def ballots_of(
    actor: Actor, award_ids: Sequence[UUID]
) -> dict[UUID, tuple[BallotLineView, ...]]:
    """By award, whom the actor may score as a juror, and what they gave; others' awards are missing.

    Nobody finds themselves on it before the award is announced: that they are nominated is no news for
    a juror either.
    """
    rows = await Award.filter(policy.readable_awards(actor), id__in=list(set(award_ids)))
    parts = await parts_of([row.id for row in rows])
    mine = [row for row in rows if policy.may_see_ballot(actor, row, parts[row.id].juror_ids)]
    if not mine:
        return {}
    ids = [row.id for row in mine]
    scores = {
        (award_id, nominee_id): score
        for award_id, nominee_id, score in await AwardVote.filter(
            award_id__in=ids, juror_id=actor.person_id
        ).values_list("award_id", "nominee_id", "score")
    }
    nominees = {each.nominee_id for key in ids for each in parts[key].nominations}
    there = await present_among(nominees)
    managers = await managers_of({actor.person_id, *nominees})
    found: dict[UUID, tuple[BallotLineView, ...]] = {}
    for row in mine:
        lines = []
        announced = row.state is AwardState.ANNOUNCED
        for nominee_id, some in by_nominee(parts[row.id].nominations).items():
            if announced or (nominee_id in there and nominee_id != actor.person_id):
                score = scores.get((row.id, nominee_id))
                conflict = conflict_of(
                    actor.person_id,
                    nominee_id,
                    nominated_by={each.author_id for each in some},
                    managers=managers,
                )
                lines.append(
                    BallotLineView(
                        nominee_id,
                        tuple(each.id for each in some),
                        score,
                        conflict if score is None else None,
                    )
                )
        found[row.id] = tuple(lines)
    return found


async def results_of(actor: Actor, award_ids: Sequence[UUID]) -> dict[UUID, tuple[ResultView, ...]]:
    """By award, what the jury said, the best first; awards whose results are not theirs are missing."""
    rows = await Award.filter(policy.readable_awards(actor), id__in=list(set(award_ids)))
    parts = await parts_of([row.id for row in rows])
    told = [
        row
        for row in rows
        if policy.may_see_results(
            actor,
            row,
            parts[row.id].juror_ids,
            {each.nominee_id for each in parts[row.id].nominations},
        )
    ]
    tallies = await tallies_of(told, parts)
    found: dict[UUID, tuple[ResultView, ...]] = {}
    for row in told:
        nominations = by_nominee(parts[row.id].nominations)
        announced = row.state is AwardState.ANNOUNCED
        winners = parts[row.id].winner_ids if announced else leading(tallies[row.id], row.winners)
        found[row.id] = tuple(
            ResultView(
                nominee_id=tally.nominee_id,
                mean=tally.mean,
                votes=len(tally.scores),
                possible=tally.possible,
                nomination_ids=tuple(each.id for each in nominations[tally.nominee_id]),
                winner=tally.nominee_id in winners,
            )
            for tally in sorted(tallies[row.id], key=lambda one: (one.order, one.nominee_id))
        )
    return found


async def tallies_of(
    rows: Sequence[Award], parts: dict[UUID, AwardParts]
) -> dict[UUID, list[Tally]]:
    """What the juries said, by award. Who has left is no nominee any more until it is announced.

    A juror who may not score a nominee today, but did when they might, counts as they voted.
    """
    if not rows:
        return {}
    votes: dict[tuple[UUID, UUID], dict[UUID, int]] = defaultdict(dict)
    for award_id, nominee_id, juror_id, score in await AwardVote.filter(
        award_id__in=[row.id for row in rows]
    ).values_list("award_id", "nominee_id", "juror_id", "score"):
        votes[award_id, nominee_id][juror_id] = score
    people = {key for row in rows for key in parts[row.id].juror_ids}
    people |= {each.nominee_id for row in rows for each in parts[row.id].nominations}
    there = await present_among(people)
    managers = await managers_of(people)
    return {
        row.id: [
            Tally(
                nominee_id,
                tuple(votes[row.id, nominee_id].values()),
                sum(
                    juror in votes[row.id, nominee_id]
                    or (
                        juror in there
                        and conflict_of(
                            juror,
                            nominee_id,
                            nominated_by={each.author_id for each in some},
                            managers=managers,
                        )
                        is None
                    )
                    for juror in parts[row.id].juror_ids
                ),
            )
            for nominee_id, some in by_nominee(parts[row.id].nominations).items()
            if row.state is AwardState.ANNOUNCED or nominee_id in there
        ]
        for row in rows
    }


async def parts_of(award_ids: Sequence[UUID]) -> dict[UUID, AwardParts]:
    """Jurors, winners and standing nominations of awards, in three queries. Shows nobody anything."""
    ids = list(award_ids)
    if not ids:
        return {}
    jurors: dict[UUID, list[UUID]] = defaultdict(list)
    for award_id, person_id in (
        await AwardJuror.filter(award_id__in=ids)
        .order_by("id")
        .values_list("award_id", "person_id")
    ):
        jurors[award_id].append(person_id)
    winners: dict[UUID, list[AwardWinner]] = defaultdict(list)
    for winner in await AwardWinner.filter(award_id__in=ids).order_by("id"):
        winners[winner.award_id].append(winner)
    nominations: dict[UUID, list[AwardNomination]] = defaultdict(list)
    for nomination in await AwardNomination.filter(
        award_id__in=ids, withdrawn_at__isnull=True
    ).order_by("id"):
        nominations[nomination.award_id].append(nomination)
    return {
        key: AwardParts(
            juror_ids=tuple(jurors[key]),
            winner_ids=tuple(each.person_id for each in winners[key]),
            kudos_ids=tuple(
                dict.fromkeys(each.kudos_id for each in winners[key] if each.kudos_id is not None)
            ),
            nominations=tuple(nominations[key]),
        )
        for key in ids
    }


async def views_of(actor: Actor, rows: Sequence[Award]) -> list[AwardView]:
    """Rows that the actor may read, in their order."""
    parts = await parts_of([row.id for row in rows])
    return [view_award(actor, row, parts[row.id]) for row in rows]


def by_nominee(
    nominations: Iterable[AwardNomination],
) -> dict[UUID, list[AwardNomination]]:
    """Nominations by whom they are about, in the order in which they came."""
    found: dict[UUID, list[AwardNomination]] = defaultdict(list)
    for each in nominations:
        found[each.nominee_id].append(each)
    return found


async def present_among(people: Collection[UUID]) -> set[UUID]:
    """Who of these people has not left."""
    rows = await Person.filter(present(today()), id__in=list(people)).values_list("id", flat=True)
    return set(rows)  # type: ignore[arg-type]


async def _states(award_ids: Collection[UUID]) -> dict[UUID, AwardState]:
    rows = await Award.filter(id__in=list(award_ids)).values_list("id", "state")
    return {key: AwardState(state) for key, state in rows}
