"""What somebody has newly written in an answer: without what they quote and what their program adds.

People's words must not get lost, and nobody else's may be taken for theirs. So lines that are marked as
quoted go, wherever they are; what introduces them goes with them; and behind the beginning of a quoted
mail that is not marked, everything goes. Greetings stay: whether "Thanks," begins a farewell or a
sentence is not ours to guess.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from email.message import Message
from typing import cast

import lxml.html
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.html_engine import Inscriptis
from inscriptis.html_properties import Display
from inscriptis.model.config import ParserConfig
from inscriptis.model.html_element import HtmlElement
from lxml.etree import ParserError, XMLSyntaxError

from erm.mail import quoting
from erm.mail.incoming import MailUnreadable, parts_of, text_of

TEXT_MAXIMUM = 60_000
"""Characters of a mail's text that are looked at; what is new stands at its beginning or is short."""
HTML_MAXIMUM = 400_000
_ELEMENTS_MAXIMUM = 20_000
_SHAPE_MAXIMUM = 400
_SIGNATURE_LINES = 12
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069]")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML may hold: the library reads it, and fails when it moves the text."""
_REFERENCE = re.compile("&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
_PUT_IN = re.compile("[\u200b\u2060\ufeff]")
"""What programs put into texts and nobody types; joiners within emoji stay."""
_CUT_MARK = "-----Original Message-----"
_QUOTE_MARK = "> "
# Where Outlook, Yahoo and others put the mail that is answered: all behind it is old.
_CUTS = (
    "//*[@id='appendonsend' or @id='divRplyFwdMsg' or @id='x_divRplyFwdMsg' or @id='stopSpelling'"
    " or @id='mail-editor-reference-message-container' or @id='ms-outlook-mobile-body-separator-line'"
    " or @id='replySplit' or @id='OLK_SRC_BODY_SECTION']"
)
_QUOTES = (
    "//blockquote[not(contains(@style, 'margin:0 0 0 40px') or contains(@style, 'margin: 0 0 0 40px'))]"
    " | //*[contains(concat(' ', normalize-space(@class), ' '), ' yahoo_quoted ')]"
    " | //*[contains(concat(' ', normalize-space(@class), ' '), ' protonmail_quote ')]"
)
_UNWANTED = (
    "//script | //style | //head | //title | //template | //noscript"
    " | //*[contains(concat(' ', normalize-space(@class), ' '), ' gmail_signature ')]"
    " | //*[contains(concat(' ', normalize-space(@class), ' '), ' gmail_signature_prefix ')]"
    " | //*[contains(concat(' ', normalize-space(@class), ' '), ' gmail_attr ')]"
    " | //*[contains(concat(' ', normalize-space(@class), ' '), ' moz-signature ')]"
    " | //*[contains(concat(' ', normalize-space(@class), ' '), ' protonmail_signature_block ')]"
    " | //*[@id='ms-outlook-mobile-signature' or @id='Signature' or @id='x_Signature']"
    " | //*[@data-smartmail='gmail_signature']"
)
_LAYOUT = {**CSS_PROFILES["strict"], "body": HtmlElement(display=Display.block)}
_FLATTENED = frozenset(
    {"table", "tbody", "thead", "tfoot", "tr", "td", "th", "center", "font", "pre"}
)


def new_text(message: Message) -> str:
    """What is new in an answer, in lines; "" if there is nothing. Raises ``MailUnreadable``."""
    return new_text_of("\n\n".join(text for text in _bodies(message) if text.strip()))


def new_text_of(text: str) -> str:
    """What is new in a text, as it was typed but for spaces at the ends of lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")[:TEXT_MAXIMUM].split("\n")
    shapes = [_shape(line) for line in lines]
    return _tidied([_own(segment) for segment in _segments(lines, shapes)])


def _segments(lines: list[str], shapes: list[str]) -> list[list[str]]:
    """What stands between quotes: the lines that are neither quoted nor introduce what is."""
    library = quoting.library_introductions(shapes)
    segments: list[list[str]] = [[]]
    line = 0
    while line < len(lines):
        if quoting.is_quoted(shapes[line]):
            segments.append([])
            line += 1
            continue
        if (
            quoting.separator(shapes, line)
            or quoting.fields(shapes, line)
            or quoting.introduction_with_words(shapes[line])
        ):
            break
        behind = quoting.introduction(shapes, line)
        if behind is None and not quoting.begins_later(shapes, line, library.get(line, line)):
            behind = library.get(line)
        if behind is not None:
            following = _next_written(shapes, behind)
            if following is not None and quoting.is_quoted(shapes[following]):
                above = segments[-1]
                while above and quoting.leads_to_introduction(_shape(above[-1])):
                    above.pop()
                line = following
                continue
            if quoting.certain(" ".join(shapes[line:behind])):
                break
        segments[-1].append(lines[line])
        line += 1
    return segments


def _next_written(shapes: list[str], start: int) -> int | None:
    return next((line for line in range(start, len(shapes)) if shapes[line]), None)


def _own(segment: list[str]) -> list[str]:
    """Lines without signature, without what a program adds, lines drawn and spaces at their ends."""
    lines = [_PUT_IN.sub("", line).replace("\xa0", " ").rstrip() for line in segment]
    lines = _without_signature(lines)
    while lines:
        last = lines[-1].strip()
        if last and not quoting.is_line_between(last) and not quoting.is_of_the_program(last):
            break
        lines.pop()
    return lines


def _tidied(segments: list[list[str]]) -> str:
    """Segments as one text, without gaps of more than a line."""
    tidy: list[str] = []
    for segment in segments:
        for line in [*segment, ""]:
            if line or (tidy and tidy[-1]):
                tidy.append(line)
    return "\n".join(tidy).rstrip("\n")


def _without_signature(lines: list[str]) -> list[str]:
    below, above = sum(1 for line in lines if line), 0
    for place, line in enumerate(lines):
        below -= bool(line)
        if line.strip() in ("--", "—") and below <= _SIGNATURE_LINES and (above or below):
            return lines[:place]
        above += bool(line)
    return lines


def _shape(line: str) -> str:
    """A line as patterns look at it."""
    visible = _INVISIBLE.sub("", line[: _SHAPE_MAXIMUM * 2])
    return " ".join(visible.replace("\xa0", " ").replace("\u202f", " ").split())[:_SHAPE_MAXIMUM]


def _bodies(message: Message) -> Iterable[str]:
    """The texts of a mail that a reader is shown, in their order."""
    kind = message.get_content_maintype()
    if message.get_content_disposition() == "attachment" or kind == "message":
        return
    if kind == "multipart":
        parts = parts_of(message)
        if message.get_content_subtype() == "alternative":
            yield _alternative(parts)
            return
        if message.get_content_subtype() in ("signed", "related"):
            parts = parts[:1]
        for part in parts:
            yield from _bodies(part)
        return
    if message.get_content_type() == "text/plain":
        yield _plain(message)
    elif message.get_content_type() == "text/html":
        yield text_of_html(text_of(message))


def _alternative(parts: list[Message]) -> str:
    """One of several forms of the same: the plain one where it says anything."""
    forms: dict[str, str] = {}
    for part in parts:
        for text in _bodies(part):
            forms.setdefault(part.get_content_type(), text)
    plain = forms.get("text/plain", "")
    return plain if plain.strip() else next((t for t in forms.values() if t.strip()), "")


def _plain(part: Message) -> str:
    text = text_of(part)
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    return unflowed(text, join=str(part.get_param("delsp", "")).lower() == "yes")


def unflowed(text: str, *, join: bool = False) -> str:
    """Text of format=flowed (RFC 3676) with its paragraphs whole again. ``join`` is DelSp=yes."""
    whole: list[str] = []
    open_depth: int | None = None
    for raw in text.split("\n"):
        depth = len(raw) - len(raw.lstrip(">"))
        content = raw[depth:].removeprefix(" ")
        flows = content.endswith(" ") and content != "-- "
        shown = content[:-1] if flows and join else content
        if open_depth == depth and content != "-- ":
            whole[-1] += shown
        else:
            whole.append(("> " if depth else "") + shown)
        open_depth = depth if flows else None
    return "\n".join(whole)


def text_of_html(source: str) -> str:
    """HTML as text, with what is quoted in it marked as quoted. Raises ``MailUnreadable``."""
    if len(source) > HTML_MAXIMUM:
        source = source[:HTML_MAXIMUM]
    source = _NO_XML.sub(" ", _REFERENCE.sub(_allowed, source))
    if not source.strip():
        return ""
    try:
        # lxml takes no text that names its own encoding.
        parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=False, no_network=True)
        tree = lxml.html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (ParserError, XMLSyntaxError, ValueError) as error:
        if isinstance(error, ParserError) and "empty" in str(error).lower():
            return ""
        raise MailUnreadable("its HTML cannot be read") from error
    if sum(1 for _ in tree.iter()) > _ELEMENTS_MAXIMUM:
        raise MailUnreadable("its HTML has too many elements")
    _mark(tree, _UNWANTED, None)
    _mark(tree, _QUOTES, _QUOTE_MARK)
    _mark(tree, _CUTS, _CUT_MARK)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in _FLATTENED:
            element.tag = "span" if element.tag == "font" else "div"
        # A style can ask for a million empty lines.
        element.attrib.clear()
    try:
        return cast(str, Inscriptis(tree, ParserConfig(css=_LAYOUT)).get_text())
    except RecursionError as error:
        raise MailUnreadable("its HTML is nested too deep") from error


def _allowed(reference: re.Match[str]) -> str:
    """A character reference, or a space where no XML may hold what it stands for."""
    digits = (reference[1] or reference[2]).lstrip("0") or "0"
    if len(digits) > 8:
        return " "
    code = int(digits, 16 if reference[1] else 10)
    return " " if code > sys.maxunicode or _NO_XML.match(chr(code)) else reference[0]


def _mark(tree: lxml.html.HtmlElement, path: str, words: str | None) -> None:
    """Put a line in place of elements, or nothing."""
    for element in cast("list[lxml.html.HtmlElement]", tree.xpath(path)):
        parent = element.getparent()
        if parent is None:
            continue
        if words is not None:
            line = lxml.html.Element("div")
            line.text = words
            element.addprevious(line)
        element.drop_tree()
