"""Finding what a command is about, as the actor may see it, and locking its series."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.one_on_ones import policy
from erm.one_on_ones.errors import (
    ActionItemNotFound,
    DateOutOfRange,
    MeetingClosed,
    MeetingNotFound,
    SeriesNotFound,
    TalkingPointNotFound,
    TimeInThePast,
    TimeWithoutZone,
)
from erm.one_on_ones.models import ActionItem, OneOnOneMeeting, OneOnOneSeries, TalkingPoint
from erm.one_on_ones.rules import DUE_WITHIN, SCHEDULE_AHEAD, MeetingState


async def locked_series(actor: Actor, series_id: UUID) -> OneOnOneSeries:
    """A series of the actor's, locked until the end of the unit of work. Raises ``SeriesNotFound``."""
    series = (
        await OneOnOneSeries.filter(policy.readable_series(actor), id=series_id)
        .select_for_update(no_key=True)
        .first()
    )
    if series is None:
        raise SeriesNotFound
    return series


async def locked_meeting(actor: Actor, meeting_id: UUID) -> tuple[OneOnOneMeeting, OneOnOneSeries]:
    """An open meeting of the actor's with its locked series.

    Raises ``MeetingNotFound`` or ``MeetingClosed``.
    """
    seen = await OneOnOneMeeting.get_or_none(policy.readable_meetings(actor), id=meeting_id)
    if seen is None:
        raise MeetingNotFound
    series = await locked_series(actor, seen.series_id)
    meeting = await OneOnOneMeeting.get(id=meeting_id)
    if meeting.state is not MeetingState.OPEN:
        raise MeetingClosed
    return meeting, series


async def locked_point(
    actor: Actor, point_id: UUID
) -> tuple[TalkingPoint, OneOnOneMeeting, OneOnOneSeries]:
    """A talking point that the actor may read, in an open meeting, and the locked series.

    Raises ``TalkingPointNotFound`` or ``MeetingClosed``.
    """
    readable = policy.readable_talking_points(actor)
    seen = await TalkingPoint.get_or_none(readable, id=point_id)
    if seen is None:
        raise TalkingPointNotFound
    series = await locked_series(actor, seen.series_id)
    point = await TalkingPoint.get_or_none(readable, id=point_id)
    if point is None:
        raise TalkingPointNotFound
    meeting = await OneOnOneMeeting.get(id=point.meeting_id)
    if meeting.state is not MeetingState.OPEN:
        raise MeetingClosed
    return point, meeting, series


async def locked_item(actor: Actor, item_id: UUID) -> tuple[ActionItem, OneOnOneSeries]:
    """An action item of the actor's pair with its locked series. Raises ``ActionItemNotFound``."""
    seen = await ActionItem.get_or_none(policy.readable_action_items(actor), id=item_id)
    if seen is None:
        raise ActionItemNotFound
    series = await locked_series(actor, seen.series_id)
    return await ActionItem.get(id=item_id), series


def other_of(series: OneOnOneSeries, person_id: UUID) -> UUID:
    """The other one of the two."""
    return series.high_id if series.low_id == person_id else series.low_id


def checked_time(value: datetime, *, field: str, back: timedelta) -> datetime:
    """An instant at which a meeting may be, in UTC and to the minute.

    Raises ``InvalidInput``: ``TIME_WITHOUT_ZONE``, ``TIME_IN_THE_PAST`` (more than ``back`` ago) or
    ``DATE_OUT_OF_RANGE``.
    """
    if value.tzinfo is None:
        raise TimeWithoutZone(field=field)
    if value > now() + SCHEDULE_AHEAD:
        raise DateOutOfRange(field=field)
    if value < now() - back:
        raise TimeInThePast(field=field)
    return value.astimezone(UTC).replace(second=0, microsecond=0)


def checked_due(actor: Actor, due_on: date | None) -> date | None:
    """A due date that is not absurd. Raises ``InvalidInput`` (``DATE_OUT_OF_RANGE``)."""
    if due_on is not None and abs(due_on - today(actor.time_zone)) > DUE_WITHIN:
        raise DateOutOfRange(field="due_on")
    return due_on
