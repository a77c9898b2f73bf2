"""A mail that came in, as far as it is safe to look at it.

What comes over the wire may be anything. A mail is looked through with bounds before the standard
library's parser sees it, headers are read in the old way, which does not interpret them, and only those
that are needed; text is decoded with what the mail says of itself, or with the best guess.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from email import policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.utils import getaddresses

import charset_normalizer

SIZE_MAXIMUM = 1_000_000
"""Bytes of a mail that is taken at all."""
PARTS_MAXIMUM = 100
NESTING_MAXIMUM = 12
HEADERS_MAXIMUM = 400
HEADER_LENGTH_MAXIMUM = 20_000
PARAMETERS_MAXIMUM = 5_000
"""Bytes of a header with parameters, in any part: twice the longest name of a file, encoded (RFC 2231)."""
_BOUNDARIES_MAXIMUM = 30
_BOUNDARY = re.compile(rb"boundary\s*[*=]", re.IGNORECASE)
_PARAMETERS = re.compile(
    rb"(?:^|[\r\n])content-(?:type|disposition):[^\r\n]*(?:(?:\r\n|\r|\n)[ \t][^\r\n]*)*",
    re.IGNORECASE,
)
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|=\?[^?\s]+\?[bBqQ]\?[^?\s]*\?=')
_MESSAGE = re.compile(rb"content-type:\s*message/", re.IGNORECASE)
_NO_TEXT_CODECS = frozenset(
    {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7"}
)
"""Codecs that no mail client writes, some of which take very long for what is hostile."""


class MailUnreadable(Exception):
    """It is no mail, or one built to keep a reader busy. ``str()`` says what is wrong with it."""


def parse(content: bytes) -> Message:
    """A mail from its bytes. Raises ``MailUnreadable``."""
    if len(content) > SIZE_MAXIMUM:
        raise MailUnreadable("it is too large")
    # Each boundary and each mail in the mail is a level that the parser may have to go down.
    if len(_BOUNDARY.findall(content)) + len(_MESSAGE.findall(content)) > _BOUNDARIES_MAXIMUM:
        raise MailUnreadable("it has too many parts within parts")
    # The library takes parameters from a header one by one, and copies the rest each time.
    if any(len(found.group()) > PARAMETERS_MAXIMUM for found in _PARAMETERS.finditer(content)):
        raise MailUnreadable("one of its headers is too long")
    head = re.split(rb"\r?\n\r?\n", content, maxsplit=1)[0]
    if head.count(b"\n") > HEADERS_MAXIMUM * 10 or b"\0" in head:
        raise MailUnreadable("its header is none")
    try:
        message: Message = BytesParser(policy=policy.compat32).parsebytes(content)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise MailUnreadable("it cannot be taken apart") from error
    if len(message) > HEADERS_MAXIMUM:
        raise MailUnreadable("it has too many headers")
    if any(len(str(value)) > HEADER_LENGTH_MAXIMUM for value in message.values()):
        raise MailUnreadable("one of its headers is too long")
    parts = list(walk(message))
    if len(parts) > PARTS_MAXIMUM:
        raise MailUnreadable("it has too many parts")
    if not message.keys():
        raise MailUnreadable("it has no header")
    for part in parts:
        if not part.is_multipart():
            _settle_charset(part)
    return message


def _settle_charset(part: Message) -> None:
    """Leave a part a charset that is one, plainly spelt, or none.

    Everything that asks for a part's text goes by it, the library too: it fails at some names that are
    none, at those spelt with a language (RFC 2231), and takes very long for some codecs.
    """
    given = part.get_param("charset")
    if given is None:
        return
    try:
        charset = part.get_content_charset()
    except ValueError:
        charset = None
    codec = _text_codec(charset)
    if codec is not None and isinstance(given, str):
        return
    kept = [("charset", charset if codec else None)]
    kept += [(name, str(part.get_param(name, ""))) for name in ("format", "delsp")]
    plain = "".join(f"; {name}={value}" for name, value in kept if value)
    part.replace_header("Content-Type", part.get_content_type() + plain)


def _text_codec(charset: str | None) -> str | None:
    """The name of Python's codec for a charset; None for what is none, or none that mail is written in."""
    try:
        name = codecs.lookup(charset or "").name
    except (LookupError, ValueError):
        return None
    return None if name.replace("_", "-") in _NO_TEXT_CODECS else name


def walk(message: Message, depth: int = 0) -> Iterator[Message]:
    """All parts, outermost first. Raises ``MailUnreadable`` if they are nested too deep."""
    if depth > NESTING_MAXIMUM:
        raise MailUnreadable("its parts are nested too deep")
    yield message
    for part in parts_of(message):
        yield from walk(part, depth + 1)


def parts_of(message: Message) -> list[Message]:
    """The parts of a multipart, or the mail within a mail."""
    # Asked for a text, the library would decode it, and fail at some charsets.
    payload = message.get_payload() if message.is_multipart() else []
    return [part for part in payload if isinstance(part, Message)]


def header(message: Message, name: str) -> str:
    """A header as text in one line; the first, if it stands there more than once; "" if not at all."""
    value = message.get(name)
    if value is None:
        return ""
    return " ".join(str(value).split())[:HEADER_LENGTH_MAXIMUM]


def readable_header(message: Message, name: str) -> str:
    """A header with its encoded words decoded."""
    value = header(message, name)
    try:
        return str(make_header(decode_header(value)))
    except (HeaderParseError, LookupError, ValueError):
        return value


def sole_sender(message: Message) -> str | None:
    """The one address in the one From of a mail, in lower case; None if it is not as simple as that."""
    values = message.get_all("From") or []
    if len(values) != 1:
        return None
    text = str(values[0])
    if len(text) > 1_000:
        return None
    found = addresses_in(text)
    if len(found) != 1:
        return None
    address = found[0].lower()
    local, at, domain = address.rpartition("@")
    if not (local and at and domain) or re.search(r"[\s<>(),;:\"\\@]", local + domain):
        return None
    # Groups and routes are read in more than one way.
    if set(_QUOTED.sub("", text)) & set(":;"):
        return None
    # What a reader sees and what a parser makes of it must be the same address.
    return address if text.lower().count(address) >= 1 else None


def addresses_in(value: str) -> list[str]:
    """The addresses in a header, without names; none in one that is built so that none can be found."""
    try:
        return [address for _, address in getaddresses([" ".join(value.split())])]
    except RecursionError:
        return []


def text_of(part: Message) -> str:
    """The text of a text part, whatever its charset; line ends are \\n."""
    raw = raw_of(part)
    return decoded(raw, part.get_content_charset()).replace("\r\n", "\n").replace("\r", "\n")


def raw_of(part: Message) -> bytes:
    """What a part holds, without its transfer encoding; as it stands if it says it wrongly."""
    raw = part.get_payload(decode=True)
    return raw if isinstance(raw, bytes) else b""


def decoded(raw: bytes, charset: str | None) -> str:
    """Bytes as text: in UTF-8 if they are, else as the mail says, else by the best guess."""
    if charset in (None, "us-ascii", "ascii", "utf-8", "utf8", "unknown-8bit"):
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            return _guessed(raw)
    codec = _text_codec(charset)
    try:
        return _guessed(raw) if codec is None else raw.decode(codec)
    except (LookupError, ValueError):
        return _guessed(raw)


def _guessed(raw: bytes) -> str:
    best = charset_normalizer.from_bytes(raw[:20_000]).best()
    return raw.decode(best.encoding if best is not None else "utf-8", errors="replace")
