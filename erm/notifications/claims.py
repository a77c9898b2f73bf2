"""Claims on dispatches: which of them are due, taking them as a whole, and what the dead leave behind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.expressions import F

from erm.core.clock import now
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.notifications.models import Dispatch
from erm.notifications.reach import next_reachable, reach_of
from erm.notifications.rules import (
    RETRY_AFTER,
    Channel,
    DispatchState,
    kinds_of_mailing,
    next_attempt,
    ready_at,
)
from erm.people.models import Person


class Taken(Exception):
    """Another worker has it."""


async def take(ids: Sequence[UUID], **values: Any) -> None:
    """Claim all of these that wait. Raises :class:`Taken` if another worker has one of them."""
    waiting = Dispatch.filter(id__in=list(ids), state=DispatchState.WAITING)
    if await waiting.update(**values) < len(ids):
        raise Taken


def claimed(ids: Sequence[UUID], key: str) -> Any:
    """Those of these that are claimed under a key. A worker that was thought dead has none any more."""
    return Dispatch.filter(id__in=list(ids), state=DispatchState.SENDING, message_key=key)


async def finish(bus: Bus, ids: Sequence[UUID], state: DispatchState) -> None:
    """Note what became of some that nobody has claimed."""
    async with unit_of_work(bus):
        await Dispatch.filter(id__in=list(ids), state=DispatchState.WAITING).update(
            state=state, finished_at=now()
        )


async def postpone(ids: Sequence[UUID], until: datetime) -> None:
    """Look at these again at a time."""
    await Dispatch.filter(id__in=list(ids), state=DispatchState.WAITING).update(due_at=until)


async def quiet(rows: Sequence[Dispatch], mailing: str, instant: datetime) -> list[Dispatch]:
    """Those that need not wait for others any more; the others get the time until which they do."""
    ready: list[Dispatch] = []
    for gathered in (False, True):
        some = [row for row in rows if row.gathered is gathered]
        if not some:
            continue
        last = await _last_gathered(some[0], mailing) if gathered else None
        at = ready_at([row.created_at for row in some], gathered=gathered, last=last)
        if at <= instant:
            ready += some
        else:
            await postpone([row.id for row in some], at)
    return ready


async def reachable(person_id: UUID, instant: datetime) -> datetime:
    """When a person may be reached next."""
    person = await Person.get(id=person_id).only("time_zone")
    reach = (await reach_of([person_id]))[person_id]
    return next_reachable(instant, reach, ZoneInfo(person.time_zone))


async def give_up_or_retry(bus: Bus, person_id: UUID, channel: Channel) -> None:
    """Try what could not even be written again later, and not for ever."""
    instant = now()
    due = Dispatch.filter(
        recipient_id=person_id,
        channel=channel,
        state=DispatchState.WAITING,
        due_at__lte=instant,
    )
    async with unit_of_work(bus):
        await due.filter(attempts__gte=len(RETRY_AFTER)).update(
            state=DispatchState.FAILED, finished_at=instant
        )
        await due.update(attempts=F("attempts") + 1, due_at=instant + RETRY_AFTER[1])


async def release_stale(bus: Bus) -> None:
    """Queue again what workers had in hand when they died, or give it up after too many tries."""
    instant = now()
    stale = Dispatch.filter(state=DispatchState.SENDING, claimed_until__lt=instant)
    for row in await stale.only("id", "attempts", "message_key"):
        again = next_attempt(row.attempts, instant, 0.0)
        values: dict[str, Any] = (
            {"state": DispatchState.FAILED, "finished_at": instant}
            if again is None
            else {"state": DispatchState.WAITING, "due_at": instant}
        )
        async with unit_of_work(bus):
            await stale.filter(id=row.id, message_key=row.message_key).update(
                claimed_until=None, **values
            )


async def _last_gathered(row: Dispatch, mailing: str) -> datetime | None:
    """When the last message of what is gathered left, to this person through this channel."""
    sent = Dispatch.filter(
        recipient_id=row.recipient_id,
        channel=row.channel,
        gathered=True,
        state=DispatchState.SENT,
    )
    if mailing:
        sent = sent.filter(notification__kind__in=list(kinds_of_mailing(mailing)))
    found: Any = await sent.order_by("-finished_at").limit(1).values_list("finished_at", flat=True)
    return found[0] if found else None
