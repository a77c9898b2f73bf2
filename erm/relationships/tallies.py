"""What two people gave each other, counted for one of the two from what they may read today.

Counted from the rows of each domain and not from the ledger of contacts: what was withdrawn, hidden
or opened again is not counted, whatever the ledger once heard.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from tortoise.expressions import Q
from tortoise.functions import Count

from erm.core.actor import Actor
from erm.core.clock import now
from erm.feedback import policy as feedback
from erm.feedback.models import FeedbackNote
from erm.one_on_ones import policy as one_on_ones
from erm.one_on_ones.models import ActionItem
from erm.one_on_ones.rules import ActionItemState
from erm.recognition import policy as recognition
from erm.recognition.models import KudosReceiver
from erm.relationships.contacts import pairs_filter
from erm.relationships.models import Touchpoint
from erm.relationships.rules import RECENT_DAYS, TouchpointKind

INTERVALS_MINIMUM = 2
"""How many times two people must have met again before there is a usual rhythm to speak of."""


@dataclass(frozen=True, slots=True)
class TallyView:
    """What one of the two gave the other: thanks, feedback, and promises kept and open.

    Thanks are kudos, and thanks for feedback.
    """

    thanks: int = 0
    feedback: int = 0
    promises_kept: int = 0
    promises_open: int = 0


class Tallies(NamedTuple):
    """Both ways of a pair."""

    given: TallyView
    received: TallyView


class _Way(NamedTuple):
    giver: UUID
    taker: UUID


async def tallies_with(actor: Actor, person_ids: Sequence[UUID]) -> dict[UUID, Tallies]:
    """What the actor and each person gave each other, in three queries, for a loader."""
    if actor.is_system:
        return {}
    others = [person for person in dict.fromkeys(person_ids) if person != actor.person_id]
    notes, thanked = await _feedback(actor, others)
    thanks = await _kudos(actor, others) + thanked
    kept, opened = await _promises(actor, others)

    def tally(way: _Way) -> TallyView:
        return TallyView(thanks[way], notes[way], kept[way], opened[way])

    me = actor.person_id
    return {each: Tallies(tally(_Way(me, each)), tally(_Way(each, me))) for each in others}


async def _kudos(actor: Actor, others: Sequence[UUID]) -> Counter[_Way]:
    """Thanks by name: what is said to a whole department is no matter of two."""
    me = actor.person_id
    rows = (
        await KudosReceiver.filter(
            Q(kudos__author_id=me, person_id__in=others)
            | Q(person_id=me, kudos__author_id__in=others),
            recognition.readable_kudos(actor, "kudos__"),
            group_id__isnull=True,
        )
        .annotate(count=Count("id"))
        .group_by("kudos__author_id", "person_id")
        .values_list("kudos__author_id", "person_id", "count")
    )
    return Counter({_Way(author, person): count for author, person, count in rows})


async def _feedback(actor: Actor, others: Sequence[UUID]) -> tuple[Counter[_Way], Counter[_Way]]:
    """Notes by their author, and thanks for notes by their recipient."""
    me = actor.person_id
    rows = (
        await FeedbackNote.filter(
            feedback.readable_notes(actor),
            Q(author_id=me, recipient_id__in=others) | Q(recipient_id=me, author_id__in=others),
        )
        .annotate(count=Count("id"), thanked=Count("thanked_at"))
        .group_by("author_id", "recipient_id")
        .values_list("author_id", "recipient_id", "count", "thanked")
    )
    notes, thanked = Counter[_Way](), Counter[_Way]()
    for author, recipient, count, thanks in rows:
        notes[_Way(author, recipient)] = count
        thanked[_Way(recipient, author)] = thanks
    return notes, thanked


async def _promises(actor: Actor, others: Sequence[UUID]) -> tuple[Counter[_Way], Counter[_Way]]:
    """Promises by their owner: kept, and open."""
    me = actor.person_id
    rows = (
        await ActionItem.filter(
            one_on_ones.readable_action_items(actor),
            Q(series__low_id=me, series__high_id__in=others)
            | Q(series__high_id=me, series__low_id__in=others),
            state__in=[ActionItemState.DONE, ActionItemState.OPEN],
        )
        .annotate(count=Count("id"))
        .group_by("series__low_id", "series__high_id", "owner_id", "state")
        .values_list("series__low_id", "series__high_id", "owner_id", "state", "count")
    )
    kept, opened = Counter[_Way](), Counter[_Way]()
    for low, high, owner, state, count in rows:
        way = _Way(owner, high if owner == low else low)
        (kept if ActionItemState(state) is ActionItemState.DONE else opened)[way] += count
    return kept, opened


async def usual_days_with(actor: Actor, person_ids: Sequence[UUID]) -> dict[UUID, float]:
    """The mean number of days between one-on-ones of the last 180 days, for a loader.

    Missing for pairs that met less than three times in that time.
    """
    if actor.is_system:
        return {}
    me = actor.person_id
    rows = (
        await Touchpoint.filter(
            pairs_filter(me, person_ids),
            kind=TouchpointKind.ONE_ON_ONE_HELD,
            occurred_at__gte=now() - timedelta(days=RECENT_DAYS),
        )
        .order_by("occurred_at")
        .values_list("low_id", "high_id", "occurred_at")
    )
    held: dict[UUID, list[float]] = {}
    for low, high, at in rows:
        held.setdefault(high if low == me else low, []).append(at.timestamp() / 86_400)
    usual = {}
    for person, days in held.items():
        between = [later - earlier for earlier, later in pairwise(days)]
        if len(between) >= INTERVALS_MINIMUM:
            usual[person] = round(sum(between) / len(between), 1)
    return usual
