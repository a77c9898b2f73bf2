"""Writes of notices: making them of what happens, and marking them seen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.events import Bus
from erm.recognition.events import (
    KudosCommented,
    KudosGiven,
    KudosMentioned,
    KudosReacted,
    KudosUnreacted,
    ScheduledKudosFailed,
)
from erm.recognition.models import Kudos, KudosMention, KudosReaction, KudosReceiver
from erm.recognition.notices import policy
from erm.recognition.notices.errors import NoticeNotFound
from erm.recognition.notices.models import KudosNotice
from erm.recognition.notices.rules import KEPT_FOR, NoticeKind

_BATCH = 500


async def mark_notices_seen(actor: Actor, *, up_to: UUID) -> None:
    """Note that the actor has seen a notice of theirs and all before it. Raises ``NoticeNotFound``."""
    if not await KudosNotice.filter(policy.own_notices(actor), id=up_to).exists():
        raise NoticeNotFound
    await KudosNotice.filter(policy.own_notices(actor), id__lte=up_to, seen_at__isnull=True).update(
        seen_at=now()
    )


async def purge_notices() -> int:
    """Delete notices of long ago, seen or not. For a job; answers how many."""
    return await KudosNotice.filter(created_at__lt=now() - KEPT_FOR).delete()


def subscribe(bus: Bus) -> None:
    """Make notices of what happens."""
    bus.subscribe(KudosGiven, kudos_given)
    bus.subscribe(KudosMentioned, kudos_mentioned)
    bus.subscribe(KudosCommented, kudos_commented)
    bus.subscribe(KudosReacted, kudos_reacted)
    bus.subscribe(KudosUnreacted, kudos_unreacted)
    bus.subscribe(ScheduledKudosFailed, scheduled_kudos_failed)


async def kudos_given(event: KudosGiven) -> None:
    """Those thanked. Those thanked as part of a group get no mail: it is there when they look."""
    rows: Any = await KudosReceiver.filter(kudos_id=event.kudos_id).values_list(
        "person_id", "group_id"
    )
    await _make(
        [
            _notice(
                NoticeKind.RECEIVED,
                person,
                event.at,
                kudos_id=event.kudos_id,
                person_id=event.author_id,
                mailed_at=None if group is None else event.at,
            )
            for person, group in rows
        ]
    )


async def kudos_mentioned(event: KudosMentioned) -> None:
    """Those named, who may read it; not those who hear of the same kudos as their receivers."""
    thanked: set[Any] = set()
    if event.comment_id is None:
        thanked.update(
            await KudosReceiver.filter(
                kudos_id=event.kudos_id, person_id__in=list(event.person_ids)
            ).values_list("person_id", flat=True)
        )
    await _make(
        [
            _notice(
                NoticeKind.MENTIONED,
                person,
                event.at,
                kudos_id=event.kudos_id,
                comment_id=event.comment_id,
                person_id=event.author_id,
            )
            for person in event.person_ids
            if person not in thanked and person != event.author_id
        ]
    )


async def kudos_commented(event: KudosCommented) -> None:
    """Author and named receivers, without who wrote it and those who hear that they are named in it."""
    named: Any = await KudosMention.filter(comment_id=event.comment_id).values_list(
        "person_id", flat=True
    )
    await _make(
        [
            _notice(
                NoticeKind.COMMENTED,
                person,
                event.at,
                kudos_id=event.kudos_id,
                comment_id=event.comment_id,
                person_id=event.author_id,
            )
            for person in await _concerned(event.kudos_id)
            if person != event.author_id and person not in set(named)
        ]
    )


async def kudos_reacted(event: KudosReacted) -> None:
    """Author and named receivers, once for each person however many signs they leave."""
    known: Any = await KudosNotice.filter(
        kind=NoticeKind.REACTED, kudos_id=event.kudos_id, person_id=event.person_id
    ).values_list("recipient_id", flat=True)
    await _make(
        [
            _notice(
                NoticeKind.REACTED,
                person,
                event.at,
                kudos_id=event.kudos_id,
                person_id=event.person_id,
            )
            for person in await _concerned(event.kudos_id)
            if person != event.person_id and person not in set(known)
        ]
    )


async def kudos_unreacted(event: KudosUnreacted) -> None:
    """Who took all their signs away left none to tell of."""
    if await KudosReaction.filter(kudos_id=event.kudos_id, person_id=event.person_id).exists():
        return
    await KudosNotice.filter(
        kind=NoticeKind.REACTED, kudos_id=event.kudos_id, person_id=event.person_id
    ).delete()


async def scheduled_kudos_failed(event: ScheduledKudosFailed) -> None:
    """Their author should say them otherwise."""
    await _make(
        [_notice(NoticeKind.NOT_SENT, event.author_id, event.at, scheduled_id=event.scheduled_id)]
    )


async def _concerned(kudos_id: UUID) -> set[UUID]:
    """The author, and those named in person."""
    people: Any = await KudosReceiver.filter(kudos_id=kudos_id, group_id__isnull=True).values_list(
        "person_id", flat=True
    )
    author: Any = await Kudos.filter(id=kudos_id).values_list("author_id", flat=True)
    return {*people, *author}


def _notice(kind: NoticeKind, recipient: UUID, at: datetime, **more: Any) -> KudosNotice:
    return KudosNotice(kind=kind, recipient_id=recipient, created_at=at, **more)


async def _make(rows: Iterable[KudosNotice]) -> None:
    found = list(rows)
    if found:
        await KudosNotice.bulk_create(found, batch_size=_BATCH)
