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


class ActionItemPassedOn(Conflict):
    """The promise became a goal or was handed over, and goes on there."""

    code = "ACTION_ITEM_PASSED_ON"


class ActionItemStateNotSettable(InvalidInput):
    """A promise becomes a goal, or is handed over, by steps of their own."""

    code = "ACTION_ITEM_STATE_NOT_SETTABLE"


class ActionItemOfTheOther(NotAllowed):
    """Only whoever made a promise makes a goal of it or hands it over."""

    code = "ACTION_ITEM_OF_THE_OTHER"


class GoalIntoPlanOfAnother(NotAllowed):
    """A promise becomes a goal in a plan of whoever made it."""

    code = "GOAL_INTO_PLAN_OF_ANOTHER"


class PointOfAnotherSeries(InvalidInput):
    """The talking point that a promise came from is not one of these two people's meetings."""

    code = "POINT_OF_ANOTHER_SERIES"


class CommentNotFound(NotFound):
    """No such comment, or it is not of the actor's pair."""

    code = "ACTION_ITEM_COMMENT_NOT_FOUND"


class CommentOfTheOther(NotAllowed):
    """Only its author changes a comment or takes it away."""

    code = "ACTION_ITEM_COMMENT_OF_THE_OTHER"


class TooManyComments(InvalidInput):
    """One promise has room for only so many comments."""

    code = "TOO_MANY_ACTION_ITEM_COMMENTS"


class TemplateNotFound(NotFound):
    """No such template, or it is somebody else's."""

    code = "AGENDA_TEMPLATE_NOT_FOUND"


class TooManyTemplates(InvalidInput):
    """One person can keep only so many templates."""

    code = "TOO_MANY_AGENDA_TEMPLATES"


class TooManyTemplatePoints(InvalidInput):
    """One template has room for only so many points."""

    code = "TOO_MANY_AGENDA_TEMPLATE_POINTS"


class TemplateWithoutPoints(InvalidInput):
    """A template needs at least one point."""

    code = "AGENDA_TEMPLATE_WITHOUT_POINTS"


class SuggestionNotThere(Conflict):
    """The suggestion was taken, dismissed or has passed."""

    code = "SUGGESTION_NOT_THERE"


class SuggestionIsPrivate(NotAllowed):
    """What the other one may not read is not suggested for both."""

    code = "SUGGESTION_IS_PRIVATE"


class LeadOutOfRange(InvalidInput):
    """A reminder comes so many minutes before a meeting, no sooner and no later."""

    code = "NUDGE_LEAD_OUT_OF_RANGE"


class NotesUpdateMalformed(InvalidInput):
    """The change to shared notes is not one that an editor of ours makes."""

    code = "NOTES_UPDATE_MALFORMED"


class NotesUpdateTooLarge(InvalidInput):
    """One change to shared notes can be only so large. ``maximum`` is in kilobytes."""

    code = "NOTES_UPDATE_TOO_LARGE"


class NotesTooLong(InvalidInput):
    """With this change the shared notes would be longer than notes can be."""

    code = "NOTES_TOO_LONG"


class NotesFull(Conflict):
    """The history of these shared notes has become too large for another change."""

    code = "NOTES_FULL"


class NotesNotEditable(Conflict):
    """The meeting was closed so long ago that its notes do not change any more."""

    code = "NOTES_NOT_EDITABLE"


class PresenceMalformed(InvalidInput):
    """What was given as a place in the text is none."""

    code = "PRESENCE_MALFORMED"


class SeriesKindNotTrue(InvalidInput):
    """Only somebody and their present manager meet as such."""

    code = "SERIES_KIND_NOT_TRUE"


class RuleRequired(InvalidInput):
    """A rhythm of one's own needs its rule."""

    code = "RRULE_REQUIRED"


class RuleNotExpected(InvalidInput):
    """The standard rhythms have no rule of their own."""

    code = "RRULE_NOT_EXPECTED"


class RuleNotUnderstood(InvalidInput):
    """This is no recurrence rule of RFC 5545, or one of its parts has no sense."""

    code = "RRULE_NOT_UNDERSTOOD"


class RuleMoreThanDaily(InvalidInput):
    """Two people meet at most once a day, at the hour that they chose."""

    code = "RRULE_MORE_THAN_DAILY"


class RuleWithAnEnd(InvalidInput):
    """A series goes on until it is ended."""

    code = "RRULE_WITH_AN_END"


class RuleNotSupported(InvalidInput):
    """A rule that is right, and that erm does not know."""

    code = "RRULE_NOT_SUPPORTED"


class RuleTooRare(InvalidInput):
    """By this rule they would meet less than about once a year, or never."""

    code = "RRULE_TOO_RARE"


class SkipTooLate(Conflict):
    """The time of the meeting has passed: it was held, or it was not."""

    code = "SKIP_TOO_LATE"


class DayNotSkipped(NotFound):
    """No such skipped day in this series."""

    code = "DAY_NOT_SKIPPED"


class SkipNotUndone(Conflict):
    """The skipped day has passed, or a later meeting than the one of that day is over already."""

    code = "SKIP_CANNOT_BE_UNDONE"


class SeriesPausedNow(Conflict):
    """The two have paused."""

    code = "SERIES_PAUSED"


class SeriesNotPaused(Conflict):
    """There is no pause to end."""

    code = "SERIES_NOT_PAUSED"


class PauseInThePast(InvalidInput):
    """A pause begins today or later."""

    code = "PAUSE_IN_THE_PAST"


class PauseWithoutDays(InvalidInput):
    """The first day on which they meet again comes after the first of the pause."""

    code = "PAUSE_WITHOUT_DAYS"
