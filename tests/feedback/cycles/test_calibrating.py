"""Calibration: who sets it up, who sees ratings, how they are changed and by whom never."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from erm.audit.models import AuditEntry
from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.events import Bus
from erm.feedback.cycles.answers import Answer
from erm.feedback.cycles.commands import calibration
from erm.feedback.cycles.commands.closing import close_due_participants
from erm.feedback.cycles.models import CalibrationChange, CalibrationSeat, Cycle
from erm.feedback.cycles.queries.calibration import (
    calibrated_of,
    contents_of,
    sessions_by_ids,
    sessions_of,
)
from erm.feedback.cycles.rules import (
    CalibrationChangeState,
    CalibrationState,
    CycleState,
    Perspective,
    ReviewState,
)
from erm.feedback.cycles.views.calibration import SessionContents
from erm.people.models import Person
from tests.cast import Cast
from tests.conftest import query_count
from tests.feedback.cycles import rows

ActorOf = Callable[[Person], Actor]


async def written(
    round_: rows.Round, about: Person, rater: Person, perspective: Perspective, value: int
) -> None:
    await rows.review(
        round_.participants[about.id],
        rater,
        perspective,
        state=ReviewState.SUBMITTED,
        answers={round_.rating.id: Answer(value=value)},
    )


async def calibrating(cast: Cast) -> rows.Round:
    """A cycle in calibration: Mo has rated Ann 4 and Bo 2, Max has rated Cy 5; results are made."""
    round_ = await rows.cycle(cast.hana, calibrates=True, state=CycleState.CALIBRATION)
    for person, manager, value in (
        (cast.ann, cast.mo, 4),
        (cast.bo, cast.mo, 2),
        (cast.cy, cast.max, 5),
    ):
        await rows.participant(round_, person, manager=manager)
        await written(round_, person, manager, Perspective.MANAGER, value)
        await written(round_, person, person, Perspective.SELF, 3)
    for rater, value in ((cast.bo, 5), (cast.cy, 4), (cast.zed, 4), (cast.old, 2)):
        await written(round_, cast.ann, rater, Perspective.PEER, value)
    for rater in (cast.ann, cast.zed):
        await written(round_, cast.bo, rater, Perspective.PEER, 1)
    assert await close_due_participants(round_.id, moment=now()) == 3
    return round_


def given(round_: rows.Round, **values: Any) -> dict[str, Any]:
    return {
        "cycle_id": round_.id,
        "session_id": None,
        "version": 0,
        "name": "Engineering",
        "facilitator_ids": [],
        "department_ids": [],
        "participant_ids": [],
        "x_question_id": None,
        "y_question_id": None,
    } | values


async def contents(actor: Actor, session_id: UUID) -> SessionContents:
    return (await contents_of(actor, [session_id]))[session_id]


async def seats_of(session_id: UUID) -> set[UUID]:
    found: set[UUID] = set(
        await CalibrationSeat.filter(session_id=session_id).values_list(  # type: ignore[arg-type]
            "participant_id", flat=True
        )
    )
    return found


# ---- setting up ---------------------------------------------------------------------------------


async def test_hr_sets_up_a_session_of_a_department_and_of_people_named(
    cast: Cast, bus: Bus
) -> None:
    round_ = await calibrating(cast)
    cy = round_.participants[cast.cy.id]
    view = await rows.do(
        bus,
        calibration.save_calibration_session,
        cast.actor(cast.hana),
        **given(
            round_,
            facilitator_ids=[cast.zed.id],
            department_ids=[cast.engineering.id],
            participant_ids=[cy.id],
        ),
    )
    assert view.facilitator_ids == (cast.zed.id,)
    assert await seats_of(view.id) == {row.id for row in round_.participants.values()}
    assert view.can_manage
    assert not view.can_propose
    entry = await AuditEntry.get(action="calibration.saved")
    assert (entry.actor_id, entry.subject_id) == (cast.hana.id, round_.id)


@pytest.mark.parametrize("who", ["mo", "zed", "ann", "ada"])
async def test_nobody_but_hr_sets_up_a_session(cast: Cast, bus: Bus, who: str) -> None:
    round_ = await calibrating(cast)
    person = getattr(cast, who)
    code = "CYCLE_NOT_FOUND" if who == "ada" else "CYCLE_ONLY_HR"
    values = given(
        round_,
        facilitator_ids=[person.id],
        participant_ids=[round_.participants[cast.ann.id].id],
    )
    if who == "zed":
        # A rater in the cycle, so that they know of it.
        assert code == "CYCLE_ONLY_HR"
    await rows.refused(
        bus, code, calibration.save_calibration_session, cast.actor(person), **values
    )


async def test_somebody_sits_in_one_session_of_a_cycle(cast: Cast, bus: Bus) -> None:
    round_ = await calibrating(cast)
    ann, bo = round_.participants[cast.ann.id], round_.participants[cast.bo.id]
    await rows.session(round_, [cast.zed], [ann])
    values = given(round_, facilitator_ids=[cast.zed.id])
    await rows.refused(
        bus,
        "CALIBRATION_SEAT_TAKEN",
        calibration.save_calibration_session,
        cast.actor(cast.hana),
        **values | {"participant_ids": [ann.id]},
    )
    view = await rows.do(
        bus,
        calibration.save_calibration_session,
        cast.actor(cast.hana),
        **values | {"department_ids": [cast.engineering.id]},
    )
    assert await seats_of(view.id) == {bo.id}, "whoever sits elsewhere is left there"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"facilitator_ids": []}, "CALIBRATION_UNFIT"),
        ({"participant_ids": []}, "CALIBRATION_UNFIT"),
        ({"participant_ids": [uuid4()]}, "CALIBRATION_UNFIT"),
        ({"department_ids": [uuid4()]}, "CALIBRATION_UNFIT"),
        ({"facilitator_ids": [uuid4()]}, "PERSON_UNKNOWN"),
        ({"name": " "}, "TEXT_REQUIRED"),
        ({"session_id": uuid4()}, "CALIBRATION_NOT_FOUND"),
        ({"cycle_id": uuid4()}, "CYCLE_NOT_FOUND"),
        ({"x_question_id": uuid4()}, "CALIBRATION_QUESTION_UNFIT"),
    ],
)
async def test_what_makes_no_session_is_refused(
    cast: Cast, bus: Bus, change: dict[str, Any], code: str
) -> None:
    round_ = await calibrating(cast)
    values = given(
        round_,
        facilitator_ids=[cast.zed.id],
        participant_ids=[round_.participants[cast.ann.id].id],
    )
    await rows.refused(
        bus, code, calibration.save_calibration_session, cast.actor(cast.hana), **values | change
    )


async def test_nine_boxes_go_by_two_ratings_of_the_manager(cast: Cast, bus: Bus) -> None:
    round_ = await calibrating(cast)
    values = given(
        round_,
        facilitator_ids=[cast.zed.id],
        participant_ids=[round_.participants[cast.ann.id].id],
        x_question_id=round_.rating.id,
    )
    for y in (round_.text.id, (await rows.cycle(cast.hana, name="Another")).rating.id):
        await rows.refused(
            bus,
            "CALIBRATION_QUESTION_UNFIT",
            calibration.save_calibration_session,
            cast.actor(cast.hana),
            **values | {"y_question_id": y},
        )
    view = await rows.do(
        bus,
        calibration.save_calibration_session,
        cast.actor(cast.hana),
        **values | {"y_question_id": round_.rating.id},
    )
    (seat,) = (await contents(cast.actor(cast.zed), view.id)).seats
    assert seat.box == 9, "4 of 5 is in the upper third"


async def test_without_questions_for_them_there_are_no_boxes(cast: Cast) -> None:
    round_ = await calibrating(cast)
    session = await rows.session(round_, [cast.zed], [round_.participants[cast.ann.id]])
    (seat,) = (await contents(cast.actor(cast.zed), session.id)).seats
    assert seat.box is None


async def test_a_session_is_edited_from_what_was_read(cast: Cast, bus: Bus) -> None:
    round_ = await calibrating(cast)
    ann, bo = round_.participants[cast.ann.id], round_.participants[cast.bo.id]
    session = await rows.session(round_, [cast.zed], [ann])
    values = given(
        round_, session_id=session.id, facilitator_ids=[cast.max.id], participant_ids=[bo.id]
    )
    hana = cast.actor(cast.hana)
    await rows.refused(
        bus, "CALIBRATION_CHANGED", calibration.save_calibration_session, hana, **values
    )
    view = await rows.do(bus, calibration.save_calibration_session, hana, **values | {"version": 1})
    assert (view.version, view.facilitator_ids) == (2, (cast.max.id,))
    assert await seats_of(session.id) == {bo.id}
    assert await sessions_by_ids(cast.actor(cast.zed), [session.id]) == {}


async def test_whose_rating_is_discussed_keeps_their_seat(cast: Cast, bus: Bus) -> None:
    round_ = await calibrating(cast)
    ann, bo = round_.participants[cast.ann.id], round_.participants[cast.bo.id]
    session = await rows.session(round_, [cast.zed], [ann, bo])
    await rows.do(
        bus,
        calibration.propose_calibration_change,
        cast.actor(cast.zed),
        **proposal(round_, session.id, cast.ann),
    )
    await rows.refused(
        bus,
        "CALIBRATION_SEAT_TAKEN",
        calibration.save_calibration_session,
        cast.actor(cast.hana),
        **given(
            round_,
            session_id=session.id,
            version=1,
            facilitator_ids=[cast.zed.id],
            participant_ids=[bo.id],
        ),
    )


@pytest.mark.parametrize("state", [CycleState.DRAFT, CycleState.ACKNOWLEDGEMENT, CycleState.CLOSED])
async def test_a_session_is_set_up_while_the_cycle_runs(
    cast: Cast, bus: Bus, state: CycleState
) -> None:
    round_ = await rows.cycle(cast.hana, state=state)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    await rows.refused(
        bus,
        "CYCLE_NOT_IN_STATE",
        calibration.save_calibration_session,
        cast.actor(cast.hana),
        **given(round_, facilitator_ids=[cast.zed.id], participant_ids=[ann.id]),
    )


# ---- what is seen -------------------------------------------------------------------------------


async def test_facilitators_see_ratings_and_hr_and_others_do_not(cast: Cast) -> None:
    round_ = await calibrating(cast)
    session = await rows.session(round_, [cast.zed], list(round_.participants.values()))
    for person in cast.people:
        found = (await contents_of(cast.actor(person), [session.id])).get(session.id)
        if person is cast.zed:
            assert found is not None
            assert all(seat.ratings for seat in found.seats)
            assert found.leniency
            assert found.distribution
        elif person is cast.hana:
            assert found is not None
            assert {seat.person_id for seat in found.seats} == set(round_.participants)
            assert not any(seat.ratings or seat.box for seat in found.seats)
            assert (found.leniency, found.distribution, found.changes) == ([], [], [])
        else:
            assert found is None, person.given_name


async def test_ratings_stand_beside_ones_own_and_the_others_published_mean(cast: Cast) -> None:
    round_ = await calibrating(cast)
    session = await rows.session(round_, [cast.hana, cast.zed], list(round_.participants.values()))
    found = await contents(cast.actor(cast.hana), session.id)
    assert found.question_ids == (round_.rating.id,)
    by_person = {seat.person_id: seat.ratings[0] for seat in found.seats}
    ann, bo = by_person[cast.ann.id], by_person[cast.bo.id]
    assert (ann.manager, ann.own, ann.calibrated) == (4, 3, None)
    assert ann.others is not None
    assert (ann.others.mean, ann.others.raters) == (3.8, 4), "15 / 4, as it is published"
    assert ann.others.low is not None
    assert ann.others.low < 3.8
    assert bo.others is None, "two peers are below the minimum: nothing of them is anywhere"
    (spread,) = found.distribution
    assert [count for _, count in spread.counts] == [0, 1, 0, 1, 1]
    assert spread.estimate is not None
    assert spread.estimate.n == 3
    max_, mo = found.leniency
    assert (max_.rater_id, max_.reviews, max_.low) == (cast.max.id, 1, None)
    assert (mo.rater_id, mo.reviews, mo.mean) == (cast.mo.id, 2, 3)
    assert mo.difference == pytest.approx(3 - 11 / 3)


async def test_a_facilitator_who_rated_somebody_anonymously_sees_no_mean_that_they_are_in(
    cast: Cast,
) -> None:
    """With their own rating known, they could take it out of the others' mean."""
    round_ = await calibrating(cast)
    session = await rows.session(round_, [cast.zed, cast.max], list(round_.participants.values()))
    ann = round_.participants[cast.ann.id].id
    for person, others in ((cast.zed, None), (cast.max, 3.8)):
        found = await contents(cast.actor(person), session.id)
        (rating,) = next(seat.ratings for seat in found.seats if seat.participant_id == ann)
        assert rating.manager == 4
        assert (None if rating.others is None else rating.others.mean) == others


@pytest.mark.parametrize("who", ["ann", "hana"])
async def test_nobody_sees_their_own_row_nor_can_take_it_out_of_a_figure(
    cast: Cast, bus: Bus, who: str
) -> None:
    round_ = await calibrating(cast)
    me = getattr(cast, who)
    if who == "hana":
        row = await rows.participant(round_, cast.hana, manager=cast.zed)
        await written(round_, cast.hana, cast.zed, Perspective.MANAGER, 1)
        assert await close_due_participants(round_.id, moment=now()) == 1
        assert row.id
    session = await rows.session(round_, [me, cast.zed], list(round_.participants.values()))
    mine = round_.participants[me.id]
    _ = await CalibrationChange.create(
        session_id=session.id,
        participant_id=mine.id,
        question_id=round_.rating.id,
        before=4,
        after=5,
        reason="Because.",
        proposed_by_id=cast.zed.id,
        created_at=now(),
    )
    theirs = await contents(cast.actor(cast.zed), session.id)
    assert len(theirs.changes) == 1
    found = await contents(cast.actor(me), session.id)
    (own,) = [seat for seat in found.seats if seat.person_id == me.id]
    assert (own.ratings, own.box) == ((), None)
    assert found.changes == []
    assert found.distribution[0].estimate is not None
    assert theirs.distribution[0].estimate is not None
    assert found.distribution[0].estimate.n == theirs.distribution[0].estimate.n - 1
    assert (
        sum(one.reviews for one in found.leniency)
        == sum(one.reviews for one in theirs.leniency) - 1
    )


async def test_who_rated_somebody_anonymously_is_not_shown_what_the_others_said(
    cast: Cast,
) -> None:
    round_ = await calibrating(cast)
    session = await rows.session(round_, [cast.zed, cast.max], list(round_.participants.values()))
    shown = {}
    for person in (cast.zed, cast.max):
        found = await contents(cast.actor(person), session.id)
        (ann,) = [seat for seat in found.seats if seat.person_id == cast.ann.id]
        shown[person.given_name] = ann.ratings[0]
    assert shown["Zed"].others is None, "one of the four is his own"
    assert shown["Max"].others is not None
    assert shown["Zed"].manager == shown["Max"].manager == 4


async def test_of_a_cycle_hr_sees_all_sessions_and_others_those_that_they_lead(cast: Cast) -> None:
    round_ = await calibrating(cast)
    ann, bo, _ = round_.participants.values()
    one = await rows.session(round_, [cast.zed], [ann])
    two = await rows.session(round_, [cast.max], [bo], name="Sales")

    async def seen(person: Person) -> list[UUID]:
        found = await sessions_of(cast.actor(person), [round_.id])
        return [view.id for view in found[round_.id]]

    assert await seen(cast.hana) == [one.id, two.id]
    assert await seen(cast.max) == [two.id]
    assert await seen(cast.mo) == await seen(cast.ada) == []


async def test_a_crowd_of_seats_takes_as_many_queries_as_one(cast: Cast) -> None:
    counts = []
    for size in (1, 20, 200):
        round_ = await rows.cycle(cast.hana, calibrates=True, state=CycleState.CALIBRATION)
        people = await cast.crowd(size, manager=cast.mo)
        seats = await rows.participants(round_, people, manager=cast.mo)
        for person in people:
            await written(round_, person, cast.mo, Perspective.MANAGER, 3)
        assert await close_due_participants(round_.id, moment=now()) == size
        session = await rows.session(round_, [cast.zed], seats)
        with query_count() as counted:
            found = await contents(cast.actor(cast.zed), session.id)
        assert len(found.seats) == size
        counts.append(counted.count)
    assert counts[0] == counts[1] == counts[2] <= 10


# ---- changes ------------------------------------------------------------------------------------


def proposal(round_: rows.Round, session_id: UUID, about: Person, **values: Any) -> dict[str, Any]:
    return {
        "session_id": session_id,
        "participant_id": round_.participants[about.id].id,
        "question_id": round_.rating.id,
        "after": 3,
        "reason": "Others at this level do the same with less help.",
    } | values


async def test_a_change_is_proposed_with_a_reason_decided_and_kept(cast: Cast, bus: Bus) -> None:
    round_ = await calibrating(cast)
    session = await rows.session(round_, [cast.zed, cast.max], list(round_.participants.values()))
    zed, max_ = cast.actor(cast.zed), cast.actor(cast.max)
    await rows.do(
        bus, calibration.propose_calibration_change, zed, **proposal(round_, session.id, cast.ann)
    )
    (change,) = (await contents(max_, session.id)).changes
    assert (change.before, change.after, change.state) == (4, 3, CalibrationChangeState.PROPOSED)
    assert change.can_decide
    assert await calibrated_of([change.participant_id]) == {}, "it is a proposal"
    await rows.do(
        bus, calibration.decide_calibration_change, max_, change_id=change.id, accept=True
    )
    found = await contents(zed, session.id)
    (change,) = found.changes
    assert (change.state, change.decided_by_id) == (CalibrationChangeState.ACCEPTED, cast.max.id)
    ann = next(seat for seat in found.seats if seat.person_id == cast.ann.id)
    assert (ann.ratings[0].manager, ann.ratings[0].calibrated) == (4, 3)
    assert [count for _, count in found.distribution[0].counts] == [0, 1, 1, 0, 1]
    assert {one.rater_id: one.mean for one in found.leniency}[cast.mo.id] == 3, "as they rated"
    again = proposal(round_, session.id, cast.ann, after=5)
    await rows.do(bus, calibration.propose_calibration_change, max_, **again)
    newest = (await contents(zed, session.id)).changes[0]
    assert newest.before == 3, "a second change goes out from the first"
    await rows.do(
        bus, calibration.decide_calibration_change, zed, change_id=newest.id, accept=False
    )
    assert await calibrated_of([change.participant_id]) == {
        change.participant_id: {round_.rating.id: 3}
    }
    assert await CalibrationChange.all().count() == 2, "nothing is deleted"
    noted = await AuditEntry.filter(action__startswith="calibration_change").order_by("number")
    assert [entry.action.partition(".")[2] for entry in noted] == [
        "proposed",
        "accepted",
        "proposed",
        "rejected",
    ]
    assert all(
        "3"
        not in entry.details.replace(str(session.id), "")
        .replace(str(change.id), "")
        .replace(str(newest.id), "")
        for entry in noted
    ), "administrators read the log, and no rating in it"


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("hana", "CALIBRATION_ONLY_FACILITATORS"),
        ("mo", "CALIBRATION_NOT_FOUND"),
        ("ann", "CALIBRATION_NOT_FOUND"),
        ("ada", "CALIBRATION_NOT_FOUND"),
    ],
)
async def test_nobody_but_a_facilitator_proposes(cast: Cast, bus: Bus, who: str, code: str) -> None:
    round_ = await calibrating(cast)
    session = await rows.session(round_, [cast.zed], list(round_.participants.values()))
    await rows.refused(
        bus,
        code,
        calibration.propose_calibration_change,
        cast.actor(getattr(cast, who)),
        **proposal(round_, session.id, cast.ann),
    )


@pytest.mark.parametrize("who", ["hana", "mo", "ann", "ada", "cy"])
async def test_nobody_but_a_facilitator_decides(cast: Cast, bus: Bus, who: str) -> None:
    round_ = await calibrating(cast)
    session = await rows.session(round_, [cast.zed], list(round_.participants.values()))
    zed = cast.actor(cast.zed)
    await rows.do(
        bus, calibration.propose_calibration_change, zed, **proposal(round_, session.id, cast.ann)
    )
    change = await CalibrationChange.get()
    await rows.refused(
        bus,
        "CALIBRATION_CHANGE_NOT_FOUND",
        calibration.decide_calibration_change,
        cast.actor(getattr(cast, who)),
        change_id=change.id,
        accept=True,
    )


async def test_nobody_proposes_or_decides_about_themselves(cast: Cast, bus: Bus) -> None:
    round_ = await calibrating(cast)
    session = await rows.session(round_, [cast.ann, cast.zed], list(round_.participants.values()))
    ann = cast.actor(cast.ann)
    mine = proposal(round_, session.id, cast.ann, after=5)
    await rows.refused(
        bus, "CALIBRATION_NOT_OWN", calibration.propose_calibration_change, ann, **mine
    )
    await rows.do(bus, calibration.propose_calibration_change, cast.actor(cast.zed), **mine)
    change = await CalibrationChange.get()
    for accept in (True, False):
        await rows.refused(
            bus,
            "CALIBRATION_CHANGE_NOT_FOUND",
            calibration.decide_calibration_change,
            ann,
            change_id=change.id,
            accept=accept,
        )


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"after": 4}, "CALIBRATION_NOTHING_TO_CHANGE"),
        ({"after": 0}, "CALIBRATION_NOTHING_TO_CHANGE"),
        ({"after": 6}, "CALIBRATION_NOTHING_TO_CHANGE"),
        ({"reason": "  "}, "TEXT_REQUIRED"),
        ({"question_id": uuid4()}, "CALIBRATION_QUESTION_UNFIT"),
        ({"participant_id": uuid4()}, "CYCLE_PARTICIPANT_NOT_FOUND"),
    ],
)
async def test_what_changes_no_rating_is_refused(
    cast: Cast, bus: Bus, change: dict[str, Any], code: str
) -> None:
    round_ = await calibrating(cast)
    session = await rows.session(round_, [cast.zed], list(round_.participants.values()))
    await rows.refused(
        bus,
        code,
        calibration.propose_calibration_change,
        cast.actor(cast.zed),
        **proposal(round_, session.id, cast.ann) | change,
    )


async def test_who_has_no_seat_here_is_not_discussed_here(cast: Cast, bus: Bus) -> None:
    round_ = await calibrating(cast)
    session = await rows.session(round_, [cast.zed], [round_.participants[cast.bo.id]])
    await rows.refused(
        bus,
        "CYCLE_PARTICIPANT_NOT_FOUND",
        calibration.propose_calibration_change,
        cast.actor(cast.zed),
        **proposal(round_, session.id, cast.ann),
    )


async def test_one_change_of_a_rating_waits_at_a_time_and_is_decided_once(
    cast: Cast, bus: Bus
) -> None:
    round_ = await calibrating(cast)
    session = await rows.session(round_, [cast.zed], list(round_.participants.values()))
    zed = cast.actor(cast.zed)
    given_ = proposal(round_, session.id, cast.ann)
    await rows.do(bus, calibration.propose_calibration_change, zed, **given_)
    await rows.refused(
        bus,
        "CALIBRATION_CHANGE_WAITS",
        calibration.propose_calibration_change,
        zed,
        **given_ | {"after": 5},
    )
    change = await CalibrationChange.get()
    await rows.do(bus, calibration.decide_calibration_change, zed, change_id=change.id, accept=True)
    for accept in (True, False):
        await rows.refused(
            bus,
            "CALIBRATION_CHANGE_SETTLED",
            calibration.decide_calibration_change,
            zed,
            change_id=change.id,
            accept=accept,
        )


@pytest.mark.parametrize("state", [CycleState.WRITING, CycleState.PACKETS, CycleState.CLOSED])
async def test_ratings_are_changed_in_the_phase_of_calibration_alone(
    cast: Cast, bus: Bus, state: CycleState
) -> None:
    round_ = await calibrating(cast)
    session = await rows.session(round_, [cast.zed], list(round_.participants.values()))
    zed = cast.actor(cast.zed)
    await rows.do(
        bus, calibration.propose_calibration_change, zed, **proposal(round_, session.id, cast.ann)
    )
    await Cycle.filter(id=round_.id).update(state=state)
    change = await CalibrationChange.get()
    await rows.refused(
        bus,
        "CYCLE_NOT_IN_STATE",
        calibration.propose_calibration_change,
        zed,
        **proposal(round_, session.id, cast.bo),
    )
    await rows.refused(
        bus,
        "CYCLE_NOT_IN_STATE",
        calibration.decide_calibration_change,
        zed,
        change_id=change.id,
        accept=True,
    )
    view = (await sessions_by_ids(zed, [session.id]))[session.id]
    assert (view.can_propose, view.can_decide) == (False, False)


async def test_hr_closes_a_session_when_all_is_decided_and_opens_it_again(
    cast: Cast, bus: Bus
) -> None:
    round_ = await calibrating(cast)
    session = await rows.session(round_, [cast.zed], list(round_.participants.values()))
    zed, hana = cast.actor(cast.zed), cast.actor(cast.hana)
    await rows.refused(
        bus, "CYCLE_ONLY_HR", calibration.close_calibration_session, zed, session_id=session.id
    )
    await rows.do(
        bus, calibration.propose_calibration_change, zed, **proposal(round_, session.id, cast.ann)
    )
    await rows.refused(
        bus,
        "CALIBRATION_CHANGE_WAITS",
        calibration.close_calibration_session,
        hana,
        session_id=session.id,
    )
    change = await CalibrationChange.get()
    await rows.do(
        bus, calibration.decide_calibration_change, zed, change_id=change.id, accept=False
    )
    for _ in range(2):
        view = await rows.do(
            bus, calibration.close_calibration_session, hana, session_id=session.id
        )
        assert (view.state, view.version) == (CalibrationState.CLOSED, 2)
    await rows.refused(
        bus,
        "CALIBRATION_CLOSED",
        calibration.propose_calibration_change,
        zed,
        **proposal(round_, session.id, cast.bo),
    )
    await rows.refused(
        bus,
        "CALIBRATION_CLOSED",
        calibration.save_calibration_session,
        hana,
        **given(
            round_,
            session_id=session.id,
            version=2,
            facilitator_ids=[cast.zed.id],
            participant_ids=[round_.participants[cast.ann.id].id],
        ),
    )
    view = await rows.do(
        bus,
        calibration.close_calibration_session,
        hana,
        session_id=session.id,
        reopen=True,
    )
    assert view.state is CalibrationState.OPEN
    assert await AuditEntry.filter(action="calibration.reopened").count() == 1
