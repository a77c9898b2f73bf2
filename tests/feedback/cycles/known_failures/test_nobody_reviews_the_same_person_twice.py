"""Elsewhere one colleague was asked twice about the same person, and counted twice."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from tortoise.exceptions import IntegrityError

from erm.core.clock import today
from erm.core.errors import DomainError
from erm.core.events import Bus
from erm.feedback.cycles.commands import nominations
from erm.feedback.cycles.models import Review
from erm.feedback.cycles.rules import CycleState, Perspective, ReviewState
from tests.cast import Cast
from tests.feedback.cycles import rows
from tests.feedback.cycles.rows import do, refused


async def test_the_database_lets_nobody_be_asked_twice(cast: Cast) -> None:
    round_ = await rows.cycle(cast.hana)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    await rows.review(ann, cast.bo, Perspective.PEER)
    with pytest.raises(IntegrityError):
        await rows.review(ann, cast.bo, Perspective.UPWARD)


async def test_two_clicks_ask_once(cast: Cast, bus: Bus) -> None:
    round_ = await rows.cycle(
        cast.hana, state=CycleState.NOMINATION, writing_until=today() + timedelta(days=14)
    )
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    answers = await asyncio.gather(
        *(
            do(
                bus, nominations.nominate, cast.actor(cast.ann), participant_id=ann.id,
                person_ids=[cast.bo.id, cast.bo.id],
            )
            for _ in range(3)
        ),
        return_exceptions=True,
    )  # fmt: skip
    refusals = [each for each in answers if each is not None]
    assert [each.code for each in refusals if isinstance(each, DomainError)] == [
        "RATER_ALREADY_ASKED"
    ] * 2
    assert len(refusals) == 2
    assert await Review.filter(participant_id=ann.id, rater_id=cast.bo.id).count() == 1


async def test_who_was_rejected_and_chosen_anew_is_not_taken_back_besides(
    cast: Cast, bus: Bus
) -> None:
    round_ = await rows.cycle(
        cast.hana, state=CycleState.NOMINATION, writing_until=today() + timedelta(days=14)
    )
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    rejected = await rows.review(ann, cast.bo, state=ReviewState.REJECTED, reason="Too far")
    await do(
        bus, nominations.nominate, cast.actor(cast.ann), participant_id=ann.id,
        person_ids=[cast.bo.id],
    )  # fmt: skip
    await refused(
        bus, "RATER_ALREADY_ASKED", nominations.undo_nomination_refusal, cast.actor(cast.mo),
        review_id=rejected.id,
    )  # fmt: skip
