"""Elsewhere what was submitted could only be changed by an administrator."""

from __future__ import annotations

from datetime import timedelta

import pytest

from erm.core import clock
from erm.core.clock import now
from erm.core.events import Bus
from erm.feedback.cycles.answers import Answer
from erm.feedback.cycles.commands import reviews
from erm.feedback.cycles.models import Review
from erm.feedback.cycles.queries.reviews import answers_of, reviews_by_ids, versions_of
from erm.feedback.cycles.rules import Perspective, ReviewState
from tests.cast import Cast
from tests.feedback.cycles import rows
from tests.feedback.cycles.rows import do, refused


@pytest.mark.parametrize("perspective", list(Perspective))
async def test_a_rater_reopens_and_submits_again_until_the_deadline(
    cast: Cast, bus: Bus, perspective: Perspective
) -> None:
    round_ = await rows.cycle(cast.hana)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    first = {round_.rating.id: Answer(value=2)}
    review = await rows.review(ann, cast.bo, perspective, answers=first, state=ReviewState.STARTED)
    bo, one = cast.actor(cast.bo), {"review_id": review.id}
    await do(bus, reviews.submit_review, bo, **one, version=1)
    for _ in range(2):
        # The second click finds it open.
        await do(bus, reviews.reopen_review, bo, **one)
    row = await Review.get(id=review.id)
    assert (row.state, row.submitted_at) == (ReviewState.STARTED, None)
    assert (await answers_of(bo, [review.id]))[review.id] == first
    second = {round_.rating.id: Answer(value=5)}
    await do(
        bus, reviews.save_review, bo, **one, version=row.version, answers=second, goal_titles={}
    )
    await do(bus, reviews.submit_review, bo, **one, version=row.version + 1)
    assert (await answers_of(bo, [review.id]))[review.id] == second
    kept = (await versions_of(bo, [review.id]))[review.id]
    assert [each.answers for each in kept] == [second, first]
    due = (await reviews_by_ids(bo, [review.id]))[review.id].due_at
    with clock.at(due - timedelta(seconds=1)):
        assert (await reviews_by_ids(bo, [review.id]))[review.id].can_reopen
    with clock.at(due):
        assert not (await reviews_by_ids(bo, [review.id]))[review.id].can_reopen
        await refused(bus, "REVIEW_CLOSED", reviews.reopen_review, bo, **one)
    assert now() < due
