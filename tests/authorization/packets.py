"""The rows of packets: in every state, of people near and far, with a canary in each text."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from erm.core.clock import now
from erm.feedback.cycles import packets
from erm.feedback.cycles.answers import Answer
from erm.feedback.cycles.models import CycleParticipant, CycleResult
from erm.feedback.cycles.queries.packets import contents_of
from erm.feedback.cycles.results import Asked, NamedReview, anonymous_result, named_result, to_json
from erm.feedback.cycles.rules import (
    CycleState,
    PacketState,
    ParticipantState,
    Perspective,
    QuestionKind,
)
from erm.feedback.sealed import seal_json
from erm.people.models import Person
from tests.authorization import cycles
from tests.authorization.relations import Relation
from tests.authorization.world import Row, World, ids
from tests.feedback.cycles import rows as building
from tests.feedback.cycles.rows import Round

PACKET = "packet of {}"


async def fill(world: World) -> None:
    c = world.cast
    for row in list(world.of("CycleParticipant")):
        _waiting(world, row)
    round_ = await building.cycle(c.hana, name="packets", state=CycleState.PACKETS)
    ties = {
        Relation.SELF: ids(c.ann, c.bo, c.cy, c.zed, c.hana, c.max),
        Relation.RECIPIENT: ids(c.mo, c.max, c.zed),
    }
    cycle = await cycles._cycle(world, round_, "launched", ties)
    cycle.name = "cycle of packets"
    preparing, released = PacketState.PREPARING, PacketState.RELEASED
    for person, manager, state, variant in (
        (c.bo, c.mo, preparing, "in preparation"),
        (c.ann, c.mo, released, "released"),
        (c.cy, c.max, PacketState.ACKNOWLEDGED, "acknowledged"),
        (c.zed, None, preparing, "in preparation"),
        (c.hana, c.zed, preparing, "in preparation, of somebody in HR"),
    ):
        await _packet(world, round_, cycle, person, manager, state, variant)
    await _packet(
        world,
        round_,
        cycle,
        c.max,
        c.zed,
        preparing,
        "in preparation, of who was taken out",
        in_cycle=ParticipantState.REMOVED,
    )
    before = await building.cycle(c.hana, name="before", state=CycleState.PACKETS)
    ties = {Relation.SELF: ids(c.ann), Relation.RECIPIENT: ids(c.old)}
    other = await cycles._cycle(world, before, "launched", ties)
    other.name = "cycle with a manager of before"
    by_former = "in preparation, by a manager of before"
    await _packet(world, before, other, c.ann, c.old, preparing, by_former)


def _waiting(world: World, participant: Row) -> None:
    """A participant about whom reviews are still written has no packet for anybody."""
    row = Row(
        "Packet",
        PACKET.format(participant.name),
        participant.key,
        "reviews are still written",
        {Relation.SELF: participant.ties[Relation.SELF]},
        participant.ties[Relation.SELF],
        model=participant.model,
    )
    world.add(row)


async def _packet(
    world: World,
    round_: Round,
    cycle: Row,
    person: Person,
    manager: Person | None,
    state: PacketState,
    variant: str,
    *,
    in_cycle: ParticipantState = ParticipantState.ACTIVE,
) -> Row:
    about = await building.participant(
        round_, person, manager=manager, packet=state, state=in_cycle
    )
    participant = cycles._participant(world, cycle, about, person, manager, None)
    participant.able = frozenset({"canExtend"} if in_cycle is ParticipantState.ACTIVE else ())
    if state is PacketState.PREPARING and in_cycle is ParticipantState.ACTIVE:
        participant.able |= {"canRemove"}
    ties = {Relation.SELF: ids(person)}
    if manager is not None and world.manages(manager.id, person.id):
        ties[Relation.MANAGER] = ids(manager)
    row = Row("Packet", PACKET.format(participant.name), about.id, variant, ties, ids(person))
    row.able = frozenset({"canAcknowledge"} if state is PacketState.RELEASED else ())
    row.links = {
        "participant": participant,
        "cycle": cycle,
        "subject": world.person(person),
        "releasedBy": None,
        "summaryBy": None if manager is None else world.person(manager),
    }
    words = {column: world.text(row, column) for column in ("summary", "answer")}
    await _results(world, row, round_, about)
    columns: dict[str, Any] = {
        "summary_sealed": _sealed(about, "summary_sealed", words["summary"]),
        "summary_by_id": None if manager is None else manager.id,
        "summary_version": 1,
    }
    if state is not PacketState.PREPARING:
        content = (await contents_of([about]))[about.id]
        columns["packet_sealed"] = _sealed(about, "packet_sealed", packets.to_json(content))
        columns["released_at"] = now() - timedelta(days=1)
    row.values = {"summary": words["summary"], "answer": None}
    if state is PacketState.ACKNOWLEDGED:
        columns["answer_sealed"] = _sealed(about, "answer_sealed", words["answer"])
        row.values["answer"] = words["answer"]
    await CycleParticipant.filter(id=about.id).update(**columns)
    row.model = participant.model = await CycleParticipant.get(id=about.id)
    row.extra["manager"] = None if manager is None else manager.id
    return world.add(row)


async def _results(world: World, row: Row, round_: Round, about: CycleParticipant) -> None:
    """Words of three peers and of the manager, each a canary of the packet's results."""
    text, rating = round_.text.id, round_.rating.id
    asked = [Asked(rating, QuestionKind.RATING, 5), Asked(text, QuestionKind.TEXT)]
    reviews = [
        {text: Answer(text=world.text(row, "results")), rating: Answer(value=value)}
        for value in (2, 3, 4, 5)
    ]
    for found in (
        anonymous_result(Perspective.PEER, 3, asked, reviews[:3]),
        named_result(Perspective.MANAGER, asked, [NamedReview(reviews[3], about.manager_id)]),
    ):
        result = await CycleResult.create(
            participant_id=about.id, perspective=found.perspective, raters=found.raters
        )
        await CycleResult.filter(id=result.id).update(
            content_sealed=seal_json(
                to_json(found), table="cycle_result", column="content_sealed", row_id=result.id
            )
        )


def _sealed(about: CycleParticipant, column: str, value: Any) -> bytes:
    return seal_json(value, table="cycle_participant", column=column, row_id=about.id)
