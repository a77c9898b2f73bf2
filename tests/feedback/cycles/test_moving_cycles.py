"""The state table of a cycle, its days, and who may take a step."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest

from erm.audit.models import AuditEntry
from erm.audit.rules import Action
from erm.core import clock
from erm.core.actor import SYSTEM
from erm.core.clock import now, today
from erm.core.events import Bus
from erm.core.localized import Localized
from erm.core.paging import PageRequest
from erm.feedback.cycles import queries
from erm.feedback.cycles.commands.cycles import reword_cycle_question
from erm.feedback.cycles.commands.phases import (
    advance_due_cycles,
    change_cycle_dates,
    move_cycle,
)
from erm.feedback.cycles.events import CycleMoved
from erm.feedback.cycles.history import history_of, told_actions
from erm.feedback.cycles.models import (
    CalibrationChange,
    Cycle,
    CycleParticipant,
    CycleQuestion,
    Review,
    ReviewVersion,
)
from erm.feedback.cycles.rules import (
    TRANSITIONS,
    CyclePhase,
    CycleState,
    PacketState,
    Perspective,
    ReleasedBy,
    ReviewState,
)
from tests.cast import Cast
from tests.feedback.cycles import rows
from tests.feedback.cycles.rows import do, heard, refused

PAIRS = list(product(CycleState, CycleState))
N, W, C = CycleState.NOMINATION, CycleState.WRITING, CycleState.CALIBRATION
P, A = CycleState.PACKETS, CycleState.ACKNOWLEDGEMENT


async def ready(cast: Cast, state: CycleState, *, calibrates: bool = True) -> rows.Round:
    """A cycle in a state from which nothing keeps it but the table."""
    round_ = await rows.cycle(cast.hana, state=state, calibrates=calibrates)
    if state is not CycleState.DRAFT:
        written = state in (N, W)
        packet = PacketState.WAITING if written else PacketState.PREPARING
        await rows.participant(round_, cast.ann, manager=cast.mo, packet=packet)
    return round_


@pytest.mark.parametrize(
    ("before", "after"), PAIRS, ids=[f"{before}-{after}" for before, after in PAIRS]
)
async def test_only_the_steps_of_the_table_are_taken(
    cast: Cast, bus: Bus, before: CycleState, after: CycleState
) -> None:
    round_ = await ready(cast, before)
    legal = TRANSITIONS[before] - {
        CycleState.DRAFT: {W},
        W: {P},
    }.get(before, set())
    arguments = {"cycle_id": round_.id, "version": 1, "state": after, "reason": "So it is."}
    hana = cast.actor(cast.hana)
    assert (after in ((await queries.allowed_states_of(hana, [round_.id]))[round_.id])) == (
        after in legal
    )
    if after not in legal:
        await refused(bus, "CYCLE_CANNOT_MOVE", move_cycle, hana, **arguments)
        return
    facts = heard(bus)
    view = await do(bus, move_cycle, hana, **arguments)
    assert (view.state, view.version) == (after, 2)
    moved = [fact for fact in facts if isinstance(fact, CycleMoved)]
    assert [(fact.before, fact.after, fact.by_id) for fact in moved] == [
        (before, after, cast.hana.id)
    ]
    entry = await AuditEntry.get(action="cycle.moved")
    assert (entry.actor_id, entry.subject_id) == (cast.hana.id, round_.id)
    ended = after in (CycleState.CLOSED, CycleState.CANCELLED)
    assert ((await Cycle.get(id=round_.id)).ended_at is not None) == ended


async def test_a_cycle_without_calibration_goes_from_writing_to_packets(
    cast: Cast, bus: Bus
) -> None:
    round_ = await ready(cast, W, calibrates=False)
    hana = cast.actor(cast.hana)
    assert (await queries.allowed_states_of(hana, [round_.id]))[round_.id] == (
        P,
        CycleState.CANCELLED,
    )


async def test_a_released_packet_lets_nobody_return_to_calibration(cast: Cast, bus: Bus) -> None:
    round_ = await ready(cast, P)
    await CycleParticipant.filter(cycle_id=round_.id).update(released_at=now())
    await refused(
        bus,
        "CYCLE_CANNOT_MOVE",
        move_cycle,
        cast.actor(cast.hana),
        cycle_id=round_.id,
        version=1,
        state=C,
    )


async def test_of_two_who_move_it_at_once_one_is_told(cast: Cast, bus: Bus) -> None:
    round_ = await ready(cast, N)
    hana = cast.actor(cast.hana)
    await do(bus, move_cycle, hana, cycle_id=round_.id, version=1, state=W)
    await refused(bus, "CYCLE_CHANGED", move_cycle, hana, cycle_id=round_.id, version=1, state=W)


async def test_cancelling_says_why_and_takes_back_what_was_begun(cast: Cast, bus: Bus) -> None:
    round_ = await rows.cycle(cast.hana)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    begun = await rows.review(ann, cast.bo, state=ReviewState.STARTED, answers={})
    await ReviewVersion.create(
        review_id=begun.id, number=1, answers_sealed=b"sealed", created_at=now()
    )
    hana = cast.actor(cast.hana)
    arguments = {"cycle_id": round_.id, "version": 1, "state": CycleState.CANCELLED}
    await refused(bus, "CYCLE_REASON_REQUIRED", move_cycle, hana, **arguments, reason="  ")
    await do(bus, move_cycle, hana, **arguments, reason="The company is being sold.")
    row = await Cycle.get(id=round_.id)
    assert row.cancel_reason == "The company is being sold."
    review = await Review.get(id=begun.id)
    assert review.state is ReviewState.CANCELLED
    assert review.answers_sealed is None
    assert review.live_key is None
    assert not await ReviewVersion.all().exists()


async def test_leaving_writing_makes_the_results_of_who_has_no_more_time(
    cast: Cast, bus: Bus
) -> None:
    round_ = await rows.cycle(cast.hana)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    bo = await rows.participant(round_, cast.bo, manager=cast.mo)
    await rows.review(ann, cast.mo, Perspective.MANAGER)
    await rows.review(bo, cast.cy)
    await rows.extension(round_, cast.cy, today() + timedelta(days=9))
    await do(bus, move_cycle, cast.actor(cast.hana), cycle_id=round_.id, version=1, state=P)
    assert (await CycleParticipant.get(id=ann.id)).results_at is not None
    assert (await CycleParticipant.get(id=bo.id)).results_at is None, "Cy has more time"


async def test_nobody_is_left_behind_by_a_step_while_somebody_has_more_time(
    cast: Cast, bus: Bus
) -> None:
    round_ = await rows.cycle(cast.hana, state=P)
    await rows.participant(round_, cast.ann, manager=cast.mo)
    await refused(
        bus,
        "CYCLE_BLOCKED",
        move_cycle,
        cast.actor(cast.hana),
        cycle_id=round_.id,
        version=1,
        state=A,
    )


async def test_undecided_changes_of_ratings_keep_calibration_open(cast: Cast, bus: Bus) -> None:
    round_ = await ready(cast, C)
    ann = await CycleParticipant.get(cycle_id=round_.id)
    session = await rows.session(round_, [cast.max], [ann])
    change = await CalibrationChange.create(
        session_id=session.id,
        participant_id=ann.id,
        question_id=round_.rating.id,
        before=2,
        after=3,
        reason="Compared with others",
        proposed_by_id=cast.max.id,
        created_at=now(),
    )
    hana = cast.actor(cast.hana)
    arguments = {"cycle_id": round_.id, "version": 1, "state": P}
    await refused(bus, "CYCLE_BLOCKED", move_cycle, hana, **arguments)
    await change.delete()
    await do(bus, move_cycle, hana, **arguments)


async def test_a_phase_ends_by_itself_at_the_end_of_its_last_day_where_the_cycle_is(
    cast: Cast, bus: Bus
) -> None:
    day = today()
    round_ = await rows.cycle(
        cast.hana, state=N, writing_until=day + timedelta(days=7), time_zone="America/New_York"
    )
    await rows.participant(round_, cast.ann, manager=cast.mo)
    midnight_utc = rows.noon(day) + timedelta(hours=13)
    with clock.at(midnight_utc):
        assert await advance_due_cycles(bus) == 0, "in New York it is still the last day"
    with clock.at(midnight_utc + timedelta(hours=6)):
        assert await advance_due_cycles(bus) == 1
        assert await advance_due_cycles(bus) == 0
    assert (await Cycle.get(id=round_.id)).state is W
    assert (await AuditEntry.get(action="cycle.moved")).actor_id is None


async def test_a_cycle_goes_through_all_of_its_phases_by_itself(cast: Cast, bus: Bus) -> None:
    round_ = await rows.cycle(cast.hana, state=N, calibrates=True)
    await rows.participant(round_, cast.ann, manager=cast.mo)
    row = round_.cycle
    seen = []
    for until in (
        row.nomination_until,
        row.writing_until,
        row.calibration_until,
        row.packets_until,
        row.acknowledge_until,
    ):
        assert until is not None
        with clock.at(rows.noon(until) + timedelta(days=1)):
            await advance_due_cycles(bus)
        seen.append((await Cycle.get(id=row.id)).state)
    assert seen == [W, C, P, A, CycleState.CLOSED]


async def test_what_is_blocked_waits_for_hr(cast: Cast, bus: Bus) -> None:
    round_ = await rows.cycle(cast.hana, state=P)
    await rows.participant(round_, cast.ann, manager=cast.mo)
    with clock.at(rows.noon(round_.cycle.packets_until) + timedelta(days=1)):
        assert await advance_due_cycles(bus) == 0
    assert (await Cycle.get(id=round_.id)).state is P


async def test_the_last_phase_waits_for_who_has_more_time(cast: Cast, bus: Bus) -> None:
    round_ = await rows.cycle(cast.hana, state=A)
    await rows.participant(round_, cast.ann, packet=PacketState.RELEASED)
    last = round_.cycle.acknowledge_until
    await rows.extension(
        round_, cast.ann, last + timedelta(days=5), phase=CyclePhase.ACKNOWLEDGEMENT
    )
    with clock.at(rows.noon(last) + timedelta(days=2)):
        assert await advance_due_cycles(bus) == 0
    with clock.at(rows.noon(last) + timedelta(days=6)):
        assert await advance_due_cycles(bus) == 1


# The days of a running cycle


async def test_days_of_a_running_cycle_move_later_or_to_two_days_from_now(
    cast: Cast, bus: Bus
) -> None:
    round_ = await rows.cycle(cast.hana, writing_until=today() + timedelta(days=7))
    hana = cast.actor(cast.hana)
    same = {"cycle_id": round_.id}
    await refused(
        bus,
        "CYCLE_DATE_TOO_NEAR",
        change_cycle_dates,
        hana,
        **same,
        version=1,
        writing_until=today() + timedelta(days=1),
    )
    view = await do(
        bus,
        change_cycle_dates,
        hana,
        **same,
        version=1,
        writing_until=today() + timedelta(days=2),
        packets_until=today() + timedelta(days=40),
        acknowledge_until=today() + timedelta(days=50),
    )
    assert view.version == 2
    assert {each.phase: each.until_on for each in view.phases}[CyclePhase.WRITING] == (
        today() + timedelta(days=2)
    )
    await refused(
        bus, "CYCLE_CHANGED", change_cycle_dates, hana, **same, version=1, writing_until=today()
    )


async def test_a_phase_that_is_over_keeps_its_day(cast: Cast, bus: Bus) -> None:
    round_ = await rows.cycle(cast.hana)
    await refused(
        bus,
        "CYCLE_PHASE_IS_OVER",
        change_cycle_dates,
        cast.actor(cast.hana),
        cycle_id=round_.id,
        version=1,
        nomination_until=today() + timedelta(days=3),
    )


async def test_days_stay_in_order(cast: Cast, bus: Bus) -> None:
    round_ = await rows.cycle(cast.hana)
    await refused(
        bus,
        "CYCLE_DATES_UNORDERED",
        change_cycle_dates,
        cast.actor(cast.hana),
        cycle_id=round_.id,
        version=1,
        writing_until=round_.cycle.packets_until,
    )


async def test_calibration_can_be_added_while_it_runs_and_nomination_cannot(
    cast: Cast, bus: Bus
) -> None:
    round_ = await rows.cycle(cast.hana, nominates=False)
    hana = cast.actor(cast.hana)
    await refused(
        bus,
        "CYCLE_PHASE_IS_OVER",
        change_cycle_dates,
        hana,
        cycle_id=round_.id,
        version=1,
        nomination_until=today() + timedelta(days=3),
    )
    view = await do(
        bus,
        change_cycle_dates,
        hana,
        cycle_id=round_.id,
        version=1,
        calibration_until=round_.cycle.writing_until + timedelta(days=4),
    )
    assert view.calibrates
    assert C in (await queries.allowed_states_of(hana, [round_.id]))[round_.id]


async def test_the_day_of_release_stays_among_the_days_of_packets(cast: Cast, bus: Bus) -> None:
    day = today() + timedelta(days=10)
    round_ = await rows.cycle(cast.hana, released_by=ReleasedBy.DATE, release_on=day)
    hana = cast.actor(cast.hana)
    await refused(
        bus,
        "CYCLE_RELEASE_DAY_UNFIT",
        change_cycle_dates,
        hana,
        cycle_id=round_.id,
        version=1,
        release_on=round_.cycle.packets_until + timedelta(days=1),
    )
    later = day + timedelta(days=2)
    view = await do(bus, change_cycle_dates, hana, cycle_id=round_.id, version=1, release_on=later)
    assert view.release_on == later


# Words


async def test_a_reworded_question_keeps_its_former_words(cast: Cast, bus: Bus) -> None:
    round_ = await rows.cycle(cast.hana, state=N)
    await rows.participant(round_, cast.ann, manager=cast.mo)
    hana = cast.actor(cast.hana)
    view = await do(
        bus,
        reword_cycle_question,
        hana,
        question_id=round_.rating.id,
        version=1,
        text=Localized("Keeps agreements", "Держит слово"),
        help_=None,
    )
    assert (view.version, view.content.text.en) == (2, "Keeps agreements")
    assert view.content.scale == rows.scale()
    for reader in (cast.hana, cast.ann):
        found = await queries.wordings_of(cast.actor(reader), [round_.rating.id])
        (former,) = found[round_.rating.id]
        assert (former.number, former.content.text.en) == (1, "Keeps promises")
        assert former.by_id == cast.hana.id
    await refused(
        bus,
        "CYCLE_QUESTION_CHANGED",
        reword_cycle_question,
        hana,
        question_id=round_.rating.id,
        version=1,
        text=Localized("Late"),
        help_=None,
    )


async def test_a_question_that_was_answered_is_not_reworded_though_it_was_reopened(
    cast: Cast, bus: Bus
) -> None:
    round_ = await rows.cycle(cast.hana)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    await rows.review(ann, cast.bo, state=ReviewState.STARTED, submitted_at=now())
    await refused(
        bus,
        "CYCLE_QUESTION_ANSWERED",
        reword_cycle_question,
        cast.actor(cast.hana),
        question_id=round_.rating.id,
        version=1,
        text=Localized("Other"),
        help_=None,
    )
    assert (await CycleQuestion.get(id=round_.rating.id)).version == 1


# What was done


async def test_hr_reads_what_was_done_and_nobody_else_does(cast: Cast, bus: Bus) -> None:
    round_ = await ready(cast, N)
    await do(bus, move_cycle, cast.actor(cast.hana), cycle_id=round_.id, version=1, state=W)
    page = await history_of(cast.actor(cast.hana), round_.id, PageRequest())
    assert page is not None
    (entry,) = page.items
    assert entry.actor_id == cast.hana.id
    assert entry.what == "Moved: choosing raters → writing reviews."
    for person in (cast.ann, cast.mo, cast.ada):
        assert await history_of(cast.actor(person), round_.id, PageRequest()) is None
    assert await history_of(SYSTEM, round_.id, PageRequest()) is None


def test_every_act_in_a_cycle_has_a_sentence() -> None:
    told = {action.value.partition(".")[0] for action in told_actions()}
    acts = {"cycle", "nomination", "nominations", "packet", "calibration", "calibration_change"}
    assert told == acts
    kinds = [action for action in Action if action.value.partition(".")[0] in acts]
    assert set(kinds) == set(told_actions())
