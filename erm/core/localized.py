"""A text in each language of the product, as people typed it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Localized:
    """A text in each language of the product. One may be empty: the other then stands for it."""

    en: str = ""
    ru: str = ""

    def of(self, locale: str) -> str:
        """The text in a language, or in the one there is."""
        own = self.ru if locale == "ru" else self.en
        return own or self.en or self.ru

    def to_json(self) -> dict[str, str]:
        """As it is stored."""
        return {"en": self.en, "ru": self.ru}

    @classmethod
    def from_json(cls, value: Mapping[str, str] | None) -> Localized:
        """From what was stored."""
        return cls(**value) if value else cls()


UNSAID = Localized()
"""No text in any language."""
