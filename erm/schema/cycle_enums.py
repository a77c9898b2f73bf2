"""The enums of cycles."""

from __future__ import annotations

from erm.feedback.cycles.rules import (
    CyclePhase,
    CycleState,
    Nominator,
    PacketState,
    ParticipantState,
    Perspective,
    ProgrammeTrigger,
    QuestionKind,
    ReleasedBy,
    ReviewState,
)
from erm.schema.enums import describe

__all__ = [
    "CyclePhase",
    "CycleState",
    "Nominator",
    "PacketState",
    "ParticipantState",
    "Perspective",
    "ProgrammeTrigger",
    "QuestionKind",
    "ReleasedBy",
    "ReviewState",
]

describe(
    CycleState,
    "CycleState",
    "Where a cycle stands.",
    {
        CycleState.DRAFT: "HR prepares it; nobody else knows of it.",
        CycleState.NOMINATION: "Raters are chosen.",
        CycleState.WRITING: "Reviews are written.",
        CycleState.CALIBRATION: "Ratings are looked at side by side.",
        CycleState.PACKETS: "Packets are prepared and released.",
        CycleState.ACKNOWLEDGEMENT: "Participants answer and acknowledge.",
        CycleState.CLOSED: "It is over.",
        CycleState.CANCELLED: "HR gave it up.",
    },
)
describe(
    CyclePhase,
    "CyclePhase",
    "A part of a cycle with a last day of its own.",
    {
        CyclePhase.NOMINATION: "Choosing raters.",
        CyclePhase.WRITING: "Writing reviews.",
        CyclePhase.CALIBRATION: "Looking at ratings side by side.",
        CyclePhase.PACKETS: "Preparing and releasing packets.",
        CyclePhase.ACKNOWLEDGEMENT: "Answering and acknowledging.",
    },
)
describe(
    Perspective,
    "Perspective",
    "From where a rater looks at the participant.",
    {
        Perspective.SELF: "Their own.",
        Perspective.MANAGER: "Their manager's.",
        Perspective.PEER: "Colleagues'.",
        Perspective.UPWARD: "Their reports'.",
        Perspective.EXTERNAL: "People's outside the company.",
    },
)
describe(
    ReleasedBy,
    "ReleasedBy",
    "Who hands out packets.",
    {
        ReleasedBy.MANAGER: "Each participant's manager; HR where there is none.",
        ReleasedBy.HR: "HR.",
        ReleasedBy.DATE: "They are released by themselves on a day.",
    },
)
describe(
    Nominator,
    "Nominator",
    "Who chooses peers and external raters.",
    {
        Nominator.SUBJECT: "The participant.",
        Nominator.MANAGER: "Their manager; HR where there is none.",
    },
)
describe(
    ProgrammeTrigger,
    "ProgrammeTrigger",
    "What makes a programme's next cycle.",
    {
        ProgrammeTrigger.EVERY_MONTHS: "Every so many months.",
        ProgrammeTrigger.AFTER_HIRE: "So many days after people were hired.",
    },
)
describe(
    QuestionKind,
    "QuestionKind",
    "How a question is answered.",
    {
        QuestionKind.RATING: "On a described scale.",
        QuestionKind.COMPETENCY_LEVEL: "With the level of a competency.",
        QuestionKind.GOAL_RESULT: "With how far each goal was reached.",
        QuestionKind.TEXT: "In words.",
        QuestionKind.SINGLE_CHOICE: "With one of several options.",
        QuestionKind.MULTIPLE_CHOICE: "With any of several options.",
    },
)
describe(
    ReviewState,
    "ReviewState",
    "Where one rater's review of one participant stands.",
    {
        ReviewState.PROPOSED: "The rater was proposed and waits for approval.",
        ReviewState.ASSIGNED: "It is to be written.",
        ReviewState.STARTED: "It was begun.",
        ReviewState.SUBMITTED: "It was submitted; its rater can reopen it until the deadline.",
        ReviewState.DECLINED: "The rater declined.",
        ReviewState.REJECTED: "Whoever approves did not want this rater.",
        ReviewState.CANCELLED: "It is not asked for any more.",
        ReviewState.MISSED: "It was never submitted.",
    },
)
describe(
    ParticipantState,
    "ParticipantState",
    "Whether somebody takes part.",
    {
        ParticipantState.ACTIVE: "They take part.",
        ParticipantState.LEFT: "They have left the company.",
        ParticipantState.REMOVED: "HR took them out.",
    },
)
describe(
    PacketState,
    "PacketState",
    "How far a participant's packet is.",
    {
        PacketState.WAITING: "Reviews are still being written.",
        PacketState.PREPARING: "The results are there, and the summary is written.",
        PacketState.RELEASED: "The participant can read it.",
        PacketState.ACKNOWLEDGED: "The participant has read it and said so.",
    },
)
