"""What running cycles make of leavers and new managers."""

from __future__ import annotations

import pytest

from erm.audit.models import AuditEntry
from erm.core.clock import now
from erm.core.events import Bus, Event
from erm.core.work import record, unit_of_work
from erm.feedback.cycles.models import CycleGuest, CycleParticipant, Review
from erm.feedback.cycles.rules import (
    CycleState,
    PacketState,
    ParticipantState,
    Perspective,
    ReviewState,
)
from erm.flows.cycle_changes import follow_managers_of_today
from erm.flows.subscriptions import build_bus
from erm.people.events import ManagerChanged, PersonLeft
from erm.people.models import Person
from erm.settings import Settings
from tests.cast import Cast
from tests.database import query_count
from tests.feedback.cycles import rows


@pytest.fixture
def wired(settings: Settings) -> Bus:
    """The bus of the server."""
    return build_bus(settings)


async def happens(bus: Bus, event: Event) -> None:
    async with unit_of_work(bus):
        record(event)


async def leaves(bus: Bus, cast: Cast, person: Person) -> None:
    await cast.leave(person)
    await happens(bus, PersonLeft(at=now(), person_id=person.id))


async def gets_manager(bus: Bus, cast: Cast, person: Person, manager: Person | None) -> None:
    before = cast.actor(person).manager_id
    await cast.change_manager(person, manager)
    after = None if manager is None else manager.id
    event = ManagerChanged(at=now(), person_id=person.id, before_id=before, after_id=after)
    await happens(bus, event)


async def state_of(review: Review) -> ReviewState:
    return (await Review.get(id=review.id)).state


async def test_nobody_is_asked_about_a_leaver_and_they_get_no_packet(
    cast: Cast, wired: Bus
) -> None:
    round_ = await rows.cycle(cast.hana)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    guest = await rows.guest(round_, token_hash="b" * 64)
    begun = await rows.review(ann, cast.bo, state=ReviewState.STARTED, answers={})
    outside = await rows.review(ann, guest, Perspective.EXTERNAL)
    sent = await rows.review(ann, cast.mo, Perspective.MANAGER, state=ReviewState.SUBMITTED)
    await leaves(wired, cast, cast.ann)
    row = await CycleParticipant.get(id=ann.id)
    assert row.state is ParticipantState.LEFT
    assert row.ended_at is not None
    assert await state_of(begun) is ReviewState.CANCELLED
    assert (await Review.get(id=begun.id)).answers_sealed is None
    assert await state_of(outside) is ReviewState.CANCELLED
    assert (await CycleGuest.get(id=guest.id)).token_hash is None
    assert await state_of(sent) is ReviewState.SUBMITTED


async def test_a_leaver_owes_nothing_and_what_they_submitted_stays(cast: Cast, wired: Bus) -> None:
    round_ = await rows.cycle(cast.hana)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo, nominator_id=cast.bo.id)
    cy = await rows.participant(round_, cast.cy, manager=cast.max)
    owed = await rows.review(ann, cast.bo)
    sent = await rows.review(cy, cast.bo, state=ReviewState.SUBMITTED)
    await leaves(wired, cast, cast.bo)
    assert await state_of(owed) is ReviewState.CANCELLED
    assert await state_of(sent) is ReviewState.SUBMITTED
    assert (await CycleParticipant.get(id=ann.id)).nominator_id is None, "it falls back"


async def test_what_is_over_or_released_stays_when_somebody_leaves(cast: Cast, wired: Bus) -> None:
    over = await rows.cycle(cast.hana, state=CycleState.CLOSED)
    old = await rows.participant(over, cast.ann, manager=cast.mo)
    running = await rows.cycle(cast.hana, state=CycleState.ACKNOWLEDGEMENT)
    read = await rows.participant(running, cast.ann, packet=PacketState.RELEASED)
    await leaves(wired, cast, cast.ann)
    for row in (old, read):
        assert (await CycleParticipant.get(id=row.id)).state is ParticipantState.ACTIVE


async def test_a_new_manager_reviews_and_prepares(cast: Cast, wired: Bus) -> None:
    round_ = await rows.cycle(cast.hana)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    draft = await rows.review(
        ann, cast.mo, Perspective.MANAGER, state=ReviewState.STARTED, answers={}
    )
    await gets_manager(wired, cast, cast.ann, cast.max)
    row = await CycleParticipant.get(id=ann.id)
    assert (row.manager_id, row.manager_at_launch_id) == (cast.max.id, cast.mo.id)
    assert await state_of(draft) is ReviewState.CANCELLED
    assert (await Review.get(id=draft.id)).answers_sealed is None, "nobody reads the draft"
    new = await Review.get(participant_id=ann.id, rater_id=cast.max.id)
    assert (new.perspective, new.state) == (Perspective.MANAGER, ReviewState.ASSIGNED)


async def test_a_submitted_review_of_the_former_manager_stays_and_is_the_only_one(
    cast: Cast, wired: Bus
) -> None:
    round_ = await rows.cycle(cast.hana)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    sent = await rows.review(ann, cast.mo, Perspective.MANAGER, state=ReviewState.SUBMITTED)
    await gets_manager(wired, cast, cast.ann, cast.max)
    assert await state_of(sent) is ReviewState.SUBMITTED
    assert not await Review.filter(participant_id=ann.id, rater_id=cast.max.id).exists()
    assert (await CycleParticipant.get(id=ann.id)).manager_id == cast.max.id


async def test_a_colleague_who_becomes_the_manager_is_asked_as_such_and_once(
    cast: Cast, wired: Bus
) -> None:
    round_ = await rows.cycle(cast.hana)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    bo = await rows.participant(round_, cast.bo, manager=cast.mo)
    as_peer = await rows.review(ann, cast.max)
    sent = await rows.review(bo, cast.max, state=ReviewState.SUBMITTED)
    for person in (cast.ann, cast.bo):
        await gets_manager(wired, cast, person, cast.max)
    assert await state_of(as_peer) is ReviewState.CANCELLED
    live = await Review.get(participant_id=ann.id, rater_id=cast.max.id, live_key__isnull=False)
    assert live.perspective is Perspective.MANAGER
    assert await state_of(sent) is ReviewState.SUBMITTED, "what was promised a peer is kept"
    assert await Review.filter(participant_id=bo.id, rater_id=cast.max.id).count() == 1


async def test_the_packet_of_a_released_participant_stays_with_who_released_it(
    cast: Cast, wired: Bus
) -> None:
    round_ = await rows.cycle(cast.hana, state=CycleState.ACKNOWLEDGEMENT)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo, packet=PacketState.RELEASED)
    await gets_manager(wired, cast, cast.ann, cast.max)
    assert (await CycleParticipant.get(id=ann.id)).manager_id == cast.mo.id


async def test_when_a_manager_leaves_hr_stands_in(cast: Cast, wired: Bus) -> None:
    round_ = await rows.cycle(cast.hana)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    await leaves(wired, cast, cast.mo)
    assert (await CycleParticipant.get(id=ann.id)).manager_id is None


async def test_a_change_that_lay_ahead_is_seen_on_its_day(cast: Cast, wired: Bus) -> None:
    round_ = await rows.cycle(cast.hana)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    mo = await rows.participant(round_, cast.mo, manager=cast.zed)
    upward = await rows.review(mo, cast.ann, Perspective.UPWARD)
    assert await follow_managers_of_today(wired) == 0
    await cast.change_manager(cast.ann, cast.max)
    assert await follow_managers_of_today(wired) == 1
    assert await follow_managers_of_today(wired) == 0
    assert (await CycleParticipant.get(id=ann.id)).manager_id == cast.max.id
    assert await state_of(upward) is ReviewState.CANCELLED


async def test_the_audit_log_tells_of_it_without_an_actor(cast: Cast, wired: Bus) -> None:

    round_ = await rows.cycle(cast.hana)
    await rows.participant(round_, cast.ann, manager=cast.mo)
    await gets_manager(wired, cast, cast.ann, cast.max)
    await leaves(wired, cast, cast.ann)
    acts = await AuditEntry.filter(subject_id=round_.id).order_by("number")
    assert [act.action for act in acts] == ["cycle.manager_changed", "cycle.participant_left"]
    assert {act.actor_id for act in acts} == {None}


async def test_a_first_manager_costs_two_questions_while_nothing_runs(
    cast: Cast, wired: Bus
) -> None:
    event = ManagerChanged(at=now(), person_id=cast.ann.id, before_id=None, after_id=cast.max.id)
    async with unit_of_work(Bus()):
        with query_count() as queries:
            await wired.publish(event)
    # Does a cycle run, and did anybody begin a sheet: imports come by here for each of thousands.
    assert queries.count == 2
