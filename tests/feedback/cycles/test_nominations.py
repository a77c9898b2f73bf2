"""Choosing raters: who may, how many, and what becomes of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
from tortoise.expressions import Q

from erm.core.actor import Actor, Role
from erm.core.clock import today
from erm.core.errors import Conflict, InvalidInput
from erm.core.events import Bus
from erm.feedback.cycles import policy_reviews as policy
from erm.feedback.cycles.commands import nominations
from erm.feedback.cycles.models import CycleGuest, CycleParticipant, Review
from erm.feedback.cycles.queries.nominations import nominated_reviews_by_ids, nominations_of
from erm.feedback.cycles.rules import (
    CyclePhase,
    CycleState,
    Nominator,
    Perspective,
    ReviewState,
)
from erm.feedback.guests import Guest
from erm.people.models import Person
from tests.cast import Cast
from tests.database import query_count
from tests.feedback.cycles import rows
from tests.feedback.cycles.rows import Round, do, refused

ActorOf = Callable[[Person], Actor]
GUEST = Guest("Greta Guest", "greta@elsewhere.test")


async def choosing(cast: Cast, **values: object) -> tuple[Round, CycleParticipant]:
    """A cycle in its phase of choosing, and Ann in it, managed by Mo."""
    round_ = await rows.cycle(
        cast.hana,
        **{
            "state": CycleState.NOMINATION,
            "writing_until": today() + timedelta(days=14),
            "load_limit": 2,
            "nomination_cap": 3,
        }
        | values,
    )
    return round_, await rows.participant(round_, cast.ann, manager=cast.mo)


async def states(about: CycleParticipant) -> dict[str, ReviewState]:
    people = {p.id: p.given_name for p in await Person.all()}
    return {
        people.get(r.rater_id, "guest"): r.state
        for r in await Review.filter(participant_id=about.id)
    }


# ---- who may -----------------------------------------------------------------------------------


async def test_only_who_chooses_proposes(cast: Cast, bus: Bus, actor_of: ActorOf) -> None:
    _, ann = await choosing(cast)
    for person, code in (
        (cast.mo, "NOT_ALLOWED"),
        (cast.hana, "NOT_ALLOWED"),
        (cast.ada, "CYCLE_PARTICIPANT_NOT_FOUND"),
        (cast.cy, "CYCLE_PARTICIPANT_NOT_FOUND"),
        (cast.bo, "CYCLE_PARTICIPANT_NOT_FOUND"),
    ):
        await refused(
            bus,
            code,
            nominations.nominate,
            actor_of(person),
            participant_id=ann.id,
            person_ids=[cast.max.id],
        )
    await do(
        bus, nominations.nominate, actor_of(cast.ann), participant_id=ann.id,
        person_ids=[cast.bo.id],
    )  # fmt: skip
    assert await states(ann) == {"Bo": ReviewState.PROPOSED}


async def test_where_managers_choose_the_subject_does_not(
    cast: Cast, bus: Bus, actor_of: ActorOf
) -> None:
    _, ann = await choosing(cast, nominator=Nominator.MANAGER)
    asked = {"participant_id": ann.id, "person_ids": [cast.bo.id]}
    for person in (cast.ann, cast.hana):
        await refused(bus, "NOT_ALLOWED", nominations.nominate, actor_of(person), **asked)
    # Max manages somebody, and not Ann.
    await refused(
        bus, "CYCLE_PARTICIPANT_NOT_FOUND", nominations.nominate, actor_of(cast.max), **asked
    )
    await do(bus, nominations.nominate, actor_of(cast.mo), **asked)
    await do(bus, nominations.send_nominations, actor_of(cast.mo), participant_id=ann.id)
    # What the approver has chosen needs no second look of theirs.
    assert await states(ann) == {"Bo": ReviewState.ASSIGNED}


async def test_every_other_step_is_refused_to_whom_it_is_not(
    cast: Cast, bus: Bus, actor_of: ActorOf
) -> None:
    _, ann = await choosing(cast)
    review = await rows.review(ann, cast.bo, state=ReviewState.PROPOSED)
    strangers = (cast.ada, cast.cy, cast.bo, cast.zed, cast.max)
    one = {"participant_id": ann.id}
    for person in strangers:
        actor = actor_of(person)
        gone = "CYCLE_PARTICIPANT_NOT_FOUND"
        await refused(bus, gone, nominations.send_nominations, actor, **one)
        await refused(bus, gone, nominations.approve_nominations, actor, **one)
        await refused(
            bus, gone, nominations.delegate_nomination, actor, **one, person_id=cast.cy.id
        )
        unknown = "NOMINATION_NOT_FOUND"
        by = {"review_id": review.id}
        await refused(bus, unknown, nominations.remove_nomination, actor, **by)
        await refused(bus, unknown, nominations.reject_nomination, actor, **by, reason="No")
        await refused(bus, unknown, nominations.undo_nomination_refusal, actor, **by)
    # HR sees the list of somebody who has a manager, and does nothing with it.
    hana = actor_of(cast.hana)
    await refused(bus, "NOT_ALLOWED", nominations.send_nominations, hana, **one)
    await refused(bus, "NOT_ALLOWED", nominations.approve_nominations, hana, **one)
    await refused(bus, "NOT_ALLOWED", nominations.delegate_nomination, hana, **one, person_id=None)
    await refused(bus, "NOT_ALLOWED", nominations.remove_nomination, hana, review_id=review.id)
    await refused(
        bus, "NOT_ALLOWED", nominations.reject_nomination, hana, review_id=review.id, reason="No"
    )
    # The subject approves nothing of their own.
    await do(bus, nominations.send_nominations, actor_of(cast.ann), **one)
    await refused(bus, "NOT_ALLOWED", nominations.approve_nominations, actor_of(cast.ann), **one)
    await refused(
        bus, "NOT_ALLOWED", nominations.reject_nomination, actor_of(cast.ann),
        review_id=review.id, reason="No",
    )  # fmt: skip


async def test_the_list_is_seen_by_whom_it_concerns_alone(cast: Cast, actor_of: ActorOf) -> None:
    _, ann = await choosing(cast)
    review = await rows.review(ann, cast.bo, state=ReviewState.PROPOSED)
    for person in cast.people:
        sees = person in (cast.ann, cast.mo, cast.hana)
        assert bool(await nominations_of(actor_of(person), [ann.id])) is sees, person.given_name
        found = await nominated_reviews_by_ids(actor_of(person), [review.id])
        assert bool(found) is sees, person.given_name
    await Review.filter(id=review.id).update(state=ReviewState.ASSIGNED)
    found = await nominated_reviews_by_ids(actor_of(cast.bo), [review.id])
    assert found[review.id].rater_id == cast.bo.id


async def test_policy_and_filter_agree(cast: Cast, actor_of: ActorOf) -> None:
    round_, ann = await choosing(cast)
    await CycleParticipant.filter(id=ann.id).update(nominator_id=cast.cy.id)
    ann = await CycleParticipant.get(id=ann.id)
    zed = await rows.participant(round_, cast.zed)
    raters = await cast.crowd(len(ReviewState))
    for state, rater in zip(ReviewState, raters, strict=True):
        for about in (ann, zed):
            for perspective in Perspective:
                who = cast.bo if about is ann else rater
                _ = await rows.review(about, who, perspective, state=state, live_key=None)
    participants = {p.id: p for p in await CycleParticipant.all()}
    for person in cast.people:
        actor = actor_of(person)
        for review in await Review.all():
            reads = policy.may_read_review(actor, review)
            found = await Review.filter(policy.readable_reviews(actor), id=review.id).exists()
            assert reads == found
            sees = policy.may_read_nomination(actor, review, participants[review.participant_id])
            listed = await Review.filter(
                Q(policy.readable_nominations(actor)), id=review.id
            ).exists()
            assert sees == listed


# ---- whom, and how many ------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["ann", "mo", "report", "twice", "gone"])
async def test_whom_nobody_chooses(cast: Cast, bus: Bus, actor_of: ActorOf, who: str) -> None:
    _, ann = await choosing(cast)
    report = await cast.person("Report", manager=cast.ann)
    await rows.review(ann, cast.bo, state=ReviewState.PROPOSED)
    whom = {"ann": cast.ann, "mo": cast.mo, "report": report, "twice": cast.bo, "gone": cast.dee}
    codes = {"ann": "NOMINATED_THEMSELVES", "gone": "PERSON_HAS_LEFT"}
    await refused(
        bus,
        codes.get(who, "RATER_ALREADY_ASKED"),
        nominations.nominate,
        actor_of(cast.ann),
        participant_id=ann.id,
        person_ids=[whom[who].id],
    )


async def test_the_cap_holds(cast: Cast, bus: Bus, actor_of: ActorOf) -> None:
    _, ann = await choosing(cast)
    crowd = await cast.crowd(4)
    asked = {"participant_id": ann.id}
    await refused(
        bus, "NOMINATION_CAP_REACHED", nominations.nominate, actor_of(cast.ann), **asked,
        person_ids=[person.id for person in crowd],
    )  # fmt: skip
    await do(
        bus, nominations.nominate, actor_of(cast.ann), **asked,
        person_ids=[person.id for person in crowd[:2]], guests=[GUEST],
    )  # fmt: skip
    await refused(
        bus, "NOMINATION_CAP_REACHED", nominations.nominate, actor_of(cast.ann), **asked,
        person_ids=[crowd[3].id],
    )  # fmt: skip


async def test_two_who_choose_at_once_do_not_pass_the_cap(
    cast: Cast, bus: Bus, actor_of: ActorOf
) -> None:
    _, ann = await choosing(cast, nomination_cap=1)
    crowd = await cast.crowd(2)
    answers = await asyncio.gather(
        *(
            do(
                bus, nominations.nominate, actor_of(cast.ann), participant_id=ann.id,
                person_ids=[person.id],
            )
            for person in crowd
        ),
        return_exceptions=True,
    )  # fmt: skip
    assert sum(answer is None for answer in answers) == 1
    assert sum(isinstance(answer, InvalidInput) for answer in answers) == 1
    assert await Review.filter(participant_id=ann.id).count() == 1


async def test_guests_are_outside_the_company(cast: Cast, bus: Bus, actor_of: ActorOf) -> None:
    _, ann = await choosing(cast)
    for guest, code in (
        (Guest("Bo", "BO@erm.test"), "GUEST_IS_A_COLLEAGUE"),
        (Guest("Nobody", "not an address"), "GUEST_ADDRESS_UNUSABLE"),
    ):
        await refused(
            bus, code, nominations.nominate, actor_of(cast.ann), participant_id=ann.id,
            guests=[guest],
        )  # fmt: skip
    await do(bus, nominations.nominate, actor_of(cast.ann), participant_id=ann.id, guests=[GUEST])
    await refused(
        bus, "RATER_ALREADY_ASKED", nominations.nominate, actor_of(cast.ann),
        participant_id=ann.id, guests=[Guest("Again", " Greta@Elsewhere.test ")],
    )  # fmt: skip
    guest = await CycleGuest.get()
    assert (guest.name, guest.email, guest.token_hash) == (GUEST.name, GUEST.email, None)


async def test_a_cycle_without_the_perspective_asks_nobody_of_it(
    cast: Cast, bus: Bus, actor_of: ActorOf
) -> None:
    _, ann = await choosing(cast, perspectives=(Perspective.SELF, Perspective.PEER))
    await refused(
        bus, "CYCLE_WITHOUT_PERSPECTIVE", nominations.nominate, actor_of(cast.ann),
        participant_id=ann.id, guests=[GUEST],
    )  # fmt: skip


async def test_choosing_ends_with_its_phase_unless_there_is_more_time(
    cast: Cast, bus: Bus, actor_of: ActorOf
) -> None:
    round_, ann = await choosing(cast, state=CycleState.WRITING)
    asked = {"participant_id": ann.id, "person_ids": [cast.bo.id]}
    await refused(bus, "NOMINATIONS_CLOSED", nominations.nominate, actor_of(cast.ann), **asked)
    await rows.extension(round_, cast.ann, today() + timedelta(days=9), phase=CyclePhase.NOMINATION)
    await do(bus, nominations.nominate, actor_of(cast.ann), **asked)
    await CycleParticipant.filter(id=ann.id).update(results_at=round_.cycle.created_at)
    await refused(bus, "NOMINATIONS_CLOSED", nominations.nominate, actor_of(cast.ann), **asked)


@pytest.mark.parametrize("state", [ReviewState.CANCELLED, ReviewState.SUBMITTED])
async def test_to_choose_a_former_report_does_not_tell_whether_they_have_written(
    cast: Cast, bus: Bus, actor_of: ActorOf, state: ReviewState
) -> None:
    """Their unwritten upward review was called off when they got another manager; a written one stays."""
    round_, ann = await choosing(cast, state=CycleState.WRITING)
    await rows.extension(round_, cast.ann, today() + timedelta(days=9), phase=CyclePhase.NOMINATION)
    await rows.review(ann, cast.cy, Perspective.UPWARD, state=state)
    await refused(
        bus, "RATER_ALREADY_ASKED", nominations.nominate, actor_of(cast.ann),
        participant_id=ann.id, person_ids=[cast.cy.id],
    )  # fmt: skip


# ---- sending, approving, refusing --------------------------------------------------------------


async def test_a_choice_goes_to_the_manager_and_then_to_the_raters(
    cast: Cast, bus: Bus, actor_of: ActorOf
) -> None:
    _, ann = await choosing(cast)
    me, one = actor_of(cast.ann), {"participant_id": ann.id}
    await refused(bus, "NOMINATIONS_EMPTY", nominations.send_nominations, me, **one)
    await do(bus, nominations.nominate, me, **one, person_ids=[cast.bo.id, cast.cy.id])
    await refused(
        bus, "NOMINATIONS_NOT_SENT", nominations.approve_nominations, actor_of(cast.mo), **one
    )
    await do(bus, nominations.send_nominations, me, **one)
    await do(bus, nominations.send_nominations, me, **one)
    assert set((await states(ann)).values()) == {ReviewState.PROPOSED}
    cy = await Review.get(rater_id=cast.cy.id)
    await refused(
        bus, "TEXT_REQUIRED", nominations.reject_nomination, actor_of(cast.mo), review_id=cy.id,
        reason=" ",
    )  # fmt: skip
    await do(
        bus, nominations.reject_nomination, actor_of(cast.mo), review_id=cy.id, reason="Too far"
    )
    await do(bus, nominations.approve_nominations, actor_of(cast.mo), **one)
    await do(bus, nominations.approve_nominations, actor_of(cast.mo), **one)
    assert await states(ann) == {"Bo": ReviewState.ASSIGNED, "Cy": ReviewState.REJECTED}
    view = (await nominations_of(me, [ann.id]))[ann.id]
    assert view.approved_by_id == cast.mo.id
    assert {each.reason for each in view.reviews} == {None, "Too far"}
    # The rejection is taken back, and waits for approval again.
    await do(bus, nominations.undo_nomination_refusal, actor_of(cast.mo), review_id=cy.id)
    assert (await states(ann))["Cy"] is ReviewState.PROPOSED
    assert (await nominations_of(actor_of(cast.mo), [ann.id]))[ann.id].can_approve


async def test_a_choice_that_grows_is_sent_again(cast: Cast, bus: Bus, actor_of: ActorOf) -> None:
    _, ann = await choosing(cast)
    me, one = actor_of(cast.ann), {"participant_id": ann.id}
    await do(bus, nominations.nominate, me, **one, person_ids=[cast.bo.id])
    await do(bus, nominations.send_nominations, me, **one)
    await do(bus, nominations.approve_nominations, actor_of(cast.mo), **one)
    await do(bus, nominations.nominate, me, **one, person_ids=[cast.cy.id])
    view = (await nominations_of(me, [ann.id]))[ann.id]
    assert view.sent_at is None
    assert view.approved_at is None
    assert await states(ann) == {"Bo": ReviewState.ASSIGNED, "Cy": ReviewState.PROPOSED}


async def test_nobody_is_rejected_once_they_are_asked(
    cast: Cast, bus: Bus, actor_of: ActorOf
) -> None:
    _, ann = await choosing(cast)
    review = await rows.review(ann, cast.bo, state=ReviewState.SUBMITTED)
    await CycleParticipant.filter(id=ann.id).update(nominated_at=ann.created_at)
    mo = actor_of(cast.mo)
    await refused(
        bus, "NOMINATION_NOT_PROPOSED", nominations.reject_nomination, mo, review_id=review.id,
        reason="No",
    )  # fmt: skip
    await refused(
        bus, "NOMINATION_NOT_REFUSED", nominations.undo_nomination_refusal, mo,
        review_id=review.id,
    )  # fmt: skip
    await refused(
        bus, "NOMINATION_NOT_PROPOSED", nominations.remove_nomination, actor_of(cast.ann),
        review_id=review.id,
    )  # fmt: skip


async def test_what_was_removed_is_gone_and_its_guest_too(
    cast: Cast, bus: Bus, actor_of: ActorOf
) -> None:
    _, ann = await choosing(cast)
    me = actor_of(cast.ann)
    await do(bus, nominations.nominate, me, participant_id=ann.id, guests=[GUEST])
    review = await Review.get()
    await do(bus, nominations.remove_nomination, me, review_id=review.id)
    assert await Review.all().count() == await CycleGuest.all().count() == 0


async def test_without_approval_the_raters_are_asked_at_once(
    cast: Cast, bus: Bus, actor_of: ActorOf
) -> None:
    _, ann = await choosing(cast, nominations_need_approval=False)
    me = actor_of(cast.ann)
    await do(bus, nominations.nominate, me, participant_id=ann.id, person_ids=[cast.bo.id])
    await do(bus, nominations.send_nominations, me, participant_id=ann.id)
    assert await states(ann) == {"Bo": ReviewState.ASSIGNED}


async def test_a_choice_can_be_handed_to_somebody_else_and_taken_back(
    cast: Cast, bus: Bus, actor_of: ActorOf
) -> None:
    _, ann = await choosing(cast)
    one = {"participant_id": ann.id}
    await do(bus, nominations.delegate_nomination, actor_of(cast.ann), **one, person_id=cast.cy.id)
    await refused(
        bus, "NOT_ALLOWED", nominations.nominate, actor_of(cast.ann), **one,
        person_ids=[cast.bo.id],
    )  # fmt: skip
    await do(bus, nominations.nominate, actor_of(cast.cy), **one, person_ids=[cast.bo.id])
    # Whom it was handed to does not hand it on.
    await refused(
        bus, "NOT_ALLOWED", nominations.delegate_nomination, actor_of(cast.cy), **one,
        person_id=cast.max.id,
    )  # fmt: skip
    await do(bus, nominations.delegate_nomination, actor_of(cast.ann), **one, person_id=None)
    assert not await nominations_of(actor_of(cast.cy), [ann.id])


async def test_without_a_manager_hr_approves_but_never_for_itself(
    cast: Cast, bus: Bus, actor_of: ActorOf
) -> None:
    round_, _ = await choosing(cast)
    zed = await rows.participant(round_, cast.zed)
    hana = await rows.participant(round_, cast.hana)
    for about, person in ((zed, cast.zed), (hana, cast.hana)):
        await do(
            bus, nominations.nominate, actor_of(person), participant_id=about.id,
            person_ids=[cast.cy.id],
        )  # fmt: skip
        await do(bus, nominations.send_nominations, actor_of(person), participant_id=about.id)
    # Hana owns the cycle and has no manager: nobody else could, so nobody is waited for.
    assert await states(hana) == {"Cy": ReviewState.ASSIGNED}
    assert await states(zed) == {"Cy": ReviewState.PROPOSED}
    await refused(
        bus, "NOT_ALLOWED", nominations.approve_nominations, actor_of(cast.zed),
        participant_id=zed.id,
    )  # fmt: skip
    await do(bus, nominations.approve_nominations, actor_of(cast.hana), participant_id=zed.id)
    assert await states(zed) == {"Cy": ReviewState.ASSIGNED}
    other = await cast.person("Other of HR", roles=[Role.HR])
    await Review.filter(participant_id=hana.id).update(state=ReviewState.PROPOSED)
    await CycleParticipant.filter(id=hana.id).update(approved_at=None)
    await refused(
        bus, "NOT_ALLOWED", nominations.approve_nominations, actor_of(cast.hana),
        participant_id=hana.id,
    )  # fmt: skip
    await do(bus, nominations.approve_nominations, actor_of(other), participant_id=hana.id)


async def test_two_who_approve_at_once_are_one(cast: Cast, bus: Bus, actor_of: ActorOf) -> None:
    _, ann = await choosing(cast)
    await rows.review(ann, cast.bo, state=ReviewState.PROPOSED)
    await CycleParticipant.filter(id=ann.id).update(nominated_at=ann.created_at)
    answers = await asyncio.gather(
        *(
            do(bus, nominations.approve_nominations, actor_of(cast.mo), participant_id=ann.id)
            for _ in range(3)
        ),
        return_exceptions=True,
    )
    assert not [a for a in answers if isinstance(a, Exception) and not isinstance(a, Conflict)]
    assert await states(ann) == {"Bo": ReviewState.ASSIGNED}


# ---- what it tells -----------------------------------------------------------------------------


@pytest.mark.parametrize("state", list(ReviewState))
async def test_of_an_anonymous_perspective_nobody_learns_how_far_it_is(
    cast: Cast, actor_of: ActorOf, state: ReviewState
) -> None:
    _, ann = await choosing(cast, state=CycleState.WRITING)
    review = await rows.review(ann, cast.bo, state=state)
    told = state in (ReviewState.PROPOSED, ReviewState.REJECTED, ReviewState.DECLINED)
    for person in (cast.ann, cast.mo, cast.hana):
        (view,) = (await nominations_of(actor_of(person), [ann.id]))[ann.id].reviews
        assert view.state is (state if told else ReviewState.ASSIGNED)
        node = (await nominated_reviews_by_ids(actor_of(person), [review.id]))[review.id]
        assert node.state is view.state


async def test_a_load_does_not_fall_when_somebody_submits(cast: Cast, actor_of: ActorOf) -> None:
    round_, ann = await choosing(cast, state=CycleState.WRITING)
    other = await rows.participant(round_, cast.cy, manager=cast.max)
    third = await rows.participant(round_, cast.zed)
    mine = await rows.review(ann, cast.bo)
    await rows.review(other, cast.bo)
    await rows.review(third, cast.bo)

    async def seen() -> tuple[int, bool]:
        (view,) = (await nominations_of(actor_of(cast.ann), [ann.id]))[ann.id].reviews
        return view.load, view.overloaded

    assert await seen() == (3, True)
    for state in (ReviewState.STARTED, ReviewState.SUBMITTED, ReviewState.CANCELLED):
        await Review.filter(id=mine.id).update(state=state)
        assert await seen() == (3, True)
    # Of a leaver only what they have written stays asked for: their number would tell it.
    await cast.leave(cast.bo)
    assert await seen() == (0, False)


@pytest.mark.parametrize("count", [1, 20, 200])
async def test_a_list_costs_the_same_whatever_its_length(
    cast: Cast, actor_of: ActorOf, count: int
) -> None:
    _, ann = await choosing(cast)
    crowd = await cast.crowd(count)
    for person in crowd:
        await rows.review(ann, person, state=ReviewState.PROPOSED)
    with query_count() as queries:
        view = (await nominations_of(actor_of(cast.mo), [ann.id]))[ann.id]
    assert len(view.reviews) == count
    assert queries.count == 9
