"""What moves on when a meeting is closed and the next one opens."""

from __future__ import annotations

from erm.one_on_ones.models import ActionItem, OneOnOneMeeting, OneOnOneSeries, TalkingPoint
from erm.one_on_ones.rules import ActionItemState, TalkingPointState


async def carry_over(
    series: OneOnOneSeries, meeting: OneOnOneMeeting, following: OneOnOneMeeting
) -> None:
    """Move what is open, private points of both included; the rows stay the same.

    The series is locked, ``meeting`` is closed and ``following`` open. Needs a unit of work.
    """
    await TalkingPoint.filter(meeting_id=meeting.id, state=TalkingPointState.OPEN).update(
        meeting_id=following.id, carried_from_id=meeting.id
    )
    await ActionItem.filter(series_id=series.id, state=ActionItemState.OPEN).update(
        meeting_id=following.id, meeting_number=following.number, carried_from_id=meeting.id
    )
