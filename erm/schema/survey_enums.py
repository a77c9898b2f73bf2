"""Enums that several schema modules of surveys share."""

from __future__ import annotations

from erm.engagement.bank.rules import SurveyQuestionKind
from erm.engagement.surveys.rules import (
    SegmentKind,
    SurveyReaders,
    SurveyRhythm,
    SurveySource,
    SurveyState,
)
from erm.engagement.waves.rules import WaveState
from erm.schema.enums import describe

__all__ = [
    "SegmentKind",
    "SurveyQuestionKind",
    "SurveyReaders",
    "SurveyRhythm",
    "SurveySource",
    "SurveyState",
    "WaveState",
]

describe(
    SurveyQuestionKind,
    "SurveyQuestionKind",
    "How a question is answered.",
    {
        SurveyQuestionKind.SCALE_5: "A number from 1 to 5.",
        SurveyQuestionKind.SCALE_7: "A number from 1 to 7.",
        SurveyQuestionKind.SCALE_11: "A number from 0 to 10.",
        SurveyQuestionKind.SCALE: "A number of another scale, of a past survey.",
        SurveyQuestionKind.YES_NO: "Yes or no.",
        SurveyQuestionKind.SINGLE_CHOICE: "One of several options.",
        SurveyQuestionKind.MULTIPLE_CHOICE: "Any of several options.",
        SurveyQuestionKind.TEXT: "In words.",
    },
)
describe(
    SegmentKind,
    "SegmentKind",
    "What people may be told of by, as the directory has it on the day a wave opens.",
    {
        SegmentKind.DEPARTMENT: "Their department, with those above it.",
        SegmentKind.LOCATION: "Where they work.",
        SegmentKind.TENURE: "How long they have been there, in four bands.",
        SegmentKind.LEVEL: "Their level on the career ladder.",
        SegmentKind.MANAGING: "Whether anybody reports to them.",
    },
)
describe(
    SurveyReaders,
    "SurveyReaders",
    "Who reads what is told of a survey.",
    {
        SurveyReaders.HR: "HR alone.",
        SurveyReaders.MANAGERS: "HR, and managers of the departments they lead and of the company.",
        SurveyReaders.EVERYONE: "Besides, everybody who was invited reads of the company.",
    },
)
describe(
    SurveyState,
    "SurveyState",
    "How far a survey is.",
    {
        SurveyState.DRAFT: "Being written.",
        SurveyState.LAUNCHED: "Its promise is given and its waves come by themselves.",
        SurveyState.ENDED: "No further wave begins.",
    },
)
describe(
    SurveyRhythm,
    "SurveyRhythm",
    "How often a survey is asked.",
    {
        SurveyRhythm.ONCE: "Once.",
        SurveyRhythm.WEEKLY: "Every week.",
        SurveyRhythm.FORTNIGHTLY: "Every second week.",
        SurveyRhythm.MONTHLY: "Every month.",
        SurveyRhythm.QUARTERLY: "Every third month.",
    },
)
describe(
    SurveySource,
    "SurveySource",
    "Where the answers of a survey come from.",
    {
        SurveySource.ASKED: "They were asked for here.",
        SurveySource.IMPORTED: "They were imported from a table.",
    },
)
describe(
    WaveState,
    "WaveState",
    "How far a wave is.",
    {
        WaveState.PLANNED: "It has not begun anywhere.",
        WaveState.OPEN: "Ballots are taken and sent.",
        WaveState.CLOSING: "It is over, and its report is being made.",
        WaveState.CLOSED: "It is over, and its report is made.",
        WaveState.CANCELLED: "It was called off; nothing is told of it.",
    },
)
