"""Who may see and do what in one-on-ones: the two people of a pair, and nobody else.

No role opens anything here, and neither does being the manager of one of the two. What an actor may
read they may read for ever, however bonds change; what they may *do* stops when a meeting is closed
or a series has ended, which commands check.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.one_on_ones.models import (
    ActionItem,
    OneOnOneMeeting,
    OneOnOneSeries,
    PrivateNotes,
    TalkingPoint,
)
from erm.one_on_ones.rules import Visibility


def series_of_person(person_id: UUID, path: str = "") -> Q:
    """Filter: the series that have this person as one of the two; ``path`` leads to the series."""
    low: dict[str, Any] = {f"{path}low_id": person_id}
    high: dict[str, Any] = {f"{path}high_id": person_id}
    return Q(**low) | Q(**high)


def may_read_series(actor: Actor, series: OneOnOneSeries) -> bool:
    """The two."""
    return actor.person_id in (series.low_id, series.high_id)


def readable_series(actor: Actor) -> Q:
    """Filter form of :func:`may_read_series`."""
    return series_of_person(actor.person_id)


def may_read_meeting(actor: Actor, meeting: OneOnOneMeeting, series: OneOnOneSeries) -> bool:
    """The two of its series."""
    return may_read_series(actor, series)


def readable_meetings(actor: Actor) -> Q:
    """Filter form of :func:`may_read_meeting`."""
    return series_of_person(actor.person_id, "series__")


def may_read_private_notes(actor: Actor, notes: PrivateNotes) -> bool:
    """Whoever wrote them."""
    return notes.person_id == actor.person_id


def readable_private_notes(actor: Actor) -> Q:
    """Filter form of :func:`may_read_private_notes`."""
    return Q(person_id=actor.person_id)


def may_read_talking_point(actor: Actor, point: TalkingPoint, series: OneOnOneSeries) -> bool:
    """The two; a private one only its author."""
    return may_read_series(actor, series) and (
        point.visibility is Visibility.SHARED or _is_author(actor, point)
    )


def readable_talking_points(actor: Actor) -> Q:
    """Filter form of :func:`may_read_talking_point`."""
    return series_of_person(actor.person_id, "series__") & (
        Q(visibility=Visibility.SHARED) | Q(author_id=actor.person_id)
    )


def may_read_action_item(actor: Actor, item: ActionItem, series: OneOnOneSeries) -> bool:
    """The two."""
    return may_read_series(actor, series)


def readable_action_items(actor: Actor) -> Q:
    """Filter form of :func:`may_read_action_item`."""
    return series_of_person(actor.person_id, "series__")


def may_start_series(actor: Actor, person_id: UUID) -> bool:
    """With one's current manager and with one's current reports."""
    return person_id != actor.person_id and (
        actor.manages(person_id) or actor.manager_id == person_id
    )


def may_edit_talking_point(actor: Actor, point: TalkingPoint) -> bool:
    """Its author. Either of the two may move it or say that it was discussed."""
    return _is_author(actor, point)


def _is_author(actor: Actor, point: TalkingPoint) -> bool:
    return point.author_id == actor.person_id
