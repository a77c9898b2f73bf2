"""Whatever somebody writes before, between or below what is quoted comes out as it was written."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erm.mail.incoming import parse, text_of
from erm.mail.quoting import is_line_between
from erm.mail.replies import new_text_of, text_of_html, unflowed
from tests.mail.replies.corpus import CORPUS, ERM, QUOTED_WORDS

_WORDS = [
    "Thanks,",
    "Best",
    "On",
    "Am",
    "Von",
    "From",
    "wrote",
    "schrieb",
    "написал",
    "От",
    "Кому",
    "Dear",
    "feedback",
    "figures",
    "slides",
    "спасибо",
    "доклад",
    "структура",
    "вопросы",
    "Regards,",
    "Sent",
    "Tschüss",
    "élan",
    "¿qué?",
    "👍",
    "👩\u200d🔧",
    "10:02",
    "2026",
    "16.11.2026",
    "a@b.example",
    "-",
    "*",
    "1.",
    "Monday",
    "Понедельник",
    "https://a.example/x?y=1#z",
    "(see)",
    "«так»",
    "--",
]


def _usable(line: str) -> bool:
    shape = line.strip()
    # A colon at the end with a day and an address is what no program could tell from its own.
    return bool(shape) and not (
        shape.endswith((":", "："))
        or shape.startswith((">", "|>", "&gt;"))
        or shape in ("--", "—")
        or is_line_between(shape)
    )


_LINE = (
    st.lists(st.sampled_from(_WORDS) | st.text("abcdefxyzабвгдеёжä,.!?'", min_size=1), min_size=1)
    .map(" ".join)
    .filter(_usable)
)
_PARAGRAPH = st.lists(_LINE, min_size=1, max_size=4).map("\n".join)
WRITTEN = (
    st.lists(_PARAGRAPH, min_size=1, max_size=4)
    .map("\n\n".join)
    .map(lambda text: "Well. " + text + " That is all.")
)

_PARSED = [(case, parse(case.raw)) for case in CORPUS]
_TEXTS = [
    (case, text_of(mail)) for case, mail in _PARSED if mail.get_content_type() == "text/plain"
]
BELOW = {
    case.name: text[len(case.new) :]
    for case, text in _TEXTS
    if case.new and text.startswith(case.new) and text[len(case.new) :].strip()
}
"""What programs put below an answer, by style."""
MARKED = {
    name: below
    for name, below in BELOW.items()
    if below.rstrip().rpartition("\n")[2].startswith(">")
}
HTML_BELOW = {
    case.name: source.partition(f"<div>{case.new}</div>")[2]
    for case, mail in _PARSED
    if mail.get_content_type() == "text/html"
    and f"<div>{case.new}</div>" in (source := text_of(mail))
}


def test_many_styles_take_part() -> None:
    assert len(BELOW) > 45
    assert len(MARKED) > 20
    assert len(HTML_BELOW) >= 4


@pytest.mark.parametrize("style", sorted(BELOW))
@settings(max_examples=8)
@given(written=WRITTEN)
def test_what_is_written_above_comes_out_unchanged(style: str, written: str) -> None:
    found = new_text_of(written + BELOW[style])
    assert found == written
    assert not any(word in found for word in QUOTED_WORDS)


@pytest.mark.soak
@settings(max_examples=30_000, deadline=None)
@given(style=st.sampled_from(sorted(BELOW)), written=WRITTEN)
def test_much_that_is_written_above_comes_out_unchanged(style: str, written: str) -> None:
    assert new_text_of(written + BELOW[style]) == written


@settings(max_examples=60)
@given(style=st.sampled_from(sorted(MARKED)), above=WRITTEN, below=WRITTEN)
def test_what_is_written_below_a_marked_quote_comes_out_too(
    style: str, above: str, below: str
) -> None:
    found = new_text_of(f"{above}{MARKED[style]}\n\n{below}\n")
    assert not any(word in found for word in QUOTED_WORDS)
    assert found.startswith(above)
    assert found.endswith(below)


@settings(max_examples=60)
@given(style=st.sampled_from(sorted(HTML_BELOW)), written=WRITTEN)
def test_what_is_written_in_html_comes_out_in_its_words(style: str, written: str) -> None:
    lines = "".join(f"<div>{escape(line) or '<br>'}</div>" for line in written.split("\n"))
    found = new_text_of(text_of_html(f"<html><body>{lines}{HTML_BELOW[style]}"))
    assert found.split() == written.split()


@settings(max_examples=60)
@given(written=WRITTEN)
def test_what_is_taken_once_stays_as_it_is(written: str) -> None:
    once = new_text_of(f"{written}\n\nOn Mon, Nov 16, 2026 at 10:02 AM {ERM} wrote:\n\n> x\n")
    assert new_text_of(once) == once


@settings(max_examples=150)
@given(text=st.text(max_size=600))
def test_no_text_whatever_makes_it_fail(text: str) -> None:
    new_text_of(text)
    text_of_html(text)
    unflowed(text)


@settings(max_examples=60)
@given(words=st.lists(st.text("abcdä", min_size=1, max_size=12), min_size=1, max_size=80))
def test_flowed_text_is_whole_again(words: list[str]) -> None:
    lines: list[str] = [""]
    for word in words:
        if len(lines[-1]) + len(word) > 60:
            lines.append("")
        lines[-1] += word + " "
    lines[-1] = lines[-1].rstrip()
    assert unflowed("\n".join(lines)) == " ".join(words)


def test_flowed_text_with_spaces_that_are_not_meant_is_joined() -> None:
    assert unflowed("слово \nсочетание", join=True) == "словосочетание"


def test_flowed_quotes_stay_quotes_and_signatures_apart() -> None:
    text = "> quoted \n> further\nmine \nfurther\n-- \nAnn"
    assert unflowed(text) == "> quoted further\nmine further\n-- \nAnn"
