"""Sentences of the server in the languages of the product: refusals, mail, exports.

A catalogue is ``erm/locales/<language>/<area>.json``: keys are meanings, values are sentences with
``{named}`` places, or, where a number decides, an object of CLDR plural forms chosen by ``count``.
Adding a language is adding a folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import orjson
from babel import Locale

Sentence = str | Mapping[str, str]
DEFAULT = "en"


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a catalogue."""
    root = resources.files("erm") / "locales"
    return tuple(sorted(entry.name for entry in root.iterdir() if entry.is_dir()))


@cache
def catalogue(language: str) -> Mapping[str, Sentence]:
    """All sentences of one language. Raises ``ValueError`` when two areas define one key."""
    sentences: dict[str, Sentence] = {}
    folder = resources.files("erm") / "locales" / language
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".json"):
            for key, value in orjson.loads(file.read_bytes()).items():
                if key in sentences:
                    raise ValueError(f"{language}: {key} is defined twice ({file.name})")
                sentences[key] = value
    return sentences


@cache
def babel_locale(language: str) -> Locale:
    """Babel's locale for dates, numbers and plurals. English as in Europe: day first, 24 hours."""
    return Locale.parse({"en": "en_GB"}.get(language, language))


@lru_cache(maxsize=4_096)
def plural_form(language: str, count: int) -> str:
    """Which of CLDR's forms a number takes."""
    return str(babel_locale(language).plural_form(count))


def has(language: str, key: str) -> bool:
    """Whether the language has this sentence."""
    return key in catalogue(language)


def say(language: str, key: str, **params: Any) -> str:
    """The sentence for a key, in English where the language is unknown.

    ``count`` chooses the plural form. Raises ``KeyError`` for an unknown key: a missing sentence is
    a defect that a test finds, not something to show.
    """
    known = language if language in languages() else DEFAULT
    sentence = catalogue(known)[key]
    if not params and type(sentence) is str and "{" not in sentence:
        return sentence
    if not isinstance(sentence, str):
        sentence = sentence.get(plural_form(known, params["count"])) or sentence["other"]
    said = sentence.format_map(params)
    for value in params.values():
        # A full stop that ends an abbreviation, of a date or in a name, ends the sentence as well.
        if isinstance(value, str) and value.endswith("."):
            said = said.replace(f"{value}.", value)
    return said
