"""Reads of reviews, each by its rater."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from tortoise.functions import Count

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.language import say
from erm.core.paging import Page, PageRequest, page_of
from erm.feedback.cycles import policy_reviews as policy
from erm.feedback.cycles.answers import Answers
from erm.feedback.cycles.deadlines import Extensions
from erm.feedback.cycles.models import (
    Cycle,
    CycleParticipant,
    CyclePerspective,
    CycleQuestion,
    Review,
    ReviewVersion,
)
from erm.feedback.cycles.queries.cycles import extensions_by_cycle
from erm.feedback.cycles.rules import (
    OPEN_REVIEWS,
    WRITABLE,
    ParticipantState,
    Perspective,
    QuestionKind,
    ReviewState,
)
from erm.feedback.cycles.sealed_answers import open_answers, open_version
from erm.feedback.cycles.terms import terms_for
from erm.feedback.cycles.views.cycles import QuestionView, view_question
from erm.feedback.cycles.views.reviews import ReviewView, VersionView
from erm.feedback.cycles.writing import deadline_of, is_expected, is_writing_open, minutes_for

ASKED = frozenset(
    {ReviewState.ASSIGNED, ReviewState.STARTED, ReviewState.SUBMITTED, ReviewState.MISSED}
)
"""States of a review that counts among those that were asked for."""


@dataclass(slots=True)
class Background:
    """What reviews stand before: their cycles, participants, promises, questions and deadlines."""

    cycles: dict[UUID, Cycle] = field(default_factory=dict)
    participants: dict[UUID, CycleParticipant] = field(default_factory=dict)
    extensions: dict[UUID, Extensions] = field(default_factory=dict)
    perspectives: dict[tuple[UUID, Perspective], CyclePerspective] = field(default_factory=dict)
    questions: dict[UUID, list[QuestionView]] = field(default_factory=dict)
    counts: dict[tuple[UUID, Perspective], int] = field(default_factory=dict)

    @classmethod
    async def of(cls, reviews: Sequence[Review]) -> Background:
        """Read it in six queries, whatever the number of reviews."""
        found = cls()
        if not reviews:
            return found
        cycles = list({review.cycle_id for review in reviews})
        participants = list({review.participant_id for review in reviews})
        found.cycles = {row.id: row for row in await Cycle.filter(id__in=cycles)}
        found.participants = {
            row.id: row for row in await CycleParticipant.filter(id__in=participants)
        }
        found.extensions = await extensions_by_cycle(cycles)
        for each in await CyclePerspective.filter(cycle_id__in=cycles):
            found.perspectives[each.cycle_id, each.kind] = each
        found.questions = defaultdict(list)
        for row in await CycleQuestion.filter(cycle_id__in=cycles).order_by("position", "id"):
            found.questions[row.cycle_id].append(view_question(row))
        found.counts = await rater_counts(participants)
        return found

    def questions_for(self, review: Review) -> list[QuestionView]:
        """The questions that a review's perspective is asked, in order."""
        return [
            question
            for question in self.questions.get(review.cycle_id, ())
            if review.perspective in question.perspectives
        ]

    def is_open(self, review: Review) -> bool:
        """Whether there is time to write it now."""
        return is_writing_open(
            self.cycles[review.cycle_id],
            self.participants[review.participant_id],
            review.rater_id,
            self.extensions[review.cycle_id],
            now(),
        )

    def is_expected(self, review: Review) -> bool:
        """Whether there is, or will be, time to write it."""
        return is_expected(
            self.cycles[review.cycle_id],
            self.participants[review.participant_id],
            review.rater_id,
            self.extensions[review.cycle_id],
            now(),
        )

    def is_anonymous(self, review: Review) -> bool:
        """Whether its rater stays unnamed. Not knowing is yes."""
        promised = self.perspectives.get((review.cycle_id, review.perspective))
        return promised is None or promised.anonymous


async def rater_counts(participant_ids: Iterable[UUID]) -> dict[tuple[UUID, Perspective], int]:
    """How many are asked about each participant in each perspective. Has no actor: for views."""
    rows = (
        await Review.filter(participant_id__in=list(set(participant_ids)), state__in=list(ASKED))
        .annotate(count=Count("id"))
        .group_by("participant_id", "perspective")
        .values_list("participant_id", "perspective", "count")
    )
    return {(person, Perspective(kind)): count for person, kind, count in rows}


async def reviews_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, ReviewView]:
    """Reviews by id; those that the actor is not the rater of are missing."""
    rows = await Review.filter(policy.readable_reviews(actor), id__in=list(set(ids)))
    return {view.id: view for view in await _views(actor, rows)}


async def reviews_owed(actor: Actor) -> list[ReviewView]:
    """What the actor has to write and can write now, nearest deadline first."""
    views = [view for view in await _views(actor, await unwritten(actor)) if view.can_write]
    return sorted(views, key=lambda view: (view.due_at, view.id))


async def unwritten(actor: Actor) -> list[Review]:
    """The actor's open reviews about participants whose results are still to be made, as rows."""
    return (await unwritten_for({actor.person_id: actor}))[actor.person_id]


async def unwritten_for(actors: Mapping[UUID, Actor]) -> dict[UUID, list[Review]]:
    """The same for each of many people, in one query."""
    found: dict[UUID, list[Review]] = {key: [] for key in actors}
    for row in await Review.filter(
        rater_id__in=list(actors),
        state__in=list(OPEN_REVIEWS),
        cycle__state__in=list(WRITABLE),
        participant__state=ParticipantState.ACTIVE,
        participant__results_at__isnull=True,
    ):
        rater = row.rater_id
        if rater is not None and policy.may_read_review(actors[rater], row):
            found[rater].append(row)
    return found


async def kinds_asked(
    cycle_ids: Iterable[UUID],
) -> dict[tuple[UUID, Perspective], list[QuestionKind]]:
    """Which kinds of questions each perspective of cycles is asked. Has no actor: for tasks."""
    found: dict[tuple[UUID, Perspective], list[QuestionKind]] = defaultdict(list)
    for row in await CycleQuestion.filter(cycle_id__in=list(set(cycle_ids))):
        question = view_question(row)
        for perspective in question.perspectives:
            found[row.cycle_id, perspective].append(question.kind)
    return found


async def reviews_written(actor: Actor, page: PageRequest) -> Page[ReviewView]:
    """What the actor has submitted, latest asked first."""
    found = Review.filter(policy.readable_reviews(actor), state=ReviewState.SUBMITTED)
    count = found.count
    if page.after_id is not None:
        found = found.filter(id__lt=page.after_id)
    rows = await found.order_by("-id").limit(page.first + 1)
    return page_of(await _views(actor, rows), page, count, lambda view: (str(view.id),))


async def answers_of(actor: Actor, review_ids: Sequence[UUID]) -> dict[UUID, Answers]:
    """What stands in reviews of the actor's."""
    rows = await Review.filter(policy.readable_reviews(actor), id__in=list(set(review_ids)))
    return {row.id: open_answers(row) for row in rows}


async def versions_of(actor: Actor, review_ids: Sequence[UUID]) -> dict[UUID, list[VersionView]]:
    """Former texts of reviews of the actor's, newest first."""
    readable = await Review.filter(
        policy.readable_reviews(actor), id__in=list(set(review_ids))
    ).values_list("id", flat=True)
    found: dict[UUID, list[VersionView]] = {key: [] for key in readable}  # type: ignore[misc]
    for row in await ReviewVersion.filter(review_id__in=list(found)).order_by("-number"):
        found[row.review_id].append(VersionView(row.number, row.created_at, open_version(row)))
    return found


async def _views(actor: Actor, rows: Sequence[Review]) -> list[ReviewView]:
    background = await Background.of(rows)
    return [view_review(actor, row, background) for row in rows]


def promised_terms(cycle: Cycle, perspective: Perspective, locale: str) -> list[str]:
    """What a perspective's raters were promised at launch, in a language."""
    return [] if cycle.terms is None else terms_for(cycle.terms, perspective, locale)


def view_review(actor: Actor, row: Review, background: Background) -> ReviewView:
    """A review for its rater."""
    cycle = background.cycles[row.cycle_id]
    participant = background.participants[row.participant_id]
    deadline = deadline_of(cycle, row.rater_id, background.extensions[cycle.id])
    questions = background.questions_for(row)
    anonymous = background.is_anonymous(row)
    promised = background.perspectives.get((cycle.id, row.perspective))
    open_now = background.is_open(row)
    owed = row.state in OPEN_REVIEWS
    wiped = anonymous and participant.results_at is not None
    declinable = policy.may_decline(actor, row) and background.is_expected(row)
    terms = promised_terms(cycle, row.perspective, actor.locale)
    if wiped and row.state is ReviewState.SUBMITTED:
        terms.append(say(actor.locale, "cycles.review_wiped"))
    return ReviewView(
        id=row.id,
        cycle_id=cycle.id,
        participant_id=participant.id,
        subject_id=participant.person_id,
        perspective=row.perspective,
        state=row.state,
        anonymous=anonymous,
        minimum=0 if promised is None else promised.minimum,
        rater_count=background.counts.get((participant.id, row.perspective), 0),
        terms=tuple(terms),
        period_from=cycle.period_from,
        period_until=cycle.period_until,
        question_ids=tuple(question.id for question in questions),
        asks_for_goals=_asks_for_goals(questions),
        answered=row.answered,
        minutes=minutes_for((q.kind for q in questions), row.answered) if owed else 0,
        due_on=deadline.on,
        due_at=deadline.at,
        overdue=owed and deadline.at <= now(),
        extended=deadline.extended,
        saved_at=row.saved_at,
        submitted_at=row.submitted_at,
        version=row.version,
        wiped=wiped,
        can_write=owed and open_now,
        can_submit=owed and open_now,
        can_reopen=row.state is ReviewState.SUBMITTED and open_now,
        can_decline=owed and declinable,
        can_undo_decline=row.state is ReviewState.DECLINED and declinable,
    )


def _asks_for_goals(questions: Iterable[QuestionView]) -> bool:
    return any(question.kind is QuestionKind.GOAL_RESULT for question in questions)
