"""How people want to be reminded, and the address at which their calendar reads."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from erm.core.actor import Actor
from erm.notifications.choices import wanting
from erm.notifications.rules import Channel, NotificationKind
from erm.one_on_ones import policy
from erm.one_on_ones.models import CalendarFeed, OneOnOneSettings
from erm.one_on_ones.reminders import USUAL, Reminding
from erm.one_on_ones.views import CalendarFeedView


async def leads_of(person_ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many minutes before a meeting each of these people is reminded: for jobs."""
    ids = list(set(person_ids))
    rows = await OneOnOneSettings.filter(person_id__in=ids)
    return dict.fromkeys(ids, USUAL) | {
        row.person_id: row.nudge_lead_minutes for row in rows if row.nudge_lead_minutes is not None
    }


async def own_settings(actor: Actor) -> Reminding:
    """How the actor is reminded: as they chose, else as the company says."""
    row = await OneOnOneSettings.filter(policy.readable_settings(actor)).first()
    before, after, moved = [
        bool(await wanting([actor.person_id], kind, Channel.MAIL))
        for kind in (
            NotificationKind.MEETING_COMING,
            NotificationKind.MEETING_ASKED,
            NotificationKind.MEETING_MOVED,
        )
    ]
    lead = USUAL if row is None else row.nudge_lead_minutes or USUAL
    return Reminding(lead if before else None, after, moved)


async def own_calendar_feed(actor: Actor) -> CalendarFeedView | None:
    """The actor's calendar feed that works, if there is one; its address is known to nobody."""
    row = (
        await CalendarFeed.filter(policy.readable_calendar_feeds(actor), revoked_at__isnull=True)
        .order_by("-id")
        .first()
    )
    if row is None:
        return None
    return CalendarFeedView(row.id, row.created_at, row.last_read_at)
