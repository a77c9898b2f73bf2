"""Checks of what people typed, shared by all domains."""

from __future__ import annotations

import unicodedata
from datetime import date

from erm.core.errors import InvalidInput

_KEPT_CONTROLS = {"\n", "\t"}


def clean_text(value: str, *, field: str, maximum: int, required: bool = True) -> str:
    """Trim a multi-line text, drop control characters and check its length in characters.

    Raises ``InvalidInput``: ``TEXT_REQUIRED`` or ``TEXT_TOO_LONG`` (with ``maximum``).
    """
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(
        c
        for c in text
        if c in _KEPT_CONTROLS or (unicodedata.category(c) not in ("Cc", "Cs") and c != "\ufeff")
    ).strip()
    if required and not text:
        raise InvalidInput("TEXT_REQUIRED", field=field)
    if len(text) > maximum:
        raise InvalidInput("TEXT_TOO_LONG", field=field, maximum=maximum)
    return text


def clean_line(value: str, *, field: str, maximum: int, required: bool = True) -> str:
    """Like :func:`clean_text` for one line: every run of white space becomes one space."""
    return " ".join(clean_text(value, field=field, maximum=maximum, required=required).split())


def check_period(starts_on: date, ends_on: date, *, field: str = "ends_on") -> None:
    """Raise ``InvalidInput`` (``ENDS_BEFORE_START``) unless the end is after the start."""
    if ends_on <= starts_on:
        raise InvalidInput("ENDS_BEFORE_START", field=field)


def fold(value: str) -> str:
    """A form for searching: case-folded (Cyrillic too, which SQLite cannot), ё as е, accents off."""
    decomposed = unicodedata.normalize("NFKD", value.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))
