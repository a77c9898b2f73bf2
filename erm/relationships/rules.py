"""Pure rules of relationships: kinds of contact, the order of a pair, when a pair is quiet."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID


class TouchpointKind(StrEnum):
    """What happened between the two."""

    ONE_ON_ONE_HELD = "one_on_one_held"
    FEEDBACK_ASKED = "feedback_asked"
    FEEDBACK_GIVEN = "feedback_given"
    FEEDBACK_THANKED = "feedback_thanked"
    KUDOS_GIVEN = "kudos_given"
    PROMISE_MADE = "promise_made"
    PROMISE_KEPT = "promise_kept"
    PLAN_AGREED = "plan_agreed"
    CHECK_IN = "check_in"


class SubjectKind(StrEnum):
    """What a contact was about."""

    MEETING = "meeting"
    FEEDBACK_REQUEST = "feedback_request"
    FEEDBACK_NOTE = "feedback_note"
    KUDOS = "kudos"
    ACTION_ITEM = "action_item"
    PLAN = "plan"
    GOAL = "goal"


_SUBJECTS = {
    TouchpointKind.ONE_ON_ONE_HELD: SubjectKind.MEETING,
    TouchpointKind.FEEDBACK_ASKED: SubjectKind.FEEDBACK_REQUEST,
    TouchpointKind.FEEDBACK_GIVEN: SubjectKind.FEEDBACK_NOTE,
    TouchpointKind.FEEDBACK_THANKED: SubjectKind.FEEDBACK_NOTE,
    TouchpointKind.KUDOS_GIVEN: SubjectKind.KUDOS,
    TouchpointKind.PROMISE_MADE: SubjectKind.ACTION_ITEM,
    TouchpointKind.PROMISE_KEPT: SubjectKind.ACTION_ITEM,
    TouchpointKind.PLAN_AGREED: SubjectKind.PLAN,
    TouchpointKind.CHECK_IN: SubjectKind.GOAL,
}


def subject_kind(kind: TouchpointKind) -> SubjectKind:
    """What a kind of contact is about."""
    return _SUBJECTS[kind]


class RelationshipBond(StrEnum):
    """What the other person is to the one who looks."""

    MY_MANAGER = "my_manager"
    MY_REPORT = "my_report"
    COLLEAGUE = "colleague"
    FORMER_MANAGER = "former_manager"
    FORMER_REPORT = "former_report"


RECENT_DAYS = 180
"""A pair without a bond is listed for this many days after its last contact."""


def pair_of(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    """The two in the order in which a pair is stored."""
    return (one, other) if one < other else (other, one)


def is_quiet(silent_days: int | None, cadence_days: int | None) -> bool:
    """Whether a pair that meant to meet has been silent too long.

    True when more than one and a half times the cadence has passed without contact: after 10 days
    for a weekly rhythm, 21 for two weeks, 45 for a month. ``silent_days`` counts from the last
    contact, or from the start of the series if that was later. A pair without a rhythm is never
    quiet.
    """
    if silent_days is None or cadence_days is None:
        return False
    return silent_days * 2 > cadence_days * 3


def shorten(text: str, limit: int = 120) -> str:
    """The first line of a text, cut between words."""
    line = " ".join(text.split("\n", 1)[0].split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    if " " in cut[limit // 2 :]:
        cut = cut.rpartition(" ")[0]
    return f"{cut.rstrip(' ,.;:')}…"
