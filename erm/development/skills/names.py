"""When two names mean one skill, and when they only look as if they did. Pure.

The key of a name (:func:`name_key`) is unique over the catalogue: case, accents, spaces, hyphens and
full stops do not make another skill. What is merely alike is for people to decide: it is shown to
whoever adds a skill, and to HR.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter
from typing import TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

from erm.core.text import fold

K = TypeVar("K")

KEY_MAXIMUM = 250
_SEPARATORS = re.compile(r"[\s\-‐‑‒–—―_./\\,:;'’`\"«»“”()\[\]·|]+")
_WORDS = re.compile(r"[^\W_]+[+#*]*")
_DIGITS = re.compile(r"\d+")
# Cyrillic letters that look like Latin ones: the Russian "С++" is nobody's other skill.
_LOOKS = str.maketrans("авекмнорстухіјѕ", "abekmhopctyxijs")

SHORT = 4
"""Names up to so many letters differ by one letter and are different skills: Java, Jira, Jest."""
ALIKE = 80
"""From so many percent of likeness on two spellings may be one skill."""
_TAILS = frozenset(
    {"js", "lang", "language", "framework", "programming", "язык", "программирование"}
)


class Likeness(StrEnum):
    """Why two names look like one skill. Each has a sentence ``skills.likeness.<NAME>``."""

    SAME = "same"
    LETTERS = "letters"
    WORDS = "words"
    SPELLING = "spelling"


@dataclass(frozen=True, slots=True)
class Like:
    """How alike two names are: the reason, and 0 to 100."""

    reason: Likeness
    score: float


def name_key(name: str) -> str:
    """What is unique about a name; empty where it has neither letter nor digit."""
    key = _SEPARATORS.sub("", fold(name))
    return key[:KEY_MAXIMUM] if any(c.isalnum() for c in key) else ""


@dataclass(frozen=True, slots=True)
class _Form:
    """A name as it is compared: its key, how that looks, its words, those in order, their digits."""

    key: str
    looks: str
    parts: tuple[str, ...]
    words: tuple[str, ...]
    digits: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words in the order of the alphabet, in one."""
        return "".join(self.words)


@lru_cache(maxsize=20_000)
def _form(name: str) -> _Form:
    folded = fold(name)
    key = name_key(name)
    parts = tuple(_WORDS.findall(folded))
    words = sorted(word.translate(_LOOKS) for word in parts)
    said = tuple(word for word in words if word not in _TAILS) or tuple(words)
    return _Form(key, key.translate(_LOOKS), parts, said, tuple(_DIGITS.findall(folded)))


def likeness(one: str, other: str) -> Like | None:
    """Why two names may be one skill; None where they are two.

    Names that differ in their digits are two skills (HTML 4 and 5), and so are short ones that
    differ in a letter.
    """
    return _likeness(_form(one), _form(other))


def _likeness(one: _Form, other: _Form) -> Like | None:
    if not one.key or not other.key:
        return None
    if one.looks == other.looks:
        return Like(Likeness.SAME if one.key == other.key else Likeness.LETTERS, 100)
    if one.words == other.words:
        return Like(Likeness.WORDS, 99)
    if one.digits != other.digits or min(len(one.looks), len(other.looks)) <= SHORT:
        return None
    score = max(_spelled(one.looks, other.looks), _spelled(one.text, other.text))
    return Like(Likeness.SPELLING, min(score, 98)) if score >= ALIKE else None


def _spelled(one: str, other: str) -> float:
    """How much of the longer spelling needs no change to become the other, in percent."""
    longer = max(len(one), len(other))
    return 100 * (longer - OSA.distance(one, other)) / longer


def alike(name: str, names: Mapping[K, Sequence[str]], limit: int) -> list[K]:
    """Whose names look like this one, the likest first."""
    found: list[tuple[float, K]] = []
    for key, theirs in names.items():
        best = max((like.score for n in theirs if (like := likeness(name, n))), default=None)
        if best is not None:
            found.append((best, key))
    found.sort(key=lambda pair: -pair[0])
    return [key for _, key in found[:limit]]


def pairs_alike(names: Mapping[K, Sequence[str]], limit: int) -> list[tuple[K, K, Like]]:
    """Pairs that look like one skill, the likest first; each pair once.

    Names are compared with those of about their own length only: others cannot be alike enough.
    """
    lines = [(_form(name), key) for key, theirs in names.items() for name in theirs]
    same: dict[str | tuple[str, ...], list[tuple[_Form, K]]] = defaultdict(list)
    for line in lines:
        same[line[0].looks].append(line)
        same[line[0].words].append(line)
    best: dict[frozenset[K], tuple[K, K, Like]] = {}

    def note(one: tuple[_Form, K], other: tuple[_Form, K]) -> None:
        pair = frozenset((one[1], other[1]))
        like = _likeness(one[0], other[0]) if len(pair) == 2 else None
        if like is not None and (pair not in best or best[pair][2].score < like.score):
            best[pair] = (one[1], other[1], like)

    for group in same.values():
        for at, one in enumerate(group):
            for other in group[at + 1 :]:
                note(one, other)
    for spelling in (attrgetter("looks"), attrgetter("text")):
        ordered = sorted(lines, key=lambda line: len(spelling(line[0])))
        texts = [spelling(form) for form, _ in ordered]
        lengths = [len(text) for text in texts]
        for at, text in enumerate(texts):
            until = bisect_right(lengths, len(text) * 100 / ALIKE)
            near = process.extract(
                text,
                texts[at + 1 : until],
                scorer=OSA.normalized_similarity,
                processor=None,
                score_cutoff=ALIKE / 100 - 0.01,  # a sieve: what is caught is weighed above
                limit=None,
            )
            for _, _, further in near:
                note(ordered[at], ordered[at + 1 + further])
    return sorted(best.values(), key=lambda pair: -pair[2].score)[:limit]


def matches(search: str, names: Iterable[str]) -> float:
    """How well a skill of these names answers a search, 0 (not) to 100; misspellings are forgiven.

    The whole name, then its beginning, then the beginning of a word, then any part, then likeness.
    """
    wanted = _form(search)
    if not wanted.key:
        return 0
    return max((_match(wanted, _form(name)) for name in names), default=0)


def _match(wanted: _Form, name: _Form) -> float:
    key = wanted.key
    if name.key == key or name.looks == wanted.looks:
        return 100
    if name.key.startswith(key):
        return 95
    if any(word.startswith(key) for word in name.parts):
        return 90
    if key in name.key:
        return 85
    if len(key) <= 3:
        return 0
    # One mistake in a short word, two in a longer one; in the beginning of a name as well, for
    # people stop typing.
    allowed = 1 if len(key) <= 6 else 2
    near = min(
        OSA.distance(key, text, score_cutoff=allowed)
        for text in (name.key, name.key[: len(key)], *name.parts)
    )
    return 80 - 10 * near if near <= allowed else 0
