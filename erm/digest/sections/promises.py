"""What others promised the reader; their own promises are needs."""

from __future__ import annotations

from erm.digest.lines import Line
from erm.digest.writer import Writer
from erm.one_on_ones.views import ActionItemView


def promised_line(item: ActionItemView, w: Writer) -> Line:
    """What was promised, by whom and until when."""
    return Line(
        w.short(item.body),
        w.links.meeting(item.meeting_id),
        w.facts(
            w.say("line.promised_by", name=w.name(item.owner_id)),
            *w.due_on(item.due_on, overdue=item.overdue),
        ),
    )
