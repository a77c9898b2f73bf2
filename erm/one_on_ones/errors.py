"""Refusals of one-on-ones."""

from __future__ import annotations

from erm.core.errors import Conflict, InvalidInput, NotAllowed, NotFound


class SeriesNotFound(NotFound):
    """No such series, or the actor is not one of its two."""

    code = "SERIES_NOT_FOUND"


class MeetingNotFound(NotFound):
    """No such meeting, or the actor is not one of the two."""

    code = "MEETING_NOT_FOUND"


class TalkingPointNotFound(NotFound):
    """No such talking point, or it is private to the other one, or not of the actor's pair."""

    code = "TALKING_POINT_NOT_FOUND"


class ActionItemNotFound(NotFound):
    """No such action item, or it is not of the actor's pair."""

    code = "ACTION_ITEM_NOT_FOUND"


class SeriesNotWithThisPerson(NotAllowed):
    """One-on-ones are begun by a manager and their report."""

    code = "SERIES_NOT_WITH_THIS_PERSON"


class SeriesAlreadyActive(Conflict):
    """The two have one-on-ones already."""

    code = "SERIES_ALREADY_ACTIVE"


class SeriesEndedAlready(Conflict):
    """The series has ended."""

    code = "SERIES_ENDED"


class MeetingClosed(Conflict):
    """The meeting was closed, so it does not change any more."""

    code = "MEETING_CLOSED"


class NotesChanged(Conflict):
    """The notes were saved by somebody else, or in another window, in the meantime."""

    code = "NOTES_CHANGED"


class StaleVersion(Conflict):
    """The row was changed since it was read."""

    code = "STALE_VERSION"


class TimeWithoutZone(InvalidInput):
    """An instant needs an offset from UTC."""

    code = "TIME_WITHOUT_ZONE"


class TimeInThePast(InvalidInput):
    """A meeting to come cannot be in the past."""

    code = "TIME_IN_THE_PAST"


class DateOutOfRange(InvalidInput):
    """The date lies too far away."""

    code = "DATE_OUT_OF_RANGE"


class OwnerNotOfThePair(InvalidInput):
    """A promise is made by one of the two."""

    code = "OWNER_NOT_OF_THE_PAIR"


class PointOfAnotherMeeting(InvalidInput):
    """The talking point before which to put it is not one of this meeting."""

    code = "POINT_OF_ANOTHER_MEETING"


class TooManyTalkingPoints(InvalidInput):
    """One meeting has only so much room."""

    code = "TOO_MANY_TALKING_POINTS"


class TooManyActionItems(InvalidInput):
    """One pair can keep only so many promises at a time."""

    code = "TOO_MANY_ACTION_ITEMS"


class TalkingPointOfTheOther(NotAllowed):
    """Only its author changes the words of a talking point, or takes it away."""

    code = "TALKING_POINT_OF_THE_OTHER"


class ActionItemSettled(Conflict):
    """The promise was kept or dropped, so its words do not change any more."""

    code = "ACTION_ITEM_SETTLED"
