"""Preparing, releasing and acknowledging packets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from erm.audit.models import AuditEntry
from erm.audit.rules import Action
from erm.core import clock
from erm.core.actor import SYSTEM, Actor, Role
from erm.core.clock import now, today
from erm.core.events import Bus
from erm.core.paging import PageRequest
from erm.feedback.cycles import policy_packets
from erm.feedback.cycles.answers import Answer
from erm.feedback.cycles.commands.closing import close_due_participants
from erm.feedback.cycles.commands.packets import (
    acknowledge_packet,
    release_due_packets,
    release_packets,
    write_packet_summary,
)
from erm.feedback.cycles.events import PacketAcknowledged, PacketReleased
from erm.feedback.cycles.models import (
    CalibrationChange,
    Cycle,
    CycleParticipant,
    CycleResult,
    Review,
)
from erm.feedback.cycles.queries import packets as queries
from erm.feedback.cycles.rules import (
    CalibrationChangeState,
    CycleState,
    PacketState,
    ParticipantState,
    Perspective,
    ReleasedBy,
    ReviewState,
)
from erm.people.models import Person
from tests.cast import Cast
from tests.conftest import query_count
from tests.feedback.cycles import rows
from tests.feedback.cycles.rows import Round

PEER, UPWARD, SELF, MANAGER = (
    Perspective.PEER,
    Perspective.UPWARD,
    Perspective.SELF,
    Perspective.MANAGER,
)
ActorOf = Callable[[Person], Actor]


async def prepared(
    cast: Cast,
    *,
    peers: Sequence[int] = (2, 3, 4),
    manager: Person | None = None,
    name: str = "Autumn",
    state: CycleState = CycleState.PACKETS,
    **values: Any,
) -> tuple[Round, CycleParticipant]:
    """Ann's results are made: her own, Mo's, and those of Bo, Cy and Max."""
    round_ = await rows.cycle(cast.hana, name=name, state=CycleState.PACKETS, **values)
    ann = await rows.participant(round_, cast.ann, manager=manager or cast.mo)
    for rater, perspective, value in (
        (cast.ann, SELF, 5),
        (cast.mo, MANAGER, 4),
        *(
            (rater, PEER, value)
            for rater, value in zip((cast.bo, cast.cy, cast.max), peers, strict=True)
        ),
    ):
        await rows.review(
            ann,
            rater,
            perspective,
            state=ReviewState.SUBMITTED,
            answers={
                round_.rating.id: Answer(value=value),
                round_.text.id: Answer(text=f"{perspective} {rater.given_name}"),
            },
        )
    assert await close_due_participants(round_.id, moment=now()) == 1
    if state is not CycleState.PACKETS:
        await Cycle.filter(id=round_.id).update(state=state)
        round_.cycle = await Cycle.get(id=round_.id)
    return round_, await CycleParticipant.get(id=ann.id)


async def readers(cast: Cast, packet_id: UUID) -> set[str]:
    return {
        person.given_name
        for person in cast.people
        if packet_id in await queries.packets_by_ids(cast.actor(person), [packet_id])
    }


# ---- who reads


async def test_nobody_reads_a_packet_while_reviews_are_written(cast: Cast) -> None:
    round_ = await rows.cycle(cast.hana)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    assert await readers(cast, ann.id) == set()


async def test_the_manager_and_hr_read_it_when_the_results_are_made(cast: Cast) -> None:
    _, ann = await prepared(cast)
    assert await readers(cast, ann.id) == {"Mo", "Hana"}


async def test_the_subject_reads_it_from_release_on(cast: Cast, bus: Bus) -> None:
    _, ann = await prepared(cast)
    await rows.do(bus, release_packets, cast.actor(cast.mo), packet_ids=[ann.id])
    assert await readers(cast, ann.id) == {"Ann", "Mo", "Hana"}


async def test_a_former_manager_reads_nothing_any_more(cast: Cast) -> None:
    _, ann = await prepared(cast)
    await cast.change_manager(cast.ann, cast.max)
    assert await readers(cast, ann.id) == {"Hana"}
    await CycleParticipant.filter(id=ann.id).update(manager_id=cast.old.id)
    assert await readers(cast, ann.id) == {"Hana"}
    await Review.filter(rater_id=cast.max.id).delete()
    await CycleParticipant.filter(id=ann.id).update(manager_id=cast.max.id)
    assert await readers(cast, ann.id) == {"Max", "Hana"}


async def test_hr_sees_no_packet_of_its_own_before_release(cast: Cast) -> None:
    round_ = await rows.cycle(cast.hana, state=CycleState.PACKETS)
    hana = await rows.participant(round_, cast.hana, manager=cast.zed, packet=PacketState.PREPARING)
    alone = await rows.participant(round_, cast.zed, packet=PacketState.PREPARING)
    await cast.grant(cast.zed, Role.HR)
    assert await readers(cast, hana.id) == {"Zed"}
    assert await readers(cast, alone.id) == {"Hana"}


async def test_whoever_rated_anonymously_does_not_read_what_their_answer_is_in(
    cast: Cast, bus: Bus
) -> None:
    """With their own rating known, two others of three would be all that is left of the mean."""
    await cast.grant(cast.bo, Role.HR)
    _, ann = await prepared(cast)
    assert await readers(cast, ann.id) == {"Mo", "Hana"}
    await rows.do(bus, release_packets, cast.actor(cast.mo), packet_ids=[ann.id])
    assert await readers(cast, ann.id) == {"Ann", "Mo", "Hana"}


async def test_whoever_rated_by_name_reads_it_as_hr(cast: Cast) -> None:
    await cast.grant(cast.bo, Role.HR)
    _, ann = await prepared(cast, anonymous=())
    assert await readers(cast, ann.id) == {"Mo", "Hana", "Bo"}


@pytest.mark.parametrize("state", [ParticipantState.LEFT, ParticipantState.REMOVED])
async def test_who_left_gets_no_packet_and_nobody_reads_one(
    cast: Cast, state: ParticipantState
) -> None:
    _, ann = await prepared(cast)
    await CycleParticipant.filter(id=ann.id).update(state=state)
    assert await readers(cast, ann.id) == set()


async def test_of_a_cancelled_cycle_nobody_reads_packets(cast: Cast) -> None:
    _, ann = await prepared(cast, state=CycleState.CANCELLED)
    assert await readers(cast, ann.id) == set()


async def test_both_forms_of_the_policy_agree(cast: Cast) -> None:
    await cast.grant(cast.bo, Role.HR)
    round_, _ = await prepared(cast)
    await rows.participant(round_, cast.cy, manager=cast.max, packet=PacketState.RELEASED)
    await rows.participant(round_, cast.zed, packet=PacketState.PREPARING)
    await rows.participant(round_, cast.hana, manager=cast.zed, packet=PacketState.PREPARING)
    await rows.participant(
        round_, cast.bo, manager=cast.mo, packet=PacketState.PREPARING, state=ParticipantState.LEFT
    )
    await rows.participant(round_, cast.max, manager=cast.zed)
    cycle = await Cycle.get(id=round_.id)
    for actor in (SYSTEM, *(cast.actor(person) for person in cast.people)):
        readable = {
            row.id for row in await CycleParticipant.filter(policy_packets.readable_packets(actor))
        }
        rated = {row.participant_id for row in await policy_packets.rated_by(actor)}
        assert readable == {
            row.id
            for row in await CycleParticipant.all()
            if policy_packets.may_read_packet(actor, row, cycle, rated)
        }


# ---- what it holds


async def test_a_packet_holds_results_competencies_and_the_total(cast: Cast) -> None:
    round_, ann = await prepared(cast)
    content = (await queries.packet_contents(cast.actor(cast.mo), [ann.id]))[ann.id]
    shown = {one.perspective: one for one in content.results}
    assert list(shown) == list(Perspective)
    assert shown[PEER].reviews == ()
    assert sorted(shown[PEER].questions[1].comments) == ["peer Bo", "peer Cy", "peer Max"]
    assert [one.rater_id for one in shown[MANAGER].reviews] == [cast.mo.id]
    assert not shown[UPWARD].shown
    (competency,) = content.competencies
    assert competency.own is not None
    assert (competency.own.mean, competency.others, competency.gap) == (50, 30, 20)
    assert content.total is not None
    assert content.total.mean == 35
    assert content.total.missing == (UPWARD, Perspective.EXTERNAL)
    del round_


async def calibrate(
    cast: Cast,
    round_: Round,
    ann: CycleParticipant,
    before: int,
    after: int,
    state: CalibrationChangeState = CalibrationChangeState.ACCEPTED,
) -> None:
    session = await rows.session(round_, [cast.hana], [ann])
    await CalibrationChange.create(
        session_id=session.id,
        participant_id=ann.id,
        question_id=round_.rating.id,
        before=before,
        after=after,
        reason=f"from {before} to {after}",
        state=state,
        proposed_by_id=cast.hana.id,
        created_at=now(),
        decided_at=now(),
    )


async def test_calibration_stands_beside_the_managers_rating_and_counts(cast: Cast) -> None:
    round_, ann = await prepared(cast)
    await calibrate(cast, round_, ann, 4, 3)
    await calibrate(cast, round_, ann, 3, 2)
    await calibrate(cast, round_, ann, 2, 5, CalibrationChangeState.REJECTED)
    content = (await queries.packet_contents(cast.actor(cast.mo), [ann.id]))[ann.id]
    found = content.calibrated[round_.rating.id]
    assert (found.before, found.after, found.reason) == (4, 2, "from 3 to 2")
    assert content.total is not None
    assert content.total.mean == 25


# ---- the summary


async def test_the_manager_writes_the_summary_version_by_version(cast: Cast, bus: Bus) -> None:
    _, ann = await prepared(cast)
    mo = cast.actor(cast.mo)
    view = await rows.do(
        bus, write_packet_summary, mo, packet_id=ann.id, version=0, summary=" Well done. "
    )
    assert (view.summary, view.summary_version, view.summary_by_id) == ("Well done.", 1, cast.mo.id)
    row = await CycleParticipant.get(id=ann.id)
    assert b"Well done" not in bytes(row.summary_sealed or b"")
    await rows.refused(
        bus,
        "PACKET_SUMMARY_CHANGED",
        write_packet_summary,
        mo,
        packet_id=ann.id,
        version=0,
        summary="Other",
    )


async def test_others_do_not_write_it(cast: Cast, bus: Bus) -> None:
    _, ann = await prepared(cast)
    for person, code in (
        (cast.hana, "PACKET_NOT_YOURS_TO_PREPARE"),
        (cast.ann, "PACKET_NOT_FOUND"),
        (cast.old, "PACKET_NOT_FOUND"),
        (cast.zed, "PACKET_NOT_FOUND"),
        (cast.ada, "PACKET_NOT_FOUND"),
        (cast.max, "PACKET_NOT_FOUND"),
    ):
        await rows.refused(
            bus,
            code,
            write_packet_summary,
            cast.actor(person),
            packet_id=ann.id,
            version=0,
            summary="Mine",
        )


async def test_hr_prepares_the_packet_of_who_has_no_manager(cast: Cast, bus: Bus) -> None:
    round_ = await rows.cycle(cast.hana, state=CycleState.PACKETS)
    zed = await rows.participant(round_, cast.zed, packet=PacketState.PREPARING)
    hana = cast.actor(cast.hana)
    view = await rows.do(
        bus, write_packet_summary, hana, packet_id=zed.id, version=0, summary="From HR"
    )
    assert view.can_write_summary
    assert view.can_release
    assert [view.id for view in await queries.packets_to_prepare(hana)] == [zed.id]
    await rows.do(bus, release_packets, hana, packet_ids=[zed.id])
    assert await readers(cast, zed.id) == {"Zed", "Hana"}


# ---- release


async def test_release_freezes_what_was_previewed(cast: Cast, bus: Bus) -> None:
    round_, ann = await prepared(cast)
    mo = cast.actor(cast.mo)
    preview = (await queries.packet_contents(mo, [ann.id]))[ann.id]
    assert (await queries.packets_by_ids(mo, [ann.id]))[ann.id].is_preview
    facts = rows.heard(bus)
    assert await rows.do(bus, release_packets, mo, packet_ids=[ann.id, ann.id]) == [ann.id]
    await CycleResult.filter(participant_id=ann.id).update(content_sealed=None, raters=None)
    await calibrate(cast, round_, ann, 4, 1)
    for person in (cast.ann, cast.mo, cast.hana):
        actor = cast.actor(person)
        assert (await queries.packet_contents(actor, [ann.id]))[ann.id] == preview
        view = (await queries.packets_by_ids(actor, [ann.id]))[ann.id]
        assert (view.state, view.is_preview) == (PacketState.RELEASED, False)
        assert (view.can_write_summary, view.can_release) == (False, False)
    (fact,) = facts
    assert isinstance(fact, PacketReleased)
    assert (fact.person_id, fact.by_id) == (cast.ann.id, cast.mo.id)
    entry = await AuditEntry.get(action=Action.PACKET_RELEASED)
    assert (entry.actor_id, '"by": "manager"' in entry.details) == (cast.mo.id, True)


async def test_after_release_nothing_changes_any_more(cast: Cast, bus: Bus) -> None:
    _, ann = await prepared(cast)
    mo = cast.actor(cast.mo)
    await rows.do(bus, release_packets, mo, packet_ids=[ann.id])
    await rows.refused(
        bus, "PACKET_RELEASED", write_packet_summary, mo, packet_id=ann.id, version=0, summary="No"
    )
    await rows.refused(bus, "PACKET_RELEASED", release_packets, mo, packet_ids=[ann.id])


async def test_who_releases_is_a_rule_of_the_cycle(cast: Cast, bus: Bus) -> None:
    async def who_may(**values: Any) -> set[str]:
        _, ann = await prepared(cast, **values)
        found = set()
        for person in cast.people:
            view = (await queries.packets_by_ids(cast.actor(person), [ann.id])).get(ann.id)
            if view is not None and view.can_release:
                found.add(person.given_name)
                continue
            code = "PACKET_NOT_YOURS_TO_RELEASE" if view else "PACKET_NOT_FOUND"
            await rows.refused(bus, code, release_packets, cast.actor(person), packet_ids=[ann.id])
        return found

    assert await who_may() == {"Mo"}
    assert await who_may(released_by=ReleasedBy.HR) == {"Hana"}
    assert await who_may(released_by=ReleasedBy.DATE, release_on=today()) == set()
    late = {"packets_until": today() - timedelta(days=1)}
    assert await who_may(**late) == {"Mo", "Hana"}, "HR hands out what a manager left lying"


async def test_all_are_released_or_none(cast: Cast, bus: Bus) -> None:
    round_, ann = await prepared(cast)
    cy = await rows.participant(round_, cast.cy, manager=cast.max, packet=PacketState.PREPARING)
    await rows.refused(
        bus, "PACKET_NOT_FOUND", release_packets, cast.actor(cast.mo), packet_ids=[ann.id, cy.id]
    )
    many = [UUID(int=number) for number in range(201)]
    await rows.refused(
        bus, "PACKETS_TOO_MANY", release_packets, cast.actor(cast.mo), packet_ids=many
    )


async def test_hr_who_rated_releases_without_reading(cast: Cast, bus: Bus) -> None:
    await cast.grant(cast.bo, Role.HR)
    _, ann = await prepared(cast, released_by=ReleasedBy.HR)
    await rows.do(bus, release_packets, cast.actor(cast.bo), packet_ids=[ann.id])
    assert await readers(cast, ann.id) == {"Ann", "Mo", "Hana"}


@pytest.mark.parametrize("state", [CycleState.CALIBRATION, CycleState.WRITING, CycleState.CLOSED])
async def test_nothing_is_released_outside_of_its_phases(
    cast: Cast, bus: Bus, state: CycleState
) -> None:
    _, ann = await prepared(cast, state=state)
    view = (await queries.packets_by_ids(cast.actor(cast.mo), [ann.id]))[ann.id]
    assert not view.can_release
    await rows.refused(
        bus,
        "PACKETS_NOT_RELEASED_NOW",
        release_packets,
        cast.actor(cast.mo),
        packet_ids=[ann.id],
    )


async def test_the_day_releases_by_itself_and_again_those_who_come_later(
    cast: Cast, bus: Bus
) -> None:
    day = today() + timedelta(days=2)
    round_, ann = await prepared(cast, released_by=ReleasedBy.DATE, release_on=day)
    other, bo = await prepared(cast, name="By hand")
    view = (await queries.packets_by_ids(cast.actor(cast.mo), [ann.id]))[ann.id]
    assert view.released_on == day
    assert await release_due_packets(bus) == 0
    with clock.at(rows.noon(day)):
        assert await release_due_packets(bus) == 1
        assert await release_due_packets(bus) == 0
        late = await rows.participant(
            round_, cast.cy, manager=cast.max, packet=PacketState.PREPARING
        )
        assert await release_due_packets(bus) == 1
    for key in (ann.id, late.id):
        row = await CycleParticipant.get(id=key)
        assert (row.packet, row.released_by_id) == (PacketState.RELEASED, None)
        assert row.packet_sealed is not None
    assert (await CycleParticipant.get(id=bo.id)).packet is PacketState.PREPARING
    del other


# ---- acknowledgement


async def test_the_subject_answers_and_acknowledges_once(cast: Cast, bus: Bus) -> None:
    _, ann = await prepared(cast)
    await rows.do(bus, release_packets, cast.actor(cast.mo), packet_ids=[ann.id])
    actor = cast.actor(cast.ann)
    for person in (cast.mo, cast.hana):
        await rows.refused(
            bus,
            "PACKET_NOT_YOURS_TO_ACKNOWLEDGE",
            acknowledge_packet,
            cast.actor(person),
            packet_id=ann.id,
            answer="Read",
        )
    facts = rows.heard(bus)
    view = await rows.do(bus, acknowledge_packet, actor, packet_id=ann.id, answer=" Thank you ")
    assert (view.state, view.answer) == (PacketState.ACKNOWLEDGED, "Thank you")
    assert view.acknowledged_at is not None
    (fact,) = facts
    assert isinstance(fact, PacketAcknowledged)
    assert fact.answered
    await rows.refused(
        bus, "PACKET_ACKNOWLEDGED", acknowledge_packet, actor, packet_id=ann.id, answer="Again"
    )


async def test_nobody_acknowledges_what_they_cannot_read(cast: Cast, bus: Bus) -> None:
    _, ann = await prepared(cast)
    for person in (cast.ann, cast.cy, cast.ada):
        await rows.refused(
            bus,
            "PACKET_NOT_FOUND",
            acknowledge_packet,
            cast.actor(person),
            packet_id=ann.id,
            answer="",
        )


async def test_a_closed_cycle_is_read_and_changed_no_more(cast: Cast, bus: Bus) -> None:
    round_, ann = await prepared(cast)
    await rows.do(bus, release_packets, cast.actor(cast.mo), packet_ids=[ann.id])
    await Cycle.filter(id=round_.id).update(state=CycleState.CLOSED)
    assert await readers(cast, ann.id) == {"Ann", "Mo", "Hana"}
    await rows.refused(
        bus,
        "PACKETS_NOT_RELEASED_NOW",
        acknowledge_packet,
        cast.actor(cast.ann),
        packet_id=ann.id,
        answer="",
    )


# ---- trend and lists


async def test_the_trend_shows_packets_released_before_that_the_viewer_may_read(
    cast: Cast, bus: Bus
) -> None:
    mo, ann_actor = cast.actor(cast.mo), cast.actor(cast.ann)
    found = []
    for number, peers in enumerate(((2, 2, 3), (3, 3, 4), (4, 4, 3))):
        round_, ann = await prepared(cast, peers=peers, name=f"Cycle {number}")
        with clock.at(now() + timedelta(days=number)):
            await rows.do(bus, release_packets, mo, packet_ids=[ann.id])
        found.append((round_, ann))
    _, unreleased = await prepared(cast, name="Not yet")
    (first, one), (second, two), (_, three) = found
    trends = await queries.trends_of(ann_actor, [one.id, two.id, three.id, unreleased.id])
    assert trends[one.id] == []
    assert [point.cycle_id for point in trends[two.id]] == [first.id]
    assert [(point.cycle_id, point.own, point.others) for point in trends[three.id]] == [
        (first.id, 50, 23),
        (second.id, 50, 33),
    ]
    assert unreleased.id not in trends
    assert len((await queries.trends_of(mo, [unreleased.id]))[unreleased.id]) == 3
    await CycleParticipant.filter(id=one.id).update(manager_id=cast.old.id)
    assert len((await queries.trends_of(mo, [unreleased.id]))[unreleased.id]) == 2


async def test_lists_hold_what_is_ones_own(cast: Cast, bus: Bus) -> None:
    _, ann = await prepared(cast)
    mo = cast.actor(cast.mo)
    page = PageRequest.of()
    assert (await queries.packets_received(cast.actor(cast.ann), page)).items == []
    assert [view.id for view in await queries.packets_to_prepare(mo)] == [ann.id]
    assert await queries.packets_to_prepare(cast.actor(cast.hana)) == []
    await rows.do(bus, release_packets, mo, packet_ids=[ann.id])
    received = await queries.packets_received(cast.actor(cast.ann), page)
    assert ([view.id for view in received.items], await received.count()) == ([ann.id], 1)
    assert (await queries.packets_received(mo, page)).items == []


async def test_the_number_of_queries_does_not_depend_on_how_many_packets(
    cast: Cast, bus: Bus
) -> None:
    counts: dict[str, set[int]] = {}
    for size in (1, 20, 200):
        lead = await cast.person(f"Lead {size}")
        crowd = await cast.crowd(size, manager=lead)
        round_ = await rows.cycle(cast.hana, name=f"{size}", state=CycleState.PACKETS)
        made = await rows.participants(round_, crowd, manager=lead)
        assert await close_due_participants(round_.id, moment=now()) == size
        actor, keys = cast.actor(lead), [row.id for row in made]
        for name, read in (
            ("list", lambda a=actor: queries.packets_to_prepare(a)),
            ("contents", lambda a=actor, k=keys: queries.packet_contents(a, k)),
            ("evidence", lambda a=actor, k=keys: queries.evidence_of(a, k)),
            ("trend", lambda a=actor, k=keys: queries.trends_of(a, k)),
            (
                "release",
                lambda a=actor, k=keys: rows.do(bus, release_packets, a, packet_ids=k),
            ),
            ("frozen", lambda a=actor, k=keys: queries.packet_contents(a, k)),
        ):
            with query_count() as counted:
                found = await read()
            assert len(found) == size, name
            counts.setdefault(name, set()).add(counted.count)
    assert all(len(found) == 1 for found in counts.values()), counts
