"""When writing about a participant is over, and what is made of the reviews then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from erm.feedback.cycles.answers import Answers
from erm.feedback.cycles.deadlines import Extensions, is_over
from erm.feedback.cycles.models import Cycle, CycleParticipant, CyclePerspective, CycleQuestion
from erm.feedback.cycles.results import (
    Asked,
    NamedReview,
    PerspectiveResult,
    anonymous_result,
    named_result,
)
from erm.feedback.cycles.rules import CycleState, Perspective
from erm.feedback.cycles.writing import is_writing_open

AFTER_WRITING = frozenset(
    {
        CycleState.CALIBRATION,
        CycleState.PACKETS,
        CycleState.ACKNOWLEDGEMENT,
        CycleState.CLOSED,
    }
)
"""States in which nobody writes any more who has no more time of their own."""


@dataclass(frozen=True, slots=True)
class Submitted:
    """A review that was submitted, opened."""

    perspective: Perspective
    rater_id: UUID | None
    guest_name: str | None
    answers: Answers


@dataclass(frozen=True, slots=True)
class Plan:
    """What a cycle asks and promises, read once for all of its participants."""

    perspectives: tuple[tuple[Perspective, bool, int], ...]
    """Perspective, whether it is anonymous, and its minimum."""
    asked: tuple[Asked, ...]

    @classmethod
    def of(
        cls, perspectives: Iterable[CyclePerspective], questions: Iterable[CycleQuestion]
    ) -> Plan:
        """From the rows of a cycle; questions in their order."""
        return cls(
            tuple((row.kind, row.anonymous, row.minimum) for row in perspectives),
            tuple(asked_of(row) for row in questions),
        )

    @property
    def anonymous(self) -> list[Perspective]:
        """The perspectives whose raters were promised anonymity."""
        return [kind for kind, anonymous, _ in self.perspectives if anonymous]


def asked_of(row: CycleQuestion) -> Asked:
    """A stored question as results need it."""
    return Asked.of(
        row.id,
        row.kind,
        row.content,
        competency=row.competency,
        weight=row.weight,
        perspectives=row.perspectives,
    )


def is_writing_over(cycle: Cycle, moment: datetime) -> bool:
    """Whether everybody's time is over, but for those who were given more."""
    if cycle.state is CycleState.WRITING:
        return is_over(cycle, cycle.writing_until, moment)
    return cycle.state in AFTER_WRITING


def is_due(
    cycle: Cycle,
    participant: CycleParticipant,
    owing: Iterable[UUID | None],
    extensions: Extensions,
    moment: datetime,
) -> bool:
    """Whether results can be made: nobody who still owes a review has time left.

    ``owing``: the raters of the reviews that were not submitted, None for a guest. Asked while
    everybody's own time is over (:func:`is_writing_over`).
    """
    return not any(
        is_writing_open(cycle, participant, rater_id, extensions, moment) for rater_id in owing
    )


def results_of(plan: Plan, submitted: Sequence[Submitted]) -> list[PerspectiveResult]:
    """What is shown of each perspective of the cycle on one participant."""
    found: Mapping[Perspective, list[Submitted]] = defaultdict(list)
    for review in submitted:
        found[review.perspective].append(review)
    return [
        anonymous_result(kind, minimum, plan.asked, [review.answers for review in found[kind]])
        if anonymous
        else named_result(
            kind,
            plan.asked,
            [NamedReview(one.answers, one.rater_id, one.guest_name) for one in found[kind]],
        )
        for kind, anonymous, minimum in plan.perspectives
    ]
