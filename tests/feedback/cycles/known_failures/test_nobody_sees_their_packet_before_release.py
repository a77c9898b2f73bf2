"""Others show people their own confidential reviews before they are released."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from erm.core.actor import Role
from erm.core.clock import now
from erm.core.events import Bus
from erm.feedback.cycles.answers import Answer
from erm.feedback.cycles.commands.closing import close_due_participants
from erm.feedback.cycles.commands.packets import release_packets, write_packet_summary
from erm.feedback.cycles.models import Cycle, CycleParticipant
from erm.feedback.cycles.rules import CycleState, Perspective, ReviewState
from tests.cast import Cast
from tests.feedback.cycles import rows
from tests.feedback.cycles.packet_api import MINE, NODE, ONE, TEAM, packet_id, participant_id

SECRET = "confidential words"


async def prepared(cast: Cast, bus: Bus) -> CycleParticipant:
    round_ = await rows.cycle(cast.hana, state=CycleState.PACKETS)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    for rater, perspective in (
        (cast.mo, Perspective.MANAGER),
        *((rater, Perspective.PEER) for rater in (cast.bo, cast.cy, cast.max)),
    ):
        answers = {round_.rating.id: Answer(value=2), round_.text.id: Answer(text=SECRET)}
        await rows.review(ann, rater, perspective, state=ReviewState.SUBMITTED, answers=answers)
    await close_due_participants(round_.id, moment=now())
    await rows.do(
        bus,
        write_packet_summary,
        cast.actor(cast.mo),
        packet_id=ann.id,
        version=0,
        summary=SECRET,
    )
    return ann


async def seen(asker: Any, ann: CycleParticipant) -> list[Any]:
    """What somebody sees of Ann's packet by each way that there is."""
    mine = (await asker.run(MINE))["viewer"]["packets"]
    return [
        (await asker.run(ONE, participant_id(ann)))["packet"],
        (await asker.run(NODE, {"id": packet_id(ann)}))["node"],
        *mine["edges"],
        *(await asker.run(TEAM))["viewer"]["teamPackets"],
    ]


@pytest.mark.parametrize("role", [None, Role.HR, Role.ADMINISTRATOR])
async def test_the_subject_sees_nothing_of_it_before(
    cast: Cast, api: Callable[..., Any], bus: Bus, role: Role | None
) -> None:
    """Whatever role they have: HR has a packet of its own as well."""
    if role is not None:
        await cast.grant(cast.ann, role)
    ann = await prepared(cast, bus)
    for state in (CycleState.CALIBRATION, CycleState.PACKETS, CycleState.CLOSED):
        await Cycle.filter(id=ann.cycle_id).update(state=state)
        asker = api(cast.ann)
        assert await seen(asker, ann) == [None, None]
    for own in (
        "{ cycleParticipant(id: $id) { id packet reviewCounts { submitted } } }",
        "{ cycleParticipant(id: $id) { id cycle { myParticipation { id releasedAt } } } }",
    ):
        answer = await api(cast.ann).execute("query ($id: ID!) " + own, participant_id(ann))
        assert SECRET not in str(answer)
        assert "errors" not in answer


async def test_nor_does_anybody_else_but_the_manager_and_hr(
    cast: Cast, api: Callable[..., Any], bus: Bus
) -> None:
    ann = await prepared(cast, bus)
    for person in (cast.bo, cast.cy, cast.old, cast.zed, cast.max, cast.ada):
        assert await seen(api(person), ann) == [None, None], person.given_name
    for person in (cast.mo, cast.hana):
        one, node, *_ = await seen(api(person), ann)
        assert one == node
        assert SECRET in str(one)
        assert one["isPreview"]


async def test_the_subject_sees_it_exactly_as_it_was_previewed(
    cast: Cast, api: Callable[..., Any], bus: Bus
) -> None:
    ann = await prepared(cast, bus)
    preview = (await api(cast.mo).run(ONE, participant_id(ann)))["packet"]
    await rows.do(bus, release_packets, cast.actor(cast.mo), packet_ids=[ann.id])
    found = await seen(api(cast.ann), ann)
    assert found[0] == found[1]
    assert found[2]["node"].items() <= {**found[0], "results": found[2]["node"]["results"]}.items()
    assert SECRET in str(found[2])
    for key in ("results", "competencies", "total", "summary", "termsHash", "trend"):
        assert found[0][key] == preview[key], key
    assert (found[0]["isPreview"], found[0]["canAcknowledge"]) == (False, True)
