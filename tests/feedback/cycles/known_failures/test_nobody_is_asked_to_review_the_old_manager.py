"""In others people were asked to review a manager who was not theirs any more."""

from __future__ import annotations

import pytest

from erm.core.clock import now
from erm.core.events import Bus
from erm.core.work import record, unit_of_work
from erm.feedback.cycles.models import Review
from erm.feedback.cycles.rules import CycleState, Perspective, ReviewState
from erm.flows.subscriptions import build_bus
from erm.people.events import ManagerChanged
from erm.settings import Settings
from tests.cast import Cast
from tests.feedback.cycles import rows

UPWARD = Perspective.UPWARD


@pytest.fixture
def wired(settings: Settings) -> Bus:
    """The bus of the server."""
    return build_bus(settings)


async def ann_moves_to_max(cast: Cast, wired: Bus) -> None:
    await cast.change_manager(cast.ann, cast.max)
    event = ManagerChanged(
        at=now(), person_id=cast.ann.id, before_id=cast.mo.id, after_id=cast.max.id
    )
    async with unit_of_work(wired):
        record(event)


@pytest.mark.parametrize("state", [ReviewState.ASSIGNED, ReviewState.STARTED])
async def test_the_new_manager_is_reviewed_instead(
    cast: Cast, wired: Bus, state: ReviewState
) -> None:
    round_ = await rows.cycle(cast.hana)
    mo = await rows.participant(round_, cast.mo, manager=cast.zed)
    max_ = await rows.participant(round_, cast.max, manager=cast.zed)
    begun = {} if state is ReviewState.STARTED else None
    old = await rows.review(mo, cast.ann, UPWARD, state=state, answers=begun)
    kept = await rows.review(mo, cast.bo, UPWARD)
    await ann_moves_to_max(cast, wired)
    old = await Review.get(id=old.id)
    assert (old.state, old.answers_sealed) == (ReviewState.CANCELLED, None)
    new = await Review.get(participant_id=max_.id, rater_id=cast.ann.id)
    assert (new.perspective, new.state) == (UPWARD, ReviewState.ASSIGNED)
    assert (await Review.get(id=kept.id)).state is ReviewState.ASSIGNED


async def test_what_was_submitted_about_the_old_manager_stays(cast: Cast, wired: Bus) -> None:
    round_ = await rows.cycle(cast.hana)
    mo = await rows.participant(round_, cast.mo, manager=cast.zed)
    sent = await rows.review(mo, cast.ann, UPWARD, state=ReviewState.SUBMITTED, answers={})
    await ann_moves_to_max(cast, wired)
    row = await Review.get(id=sent.id)
    assert row.state is ReviewState.SUBMITTED
    assert row.answers_sealed is not None


async def test_a_new_manager_who_takes_no_part_or_is_done_with_is_not_reviewed(
    cast: Cast, wired: Bus
) -> None:
    without = await rows.cycle(cast.hana)
    mo = await rows.participant(without, cast.mo, manager=cast.zed)
    await rows.review(mo, cast.ann, UPWARD)
    over = await rows.cycle(cast.hana, state=CycleState.PACKETS)
    await rows.participant(over, cast.max, manager=cast.zed)
    await ann_moves_to_max(cast, wired)
    assert not await Review.filter(rater_id=cast.ann.id, live_key__isnull=False).exists()
