"""Adding people to a cycle, taking them out, and giving them more time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from erm.core.clock import now, today
from erm.core.events import Bus
from erm.feedback.cycles.commands.extensions import extend_cycle_deadline
from erm.feedback.cycles.commands.participants import (
    add_cycle_participants,
    remove_cycle_participant,
)
from erm.feedback.cycles.events import DeadlineExtended, ParticipantAdded, ParticipantRemoved
from erm.feedback.cycles.models import Cycle, CycleExtension, CycleParticipant, Review
from erm.feedback.cycles.rules import (
    CyclePhase,
    CycleState,
    PacketState,
    ParticipantSource,
    ParticipantState,
    Perspective,
    ReviewState,
)
from erm.people.audience import Audience
from tests.cast import Cast
from tests.feedback.cycles import rows
from tests.feedback.cycles.rows import do, heard, refused


async def test_who_is_added_while_it_runs_gets_their_reviews_at_once(cast: Cast, bus: Bus) -> None:
    facts = heard(bus)
    round_ = await rows.cycle(cast.hana)
    _, added = await do(
        bus,
        add_cycle_participants,
        cast.actor(cast.hana),
        cycle_id=round_.id,
        person_ids=[cast.mo.id, cast.mo.id],
    )
    assert added == 1
    row = await CycleParticipant.get(cycle_id=round_.id)
    assert (row.person_id, row.source, row.added_by_id) == (
        cast.mo.id,
        ParticipantSource.HAND,
        cast.hana.id,
    )
    asked = {(r.perspective, r.rater_id) for r in await Review.filter(participant_id=row.id)}
    assert asked == {
        (Perspective.SELF, cast.mo.id),
        (Perspective.MANAGER, cast.zed.id),
        (Perspective.UPWARD, cast.ann.id),
        (Perspective.UPWARD, cast.bo.id),
    }
    assert [type(fact) for fact in facts] == [ParticipantAdded]


async def test_into_a_draft_people_are_added_by_name(cast: Cast, bus: Bus) -> None:
    draft = await rows.cycle(cast.hana, state=CycleState.DRAFT)
    await Cycle.filter(id=draft.id).update(audience=Audience(excluded=(cast.bo.id,)).to_json())
    hana = cast.actor(cast.hana)
    view, added = await do(
        bus,
        add_cycle_participants,
        hana,
        cycle_id=draft.id,
        person_ids=[cast.ann.id, cast.bo.id],
    )
    assert (view.version, added) == (2, 2)
    audience = Audience.from_json((await Cycle.get(id=draft.id)).audience)
    assert set(audience.people) == {cast.ann.id, cast.bo.id}
    assert audience.excluded == ()


@pytest.mark.parametrize("state", [CycleState.PACKETS, CycleState.CLOSED])
async def test_nobody_is_added_when_writing_is_over(
    cast: Cast, bus: Bus, state: CycleState
) -> None:
    round_ = await rows.cycle(cast.hana, state=state)
    await refused(
        bus,
        "CYCLE_NOT_IN_STATE",
        add_cycle_participants,
        cast.actor(cast.hana),
        cycle_id=round_.id,
        person_ids=[cast.ann.id],
    )


async def test_who_has_left_or_takes_part_already_is_not_added(cast: Cast, bus: Bus) -> None:
    round_ = await rows.cycle(cast.hana)
    await rows.participant(round_, cast.ann)
    await rows.participant(round_, cast.bo, results_at=now(), state=ParticipantState.REMOVED)
    hana = cast.actor(cast.hana)
    for person, code in (
        (cast.dee, "PERSON_HAS_LEFT"),
        (cast.ann, "CYCLE_PARTICIPANT_ALREADY"),
        (cast.bo, "CYCLE_PARTICIPANT_ALREADY"),
    ):
        await refused(
            bus, code, add_cycle_participants, hana, cycle_id=round_.id, person_ids=[person.id]
        )


@pytest.mark.parametrize("who", ["ann", "mo", "ada"])
async def test_nobody_but_hr_adds_or_takes_out(cast: Cast, bus: Bus, who: str) -> None:
    round_ = await rows.cycle(cast.hana)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    actor = cast.actor(getattr(cast, who))
    hidden = who == "ada"
    await refused(
        bus,
        "CYCLE_NOT_FOUND" if hidden else "CYCLE_ONLY_HR",
        add_cycle_participants,
        actor,
        cycle_id=round_.id,
        person_ids=[cast.cy.id],
    )
    await refused(
        bus,
        "CYCLE_PARTICIPANT_NOT_FOUND" if hidden else "CYCLE_ONLY_HR",
        remove_cycle_participant,
        actor,
        participant_id=ann.id,
        reason="Out",
    )


async def test_who_is_taken_out_gets_no_packet_and_can_come_back(cast: Cast, bus: Bus) -> None:
    facts = heard(bus)
    round_ = await rows.cycle(cast.hana)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo, nominated_at=now())
    await rows.review(ann, cast.ann, Perspective.SELF)
    sent = await rows.review(ann, cast.bo, state=ReviewState.SUBMITTED)
    about_bo = await rows.participant(round_, cast.bo, manager=cast.mo)
    owed = await rows.review(about_bo, cast.ann)
    hana = cast.actor(cast.hana)
    await refused(
        bus,
        "CYCLE_REASON_REQUIRED",
        remove_cycle_participant,
        hana,
        participant_id=ann.id,
        reason=" ",
    )
    view = await do(bus, remove_cycle_participant, hana, participant_id=ann.id, reason="On leave")
    assert view.state is ParticipantState.REMOVED
    assert not view.can_remove
    row = await CycleParticipant.get(id=ann.id)
    assert row.removed_reason == "On leave"
    assert (await Review.get(id=sent.id)).state is ReviewState.SUBMITTED
    assert (await Review.get(id=owed.id)).state is ReviewState.ASSIGNED, "she still owes it"
    assert not await Review.filter(participant_id=ann.id, state=ReviewState.ASSIGNED).exists()
    await refused(
        bus,
        "CYCLE_PARTICIPANT_SETTLED",
        remove_cycle_participant,
        hana,
        participant_id=ann.id,
        reason="Again",
    )
    await do(bus, add_cycle_participants, hana, cycle_id=round_.id, person_ids=[cast.ann.id])
    row = await CycleParticipant.get(id=ann.id)
    assert (row.state, row.nominated_at, row.removed_reason) == (
        ParticipantState.ACTIVE,
        None,
        "",
    )
    asked = await Review.filter(participant_id=ann.id, state=ReviewState.ASSIGNED)
    assert {review.perspective for review in asked} == {Perspective.SELF, Perspective.MANAGER}
    assert [type(fact) for fact in facts] == [ParticipantRemoved, ParticipantAdded]


async def test_who_has_their_packet_is_not_taken_out(cast: Cast, bus: Bus) -> None:
    round_ = await rows.cycle(cast.hana, state=CycleState.PACKETS)
    ann = await rows.participant(round_, cast.ann, packet=PacketState.RELEASED)
    await refused(
        bus,
        "CYCLE_PARTICIPANT_SETTLED",
        remove_cycle_participant,
        cast.actor(cast.hana),
        participant_id=ann.id,
        reason="Too late",
    )


# More time


async def more(
    cast: Cast, bus: Bus, who: str, round_: rows.Round, days: int, **changes: Any
) -> Any:
    """Give Ann more time to write."""
    arguments = {
        "cycle_id": round_.id,
        "person_id": cast.ann.id,
        "phase": CyclePhase.WRITING,
        "until_on": round_.cycle.writing_until + timedelta(days=days),
    } | changes
    return await do(bus, extend_cycle_deadline, cast.actor(getattr(cast, who)), **arguments)


@pytest.fixture
async def running(cast: Cast) -> rows.Round:
    """Ann takes part, owes her own review, and Mo is her manager."""
    round_ = await rows.cycle(cast.hana)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    await rows.review(ann, cast.ann, Perspective.SELF)
    return round_


@pytest.mark.parametrize("who", ["hana", "mo"])
async def test_hr_and_the_manager_give_more_time(
    cast: Cast, bus: Bus, running: rows.Round, who: str
) -> None:
    facts = heard(bus)
    view, until = await more(cast, bus, who, running, 3)
    assert until == running.cycle.writing_until + timedelta(days=3)
    row = await CycleExtension.get(cycle_id=running.id)
    assert (row.person_id, row.until_on, row.by_id) == (
        cast.ann.id,
        until,
        getattr(cast, who).id,
    )
    assert [type(fact) for fact in facts] == [DeadlineExtended]
    assert view.id == running.id
    await more(cast, bus, who, running, 5)
    row = await CycleExtension.get(cycle_id=running.id)
    assert row.until_on == running.cycle.writing_until + timedelta(days=5)


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("ann", "CYCLE_ONLY_HR"),
        ("bo", "CYCLE_NOT_FOUND"),
        ("max", "CYCLE_NOT_FOUND"),
        ("ada", "CYCLE_NOT_FOUND"),
    ],
)
async def test_nobody_else_gives_more_time_least_of_all_to_themselves(
    cast: Cast, bus: Bus, running: rows.Round, who: str, code: str
) -> None:
    await refused(
        bus,
        code,
        extend_cycle_deadline,
        cast.actor(getattr(cast, who)),
        cycle_id=running.id,
        person_id=cast.ann.id,
        phase=CyclePhase.WRITING,
        until_on=running.cycle.writing_until + timedelta(days=3),
    )


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("CYCLE_EXTENSION_UNFIT", {"days": 0}),
        ("CYCLE_EXTENSION_UNFIT", {"days": 15}),
        ("CYCLE_WITHOUT_PHASE", {"phase": CyclePhase.CALIBRATION}),
        ("CYCLE_EXTENDED_NOBODY", {"phase": CyclePhase.PACKETS}),
    ],
)
async def test_time_that_helps_nobody_is_not_given(
    cast: Cast, bus: Bus, running: rows.Round, code: str, changes: dict[str, Any]
) -> None:
    changed = dict(changes)
    days = changed.pop("days", 3)
    arguments = {
        "cycle_id": running.id,
        "person_id": cast.ann.id,
        "phase": CyclePhase.WRITING,
        "until_on": running.cycle.writing_until + timedelta(days=days),
    } | changed
    await refused(bus, code, extend_cycle_deadline, cast.actor(cast.hana), **arguments)


async def test_results_that_were_made_are_not_opened_again_by_more_time(
    cast: Cast, bus: Bus, running: rows.Round
) -> None:
    await CycleParticipant.filter(cycle_id=running.id).update(results_at=now())
    await Cycle.filter(id=running.id).update(state=CycleState.PACKETS)
    await refused(
        bus,
        "CYCLE_EXTENDED_NOBODY",
        extend_cycle_deadline,
        cast.actor(cast.hana),
        cycle_id=running.id,
        person_id=cast.ann.id,
        phase=CyclePhase.WRITING,
        until_on=today() + timedelta(days=9),
    )
