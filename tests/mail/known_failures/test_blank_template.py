"""A mail whose places were never filled: "Hello ," with nothing below it."""

from __future__ import annotations

import re

import jinja2
import pytest

from erm.core.language import languages
from erm.mail.rendering import render
from tests.mail.examples import examples

EMPTY_PLACE = re.compile(
    r"Hello\s*,|Здравствуйте,\s*!|“\s*”|«\s*»|\(\s*\)|\s:\s*$|\bNone\b|undefined"
)


@pytest.mark.parametrize("language", languages())
def test_no_place_of_any_mail_is_empty(language: str) -> None:
    for each in examples(language):
        for part in (each.mail.subject, each.mail.text):
            for line in part.split("\n"):
                assert not EMPTY_PLACE.search(line), (each.name, line)


def test_what_is_missing_stops_the_mail_and_not_its_reader() -> None:
    with pytest.raises((jinja2.UndefinedError, KeyError)):
        render("guest_thanks", "en", company="Company", name="Ann")
