"""Questions, answer sheets and releases without a database."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from erm.core.localized import Localized
from erm.disclosure.labels import Hierarchy, Label
from erm.engagement.ballots.sheet import Sheet
from erm.engagement.bank.content import ItemContent
from erm.engagement.bank.rules import SurveyQuestionKind
from erm.engagement.results.figures import Figure, Subject
from erm.engagement.results.releasing import FormerWave, Release, Terms, make_release
from erm.engagement.results.rules import SubjectKind
from erm.engagement.surveys.questions import Question

SURVEY = UUID(int=1)


def question(
    kind: SurveyQuestionKind = SurveyQuestionKind.SCALE_5,
    *,
    driver: UUID | None = None,
    outcome: bool = False,
    turned: bool = False,
    options: int = 0,
    ends: tuple[int, int] | None = None,
    text: str = "A question",
) -> Question:
    """A question of a survey."""
    return Question(
        id=uuid4(),
        survey_id=SURVEY,
        item_id=None,
        position=0,
        kind=kind,
        content=ItemContent(
            Localized(text),
            options=tuple(Localized(f"Option {number}") for number in range(options)),
            lowest=None if ends is None else ends[0],
            highest=None if ends is None else ends[1],
        ),
        driver_id=driver,
        outcome=outcome,
        reversed=turned,
        always=True,
        echo=False,
    )


def release_of(
    questions: Sequence[Question],
    sheets: Sequence[Sheet],
    labels: Mapping[int, Label] | None = None,
    invited: Mapping[int, int] | None = None,
    *,
    segments: Sequence[str] = (),
    members: Mapping[UUID, int] | None = None,
    former: Sequence[FormerWave] = (),
    parents: Mapping[str, str | None] | None = None,
    asked: Mapping[int, float] | None = None,
    least: tuple[int, int] = (5, 10),
    seed: int = 7,
) -> Release:
    """A release; everybody is one class and everybody answered, unless said otherwise."""
    answered = Counter(each.class_number for each in sheets)
    named = labels or {0: ()}
    sizes = invited or {number: answered[number] for number in named}
    people = members or {uuid4(): number for number, size in sizes.items() for _ in range(size)}
    return make_release(
        Terms(SURVEY, list(segments), *least),
        questions,
        sheets,
        {number: (label, sizes[number]) for number, label in named.items()},
        hierarchy=Hierarchy(list(segments), parents or {}),
        membership=people,
        former=former,
        rng=random.Random(seed),
        asked=asked,
    )


def answered(question: Question, answers: Sequence[Any], class_number: int = 0) -> list[Sheet]:
    """One sheet for each answer; None is left out."""
    return [
        Sheet(class_number, {} if answer is None else {question.id: answer}) for answer in answers
    ]


def of_question(release: Release, question: Question, group: int = 0) -> Figure | None:
    """A question's figure; None where it is hidden."""
    return release.figures.get(group, {}).get(Subject(SubjectKind.QUESTION, question.id))


def of_driver(release: Release, driver: UUID, group: int = 0) -> Figure | None:
    """A driver's figure; None where it is hidden."""
    return release.figures.get(group, {}).get(Subject(SubjectKind.DRIVER, driver))


def of_outcome(release: Release, group: int = 0) -> Figure | None:
    """The outcome's figure; None where it is hidden."""
    return release.figures.get(group, {}).get(Subject(SubjectKind.OUTCOME, SURVEY))
