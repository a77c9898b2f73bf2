"""Reading and writing the sealed answers of reviews."""

from __future__ import annotations

from uuid import UUID

from erm.feedback.cycles.answers import Answers, answers_from_json, answers_to_json
from erm.feedback.cycles.models import Review, ReviewVersion
from erm.feedback.sealed import open_json, seal_json


def seal_answers(answers: Answers, review_id: UUID) -> bytes:
    """Answers for the row of a review."""
    return seal_json(
        answers_to_json(answers), table="review", column="answers_sealed", row_id=review_id
    )


def seal_version(answers: Answers, version_id: UUID) -> bytes:
    """Answers for a row of former ones."""
    return seal_json(
        answers_to_json(answers),
        table="review_version",
        column="answers_sealed",
        row_id=version_id,
    )


def open_answers(review: Review) -> Answers:
    """What stands in a review; nothing where nothing was written, or it was wiped."""
    if review.answers_sealed is None:
        return {}
    return answers_from_json(
        open_json(review.answers_sealed, table="review", column="answers_sealed", row_id=review.id)
    )


def open_version(version: ReviewVersion) -> Answers:
    """What stood in a review then."""
    return answers_from_json(
        open_json(
            version.answers_sealed,
            table="review_version",
            column="answers_sealed",
            row_id=version.id,
        )
    )
