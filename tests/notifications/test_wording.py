"""Sentences of notifications, as they leave the product."""

from __future__ import annotations

import re
from typing import Any

import pytest

from erm.core.language import catalogue, has, languages
from erm.notifications.rules import NotificationKind
from erm.notifications.wording import sentence

BY_SOMEBODY = ("Sofia Almeida",)
MANY = ("Sofia Almeida", "Theo Marsh", "Hannah Osei", "Ida Berg")
FACTS = {NotificationKind.CELEBRATION: {"count": 3}}


def told(language: str, kind: NotificationKind, names: tuple[str, ...]) -> str:
    return sentence(language, kind, names, FACTS.get(kind, {}))


@pytest.mark.parametrize("language", languages())
def test_every_kind_has_a_sentence_that_is_whole(language: str) -> None:
    for kind in NotificationKind:
        for names in (BY_SOMEBODY, MANY):
            words = told(language, kind, names)
            assert not re.search(r"^$|[{}]|\s{2}|\s$|:$", words), (kind, words)
            assert not words.endswith("."), (kind, words)


@pytest.mark.parametrize("language", languages())
def test_who_is_not_there_leaves_no_gap(language: str) -> None:
    named = [
        kind
        for kind in NotificationKind
        if "{name}" in str(catalogue(language)[f"notification.{kind.value}"])
        and has(language, f"notification.{kind.value}.nobody")
    ]
    assert NotificationKind.FEEDBACK_RECEIVED in named
    for kind in named:
        words = told(language, kind, ())
        assert not re.search(r"^\W|\s{2}|\W$", words), (kind, words)


def test_several_who_did_the_same_are_one_sentence_in_the_right_number() -> None:
    kind = NotificationKind.KUDOS_REACTED
    assert told("en", kind, MANY[:2]) == (
        "Sofia Almeida and 1 other person reacted to thanks of yours"
    )
    assert told("en", kind, MANY) == "Sofia Almeida and 3 other people reacted to thanks of yours"
    assert told("ru", kind, MANY) == (
        "Новые реакции на благодарность: Sofia Almeida и ещё 3 человека"
    )
    assert told("ru", kind, MANY * 2).endswith("и ещё 7 человек")


def test_russian_sentences_say_of_nobody_whether_they_are_a_man_or_a_woman() -> None:
    """No past tense right after a name: it would have to agree with it."""
    for key, value in catalogue("ru").items():
        if not key.startswith("notification."):
            continue
        forms: list[Any] = [value] if isinstance(value, str) else list(value.values())
        for form in forms:
            assert not re.search(r"\{name\}\s+(?:не\s+)?\w+(?:л|ла|лся|лась)\b", form), key


def test_a_card_tells_how_many_signed_it() -> None:
    kind = NotificationKind.CELEBRATION
    assert sentence("en", kind, (), {"count": 1}) == "1 colleague signed your card"
    assert sentence("ru", kind, (), {"count": 5}) == "На вашей открытке 5 подписей"
