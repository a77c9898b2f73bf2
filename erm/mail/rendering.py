"""Mail as a person reads it: subject, plain text and HTML in their language.

A kind of mail is ``templates/<kind>.mjml`` (the inside of the card, and after ``<!--footer-->`` what
stands below it), ``templates/<kind>.txt`` and the sentences ``mail.<kind>.*``. MJML is turned into
HTML once per process and kept; Jinja fills it in, escaping everything.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from typing import Any

import jinja2
import mrml

from erm.core.language import babel_locale, languages, say


@dataclass(frozen=True, slots=True)
class Rendered:
    """One mail, ready to queue."""

    subject: str
    text: str
    html: str


_HTML = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
_TEXT = jinja2.Environment(
    autoescape=False,  # noqa: S701 - plain text
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


def render(kind: str, language: str, *, company: str, **values: Any) -> Rendered:
    """Render a kind of mail. ``company`` is the company's name.

    ``sign_in_link`` needs ``name``, ``link`` (an address) and ``minutes``. Every other kind says in
    its own domain what it needs. Raises ``jinja2.UndefinedError`` when a value is missing.
    """
    known = language if language in languages() else "en"
    given = {**values, "company": company, "count": values.get("minutes", 0)}
    subject = say(known, f"mail.{kind}.subject", **given)
    return render_with(
        kind, known, subject, say(known, f"mail.{kind}.preheader", **given), company, values
    )


def render_with(
    kind: str, language: str, subject: str, preheader: str, company: str, values: dict[str, Any]
) -> Rendered:
    """Render a kind of mail whose subject and preheader are made elsewhere."""
    everything = {
        **values,
        "company": company,
        "language": language,
        "subject": subject,
        "preheader": preheader,
        "say": functools.partial(say, language),
        "locale": babel_locale(language),
    }
    return Rendered(
        subject=subject,
        text=_text(kind).render(everything).strip() + "\n",
        html=_html(kind).render(everything),
    )


def lines_of(text: str) -> list[str]:
    """A sentence of a catalogue that holds several lines_of, one a line."""
    return [line for line in text.split("\n") if line.strip()]


@functools.cache
def _text(kind: str) -> jinja2.Template:
    return _TEXT.from_string(_source(f"{kind}.txt"))


@functools.cache
def _html(kind: str) -> jinja2.Template:
    content, _, footer = _source(f"{kind}.mjml").partition("<!--footer-->")
    source = _source("layout.mjml").replace("<!--content-->", content)
    source = source.replace("<!--footer-->", footer)
    # Without fonts of its own choosing: it would have readers fetch Roboto from elsewhere.
    output = mrml.to_html(source, render_options=mrml.RenderOptions(fonts={}))
    if output.warnings:
        raise ValueError(f"{kind}.mjml: {[(w.kind, w.start) for w in output.warnings]}")
    return _HTML.from_string(output.content)


def _source(name: str) -> str:
    return (resources.files("erm.mail") / "templates" / name).read_text(encoding="utf-8")


def warm() -> None:
    """Compile every kind now, so that a broken template stops the start and not a mail."""
    for entry in (resources.files("erm.mail") / "templates").iterdir():
        kind, _, extension = entry.name.rpartition(".")
        if extension == "mjml" and kind != "layout":
            _html(kind)
            _text(kind)
