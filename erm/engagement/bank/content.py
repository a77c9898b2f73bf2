"""What stands in a question: words by language, and how it is answered. The same for bank and surveys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from erm.core.errors import InvalidInput
from erm.core.localized import UNSAID, Localized
from erm.core.text import clean_line, clean_text
from erm.engagement.bank.errors import KindUnfit, LabelsUnfit, OptionsUnfit
from erm.engagement.bank.rules import CHOICES, SCALES, SurveyQuestionKind

LANGUAGES = ("en", "ru")
TEXT_MAXIMUM = 500
HELP_MAXIMUM = 1_000
LABEL_MAXIMUM = 120
OPTIONS_RANGE = (2, 20)


@dataclass(frozen=True, slots=True)
class ItemContent:
    """The words of a question. ``labels``: of the two ends of a scale, or of each of its points.

    ``options`` are those of a choice, in the order in which their indices count. ``lowest`` and
    ``highest`` are set for the kind SCALE alone, whose ends no rule knows.
    """

    text: Localized
    help: Localized = UNSAID
    labels: tuple[Localized, ...] = ()
    options: tuple[Localized, ...] = ()
    lowest: int | None = None
    highest: int | None = None

    def scale(self, kind: SurveyQuestionKind) -> tuple[int, int] | None:
        """Lowest and highest answer, if the question is answered on a scale."""
        if kind is SurveyQuestionKind.SCALE:
            if self.lowest is None or self.highest is None:
                raise ValueError("a scale without ends")
            return self.lowest, self.highest
        return SCALES.get(kind)

    @property
    def languages(self) -> tuple[str, ...]:
        """In which languages all of it is said that is said in any."""
        parts = (self.text, self.help, *self.labels, *self.options)
        said = [part for part in parts if part != UNSAID]
        return tuple(
            language for language in LANGUAGES if all(getattr(part, language) for part in said)
        )

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "text": self.text.to_json(),
            "help": self.help.to_json(),
            "labels": [each.to_json() for each in self.labels],
            "options": [each.to_json() for each in self.options],
            "lowest": self.lowest,
            "highest": self.highest,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> ItemContent:
        """From what was stored."""
        return cls(
            text=Localized.from_json(value["text"]),
            help=Localized.from_json(value.get("help")),
            labels=tuple(Localized.from_json(each) for each in value.get("labels", ())),
            options=tuple(Localized.from_json(each) for each in value.get("options", ())),
            lowest=value.get("lowest"),
            highest=value.get("highest"),
        )


def clean_localized(
    value: Localized, *, field: str, maximum: int, required: bool = True, lines: bool = False
) -> Localized:
    """A text in each language, trimmed; one of them is enough. ``lines``: it may have several.

    Raises ``InvalidInput``: ``TEXT_REQUIRED`` or ``TEXT_TOO_LONG``.
    """
    clean = clean_text if lines else clean_line
    found = Localized(
        *(
            clean(getattr(value, language), field=field, maximum=maximum, required=False)
            for language in LANGUAGES
        )
    )
    if required and found == UNSAID:
        raise InvalidInput("TEXT_REQUIRED", field=field)
    return found


def clean_content(kind: SurveyQuestionKind, content: ItemContent) -> ItemContent:
    """What was typed for the bank, trimmed and checked.

    Raises ``KindUnfit``, ``LabelsUnfit``, ``OptionsUnfit`` and the refusals of texts.
    """
    if kind is SurveyQuestionKind.SCALE or content.lowest is not None:
        raise KindUnfit(field="kind")
    scale = SCALES.get(kind)
    if scale is None:
        fit = not content.labels
    else:
        fit = len(content.labels) in {2, scale[1] - scale[0] + 1}
    if not fit:
        raise LabelsUnfit(field="labels")
    count = len(content.options)
    fewest, most = OPTIONS_RANGE if kind in CHOICES else (0, 0)
    options = tuple(
        clean_localized(each, field="options", maximum=LABEL_MAXIMUM) for each in content.options
    )
    if not fewest <= count <= most or len(set(options)) < count:
        raise OptionsUnfit(field="options", smallest=OPTIONS_RANGE[0], largest=OPTIONS_RANGE[1])
    return ItemContent(
        text=clean_localized(content.text, field="texts", maximum=TEXT_MAXIMUM, lines=True),
        help=clean_localized(
            content.help, field="helps", maximum=HELP_MAXIMUM, required=False, lines=True
        ),
        labels=tuple(
            clean_localized(each, field="labels", maximum=LABEL_MAXIMUM) for each in content.labels
        ),
        options=options,
    )
