"""What moves on when a meeting is closed and the next one opens."""

from __future__ import annotations

from erm.core.clock import now
from erm.core.ids import new_id
from erm.one_on_ones.commands.talking_points import stored_words
from erm.one_on_ones.models import ActionItem, OneOnOneMeeting, OneOnOneSeries, TalkingPoint
from erm.one_on_ones.rules import ActionItemState, TalkingPointState
from erm.one_on_ones.sealed import point_body


async def carry_over(
    series: OneOnOneSeries, meeting: OneOnOneMeeting, following: OneOnOneMeeting
) -> None:
    """Move what is open, private points of both included; the rows stay the same.

    A recurring point that was discussed stays where it was discussed, and comes back in the next
    meeting as a new open one at its place. The series is locked, ``meeting`` is closed and
    ``following`` open. Needs a unit of work.
    """
    await TalkingPoint.filter(meeting_id=meeting.id, state=TalkingPointState.OPEN).update(
        meeting_id=following.id, carried_from_id=meeting.id
    )
    discussed = await TalkingPoint.filter(
        meeting_id=meeting.id, state=TalkingPointState.DISCUSSED, recurring=True
    ).order_by("position", "id")
    await TalkingPoint.bulk_create([_again(point, following) for point in discussed])
    await ActionItem.filter(series_id=series.id, state=ActionItemState.OPEN).update(
        meeting_id=following.id, meeting_number=following.number, carried_from_id=meeting.id
    )


def _again(point: TalkingPoint, following: OneOnOneMeeting) -> TalkingPoint:
    key = new_id()
    words = point_body(point.id, point.sealed, point.body)
    return TalkingPoint(
        id=key,
        series_id=point.series_id,
        meeting_id=following.id,
        author_id=point.author_id,
        **stored_words(key, words, point.visibility),
        recurring=True,
        position=point.position,
        created_at=now(),
    )
