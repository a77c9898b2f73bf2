"""In others a repeated cycle began without the raters of the one before."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from erm.core import clock
from erm.core.clock import today
from erm.core.events import Bus
from erm.feedback.cycles.commands.programmes import make_due_cycles
from erm.feedback.cycles.models import Cycle, CycleGuest, CycleParticipant, Review
from erm.feedback.cycles.rules import CycleState, Perspective, ReviewState
from erm.feedback.cycles.templates import built_in
from erm.people.audience import Audience
from tests.cast import Cast
from tests.feedback.cycles import rows


async def repeated(cast: Cast, bus: Bus, **definition: Any) -> tuple[Cycle, CycleParticipant]:
    """Ann was reviewed by Bo, Cy and a guest; Max declined, Old has left since. Now it repeats."""
    later = today() + timedelta(days=180)
    programme = await rows.programme(
        cast.hana,
        next_on=later,
        launches_itself=True,
        audience=Audience(people=(cast.ann.id,)),
        definition=built_in("annual_360").definition.to_json() | definition,
    )
    before = await rows.cycle(cast.hana, state=CycleState.CLOSED, programme_id=programme.id)
    ann = await rows.participant(before, cast.ann, manager=cast.mo)
    await rows.review(ann, cast.bo, state=ReviewState.SUBMITTED)
    await rows.review(ann, cast.cy, state=ReviewState.MISSED)
    await rows.review(ann, cast.max, state=ReviewState.DECLINED)
    await rows.review(ann, cast.old, state=ReviewState.SUBMITTED)
    guest = await rows.guest(before, locale="ru")
    await rows.review(ann, guest, Perspective.EXTERNAL, state=ReviewState.SUBMITTED)
    await cast.leave(cast.old)
    with clock.at(rows.noon(later)):
        assert await make_due_cycles(bus) == 1
    cycle = await Cycle.get(previous_id=before.id)
    return cycle, await CycleParticipant.get(cycle_id=cycle.id)


async def test_the_raters_of_the_cycle_before_are_proposed_again(cast: Cast, bus: Bus) -> None:
    cycle, ann = await repeated(cast, bus)
    assert cycle.state is CycleState.NOMINATION
    proposed = await Review.filter(participant_id=ann.id, state=ReviewState.PROPOSED)
    peers = {r.rater_id for r in proposed if r.perspective is Perspective.PEER}
    assert peers == {cast.bo.id, cast.cy.id}, "who declined or has left is not asked again"
    (outside,) = [r for r in proposed if r.perspective is Perspective.EXTERNAL]
    guest = await CycleGuest.get(id=outside.guest_id)
    assert (guest.cycle_id, guest.email, guest.locale) == (
        cycle.id,
        "greta@elsewhere.test",
        "ru",
    )
    assert guest.token_hash is None, "no link before somebody has confirmed the choice"
    assert len({r.live_key for r in proposed}) == 3


async def test_no_more_are_proposed_than_may_be_chosen(cast: Cast, bus: Bus) -> None:
    _, ann = await repeated(cast, bus, nomination_cap=1)
    assert await Review.filter(participant_id=ann.id, state=ReviewState.PROPOSED).count() == 1


async def test_where_nobody_could_confirm_them_colleagues_are_asked_at_once(
    cast: Cast, bus: Bus
) -> None:
    cycle, ann = await repeated(cast, bus, nomination_days=0)
    assert cycle.state is CycleState.WRITING
    asked = await Review.filter(participant_id=ann.id, perspective=Perspective.PEER)
    assert {(r.rater_id, r.state) for r in asked} == {
        (cast.bo.id, ReviewState.ASSIGNED),
        (cast.cy.id, ReviewState.ASSIGNED),
    }
    outside = Review.filter(participant_id=ann.id, perspective=Perspective.EXTERNAL)
    assert not await outside.exists()
