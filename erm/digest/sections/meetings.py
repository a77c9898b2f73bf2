"""One-on-ones to come, with what is open in them."""

from __future__ import annotations

from collections.abc import Sequence

from erm.digest.lines import Line
from erm.digest.writer import Writer
from erm.one_on_ones.rules import Visibility
from erm.one_on_ones.views import MeetingView, TalkingPointView

POINTS_SHOWN = 2


def meeting_line(meeting: MeetingView, points: Sequence[TalkingPointView], w: Writer) -> Line:
    """When it is, and what is to be talked about; one's private points are counted and not quoted."""
    when = w.moment(meeting.scheduled_at)
    if points:
        shared = [point.body for point in points if point.visibility is Visibility.SHARED]
        details = list(w.facts(when, w.say("line.points", count=len(points))))
        details.extend(f"– {w.short(body)}" for body in shared[:POINTS_SHOWN])
    else:
        details = [when, w.say("line.no_points")]
    return Line(
        w.say("line.meeting", name=w.name(meeting.other_id)),
        w.links.meeting(meeting.id),
        tuple(details),
    )
