"""Words that the company warns writers of.

A text is compared word by word, folded: case, accents and ё make no difference, and a word inside
another one is none. What is listed may be several words in a row.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from erm.core.text import fold
from erm.recognition.choices.errors import TextMayHurt
from erm.recognition.choices.models import RecognitionSettings
from erm.recognition.choices.rules import SETTINGS_ID

_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]|[^\W_])*")
SHOWN_MAXIMUM = 10
"""Most words that a warning names."""


def found_words(text: str, blocked: Iterable[str]) -> list[str]:
    """The listed words that a text holds, each once, as they stand in the text."""
    listed = {tuple(words) for entry in blocked if (words := _folded(entry))}
    if not listed:
        return []
    lengths = sorted({len(words) for words in listed}, reverse=True)
    plain = _without_invisible(text)
    places = [(match.start(), match.end()) for match in _WORD.finditer(plain)]
    folded = [fold(plain[start:end]) for start, end in places]
    found: dict[str, str] = {}
    for at in range(len(places)):
        for length in lengths:
            end = min(at + length, len(places))
            if tuple(folded[at:end]) in listed:
                as_written = plain[places[at][0] : places[end - 1][1]]
                found.setdefault(fold(as_written), as_written)
                break
    return list(found.values())


async def warned_of(text: str) -> list[str]:
    """The words in a text that the company warns of, as they stand there."""
    row = await RecognitionSettings.get_or_none(id=SETTINGS_ID)
    return [] if row is None else found_words(text, row.blocked_words)


async def check_words(text: str, *, field: str, despite: bool) -> bool:
    """Warn the writer of words that the company listed; answers whether some are sent all the same.

    Whoever is told True records :class:`erm.recognition.choices.events.WarnedWordsSent`, which puts the
    text into the moderators' queue. Raises ``TextMayHurt`` unless ``despite``.
    """
    words = await warned_of(text)
    if words and not despite:
        raise TextMayHurt(field=field, words=", ".join(words[:SHOWN_MAXIMUM]))
    return bool(words)


def clean_words(entries: Sequence[str]) -> list[str]:
    """A list of words as it is kept: folded, each once, in order."""
    return list(dict.fromkeys(word for entry in entries if (word := " ".join(_folded(entry)))))


def _folded(entry: str) -> list[str]:
    plain = _without_invisible(entry)
    return [fold(match.group()) for match in _WORD.finditer(plain)]


def _without_invisible(text: str) -> str:
    """Without characters that show nothing, by which a word could be split unseen."""
    return "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) != "Cf")
