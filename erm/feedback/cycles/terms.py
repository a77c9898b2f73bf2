"""The terms of a cycle: what its raters are promised, in sentences.

They follow from the definition and are written in every language at launch. The row keeps them with
their SHA-256; from then on they are read from there and never made anew, so that a later version of
erm, another wording or another hand changes nothing of what somebody wrote under::

    {"en": [{"perspective": null, "text": "…"}, {"perspective": "peer", "text": "…"}], "ru": […]}
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

import orjson
from babel.dates import format_date

from erm.core.language import DEFAULT, babel_locale, languages, say
from erm.feedback.cycles.rules import Perspective, ReleasedBy

Terms = Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Promise:
    """What a perspective's raters are promised."""

    kind: Perspective
    anonymous: bool
    minimum: int


@dataclass(frozen=True, slots=True)
class Term:
    """One sentence. ``perspective`` None: it holds for the whole cycle."""

    perspective: Perspective | None
    text: str


def write_terms(
    promises: Sequence[Promise],
    *,
    period_from: date,
    period_until: date,
    released_by: ReleasedBy,
) -> dict[str, list[dict[str, Any]]]:
    """The terms in all languages, each with the same sentences in the same order."""
    return {
        language: [
            {
                "perspective": None if term.perspective is None else term.perspective.value,
                "text": term.text,
            }
            for term in _sentences(language, promises, period_from, period_until, released_by)
        ]
        for language in languages()
    }


def _sentences(
    language: str,
    promises: Sequence[Promise],
    period_from: date,
    period_until: date,
    released_by: ReleasedBy,
) -> list[Term]:
    locale = babel_locale(language)
    first, last = (format_date(day, "d MMMM y", locale) for day in (period_from, period_until))
    found = [
        Term(None, say(language, "cycle_terms.period", first=first, last=last)),
        Term(None, say(language, "cycle_terms.while_writing")),
        Term(None, say(language, f"cycle_terms.released_by_{released_by.value}")),
        Term(None, say(language, "cycle_terms.same_for_all")),
        Term(None, say(language, "cycle_terms.calibration")),
        Term(None, say(language, "cycle_terms.frozen")),
    ]
    for promise in promises:
        kind = promise.kind
        if promise.anonymous:
            numbers = {"count": promise.minimum, "double": 2 * promise.minimum}
            keys = ["who", "minimum", "ratings", "comments", "destroyed"]
            found += [
                Term(kind, say(language, f"cycle_terms.anonymous.{key}", **numbers)) for key in keys
            ]
        else:
            found.append(Term(kind, say(language, f"cycle_terms.named.{kind.value}")))
        if kind in (Perspective.PEER, Perspective.EXTERNAL):
            found.append(Term(kind, say(language, "cycle_terms.asked")))
    return found


def fingerprint(terms: Terms) -> str:
    """SHA-256 over the terms in a form that does not depend on how they are stored."""
    return sha256(orjson.dumps(terms, option=orjson.OPT_SORT_KEYS)).hexdigest()


def read_terms(terms: Terms, locale: str) -> list[Term]:
    """The sentences in a language, or in English where it has none."""
    return [
        Term(
            None if each["perspective"] is None else Perspective(each["perspective"]),
            each["text"],
        )
        for each in terms.get(locale, terms[DEFAULT])
    ]


def terms_for(terms: Terms, perspective: Perspective, locale: str) -> list[str]:
    """What a rater of a perspective is told before they write: theirs first, then the cycle's."""
    found = read_terms(terms, locale)
    own = [term.text for term in found if term.perspective is perspective]
    return own + [term.text for term in found if term.perspective is None]
