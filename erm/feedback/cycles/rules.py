"""Pure rules of cycles: words, states and what follows what."""

from __future__ import annotations

from enum import StrEnum

MINIMUM_FLOOR = 3
"""No anonymous perspective is shown with fewer raters, whatever a cycle asks for."""


class CycleState(StrEnum):
    """Where a cycle stands. ``TRANSITIONS`` says what may follow."""

    DRAFT = "draft"
    NOMINATION = "nomination"
    WRITING = "writing"
    CALIBRATION = "calibration"
    PACKETS = "packets"
    ACKNOWLEDGEMENT = "acknowledgement"
    CLOSED = "closed"
    CANCELLED = "cancelled"


TRANSITIONS: dict[CycleState, frozenset[CycleState]] = {
    CycleState.DRAFT: frozenset({CycleState.NOMINATION, CycleState.WRITING, CycleState.CANCELLED}),
    CycleState.NOMINATION: frozenset({CycleState.WRITING, CycleState.CANCELLED}),
    CycleState.WRITING: frozenset(
        {CycleState.CALIBRATION, CycleState.PACKETS, CycleState.CANCELLED}
    ),
    CycleState.CALIBRATION: frozenset({CycleState.PACKETS}),
    CycleState.PACKETS: frozenset({CycleState.CALIBRATION, CycleState.ACKNOWLEDGEMENT}),
    CycleState.ACKNOWLEDGEMENT: frozenset({CycleState.CLOSED}),
    CycleState.CLOSED: frozenset(),
    CycleState.CANCELLED: frozenset(),
}
"""What may follow. From PACKETS back to CALIBRATION only while no packet has been released."""


class CyclePhase(StrEnum):
    """A part of a cycle with a last day of its own, which can be put off for one person."""

    NOMINATION = "nomination"
    WRITING = "writing"
    CALIBRATION = "calibration"
    PACKETS = "packets"
    ACKNOWLEDGEMENT = "acknowledgement"


class Perspective(StrEnum):
    """From where a rater looks at the participant."""

    SELF = "self"
    MANAGER = "manager"
    PEER = "peer"
    UPWARD = "upward"
    EXTERNAL = "external"


NAMED_ALWAYS = frozenset({Perspective.SELF, Perspective.MANAGER})
"""Perspectives of one rater whom everybody knows: they cannot be anonymous."""


class QuestionKind(StrEnum):
    """How a question is answered."""

    RATING = "rating"
    COMPETENCY_LEVEL = "competency_level"
    GOAL_RESULT = "goal_result"
    TEXT = "text"
    SINGLE_CHOICE = "single_choice"
    MULTIPLE_CHOICE = "multiple_choice"


class ReviewState(StrEnum):
    """Where one rater's review of one participant stands.

    PROPOSED waits for approval; ASSIGNED is to be written; STARTED has a draft; SUBMITTED can be
    reopened until the deadline; DECLINED by the rater and REJECTED by the approver can be undone;
    CANCELLED was taken away (somebody left, another manager); MISSED was never submitted.
    """

    PROPOSED = "proposed"
    ASSIGNED = "assigned"
    STARTED = "started"
    SUBMITTED = "submitted"
    DECLINED = "declined"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    MISSED = "missed"


class ParticipantState(StrEnum):
    """Whether somebody takes part. Only ACTIVE ones get a packet."""

    ACTIVE = "active"
    LEFT = "left"
    REMOVED = "removed"


class ParticipantSource(StrEnum):
    """How somebody came into a cycle."""

    RULE = "rule"
    HAND = "hand"


class PacketState(StrEnum):
    """How far a participant's packet is. WAITING: reviews are still being written."""

    WAITING = "waiting"
    PREPARING = "preparing"
    RELEASED = "released"
    ACKNOWLEDGED = "acknowledged"


class ReleasedBy(StrEnum):
    """Who hands out packets: each participant's manager, HR, or the day of release by itself."""

    MANAGER = "manager"
    HR = "hr"
    DATE = "date"


class Nominator(StrEnum):
    """Who chooses a participant's peers and external raters."""

    SUBJECT = "subject"
    MANAGER = "manager"


class CalibrationState(StrEnum):
    """Whether a calibration session goes on."""

    OPEN = "open"
    CLOSED = "closed"


class CalibrationChangeState(StrEnum):
    """What became of a proposed change of a rating."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class ProgrammeTrigger(StrEnum):
    """What makes a programme's next cycle."""

    EVERY_MONTHS = "every_months"
    AFTER_HIRE = "after_hire"
