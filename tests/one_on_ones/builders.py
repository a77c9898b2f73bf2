"""Rows written directly, many at once."""

from __future__ import annotations

from datetime import datetime, timedelta

from erm.core.clock import now, today
from erm.core.ids import new_id
from erm.one_on_ones.models import (
    ActionItem,
    OneOnOneMeeting,
    OneOnOneSeries,
    PrivateNotes,
    TalkingPoint,
)
from erm.one_on_ones.rules import Cadence, MeetingState, pair_key
from erm.one_on_ones.sealed import seal_private_notes
from erm.people.models import Person
from tests.cast import ZONE


def series_row(one: Person, other: Person) -> OneOnOneSeries:
    low, high = sorted((one.id, other.id))
    return OneOnOneSeries(
        low_id=low,
        high_id=high,
        active_pair=pair_key(low, high),
        cadence=Cadence.WEEKLY,
        time_zone="Europe/Berlin",
        rhythm_from=today(),
        wall_minutes=600,
        started_by_id=one.id,
        created_at=now(),
    )


def meeting_row(
    series: OneOnOneSeries, number: int, at: datetime, *, is_open: bool
) -> OneOnOneMeeting:
    return OneOnOneMeeting(
        series_id=series.id,
        open_series_id=series.id if is_open else None,
        number=number,
        planned_on=at.date(),
        scheduled_at=at,
        state=MeetingState.OPEN if is_open else MeetingState.CLOSED,
        held=None if is_open else True,
        created_at=now(),
    )


async def history(
    one: Person, others: list[Person], meetings_each: int = 2
) -> list[OneOnOneSeries]:
    """A series with each of the others, the last meeting open, with notes, points and promises."""
    series = [series_row(one, other) for other in others]
    await OneOnOneSeries.bulk_create(series)
    meetings, notes, points, items = [], [], [], []
    for each, other in zip(series, others, strict=True):
        for number in range(1, meetings_each + 1):
            at = now() + timedelta(days=1 + 7 * (number - meetings_each))
            meeting = meeting_row(each, number, at, is_open=number == meetings_each)
            meetings.append(meeting)
            key = new_id()
            notes.append(
                PrivateNotes(
                    id=key,
                    meeting_id=meeting.id,
                    person_id=one.id,
                    sealed=seal_private_notes("mine", key),
                    edited_at=now(),
                )
            )
            for position, author in enumerate((one, other)):
                points.append(
                    TalkingPoint(
                        series_id=each.id,
                        meeting_id=meeting.id,
                        author_id=author.id,
                        body="a point",
                        position=position,
                        created_at=now(),
                    )
                )
                items.append(
                    ActionItem(
                        series_id=each.id,
                        meeting_id=meeting.id,
                        made_in_number=number,
                        meeting_number=number,
                        author_id=one.id,
                        owner_id=author.id,
                        body="a promise",
                        due_on=today(ZONE) - timedelta(days=position),
                        created_at=now(),
                    )
                )
    await OneOnOneMeeting.bulk_create(meetings)
    await PrivateNotes.bulk_create(notes)
    await TalkingPoint.bulk_create(points)
    await ActionItem.bulk_create(items)
    return series
