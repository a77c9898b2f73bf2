"""The enums of plans and goals."""

from __future__ import annotations

from erm.development.rules import (
    Confidence,
    EvidenceKind,
    FocusKind,
    GoalKind,
    GoalMeasure,
    GoalPart,
    GoalStatus,
    GoalVisibility,
    NumberDirection,
    PlanOutcome,
    PlanReader,
    PlanState,
)
from erm.schema.enums import describe

__all__ = [
    "Confidence",
    "EvidenceKind",
    "FocusKind",
    "GoalKind",
    "GoalMeasure",
    "GoalPart",
    "GoalStatus",
    "GoalVisibility",
    "NumberDirection",
    "PlanOutcome",
    "PlanReader",
    "PlanState",
]

describe(
    PlanState,
    "PlanState",
    "Where a development plan stands.",
    {
        PlanState.DRAFT: "It is being written. One's own draft nobody else sees.",
        PlanState.PROPOSED: "One side has proposed it; the other is asked to agree.",
        PlanState.ACTIVE: "Both have agreed.",
        PlanState.CLOSED: "It is over, or was given up.",
        PlanState.EXPIRED: "Both had agreed and its last day is over: it is to be closed or renewed.",
    },
)
describe(
    PlanReader,
    "PlanReader",
    "As what somebody reads a plan, a goal or an assessment.",
    {
        PlanReader.PERSON: "It is about them.",
        PlanReader.MANAGER: "They are the person's manager now.",
        PlanReader.MENTOR: "They accompany the plan, and the person shared it with them.",
        PlanReader.MANAGERS_MANAGER: "They manage the person's manager, and the person shared it so.",
        PlanReader.HR: "Whoever has the role, for the person shared it with HR.",
    },
)
describe(
    GoalStatus,
    "GoalStatus",
    "How a goal goes.",
    {
        GoalStatus.ON_TRACK: "As planned.",
        GoalStatus.AT_RISK: "It may not be reached in time.",
        GoalStatus.OFF_TRACK: "It will not be reached in time.",
        GoalStatus.DONE: "It was reached.",
        GoalStatus.DROPPED: "Nobody works towards it any more.",
    },
)
describe(
    GoalPart,
    "GoalPart",
    "What can be taken away from a goal.",
    {
        GoalPart.FOCUS_AREA: "The focus area that it belongs to.",
        GoalPart.PARENT: "The goal that it counts in.",
    },
)

describe(
    PlanOutcome,
    "PlanOutcome",
    "How a plan ended.",
    {
        PlanOutcome.COMPLETED: "It was worked through to its end.",
        PlanOutcome.GIVEN_UP: "It was given up.",
        PlanOutcome.RENEWED: "Another plan goes on with it.",
        PlanOutcome.LAPSED: "Nobody closed it for 60 days after its last day.",
    },
)
describe(
    FocusKind,
    "FocusKind",
    "What a focus area is tied to.",
    {
        FocusKind.COMPETENCY: "A competency of a framework.",
        FocusKind.SKILL: "A skill of the catalogue.",
        FocusKind.ASPIRATION: "Words of one's own.",
    },
)
describe(
    GoalKind,
    "GoalKind",
    "What a goal is for.",
    {
        GoalKind.GROWTH: "To become better at something.",
        GoalKind.RESULT: "To reach something for the work.",
    },
)
describe(
    GoalMeasure,
    "GoalMeasure",
    "What a goal's progress is counted from.",
    {
        GoalMeasure.PERCENT: "As told in a check-in.",
        GoalMeasure.MILESTONES: "From the steps that are done.",
        GoalMeasure.NUMBER: "From a number on its way from a start to a target.",
        GoalMeasure.YES_NO: "It is reached, or it is not.",
        GoalMeasure.GOALS: "From the goals whose parent it is, by their weights.",
    },
)
describe(
    NumberDirection,
    "NumberDirection",
    "Which way a number is to go.",
    {NumberDirection.UP: "It is to grow.", NumberDirection.DOWN: "It is to fall."},
)
describe(
    GoalVisibility,
    "GoalVisibility",
    "Who reads a goal.",
    {
        GoalVisibility.PRIVATE: "Its author alone, wherever it could be counted or listed.",
        GoalVisibility.SHARED: "Whoever reads its plan; without a plan the person and their manager.",
        GoalVisibility.EVERYONE: "Everybody, and it can be the parent of a goal.",
    },
)
describe(
    Confidence,
    "Confidence",
    "How sure one is that a goal will be reached.",
    {
        Confidence.LOW: "Rather not.",
        Confidence.MEDIUM: "It may go either way.",
        Confidence.HIGH: "Quite sure.",
    },
)
describe(
    EvidenceKind,
    "EvidenceKind",
    "What shows how a goal goes, or at which level somebody is seen.",
    {
        EvidenceKind.NOTE: "Words.",
        EvidenceKind.LINK: "An address.",
        EvidenceKind.FILE: "A file.",
        EvidenceKind.FEEDBACK: "Feedback that the person received.",
        EvidenceKind.KUDOS: "Kudos that they received.",
        EvidenceKind.ACTION_ITEM: "A promise that they kept.",
    },
)
