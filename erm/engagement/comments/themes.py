"""Themes of comments, found on this machine. Pure: the same comments give the same themes.

A word counts once for each author, however often and in how many answers they wrote it; words of
fewer than three authors are never named, so no theme repeats what one person alone said. Words are
compared by their stems (Snowball), Cyrillic ones by the rules of Russian, all others by those of
English. A theme is a word that many used, with those that stand beside it in the same sheets more
often than not: the cosine of their occurrences.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import numpy as np
import snowballstemmer  # type: ignore[import-untyped]

AUTHORS_FEWEST = 3
"""Fewest authors of a word that is named, in the wave and in the group that is looked at."""
THEMES_MOST = 12
WORDS_MOST = 6
"""Most words of a theme."""
TERMS_MOST = 600
"""Most words that are compared with each other; the rarest are left out."""
NEAR = 0.3
"""From which cosine on two words belong together."""
TOO_COMMON = 0.5
"""A word that more than this share of the authors used tells themes apart no more ..."""
COMMON_FROM = 20
"""... where there are so many authors."""
_AT_ONCE = 2_000

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CYRILLIC = re.compile(r"[а-яё]")


@dataclass(frozen=True, slots=True)
class Theme:
    """What several wrote of. ``words`` as most of them spelled them, the most telling first."""

    number: int
    words: tuple[str, ...]
    authors: int

    def to_json(self) -> dict[str, Any]:
        """As the release keeps it."""
        return {"number": self.number, "words": list(self.words), "authors": self.authors}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Theme:
        """From what was stored."""
        return cls(value["number"], tuple(value["words"]), value["authors"])


def find_themes(texts: Sequence[tuple[int, str]]) -> tuple[list[Theme], list[list[list[int]]]]:
    """The themes of texts, each with the number of its author; and of each text which it touches.

    The latter are lists of ``[theme, word, ...]``: numbers of the themes, and of their words in it.
    """
    stems = [stems_of(text) for _, text in texts]
    by_author: dict[int, set[str]] = defaultdict(set)
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for (author, _), found in zip(texts, stems, strict=True):
        by_author[author] |= found.keys()
        for stem, word in found.items():
            spelled[stem][word] += 1
    groups = _together(list(by_author.values()))
    themes = [
        Theme(
            number,
            tuple(_spelling(spelled[stem]) for stem in group),
            sum(not found.isdisjoint(group) for found in by_author.values()),
        )
        for number, group in enumerate(groups)
    ]
    place = {
        stem: (number, index)
        for number, group in enumerate(groups)
        for index, stem in enumerate(group)
    }
    return themes, [_touched(found, place) for found in stems]


def _touched(found: Iterable[str], place: Mapping[str, tuple[int, int]]) -> list[list[int]]:
    words: dict[int, list[int]] = defaultdict(list)
    for number, index in sorted(place[stem] for stem in found if stem in place):
        words[number].append(index)
    return [[number, *indices] for number, indices in words.items()]


def _spelling(ways: Counter[str]) -> str:
    """The commonest, of equally common ones the shortest, then the first of the alphabet."""
    return min(ways, key=lambda word: (-ways[word], len(word), word))


def _together(authors: Sequence[set[str]]) -> list[list[str]]:
    """Stems that belong together, the most telling groups first."""
    total = len(authors)
    used = Counter(stem for found in authors for stem in found)
    most = total * TOO_COMMON if total >= COMMON_FROM else total
    telling = sorted(
        (stem for stem, number in used.items() if AUTHORS_FEWEST <= number <= most),
        key=lambda stem: (-used[stem], stem),
    )[:TERMS_MOST]
    if not telling:
        return []
    both = _co_occurrences(authors, telling)
    size = np.diag(both)
    cosine = both / np.sqrt(np.outer(size, size))
    free = dict.fromkeys(range(len(telling)))
    groups: list[list[str]] = []
    while free and len(groups) < THEMES_MOST:
        seed = next(iter(free))
        del free[seed]
        near = sorted(
            (
                other
                for other in free
                if cosine[seed, other] >= NEAR and both[seed, other] >= AUTHORS_FEWEST
            ),
            key=lambda other: (-round(float(cosine[seed, other]), 9), other),
        )[: WORDS_MOST - 1]
        for other in near:
            del free[other]
        groups.append([telling[index] for index in (seed, *near)])
    return groups


def _co_occurrences(authors: Sequence[set[str]], terms: Sequence[str]) -> np.ndarray[Any, Any]:
    """How many authors used both of two terms; on the diagonal, how many used one."""
    place = {term: index for index, term in enumerate(terms)}
    both = np.zeros((len(terms), len(terms)))
    for start in range(0, len(authors), _AT_ONCE):
        batch = authors[start : start + _AT_ONCE]
        table = np.zeros((len(batch), len(terms)), dtype=np.float32)
        for row, found in enumerate(batch):
            table[row, [place[term] for term in found if term in place]] = 1
        both += table.T @ table
    return both


def stems_of(text: str) -> dict[str, str]:
    """The stems of a text's telling words, each with the first way in which it is spelled in it."""
    found: dict[str, str] = {}
    for word in _WORD.findall(text.casefold().replace("’", "'")):
        stem = _stem(word)
        if stem:
            found.setdefault(stem, word)
    return found


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    """The stem of a word; empty for words that tell nothing by themselves."""
    if len(word) < 3 or word in _plain_words():
        return ""
    language = "russian" if _CYRILLIC.search(word) else "english"
    stem: str = _stemmer(language).stemWord(word.replace("ё", "е"))
    return stem if len(stem) > 2 else ""


@cache
def _stemmer(language: str) -> Any:
    return snowballstemmer.stemmer(language)


@cache
def _plain_words() -> frozenset[str]:
    """Words of both languages that stand in any text."""
    folder = resources.files("erm.engagement.comments") / "plain_words"
    return frozenset(
        word
        for file in folder.iterdir()
        if file.name.endswith(".txt")
        for word in file.read_text(encoding="utf-8").split()
    )
