"""Asking for feedback, taking it back, declining."""

from datetime import UTC, date, datetime, timedelta

import pytest

from erm.core.actor import SYSTEM
from erm.core.clock import at, today
from erm.feedback import commands
from erm.feedback.events import FeedbackDeclined, FeedbackRequested, FeedbackRequestWithdrawn
from erm.feedback.models import FeedbackRequest
from erm.feedback.rules import RequestState
from tests.feedback.rows import at_once, do, heard, refused, request


async def test_asking_leaves_a_pending_request_and_tells_it(cast, actor_of, bus) -> None:
    facts = heard(bus)
    due = today("Europe/Berlin") + timedelta(days=7)
    (view,), _ = await do(
        bus,
        commands.request_feedback,
        actor_of(cast.ann),
        person_ids=[cast.bo.id],
        question="  How did I run\r\nthe planning?  ",
        due_on=due,
    )
    row = await FeedbackRequest.get(id=view.id)
    assert (row.requester_id, row.asked_id, row.due_on) == (cast.ann.id, cast.bo.id, due)
    assert row.question == "How did I run\nthe planning?"
    assert row.state is RequestState.PENDING
    (fact,) = facts
    assert isinstance(fact, FeedbackRequested)
    assert (fact.request_id, fact.requester_id, fact.asked_id) == (view.id, cast.ann.id, cast.bo.id)


async def test_the_same_question_waits_for_the_same_person_once(cast, actor_of, bus) -> None:
    await request(cast.ann, cast.bo, "How did I run the planning?")
    error = await refused(
        bus,
        "FEEDBACK_ALREADY_ASKED",
        commands.request_feedback,
        actor_of(cast.ann),
        person_ids=[cast.bo.id],
        question="how did I run  the PLANNING?",
    )
    assert error.field == "question"
    ann = actor_of(cast.ann)
    other = "What should I do less?"
    await do(bus, commands.request_feedback, ann, person_ids=[cast.bo.id], question=other)
    await do(bus, commands.request_feedback, ann, person_ids=[cast.cy.id], question=other)
    assert await FeedbackRequest.all().count() == 3


async def test_a_question_may_be_put_again_once_it_was_settled(cast, actor_of, bus) -> None:
    ann = actor_of(cast.ann)
    asked = {"person_ids": [cast.bo.id], "question": "How did I run the planning?"}
    (first,), _ = await do(bus, commands.request_feedback, ann, **asked)
    await do(bus, commands.withdraw_feedback_request, ann, request_id=first.id)
    (second,), _ = await do(bus, commands.request_feedback, ann, **asked)
    assert second.id != first.id


async def test_two_clicks_at_once_leave_one_request(cast, actor_of, bus) -> None:
    ask = {"person_ids": [cast.bo.id], "question": "How did I run the planning?"}
    made, refusals = await at_once(
        *(do(bus, commands.request_feedback, actor_of(cast.ann), **ask) for _ in range(4))
    )
    assert len(made) == 1
    assert refusals == ["FEEDBACK_ALREADY_ASKED"] * 3
    assert await FeedbackRequest.all().count() == 1


@pytest.mark.parametrize(
    ("who", "question", "days", "code", "field"),
    [
        ("ann", "How?", None, "FEEDBACK_ASKED_OF_ONESELF", "person_ids"),
        ("dee", "How?", None, "PERSON_HAS_LEFT", "person_ids"),
        ("bo", " \n ", None, "TEXT_REQUIRED", "question"),
        ("bo", "x" * 1_001, None, "TEXT_TOO_LONG", "question"),
        ("bo", "How?", -1, "FEEDBACK_DUE_DAY_PASSED", "due_on"),
        ("bo", "How?", 367, "DATE_OUT_OF_RANGE", "due_on"),
    ],
)
async def test_what_cannot_be_asked_is_refused_with_its_field(
    cast, actor_of, bus, who, question, days, code, field
) -> None:
    due = None if days is None else today("Europe/Berlin") + timedelta(days=days)
    error = await refused(
        bus,
        code,
        commands.request_feedback,
        actor_of(cast.ann),
        person_ids=[getattr(cast, who).id],
        question=question,
        due_on=due,
    )
    assert error.field == field


async def test_the_due_day_is_a_day_of_the_requester_s_zone(cast, actor_of, bus) -> None:
    # Ann sits in Berlin, where the second of March has begun.
    with at(datetime(2026, 3, 1, 23, 30, tzinfo=UTC)):
        await refused(
            bus,
            "FEEDBACK_DUE_DAY_PASSED",
            commands.request_feedback,
            actor_of(cast.ann),
            person_ids=[cast.bo.id],
            question="How?",
            due_on=date(2026, 3, 1),
        )
        (view,), _ = await do(
            bus,
            commands.request_feedback,
            actor_of(cast.ann),
            person_ids=[cast.bo.id],
            question="How?",
            due_on=date(2026, 3, 2),
        )
        assert not view.overdue


async def test_only_the_requester_takes_a_request_back(cast, actor_of, bus) -> None:
    row = await request(cast.ann, cast.bo)
    take_back = commands.withdraw_feedback_request
    await refused(bus, "NOT_ALLOWED", take_back, actor_of(cast.bo), request_id=row.id)
    for who in ("cy", "mo", "hana", "ada"):
        actor = actor_of(getattr(cast, who))
        await refused(bus, "FEEDBACK_REQUEST_NOT_FOUND", take_back, actor, request_id=row.id)
    await refused(bus, "FEEDBACK_REQUEST_NOT_FOUND", take_back, SYSTEM, request_id=row.id)
    facts = heard(bus)
    view = await do(bus, take_back, actor_of(cast.ann), request_id=row.id)
    assert view.state is RequestState.WITHDRAWN
    assert [type(fact) for fact in facts] == [FeedbackRequestWithdrawn]


async def test_only_the_person_asked_declines_and_may_say_why(cast, actor_of, bus) -> None:
    row = await request(cast.ann, cast.bo)
    decline = commands.decline_feedback_request
    await refused(bus, "NOT_ALLOWED", decline, actor_of(cast.ann), request_id=row.id)
    for who in ("cy", "mo", "hana", "ada"):
        actor = actor_of(getattr(cast, who))
        await refused(bus, "FEEDBACK_REQUEST_NOT_FOUND", decline, actor, request_id=row.id)
    facts = heard(bus)
    view = await do(bus, decline, actor_of(cast.bo), request_id=row.id, reason=" I was not there. ")
    assert (view.state, view.decline_reason) == (RequestState.DECLINED, "I was not there.")
    assert [type(fact) for fact in facts] == [FeedbackDeclined]


async def test_declining_needs_no_reason(cast, actor_of, bus) -> None:
    row = await request(cast.ann, cast.bo)
    view = await do(bus, commands.decline_feedback_request, actor_of(cast.bo), request_id=row.id)
    assert view.decline_reason is None


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (RequestState.ANSWERED, "FEEDBACK_REQUEST_ALREADY_ANSWERED"),
        (RequestState.DECLINED, "FEEDBACK_REQUEST_ALREADY_DECLINED"),
        (RequestState.WITHDRAWN, "FEEDBACK_REQUEST_ALREADY_WITHDRAWN"),
    ],
)
async def test_a_settled_request_stays_settled(cast, actor_of, bus, state, code) -> None:
    row = await request(cast.ann, cast.bo, state=state)
    ann, bo = actor_of(cast.ann), actor_of(cast.bo)
    await refused(bus, code, commands.withdraw_feedback_request, ann, request_id=row.id)
    await refused(bus, code, commands.decline_feedback_request, bo, request_id=row.id)


async def test_nobody_asks_in_the_name_of_the_system(cast, bus) -> None:
    await refused(
        bus,
        "NOT_ALLOWED",
        commands.request_feedback,
        SYSTEM,
        person_ids=[cast.bo.id],
        question="How?",
    )


async def test_requests_of_and_to_a_leaver_are_withdrawn_and_others_stay(cast, bus) -> None:
    asked_by_bo = await request(cast.bo, cast.ann)
    asked_of_bo = await request(cast.ann, cast.bo)
    answered = await request(cast.cy, cast.bo, state=RequestState.ANSWERED)
    others = await request(cast.ann, cast.cy)
    facts = heard(bus)
    assert await do(bus, commands.close_requests_of_leaver, cast.bo.id) == 2
    states = dict(await FeedbackRequest.all().values_list("id", "state"))
    assert states == {
        asked_by_bo.id: RequestState.WITHDRAWN,
        asked_of_bo.id: RequestState.WITHDRAWN,
        answered.id: RequestState.ANSWERED,
        others.id: RequestState.PENDING,
    }
    assert [type(fact) for fact in facts] == [FeedbackRequestWithdrawn] * 2
    assert await do(bus, commands.close_requests_of_leaver, cast.bo.id) == 0
