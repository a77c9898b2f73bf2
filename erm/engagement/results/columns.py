"""Answer sheets as columns of numbers, one row for a person. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from erm.engagement.bank.rules import SurveyQuestionKind
from erm.engagement.results.rules import FAVOURABLE_FROM, UNFAVOURABLE_TO
from erm.engagement.results.statistics import Numbers
from erm.engagement.surveys.questions import Question

Answer = int | bool | tuple[int, ...]
_NEAR = 1e-9


class AnswerSheet(Protocol):
    """What of an answer sheet matters here."""

    @property
    def class_number(self) -> int:
        """The class of its sender."""

    @property
    def answers(self) -> Mapping[UUID, Answer]:
        """By question; what was left out is missing."""


@dataclass(frozen=True, slots=True)
class Column:
    """The answers to one question.

    ``values``: points of a scale, 1 and 0 for yes and no, the index of what was chosen; NaN where
    nothing was answered. ``chosen`` instead, people by options, where several could be; a person who
    answered nothing is in ``answered`` alone.
    """

    question: Question
    values: Numbers
    chosen: NDArray[np.bool_] | None
    answered: NDArray[np.bool_]

    @property
    def ends(self) -> tuple[int, int] | None:
        """Lowest and highest answer, of scales and of yes and no."""
        if self.question.kind is SurveyQuestionKind.YES_NO:
            return 0, 1
        return self.question.scale

    @property
    def options(self) -> int:
        """How many different answers a distribution has."""
        ends = self.ends
        if ends is None:
            return len(self.question.content.options)
        return ends[1] - ends[0] + 1

    @property
    def height(self) -> Numbers:
        """How far up the scale each answer is, 0 to 1, turned around where high is unfavourable."""
        return heights(self.values, *self._turned())

    def _turned(self) -> tuple[int, int]:
        ends = self.ends
        if ends is None:
            raise ValueError("answers to a choice are not more or less")
        return (ends[1], ends[0]) if self.question.reversed else ends


def heights(values: Numbers, bottom: int, top: int) -> Numbers:
    """How far each answer is from the bottom to the top; a top below the bottom turns them around."""
    return (values - bottom) / (top - bottom)


def is_favourable(height: Numbers) -> NDArray[np.bool_]:
    """At least two thirds of the way up."""
    return np.asarray(height >= FAVOURABLE_FROM - _NEAR)


def is_unfavourable(height: Numbers) -> NDArray[np.bool_]:
    """At most one third of the way up."""
    return np.asarray(height <= UNFAVOURABLE_TO + _NEAR)


def columns_of(sheets: Sequence[AnswerSheet], questions: Sequence[Question]) -> list[Column]:
    """One column for each question that is answered by anything but words."""
    return [
        _chosen(sheets, question)
        if question.kind is SurveyQuestionKind.MULTIPLE_CHOICE
        else _valued(sheets, question)
        for question in questions
        if question.kind is not SurveyQuestionKind.TEXT
    ]


def _valued(sheets: Sequence[AnswerSheet], question: Question) -> Column:
    key = question.id
    values = np.array([sheet.answers.get(key, np.nan) for sheet in sheets], dtype=float)
    return Column(question, values, None, ~np.isnan(values))


def _chosen(sheets: Sequence[AnswerSheet], question: Question) -> Column:
    chosen = np.zeros((len(sheets), len(question.content.options)), dtype=bool)
    answered = np.zeros(len(sheets), dtype=bool)
    for row, sheet in enumerate(sheets):
        found = sheet.answers.get(question.id)
        if isinstance(found, tuple):
            answered[row] = True
            chosen[row, list(found)] = True
    return Column(question, np.full(len(sheets), np.nan), chosen, answered)


@dataclass(frozen=True, slots=True)
class Score:
    """What the scales of a driver, or of the outcome, come to for each person: 0 to 100, NaN for nothing."""

    values: Numbers

    @property
    def answered(self) -> NDArray[np.bool_]:
        """Who has one: who answered at least half of the questions."""
        return ~np.isnan(self.values)

    @property
    def favourable(self) -> NDArray[np.bool_]:
        """Whose mean is favourable."""
        return is_favourable(self.values / 100)


def score_of(columns: Sequence[Column]) -> Score:
    """The mean of each person's answers, 0 to 100, where at least half of them are there."""
    height = np.stack([each.height for each in columns])
    there = ~np.isnan(height)
    count = there.sum(axis=0)
    enough = (count > 0) & (2 * count >= len(columns))
    some = np.where(enough, count, 1)
    total = np.where(there, height, 0.0).sum(axis=0) * 100
    return Score(np.where(enough, total / some, np.nan))


def scored(columns: Sequence[Column]) -> tuple[dict[UUID, list[Column]], list[Column]]:
    """The columns that each driver's score is made of, and the outcome's.

    Drivers are made of scales; an outcome may be a yes or no as well. A question that asks whether
    something has changed is about the change and not about the driver.
    """
    drivers: dict[UUID, list[Column]] = {}
    outcome: list[Column] = []
    for column in columns:
        question = column.question
        if column.ends is None or question.echo:
            continue
        if question.outcome:
            outcome.append(column)
        elif question.driver_id is not None and question.scale is not None:
            drivers.setdefault(question.driver_id, []).append(column)
    return drivers, outcome
