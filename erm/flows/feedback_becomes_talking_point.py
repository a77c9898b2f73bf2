"""Advice becomes something to talk about in a one-on-one of whoever received it."""

from __future__ import annotations

from uuid import UUID

from erm.core.actor import Actor
from erm.feedback.commands import link_feedback, own_note
from erm.feedback.rules import FeedbackLinkKind
from erm.feedback.views import FeedbackNoteView
from erm.one_on_ones import queries as one_on_ones
from erm.one_on_ones.commands.talking_points import add_talking_point
from erm.one_on_ones.errors import MeetingNotFound, SeriesNotFound
from erm.one_on_ones.rules import Visibility


async def turn_feedback_into_talking_point(
    actor: Actor,
    *,
    note_id: UUID,
    series_id: UUID,
    body: str,
    visibility: Visibility = Visibility.SHARED,
) -> tuple[FeedbackNoteView, UUID]:
    """Put a point on the list of the series' open meeting, in words that the actor chose.

    Answers the meeting's id too. Raises what :func:`own_note` and :func:`add_talking_point` raise,
    ``SeriesNotFound``, and ``MeetingNotFound`` where no meeting is open.
    """
    _ = await own_note(actor, note_id)
    series = (await one_on_ones.series_by_ids(actor, [series_id])).get(series_id)
    if series is None:
        raise SeriesNotFound(field="series_id")
    meeting = (await one_on_ones.current_meetings_of(actor, [series_id])).get(series_id)
    if meeting is None:
        raise MeetingNotFound(field="series_id")
    point = await add_talking_point(actor, meeting_id=meeting.id, body=body, visibility=visibility)
    view = await link_feedback(
        actor, note_id=note_id, kind=FeedbackLinkKind.TALKING_POINT, target_id=point.id
    )
    return view, meeting.id
