"""Enums that several schema modules of surveys share."""

from __future__ import annotations

from erm.engagement.bank.rules import SurveyQuestionKind
from erm.engagement.surveys.rules import SegmentKind, SurveyReaders
from erm.schema.enums import describe

__all__ = ["SegmentKind", "SurveyQuestionKind", "SurveyReaders"]

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
