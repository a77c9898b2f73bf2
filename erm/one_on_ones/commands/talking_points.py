"""Talking points: adding, editing, ordering, ticking off, taking away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise.expressions import F

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.ids import new_id
from erm.core.text import clean_text
from erm.one_on_ones import policy, queries
from erm.one_on_ones.commands.locking import locked_meeting, locked_point
from erm.one_on_ones.errors import (
    PointOfAnotherMeeting,
    StaleVersion,
    SuggestionNotThere,
    TalkingPointOfTheOther,
    TooManyTalkingPoints,
)
from erm.one_on_ones.holding import active
from erm.one_on_ones.models import OneOnOneMeeting, TalkingPoint
from erm.one_on_ones.rules import (
    BODY_MAXIMUM,
    POINTS_MAXIMUM,
    SuggestionKind,
    TalkingPointState,
    Visibility,
    reordered,
)
from erm.one_on_ones.sealed import seal_point
from erm.one_on_ones.views import TalkingPointView

Source = tuple[SuggestionKind, UUID]


async def add_talking_point(
    actor: Actor,
    *,
    meeting_id: UUID,
    body: str,
    visibility: Visibility = Visibility.SHARED,
    recurring: bool = False,
    source: Source | None = None,
) -> TalkingPointView:
    """Put something on the list of an open meeting, at its end.

    ``source`` is the suggestion that it was made from. Raises ``MeetingNotFound``,
    ``MeetingClosed``, ``TooManyTalkingPoints``, ``SuggestionNotThere`` (somebody was faster),
    ``TEXT_REQUIRED``, ``TEXT_TOO_LONG``.
    """
    meeting, series = await locked_meeting(actor, meeting_id)
    body = clean_text(body, field="body", maximum=BODY_MAXIMUM)
    if source is not None:
        settled = await queries.sources_settled(actor, [series.id])
        if source in settled[series.id]:
            raise SuggestionNotThere
    (key,) = await append_points(
        actor, meeting, [(body, recurring)], visibility=visibility, source=source
    )
    await active(meeting, series, actor.person_id)
    return await _view(actor, key)


async def append_points(
    actor: Actor,
    meeting: OneOnOneMeeting,
    points: list[tuple[str, bool]],
    *,
    visibility: Visibility = Visibility.SHARED,
    source: Source | None = None,
) -> list[UUID]:
    """Put points (words, and whether they recur) at the end of a meeting whose series is locked.

    Answers their ids. Raises ``TooManyTalkingPoints``.
    """
    # Counted by author: counting all would tell how many private points the other one has.
    mine = await TalkingPoint.filter(meeting_id=meeting.id, author_id=actor.person_id).count()
    if mine + len(points) > POINTS_MAXIMUM:
        raise TooManyTalkingPoints(maximum=POINTS_MAXIMUM)
    last = await TalkingPoint.filter(meeting_id=meeting.id).order_by("-position").first()
    start = 0 if last is None else last.position + 1
    kind, source_id = (None, None) if source is None else source
    moment = now()
    keys = [new_id() for _ in points]
    await TalkingPoint.bulk_create(
        TalkingPoint(
            id=key,
            series_id=meeting.series_id,
            meeting_id=meeting.id,
            author_id=actor.person_id,
            **stored_words(key, body, visibility),
            recurring=recurring,
            source_kind=kind,
            source_id=source_id,
            position=position,
            created_at=moment,
        )
        for position, (key, (body, recurring)) in enumerate(zip(keys, points, strict=True), start)
    )
    return keys


def stored_words(point_id: UUID, body: str, visibility: Visibility) -> dict[str, Any]:
    """The columns for a point's words: those of a private one are encrypted."""
    if visibility is Visibility.SHARED:
        return {"visibility": visibility, "body": body, "sealed": None}
    return {"visibility": visibility, "body": "", "sealed": seal_point(body, point_id)}


async def edit_talking_point(
    actor: Actor,
    *,
    talking_point_id: UUID,
    body: str,
    version: int,
    visibility: Visibility | None = None,
    recurring: bool | None = None,
) -> TalkingPointView:
    """Change the words of one's own point, who reads it, or whether it comes back.

    Raises ``TalkingPointNotFound``, ``TalkingPointOfTheOther``, ``MeetingClosed``, ``StaleVersion``,
    ``TEXT_REQUIRED``, ``TEXT_TOO_LONG``.
    """
    point, meeting, series = await locked_point(actor, talking_point_id)
    if not policy.may_edit_talking_point(actor, point):
        raise TalkingPointOfTheOther
    body = clean_text(body, field="body", maximum=BODY_MAXIMUM)
    values = stored_words(point.id, body, visibility or point.visibility)
    if recurring is not None:
        values["recurring"] = recurring
    saved = await TalkingPoint.filter(id=point.id, version=version).update(
        **values, version=F("version") + 1
    )
    if not saved:
        raise StaleVersion
    await active(meeting, series, actor.person_id)
    return await _view(actor, point.id)


async def move_talking_point(
    actor: Actor, *, talking_point_id: UUID, before_id: UUID | None
) -> UUID:
    """Put a point before another of the same meeting, or at the end. Answers the meeting's id.

    Raises ``TalkingPointNotFound``, ``PointOfAnotherMeeting``, ``MeetingClosed``.
    """
    point, meeting, series = await locked_point(actor, talking_point_id)
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
    await active(meeting, series, actor.person_id)
    return meeting.id


async def set_talking_point_state(
    actor: Actor, *, talking_point_id: UUID, state: TalkingPointState
) -> TalkingPointView:
    """Say that a point was discussed, or was not after all. Either of the two may.

    Raises ``TalkingPointNotFound``, ``MeetingClosed``.
    """
    point, meeting, series = await locked_point(actor, talking_point_id)
    discussed_at = now() if state is TalkingPointState.DISCUSSED else None
    await (
        TalkingPoint.filter(id=point.id)
        .exclude(state=state)
        .update(state=state, discussed_at=discussed_at, version=F("version") + 1)
    )
    await active(meeting, series, actor.person_id)
    return await _view(actor, point.id)


async def delete_talking_point(actor: Actor, *, talking_point_id: UUID) -> UUID:
    """Take one's own point off the list. Answers the meeting's id.

    Raises ``TalkingPointNotFound``, ``TalkingPointOfTheOther``, ``MeetingClosed``.
    """
    point, meeting, series = await locked_point(actor, talking_point_id)
    if not policy.may_edit_talking_point(actor, point):
        raise TalkingPointOfTheOther
    await TalkingPoint.filter(id=point.id).delete()
    await active(meeting, series, actor.person_id)
    return meeting.id


async def _view(actor: Actor, point_id: UUID) -> TalkingPointView:
    return (await queries.talking_points_by_ids(actor, [point_id]))[point_id]
