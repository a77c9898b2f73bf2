"""Writing reviews: saving, submitting, reopening, returning to a former text, declining.

A rater writes until their deadline, and needs nobody to change their mind. Every command locks the
participant first: their results are made under the same lock, so nothing is written into a review
after its answers were counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from tortoise.expressions import F

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import InvalidInput, NotAllowed
from erm.core.ids import new_id
from erm.core.text import clean_text
from erm.feedback.cycles import policy_reviews as policy
from erm.feedback.cycles.answers import Answer, Answers, clean_answer
from erm.feedback.cycles.deadlines import Extensions
from erm.feedback.cycles.errors import (
    AnswerGoalUnknown,
    AnswersMissing,
    ReviewChanged,
    ReviewClosed,
    ReviewNotDeclinable,
    ReviewNotFound,
    ReviewSettled,
    ReviewSubmitted,
    ReviewVersionNotFound,
)
from erm.feedback.cycles.models import (
    Cycle,
    CycleParticipant,
    CycleQuestion,
    Review,
    ReviewVersion,
)
from erm.feedback.cycles.queries.cycles import extensions_of
from erm.feedback.cycles.rules import OPEN_REVIEWS, QuestionKind, ReviewState
from erm.feedback.cycles.sealed_answers import (
    open_answers,
    open_version,
    seal_answers,
    seal_version,
)
from erm.feedback.cycles.views.cycles import QuestionView, view_question
from erm.feedback.cycles.writing import is_expected, is_writing_open

REASON_MAXIMUM = 1_000
VERSION_EVERY = timedelta(minutes=1)
"""While somebody types, a former text is kept at most so often; and always when they submit."""
VERSIONS_MAXIMUM = 50


@dataclass(frozen=True, slots=True)
class Desk:
    """A review that its rater works on, with its locked participant and what decides about it."""

    review: Review
    participant: CycleParticipant
    cycle: Cycle
    extensions: Extensions
    questions: tuple[QuestionView, ...]

    @property
    def can_write(self) -> bool:
        """Whether there is time to write now."""
        return is_writing_open(
            self.cycle, self.participant, self.review.rater_id, self.extensions, now()
        )

    @property
    def is_expected(self) -> bool:
        """Whether there is, or will be, time to write."""
        return is_expected(
            self.cycle, self.participant, self.review.rater_id, self.extensions, now()
        )


async def desk_of(review: Review) -> Desk:
    """Lock a review's participant and read all that decides about writing."""
    participant = (
        await CycleParticipant.filter(id=review.participant_id)
        .select_for_update(no_key=True)
        .first()
    )
    fresh = await Review.get_or_none(id=review.id)
    if participant is None or fresh is None:
        raise ReviewNotFound
    questions = [
        view_question(row)
        for row in await CycleQuestion.filter(cycle_id=fresh.cycle_id).order_by("position", "id")
    ]
    return Desk(
        fresh,
        participant,
        await Cycle.get(id=fresh.cycle_id),
        await extensions_of(fresh.cycle_id),
        tuple(each for each in questions if fresh.perspective in each.perspectives),
    )


async def _desk(actor: Actor, review_id: UUID) -> Desk:
    seen = await Review.get_or_none(policy.readable_reviews(actor), id=review_id)
    if seen is None:
        raise ReviewNotFound
    return await desk_of(seen)


# ---- as a person ---------------------------------------------------------------------------------


async def save_review(
    actor: Actor,
    *,
    review_id: UUID,
    version: int,
    answers: Mapping[UUID, Answer],
    goal_titles: Mapping[UUID, str],
) -> None:
    """Replace the answers of a review that is not submitted.

    ``goal_titles`` are the goals of the subject that the rater may read; a goal that was answered
    before keeps its title. Raises ``ReviewNotFound`` and what :func:`save` raises.
    """
    await save(await _desk(actor, review_id), version, answers, goal_titles)


async def submit_review(actor: Actor, *, review_id: UUID, version: int) -> None:
    """Hand a review in. A second time is a success that changes nothing.

    Raises ``ReviewNotFound`` and what :func:`submit` raises.
    """
    await submit(await _desk(actor, review_id), version)


async def reopen_review(actor: Actor, *, review_id: UUID) -> None:
    """Take a submitted review up again, without asking anybody. Raises ``ReviewNotFound`` and so on."""
    await reopen(await _desk(actor, review_id))


async def restore_review_version(
    actor: Actor, *, review_id: UUID, number: int, version: int
) -> None:
    """Return to a former text; the present one is kept among the former ones.

    Raises ``ReviewNotFound``, ``ReviewVersionNotFound`` and what :func:`save` raises.
    """
    desk = await _desk(actor, review_id)
    _check_writable(desk)
    former = await ReviewVersion.get_or_none(review_id=desk.review.id, number=number)
    if former is None:
        raise ReviewVersionNotFound
    if desk.review.version != version:
        raise ReviewChanged
    await _keep(desk.review, always=True)
    await _store(desk, version, open_version(former))


async def decline_review(actor: Actor, *, review_id: UUID, reason: str) -> None:
    """Say that one will not write, and why; who chose one reads it. It can be undone.

    Raises ``ReviewNotFound``, ``ReviewNotDeclinable``, ``ReviewClosed``, ``ReviewSettled``,
    ``ReviewSubmitted``.
    """
    desk = await _desk(actor, review_id)
    if not policy.may_decline(actor, desk.review):
        raise ReviewNotDeclinable
    await decline(desk, clean_text(reason, field="reason", maximum=REASON_MAXIMUM))


# ---- as whoever the rater is ---------------------------------------------------------------------


async def save(
    desk: Desk,
    version: int,
    answers: Mapping[UUID, Answer],
    goal_titles: Mapping[UUID, str],
) -> None:
    """Replace the answers, if nobody has since ``version``.

    Saving the same again is no conflict: it repeats a request whose answer was lost. Raises
    ``ReviewClosed``, ``ReviewSubmitted``, ``ReviewSettled``, ``ReviewChanged``,
    ``AnswerGoalUnknown`` and the refusals of answers.
    """
    _check_writable(desk)
    before = open_answers(desk.review)
    given = clean_answers(desk.questions, answers, _titles(before) | dict(goal_titles))
    if desk.review.version != version:
        if given == before:
            return
        raise ReviewChanged
    if given == before:
        return
    await _keep(desk.review)
    await _store(desk, version, given)


async def submit(desk: Desk, version: int) -> None:
    """Hand in what stands there.

    Raises ``ReviewClosed``, ``ReviewSettled``, ``ReviewChanged``, ``AnswersMissing``.
    """
    review = desk.review
    if review.state is ReviewState.SUBMITTED:
        return
    _check_writable(desk)
    if review.version != version:
        raise ReviewChanged
    answers = open_answers(review)
    missing = sum(
        1
        for question in desk.questions
        if question.required and answers.get(question.id, Answer()).is_empty
    )
    if missing:
        raise AnswersMissing(field="answers", count=missing)
    moment = now()
    changed = await Review.filter(
        id=review.id, version=version, state__in=list(OPEN_REVIEWS)
    ).update(
        state=ReviewState.SUBMITTED,
        submitted_at=moment,
        saved_at=review.saved_at or moment,
        answered=_answered(answers),
        answers_sealed=seal_answers(answers, review.id),
        version=F("version") + 1,
    )
    if not changed:
        raise ReviewChanged
    await _keep(review, always=True)


async def reopen(desk: Desk) -> None:
    """Go on writing. What is not submitted again by the deadline is not counted.

    Raises ``ReviewClosed``, ``ReviewSettled``.
    """
    if desk.review.state in OPEN_REVIEWS and desk.can_write:
        return
    if not desk.can_write:
        raise ReviewClosed
    if not await Review.filter(id=desk.review.id, state=ReviewState.SUBMITTED).update(
        state=ReviewState.STARTED, submitted_at=None, version=F("version") + 1
    ):
        raise ReviewSettled


async def decline(desk: Desk, reason: str) -> None:
    """Say no for a rater who was chosen. Saying it again changes nothing."""
    if desk.review.state is ReviewState.DECLINED:
        return
    if desk.review.perspective not in policy.NOMINATED:
        raise NotAllowed
    if not desk.is_expected:
        raise ReviewClosed
    if desk.review.state is ReviewState.SUBMITTED:
        raise ReviewSubmitted
    if not await Review.filter(id=desk.review.id, state__in=list(OPEN_REVIEWS)).update(
        state=ReviewState.DECLINED, live_key=None, reason=reason, version=F("version") + 1
    ):
        raise ReviewSettled


def clean_answers(
    questions: tuple[QuestionView, ...],
    answers: Mapping[UUID, Answer],
    goal_titles: Mapping[UUID, str],
) -> Answers:
    """What was answered, checked against its questions; empty answers are left out.

    Raises ``InvalidInput`` (``ANSWER_UNFIT``) for a question that is not asked in this perspective,
    ``AnswerGoalUnknown`` for a goal that the rater may not read.
    """
    asked = {question.id: question for question in questions}
    found = {}
    for key, answer in answers.items():
        question = asked.get(key)
        if question is None:
            raise InvalidInput("ANSWER_UNFIT", field="answers")
        has_goals = question.kind is QuestionKind.GOAL_RESULT and answer.goals
        titled = _titled(answer, goal_titles) if has_goals else answer
        cleaned = clean_answer(question.kind, question.content, titled)
        if not cleaned.is_empty:
            found[key] = cleaned
    return found


def _titled(answer: Answer, titles: Mapping[UUID, str]) -> Answer:
    goals = []
    for goal in answer.goals or ():
        if goal.goal_id not in titles:
            raise AnswerGoalUnknown(field="answers")
        goals.append(replace(goal, title=titles[goal.goal_id]))
    return replace(answer, goals=tuple(goals))


def _titles(answers: Answers) -> dict[UUID, str]:
    return {goal.goal_id: goal.title for answer in answers.values() for goal in answer.goals or ()}


def _check_writable(desk: Desk) -> None:
    state = desk.review.state
    if not desk.can_write:
        raise ReviewClosed
    if state is ReviewState.SUBMITTED:
        raise ReviewSubmitted
    if state not in OPEN_REVIEWS:
        raise ReviewSettled


def _answered(answers: Answers) -> int:
    return sum(1 for answer in answers.values() if not answer.is_empty)


async def _store(desk: Desk, version: int, answers: Answers) -> None:
    changed = await Review.filter(
        id=desk.review.id, version=version, state__in=list(OPEN_REVIEWS)
    ).update(
        state=ReviewState.STARTED,
        answers_sealed=seal_answers(answers, desk.review.id),
        answered=_answered(answers),
        saved_at=now(),
        version=F("version") + 1,
    )
    if not changed:
        raise ReviewChanged


async def _keep(review: Review, *, always: bool = False) -> None:
    """Keep what stands in a review among its former texts, before it is replaced or handed in."""
    if review.answers_sealed is None or review.saved_at is None:
        return
    last = await ReviewVersion.filter(review_id=review.id).order_by("-number").first()
    answers = open_answers(review)
    if last is not None:
        if not always and review.saved_at - last.created_at < VERSION_EVERY:
            return
        if open_version(last) == answers:
            return
    key, number = new_id(), 1 if last is None else last.number + 1
    _ = await ReviewVersion.create(
        id=key,
        review_id=review.id,
        number=number,
        answers_sealed=seal_version(answers, key),
        created_at=review.saved_at,
    )
    await ReviewVersion.filter(review_id=review.id, number__lte=number - VERSIONS_MAXIMUM).delete()
