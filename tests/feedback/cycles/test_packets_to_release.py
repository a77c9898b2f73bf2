"""Handing out many packets at once: whose the viewer may release, how many, and in parts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from erm.core.actor import SYSTEM, Role
from erm.core.clock import now, today
from erm.core.events import Bus
from erm.feedback.cycles import packets, policy_packets
from erm.feedback.cycles.commands.closing import close_due_participants
from erm.feedback.cycles.commands.packets import release_packets, write_packet_summary
from erm.feedback.cycles.models import Cycle, CycleParticipant
from erm.feedback.cycles.queries import packets as queries
from erm.feedback.cycles.rules import CycleState, PacketState, ParticipantState, ReleasedBy
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.conftest import query_count
from tests.feedback.cycles import rows
from tests.feedback.cycles.rows import Round

Browser = Callable[..., Any]
READY = PacketState.PREPARING
READ = """query ($id: ID!) { cycle(id: $id) {
  packetsToRelease { count withoutSummary participantIds }
  participants(first: 100) { edges { node { id canReleasePacket lacksSummary } } }
} }"""
COUNT = "query ($id: ID!) { cycle(id: $id) { packetsToRelease { count participantIds } } }"
RELEASE = """mutation ($ids: [ID!]!) { releasePackets(input: {packetIds: $ids}) {
  __typename ... on Refusal { code } } }"""


async def filled(cast: Cast, **values: Any) -> Round:
    """Packets of people near and far, with and without a manager, some of which are not ready."""
    round_ = await rows.cycle(cast.hana, state=CycleState.PACKETS, **values)
    await rows.participant(round_, cast.ann, manager=cast.mo, packet=READY)
    await rows.participant(round_, cast.cy, manager=cast.max, packet=READY)
    await rows.participant(round_, cast.zed, packet=READY)
    await rows.participant(round_, cast.hana, packet=READY)
    await rows.participant(round_, cast.bo, manager=cast.mo, packet=PacketState.RELEASED)
    await rows.participant(round_, cast.max, manager=cast.zed)
    left = ParticipantState.LEFT
    await rows.participant(round_, cast.ada, manager=cast.mo, packet=READY, state=left)
    return round_


def given(round_: Round) -> dict[str, str]:
    return {"id": to_global("Cycle", round_.id)}


async def ready(cast: Cast, round_: Round) -> dict[str, set[str]]:
    """Whose packets each person may release now, as the API lists, counts and marks them."""
    people = {person.id: person.given_name for person in cast.people}
    found = {}
    for person in cast.people:
        actor = cast.actor(person)
        keys = (await queries.ids_to_release(actor, [round_.id])).get(round_.id, [])
        counted = (await queries.packets_to_release(actor, [round_.id])).get(round_.id)
        assert len(keys) == (0 if counted is None else counted.count)
        if keys:
            about = await CycleParticipant.filter(id__in=keys)
            found[person.given_name] = {people[row.person_id] for row in about}
    return found


async def test_who_may_release_whose_follows_the_cycle(cast: Cast) -> None:
    await cast.grant(cast.zed, Role.HR)
    assert await ready(cast, await filled(cast)) == {
        "Mo": {"Ann"},
        "Max": {"Cy"},
        "Hana": {"Zed"},
        "Zed": {"Hana"},
    }
    by_hr = await filled(cast, name="By HR", released_by=ReleasedBy.HR)
    assert await ready(cast, by_hr) == {"Hana": {"Ann", "Cy", "Zed"}, "Zed": {"Ann", "Cy", "Hana"}}
    late = await filled(cast, name="Late", packets_until=today() - timedelta(days=1))
    assert await ready(cast, late) == {
        "Mo": {"Ann"},
        "Max": {"Cy"},
        "Hana": {"Ann", "Cy", "Zed"},
        "Zed": {"Ann", "Cy", "Hana"},
    }
    values = {"released_by": ReleasedBy.DATE, "release_on": today() + timedelta(days=1)}
    assert await ready(cast, await filled(cast, name="By itself", **values)) == {}


@pytest.mark.parametrize("state", [CycleState.CALIBRATION, CycleState.CLOSED])
async def test_there_is_nothing_to_release_outside_of_its_phases(
    cast: Cast, state: CycleState
) -> None:
    round_ = await filled(cast, released_by=ReleasedBy.HR)
    await Cycle.filter(id=round_.id).update(state=state)
    assert await ready(cast, round_) == {}


@pytest.mark.parametrize("rule", list(ReleasedBy))
@pytest.mark.parametrize("late", [False, True])
async def test_both_forms_of_who_releases_agree(cast: Cast, rule: ReleasedBy, late: bool) -> None:
    await cast.grant(cast.mo, Role.HR)
    round_ = await filled(cast, released_by=rule)
    await rows.participant(round_, cast.mo, manager=cast.zed, packet=READY)
    await CycleParticipant.filter(person_id=cast.cy.id).update(manager_id=cast.old.id)
    cycle = await Cycle.get(id=round_.id)
    for actor in (SYSTEM, *(cast.actor(person) for person in cast.people)):
        releasable = policy_packets.releasable_packets(actor, cycle, is_late=late)
        assert {row.id for row in await CycleParticipant.filter(releasable)} == {
            row.id
            for row in await CycleParticipant.all()
            if policy_packets.may_release_packet(actor, row, cycle, is_late=late)
        }


async def test_the_api_says_it_to_nobody_else(cast: Cast, api: Browser, bus: Bus) -> None:
    round_ = await filled(cast, released_by=ReleasedBy.HR)
    ann = await CycleParticipant.get(cycle_id=round_.id, person_id=cast.ann.id)
    cy = await CycleParticipant.get(cycle_id=round_.id, person_id=cast.cy.id)
    for text, version in (("Go on.", 0), ("", 1), ("Go on.", 2)):
        mo = cast.actor(cast.mo)
        await rows.do(
            bus, write_packet_summary, mo, packet_id=ann.id, version=version, summary=text
        )
    written = {"packet_id": cy.id, "version": 0, "summary": " "}
    await rows.do(bus, write_packet_summary, cast.actor(cast.max), **written)
    found = (await api(cast.hana).run(READ, given(round_)))["cycle"]
    assert (found["packetsToRelease"]["count"], found["packetsToRelease"]["withoutSummary"]) == (
        3,
        2,
    )
    nodes = [edge["node"] for edge in found["participants"]["edges"]]
    marked = [node["id"] for node in nodes if node["canReleasePacket"]]
    assert found["packetsToRelease"]["participantIds"] == marked
    lacking = [node["id"] for node in nodes if node["lacksSummary"]]
    assert to_global("CycleParticipant", ann.id) not in lacking
    assert len(lacking) == 2
    for person in (cast.mo, cast.max, cast.ann, cast.ada):
        cycle = (await api(person).run(READ, given(round_)))["cycle"]
        assert cycle is None or cycle["packetsToRelease"] is None
        for edge in ((cycle or {}).get("participants") or {"edges": []})["edges"]:
            assert (edge["node"]["canReleasePacket"], edge["node"]["lacksSummary"]) == (
                False,
                False,
            )
        await rows.refused(
            bus,
            "PACKET_NOT_YOURS_TO_RELEASE" if person is cast.mo else "PACKET_NOT_FOUND",
            release_packets,
            cast.actor(person),
            packet_ids=[ann.id],
        )


async def test_hr_hands_out_more_than_fit_at_once_in_parts(cast: Cast, api: Browser) -> None:
    most = packets.RELEASED_AT_ONCE
    round_ = await rows.cycle(cast.hana, state=CycleState.PACKETS, released_by=ReleasedBy.HR)
    crowd = await cast.crowd(most + 1, manager=cast.mo)
    await rows.participants(round_, crowd, manager=cast.mo)
    assert await close_due_participants(round_.id, moment=now()) == most + 1
    hana = api(cast.hana)

    async def waiting() -> list[str]:
        found = (await hana.run(COUNT, given(round_)))["cycle"]["packetsToRelease"]
        return [] if found is None else list(found["participantIds"])

    async def release(ids: list[str]) -> dict[str, str]:
        return dict((await hana.run(RELEASE, {"ids": ids}))["releasePackets"])

    ids = await waiting()
    assert len(ids) == most + 1
    assert await release(ids) == {"__typename": "Refusal", "code": "PACKETS_TOO_MANY"}
    assert await waiting() == ids
    assert await release(ids[:most]) == {"__typename": "ReleasePacketsSuccess"}
    assert await waiting() == ids[most:]
    # Of a part that holds one that is released already, nothing is released.
    assert await release(ids[most - 1 :]) == {"__typename": "Refusal", "code": "PACKET_RELEASED"}
    assert await waiting() == ids[most:]
    assert await release(ids[most:]) == {"__typename": "ReleasePacketsSuccess"}
    assert await waiting() == []
    assert await CycleParticipant.filter(packet=PacketState.RELEASED).count() == most + 1


async def test_as_much_is_asked_for_200_packets_as_for_one(cast: Cast, api: Browser) -> None:
    counts = set()
    for size in (1, 20, 200):
        lead = await cast.person(f"Lead {size}")
        crowd = await cast.crowd(size, manager=lead)
        round_ = await rows.cycle(cast.hana, name=f"{size}", state=CycleState.PACKETS)
        await rows.participants(round_, crowd, manager=lead)
        await close_due_participants(round_.id, moment=now())
        browser = api(lead)
        await browser.run("{ viewer { locale } }")
        with query_count() as queried:
            found = (await browser.run(READ, given(round_)))["cycle"]["packetsToRelease"]
        assert (found["count"], len(found["participantIds"])) == (size, size)
        counts.add(queried.count)
    assert len(counts) == 1, counts
