"""A suggestion becomes a talking point, or is hidden: only one that is suggested right now."""

from __future__ import annotations

from uuid import UUID

from erm.core.actor import Actor
from erm.one_on_ones import queries
from erm.one_on_ones.commands.suggestions import dismiss
from erm.one_on_ones.commands.talking_points import add_talking_point
from erm.one_on_ones.errors import (
    MeetingNotFound,
    SeriesNotFound,
    SuggestionIsPrivate,
    SuggestionNotThere,
)
from erm.one_on_ones.rules import Visibility
from erm.one_on_ones.views import TalkingPointView
from erm.relationships.suggestions import SuggestionView, all_suggestions_of


async def add_suggested_point(
    actor: Actor,
    *,
    meeting_id: UUID,
    key: str,
    body: str,
    visibility: Visibility,
    recurring: bool = False,
) -> TalkingPointView:
    """Put a suggestion on the list of an open meeting, in words that the actor chose.

    Raises ``MeetingNotFound``, ``SuggestionNotThere``, ``SuggestionIsPrivate`` (when it is to be
    shared and the other one may not read what it is about), and what adding a point raises.
    """
    meeting = (await queries.meetings_by_ids(actor, [meeting_id])).get(meeting_id)
    if meeting is None:
        raise MeetingNotFound
    found = await _suggested(actor, meeting.series_id, key)
    if visibility is Visibility.SHARED and found.visibility is Visibility.PRIVATE:
        raise SuggestionIsPrivate(field="visibility")
    return await add_talking_point(
        actor,
        meeting_id=meeting_id,
        body=body,
        visibility=visibility,
        recurring=recurring,
        source=(found.kind, found.settled_by),
    )


async def dismiss_suggestion(actor: Actor, *, series_id: UUID, key: str) -> None:
    """Hide a suggestion from the actor, in this series and for good.

    Raises ``SeriesNotFound`` or ``SuggestionNotThere``.
    """
    if series_id not in await queries.series_by_ids(actor, [series_id]):
        raise SeriesNotFound
    found = await _suggested(actor, series_id, key)
    await dismiss(actor, series_id=series_id, source_kind=found.kind, source_id=found.settled_by)


async def _suggested(actor: Actor, series_id: UUID, key: str) -> SuggestionView:
    for each in (await all_suggestions_of(actor, [series_id]))[series_id]:
        if each.key == key:
            return each
    raise SuggestionNotThere(field="suggestion_key")
