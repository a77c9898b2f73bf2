"""What stands in a question: words by language, and how it is answered. The same for bank and surveys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from erm.core.localized import UNSAID, Localized
from erm.engagement.bank.rules import SCALES, SurveyQuestionKind


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
