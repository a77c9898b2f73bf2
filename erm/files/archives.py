"""Documents of word processors, spreadsheets and slides: archives that are well-formed and only that.

Every byte of the file must belong to a part of the archive, so that nothing else can be hidden in it,
in front of it or behind it. Macros, other programs and templates fetched from elsewhere are refused.
"""

from __future__ import annotations

import html
import re
import struct
import zipfile
import zlib
from io import BytesIO

from erm.files.errors import FileBroken, FileNotWhatItSays, FileUnsafe
from erm.files.rules import TYPES

ENTRIES_MAXIMUM = 5_000
GROWN_MAXIMUM = 300 * 1024 * 1024
"""Bytes of all parts together when unpacked."""
_PART_READ = 1024 * 1024
_LOCAL = struct.Struct("<4s5H3I2H")
_END = struct.Struct("<4s4H2IH")
_DESCRIBED_LATER = 0x08
_ENCRYPTED = 0x01
_DESCRIPTORS = frozenset({12, 16, 20, 24})
"""Lengths of what may stand behind a part whose size was not known when it was written."""

_OOXML_MAIN = {
    TYPES["docx"]: "wordprocessingml.document.main+xml",
    TYPES["xlsx"]: "spreadsheetml.sheet.main+xml",
    TYPES["pptx"]: "presentationml.presentation.main+xml",
}
_RUNS = re.compile(
    r"vbaproject|activex|(^|/)(basic|scripts)/|(^|/)manifest\.mf$"
    r"|\.(exe|dll|com|scr|msi|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|lnk|jar|class|htm|html|xhtml|mht"
    r"|mhtml|chm|reg|sh|py|app|docm|xlsm|pptm|dotm|xlam|ppam)$",
    re.IGNORECASE,
)
"""Parts that are programs, or that a program runs."""
_FETCHED = re.compile(r"attachedTemplate|oleObject|subDocument|frame|aFChunk", re.IGNORECASE)
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>", re.IGNORECASE)


def check_archive(content: bytes, expected: str) -> None:
    """Raise unless this is a document of the expected type, and nothing besides.

    ``FileNotWhatItSays``, ``FileUnsafe``, ``FileBroken``.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_shape(content, archive)
            _check_parts(archive)
            if expected in _OOXML_MAIN:
                _check_ooxml(archive, _OOXML_MAIN[expected])
            else:
                _check_odf(archive, expected)
    except (zipfile.BadZipFile, struct.error, zlib.error, EOFError, NotImplementedError) as error:
        raise FileBroken(field="file") from error
    except (UnicodeDecodeError, KeyError) as error:
        raise FileNotWhatItSays(field="file") from error


def _check_shape(content: bytes, archive: zipfile.ZipFile) -> None:
    """Every byte belongs to a part, to the directory or to its end."""
    expected, flags = 0, 0
    for entry in sorted(archive.infolist(), key=lambda entry: entry.header_offset):
        _check_gap(entry.header_offset - expected, flags)
        head = _LOCAL.unpack_from(content, entry.header_offset)
        name_length, extra_length = head[9], head[10]
        start = entry.header_offset + _LOCAL.size
        if head[0] != b"PK\x03\x04" or content[start : start + name_length] != _raw_name(entry):
            raise FileUnsafe(field="file")
        expected = start + name_length + extra_length + entry.compress_size
        flags = entry.flag_bits
    directory = archive.start_dir
    _check_gap(directory - expected, flags)
    end = content.rfind(b"PK\x05\x06")
    _, _, _, _, count, size, offset, comment = _END.unpack_from(content, end)
    if (
        end + _END.size != len(content)
        or comment
        or offset != directory
        or directory + size != end
        or count != len(archive.infolist())
        or not count
    ):
        raise FileUnsafe(field="file")


def _check_gap(size: int, flags: int) -> None:
    """What stands behind a part may only be its own description."""
    if size and not (flags & _DESCRIBED_LATER and size in _DESCRIPTORS):
        raise FileUnsafe(field="file")


def _raw_name(entry: zipfile.ZipInfo) -> bytes:
    utf8 = entry.flag_bits & 0x800
    return entry.orig_filename.encode("utf-8" if utf8 else "cp437")


def _check_parts(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > ENTRIES_MAXIMUM or sum(e.file_size for e in entries) > GROWN_MAXIMUM:
        raise FileUnsafe(field="file")
    if len({name.casefold() for name in names}) != len(names):
        raise FileUnsafe(field="file")
    for entry in entries:
        parts = entry.filename.replace("\\", "/").split("/")
        if (
            entry.flag_bits & _ENCRYPTED
            or entry.orig_filename != entry.filename
            or ".." in parts
            or parts[0] == ""
            or _RUNS.search(entry.filename)
        ):
            raise FileUnsafe(field="file")


def _check_ooxml(archive: zipfile.ZipFile, main: str) -> None:
    kinds = _text(archive, "[Content_Types].xml")
    if main not in kinds:
        raise FileNotWhatItSays(field="file")
    if "macroenabled" in kinds.casefold():
        raise FileUnsafe(field="file")
    for name in archive.namelist():
        if not name.casefold().endswith(".rels"):
            continue
        for relation in _RELATION.findall(_text(archive, name)):
            words = html.unescape(relation)
            if re.search(r"TargetMode\s*=\s*[\"']External", words) and _FETCHED.search(
                _kind_of(words)
            ):
                raise FileUnsafe(field="file")


def _kind_of(relation: str) -> str:
    found = re.search(r"\bType\s*=\s*[\"']([^\"']*)", relation)
    return found[1].rpartition("/")[2] if found else relation


def _check_odf(archive: zipfile.ZipFile, expected: str) -> None:
    first = min(archive.infolist(), key=lambda entry: entry.header_offset)
    if first.filename != "mimetype" or first.compress_type != zipfile.ZIP_STORED:
        raise FileNotWhatItSays(field="file")
    if _text(archive, "mimetype").strip() != expected:
        raise FileNotWhatItSays(field="file")
    _text(archive, "META-INF/manifest.xml")


def _text(archive: zipfile.ZipFile, name: str) -> str:
    """The beginning of a part, which must be UTF-8. Raises ``KeyError``, ``UnicodeDecodeError``."""
    with archive.open(name) as part:
        data = part.read(_PART_READ + 1)
    if len(data) > _PART_READ:
        raise FileUnsafe(field="file")
    return data.decode("utf-8-sig")
