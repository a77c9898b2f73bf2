"""When a review can be written, and how long it takes.

Everybody writes while the cycle is in its writing phase, until its last day or the rater's own. HR may
move a cycle on before: then those write on who were given more time, and nobody else. Once the
results of a participant are made, nothing about them is written any more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from uuid import UUID

from erm.feedback.cycles.deadlines import Extensions, end_of_day, is_over, until_for
from erm.feedback.cycles.models import Cycle, CycleParticipant
from erm.feedback.cycles.rules import (
    WRITABLE,
    CyclePhase,
    CycleState,
    ParticipantState,
    QuestionKind,
)

MINUTES_TEXT = 3.0
MINUTES_OTHERWISE = 0.5


@dataclass(frozen=True, slots=True)
class Deadline:
    """Until when one rater has time to write in a cycle."""

    on: date
    at: datetime
    extended: bool


def deadline_of(cycle: Cycle, rater_id: UUID | None, extensions: Extensions) -> Deadline:
    """The last day for a rater (None: a guest, who has no extension), and the instant of its end."""
    on = until_for(cycle, CyclePhase.WRITING, rater_id, extensions)
    assert on is not None  # noqa: S101 (every cycle has a writing phase)
    return Deadline(on, end_of_day(on, cycle.time_zone), on > cycle.writing_until)


def is_writing_open(
    cycle: Cycle,
    participant: CycleParticipant,
    rater_id: UUID | None,
    extensions: Extensions,
    moment: datetime,
) -> bool:
    """Whether a rater may write about a participant at a moment."""
    if participant.state is not ParticipantState.ACTIVE or participant.results_at is not None:
        return False
    return is_time_to_write(cycle, rater_id, extensions, moment)


def is_time_to_write(
    cycle: Cycle, rater_id: UUID | None, extensions: Extensions, moment: datetime
) -> bool:
    """Whether a rater may write at a moment, about participants whose results are still to be made."""
    if cycle.state not in WRITABLE:
        return False
    if is_over(cycle, deadline_of(cycle, rater_id, extensions).on, moment):
        return False
    if cycle.state is CycleState.WRITING:
        return True
    # HR has moved the cycle on: only an extension of one's own still counts.
    own = None if rater_id is None else extensions.get((rater_id, CyclePhase.WRITING))
    return own is not None and not is_over(cycle, own, moment)


def is_expected(
    cycle: Cycle,
    participant: CycleParticipant,
    rater_id: UUID | None,
    extensions: Extensions,
    moment: datetime,
) -> bool:
    """Whether a review can be written now, or will be: it may still be chosen, declined, taken up."""
    if cycle.state is CycleState.NOMINATION:
        return participant.state is ParticipantState.ACTIVE and participant.results_at is None
    return is_writing_open(cycle, participant, rater_id, extensions, moment)


def is_nomination_open(
    cycle: Cycle,
    participant: CycleParticipant,
    nominators: Iterable[UUID],
    extensions: Extensions,
    moment: datetime,
) -> bool:
    """Whether raters can be chosen now: in the phase, or later by who was given more time for it.

    ``nominators``: who should choose, and whom that was delegated to; the longest time counts.
    """
    if not is_expected(cycle, participant, None, extensions, moment):
        return False
    until = nomination_until(cycle, nominators, extensions)
    if until is None or is_over(cycle, until, moment):
        return False
    return cycle.state is CycleState.NOMINATION or any(
        (person, CyclePhase.NOMINATION) in extensions for person in nominators
    )


def nomination_until(
    cycle: Cycle, nominators: Iterable[UUID], extensions: Extensions
) -> date | None:
    """The last day of choosing for these people; None where a cycle has no such phase."""
    days = [until_for(cycle, CyclePhase.NOMINATION, person, extensions) for person in nominators]
    return max((day for day in days if day is not None), default=None)


def minutes_for(kinds: Iterable[QuestionKind], answered: int) -> int:
    """About how long it takes to answer what is left, in whole minutes: 3 a text, ½ any other.

    Which questions are left is sealed, so their share is taken; 0 when all are answered.
    """
    asked = list(kinds)
    whole = sum(MINUTES_TEXT if k is QuestionKind.TEXT else MINUTES_OTHERWISE for k in asked)
    left = max(0, len(asked) - answered)
    return ceil(whole * left / len(asked)) if asked else 0
