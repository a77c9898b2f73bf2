"""Pure rules of files: which are taken, how large, and what they are called."""

from __future__ import annotations

import unicodedata
from datetime import timedelta

SIZE_MAXIMUM = 10 * 1024 * 1024
"""Bytes of a file."""
QUOTA = 200 * 1024 * 1024
"""Bytes of all files that one person uploaded."""
PIXELS_MAXIMUM = 40_000_000
"""Pixels of a picture: what a small file can grow to in memory is bounded by it."""
UNCLAIMED_FOR = timedelta(days=1)
"""How long a file is kept that belongs to nothing."""
NAME_MAXIMUM = 200
NAME_REPLACED = frozenset('<>:"/\\|?*')
"""What some system cannot have in a file's name, or takes for a path."""

TYPES: dict[str, str] = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "txt": "text/plain",
    "csv": "text/csv",
    "md": "text/markdown",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
"""Every ending that is taken, and the type that a file so called must have by its content."""

_RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)


def clean_name(name: str) -> str:
    """A name that is one file's in any system: no path, no sign that hides or turns letters.

    May be empty, for a name of which nothing is left.
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(
        "_" if c in NAME_REPLACED else c
        for c in unicodedata.normalize("NFC", last)
        if unicodedata.category(c)[0] != "C"
    )
    words = " ".join(kept.split()).strip(". ")
    stem, dot, ending = words.rpartition(".")
    if not dot:
        stem, ending = words, ""
    if stem.casefold() in _RESERVED:
        stem = f"_{stem}"
    room = NAME_MAXIMUM - len(dot) - len(ending)
    return f"{stem[: max(room, 1)].rstrip('. ')}{dot}{ending}"[:NAME_MAXIMUM]


def type_of_name(name: str) -> str | None:
    """The type that a file of this name must have; None where none so called is taken."""
    _, dot, ending = name.rpartition(".")
    return TYPES.get(ending.casefold()) if dot else None
