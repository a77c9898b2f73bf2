"""Talking points: adding, editing, ordering, ticking off, taking away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise.expressions import F

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.text import clean_text
from erm.one_on_ones import policy, queries
from erm.one_on_ones.commands.locking import locked_meeting, locked_point
from erm.one_on_ones.errors import (
    PointOfAnotherMeeting,
    StaleVersion,
    TalkingPointOfTheOther,
    TooManyTalkingPoints,
)
from erm.one_on_ones.models import TalkingPoint
from erm.one_on_ones.rules import (
    BODY_MAXIMUM,
    POINTS_MAXIMUM,
    TalkingPointState,
    Visibility,
    reordered,
)
from erm.one_on_ones.views import TalkingPointView


async def add_talking_point(
    actor: Actor, *, meeting_id: UUID, body: str, visibility: Visibility = Visibility.SHARED
) -> TalkingPointView:
    """Put something on the list of an open meeting, at its end.

    Raises ``MeetingNotFound``, ``MeetingClosed``, ``TooManyTalkingPoints``, ``TEXT_REQUIRED``,
    ``TEXT_TOO_LONG``.
    """
    meeting, series = await locked_meeting(actor, meeting_id)
    body = clean_text(body, field="body", maximum=BODY_MAXIMUM)
    # Counted by author: counting all would tell how many private points the other one has.
    mine = await TalkingPoint.filter(meeting_id=meeting.id, author_id=actor.person_id).count()
    if mine >= POINTS_MAXIMUM:
        raise TooManyTalkingPoints(maximum=POINTS_MAXIMUM)
    last = await TalkingPoint.filter(meeting_id=meeting.id).order_by("-position").first()
    point = await TalkingPoint.create(
        series_id=series.id,
        meeting_id=meeting.id,
        author_id=actor.person_id,
        body=body,
        visibility=visibility,
        position=0 if last is None else last.position + 1,
        created_at=now(),
    )
    return await _view(actor, point.id)


async def edit_talking_point(
    actor: Actor,
    *,
    talking_point_id: UUID,
    body: str,
    version: int,
    visibility: Visibility | None = None,
) -> TalkingPointView:
    """Change the words of one's own point, or who reads it.

    Raises ``TalkingPointNotFound``, ``TalkingPointOfTheOther``, ``MeetingClosed``, ``StaleVersion``,
    ``TEXT_REQUIRED``, ``TEXT_TOO_LONG``.
    """
    point, _ = await locked_point(actor, talking_point_id)
    if not policy.may_edit_talking_point(actor, point):
        raise TalkingPointOfTheOther
    values: dict[str, Any] = {"body": clean_text(body, field="body", maximum=BODY_MAXIMUM)}
    if visibility is not None:
        values["visibility"] = visibility
    saved = await TalkingPoint.filter(id=point.id, version=version).update(
        **values, version=F("version") + 1
    )
    if not saved:
        raise StaleVersion
    return await _view(actor, point.id)


async def move_talking_point(
    actor: Actor, *, talking_point_id: UUID, before_id: UUID | None
) -> UUID:
    """Put a point before another of the same meeting, or at the end. Answers the meeting's id.

    Raises ``TalkingPointNotFound``, ``PointOfAnotherMeeting``, ``MeetingClosed``.
    """
    point, meeting = await locked_point(actor, talking_point_id)
    if before_id is not None:
        there = await TalkingPoint.filter(
            policy.readable_talking_points(actor), id=before_id, meeting_id=meeting.id
        ).exists()
        if not there:
            raise PointOfAnotherMeeting(field="before_id")
    rows = (
        await TalkingPoint.filter(meeting_id=meeting.id)
        .order_by("position", "id")
        .values_list("id", "position")
    )
    was: dict[UUID, int] = dict(rows)
    for position, key in enumerate(reordered(list(was), point.id, before_id)):
        if was[key] != position:
            await TalkingPoint.filter(id=key).update(position=position)
    return meeting.id


async def set_talking_point_state(
    actor: Actor, *, talking_point_id: UUID, state: TalkingPointState
) -> TalkingPointView:
    """Say that a point was discussed, or was not after all. Either of the two may.

    Raises ``TalkingPointNotFound``, ``MeetingClosed``.
    """
    point, _ = await locked_point(actor, talking_point_id)
    discussed_at = now() if state is TalkingPointState.DISCUSSED else None
    await (
        TalkingPoint.filter(id=point.id)
        .exclude(state=state)
        .update(state=state, discussed_at=discussed_at, version=F("version") + 1)
    )
    return await _view(actor, point.id)


async def delete_talking_point(actor: Actor, *, talking_point_id: UUID) -> UUID:
    """Take one's own point off the list. Answers the meeting's id.

    Raises ``TalkingPointNotFound``, ``TalkingPointOfTheOther``, ``MeetingClosed``.
    """
    point, meeting = await locked_point(actor, talking_point_id)
    if not policy.may_edit_talking_point(actor, point):
        raise TalkingPointOfTheOther
    await TalkingPoint.filter(id=point.id).delete()
    return meeting.id


async def _view(actor: Actor, point_id: UUID) -> TalkingPointView:
    return (await queries.talking_points_by_ids(actor, [point_id]))[point_id]
