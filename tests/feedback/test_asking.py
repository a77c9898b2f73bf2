"""Asking several people at once, about a report, for later."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from erm.core.clock import at, now, today
from erm.core.paging import PageRequest
from erm.feedback import commands, queries
from erm.feedback.events import FeedbackAskedAbout, FeedbackRequested
from erm.feedback.guests import Guest
from erm.feedback.models import FeedbackRequest, GuestFeedback
from erm.feedback.rules import FeedbackVisibility, RequestState
from erm.feedback.sending import send_due
from erm.people.models import Person
from tests.feedback.rows import CLOSE, SHARED, do, heard, refused

QUESTION = "What should Ann keep doing?"


async def ask(bus, actor, **kwargs):
    return await do(bus, commands.request_feedback, actor, **{"question": QUESTION} | kwargs)


async def test_several_people_get_one_question_each_and_know_how_many_were_asked(
    cast, actor_of, bus
) -> None:
    guest = Guest("Gail", "gail@customer.test")
    requests, guests = await ask(
        bus, actor_of(cast.ann), person_ids=[cast.bo.id, cast.cy.id, cast.bo.id], guests=[guest]
    )
    assert [view.asked_id for view in requests] == [cast.bo.id, cast.cy.id]
    assert len({view.batch_id for view in requests}) == 1
    batch = requests[0].batch_id
    assert batch is not None
    assert await queries.asked_counts(actor_of(cast.bo), [batch]) == {batch: 3}
    assert [view.guest_name for view in guests] == ["Gail"]


@pytest.mark.parametrize(
    ("people", "guests", "about", "code", "field"),
    [
        ([], [], None, "FEEDBACK_NOBODY_ASKED", "person_ids"),
        (["cy", "mo"], [], "cy", "FEEDBACK_ASKED_OF_SUBJECT", "person_ids"),
        (["cy"], [], "bo", "FEEDBACK_ABOUT_NOT_A_REPORT", "about_id"),
        (["cy"], [], "dee", "PERSON_HAS_LEFT", "about_id"),
        ([], [("", "g@x.test")], None, "TEXT_REQUIRED", "guests"),
        ([], [("G", "not an address")], None, "GUEST_ADDRESS_UNUSABLE", "guests"),
        ([], [("G", "g@x.test"), ("H", " G@X.test ")], None, "GUEST_TWICE", "guests"),
        ([], [("Bo", "BO@erm.test")], None, "GUEST_IS_A_COLLEAGUE", "guests"),
    ],
)
async def test_who_cannot_be_asked_is_said_with_the_field(
    cast, actor_of, bus, people, guests, about, code, field
) -> None:
    await Person.filter(id=cast.bo.id).update(work_email="bo@erm.test")
    error = await refused(
        bus,
        code,
        commands.request_feedback,
        actor_of(cast.ann),
        person_ids=[getattr(cast, name).id for name in people],
        guests=[Guest(name, email) for name, email in guests],
        about_id=None if about is None else getattr(cast, about).id,
        question=QUESTION,
    )
    assert error.field == field


async def test_no_more_than_twenty_are_asked_at_once(cast, actor_of, bus) -> None:
    crowd = await cast.crowd(18)
    guests = [Guest("G", f"g{number}@x.test") for number in range(3)]
    await refused(
        bus,
        "FEEDBACK_TOO_MANY_ASKED",
        commands.request_feedback,
        actor_of(cast.ann),
        person_ids=[person.id for person in crowd],
        guests=guests,
        question=QUESTION,
    )
    requests, asked = await ask(
        bus, actor_of(cast.ann), person_ids=[person.id for person in crowd], guests=guests[:2]
    )
    assert (len(requests), len(asked)) == (18, 2)


async def test_somebody_who_left_may_be_asked_as_a_guest(cast, actor_of, bus) -> None:
    # To refuse it would tell whoever tries addresses which of them a leaver had.
    email = (await Person.get(id=cast.dee.id)).work_email
    _, guests = await ask(bus, actor_of(cast.ann), guests=[Guest("Dee", email)])
    assert guests[0].guest_email == email


async def test_nobody_has_mail_sent_to_more_than_fifty_guests_a_day(cast, actor_of, bus) -> None:
    ann = actor_of(cast.ann)
    for start in (0, 20, 40):
        names = range(start, min(start + 20, 50))
        await ask(bus, ann, guests=[Guest("G", f"g{number}@x.test") for number in names])
    more = [Guest("H", "h@x.test")]
    await refused(
        bus,
        "FEEDBACK_TOO_MANY_GUESTS",
        commands.request_feedback,
        ann,
        guests=more,
        question=QUESTION,
    )
    with at(now() + timedelta(hours=25)):
        await ask(bus, ann, guests=more)


async def test_the_same_question_waits_for_the_same_guest_once(cast, actor_of, bus) -> None:
    ann, guest = actor_of(cast.ann), Guest("G", "g@x.test")
    await ask(bus, ann, guests=[guest])
    await refused(
        bus,
        "FEEDBACK_ALREADY_ASKED",
        commands.request_feedback,
        ann,
        guests=[Guest("Other", "G@x.test")],
        question=QUESTION.upper(),
    )


# ---- about a report ----------------------------------------------------------------------------


async def test_a_report_is_told_at_once_and_gets_the_answer(cast, actor_of, bus) -> None:
    facts = heard(bus)
    mo, bo, ann = actor_of(cast.mo), actor_of(cast.bo), actor_of(cast.ann)
    (asked,), _ = await ask(bus, mo, person_ids=[cast.bo.id], about_id=cast.ann.id)
    (told,) = [fact for fact in facts if isinstance(fact, FeedbackAskedAbout)]
    assert (told.subject_id, told.requester_id) == (cast.ann.id, cast.mo.id)
    assert asked.visibility is FeedbackVisibility.RECIPIENT_AND_MANAGER
    assert (await queries.request_readers(bo, [asked.id]))[asked.id] == (cast.ann.id, cast.mo.id)
    assert [v.id for v in (await queries.requests_about(ann, PageRequest(first=20))).items] == [
        asked.id
    ]

    answer = {"request_id": asked.id, "behaviour": "She hears everybody out."}
    await refused(
        bus,
        "FEEDBACK_VISIBILITY_FIXED",
        commands.give_feedback,
        bo,
        recipient_id=cast.ann.id,
        visibility=CLOSE,
        **answer,
    )
    await refused(
        bus,
        "FEEDBACK_RECIPIENT_IS_NOT_REQUESTER",
        commands.give_feedback,
        bo,
        recipient_id=cast.mo.id,
        visibility=SHARED,
        **answer,
    )
    given = await do(
        bus, commands.give_feedback, bo, recipient_id=cast.ann.id, visibility=SHARED, **answer
    )
    for who in (ann, mo, bo):
        assert given.id in await queries.notes_by_ids(who, [given.id])


async def test_the_report_reads_the_question_and_not_why_somebody_declined(
    cast, actor_of, bus
) -> None:
    mo, cy, ann = actor_of(cast.mo), actor_of(cast.cy), actor_of(cast.ann)
    (asked,), _ = await ask(bus, mo, person_ids=[cast.cy.id], about_id=cast.ann.id)
    await do(bus, commands.decline_feedback_request, cy, request_id=asked.id, reason="Too far off")
    seen = {
        name: (await queries.requests_by_ids(who, [asked.id]))[asked.id].decline_reason
        for name, who in (("mo", mo), ("cy", cy), ("ann", ann))
    }
    assert seen == {"mo": "Too far off", "cy": "Too far off", "ann": None}


async def test_the_report_can_neither_settle_nor_withdraw_what_is_asked_about_them(
    cast, actor_of, bus
) -> None:
    mo, ann = actor_of(cast.mo), actor_of(cast.ann)
    (asked,), _ = await ask(bus, mo, person_ids=[cast.cy.id], about_id=cast.ann.id)
    for command in (commands.decline_feedback_request, commands.withdraw_feedback_request):
        await refused(bus, "NOT_ALLOWED", command, ann, request_id=asked.id)


async def test_what_is_asked_about_somebody_ends_when_they_leave(cast, actor_of, bus) -> None:
    mo = actor_of(cast.mo)
    (asked,), (guest,) = await ask(
        bus,
        mo,
        person_ids=[cast.cy.id],
        guests=[Guest("G", "g@x.test")],
        about_id=cast.ann.id,
    )
    assert await do(bus, commands.close_requests_of_leaver, cast.ann.id) == 2
    assert (await FeedbackRequest.get(id=asked.id)).state is RequestState.WITHDRAWN
    assert (await GuestFeedback.get(id=guest.id)).state is RequestState.WITHDRAWN


async def test_two_managers_may_ask_the_same_of_the_same_person_about_two_reports(
    cast, actor_of, bus
) -> None:
    mo = actor_of(cast.mo)
    for report in (cast.ann, cast.bo):
        await ask(bus, mo, person_ids=[cast.cy.id], about_id=report.id)
    await refused(
        bus,
        "FEEDBACK_ALREADY_ASKED",
        commands.request_feedback,
        mo,
        person_ids=[cast.cy.id],
        about_id=cast.ann.id,
        question=QUESTION,
    )


# ---- later -------------------------------------------------------------------------------------


async def test_whom_a_scheduled_question_is_for_knows_nothing_of_it(cast, actor_of, bus) -> None:
    facts = heard(bus)
    ann, bo = actor_of(cast.ann), actor_of(cast.bo)
    later = now() + timedelta(days=3)
    (asked,), _ = await ask(bus, ann, person_ids=[cast.bo.id], send_at=later)
    assert asked.state is RequestState.SCHEDULED
    assert asked.send_at == later
    assert facts == []
    assert await queries.requests_by_ids(bo, [asked.id]) == {}
    answer = {"behaviour": "Well.", "visibility": CLOSE, "recipient_id": cast.ann.id}
    await refused(
        bus,
        "FEEDBACK_REQUEST_NOT_FOUND",
        commands.give_feedback,
        bo,
        request_id=asked.id,
        **answer,
    )
    await do(bus, commands.withdraw_feedback_request, ann, request_id=asked.id)
    assert await queries.requests_by_ids(bo, [asked.id]) == {}, "nor that it was taken back"


async def test_a_scheduled_question_is_sent_once_when_its_time_has_come(
    cast, actor_of, bus
) -> None:
    ann, bo = actor_of(cast.ann), actor_of(cast.bo)
    later = now() + timedelta(days=3)
    (asked,), (guest,) = await ask(
        bus,
        ann,
        person_ids=[cast.bo.id],
        guests=[Guest("G", "g@x.test")],
        send_at=later,
        due_on=today("Europe/Berlin") + timedelta(days=9),
    )
    stop = asyncio.Event()
    assert await send_due(bus, stop) == 0
    facts = heard(bus)
    with at(later + timedelta(minutes=1)):
        assert sum(await asyncio.gather(*(send_due(bus, stop) for _ in range(4)))) == 2
        assert await send_due(bus, stop) == 0
    (fact,) = [fact for fact in facts if isinstance(fact, FeedbackRequested)]
    assert fact.request_id == asked.id
    seen = (await queries.requests_by_ids(bo, [asked.id]))[asked.id]
    assert (seen.state, seen.send_at) == (RequestState.PENDING, None)
    assert (await GuestFeedback.get(id=guest.id)).state is RequestState.PENDING


async def test_a_question_about_somebody_who_has_another_manager_by_then_is_not_sent(
    cast, actor_of, bus
) -> None:
    later = now() + timedelta(days=3)
    (asked,), (guest,) = await ask(
        bus,
        actor_of(cast.mo),
        person_ids=[cast.cy.id],
        guests=[Guest("G", "g@x.test")],
        about_id=cast.ann.id,
        send_at=later,
    )
    await cast.change_manager(cast.ann, cast.max)
    with at(later + timedelta(minutes=1)):
        assert await send_due(bus, asyncio.Event()) == 0
    assert (await FeedbackRequest.get(id=asked.id)).state is RequestState.WITHDRAWN
    assert (await GuestFeedback.get(id=guest.id)).state is RequestState.WITHDRAWN
    assert await queries.requests_by_ids(actor_of(cast.cy), [asked.id]) == {}


async def test_times_that_cannot_be_are_refused(cast, actor_of, bus) -> None:
    day = today("Europe/Berlin")
    for code, field, given in (
        ("FEEDBACK_SEND_TIME_PASSED", "send_at", {"send_at": now() - timedelta(minutes=1)}),
        ("DATE_OUT_OF_RANGE", "send_at", {"send_at": now() + timedelta(days=400)}),
        (
            "FEEDBACK_DUE_BEFORE_SENT",
            "due_on",
            {"send_at": now() + timedelta(days=5), "due_on": day + timedelta(days=2)},
        ),
    ):
        error = await refused(
            bus,
            code,
            commands.request_feedback,
            actor_of(cast.ann),
            person_ids=[cast.bo.id],
            question=QUESTION,
            **given,
        )
        assert error.field == field
