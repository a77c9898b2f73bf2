"""Refusals of surveys."""

from __future__ import annotations

from erm.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from erm.people.errors import AudienceUnfit


class OnlyHrMakesSurveys(NotAllowed):
    """Surveys are made, launched and ended by HR."""

    code = "SURVEYS_ONLY_HR"


class SurveyNotFound(NotFound):
    """No such survey, or the actor may not know of it."""

    code = "SURVEY_NOT_FOUND"


class SurveyChanged(Conflict):
    """Somebody else has changed the survey since it was read."""

    code = "SURVEY_CHANGED"


class SurveyNotDraft(Conflict):
    """The survey was launched: what it asks and promises stands."""

    code = "SURVEY_NOT_DRAFT"


class SurveyNotRunning(Conflict):
    """The survey was not launched, or is over already."""

    code = "SURVEY_NOT_RUNNING"


class SurveyNotReady(Conflict):
    """Something stands in the way of a launch; ``problem`` says what."""

    code = "SURVEY_NOT_READY"


class SurveyAudienceUnfit(AudienceUnfit):
    """The rule names a department or somebody who is not in the directory, or the days are turned round."""

    code = "SURVEY_AUDIENCE_UNFIT"


class SegmentsUnfit(InvalidInput):
    """At most four segments, each once."""

    code = "SURVEY_SEGMENTS_UNFIT"


class GroupsTooSmall(InvalidInput):
    """A survey may ask for larger groups than promised to all, never for smaller ones."""

    code = "SURVEY_GROUPS_OUT_OF_RANGE"


class KeepDaysUnfit(InvalidInput):
    """Ballots are destroyed at once, or after 30 or 90 days."""

    code = "SURVEY_KEEP_DAYS_UNFIT"


class OpenDaysUnfit(InvalidInput):
    """A wave is open 1 to ``maximum`` days, so that it is over before the next begins."""

    code = "SURVEY_OPEN_DAYS_OUT_OF_RANGE"


class RemindDaysUnfit(InvalidInput):
    """Reminders go out while the wave is open, at most ``maximum`` of them, each on another day."""

    code = "SURVEY_REMIND_DAYS_UNFIT"


class WaveQuestionsUnfit(InvalidInput):
    """A wave asks at least those questions that are always asked, and at most all."""

    code = "SURVEY_WAVE_QUESTIONS_OUT_OF_RANGE"


class QuestionsUnfit(InvalidInput):
    """A survey asks each question once, at most ``maximum``, of the bank or its own."""

    code = "SURVEY_QUESTIONS_UNFIT"


class SettingsChanged(Conflict):
    """Somebody else has changed the settings since they were read."""

    code = "ENGAGEMENT_SETTINGS_CHANGED"


class MonthlyQuestionsUnfit(InvalidInput):
    """1 to ``maximum`` questions in 30 days."""

    code = "MONTHLY_QUESTIONS_OUT_OF_RANGE"
