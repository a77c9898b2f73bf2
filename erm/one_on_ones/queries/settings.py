"""How people want to be reminded, and the address at which their calendar reads."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from erm.core.actor import Actor
from erm.one_on_ones import policy
from erm.one_on_ones.models import CalendarFeed, OneOnOneSettings
from erm.one_on_ones.reminders import Reminding
from erm.one_on_ones.views import CalendarFeedView


async def settings_of(person_ids: Iterable[UUID]) -> dict[UUID, Reminding]:
    """How each of these people wants to be reminded: for jobs and mail, never for a viewer."""
    ids = list(set(person_ids))
    rows = await OneOnOneSettings.filter(person_id__in=ids)
    return {key: Reminding() for key in ids} | {row.person_id: _reminding(row) for row in rows}


async def own_settings(actor: Actor) -> Reminding:
    """How the actor wants to be reminded."""
    row = await OneOnOneSettings.filter(policy.readable_settings(actor)).first()
    return Reminding() if row is None else _reminding(row)


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


def _reminding(row: OneOnOneSettings) -> Reminding:
    return Reminding(row.nudge_lead_minutes, row.nudge_after, row.calendar_mail)
