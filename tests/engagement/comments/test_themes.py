"""Themes are found here, the same each time, and never name what fewer than three people wrote."""

from __future__ import annotations

import random

from erm.engagement.comments.themes import Theme, find_themes, stems_of

TEXTS = [
    "There are too many meetings, my calendar is full",
    "Our meetings run long; the calendars are packed",
    "Meeting after meeting. Nobody looks at the calendar!",
    "The pay is below the market",
    "I'd like clearer pay, and Petrov knows why",
    "Pay, pay, pay",
    "Зарплаты ниже рынка, премию не платят",
    "Премии и зарплата маленькие",
    "Зарплату не пересматривали, о премиях забыли",
]


def words(themes: list[Theme]) -> list[set[str]]:
    return [set(each.words) for each in themes]


def test_words_of_one_stem_are_one_in_both_languages() -> None:
    themes, touched = find_themes(list(enumerate(TEXTS)))
    assert words(themes) == [{"calendar", "meetings"}, {"pay"}, {"зарплату", "премии"}] or words(
        themes
    ) == [{"calendar", "meetings"}, {"pay"}, {"зарплата", "премии"}], words(themes)
    assert [each.authors for each in themes] == [3, 3, 3]
    assert [each[0][0] for each in touched] == [0, 0, 0, 1, 1, 1, 2, 2, 2]


def test_what_fewer_than_three_wrote_is_never_named() -> None:
    themes, _ = find_themes(list(enumerate(TEXTS)))
    assert not any("petrov" in each.words for each in themes)
    # One person who writes it in three answers is one person still.
    alone, touched = find_themes([(7, "Petrov"), (7, "Petrov again"), (7, "petrov")])
    assert alone == []
    assert touched == [[], [], []]


def test_the_order_of_the_comments_changes_no_theme() -> None:
    numbered = list(enumerate(TEXTS))
    expected = words(find_themes(numbered)[0])
    for seed in range(5):
        random.Random(seed).shuffle(numbered)
        assert words(find_themes(numbered)[0]) == expected


def test_a_word_that_half_of_all_use_tells_nothing() -> None:
    texts = [(number, f"team {'lunch' if number % 5 else 'noise'}") for number in range(60)]
    assert [each.words for each in find_themes(texts)[0]] == [("noise",)]


def test_plain_words_and_numbers_are_no_words() -> None:
    assert stems_of("We are not what they, 42 и что-то ещё") == {}
    assert list(stems_of("Don’t e-mail me")) == list(stems_of("don't E-MAIL me"))


def test_nothing_and_emptiness_have_no_themes() -> None:
    assert find_themes([]) == ([], [])
    assert find_themes([(0, ""), (1, "..."), (2, "🙂")]) == ([], [[], [], []])
