"""In others a cycle stood still for who has no manager: nobody could approve, prepare or release."""

from __future__ import annotations

from erm.core.clock import today
from erm.core.events import Bus
from erm.feedback.cycles.commands.nominations import (
    approve_nominations,
    nominate,
    send_nominations,
)
from erm.feedback.cycles.commands.phases import move_cycle
from erm.feedback.cycles.models import Cycle, CycleParticipant, Review
from erm.feedback.cycles.policy import prepares
from erm.feedback.cycles.policy_reviews import may_approve
from erm.feedback.cycles.queries.blockers import CycleBlockerKind
from erm.feedback.cycles.queries.oversight import blockers
from erm.feedback.cycles.rules import CycleState, PacketState, Perspective, ReviewState
from tests.cast import Cast
from tests.feedback.cycles.rows import do, refused
from tests.feedback.cycles.test_making_cycles import draft, launch


async def test_hr_stands_in_and_the_cycle_goes_on(cast: Cast, bus: Bus) -> None:
    hana = cast.actor(cast.hana)
    before = await draft(cast, bus)
    found = await blockers(hana, before.id)
    (warning,) = [b for b in found if b.kind is CycleBlockerKind.PERSON_WITHOUT_MANAGER]
    assert (warning.people, warning.stops) == ((cast.zed.id,), False)
    cycle = await launch(cast, bus, before)
    zed = await CycleParticipant.get(cycle_id=cycle.id, person_id=cast.zed.id)
    assert zed.manager_id is None
    about = Review.filter(participant_id=zed.id)
    assert not await about.filter(perspective=Perspective.MANAGER).exists()
    assert prepares(hana, zed)
    assert may_approve(hana, zed)
    actor = cast.actor(cast.zed)
    await do(
        bus,
        nominate,
        actor,
        participant_id=zed.id,
        person_ids=[cast.ann.id, cast.bo.id, cast.cy.id],
        guests=[],
    )
    await do(bus, send_nominations, actor, participant_id=zed.id)
    await refused(bus, "NOT_ALLOWED", approve_nominations, actor, participant_id=zed.id)
    await do(bus, approve_nominations, hana, participant_id=zed.id)
    peers = about.filter(perspective=Perspective.PEER, state=ReviewState.ASSIGNED)
    assert await peers.count() == 3
    for state in (CycleState.WRITING, CycleState.PACKETS):
        version = (await Cycle.get(id=cycle.id)).version
        await do(bus, move_cycle, hana, cycle_id=cycle.id, version=version, state=state)
    zed = await CycleParticipant.get(id=zed.id)
    assert zed.packet is PacketState.PREPARING
    assert today() < cycle.packets_until
