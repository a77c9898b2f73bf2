"""What a question says, in all languages of the product, and what may be answered to it.

The form in which questions are stored (bank, cycles, templates, frozen terms)::

    {"text": {"en": "…", "ru": "…"}, "help": {…}, "scale": [{"value": 1, "label": {…}}], "options": […]}
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from erm.core.errors import InvalidInput
from erm.core.localized import UNSAID, Localized
from erm.core.text import clean_line, clean_text
from erm.feedback.cycles.rules import QuestionKind

TEXT_MAXIMUM = 500
HELP_MAXIMUM = 1_000
LABEL_MAXIMUM = 120
SCALE_RANGE = (2, 11)
OPTIONS_RANGE = (2, 20)
SCALED = frozenset({QuestionKind.RATING, QuestionKind.COMPETENCY_LEVEL, QuestionKind.GOAL_RESULT})
CHOICES = frozenset({QuestionKind.SINGLE_CHOICE, QuestionKind.MULTIPLE_CHOICE})


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a scale, or an option, with what it means."""

    value: int
    label: Localized

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {"value": self.value, "label": self.label.to_json()}


@dataclass(frozen=True, slots=True)
class QuestionContent:
    """The words of a question. ``scale`` is for scaled kinds, ``options`` for choices."""

    text: Localized
    help: Localized = UNSAID
    scale: tuple[Point, ...] = ()
    options: tuple[Point, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "text": self.text.to_json(),
            "help": self.help.to_json(),
            "scale": [point.to_json() for point in self.scale],
            "options": [point.to_json() for point in self.options],
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> QuestionContent:
        """From what was stored."""
        return cls(
            text=Localized.from_json(value["text"]),
            help=Localized.from_json(value.get("help")),
            scale=_points(value.get("scale", ())),
            options=_points(value.get("options", ())),
        )


def _points(values: Sequence[Mapping[str, Any]]) -> tuple[Point, ...]:
    return tuple(Point(one["value"], Localized.from_json(one["label"])) for one in values)


def clean_content(
    kind: QuestionKind, content: QuestionContent, *, field: str = "questions"
) -> QuestionContent:
    """What was typed, trimmed and checked.

    Raises ``InvalidInput``: ``TEXT_REQUIRED``, ``TEXT_TOO_LONG``, ``QUESTION_SCALE_UNFIT`` (a scale
    where there is none, or none where there must be, values that are not 1, 2, 3 …) and
    ``QUESTION_OPTIONS_UNFIT`` for options alike.
    """
    text = _clean_localized(content.text, field=field, maximum=TEXT_MAXIMUM, required=True)
    help_ = _clean_localized(content.help, field=field, maximum=HELP_MAXIMUM, required=False)
    scale = _clean_points(
        content.scale,
        kind in SCALED,
        SCALE_RANGE,
        InvalidInput("QUESTION_SCALE_UNFIT", field=field, smallest=2, largest=SCALE_RANGE[1]),
        field,
    )
    options = _clean_points(
        content.options,
        kind in CHOICES,
        OPTIONS_RANGE,
        InvalidInput("QUESTION_OPTIONS_UNFIT", field=field, smallest=2, largest=OPTIONS_RANGE[1]),
        field,
    )
    return QuestionContent(text, help_, scale, options)


def _clean_localized(value: Localized, *, field: str, maximum: int, required: bool) -> Localized:
    en = clean_text(value.en, field=field, maximum=maximum, required=False)
    ru = clean_text(value.ru, field=field, maximum=maximum, required=False)
    if required and not (en or ru):
        raise InvalidInput("TEXT_REQUIRED", field=field)
    return Localized(en, ru)


def _clean_points(
    points: Sequence[Point],
    wanted: bool,
    count: tuple[int, int],
    unfit: InvalidInput,
    field: str,
) -> tuple[Point, ...]:
    if not wanted:
        if points:
            raise unfit
        return ()
    if not count[0] <= len(points) <= count[1]:
        raise unfit
    if [point.value for point in points] != list(range(1, len(points) + 1)):
        raise unfit
    cleaned = []
    for point in points:
        en = clean_line(point.label.en, field=field, maximum=LABEL_MAXIMUM, required=False)
        ru = clean_line(point.label.ru, field=field, maximum=LABEL_MAXIMUM, required=False)
        if not (en or ru):
            raise InvalidInput("TEXT_REQUIRED", field=field)
        cleaned.append(Point(point.value, Localized(en, ru)))
    return tuple(cleaned)
