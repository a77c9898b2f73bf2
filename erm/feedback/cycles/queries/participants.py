"""Reads of participants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.functions import Count

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.paging import Page, PageRequest, page_of
from erm.core.text import fold
from erm.feedback.cycles import policy
from erm.feedback.cycles.models import (
    Cycle,
    CycleExtension,
    CycleParticipant,
    CyclePerspective,
    Review,
)
from erm.feedback.cycles.rules import Perspective, ReviewState
from erm.feedback.cycles.views.cycles import (
    ExtensionView,
    ParticipantView,
    PerspectiveCountView,
    view_participant,
)
from erm.people.models import Person
from erm.people.queries import department_ids

_ASKED = frozenset(
    {ReviewState.ASSIGNED, ReviewState.STARTED, ReviewState.SUBMITTED, ReviewState.MISSED}
)


async def participants_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, ParticipantView]:
    """Participants by id; those that the actor may not read are missing."""
    rows = await CycleParticipant.filter(policy.readable_participants(actor), id__in=list(set(ids)))
    return {view.id: view for view in await _views(actor, rows)}


async def own_participations(
    actor: Actor, cycle_ids: Sequence[UUID]
) -> dict[UUID, ParticipantView]:
    """The actor's own part in cycles, by cycle."""
    rows = await CycleParticipant.filter(
        person_id=actor.person_id, cycle_id__in=list(set(cycle_ids))
    )
    return {view.cycle_id: view for view in await _views(actor, rows)}


async def participants_of(
    actor: Actor,
    cycle_id: UUID,
    page: PageRequest,
    *,
    search: str | None = None,
    department_id: UUID | None = None,
) -> Page[ParticipantView] | None:
    """A cycle's participants in the order of their names: HR all, a manager their own.

    None for whoever manages nobody in it. ``department_id``: as at launch, that department alone.
    """
    listed = policy.listed_participants(actor)
    if listed is None:
        return None
    found = CycleParticipant.filter(listed, cycle_id=cycle_id)
    if not actor.is_hr and not await found.exists():
        return None
    if search is not None:
        for word in fold(search).split()[:8]:
            named = Person.filter(search_text__contains=word).values("id")
            found = found.filter(person_id__in=Subquery(named))
    if department_id is not None:
        found = found.filter(department_at_launch_id=department_id)
    count = found.count
    if page.after is not None:
        name, key = page.after if len(page.after) == 2 else ("", "")
        after = PageRequest(page.first, (key,)).after_id
        found = found.filter(Q(person__sort_key__gt=name) | Q(person__sort_key=name, id__gt=after))
    keys = (
        await found.order_by("person__sort_key", "id")
        .limit(page.first + 1)
        .values_list("person__sort_key", "id")
    )
    views = await participants_by_ids(actor, [key for _, key in keys])
    names = {key: name for name, key in keys}
    return page_of(
        [views[key] for _, key in keys],
        page,
        count,
        lambda view: (names[view.id], str(view.id)),
    )


async def departments_now(actor: Actor, person_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """The present departments of people, for participants: "as now" beside "as at launch"."""
    return await department_ids(actor, person_ids)


async def extensions_of_participants(
    actor: Actor, participant_ids: Sequence[UUID]
) -> dict[UUID, list[ExtensionView]]:
    """Extensions of participants, for HR, their managers and themselves; newest first."""
    rows = await CycleParticipant.filter(
        policy.readable_participants(actor), id__in=list(set(participant_ids))
    )
    seen = {
        (row.cycle_id, row.person_id): row.id
        for row in rows
        if policy.may_see_extensions(actor, row)
    }
    found: dict[UUID, list[ExtensionView]] = defaultdict(list)
    if seen:
        for each in await CycleExtension.filter(
            cycle_id__in=list({cycle for cycle, _ in seen}),
            person_id__in=list({person for _, person in seen}),
        ).order_by("-created_at", "-id"):
            key = seen.get((each.cycle_id, each.person_id))
            if key is not None:
                found[key].append(
                    ExtensionView(
                        each.person_id,
                        each.phase,
                        each.until_on,
                        each.reason,
                        each.by_id,
                        each.created_at,
                    )
                )
    return dict(found)


async def review_counts_of(
    actor: Actor, participant_ids: Sequence[UUID]
) -> dict[UUID, list[PerspectiveCountView]]:
    """How many are asked about each participant and have submitted, for HR and their managers.

    Every perspective of the cycle has a line. Missing for whoever may not know.
    """
    rows = await CycleParticipant.filter(
        policy.readable_participants(actor), id__in=list(set(participant_ids))
    )
    rows = [row for row in rows if policy.may_see_review_counts(actor, row)]
    if not rows:
        return {}
    kinds: dict[UUID, list[Perspective]] = defaultdict(list)
    for each in await CyclePerspective.filter(
        cycle_id__in=list({row.cycle_id for row in rows})
    ).order_by("id"):
        kinds[each.cycle_id].append(each.kind)
    counted: dict[tuple[UUID, Perspective], dict[ReviewState, int]] = defaultdict(dict)
    for participant, perspective, state, count in (
        await Review.filter(participant_id__in=[row.id for row in rows])
        .annotate(count=Count("id"))
        .group_by("participant_id", "perspective", "state")
        .values_list("participant_id", "perspective", "state", "count")
    ):
        counted[participant, Perspective(perspective)][ReviewState(state)] = count
    return {
        row.id: [_count(kind, counted[row.id, kind]) for kind in kinds[row.cycle_id]]
        for row in rows
    }


def _count(kind: Perspective, states: dict[ReviewState, int]) -> PerspectiveCountView:
    return PerspectiveCountView(
        perspective=kind,
        asked=sum(count for state, count in states.items() if state in _ASKED),
        submitted=states.get(ReviewState.SUBMITTED, 0),
        declined=states.get(ReviewState.DECLINED, 0),
    )


async def _views(actor: Actor, rows: Sequence[CycleParticipant]) -> list[ParticipantView]:
    keys = {row.cycle_id for row in rows}
    if not keys:
        return []
    cycles = {cycle.id: cycle for cycle in await Cycle.filter(id__in=list(keys))}
    moment = now()
    return [view_participant(actor, row, cycles[row.cycle_id], moment) for row in rows]
