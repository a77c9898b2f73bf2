"""Writing reviews: who may, until when, and what is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from erm.core import clock
from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.paging import PageRequest
from erm.feedback.cycles.answers import Answer, GoalAnswer
from erm.feedback.cycles.commands import closing, nominations, reviews
from erm.feedback.cycles.models import CycleParticipant, Review, ReviewVersion
from erm.feedback.cycles.queries import reviews as reading
from erm.feedback.cycles.rules import (
    CycleState,
    ParticipantState,
    Perspective,
    QuestionKind,
    ReviewState,
)
from erm.people.models import Person
from tests.cast import Cast
from tests.database import query_count
from tests.feedback.cycles import rows
from tests.feedback.cycles.rows import Round, do, refused

ActorOf = Callable[[Person], Actor]


async def writing(cast: Cast, **values: object) -> tuple[Round, CycleParticipant]:
    round_ = await rows.cycle(cast.hana, **values)
    return round_, await rows.participant(round_, cast.ann, manager=cast.mo)


def answers(round_: Round, value: int = 4, text: str = "Asks early.") -> dict[UUID, Answer]:
    return {round_.rating.id: Answer(value=value), round_.text.id: Answer(text=text)}


async def saved(
    bus: Bus, actor: Actor, review: Review, given: dict[UUID, Answer], version: int | None = None
) -> None:
    if version is None:
        version = (await Review.get(id=review.id)).version
    await do(
        bus, reviews.save_review, actor, review_id=review.id, version=version, answers=given,
        goal_titles={},
    )  # fmt: skip


async def submitted(bus: Bus, actor: Actor, review: Review) -> None:
    version = (await Review.get(id=review.id)).version
    await do(bus, reviews.submit_review, actor, review_id=review.id, version=version)


# ---- who may -----------------------------------------------------------------------------------


async def test_nobody_but_the_rater_reads_or_writes_a_review(
    cast: Cast, bus: Bus, actor_of: ActorOf
) -> None:
    round_, ann = await writing(cast)
    given = answers(round_)
    for perspective in (Perspective.PEER, Perspective.MANAGER, Perspective.UPWARD):
        review = await rows.review(
            ann, cast.bo, perspective, state=ReviewState.STARTED, answers=given, live_key=None
        )
        one = {"review_id": review.id}
        for person in cast.people:
            if person is cast.bo:
                continue
            actor = actor_of(person)
            assert await reading.reviews_by_ids(actor, [review.id]) == {}
            assert await reading.answers_of(actor, [review.id]) == {}
            assert await reading.versions_of(actor, [review.id]) == {}
            gone = "REVIEW_NOT_FOUND"
            await refused(
                bus, gone, reviews.save_review, actor, **one, version=1, answers=given,
                goal_titles={},
            )  # fmt: skip
            await refused(bus, gone, reviews.submit_review, actor, **one, version=1)
            await refused(bus, gone, reviews.reopen_review, actor, **one)
            await refused(bus, gone, reviews.decline_review, actor, **one, reason="No")
            await refused(
                bus, gone, reviews.restore_review_version, actor, **one, number=1, version=1
            )
        assert (await reading.answers_of(actor_of(cast.bo), [review.id]))[review.id] == given


@pytest.mark.parametrize(
    "state", [ReviewState.PROPOSED, ReviewState.REJECTED, ReviewState.CANCELLED]
)
async def test_who_is_not_asked_finds_nothing(
    cast: Cast, bus: Bus, actor_of: ActorOf, state: ReviewState
) -> None:
    round_, ann = await writing(cast)
    review = await rows.review(ann, cast.bo, state=state)
    assert await reading.reviews_by_ids(actor_of(cast.bo), [review.id]) == {}
    await refused(
        bus, "REVIEW_NOT_FOUND", reviews.save_review, actor_of(cast.bo), review_id=review.id,
        version=1, answers=answers(round_), goal_titles={},
    )  # fmt: skip


# ---- saving ------------------------------------------------------------------------------------


async def test_what_is_saved_stands_there_and_is_sealed(
    cast: Cast, bus: Bus, actor_of: ActorOf
) -> None:
    round_, ann = await writing(cast)
    review = await rows.review(ann, cast.bo)
    bo = actor_of(cast.bo)
    await saved(bus, bo, review, answers(round_))
    assert (await reading.answers_of(bo, [review.id]))[review.id] == answers(round_)
    view = (await reading.reviews_by_ids(bo, [review.id]))[review.id]
    assert (view.state, view.answered, view.version) == (ReviewState.STARTED, 2, 2)
    row = await Review.get(id=review.id)
    assert row.answers_sealed is not None
    assert b"Asks early" not in row.answers_sealed


async def test_a_stale_version_is_refused_and_a_repetition_is_not(
    cast: Cast, bus: Bus, actor_of: ActorOf
) -> None:
    round_, ann = await writing(cast)
    review = await rows.review(ann, cast.bo)
    bo = actor_of(cast.bo)
    await saved(bus, bo, review, answers(round_), version=1)
    await saved(bus, bo, review, answers(round_), version=1)
    assert (await Review.get(id=review.id)).version == 2
    await refused(
        bus, "REVIEW_CHANGED", reviews.save_review, bo, review_id=review.id, version=1,
        answers=answers(round_, text="Something else"), goal_titles={},
    )  # fmt: skip
    await refused(bus, "REVIEW_CHANGED", reviews.submit_review, bo, review_id=review.id, version=1)


async def test_of_two_windows_that_save_at_once_one_is_told(
    cast: Cast, bus: Bus, actor_of: ActorOf
) -> None:
    round_, ann = await writing(cast)
    review = await rows.review(ann, cast.bo)
    found = await asyncio.gather(
        *(
            saved(bus, actor_of(cast.bo), review, answers(round_, text=text), version=1)
            for text in ("One", "Two")
        ),
        return_exceptions=True,
    )
    assert sorted(getattr(each, "code", "") for each in found) == ["", "REVIEW_CHANGED"]
    assert (await Review.get(id=review.id)).version == 2


@pytest.mark.parametrize(
    "given",
    [
        {"rating": Answer(value=6)},
        {"rating": Answer(value=0)},
        {"unknown": Answer(text="x")},
        {"text": Answer(text="x" * 10_001)},
    ],
    ids=["too high", "too low", "not asked", "too long"],
)
async def test_answers_fit_their_questions(
    cast: Cast, bus: Bus, actor_of: ActorOf, given: dict[str, Answer]
) -> None:
    round_, ann = await writing(cast)
    review = await rows.review(ann, cast.bo)
    keys = {"rating": round_.rating.id, "text": round_.text.id, "unknown": new_id()}
    ((name, answer),) = given.items()
    await refused(
        bus, "TEXT_TOO_LONG" if name == "text" else "ANSWER_UNFIT", reviews.save_review,
        actor_of(cast.bo), review_id=review.id, version=1, answers={keys[name]: answer},
        goal_titles={},
    )  # fmt: skip


async def test_a_question_of_another_perspective_is_not_answered(
    cast: Cast, bus: Bus, actor_of: ActorOf
) -> None:
    round_, ann = await writing(cast)
    question = await rows.question(round_.cycle, "For managers", perspectives=[Perspective.MANAGER])
    review = await rows.review(ann, cast.bo)
    await refused(
        bus, "ANSWER_UNFIT", reviews.save_review, actor_of(cast.bo), review_id=review.id,
        version=1, answers={question.id: Answer(value=1)}, goal_titles={},
    )  # fmt: skip


async def test_goals_are_those_that_the_rater_may_read(
    cast: Cast, bus: Bus, actor_of: ActorOf
) -> None:
    round_, ann = await writing(cast)
    question = await rows.question(round_.cycle, "Goals", kind=QuestionKind.GOAL_RESULT)
    review = await rows.review(ann, cast.mo, Perspective.MANAGER)
    goal, mo = new_id(), actor_of(cast.mo)
    given = {question.id: Answer(goals=(GoalAnswer(goal, "", 3),))}
    await refused(
        bus, "ANSWER_GOAL_UNKNOWN", reviews.save_review, mo, review_id=review.id, version=1,
        answers=given, goal_titles={new_id(): "Another"},
    )  # fmt: skip
    await do(
        bus, reviews.save_review, mo, review_id=review.id, version=1, answers=given,
        goal_titles={goal: "Learn"},
    )  # fmt: skip
    # What was once readable and answered stays with the title of then.
    found = (await reading.answers_of(mo, [review.id]))[review.id]
    assert found[question.id].goals == (GoalAnswer(goal, "Learn", 3),)
    await saved(bus, mo, review, given | {round_.rating.id: Answer(value=3)})
    found = (await reading.answers_of(mo, [review.id]))[review.id]
    assert found[question.id].goals == (GoalAnswer(goal, "Learn", 3),)


# ---- submitting --------------------------------------------------------------------------------


async def test_required_questions_are_answered_or_cannot_be_judged(
    cast: Cast, bus: Bus, actor_of: ActorOf
) -> None:
    round_, ann = await writing(cast)
    review = await rows.review(ann, cast.bo)
    bo = actor_of(cast.bo)
    await refused(
        bus, "REVIEW_ANSWERS_MISSING", reviews.submit_review, bo, review_id=review.id, version=1
    )
    await saved(bus, bo, review, {round_.rating.id: Answer(cannot_judge=True)})
    await submitted(bus, bo, review)
    assert (await Review.get(id=review.id)).state is ReviewState.SUBMITTED


async def test_a_submitted_review_is_not_saved_into(
    cast: Cast, bus: Bus, actor_of: ActorOf
) -> None:
    round_, ann = await writing(cast)
    review = await rows.review(ann, cast.bo, state=ReviewState.SUBMITTED, answers=answers(round_))
    await refused(
        bus, "REVIEW_SUBMITTED", reviews.save_review, actor_of(cast.bo), review_id=review.id,
        version=1, answers=answers(round_, 1), goal_titles={},
    )  # fmt: skip
    await refused(
        bus, "REVIEW_SUBMITTED", reviews.decline_review, actor_of(cast.bo), review_id=review.id,
        reason="Too late",
    )  # fmt: skip


# ---- time --------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [s for s in CycleState if s is not CycleState.WRITING])
async def test_outside_the_writing_phase_nothing_is_written(
    cast: Cast, bus: Bus, actor_of: ActorOf, state: CycleState
) -> None:
    round_, ann = await writing(cast, state=state)
    review = await rows.review(ann, cast.bo)
    bo = actor_of(cast.bo)
    await refused(
        bus, "REVIEW_CLOSED", reviews.save_review, bo, review_id=review.id, version=1,
        answers=answers(round_), goal_titles={},
    )  # fmt: skip
    await refused(bus, "REVIEW_CLOSED", reviews.submit_review, bo, review_id=review.id, version=1)
    assert await reading.reviews_owed(bo) == []


async def test_the_last_day_lasts_to_its_end_by_the_clocks_of_the_cycle(
    cast: Cast, bus: Bus, actor_of: ActorOf
) -> None:
    round_, ann = await writing(cast, time_zone="Pacific/Auckland")
    review = await rows.review(ann, cast.bo)
    bo = actor_of(cast.bo)
    view = (await reading.reviews_by_ids(bo, [review.id]))[review.id]
    assert view.due_on == round_.cycle.writing_until
    with clock.at(view.due_at - timedelta(seconds=1)):
        await saved(bus, bo, review, answers(round_))
    with clock.at(view.due_at):
        await refused(
            bus, "REVIEW_CLOSED", reviews.save_review, bo, review_id=review.id, version=2,
            answers=answers(round_, 1), goal_titles={},
        )  # fmt: skip
        late = (await reading.reviews_by_ids(bo, [review.id]))[review.id]
        assert late.overdue
        assert not any((late.can_write, late.can_submit, late.can_decline))


async def test_an_extension_gives_one_rater_more_time_even_after_the_cycle_moved_on(
    cast: Cast, bus: Bus, actor_of: ActorOf
) -> None:
    round_, ann = await writing(cast, state=CycleState.PACKETS, writing_until=today())
    theirs = await rows.review(ann, cast.bo)
    others = await rows.review(ann, cast.cy)
    await rows.extension(round_, cast.bo, today() + timedelta(days=3))
    view = (await reading.reviews_by_ids(actor_of(cast.bo), [theirs.id]))[theirs.id]
    assert view.extended
    assert view.due_on == today() + timedelta(days=3)
    await saved(bus, actor_of(cast.bo), theirs, answers(round_))
    await refused(
        bus, "REVIEW_CLOSED", reviews.save_review, actor_of(cast.cy), review_id=others.id,
        version=1, answers=answers(round_), goal_titles={},
    )  # fmt: skip


@pytest.mark.parametrize("state", [ParticipantState.LEFT, ParticipantState.REMOVED])
async def test_about_who_takes_no_part_any_more_nothing_is_written(
    cast: Cast, bus: Bus, actor_of: ActorOf, state: ParticipantState
) -> None:
    round_, ann = await writing(cast)
    review = await rows.review(ann, cast.bo)
    await CycleParticipant.filter(id=ann.id).update(state=state)
    await refused(
        bus, "REVIEW_CLOSED", reviews.save_review, actor_of(cast.bo), review_id=review.id,
        version=1, answers=answers(round_), goal_titles={},
    )  # fmt: skip
    assert await reading.reviews_owed(actor_of(cast.bo)) == []


async def test_once_the_results_are_made_an_anonymous_review_is_gone_and_says_so(
    cast: Cast, bus: Bus, actor_of: ActorOf
) -> None:
    round_, ann = await writing(cast, writing_until=today() - timedelta(days=2))
    review = await rows.review(ann, cast.bo, state=ReviewState.SUBMITTED, answers=answers(round_))
    await closing.close_due_participants(round_.id, moment=now())
    bo = actor_of(cast.bo)
    view = (await reading.reviews_by_ids(bo, [review.id]))[review.id]
    assert view.state is ReviewState.SUBMITTED
    assert view.wiped
    assert "destroyed" in view.terms[-1]
    assert (await reading.answers_of(bo, [review.id]))[review.id] == {}
    await refused(bus, "REVIEW_CLOSED", reviews.reopen_review, bo, review_id=review.id)


# ---- former texts ------------------------------------------------------------------------------


async def test_former_texts_are_kept_at_most_one_a_minute(
    cast: Cast, bus: Bus, actor_of: ActorOf
) -> None:
    round_, ann = await writing(cast)
    review = await rows.review(ann, cast.bo)
    bo, start = actor_of(cast.bo), now()
    for seconds, text in ((0, "A"), (10, "Ab"), (20, "Abc"), (50, "Abcd"), (130, "")):
        with clock.at(start + timedelta(seconds=seconds)):
            await saved(bus, bo, review, {round_.text.id: Answer(text=text)})
    kept = (await reading.versions_of(bo, [review.id]))[review.id]
    assert [v.answers[round_.text.id].text for v in kept] == ["A"]
    with clock.at(start + timedelta(seconds=140)):
        await saved(bus, bo, review, {round_.text.id: Answer(text="Back")})
    kept = (await reading.versions_of(bo, [review.id]))[review.id]
    assert [len(v.answers) for v in kept] == [0, 1]


async def test_whatever_stood_there_a_minute_is_kept_when_it_is_deleted(
    cast: Cast, bus: Bus, actor_of: ActorOf
) -> None:
    round_, ann = await writing(cast)
    review = await rows.review(ann, cast.bo)
    bo, start = actor_of(cast.bo), now()
    for seconds, text in ((0, "A"), (70, "A long text"), (400, "")):
        with clock.at(start + timedelta(seconds=seconds)):
            await saved(bus, bo, review, {round_.text.id: Answer(text=text)})
    kept = (await reading.versions_of(bo, [review.id]))[review.id]
    assert [v.answers[round_.text.id].text for v in kept] == ["A long text", "A"]
    row = await Review.get(id=review.id)
    await refused(
        bus, "REVIEW_CHANGED", reviews.restore_review_version, bo, review_id=review.id, number=2,
        version=row.version - 1,
    )  # fmt: skip
    await refused(
        bus, "REVIEW_VERSION_NOT_FOUND", reviews.restore_review_version, bo, review_id=review.id,
        number=9, version=row.version,
    )  # fmt: skip
    await do(
        bus, reviews.restore_review_version, bo, review_id=review.id, number=2,
        version=row.version,
    )  # fmt: skip
    found = (await reading.answers_of(bo, [review.id]))[review.id]
    assert found[round_.text.id].text == "A long text"


async def test_at_most_fifty_former_texts_are_kept(cast: Cast, bus: Bus, actor_of: ActorOf) -> None:
    round_, ann = await writing(cast)
    review = await rows.review(ann, cast.bo)
    bo, start = actor_of(cast.bo), now()
    for number in range(55):
        with clock.at(start + timedelta(minutes=number)):
            await saved(bus, bo, review, {round_.text.id: Answer(text=f"Text {number}")})
    kept = (await reading.versions_of(bo, [review.id]))[review.id]
    assert len(kept) == 50 == await ReviewVersion.all().count()
    assert kept[0].answers[round_.text.id].text == "Text 53"


# ---- declining ---------------------------------------------------------------------------------


@pytest.mark.parametrize("perspective", [Perspective.SELF, Perspective.MANAGER, Perspective.UPWARD])
async def test_what_follows_from_ones_part_is_not_declined(
    cast: Cast, bus: Bus, actor_of: ActorOf, perspective: Perspective
) -> None:
    _, ann = await writing(cast)
    review = await rows.review(ann, cast.bo, perspective)
    await refused(
        bus, "REVIEW_NOT_DECLINABLE", reviews.decline_review, actor_of(cast.bo),
        review_id=review.id, reason="No",
    )  # fmt: skip


async def test_a_peer_declines_with_a_reason_and_changes_their_mind(
    cast: Cast, bus: Bus, actor_of: ActorOf
) -> None:
    round_, ann = await writing(cast)
    review = await rows.review(ann, cast.bo, state=ReviewState.STARTED, answers=answers(round_))
    bo = actor_of(cast.bo)
    await refused(bus, "TEXT_REQUIRED", reviews.decline_review, bo, review_id=review.id, reason="")
    for _ in range(2):
        await do(bus, reviews.decline_review, bo, review_id=review.id, reason="I left the team")
    await refused(
        bus, "REVIEW_SETTLED", reviews.save_review, bo, review_id=review.id, version=2,
        answers=answers(round_, 1), goal_titles={},
    )  # fmt: skip
    await refused(
        bus, "NOT_ALLOWED", nominations.undo_nomination_refusal, actor_of(cast.ann),
        review_id=review.id,
    )  # fmt: skip
    await refused(
        bus, "NOMINATION_NOT_REFUSED", nominations.undo_nomination_refusal, actor_of(cast.mo),
        review_id=review.id,
    )  # fmt: skip
    await do(bus, nominations.undo_nomination_refusal, bo, review_id=review.id)
    row = await Review.get(id=review.id)
    assert (row.state, row.reason) == (ReviewState.ASSIGNED, "")
    assert row.live_key is not None
    assert (await reading.answers_of(bo, [review.id]))[review.id] == answers(round_)


# ---- what one owes -----------------------------------------------------------------------------


async def test_what_is_owed_is_listed_by_its_deadline_with_an_estimate(
    cast: Cast, actor_of: ActorOf
) -> None:
    _, ann = await writing(cast, writing_until=today() + timedelta(days=9))
    sooner = await rows.cycle(cast.hana, writing_until=today() + timedelta(days=2))
    cy = await rows.participant(sooner, cast.cy, manager=cast.max)
    second = await rows.review(ann, cast.bo)
    first = await rows.review(cy, cast.bo, state=ReviewState.STARTED, answers={
        sooner.rating.id: Answer(value=1)
    })  # fmt: skip
    await rows.review(ann, cast.mo, Perspective.MANAGER)
    views = await reading.reviews_owed(actor_of(cast.bo))
    assert [view.id for view in views] == [first.id, second.id]
    # 3 minutes a text and half a one a rating: 4 in all, and half of it where one of two is done.
    assert [view.minutes for view in views] == [2, 4]
    assert all(view.about_to_be_left_out for view in views)
    for person in await cast.crowd(2):
        await rows.review(ann, person)
    views = await reading.reviews_owed(actor_of(cast.bo))
    assert [view.about_to_be_left_out for view in views] == [True, False]


@pytest.mark.parametrize("count", [1, 20, 200])
async def test_lists_of_reviews_cost_the_same_whatever_their_length(
    cast: Cast, actor_of: ActorOf, count: int
) -> None:
    round_ = await rows.cycle(cast.hana)
    about = await rows.participants(round_, await cast.crowd(count))
    for each in about:
        await rows.review(each, cast.bo)
    with query_count() as queries:
        assert len(await reading.reviews_owed(actor_of(cast.bo))) == count
    assert queries.count == 7
    await Review.filter(cycle_id=round_.id).update(state=ReviewState.SUBMITTED)
    with query_count() as queries:
        page = await reading.reviews_written(actor_of(cast.bo), PageRequest(first=100))
    assert len(page.items) == min(count, 100)
    assert queries.count == 7
