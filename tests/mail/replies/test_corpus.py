"""Answers of all mail programs that people use: their own words come out, and nobody else's."""

from __future__ import annotations

import pytest

from erm.mail.incoming import parse
from erm.mail.replies import new_text
from tests.mail.replies.corpus import CORPUS, QUOTED_WORDS, Case


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case.name)
def test_what_is_new_is_taken_and_nothing_else(case: Case) -> None:
    found = new_text(parse(case.raw))
    assert found == case.new
    assert not any(word in found for word in QUOTED_WORDS)


def test_the_corpus_is_as_large_as_it_should_be() -> None:
    assert len(CORPUS) >= 40
    assert len({case.name for case in CORPUS}) == len(CORPUS)
