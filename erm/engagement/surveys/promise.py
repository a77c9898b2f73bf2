"""The promise: what whoever is asked is told before the first question, frozen when a survey is launched.

It is made of the survey's own figures alone. Stored with it are the sentences in every language, so
that later wording changes nothing, and a hash over all of it that reports show.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from erm.core.language import languages, say
from erm.engagement.surveys.rules import SegmentKind, SurveyReaders


@dataclass(frozen=True, slots=True)
class Terms:
    """What is promised."""

    score_group: int
    word_group: int
    segments: tuple[SegmentKind, ...]
    readers: SurveyReaders
    keep_days: int

    def to_json(self) -> dict[str, Any]:
        """As it is stored and hashed."""
        return {
            "score_group": self.score_group,
            "word_group": self.word_group,
            "segments": [each.value for each in self.segments],
            "readers": self.readers.value,
            "keep_days": self.keep_days,
        }


@dataclass(frozen=True, slots=True)
class Promise:
    """The terms with their sentences by language; ``hash`` is empty for a draft's."""

    terms: Terms
    sentences: Mapping[str, tuple[str, ...]]
    hash: str

    def told(self, language: str) -> tuple[str, ...]:
        """The sentences in a language, or in English."""
        return self.sentences.get(language) or self.sentences["en"]

    def to_json(self) -> dict[str, Any]:
        """As it is stored: all that the hash is over."""
        return {
            "terms": self.terms.to_json(),
            "sentences": {key: list(told) for key, told in sorted(self.sentences.items())},
        }


def make_promise(terms: Terms) -> Promise:
    """The promise of these terms as it would be given now, without a hash."""
    sentences = {language: tuple(_sentences(terms, language)) for language in languages()}
    return Promise(terms, sentences, "")


def make_past_promise(terms: Terms) -> Promise:
    """What holds for answers that were given elsewhere: only what is promised of them from now on."""
    sentences = {
        language: (
            say(language, "survey.promise.past"),
            *_groups(terms, language),
            say(language, f"survey.promise.readers.{terms.readers.value}"),
            say(language, "survey.promise.past_keep_not"),
            say(language, "survey.promise.past_ledger"),
        )
        for language in languages()
    }
    return Promise(terms, sentences, "")


def promise_hash(stored: Mapping[str, Any]) -> str:
    """SHA-256 over the stored form: JSON with sorted keys, UTF-8."""
    return hashlib.sha256(orjson.dumps(stored, option=orjson.OPT_SORT_KEYS)).hexdigest()


def read_promise(stored: Mapping[str, Any], hashed: str) -> Promise:
    """A promise that was given."""
    terms = stored["terms"]
    return Promise(
        Terms(
            score_group=terms["score_group"],
            word_group=terms["word_group"],
            segments=tuple(SegmentKind(each) for each in terms["segments"]),
            readers=SurveyReaders(terms["readers"]),
            keep_days=terms["keep_days"],
        ),
        {key: tuple(told) for key, told in stored["sentences"].items()},
        hashed,
    )


def _sentences(terms: Terms, language: str) -> Sequence[str]:
    def told(key: str, **params: Any) -> str:
        return say(language, f"survey.promise.{key}", **params)

    if terms.segments:
        names = ", ".join(told(f"segment.{each.value}") for each in terms.segments)
        by = told("segments", names=names, count=terms.score_group)
    else:
        by = told("no_segments")
    kept = "keep" if terms.keep_days else "keep_not"
    return (
        told("unlinked"),
        by,
        *_groups(terms, language),
        told(f"readers.{terms.readers.value}"),
        told("no_live"),
        told(kept, count=terms.keep_days),
        told("ledger"),
    )


def _groups(terms: Terms, language: str) -> tuple[str, str]:
    """From how many people on figures, and words, are told of."""
    return (
        say(language, "survey.promise.scores", count=terms.score_group),
        say(language, "survey.promise.words", count=terms.word_group),
    )
