"""How much each rater is asked to write: for those who choose, approve and watch.

It counts what somebody was asked for in cycles that are still being written, whether they have
written it or not. A number that fell when a review is submitted would tell its subject, who looks at it
twice, which of their anonymous raters has written; so would one that tells an unwritten review that
was called off from a written one that stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from tortoise.functions import Count

from erm.core.actor import Actor
from erm.core.clock import today
from erm.feedback.cycles.models import Review
from erm.feedback.cycles.rules import BEFORE_RESULTS, ParticipantState, ReviewState
from erm.people.models import Person
from erm.people.queries import present

_COUNTED = (
    ReviewState.PROPOSED,
    ReviewState.ASSIGNED,
    ReviewState.STARTED,
    ReviewState.SUBMITTED,
    ReviewState.CANCELLED,
)


async def loads_of(rater_ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many reviews each person is asked for in cycles that are being written, or will be.

    0 for whoever has left: of them only what they have written is still asked for. Has no actor: a
    number is told to whoever may choose.
    """
    wanted = list(set(rater_ids))
    found: dict[UUID, int] = dict.fromkeys(wanted, 0)
    if not wanted:
        return found
    rows = (
        await Review.filter(
            rater_id__in=wanted,
            state__in=_COUNTED,
            cycle__state__in=list(BEFORE_RESULTS),
            participant__state=ParticipantState.ACTIVE,
            participant__results_at__isnull=True,
        )
        .annotate(count=Count("id"))
        .group_by("rater_id")
        .values_list("rater_id", "count")
    )
    there = set(
        await Person.filter(present(today()), id__in=[rater for rater, _ in rows]).values_list(
            "id", flat=True
        )
    )
    return found | {rater: count for rater, count in rows if rater in there}


async def rater_loads(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, int]:
    """:func:`loads_of` for a loader."""
    return {} if actor.is_system else await loads_of(ids)
