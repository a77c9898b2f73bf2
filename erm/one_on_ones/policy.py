"""Who may see and do what in one-on-ones: the two people of a pair, and nobody else.

No role opens anything here, and neither does being the manager of one of the two. What an actor may
read they may read for ever, however bonds change; what they may *do* stops when a meeting is closed
or a series has ended, which commands check.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from erm.core.actor import Actor, ActorKind
from erm.one_on_ones.models import (
    ActionItem,
    ActionItemChange,
    ActionItemComment,
    AgendaTemplate,
    CalendarFeed,
    DismissedSuggestion,
    NotesVersion,
    OneOnOneMeeting,
    OneOnOneSeries,
    OneOnOneSettings,
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


def may_read_notes_version(actor: Actor, version: NotesVersion, series: OneOnOneSeries) -> bool:
    """The two of the meeting's series."""
    return may_read_series(actor, series)


def readable_notes_versions(actor: Actor) -> Q:
    """Filter form of :func:`may_read_notes_version`."""
    return series_of_person(actor.person_id, "meeting__series__")


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


def may_read_comment(actor: Actor, comment: ActionItemComment, series: OneOnOneSeries) -> bool:
    """The two of the promise's series."""
    return may_read_series(actor, series)


def readable_comments(actor: Actor) -> Q:
    """Filter form of :func:`may_read_comment`."""
    return series_of_person(actor.person_id, "item__series__")


def may_read_change(actor: Actor, change: ActionItemChange, series: OneOnOneSeries) -> bool:
    """The two of the promise's series."""
    return may_read_series(actor, series)


def readable_changes(actor: Actor) -> Q:
    """Filter form of :func:`may_read_change`."""
    return series_of_person(actor.person_id, "item__series__")


def may_read_template(actor: Actor, template: AgendaTemplate) -> bool:
    """Whoever made it."""
    return template.owner_id == actor.person_id


def readable_templates(actor: Actor) -> Q:
    """Filter form of :func:`may_read_template`."""
    return Q(owner_id=actor.person_id)


def may_read_dismissal(actor: Actor, dismissed: DismissedSuggestion) -> bool:
    """Whoever dismissed it."""
    return dismissed.person_id == actor.person_id


def readable_dismissals(actor: Actor) -> Q:
    """Filter form of :func:`may_read_dismissal`."""
    return Q(person_id=actor.person_id)


def may_start_series(actor: Actor, person_id: UUID) -> bool:
    """With everybody but oneself: peers and mentors meet too."""
    return person_id != actor.person_id and not actor.is_system


def may_edit_talking_point(actor: Actor, point: TalkingPoint) -> bool:
    """Its author. Either of the two may move it or say that it was discussed."""
    return _is_author(actor, point)


def may_edit_comment(actor: Actor, comment: ActionItemComment) -> bool:
    """Its author."""
    return comment.author_id == actor.person_id


def may_pass_on(actor: Actor, item: ActionItem) -> bool:
    """Making a goal of a promise and handing it over: whoever made it."""
    return item.owner_id == actor.person_id


def may_read_settings(actor: Actor, settings: OneOnOneSettings) -> bool:
    """One's own."""
    return not actor.is_system and settings.person_id == actor.person_id


def readable_settings(actor: Actor) -> Q:
    """Filter form of :func:`may_read_settings`."""
    return Q(person_id__in=[]) if actor.is_system else Q(person_id=actor.person_id)


def may_change_settings(actor: Actor, person_id: UUID) -> bool:
    """Everybody decides about their own reminders."""
    return not actor.is_system and actor.person_id == person_id


def may_read_calendar_feed(actor: Actor, feed: CalendarFeed) -> bool:
    """One's own."""
    return not actor.is_system and feed.person_id == actor.person_id


def readable_calendar_feeds(actor: Actor) -> Q:
    """Filter form of :func:`may_read_calendar_feed`."""
    return Q(person_id__in=[]) if actor.is_system else Q(person_id=actor.person_id)


def may_change_calendar_feed(actor: Actor) -> bool:
    """A person in their browser: an access token that leaks must not make an address that stays."""
    return actor.kind is ActorKind.SESSION


def _is_author(actor: Actor, point: TalkingPoint) -> bool:
    return point.author_id == actor.person_id
