"""What cycles are made from: perspectives, questions, choices and the lengths of the phases.

A definition knows no dates and no people. Templates (files, and rows of the company's own) and
programmes hold one; a cycle is made from it and lives on by itself. Pure, but for the form in which
it is stored::

    {"perspectives": [{"kind": "peer", "anonymous": true, "minimum": 3, "weight": 1}],
     "questions": [{"kind": "rating", "content": {…}, "competency": "…", "perspectives": ["peer"], …}],
     "nominator": "subject", …, "nomination_days": 7, "writing_days": 14, …}
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from erm.core.text import clean_line
from erm.feedback.cycles.errors import (
    MinimumTooSmall,
    NominationUnfit,
    NumberOutOfRange,
    PerspectiveAlwaysNamed,
    PerspectivesUnfit,
    QuestionsUnfit,
)
from erm.feedback.cycles.questions import QuestionContent, clean_content
from erm.feedback.cycles.rules import (
    MINIMUM_FLOOR,
    NAMED_ALWAYS,
    Nominator,
    Perspective,
    QuestionKind,
    ReleasedBy,
)

MINIMUM_LARGEST = 20
WEIGHT_LARGEST = 100
QUESTIONS_MAXIMUM = 100
COMPETENCY_LENGTH = 200
LICENCE_LENGTH = 120
SOURCE_LENGTH = 500
CAP_RANGE = (1, 30)
LOAD_RANGE = (1, 100)
SATURDAY = 5
NOMINATED = frozenset({Perspective.PEER, Perspective.EXTERNAL})
"""Perspectives whose raters are chosen; those of the others follow from the directory."""


@dataclass(frozen=True, slots=True)
class PerspectiveDefinition:
    """A perspective, and the promise to its raters."""

    kind: Perspective
    anonymous: bool = False
    minimum: int = MINIMUM_FLOOR
    weight: int = 1

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "kind": self.kind.value,
            "anonymous": self.anonymous,
            "minimum": self.minimum,
            "weight": self.weight,
        }


@dataclass(frozen=True, slots=True)
class QuestionDefinition:
    """A question, and who is asked it. ``id`` is that of the row, where a draft's is kept."""

    kind: QuestionKind
    content: QuestionContent
    perspectives: tuple[Perspective, ...]
    competency: str = ""
    required: bool = True
    weight: int = 1
    licence: str = ""
    source: str = ""
    bank_id: UUID | None = None
    id: UUID | None = None

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "kind": self.kind.value,
            "content": self.content.to_json(),
            "perspectives": [kind.value for kind in self.perspectives],
            "competency": self.competency,
            "required": self.required,
            "weight": self.weight,
            "licence": self.licence,
            "source": self.source,
            "bank_id": None if self.bank_id is None else str(self.bank_id),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> QuestionDefinition:
        """From what was stored."""
        bank = value.get("bank_id")
        return cls(
            kind=QuestionKind(value["kind"]),
            content=QuestionContent.from_json(value["content"]),
            perspectives=tuple(Perspective(kind) for kind in value["perspectives"]),
            competency=value.get("competency", ""),
            required=value.get("required", True),
            weight=value.get("weight", 1),
            licence=value.get("licence", ""),
            source=value.get("source", ""),
            bank_id=None if bank is None else UUID(bank),
        )


@dataclass(frozen=True, slots=True)
class CycleDefinition:
    """All of a cycle but its name, its days and its people. 0 days: there is no such phase."""

    perspectives: tuple[PerspectiveDefinition, ...]
    questions: tuple[QuestionDefinition, ...]
    nominator: Nominator = Nominator.SUBJECT
    nomination_cap: int = 8
    nominations_need_approval: bool = True
    load_limit: int = 6
    released_by: ReleasedBy = ReleasedBy.MANAGER
    nomination_days: int = 7
    writing_days: int = 14
    calibration_days: int = 0
    packet_days: int = 7
    acknowledge_days: int = 7
    period_months: int = 12
    template: str = field(default="", compare=False)

    @property
    def calibrates(self) -> bool:
        """Whether it has a phase of calibration."""
        return self.calibration_days > 0

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "perspectives": [each.to_json() for each in self.perspectives],
            "questions": [each.to_json() for each in self.questions],
            "nominator": self.nominator.value,
            "nomination_cap": self.nomination_cap,
            "nominations_need_approval": self.nominations_need_approval,
            "load_limit": self.load_limit,
            "released_by": self.released_by.value,
            "nomination_days": self.nomination_days,
            "writing_days": self.writing_days,
            "calibration_days": self.calibration_days,
            "packet_days": self.packet_days,
            "acknowledge_days": self.acknowledge_days,
            "period_months": self.period_months,
            "template": self.template,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> CycleDefinition:
        """From what was stored."""
        plain = {
            name: value[name]
            for name in (
                "nomination_cap",
                "nominations_need_approval",
                "load_limit",
                "nomination_days",
                "writing_days",
                "calibration_days",
                "packet_days",
                "acknowledge_days",
                "period_months",
            )
        }
        return cls(
            perspectives=tuple(
                PerspectiveDefinition(
                    kind=Perspective(each["kind"]),
                    anonymous=each["anonymous"],
                    minimum=each["minimum"],
                    weight=each["weight"],
                )
                for each in value["perspectives"]
            ),
            questions=tuple(QuestionDefinition.from_json(each) for each in value["questions"]),
            nominator=Nominator(value["nominator"]),
            released_by=ReleasedBy(value["released_by"]),
            template=value.get("template", ""),
            **plain,
        )


@dataclass(frozen=True, slots=True)
class CycleDates:
    """The days of a cycle. None: there is no such phase."""

    period_from: date
    period_until: date
    nomination_until: date | None
    writing_until: date
    calibration_until: date | None
    packets_until: date
    acknowledge_until: date

    @property
    def in_order(self) -> tuple[date, ...]:
        """The last days of the phases that there are, as they should follow each other."""
        every = (
            self.nomination_until,
            self.writing_until,
            self.calibration_until,
            self.packets_until,
            self.acknowledge_until,
        )
        return tuple(day for day in every if day is not None)


def dates_from(definition: CycleDefinition, starts_on: date) -> CycleDates:
    """The days that follow from the first one. What is looked back on ends the day before it.

    No phase ends on a weekend: it then ends on the Monday after, and what follows moves along.
    """
    last = starts_on - timedelta(days=1)
    until: dict[str, date | None] = {}
    for name, days in (
        ("nomination", definition.nomination_days),
        ("writing", definition.writing_days),
        ("calibration", definition.calibration_days),
        ("packets", definition.packet_days),
        ("acknowledge", definition.acknowledge_days),
    ):
        if days:
            last = _working_day(last + timedelta(days=days))
        until[name] = last if days else None
    writing, packets, acknowledge = until["writing"], until["packets"], until["acknowledge"]
    if writing is None or packets is None or acknowledge is None:
        raise ValueError("writing, packets and acknowledgement take at least a day each")
    return CycleDates(
        period_from=months_later(starts_on, -definition.period_months),
        period_until=starts_on - timedelta(days=1),
        nomination_until=until["nomination"],
        writing_until=writing,
        calibration_until=until["calibration"],
        packets_until=packets,
        acknowledge_until=acknowledge,
    )


def _working_day(day: date) -> date:
    return day + timedelta(days=max(0, 7 - day.weekday())) if is_weekend(day) else day


def is_weekend(day: date) -> bool:
    """Saturday or Sunday: a poor last day."""
    return day.weekday() >= SATURDAY


def months_later(day: date, months: int) -> date:
    """The same day so many months later or, where that month is shorter, its last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def clean_perspectives(
    perspectives: Sequence[PerspectiveDefinition], *, nominates: bool, field: str = "perspectives"
) -> tuple[PerspectiveDefinition, ...]:
    """Perspectives that a cycle may have, in the order in which they are named.

    Raises ``PerspectivesUnfit``, ``PerspectiveAlwaysNamed``, ``MinimumTooSmall``,
    ``NominationUnfit``.
    """
    kinds = {each.kind for each in perspectives}
    if not perspectives or len(kinds) < len(perspectives):
        raise PerspectivesUnfit(field=field)
    for each in perspectives:
        if each.anonymous and each.kind in NAMED_ALWAYS:
            raise PerspectiveAlwaysNamed(field=field)
        if each.anonymous and each.minimum < MINIMUM_FLOOR:
            raise MinimumTooSmall(field=field, minimum=MINIMUM_FLOOR)
        if not 1 <= each.minimum <= MINIMUM_LARGEST or not 0 <= each.weight <= WEIGHT_LARGEST:
            raise PerspectivesUnfit(field=field)
    if kinds & NOMINATED and not nominates:
        raise NominationUnfit(field="nomination_until")
    return tuple(sorted(perspectives, key=lambda each: list(Perspective).index(each.kind)))


def clean_questions(
    questions: Sequence[QuestionDefinition],
    perspectives: Iterable[PerspectiveDefinition],
    *,
    field: str = "questions",
) -> tuple[QuestionDefinition, ...]:
    """Questions that a cycle with these perspectives may ask.

    Raises ``QuestionsUnfit`` and what ``questions.clean_content`` raises.
    """
    known = {each.kind for each in perspectives}
    if len(questions) > QUESTIONS_MAXIMUM:
        raise QuestionsUnfit(field=field)
    ids = [each.id for each in questions if each.id is not None]
    if len(set(ids)) < len(ids):
        raise QuestionsUnfit(field=field)
    return tuple(_clean_question(each, known, field) for each in questions)


def _clean_question(
    question: QuestionDefinition, known: set[Perspective], field: str
) -> QuestionDefinition:
    asked = set(question.perspectives)
    if not asked or not asked <= known or not 0 <= question.weight <= WEIGHT_LARGEST:
        raise QuestionsUnfit(field=field)

    def line(value: str, maximum: int) -> str:
        return clean_line(value, field=field, maximum=maximum, required=False)

    return QuestionDefinition(
        kind=question.kind,
        content=clean_content(question.kind, question.content, field=field),
        perspectives=tuple(kind for kind in Perspective if kind in asked),
        competency=line(question.competency, COMPETENCY_LENGTH),
        required=question.required,
        weight=question.weight,
        licence=line(question.licence, LICENCE_LENGTH),
        source=line(question.source, SOURCE_LENGTH),
        bank_id=question.bank_id,
        id=question.id,
    )


def check_number(value: int, limits: tuple[int, int], *, field: str) -> int:
    """A number within its limits. Raises ``NumberOutOfRange``."""
    smallest, largest = limits
    if not smallest <= value <= largest:
        raise NumberOutOfRange(field=field, smallest=smallest, largest=largest)
    return value
