"""Reads of calibrations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from erm.core.actor import Actor
from erm.feedback.cycles import policy_calibration as policy
from erm.feedback.cycles.calibration import (
    Rated,
    as_it_stands,
    box,
    distribution,
    estimate,
    leniency,
    others_mean,
)
from erm.feedback.cycles.formulas import OTHERS
from erm.feedback.cycles.models import (
    CalibrationChange,
    CalibrationFacilitator,
    CalibrationSeat,
    CalibrationSession,
    Cycle,
    CyclePerspective,
    CycleQuestion,
    CycleResult,
)
from erm.feedback.cycles.queries.packets import participants_rated_by
from erm.feedback.cycles.questions import QuestionContent
from erm.feedback.cycles.results import PerspectiveResult, QuestionResult, from_json
from erm.feedback.cycles.rules import (
    CalibrationChangeState,
    CycleState,
    Perspective,
    QuestionKind,
)
from erm.feedback.cycles.views.calibration import (
    ChangeView,
    DistributionView,
    SeatRatingView,
    SeatView,
    SessionContents,
    SessionView,
)
from erm.feedback.sealed import open_json

CALIBRATED_KINDS = frozenset({QuestionKind.RATING, QuestionKind.COMPETENCY_LEVEL})
"""Questions that one rating answers. The results of goals are figures of their own."""

Results = Mapping[Perspective, PerspectiveResult]


def is_calibrated(question: CycleQuestion) -> bool:
    """Whether the manager answers a question with one rating on a scale."""
    return question.kind in CALIBRATED_KINDS and Perspective.MANAGER.value in question.perspectives


async def sessions_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, SessionView]:
    """Sessions by id; those that the actor may not read are missing."""
    rows = await CalibrationSession.filter(policy.readable_sessions(actor), id__in=list(set(ids)))
    return {view.id: view for view in await _views(actor, rows)}


async def sessions_of(actor: Actor, cycle_ids: Sequence[UUID]) -> dict[UUID, list[SessionView]]:
    """The sessions of cycles that the actor may read, in the order in which they were made."""
    rows = await CalibrationSession.filter(
        policy.readable_sessions(actor), cycle_id__in=list(set(cycle_ids))
    ).order_by("id")
    found: dict[UUID, list[SessionView]] = {key: [] for key in cycle_ids}
    for view in await _views(actor, rows):
        found[view.cycle_id].append(view)
    return found


async def changes_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, ChangeView]:
    """Changes by id; those that the actor may not read are missing."""
    rows = await CalibrationChange.filter(policy.readable_changes(actor), id__in=list(set(ids)))
    sessions = await sessions_by_ids(actor, [row.session_id for row in rows])
    return {row.id: _change(row, sessions[row.session_id]) for row in rows}


async def contents_of(actor: Actor, session_ids: Sequence[UUID]) -> dict[UUID, SessionContents]:
    """What sessions hold: for HR who sits in them, for facilitators the ratings as well."""
    sessions = await sessions_by_ids(actor, session_ids)
    background = await _Background.of(actor, list(sessions.values()))
    return {key: background.contents(actor, view) for key, view in sessions.items()}


async def results_of_participants(participant_ids: Collection[UUID]) -> dict[UUID, Results]:
    """The results that were made, opened. Has no actor: for reads that have asked a policy."""
    found: dict[UUID, dict[Perspective, PerspectiveResult]] = defaultdict(dict)
    if participant_ids:
        for row in await CycleResult.filter(participant_id__in=list(participant_ids)):
            if row.content_sealed is not None:
                opened = open_json(
                    row.content_sealed,
                    table="cycle_result",
                    column="content_sealed",
                    row_id=row.id,
                )
                found[row.participant_id][row.perspective] = from_json(opened)
    return dict(found)


async def calibrated_of(participant_ids: Collection[UUID]) -> dict[UUID, dict[UUID, int]]:
    """What accepted changes made of managers' ratings: by participant and question, the latest.

    Has no actor: for reads that have asked a policy.
    """
    found: dict[UUID, dict[UUID, int]] = defaultdict(dict)
    if participant_ids:
        rows = CalibrationChange.filter(
            participant_id__in=list(participant_ids), state=CalibrationChangeState.ACCEPTED
        ).order_by("decided_at", "id")
        for participant_id, question_id, after in await rows.values_list(
            "participant_id", "question_id", "after"
        ):
            found[participant_id][question_id] = after
    return dict(found)


def manager_ratings(results: Results | None, question_id: UUID) -> list[tuple[UUID, int]]:
    """Who gave which rating as the manager: one, or two where the manager changed between."""
    result = None if results is None else results.get(Perspective.MANAGER)
    given = []
    for review in () if result is None else result.reviews:
        answer = review.answers.get(question_id)
        if answer is not None and answer.value is not None and review.rater_id is not None:
            given.append((review.rater_id, answer.value))
    return given


async def _views(actor: Actor, rows: Sequence[CalibrationSession]) -> list[SessionView]:
    if not rows:
        return []
    leading: dict[UUID, list[UUID]] = defaultdict(list)
    for session_id, person_id in (
        await CalibrationFacilitator.filter(session_id__in=[row.id for row in rows])
        .order_by("person__sort_key", "person_id")
        .values_list("session_id", "person_id")
    ):
        leading[session_id].append(person_id)
    states = dict(
        await Cycle.filter(id__in=list({row.cycle_id for row in rows})).values_list("id", "state")
    )
    found = []
    for row in rows:
        changes = (
            policy.may_change_ratings(actor, row, leading[row.id])
            and states[row.cycle_id] is CycleState.CALIBRATION
        )
        found.append(
            SessionView(
                id=row.id,
                cycle_id=row.cycle_id,
                name=row.name,
                state=row.state,
                facilitator_ids=tuple(leading[row.id]),
                x_question_id=row.x_question_id,
                y_question_id=row.y_question_id,
                version=row.version,
                can_manage=policy.may_manage_session(actor),
                can_propose=changes,
                can_decide=changes,
            )
        )
    return found


def _change(row: CalibrationChange, session: SessionView) -> ChangeView:
    return ChangeView(
        id=row.id,
        session_id=row.session_id,
        participant_id=row.participant_id,
        question_id=row.question_id,
        before=row.before,
        after=row.after,
        reason=row.reason,
        state=row.state,
        proposed_by_id=row.proposed_by_id,
        decided_by_id=row.decided_by_id,
        created_at=row.created_at,
        decided_at=row.decided_at,
        can_decide=session.can_decide and row.state is CalibrationChangeState.PROPOSED,
    )


@dataclass(slots=True)
class _Background:
    """What sessions stand before, read in a number of queries that does not depend on theirs."""

    seats: dict[UUID, list[tuple[UUID, UUID]]] = field(default_factory=dict)
    questions: dict[UUID, list[CycleQuestion]] = field(default_factory=dict)
    weights: dict[UUID, dict[Perspective, int]] = field(default_factory=dict)
    results: dict[UUID, Results] = field(default_factory=dict)
    calibrated: dict[UUID, dict[UUID, int]] = field(default_factory=dict)
    changes: dict[UUID, list[CalibrationChange]] = field(default_factory=dict)
    rated: set[UUID] = field(default_factory=set)
    """Whom the viewer has rated anonymously: they could take their own answer out of the figures."""

    @classmethod
    async def of(cls, actor: Actor, sessions: Sequence[SessionView]) -> _Background:
        found = cls(defaultdict(list), defaultdict(list), defaultdict(dict))
        found.changes = defaultdict(list)
        if not sessions:
            return found
        keys, cycles = [one.id for one in sessions], list({one.cycle_id for one in sessions})
        for session_id, participant_id, person_id in (
            await CalibrationSeat.filter(session_id__in=keys)
            .order_by("participant__person__sort_key", "participant_id")
            .values_list("session_id", "participant_id", "participant__person_id")
        ):
            found.seats[session_id].append((participant_id, person_id))
        for question in await CycleQuestion.filter(cycle_id__in=cycles).order_by("position", "id"):
            if is_calibrated(question):
                found.questions[question.cycle_id].append(question)
        for cycle_id, kind, weight in await CyclePerspective.filter(
            cycle_id__in=cycles
        ).values_list("cycle_id", "kind", "weight"):
            found.weights[cycle_id][Perspective(kind)] = weight
        seen = {
            participant_id
            for one in sessions
            for participant_id, person_id in found.seats[one.id]
            if policy.may_see_ratings_of(actor, person_id, one.facilitator_ids)
        }
        found.results = await results_of_participants(seen)
        found.rated = await participants_rated_by(actor, seen)
        found.calibrated = await calibrated_of(seen)
        for row in await CalibrationChange.filter(
            policy.readable_changes(actor), session_id__in=keys
        ).order_by("-id"):
            found.changes[row.session_id].append(row)
        return found

    def contents(self, actor: Actor, session: SessionView) -> SessionContents:
        questions = self.questions[session.cycle_id]
        found = SessionContents(question_ids=tuple(question.id for question in questions))
        scales = {q.id: len(QuestionContent.from_json(q.content).scale) for q in questions}
        rated: list[Rated] = []
        for participant_id, person_id in self.seats[session.id]:
            if not policy.may_see_ratings_of(actor, person_id, session.facilitator_ids):
                found.seats.append(SeatView(participant_id, person_id))
                continue
            found.seats.append(self._seat(session, participant_id, person_id, scales))
            rated.extend(
                Rated(rater_id, participant_id, value, scales[question.id])
                for question in questions
                for rater_id, value in manager_ratings(
                    self.results.get(participant_id), question.id
                )
            )
        if policy.may_see_ratings(actor, session.facilitator_ids):
            found.leniency = leniency(rated)
            found.distribution = [
                _distribution(question, scales[question.id], found.seats) for question in questions
            ]
            found.changes = [_change(row, session) for row in self.changes[session.id]]
        return found

    def _seat(
        self,
        session: SessionView,
        participant_id: UUID,
        person_id: UUID,
        scales: Mapping[UUID, int],
    ) -> SeatView:
        results = self.results.get(participant_id)
        calibrated = self.calibrated.get(participant_id, {})
        ratings, stand = [], {}
        for question_id, scale in scales.items():
            given = manager_ratings(results, question_id)
            manager = given[-1][1] if given else None
            now_is = as_it_stands(manager, calibrated, question_id)
            if now_is is not None:
                stand[question_id] = (now_is, scale)
            ratings.append(
                SeatRatingView(
                    question_id=question_id,
                    manager=manager,
                    calibrated=calibrated.get(question_id),
                    own=_own(results, question_id),
                    # Whoever has rated them anonymously could take their own answer out of it.
                    others=None
                    if participant_id in self.rated
                    else others_mean(self._others(session.cycle_id, results, question_id), scale),
                )
            )
        x, y = session.x_question_id, session.y_question_id
        nine = None if x is None or y is None else box(stand.get(x), stand.get(y))
        return SeatView(participant_id, person_id, tuple(ratings), nine)

    def _others(
        self, cycle_id: UUID, results: Results | None, question_id: UUID
    ) -> list[tuple[QuestionResult, int]]:
        return [
            (question, self.weights[cycle_id].get(perspective, 0))
            for perspective in OTHERS
            if results is not None and perspective in results
            for question in results[perspective].questions
            if question.question_id == question_id
        ]


def _own(results: Results | None, question_id: UUID) -> int | None:
    result = None if results is None else results.get(Perspective.SELF)
    for review in () if result is None else result.reviews:
        answer = review.answers.get(question_id)
        if answer is not None:
            return answer.value
    return None


def _distribution(
    question: CycleQuestion, scale: int, seats: Sequence[SeatView]
) -> DistributionView:
    values = [
        rating.manager if rating.calibrated is None else rating.calibrated
        for seat in seats
        for rating in seat.ratings
        if rating.question_id == question.id and rating.manager is not None
    ]
    points = {point.value: point for point in QuestionContent.from_json(question.content).scale}
    return DistributionView(
        question_id=question.id,
        counts=tuple((points[value], count) for value, count in distribution(values, scale)),
        estimate=estimate(values, scale),
    )
