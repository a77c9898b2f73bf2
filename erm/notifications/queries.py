"""Reads of notifications, as one actor.

Notifications of one kind about one subject are one line, that of the newest of them. What the actor
may not read any more is not shown and not counted, and of a line only what they may read: whether
they may is asked of the subject's domain, for a batch of notifications at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncGenerator, Collection, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.core.paging import Page, PageRequest, page_of
from erm.notifications import policy
from erm.notifications.models import Notification
from erm.notifications.rules import (
    KINDS,
    UNSEEN_MAXIMUM,
    Area,
    NotificationKind,
    line_key,
)
from erm.notifications.subjects import About, Subjects
from erm.notifications.views import NotificationView

_BATCH = 120


@dataclass(frozen=True, slots=True)
class NotificationFilter:
    """Which lines: of one part of the product, and only those that were not seen."""

    area: Area | None = None
    unseen_only: bool = False

    def condition(self) -> Q:
        """The filter of the rows that may begin a line."""
        found = Q()
        if self.area is not None:
            found &= Q(kind__in=[kind for kind, rule in KINDS.items() if rule.area is self.area])
        if self.unseen_only:
            found &= Q(seen_at__isnull=True)
        return found


EVERYTHING = NotificationFilter()
UNSEEN = NotificationFilter(unseen_only=True)


async def notifications(
    actor: Actor, page: PageRequest, subjects: Subjects, kept: NotificationFilter = EVERYTHING
) -> Page[NotificationView]:
    """What happened that concerns the actor, newest first."""
    found = []
    async with aclosing(_lines(actor, subjects, kept, page.after_id)) as lines:
        async for line in lines:
            found.append(line)
            if len(found) > page.first:
                break

    async def count() -> int:
        return sum([1 async for _ in _lines(actor, subjects, kept)])

    return page_of(found, page, count, lambda view: (str(view.id),))


async def unseen_notifications(actor: Actor, subjects: Subjects) -> int:
    """How many lines the actor has not seen, counted up to ``UNSEEN_MAXIMUM``."""
    count = 0
    async with aclosing(_lines(actor, subjects, UNSEEN)) as lines:
        async for _ in lines:
            count += 1
            if count == UNSEEN_MAXIMUM:
                break
    return count


async def newest_notification(actor: Actor, subjects: Subjects) -> NotificationView | None:
    """The actor's newest line."""
    async with aclosing(_lines(actor, subjects, EVERYTHING)) as lines:
        async for line in lines:
            return line
    return None


async def notifications_by_ids(
    actor: Actor, ids: Sequence[UUID], subjects: Subjects
) -> dict[UUID, NotificationView]:
    """Notifications by id; those that are not the actor's to read are missing."""
    rows = await Notification.filter(policy.own_notifications(actor), id__in=list(set(ids)))
    return {
        row.id: _view(row, line)
        for row, line in await _readable_lines(actor, subjects, rows)
        if line and any(each.id == row.id for each, _ in line)
    }


_Line = list[tuple[Notification, NotificationView]]


async def _lines(
    actor: Actor, subjects: Subjects, kept: NotificationFilter, after: UUID | None = None
) -> AsyncGenerator[NotificationView, None]:
    """The lines after a notification, newest first, a batch of rows at a time.

    A line of which a batch says all there is to say is passed over in those that follow: ten thousand
    reactions to one thing ask no more of the database than one.
    """
    mine = Notification.filter(policy.own_notifications(actor), kept.condition())
    over: dict[NotificationKind, set[UUID]] = defaultdict(set)
    while True:
        wanted = Q() if after is None else Q(id__lt=after)
        for kind, subject_ids in over.items():
            among = Q(kind=kind, subject_id__in=sorted(subject_ids))
            wanted &= Q(subject_id__isnull=True) | ~among
        rows = await mine.filter(wanted).order_by("-id").limit(_BATCH)
        for row, line in await _readable_lines(actor, subjects, rows):
            # What the newest that may be read does not begin belongs to a line above.
            if line and line[0][0].id == row.id:
                yield _view(row, line)
            # Else it begins further down.
            if row.subject_id is not None and (not line or line[0][0].id >= rows[-1].id):
                over[row.kind].add(row.subject_id)
        if len(rows) < _BATCH:
            return
        after = rows[-1].id


async def _readable_lines(
    actor: Actor, subjects: Subjects, rows: Sequence[Notification]
) -> list[tuple[Notification, _Line]]:
    """Each of these rows with all that may be read of its line, newest first."""
    if not rows:
        return []
    whole: dict[UUID, Notification] = {row.id: row for row in rows}
    about = {row.subject_id for row in rows if row.subject_id is not None}
    if about:
        same: Any = await Notification.filter(
            policy.own_notifications(actor), subject_id__in=sorted(about)
        )
        whole |= {row.id: row for row in same}
    keys = {_key(row) for row in rows}
    of_them = [row for row in whole.values() if _key(row) in keys]
    found = await subjects(actor, {about_of(row) for row in of_them})
    lines: dict[Any, _Line] = defaultdict(list)
    for row in sorted(of_them, key=lambda row: row.id, reverse=True):
        subject = found.get(about_of(row))
        if subject is not None:
            view = NotificationView(
                id=row.id,
                kind=row.kind,
                area=KINDS[row.kind].area,
                person_id=row.person_id,
                others=0,
                title=subject.title,
                path=subject.path,
                created_at=row.created_at,
                seen=row.seen_at is not None,
            )
            lines[_key(row)].append((row, view))
    return [(row, lines[_key(row)]) for row in rows]


def _view(row: Notification, line: _Line) -> NotificationView:
    own = next(view for each, view in line if each.id == row.id)
    return replace(own, others=len(others_in([each for each, _ in line], row.person_id)))


def others_in(rows: Collection[Notification], person_id: UUID | None) -> set[UUID]:
    """Who else did the same."""
    return {row.person_id for row in rows if row.person_id is not None} - {person_id}


def _key(row: Notification) -> tuple[str, str, UUID]:
    return line_key(row.kind, row.subject_kind, row.subject_id, row.id)


def about_of(row: Notification) -> About:
    """What a notification is about."""
    return About(NotificationKind(row.kind), row.subject_kind, row.subject_id, row.detail_id)
