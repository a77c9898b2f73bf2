"""Whether two people have met: said by one of them, or shown by what both did at the time.

A meeting counts as held when one of the two closes it as held, or when both did something in it
(wrote or ticked off a point, promised something, took notes) from half an hour before its time to a
day after. Some hours after the last of that, erm closes it by itself. A meeting that neither closed
and in which not both were active is asked about once.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from erm.core.clock import now
from erm.one_on_ones.models import OneOnOneMeeting, OneOnOneSeries
from erm.one_on_ones.rules import MeetingState

ACTIVE_BEFORE = timedelta(minutes=30)
ACTIVE_AFTER = timedelta(hours=24)
"""What is done in a meeting so long before and after its time shows that it takes place."""
NOTED_EVERY = timedelta(minutes=5)
"""Activity is written down at most so often: typing notes must not become a stream of writes."""
QUIET_FOR = timedelta(hours=3)
"""A meeting in which both were active is closed when nothing was done in it for so long."""
ASKED_AFTER = timedelta(hours=2)
"""So long after its time a meeting of which nothing is known is asked about."""


async def active(meeting: OneOnOneMeeting, series: OneOnOneSeries, person_id: UUID) -> None:
    """Note that one of the two does something in an open meeting, if it is about its time.

    For every command by which somebody works on a meeting; at most one small update in five minutes.
    """
    moment = now()
    column = "low_active_at" if person_id == series.low_id else "high_active_at"
    before: datetime | None = getattr(meeting, column)
    if not about_its_time(meeting.scheduled_at, moment):
        return
    if before is not None and before > moment - NOTED_EVERY:
        return
    never: dict[str, Any] = {f"{column}__isnull": True}
    longer_ago: dict[str, Any] = {f"{column}__lte": moment - NOTED_EVERY}
    await OneOnOneMeeting.filter(
        Q(**never) | Q(**longer_ago), id=meeting.id, state=MeetingState.OPEN
    ).update(**{column: moment})


def about_its_time(scheduled_at: datetime, moment: datetime) -> bool:
    """Whether what is done at this moment shows that a meeting takes place."""
    return scheduled_at - ACTIVE_BEFORE <= moment <= scheduled_at + ACTIVE_AFTER


def both_active(
    scheduled_at: datetime, low_active_at: datetime | None, high_active_at: datetime | None
) -> bool:
    """Whether both did something in a meeting about the time when it was."""
    return all(
        at is not None and about_its_time(scheduled_at, at)
        for at in (low_active_at, high_active_at)
    )


def to_be_asked(
    scheduled_at: datetime,
    low_active_at: datetime | None,
    high_active_at: datetime | None,
    *,
    resting: bool,
    moment: datetime,
) -> bool:
    """Whether the two are to be asked if they met, of an open meeting. ``resting``: see :func:`rests`."""
    return (
        not resting
        and moment >= scheduled_at + ASKED_AFTER
        and not both_active(scheduled_at, low_active_at, high_active_at)
    )


def rests(planned_on: date, paused_from: date | None, paused_until: date | None) -> bool:
    """Whether an open meeting waits in a pause without an end: nobody knows when it will be."""
    return paused_from is not None and paused_until is None and planned_on >= paused_from
