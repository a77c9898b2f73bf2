"""Mail as it is read: escaped, without anything to fetch, in both languages, light and dark."""

from __future__ import annotations

import jinja2
import pytest

from erm.core.language import languages
from erm.mail.rendering import Rendered, render, warm


def sign_in_link(language: str, **changes: object) -> Rendered:
    values: dict[str, object] = {
        "company": "Müller & Söhne <GmbH>",
        "name": 'Zoë <script>alert("x")</script>',
        "link": "https://erm.test/sign-in/link#token=abc",
        "minutes": 10,
    }
    return render("sign_in_link", language, **(values | changes))  # type: ignore[arg-type]


def test_every_template_compiles() -> None:
    warm()


@pytest.mark.parametrize("language", [*languages(), "xx"])
def test_what_was_typed_is_escaped_in_html_and_left_alone_in_text(language: str) -> None:
    mail = sign_in_link(language)
    assert "<script>" not in mail.html
    assert "Zoë &lt;script&gt;" in mail.html
    assert 'Zoë <script>alert("x")</script>' in mail.text
    assert "Müller &amp; Söhne &lt;GmbH&gt;" in mail.html
    assert "Müller & Söhne <GmbH>" in mail.subject
    assert "https://erm.test/sign-in/link#token=abc\n" in mail.text


@pytest.mark.parametrize("language", languages())
def test_nothing_is_fetched_and_dark_mode_is_designed(language: str) -> None:
    html = sign_in_link(language).html.replace('xmlns="http://www.w3.org/1999/xhtml"', "")
    for forbidden in ("<img", "<script", "<link", "@import", "url(", "http://"):
        assert forbidden not in html, forbidden
    assert 'name="color-scheme" content="light dark"' in html
    assert "prefers-color-scheme: dark" in html
    assert f'lang="{language}"' in html
    assert "{{" not in html
    assert "{%" not in html


def test_numbers_choose_their_words() -> None:
    assert "within 1 minute." in sign_in_link("en", minutes=1).text
    assert "within 10 minutes." in sign_in_link("en").text
    assert "в течение 1 минуты" in sign_in_link("ru", minutes=1).text
    assert "в течение 10 минут." in sign_in_link("ru").text


def test_a_missing_value_is_a_defect_and_not_an_empty_place() -> None:
    with pytest.raises(jinja2.UndefinedError):
        render("sign_in_link", "en", company="x", minutes=10, name="Ann")
