"""What changes in the feed while somebody watches it."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from erm.core.actor import Actor
from erm.core.signals import listening
from erm.recognition import policy
from erm.recognition.changes import COUNTER_ID, TOPIC
from erm.recognition.models import Kudos, KudosCounter, KudosGone
from erm.recognition.queries.cards import kudos_by_ids
from erm.recognition.queries.feeds import last_change
from erm.recognition.views import KudosView

LOOK_EVERY = 4.0
"""Seconds after which whoever listens looks for news although no signal has come."""
AT_ONCE = 50
"""How many changes are read at a time."""


@dataclass(frozen=True, slots=True)
class KudosNewsView:
    """Kudos as they are after a change; or, without any, that they are ``gone``.

    The first of those who listen from now on has neither: it tells the number alone.
    """

    number: int
    kudos_id: UUID | None = None
    kudos: KudosView | None = None

    @property
    def gone(self) -> bool:
        """Whether the kudos are no longer to be shown."""
        return self.kudos_id is not None and self.kudos is None


async def kudos_news(actor: Actor, after: int | None) -> AsyncGenerator[KudosNewsView, None]:
    """What changed after a number, then what changes, for as long as somebody asks.

    The database is asked on every signal and every few seconds, each time as the actor: of what they
    may not read nothing is told, not even that there was a change.
    """
    if after is None:
        after = await last_change(actor)
        yield KudosNewsView(after)
    with listening(TOPIC) as listener:
        while True:
            listener.take()
            top = await _top()
            news, reached = await _news(actor, after, top)
            for each in news:
                yield each
            after = reached
            if reached >= top:
                await listener.wait(LOOK_EVERY)


async def _top() -> int:
    """The highest number there is. All up to it are visible, for they are given in order."""
    counter = await KudosCounter.get_or_none(id=COUNTER_ID)
    return 0 if counter is None else counter.number


async def _news(actor: Actor, after: int, top: int) -> tuple[list[KudosNewsView], int]:
    """Some of what changed after a number and not after ``top``, and up to where it was read."""
    changed: Any = (
        await Kudos.filter(policy.readable_kudos(actor), change__gt=after, change__lte=top)
        .order_by("change")
        .limit(AT_ONCE)
        .values_list("id", "change")
    )
    gone: Any = (
        await KudosGone.filter(policy.could_read_before(actor), number__gt=after, number__lte=top)
        .order_by("number")
        .limit(AT_ONCE)
        .values_list("kudos_id", "number")
    )
    reached = max(top, after)
    for found in (changed, gone):
        if len(found) == AT_ONCE:
            reached = min(reached, found[-1][1])
    last_gone = dict(gone)
    there = {}
    if changed or gone:
        there = await kudos_by_ids(actor, [kudos_id for kudos_id, _ in (*changed, *gone)])
    # What is readable now was shown again, or is readable in another way: it is not gone.
    news = [
        KudosNewsView(number, kudos_id, there[kudos_id])
        for kudos_id, number in changed
        if kudos_id in there
    ]
    news += [
        KudosNewsView(number, kudos_id)
        for kudos_id, number in last_gone.items()
        if kudos_id not in there
    ]
    told = [each for each in news if each.number <= reached]
    return sorted(told, key=lambda each: each.number), reached
