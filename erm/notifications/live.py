"""What is new in a person's notifications while they watch."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any
from uuid import UUID

from erm.core.actor import Actor
from erm.core.signals import listening
from erm.notifications import policy
from erm.notifications.commands import topic_of
from erm.notifications.models import Notification
from erm.notifications.queries import newest_notification, unseen_notifications
from erm.notifications.rules import UNSEEN_MAXIMUM
from erm.notifications.subjects import Subjects
from erm.notifications.views import NewsView

LOOK_EVERY = 10.0
"""Seconds after which whoever listens looks for news although no signal has come."""


async def notification_news(actor: Actor, subjects: Subjects) -> AsyncGenerator[NewsView, None]:
    """The number of unseen lines, then the number and the newest line whenever they may have changed.

    The database is asked on every signal and every few seconds, and more than the ids only if those
    have changed; each time as the actor, so that nothing is told of what they may not read.
    """
    known: list[UUID] | None = None
    with listening(topic_of(actor.person_id)) as listener:
        while True:
            listener.take()
            ids = await _unseen_ids(actor)
            if ids != known:
                unseen = await unseen_notifications(actor, subjects)
                newest = None
                if known is not None and not set(ids) <= set(known):
                    newest = await newest_notification(actor, subjects)
                    if newest is not None and (newest.id not in ids or newest.id in known):
                        newest = None  # What came is none that they may read.
                known = ids
                yield NewsView(unseen, newest)
            await listener.wait(LOOK_EVERY)


async def _unseen_ids(actor: Actor) -> list[UUID]:
    """The newest notifications that were not seen, whatever may be read of them."""
    rows: Any = (
        await Notification.filter(policy.own_notifications(actor), seen_at__isnull=True)
        .order_by("-id")
        .limit(UNSEEN_MAXIMUM + 1)
        .values_list("id", flat=True)
    )
    return list(rows)
