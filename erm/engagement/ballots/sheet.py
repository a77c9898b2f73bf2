"""What one person answered, without the person."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from uuid import UUID

import orjson

from erm.core.text import clean_text
from erm.engagement.ballots.errors import SheetEmpty, SheetUnfit
from erm.engagement.bank.rules import SurveyQuestionKind
from erm.engagement.surveys.questions import Question

Answer: TypeAlias = int | bool | tuple[int, ...]

WORDS_MOST = 4_000
"""Most characters in answer to one question."""
PADDING = 1_024
"""A stored sheet is filled up to a multiple of so many bytes: its length says less of its words."""
CLASSES_MOST = 2**31 - 1
"""Greatest number of a class that the database can hold."""
_REPLY_HASH = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """An answer sheet. ``class_number``: as whom its sender wants to be told of.

    ``answers`` by question: the number of a scale, True or False, the index of the one option, or the
    indices of those chosen in ascending order; a question without an answer is missing. ``words`` by
    question: what was written, and the SHA-256 of the author's reply secret or None.
    """

    class_number: int
    answers: dict[UUID, Answer] = field(default_factory=dict)
    words: dict[UUID, tuple[str, str | None]] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """As it is sealed: JSON, filled up with spaces."""
        written = orjson.dumps(
            {
                "class": self.class_number,
                "answers": {str(key): value for key, value in sorted(self.answers.items())},
                "words": {str(key): value for key, value in sorted(self.words.items())},
            }
        )
        return written.ljust(-(-len(written) // PADDING) * PADDING)

    @classmethod
    def from_bytes(cls, data: bytes) -> Sheet:
        """From what was sealed."""
        value = orjson.loads(data)
        return cls(
            class_number=value["class"],
            answers={
                UUID(key): tuple(each) if isinstance(each, list) else each
                for key, each in value["answers"].items()
            },
            words={UUID(key): (said, secret) for key, (said, secret) in value["words"].items()},
        )


def clean(payload: Mapping[str, Any], questions: Sequence[Question]) -> Sheet:
    """The sheet in what came in: ``class``, ``answers`` and ``words`` by question, as ``Sheet`` has them.

    Whatever does not fit is refused as a whole, never bent; whether there is such a class is asked by the
    caller. Raises ``SheetUnfit``, ``SheetEmpty`` and
    ``InvalidInput`` (``TEXT_TOO_LONG``), each with the field.
    """
    number = payload.get("class")
    if type(number) is not int or not 0 <= number <= CLASSES_MOST:
        raise SheetUnfit(field="class")
    asked = {each.id: each for each in questions}
    answers = {}
    for key, value in _mapping(payload, "answers").items():
        if key not in asked:
            raise SheetUnfit(field="answers")
        cleaned = _answer(asked[key], value)
        if cleaned != ():
            answers[key] = cleaned
    words = {}
    for key, value in _mapping(payload, "words").items():
        if key not in asked or not isinstance(value, Mapping):
            raise SheetUnfit(field="words")
        said = _words(value)
        if said is not None:
            words[key] = said
    if not answers and not words:
        raise SheetEmpty
    return Sheet(number, answers, words)


def _mapping(payload: Mapping[str, Any], name: str) -> Mapping[UUID, Any]:
    found = payload.get(name, {})
    if not isinstance(found, Mapping):
        raise SheetUnfit(field=name)
    return found


def _answer(question: Question, value: object) -> Answer:
    options = len(question.content.options)
    match question.kind:
        case SurveyQuestionKind.YES_NO:
            if isinstance(value, bool):
                return value
        case SurveyQuestionKind.SINGLE_CHOICE:
            if type(value) is int and 0 <= value < options:
                return value
        case SurveyQuestionKind.MULTIPLE_CHOICE:
            if (
                isinstance(value, list | tuple)
                and all(type(each) is int and 0 <= each < options for each in value)
                and len(set(value)) == len(value)
            ):
                return tuple(sorted(value))
        case SurveyQuestionKind.TEXT:
            pass
        case _:
            scale = question.scale
            if scale and type(value) is int and scale[0] <= value <= scale[1]:
                return value
    raise SheetUnfit(field="answers")


def _words(value: Mapping[str, Any]) -> tuple[str, str | None] | None:
    text, secret = value.get("text"), value.get("reply")
    if not isinstance(text, str):
        raise SheetUnfit(field="words")
    if secret is not None and not (isinstance(secret, str) and _REPLY_HASH.fullmatch(secret)):
        raise SheetUnfit(field="words")
    said = clean_text(text, field="words", maximum=WORDS_MOST, required=False)
    return (said, secret) if said else None
