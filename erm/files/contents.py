"""What a file is by its content, and whether it is only that.

A file is taken when its first byte begins what its name says and its last byte ends it: nothing
before, nothing behind, nothing between the parts. So a file that is two things at once is refused, or,
if it is a picture, comes out as the picture alone. What is inside a well-formed PDF is looked at only
as far as it is not compressed; files are never opened by erm, and never shown by a browser as coming
from it (``erm.web.files``).
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from dataclasses import dataclass
from io import BytesIO

from erm.files.archives import check_archive
from erm.files.errors import (
    FileBroken,
    FileEmpty,
    FileNotWhatItSays,
    FileTooLarge,
    FileTypeNotTaken,
    FileUnsafe,
)
from erm.files.pictures import PICTURES, draw_again
from erm.files.rules import SIZE_MAXIMUM, clean_name, type_of_name
from erm.people.importing.reading import detect_encoding

_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"PK\x03\x04", "archive"),
)
_MARKUP = re.compile(
    r"<\s*(!doctype|html|head|body|script|iframe|frame|svg|style|title|object|embed|meta|base|link"
    r"|\?xml|\?php|\?=|%)",
    re.IGNORECASE,
)
"""What makes a program take a text for a page or a script."""
_LOOKED_AT = 1024
"""How far into a file programs look for its type; a PDF may begin that late, says its standard."""
_PDF_RUNS = re.compile(rb"/(JavaScript|Launch)\b")
_PDF_NAME_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_TEXTS = frozenset({"text/plain", "text/csv", "text/markdown"})
_LAYOUT = frozenset("\t\n\r\f")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that can be kept: its bytes are what will be given out."""

    file_name: str
    media_type: str
    content: bytes
    sha256: str


def prepare_content(name: str, content: bytes) -> Prepared:
    """Look at a file, and draw it again if it is a picture. Needs a while: for a thread.

    Raises ``FileEmpty``, ``FileTooLarge``, ``FileTypeNotTaken``, ``FileNotWhatItSays``, ``FileUnsafe``,
    ``FileBroken``, ``PictureTooLarge``; all of the field ``file``.
    """
    if not content:
        raise FileEmpty(field="file")
    if len(content) > SIZE_MAXIMUM:
        raise FileTooLarge(field="file", maximum=SIZE_MAXIMUM // (1024 * 1024))
    file_name = clean_name(name)
    expected = type_of_name(file_name)
    if expected is None:
        raise FileTypeNotTaken(field="file")
    found = _recognise(content)
    if expected in _TEXTS:
        if found is not None:
            raise FileNotWhatItSays(field="file")
        _check_text(content)
    elif found == "archive":
        check_archive(content, expected)
    elif found != expected:
        raise FileNotWhatItSays(field="file")
    elif expected in PICTURES:
        content = draw_again(content, expected)
    else:
        _check_pdf(content)
    return Prepared(file_name, expected, content, hashlib.sha256(content).hexdigest())


def _recognise(content: bytes) -> str | None:
    for beginning, found in _BEGINNINGS:
        if content.startswith(beginning):
            return found
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return None


def _check_pdf(content: bytes) -> None:
    head = content[:_LOOKED_AT]
    if not re.match(rb"%PDF-[12]\.\d", head):
        raise FileNotWhatItSays(field="file")
    end = content.rfind(b"%%EOF")
    if end < 0:
        raise FileBroken(field="file")
    if content[end + 5 :].strip(b"\r\n\t \x00"):
        raise FileUnsafe(field="file")
    if _MARKUP.search(head.decode("latin-1")) or zipfile.is_zipfile(BytesIO(content)):
        raise FileUnsafe(field="file")
    # A name may write any of its letters as #xx.
    plain = _PDF_NAME_HEX.sub(lambda found: bytes([int(found[1], 16)]), content)
    if _PDF_RUNS.search(content) or _PDF_RUNS.search(plain):
        raise FileUnsafe(field="file")


def _check_text(content: bytes) -> None:
    try:
        text = content.decode(detect_encoding(content))
    except UnicodeDecodeError as error:
        raise FileNotWhatItSays(field="file") from error
    text = text.removeprefix("\ufeff")
    if any((c < " " and c not in _LAYOUT) or "\x7f" <= c < "\x85" for c in text):
        raise FileNotWhatItSays(field="file")
    head = text[:_LOOKED_AT]
    if _MARKUP.match(head.lstrip()) or head.startswith("#!") or "%PDF-" in head:
        raise FileUnsafe(field="file")
