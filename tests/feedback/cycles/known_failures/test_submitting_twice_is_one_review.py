"""Elsewhere a second click sent a second review, or failed on a first that had arrived."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from erm.core import clock
from erm.core.clock import now
from erm.core.events import Bus
from erm.feedback.cycles.answers import Answer
from erm.feedback.cycles.commands import closing, reviews
from erm.feedback.cycles.models import CycleResult, Review, ReviewVersion
from erm.feedback.cycles.rules import Perspective, ReviewState
from tests.cast import Cast
from tests.feedback.cycles import rows
from tests.feedback.cycles.rows import do, everything


async def test_however_often_it_is_sent_it_is_one_review(cast: Cast, bus: Bus) -> None:
    round_ = await rows.cycle(cast.hana, anonymous=())
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    answers = {round_.rating.id: Answer(value=4)}
    review = await rows.review(ann, cast.bo, answers=answers, state=ReviewState.STARTED)
    bo = cast.actor(cast.bo)
    await asyncio.gather(
        *(do(bus, reviews.submit_review, bo, review_id=review.id, version=1) for _ in range(4))
    )
    row = await Review.get(id=review.id)
    assert (row.state, row.version) == (ReviewState.SUBMITTED, 2)
    assert await ReviewVersion.all().count() == 1
    before = await everything()
    # A repetition is a success that changes nothing, with any version and even when it comes late.
    await do(bus, reviews.submit_review, bo, review_id=review.id, version=9)
    with clock.at(now() + timedelta(days=30)):
        await do(bus, reviews.submit_review, bo, review_id=review.id, version=1)
    assert await everything() == before
    later = now() + timedelta(days=30)
    with clock.at(later):
        await closing.close_due_participants(round_.id, moment=later)
    result = await CycleResult.get(participant_id=ann.id, perspective=Perspective.PEER)
    assert result.raters == 1
