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
_BOUNDARIES_MAXIMUM = 30
_BOUNDARY = re.compile(rb"boundary\s*[*=]", re.IGNORECASE)
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
    if sum(1 for _ in walk(message)) > PARTS_MAXIMUM:
        raise MailUnreadable("it has too many parts")
    if not message.keys():
        raise MailUnreadable("it has no header")
    return message


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
    return decoded(raw, _charset_of(part)).replace("\r\n", "\n").replace("\r", "\n")


def _charset_of(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except ValueError:
        # The library fails at some names that are none.
        return None


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
    try:
        codec = codecs.lookup(str(charset))
        if codec.name.replace("_", "-") in _NO_TEXT_CODECS:
            return _guessed(raw)
        return raw.decode(codec.name)
    except (LookupError, UnicodeError, ValueError):
        return _guessed(raw)


def _guessed(raw: bytes) -> str:
    best = charset_normalizer.from_bytes(raw[:20_000]).best()
    return raw.decode(best.encoding if best is not None else "utf-8", errors="replace")
