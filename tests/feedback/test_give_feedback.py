"""Writing feedback, asked for and unasked; changing it; thanking for it."""

from datetime import timedelta

import pytest

from erm.core.actor import SYSTEM
from erm.core.clock import at, now
from erm.feedback import commands
from erm.feedback.events import FeedbackGiven, FeedbackThanked
from erm.feedback.models import FeedbackNote, FeedbackRequest
from erm.feedback.rules import RequestState
from tests.feedback.rows import CLOSE, SHARED, at_once, do, heard, note, refused, request

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
    assert (row.situation, row.impact, row.visibility) == ("Planning", "", SHARED)
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


async def test_the_author_changes_a_note_within_a_day(cast, actor_of, bus) -> None:
    row = await note(cast.bo, cast.ann)
    with at(row.created_at + timedelta(hours=23, minutes=59)):
        view = await do(
            bus,
            commands.edit_feedback,
            actor_of(cast.bo),
            note_id=row.id,
            situation="The retrospective",
            behaviour="You asked who had not spoken.",
            impact="",
            next_step="",
        )
        assert view.can_edit
    assert (view.situation, view.behaviour, view.impact) == (
        "The retrospective",
        "You asked who had not spoken.",
        "",
    )
    assert view.edited_at == row.created_at + timedelta(hours=23, minutes=59)


async def test_after_a_day_a_note_stays_as_it_is(cast, actor_of, bus) -> None:
    row = await note(cast.bo, cast.ann)
    with at(row.created_at + timedelta(hours=24)):
        await refused(
            bus,
            "FEEDBACK_NOTE_TOO_OLD_TO_EDIT",
            commands.edit_feedback,
            actor_of(cast.bo),
            note_id=row.id,
            **WORDS,
        )


async def test_what_was_thanked_for_stays_as_it_is(cast, actor_of, bus) -> None:
    row = await note(cast.bo, cast.ann, thanked_at=now())
    await refused(
        bus,
        "FEEDBACK_NOTE_ALREADY_THANKED",
        commands.edit_feedback,
        actor_of(cast.bo),
        note_id=row.id,
        **WORDS,
    )


async def test_nobody_but_the_author_changes_a_note(cast, actor_of, bus) -> None:
    row = await note(cast.bo, cast.ann, SHARED)
    edit = commands.edit_feedback
    for who in ("ann", "mo"):
        actor = actor_of(getattr(cast, who))
        await refused(bus, "NOT_ALLOWED", edit, actor, note_id=row.id, **WORDS)
    for who in ("zed", "old", "cy", "hana", "ada"):
        actor = actor_of(getattr(cast, who))
        await refused(bus, "FEEDBACK_NOTE_NOT_FOUND", edit, actor, note_id=row.id, **WORDS)


async def test_the_recipient_thanks_once_and_again_is_the_same(cast, actor_of, bus) -> None:
    row = await note(cast.bo, cast.ann)
    facts = heard(bus)
    first = await do(bus, commands.thank_for_feedback, actor_of(cast.ann), note_id=row.id)
    with at(now() + timedelta(hours=1)):
        second = await do(bus, commands.thank_for_feedback, actor_of(cast.ann), note_id=row.id)
    assert first.thanked_at is not None
    assert second.thanked_at == first.thanked_at
    assert not second.can_thank
    assert [type(fact) for fact in facts] == [FeedbackThanked]


async def test_nobody_but_the_recipient_thanks(cast, actor_of, bus) -> None:
    row = await note(cast.bo, cast.ann, SHARED)
    thank = commands.thank_for_feedback
    for who in ("bo", "mo"):
        await refused(bus, "NOT_ALLOWED", thank, actor_of(getattr(cast, who)), note_id=row.id)
    for who in ("zed", "old", "cy", "hana", "ada"):
        actor = actor_of(getattr(cast, who))
        await refused(bus, "FEEDBACK_NOTE_NOT_FOUND", thank, actor, note_id=row.id)


async def test_many_thanks_at_once_are_told_once(cast, actor_of, bus) -> None:
    row = await note(cast.bo, cast.ann)
    facts = heard(bus)
    made, _ = await at_once(
        *(
            do(bus, commands.thank_for_feedback, actor_of(cast.ann), note_id=row.id)
            for _ in range(5)
        )
    )
    assert len(made) == 5
    assert len(facts) == 1
