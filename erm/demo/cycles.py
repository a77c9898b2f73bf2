"""Rows of feedback cycles: one whose packets are out, some that run, a draft."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from erm.demo.content import cycles_en, cycles_ru
from erm.demo.content.people import HR
from erm.demo.rows import Rows
from erm.demo.staff import Staff
from erm.demo.timeline import Timeline
from erm.feedback.cycles.answers import Answer, Answers
from erm.feedback.cycles.closing import Plan
from erm.feedback.cycles.definitions import CycleDefinition, dates_from
from erm.feedback.cycles.models import (
    CalibrationChange,
    Cycle,
    CycleParticipant,
    CyclePerspective,
    CycleQuestion,
    Review,
)
from erm.feedback.cycles.questions import SCALED
from erm.feedback.cycles.results import PerspectiveResult
from erm.feedback.cycles.rules import (
    CycleState,
    ParticipantSource,
    ParticipantState,
    Perspective,
    QuestionKind,
    ReviewState,
    live_key,
)
from erm.feedback.cycles.sealed_answers import seal_answers
from erm.feedback.cycles.templates import built_in
from erm.feedback.cycles.terms import Promise, fingerprint, write_terms
from erm.people.audience import Audience
from erm.people.models import Department, DepartmentMembership

ZONE = "Europe/Berlin"
OWNER = HR[0]


@dataclass
class Round:
    """A cycle in the making."""

    key: str
    days: int
    """How many days ago it was launched."""
    row: Cycle
    plan: Plan
    questions: list[CycleQuestion]
    weights: dict[Perspective, int]
    participants: dict[str, CycleParticipant] = field(default_factory=dict)
    reviews: dict[str, list[tuple[str, Review]]] = field(default_factory=dict)
    """By participant: who writes, and the review."""
    answers: dict[UUID, Answers] = field(default_factory=dict)
    """What was written, by review."""
    results: dict[str, list[PerspectiveResult]] = field(default_factory=lambda: defaultdict(list))
    changes: dict[str, list[CalibrationChange]] = field(default_factory=lambda: defaultdict(list))
    """What calibration changed, by participant."""


class Organizer:
    """Makes the rows of cycles."""

    def __init__(self, timeline: Timeline, rows: Rows, staff: Staff) -> None:
        self.timeline = timeline
        self.rows = rows
        self.staff = staff

    def begin(
        self,
        key: str,
        template: str,
        days: int,
        state: CycleState,
        *,
        name: str,
        about: str = "",
        audience: Audience | None = None,
    ) -> Round:
        """A cycle with its perspectives and questions."""
        timeline, owner = self.timeline, self.staff.people[OWNER]
        launched = timeline.moment(days, ZONE, "cycle", key)
        definition = built_in(template).definition
        dates = dates_from(definition, timeline.day(days, ZONE))
        row = self.rows.kept(
            Cycle(
                id=timeline.id(launched, "cycle", key),
                name=name,
                description=about,
                state=state,
                template=template,
                time_zone=ZONE,
                period_from=dates.period_from,
                period_until=dates.period_until,
                nomination_until=dates.nomination_until,
                writing_until=dates.writing_until,
                calibration_until=dates.calibration_until,
                packets_until=dates.packets_until,
                acknowledge_until=dates.acknowledge_until,
                released_by=definition.released_by,
                nominator=definition.nominator,
                nomination_cap=definition.nomination_cap,
                nominations_need_approval=definition.nominations_need_approval,
                load_limit=definition.load_limit,
                audience=(audience or Audience()).to_json(),
                owner_id=owner.id,
                created_at=launched - timedelta(days=3),
            )
        )
        perspectives = self._perspectives(row, definition)
        questions = self._questions(row, definition)
        if state is not CycleState.DRAFT:
            row.launched_at = launched
            row.terms = write_terms(
                [Promise(one.kind, one.anonymous, one.minimum) for one in perspectives],
                period_from=row.period_from,
                period_until=row.period_until,
                released_by=row.released_by,
            )
            row.terms_hash = fingerprint(row.terms)
        weights = {one.kind: one.weight for one in perspectives}
        return Round(key, days, row, Plan.of(perspectives, questions), questions, weights)

    def _perspectives(self, row: Cycle, definition: CycleDefinition) -> list[CyclePerspective]:
        return [
            self.rows.kept(
                CyclePerspective(
                    id=self.timeline.id(row.created_at, "perspective", row.id, one.kind),
                    cycle_id=row.id,
                    kind=one.kind,
                    anonymous=one.anonymous,
                    minimum=one.minimum,
                    weight=one.weight,
                )
            )
            for one in definition.perspectives
        ]

    def _questions(self, row: Cycle, definition: CycleDefinition) -> list[CycleQuestion]:
        return [
            self.rows.kept(
                CycleQuestion(
                    id=self.timeline.id(row.created_at, "question", row.id, place),
                    cycle_id=row.id,
                    position=place,
                    kind=one.kind,
                    content=one.content.to_json(),
                    competency=one.competency,
                    required=one.required,
                    weight=one.weight,
                    perspectives=[kind.value for kind in one.perspectives],
                    licence=one.licence,
                    source=one.source,
                )
            )
            for place, one in enumerate(definition.questions)
        ]

    def enrol(self, cycle: Round, keys: Iterable[str]) -> None:
        """These people are looked at."""
        for key in keys:
            person, launched = self.staff.people[key], cycle.row.launched_at
            assert launched is not None  # noqa: S101 (a cycle that runs)
            manager = self.manager(key, cycle.days)
            row = CycleParticipant(
                id=self.timeline.id(launched, "participant", cycle.key, key),
                cycle_id=cycle.row.id,
                person_id=person.id,
                state=ParticipantState.ACTIVE,
                source=ParticipantSource.RULE,
                manager_id=manager,
                manager_at_launch_id=manager,
                department_at_launch_id=self._department(key, launched.date()),
                added_by_id=self.staff.people[OWNER].id,
                created_at=launched,
            )
            left = self.staff.specs[key].left
            if left is not None and left < cycle.days:
                row.state = ParticipantState.LEFT
                row.ended_at = self.timeline.moment(left, person.time_zone, "left", cycle.key, key)
            self.rows.add(row)
            cycle.participants[key] = row
            cycle.reviews[key] = []

    def manager(self, key: str, days: int) -> UUID | None:
        """Who managed somebody then, None for who has nobody above."""
        if self.staff.specs[key].manager is None:
            return None
        return self.staff.people[self.staff.manager_on(key, days)].id

    def _department(self, key: str, day: date) -> UUID | None:
        person = self.staff.people[key].id
        return next(
            (
                row.department_id  # type: ignore[attr-defined]
                for row in self.rows.of(DepartmentMembership)
                if row.person_id == person  # type: ignore[attr-defined]
                and row.starts_on <= day
                and (row.ends_on is None or day < row.ends_on)
            ),
            None,
        )

    def department(self, name: str) -> UUID:
        """A department by its name."""
        return next(row.id for row in self.rows.of(Department) if row.name == name)

    def ask(
        self,
        cycle: Round,
        subject: str,
        rater: str,
        perspective: Perspective,
        state: ReviewState = ReviewState.ASSIGNED,
    ) -> Review:
        """One review, not written yet."""
        participant = cycle.participants[subject]
        key = ("review", cycle.key, subject, rater)
        asked_at = self.timeline.moment(max(cycle.days - 1, 0), ZONE, *key)
        own = perspective in (Perspective.PEER, Perspective.EXTERNAL)
        row = self.rows.kept(
            Review(
                id=self.timeline.id(asked_at, *key),
                cycle_id=cycle.row.id,
                participant_id=participant.id,
                rater_id=self.staff.people[rater].id,
                perspective=perspective,
                state=state,
                live_key=live_key(participant.id, str(self.staff.people[rater].id)),
                proposed_by_id=participant.person_id if own else None,
                created_at=asked_at,
            )
        )
        cycle.reviews[subject].append((rater, row))
        return row

    def write(
        self, cycle: Round, subject: str, rater: str, row: Review, days: int, *, whole: bool = True
    ) -> Answers:
        """Answer a review some days ago, wholly or in part; answers what was written."""
        chance = self.timeline.chance("answers", cycle.key, subject, rater)
        answers = self._answers(cycle, subject, rater, row.perspective, chance)
        if not whole:
            answers = dict(list(answers.items())[: max(1, len(answers) // 3)])
        zone = self.staff.zone(rater)
        at = self.timeline.moment(days, zone, "written", row.id, after=row.created_at)
        cycle.answers[row.id] = answers
        row.answers_sealed = seal_answers(answers, row.id)
        row.answered, row.saved_at, row.version = len(answers), at, 2
        row.state = ReviewState.SUBMITTED if whole else ReviewState.STARTED
        row.submitted_at = at if whole else None
        return answers

    def _answers(
        self, cycle: Round, subject: str, rater: str, kind: Perspective, chance: Random
    ) -> Answers:
        level = 3.2 + self.timeline.chance("level", cycle.key, subject).random() * 1.3
        texts = self._texts(cycle, subject, rater, kind)
        answers: Answers = {}
        for question in cycle.questions:
            if kind.value not in question.perspectives:
                continue
            answer = self._answer(question, level, chance, texts, own=kind is Perspective.SELF)
            if answer is not None:
                answers[question.id] = answer
        return answers

    def _answer(
        self,
        question: CycleQuestion,
        level: float,
        chance: Random,
        texts: Iterator[str],
        *,
        own: bool,
    ) -> Answer | None:
        content = question.content
        if question.kind is QuestionKind.TEXT:
            text = next(texts, None)
            leaves_out = not question.required and chance.random() < 0.15
            return None if text is None or leaves_out else Answer(text=text)
        if question.kind is QuestionKind.GOAL_RESULT:
            return None
        if not own and chance.random() < 0.06:
            return Answer(cannot_judge=True)
        if question.kind in SCALED:
            value = round(level + chance.gauss(0, 0.8))
            return Answer(value=min(max(value, 1), len(content["scale"])))
        options = [one["value"] for one in content["options"]]
        if question.kind is QuestionKind.SINGLE_CHOICE:
            return Answer(value=options[0])
        return Answer(values=tuple(sorted(chance.sample(options, min(2, len(options))))))

    def _texts(self, cycle: Round, subject: str, rater: str, kind: Perspective) -> Iterator[str]:
        """What a rater writes about somebody, a different thing than the others do."""
        pool = cycles_ru if self.staff.specs[rater].language == "ru" else cycles_en
        decks: dict[Perspective, tuple[tuple[str, ...], ...]] = {
            Perspective.SELF: (pool.SELF, pool.SELF),
            Perspective.MANAGER: (pool.MANAGER, pool.NEXT_STEPS),
            Perspective.UPWARD: (pool.UPWARD[::2], pool.UPWARD[1::2]),
        }
        place = [one for one, _ in cycle.reviews[subject]].index(rater)
        for number, deck in enumerate(decks.get(kind, (pool.STRENGTHS, pool.NEXT_STEPS))):
            cards = list(deck)
            self.timeline.chance("deck", cycle.key, subject, number).shuffle(cards)
            yield cards[(place + number) % len(cards)]

    def rating(self, cycle: Round, subject: str, question_id: UUID) -> int | None:
        """How a manager rated somebody; None where they are not asked, or cannot judge."""
        row = next(
            row for _, row in cycle.reviews[subject] if row.perspective is Perspective.MANAGER
        )
        answer = cycle.answers[row.id].get(question_id)
        return None if answer is None else answer.value

    def instant(self, day: date, key: object) -> datetime:
        """Somewhere in the working hours of a day that is over."""
        return self.timeline.moment(
            (self.timeline.today(ZONE) - day).days, ZONE, "cycle moment", key
        )
