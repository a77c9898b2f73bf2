"""Every mail as its recipient meets it: in a list, in lines, on paper; with what people type at worst."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erm.core import clock
from erm.core.language import catalogue, languages, say
from erm.mail.words import last_day_words
from erm.mail.wrapping import WIDTH, wrapped
from tests.mail.examples import Example, examples, largest_digest

CLIPPED_AT = 102_000
"""Bytes after which Gmail cuts a mail and hides the way to stop it."""
NAMES_AT_WORST = {
    "long": "Wolfeschlegelsteinhausenbergerdorff" * 6,
    "many words": "Maria da Conceição " * 10,
    "right to left": "عبد الرحمن بن محمد",
    "emoji": "👩‍👩‍👧‍👦 Zoë 🎉",
    "markup": '<b>"O\'Neil"</b> & {{ Sons }}',
    "ends with a stop": "Robert Downey Jr.",
}
_DOUBLED = re.compile(
    r"(?<!\.)\.\.(?!\.)|[,;:][.,;:!?]|[!?][.,;:]|\s[.,;:!?](?:\s|$)|\(\s*\)|“\s*”|«\s*»"
)
"""Two stops, or one that belongs to nothing. An abbreviation may have a comma or a colon after it."""
_GLUED = re.compile(r"[a-zа-яё][.!?][A-ZА-ЯЁ]")


def prose(each: Example) -> list[str]:
    """Subject, preheader and lines of the text, without addresses."""
    lines = [line for line in each.mail.text.split("\n") if "://" not in line and line != "-- "]
    return [each.mail.subject, each.preheader, *lines]


@pytest.mark.parametrize("language", languages())
def test_subject_preheader_and_first_line_say_three_things(language: str) -> None:
    for each in examples(language):
        first = each.mail.text.split("\n", 1)[0]
        said = [
            words.casefold().strip(" .!?") for words in (each.mail.subject, each.preheader, first)
        ]
        assert all(said), each.name
        assert len(set(said)) == 3, (each.name, said)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("typed", ["", "Robert Downey Jr."])
def test_no_stop_is_doubled_and_no_sentence_glued(language: str, typed: str) -> None:
    for each in examples(language, typed):
        for line in prose(each):
            assert not _DOUBLED.search(line), (each.name, line)
            assert not _GLUED.search(line), (each.name, line)
            assert "  " not in line.strip(), (each.name, line)


def test_russian_is_set_as_russian_is() -> None:
    for each in examples("ru"):
        for line in prose(each):
            assert not set(line) & set("\"“”'"), (each.name, line)
            assert not re.search(r"[а-яё,;] Вы\b|[а-яё,;] Ваш", line), (each.name, line)
            assert line.count("«") == line.count("»"), (each.name, line)


@pytest.mark.parametrize("language", languages())
def test_each_count_has_its_words(language: str) -> None:
    """No sentence of mail shows a place that was left open, whatever is counted."""
    kinds = ("mail.", "digest.", "nudge.", "calendar.", "cycle_mail.", "notification.")
    counted = [
        (key, forms)
        for key, forms in catalogue(language).items()
        if key.startswith(kinds) and not isinstance(forms, str)
    ]
    assert len(counted) > 40
    wanted = {"en": {"one", "other"}, "ru": {"one", "few", "many", "other"}}[language]
    for key, forms in counted:
        assert set(forms) == wanted, key
        for count in (0, 1, 2, 5, 11, 21, 50):
            words = re.findall(r"\{(\w+)\}", "".join(forms.values()))
            said = say(language, key, **{**dict.fromkeys(words, "X"), "count": count})
            assert "{" not in said, key
    reactions = [say("ru", "mail.celebration.birthday.subject", count=n) for n in (1, 2, 5, 21)]
    assert [said.split()[1] for said in reactions] == ["коллега", "коллеги", "коллег", "коллега"]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("typed", ["", *NAMES_AT_WORST.values()], ids=["plain", *NAMES_AT_WORST])
def test_lines_fit_a_screen_of_any_age_and_addresses_stand_alone(language: str, typed: str) -> None:
    for each in examples(language, typed):
        for line in wrapped(each.mail.text).split("\n"):
            assert len(line) <= WIDTH or len(line.split()) == 1 + line.strip().startswith("* "), (
                each.name,
                line,
            )
            assert "://" not in line or len(line.split()) == 1, (each.name, line)
        for emptied in ("None", "\n\n\n\n", "\n\n\n-- "):
            assert emptied not in each.mail.text, each.name


@given(st.text("ab :/*-\n\u00a0ж", max_size=400))
def test_wrapping_keeps_every_word_in_its_place(text: str) -> None:
    assert wrapped(text, 20).split() == text.split()
    kept = [line for line in text.split("\n") if len(line) <= 20]
    assert set(kept) <= set(wrapped(text, 20).split("\n"))
    assert "-- " not in set(wrapped(text, 20).split("\n")) - set(text.split("\n"))


@pytest.mark.parametrize("typed", ["x", "ж", "😀", '"'])
def test_the_largest_digest_is_not_clipped(typed: str) -> None:
    for language in languages():
        assert len(largest_digest(language, typed).mail.html.encode()) < CLIPPED_AT


def test_a_day_after_until_is_in_its_case_and_has_a_year_where_it_is_another() -> None:
    with clock.at(clock.now().replace(year=2026, month=11, day=1)):
        assert last_day_words("en", date(2026, 11, 27)) == "Friday 27 November"
        assert last_day_words("ru", date(2026, 11, 27)) == "пятницы, 27 ноября"
        assert last_day_words("ru", date(2027, 1, 5)) == "вторника, 5 января 2027\u202fг."


@pytest.mark.parametrize("language", languages())
def test_a_mail_says_how_to_stop_it_where_that_is_possible_and_only_there(language: str) -> None:
    required = say(language, "mail.not_stoppable")
    for each in examples(language):
        for part in (each.mail.text, each.mail.html):
            assert ("/unsubscribe/" in part) is each.stoppable, each.name
        assert not (each.stoppable and required in each.mail.text), each.name
