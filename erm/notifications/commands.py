"""Writes of notifications: making them of what happens, marking them seen, taking them back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.ids import new_id
from erm.core.signals import Signal, tell
from erm.notifications import policy
from erm.notifications.choices import wanted_channels
from erm.notifications.errors import NotificationNotFound
from erm.notifications.models import Dispatch, Notification, PersonalChat, PushSubscription
from erm.notifications.rules import (
    KINDS,
    OPEN,
    WAIT,
    Channel,
    DispatchState,
    NotificationKind,
    Pace,
)
from erm.people.models import Person
from erm.people.queries import present

_BATCH = 500
SIGNALS_AT_MOST = 200
"""To how many people at once word is sent; of a larger crowd each page finds out when it looks."""
_ONCE_MAXIMUM = 18


def topic_of(person_id: UUID) -> str:
    """The topic of the signals for whoever watches a person's notifications. They name none."""
    return f"notifications:{person_id}"


async def notify(
    kind: NotificationKind,
    recipients: Iterable[UUID | None],
    subject_kind: str,
    subject_id: UUID | None,
    *,
    person_id: UUID | None = None,
    detail_id: UUID | None = None,
    facts: Mapping[str, int | str] | None = None,
    once: str = "",
    silent: bool = False,
    at: datetime | None = None,
) -> None:
    """Tell people that something happened, in the caller's unit of work.

    Those who have left, None and whoever did it (``person_id``, None for erm itself) are left out. The same
    thing is told once: the same kind about the same subject and detail of the same person's doing;
    what may happen again says in ``once`` which time it is (a day, a number). ``facts`` are numbers
    and days, never words that somebody typed. ``silent``: it stands in the product and leaves through
    no channel. ``at``: when it happened, now unless given.

    For 500 people at most eight queries. Raises ``RuntimeError`` outside of a unit of work.
    """
    instant = at or now()
    everybody = [key for key in dict.fromkeys(recipients) if key not in (None, person_id)]
    told = 0
    for start in range(0, len(everybody), _BATCH):
        there: Any = await Person.filter(
            present(today()), id__in=everybody[start : start + _BATCH]
        ).values_list("id", flat=True)
        rows = [
            Notification(
                id=new_id(),
                recipient_id=key,
                kind=kind,
                subject_kind=subject_kind,
                subject_id=subject_id,
                detail_id=detail_id,
                person_id=person_id,
                facts=dict(facts or {}),
                once_key=once_key(key, kind, subject_kind, subject_id, detail_id, person_id, once),
                created_at=instant,
            )
            for key in there
        ]
        made = await _insert(rows)
        if not silent:
            await _dispatch(kind, made, instant)
        for row in made[: max(SIGNALS_AT_MOST - told, 0)]:
            tell(Signal(topic_of(row.recipient_id)))
        told += len(made)


async def not_told_yet(
    kind: NotificationKind,
    recipients: Iterable[UUID],
    subject_kind: str,
    subject_id: UUID | None,
    *,
    person_id: UUID | None = None,
    once: str = "",
) -> list[UUID]:
    """Those of some people whom :func:`notify` has not told this: for jobs that look again and again."""
    keys = {
        once_key(key, kind, subject_kind, subject_id, None, person_id, once): key
        for key in dict.fromkeys(recipients)
    }
    told: set[Any] = set()
    everything = list(keys)
    for start in range(0, len(everything), _BATCH):
        told.update(
            await Notification.filter(once_key__in=everything[start : start + _BATCH]).values_list(
                "once_key", flat=True
            )
        )
    return [person for key, person in keys.items() if key not in told]


def once_key(
    recipient_id: UUID,
    kind: NotificationKind,
    subject_kind: str,
    subject_id: UUID | None,
    detail_id: UUID | None,
    person_id: UUID | None,
    once: str = "",
) -> str:
    """What makes two notifications the same; at most 200 characters."""
    if len(once) > _ONCE_MAXIMUM:
        once = sha256(once.encode()).hexdigest()[:_ONCE_MAXIMUM]
    parts = (recipient_id, kind.value, subject_id or subject_kind, detail_id or "", person_id or "")
    return ":".join(map(str, (*parts, once)))


async def _insert(rows: Sequence[Notification]) -> list[Notification]:
    """Write what is not known yet; answers what was written."""
    if not rows:
        return []
    # Not an exception that is caught: on PostgreSQL it would spoil the caller's transaction.
    await Notification.bulk_create(rows, batch_size=_BATCH, ignore_conflicts=True)
    written: Any = await Notification.filter(id__in=[row.id for row in rows]).values_list(
        "id", flat=True
    )
    ids = set(written)
    return [row for row in rows if row.id in ids]


async def _dispatch(kind: NotificationKind, rows: Sequence[Notification], at: datetime) -> None:
    """Send them on their way through the channels that are wanted and there."""
    if not rows:
        return
    rule = KINDS[kind]
    people = [row.recipient_id for row in rows]
    wanted = await wanted_channels(people, kind, rule.dispatched)
    ways: dict[Channel, Any] = {
        Channel.CHAT: PersonalChat.filter(disabled_reason=""),
        Channel.PUSH: PushSubscription.all(),
    }
    for channel, connected in ways.items():
        if wanted[channel]:
            there = connected.filter(person_id__in=list(wanted[channel]))
            wanted[channel] = set(await there.values_list("person_id", flat=True))
    await Dispatch.bulk_create(
        [
            Dispatch(
                id=new_id(),
                notification_id=row.id,
                recipient_id=row.recipient_id,
                channel=channel,
                gathered=rule.pace is Pace.GATHERED,
                due_at=at + WAIT,
                created_at=at,
            )
            for channel in sorted(wanted)
            for row in rows
            if row.recipient_id in wanted[channel]
        ],
        batch_size=_BATCH,
    )


async def mark_notifications_seen(actor: Actor, *, up_to: UUID) -> None:
    """Note that the actor has seen a notification of theirs and all before it.

    What waits to be told of them is dropped when its time comes. Raises ``NotificationNotFound``.
    """
    mine = Notification.filter(policy.own_notifications(actor))
    if not await mine.filter(id=up_to).exists():
        raise NotificationNotFound
    if await mine.filter(id__lte=up_to, seen_at__isnull=True).update(seen_at=now()):
        tell(Signal(topic_of(actor.person_id)))


async def withdraw(
    kinds: Collection[NotificationKind],
    subject_kind: str,
    subject_ids: Collection[UUID],
    *,
    person_id: UUID | None = None,
    detail_id: UUID | None = None,
) -> None:
    """Take back what is not so any more: what somebody undid, or a part of it (``detail_id``)."""
    found = Notification.filter(
        kind__in=list(kinds), subject_kind=subject_kind, subject_id__in=list(subject_ids)
    )
    if person_id is not None:
        found = found.filter(person_id=person_id)
    if detail_id is not None:
        found = found.filter(detail_id=detail_id)
    await _delete(found)


async def forget_subject(subject_kind: str, subject_ids: Collection[UUID]) -> None:
    """Delete what was told of things that are gone, with what waits to be told of them."""
    await _delete(Notification.filter(subject_kind=subject_kind, subject_id__in=list(subject_ids)))


async def _delete(found: Any) -> None:
    people: Any = await found.limit(SIGNALS_AT_MOST).values_list("recipient_id", flat=True)
    await found.delete()
    for key in sorted(set(people)):
        tell(Signal(topic_of(key)))


async def let_go_of_leaver(person_id: UUID) -> None:
    """Somebody left: nothing more is told to them, and their chat and browsers are forgotten.

    What they were told stands until it is as old as all of it, for they may come back.
    """
    await Dispatch.filter(recipient_id=person_id, state__in=OPEN).update(
        state=DispatchState.DROPPED, finished_at=now(), claimed_until=None
    )
    await PersonalChat.filter(person_id=person_id).delete()
    await PushSubscription.filter(person_id=person_id).delete()
