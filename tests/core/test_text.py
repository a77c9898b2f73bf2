"""What people type is kept as they meant it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erm.core.errors import InvalidInput
from erm.core.text import clean_line, clean_text, fold


@given(st.text(max_size=300))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean_text(text, field="x", maximum=1000, required=False)
    assert clean_text(once, field="x", maximum=1000, required=False) == once
    assert "\x00" not in once
    assert "\r" not in once


@given(st.text(max_size=300))
def test_a_line_is_one_line(text: str) -> None:
    assert "\n" not in clean_line(text, field="x", maximum=1000, required=False)


def test_lines_emoji_and_other_scripts_stay() -> None:
    text = "Спасибо!\n👩🏽‍💻 你好\tשלום"
    assert clean_text(text, field="x", maximum=100) == text


@pytest.mark.parametrize("blank", ["", " ", "\n\t", "\x00", "\u200b\x07"[1:]])
def test_nothing_is_refused_where_something_is_needed(blank: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        clean_text(blank, field="body", maximum=10)
    assert (refusal.value.code, refusal.value.field) == ("TEXT_REQUIRED", "body")


def test_too_long_is_refused_with_the_limit() -> None:
    with pytest.raises(InvalidInput) as refusal:
        clean_text("x" * 11, field="body", maximum=10)
    assert (refusal.value.code, refusal.value.params) == ("TEXT_TOO_LONG", {"maximum": 10})


def test_folding_finds_cyrillic_and_accents() -> None:
    assert fold("ЁЛКИНА") == fold("елкина")
    assert fold("Zoë") == "zoe"
