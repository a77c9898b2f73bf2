"""Pure rules of surveys."""

from __future__ import annotations

from enum import StrEnum


class SurveyState(StrEnum):
    """How far a survey is."""

    DRAFT = "draft"
    LAUNCHED = "launched"
    ENDED = "ended"


class SurveyRhythm(StrEnum):
    """How often it is asked."""

    ONCE = "once"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


class SurveyReaders(StrEnum):
    """Who reads what is told: HR always; managers of their own department; everybody asked, of the company."""

    HR = "hr"
    MANAGERS = "managers"
    EVERYONE = "everyone"


class SurveySource(StrEnum):
    """Where answers come from."""

    ASKED = "asked"
    IMPORTED = "imported"


class SegmentKind(StrEnum):
    """What people may be told of by."""

    DEPARTMENT = "department"
    LOCATION = "location"
    TENURE = "tenure"
    LEVEL = "level"
    MANAGING = "managing"


SCORES_FEWEST = 5
"""Fewest people of a group whose scores are told. A survey may ask for more."""
WORDS_FEWEST = 10
"""Fewest people of a group whose comments and distributions are told. A survey may ask for more."""
MOST = 100
"""Most that a survey may ask for in either."""
KEEP_DAYS = (0, 30, 90)
"""How many days after the close ballots may be destroyed."""
SEGMENTS_MOST = 4
"""Most segments that a survey may be told in."""
TITLE_MAXIMUM = 200
INTRO_MAXIMUM = 2_000
QUESTIONS_MOST = 100
REMINDERS_MOST = 5
OPEN_DAYS_MOST = {
    SurveyRhythm.ONCE: 60,
    SurveyRhythm.WEEKLY: 5,
    SurveyRhythm.FORTNIGHTLY: 12,
    SurveyRhythm.MONTHLY: 26,
    SurveyRhythm.QUARTERLY: 60,
}
"""Most days that a wave is open: it is over everywhere, and told of, before the next one begins."""
