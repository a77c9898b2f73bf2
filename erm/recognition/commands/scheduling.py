"""Thanks that are to be said later. All rules of giving hold when they are put off, and on their day."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise.expressions import F

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import DomainError, NotAllowed
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.work import record, unit_of_work
from erm.files.commands import claim_picture, delete_files
from erm.people.models import Person
from erm.recognition import policy
from erm.recognition.commands.giving import GivenKudos, KudosDraft, check_draft, give
from erm.recognition.commands.groups import GroupKey
from erm.recognition.errors import (
    ScheduledNotFound,
    ScheduledSettled,
    ScheduleOutOfRange,
    TooManyScheduled,
)
from erm.recognition.events import ScheduledKudosFailed
from erm.recognition.models import ScheduledKudos
from erm.recognition.rules import (
    PICTURE_LONGEST,
    SCHEDULE_AHEAD,
    SCHEDULED_MAXIMUM,
    GroupKind,
    KudosVisibility,
    ScheduleState,
)
from erm.recognition.scheduled import scheduled_by_ids
from erm.recognition.sealed import open_content, seal_content
from erm.recognition.views import ScheduledKudosView

_OPEN = (ScheduleState.WAITING, ScheduleState.FAILED)
_BATCH = 50

ActorFor = Callable[[UUID], Awaitable[Actor | None]]


async def schedule_kudos(
    actor: Actor, draft: KudosDraft, *, give_at: datetime
) -> ScheduledKudosView:
    """Put thanks off until ``give_at``. Nobody but their author sees them before.

    Raises ``ScheduleOutOfRange``, ``TooManyScheduled`` and what giving them now would raise, but for
    points, of which nobody knows today how many will be there.
    """
    if actor.is_system:
        raise NotAllowed
    moment = now()
    if not moment < give_at <= moment + SCHEDULE_AHEAD:
        raise ScheduleOutOfRange(field="give_at", count=SCHEDULE_AHEAD.days)
    # Locked, so that two at once cannot both find the last room.
    await Person.filter(id=actor.person_id).select_for_update(no_key=True).first()
    waiting = ScheduledKudos.filter(author_id=actor.person_id, state=ScheduleState.WAITING)
    if await waiting.count() >= SCHEDULED_MAXIMUM:
        raise TooManyScheduled(maximum=SCHEDULED_MAXIMUM)
    checked = await check_draft(actor, draft)
    picture_id = draft.picture_id
    if picture_id is not None:
        picture_id = (
            await claim_picture(actor, picture_id, longest=PICTURE_LONGEST, field="picture_id")
        ).id
    row_id = new_id()
    content = _packed(replace(draft, message=checked.message, picture_alt=checked.picture_alt))
    _ = await ScheduledKudos.create(
        id=row_id,
        author_id=actor.person_id,
        content_sealed=seal_content(content, row_id),
        picture_id=picture_id,
        due_at=give_at,
        state=ScheduleState.WAITING,
        created_at=moment,
    )
    return (await scheduled_by_ids(actor, [row_id]))[row_id]


async def cancel_scheduled_kudos(actor: Actor, *, scheduled_id: UUID) -> UUID:
    """Say them never: one's own that wait or could not be said. Their picture goes.

    Raises ``ScheduledNotFound``, ``ScheduledSettled``.
    """
    row = await _own(actor, scheduled_id)
    if not await _settle(row, ScheduleState.CANCELLED, picture_id=None):
        raise ScheduledSettled
    await delete_files([] if row.picture_id is None else [row.picture_id])
    return row.id


async def give_scheduled_kudos_now(actor: Actor, *, scheduled_id: UUID) -> GivenKudos:
    """Say them now: one's own that wait or could not be said.

    Raises ``ScheduledNotFound``, ``ScheduledSettled`` and what ``give`` raises.
    """
    return await _give(actor, await _own(actor, scheduled_id), _OPEN)


async def cancel_scheduled_of_leaver(person_id: UUID) -> int:
    """Whoever has left says nothing any more. Answers how many were cancelled."""
    rows = await ScheduledKudos.filter(author_id=person_id, state__in=_OPEN)
    done = 0
    for row in rows:
        if await _settle(row, ScheduleState.CANCELLED, picture_id=None):
            done += 1
            await delete_files([] if row.picture_id is None else [row.picture_id])
    return done


async def give_due_kudos(bus: Bus, stop: asyncio.Event, actor_for: ActorFor) -> int:
    """Say everything whose time has come, each in a unit of work of its own; returns how many.

    What is refused is marked with the reason, and its author is told. Bears being done twice at once.
    """
    given = 0
    while not stop.is_set():
        ids: Any = (
            await ScheduledKudos.filter(state=ScheduleState.WAITING, due_at__lte=now())
            .order_by("due_at", "id")
            .limit(_BATCH)
            .values_list("id", "author_id")
        )
        for row_id, author_id in ids:
            given += await _give_due(bus, row_id, await actor_for(author_id))
        if len(ids) < _BATCH:
            break
    return given


async def _give_due(bus: Bus, row_id: UUID, actor: Actor | None) -> bool:
    try:
        async with unit_of_work(bus):
            row = await ScheduledKudos.get(id=row_id)
            if actor is None:
                await _settle(row, ScheduleState.CANCELLED, (ScheduleState.WAITING,))
                return False
            await _give(actor, row, (ScheduleState.WAITING,))
    except ScheduledSettled:
        return False
    except DomainError as error:
        async with unit_of_work(bus):
            await _mark_failed(row_id, error)
        return False
    return True


async def _give(actor: Actor, row: ScheduledKudos, states: tuple[ScheduleState, ...]) -> GivenKudos:
    # First, so that of two who try at once the second finds it settled and gives nothing.
    if not await _settle(row, ScheduleState.GIVEN, states):
        raise ScheduledSettled
    content = open_content(row.content_sealed, row.id)
    given = await give(actor, _draft(content, row.picture_id), picture_claimed=True)
    await ScheduledKudos.filter(id=row.id).update(kudos_id=given.kudos.id, problem="")
    return given


async def _mark_failed(row_id: UUID, error: DomainError) -> None:
    row = await ScheduledKudos.get(id=row_id)
    content = open_content(row.content_sealed, row.id)
    content["problem_params"] = error.params
    if await _settle(
        row,
        ScheduleState.FAILED,
        (ScheduleState.WAITING,),
        problem=error.code,
        content_sealed=seal_content(content, row.id),
    ):
        record(ScheduledKudosFailed(at=now(), scheduled_id=row.id, author_id=row.author_id))


async def _settle(
    row: ScheduledKudos,
    state: ScheduleState,
    states: tuple[ScheduleState, ...] = _OPEN,
    **values: Any,
) -> bool:
    return bool(
        await ScheduledKudos.filter(id=row.id, version=row.version, state__in=states).update(
            state=state, version=F("version") + 1, **values
        )
    )


async def _own(actor: Actor, scheduled_id: UUID) -> ScheduledKudos:
    row = await ScheduledKudos.filter(policy.readable_scheduled(actor), id=scheduled_id).first()
    if row is None:
        raise ScheduledNotFound
    return row


def _packed(draft: KudosDraft) -> dict[str, Any]:
    return {
        "receiver_ids": [str(each) for each in draft.receiver_ids],
        "groups": [[group.kind.value, str(group.id)] for group in draft.groups],
        "message": draft.message,
        "company_value_id": _text(draft.company_value_id),
        "visibility": draft.visibility.value,
        "audience_id": _text(draft.audience_id),
        "mention_ids": [str(each) for each in draft.mention_ids],
        "picture_alt": draft.picture_alt,
        "points": draft.points,
        "despite_warning": draft.despite_warning,
    }


def _draft(content: dict[str, Any], picture_id: UUID | None) -> KudosDraft:
    return KudosDraft(
        message=content["message"],
        receiver_ids=tuple(UUID(each) for each in content["receiver_ids"]),
        groups=tuple(GroupKey(GroupKind(kind), UUID(key)) for kind, key in content["groups"]),
        company_value_id=_key(content["company_value_id"]),
        visibility=KudosVisibility(content["visibility"]),
        audience_id=_key(content["audience_id"]),
        mention_ids=tuple(UUID(each) for each in content["mention_ids"]),
        picture_id=picture_id,
        picture_alt=content["picture_alt"],
        points=content["points"],
        despite_warning=content["despite_warning"],
    )


def _text(key: UUID | None) -> str | None:
    return None if key is None else str(key)


def _key(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)
