"""Writing feedback, asked for and unasked; changing it; thanking for it."""

import pytest

from erm.core.actor import SYSTEM
from erm.feedback import commands
from erm.feedback.events import FeedbackGiven
from erm.feedback.models import FeedbackNote, FeedbackRequest
from erm.feedback.rules import RequestState
from tests.feedback.rows import CLOSE, SHARED, at_once, do, heard, refused, request

WORDS = {"situation": "", "behaviour": "You let everybody finish.", "impact": "", "next_step": ""}


async def test_feedback_may_be_given_unasked(cast, actor_of, bus) -> None:
    facts = heard(bus)
    view = await do(
        bus,
        commands.give_feedback,
        actor_of(cast.bo),
        recipient_id=cast.ann.id,
        situation="  Planning ",
        behaviour="You let everybody finish.",
        visibility=SHARED,
    )
    row = await FeedbackNote.get(id=view.id)
    assert (row.author_id, row.recipient_id, row.request_id) == (cast.bo.id, cast.ann.id, None)
    assert (row.situation, row.behaviour, row.visibility) == ("", "", SHARED)
    assert (view.situation, view.behaviour, view.impact) == (
        "Planning",
        "You let everybody finish.",
        "",
    )
    (fact,) = facts
    assert isinstance(fact, FeedbackGiven)
    assert (fact.note_id, fact.author_id, fact.recipient_id, fact.request_id) == (
        view.id,
        cast.bo.id,
        cast.ann.id,
        None,
    )
    assert view.can_edit
    assert not view.can_thank


async def test_an_answer_settles_its_request(cast, actor_of, bus) -> None:
    asked = await request(cast.ann, cast.bo)
    facts = heard(bus)
    view = await do(
        bus,
        commands.give_feedback,
        actor_of(cast.bo),
        recipient_id=cast.ann.id,
        request_id=asked.id,
        behaviour="You let everybody finish.",
        visibility=CLOSE,
    )
    row = await FeedbackRequest.get(id=asked.id)
    assert (row.state, row.open_key, view.request_id) == (RequestState.ANSWERED, None, asked.id)
    assert [fact.request_id for fact in facts if isinstance(fact, FeedbackGiven)] == [asked.id]


async def test_an_answer_goes_to_the_requester_and_to_nobody_else(cast, actor_of, bus) -> None:
    asked = await request(cast.ann, cast.bo)
    error = await refused(
        bus,
        "FEEDBACK_RECIPIENT_IS_NOT_REQUESTER",
        commands.give_feedback,
        actor_of(cast.bo),
        recipient_id=cast.cy.id,
        request_id=asked.id,
        behaviour="You let everybody finish.",
        visibility=CLOSE,
    )
    assert error.field == "recipient_id"


async def test_only_the_person_asked_answers(cast, actor_of, bus) -> None:
    asked = await request(cast.ann, cast.bo)
    answer = {"request_id": asked.id, "behaviour": "Well.", "visibility": CLOSE}
    await refused(
        bus,
        "NOT_ALLOWED",
        commands.give_feedback,
        actor_of(cast.ann),
        recipient_id=cast.bo.id,
        **answer,
    )
    for who in ("cy", "mo", "hana", "ada"):
        await refused(
            bus,
            "FEEDBACK_REQUEST_NOT_FOUND",
            commands.give_feedback,
            actor_of(getattr(cast, who)),
            recipient_id=cast.ann.id,
            **answer,
        )


async def test_a_request_is_answered_once_however_many_answers_come_at_once(
    cast, actor_of, bus
) -> None:
    asked = await request(cast.ann, cast.bo)
    made, refusals = await at_once(
        *(
            do(
                bus,
                commands.give_feedback,
                actor_of(cast.bo),
                recipient_id=cast.ann.id,
                request_id=asked.id,
                behaviour=f"Answer {number}",
                visibility=CLOSE,
            )
            for number in range(5)
        )
    )
    assert len(made) == 1
    assert refusals == ["FEEDBACK_REQUEST_ALREADY_ANSWERED"] * 4
    assert await FeedbackNote.all().count() == 1


async def test_of_an_answer_and_a_withdrawal_at_once_one_wins(cast, actor_of, bus) -> None:
    asked = await request(cast.ann, cast.bo)
    made, refusals = await at_once(
        do(
            bus,
            commands.give_feedback,
            actor_of(cast.bo),
            recipient_id=cast.ann.id,
            request_id=asked.id,
            behaviour="Well.",
            visibility=CLOSE,
        ),
        do(bus, commands.withdraw_feedback_request, actor_of(cast.ann), request_id=asked.id),
    )
    assert (len(made), len(refusals)) == (1, 1)
    row = await FeedbackRequest.get(id=asked.id)
    answered = row.state is RequestState.ANSWERED
    assert await FeedbackNote.all().count() == (1 if answered else 0)


@pytest.mark.parametrize(
    ("who", "words", "code", "field"),
    [
        ("bo", {}, "FEEDBACK_TO_ONESELF", "recipient_id"),
        ("dee", {}, "PERSON_HAS_LEFT", "recipient_id"),
        ("ann", {"behaviour": " "}, "TEXT_REQUIRED", "behaviour"),
        ("ann", {"behaviour": "x" * 4_001}, "TEXT_TOO_LONG", "behaviour"),
        ("ann", {"situation": "x" * 4_001}, "TEXT_TOO_LONG", "situation"),
        ("ann", {"impact": "x" * 4_001}, "TEXT_TOO_LONG", "impact"),
        ("ann", {"next_step": "x" * 4_001}, "TEXT_TOO_LONG", "next_step"),
    ],
)
async def test_what_cannot_be_given_is_refused_with_its_field(
    cast, actor_of, bus, who, words, code, field
) -> None:
    error = await refused(
        bus,
        code,
        commands.give_feedback,
        actor_of(cast.bo),
        recipient_id=getattr(cast, who).id,
        visibility=CLOSE,
        **(WORDS | words),
    )
    assert error.field == field


async def test_nobody_writes_in_the_name_of_the_system(cast, bus) -> None:
    await refused(
        bus,
        "NOT_ALLOWED",
        commands.give_feedback,
        SYSTEM,
        recipient_id=cast.ann.id,
        visibility=CLOSE,
        **WORDS,
    )
