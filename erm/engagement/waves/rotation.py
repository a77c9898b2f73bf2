"""What is asked in a wave of a pulse, and whether somebody is asked too much: pure rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from erm.engagement.bank.rules import SurveyQuestionKind
from erm.engagement.surveys.questions import Question

_SECONDS = {
    SurveyQuestionKind.YES_NO: 4,
    SurveyQuestionKind.SINGLE_CHOICE: 7,
    SurveyQuestionKind.MULTIPLE_CHOICE: 9,
    SurveyQuestionKind.TEXT: 20,
}
_SECONDS_OF_SCALE = 5
_SECONDS_BEFORE = 5


class Asked(NamedTuple):
    """The number of the latest wave that asked a question, and how many did."""

    last: int
    times: int


_NEVER = Asked(0, 0)


def questions_of_wave(
    questions: Sequence[Question], asked: Mapping[UUID, Asked], most: int | None
) -> list[Question]:
    """What the next wave asks, in the order of the survey.

    ``asked``: what former waves asked; never asked ones are not in it. With ``most``, those that are
    always asked, and of the others those least recently asked, among equals the ones least often asked,
    until there are ``most``. Echoes are asked besides.
    """
    echoes = {each.id for each in questions if each.echo}
    others = [each for each in questions if each.id not in echoes]
    if most is None:
        return list(questions)
    chosen = {each.id for each in others if each.always}
    turn = sorted(
        (each for each in others if not each.always),
        key=lambda each: (asked.get(each.id, _NEVER), each.position, each.id),
    )
    chosen |= {each.id for each in turn[: max(0, most - len(chosen))]}
    return [each for each in questions if each.id in chosen | echoes]


def seconds(questions: Sequence[Question]) -> int:
    """About how long it takes to answer."""
    return _SECONDS_BEFORE + sum(_SECONDS.get(each.kind, _SECONDS_OF_SCALE) for each in questions)


def over_asked(asked: Mapping[UUID, int], more: int, most: int) -> set[UUID]:
    """Who would be asked more than ``most`` questions with ``more`` besides those ``asked`` already."""
    return {person for person, count in asked.items() if count + more > most}
