"""Pure rules of cycles: words, states and what follows what."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

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


RUNNING = frozenset(
    {
        CycleState.NOMINATION,
        CycleState.WRITING,
        CycleState.CALIBRATION,
        CycleState.PACKETS,
        CycleState.ACKNOWLEDGEMENT,
    }
)
"""States of a cycle that was launched and goes on."""

BEFORE_RESULTS = frozenset({CycleState.NOMINATION, CycleState.WRITING})
"""States in which everybody still writes, or will."""

WRITABLE = frozenset({CycleState.WRITING, CycleState.CALIBRATION, CycleState.PACKETS})
"""States in which somebody may write: everybody in WRITING, later only who has an extension."""

OPEN_REVIEWS = frozenset({ReviewState.ASSIGNED, ReviewState.STARTED})
"""States of a review that somebody owes."""

ENDED_REVIEWS = frozenset({ReviewState.DECLINED, ReviewState.REJECTED, ReviewState.CANCELLED})
"""States in which a review is no longer asked for: its ``live_key`` is free."""

HIDDEN_FROM_RATERS = frozenset({ReviewState.PROPOSED, ReviewState.REJECTED, ReviewState.CANCELLED})
"""States in which the rater knows nothing of a review, or should not any more."""

PHASE_OF: dict[CycleState, CyclePhase] = {
    CycleState.NOMINATION: CyclePhase.NOMINATION,
    CycleState.WRITING: CyclePhase.WRITING,
    CycleState.CALIBRATION: CyclePhase.CALIBRATION,
    CycleState.PACKETS: CyclePhase.PACKETS,
    CycleState.ACKNOWLEDGEMENT: CyclePhase.ACKNOWLEDGEMENT,
}
"""The phase that goes on in a state."""


def live_key(participant_id: UUID, rater: UUID | str) -> str:
    """What is unique of a review that is asked for: a person's id, or a folded address of a guest."""
    return f"{participant_id}:{rater}"


def next_states(
    state: CycleState, *, nominates: bool, calibrates: bool, any_released: bool
) -> frozenset[CycleState]:
    """To which states a cycle can be moved, by the phases that it has and what was released.

    A phase that a cycle has is not left out, and one that it has not is not entered. Nobody returns
    to calibration once a packet was released: its reader would see another one than before.
    """
    following = set(TRANSITIONS[state])
    if state is CycleState.DRAFT:
        following.discard(CycleState.WRITING if nominates else CycleState.NOMINATION)
    if state is CycleState.WRITING:
        following.discard(CycleState.PACKETS if calibrates else CycleState.CALIBRATION)
    if state is CycleState.PACKETS and (any_released or not calibrates):
        following.discard(CycleState.CALIBRATION)
    return frozenset(following)
