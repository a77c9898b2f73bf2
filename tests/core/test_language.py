"""Both languages say everything, with the plural forms that they have."""

from __future__ import annotations

import string

import pytest

from erm.core.language import babel_locale, catalogue, has, languages, say


def test_there_are_english_and_russian() -> None:
    assert languages() == ("en", "ru")


def test_both_languages_have_the_same_keys() -> None:
    assert set(catalogue("en")) == set(catalogue("ru"))
    assert len(catalogue("en")) > 100


@pytest.mark.parametrize("language", languages())
def test_plural_sentences_have_every_form_of_the_language(language: str) -> None:
    forms = {babel_locale(language).plural_form(n) for n in range(200)}
    lacking = {
        key: forms - set(sentence)
        for key, sentence in catalogue(language).items()
        if not isinstance(sentence, str) and forms - set(sentence)
    }
    assert lacking == {}


def _places(sentence: object) -> set[str]:
    texts = [sentence] if isinstance(sentence, str) else list(sentence.values())  # type: ignore[attr-defined]
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name} - {
        "count"
    }


def test_translations_name_the_same_values() -> None:
    different = {
        key: (_places(sentence), _places(catalogue("ru")[key]))
        for key, sentence in catalogue("en").items()
        if _places(sentence) != _places(catalogue("ru")[key])
    }
    assert different == {}


def test_a_number_chooses_the_plural_form() -> None:
    seconds = [say("ru", "refusal.TOO_MANY_ATTEMPTS", count=n) for n in (1, 2, 5, 21)]
    assert [s.split()[-1] for s in seconds] == ["секунду.", "секунды.", "секунд.", "секунду."]


def test_an_unknown_language_is_answered_in_english() -> None:
    assert say("xx", "refusal.NOT_FOUND") == say("en", "refusal.NOT_FOUND")


def test_a_missing_sentence_is_an_error_and_not_a_blank() -> None:
    assert not has("en", "no.such.key")
    with pytest.raises(KeyError):
        say("en", "no.such.key")


def test_what_people_typed_is_not_read_as_a_format() -> None:
    assert "{0}" in say("en", "refusal.TEXT_TOO_LONG", maximum="{0}")


def test_a_russian_date_brings_the_full_stop_of_its_sentence_along() -> None:
    said = say("ru", "mail.guest_request.until", due="27 ноября 2026\u202fг.")
    assert "2026\u202fг. " in said
    assert "г.." not in said
