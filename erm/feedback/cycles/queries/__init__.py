"""Reads of cycles, each as one actor; what has no actor says so and is for commands and jobs."""

from erm.feedback.cycles.queries.cycles import (
    allowed_states_of,
    cycles,
    cycles_by_ids,
    extensions_by_cycle,
    extensions_of,
    perspectives_of,
    questions_by_ids,
    questions_of,
    wordings_of,
)
from erm.feedback.cycles.queries.participants import (
    departments_now,
    extensions_of_participants,
    own_participations,
    participants_by_ids,
    participants_of,
    review_counts_of,
)

__all__ = [
    "allowed_states_of",
    "cycles",
    "cycles_by_ids",
    "departments_now",
    "extensions_by_cycle",
    "extensions_of",
    "extensions_of_participants",
    "own_participations",
    "participants_by_ids",
    "participants_of",
    "perspectives_of",
    "questions_by_ids",
    "questions_of",
    "review_counts_of",
    "wordings_of",
]
