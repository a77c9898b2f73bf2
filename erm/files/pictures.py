"""Pictures are drawn again: what comes out holds the pixels and nothing else.

Where and with what a photograph was taken, and whatever else a file carries besides the picture, is
left behind. Of a moving picture its first image is kept.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps

from erm.files.errors import FileBroken, PictureTooLarge
from erm.files.rules import PIXELS_MAXIMUM

PICTURES: dict[str, str] = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP"}
"""Types of pictures, and what Pillow calls them. Its other decoders are never tried."""
_SAVED: dict[str, dict[str, Any]] = {
    "PNG": {"optimize": False},
    "JPEG": {"quality": 90},
    "WEBP": {"quality": 90, "method": 2},
}
_KEPT_MODES = {
    "PNG": ("1", "L", "LA", "RGB", "RGBA", "I;16"),
    "JPEG": ("L", "RGB"),
    "WEBP": ("RGB", "RGBA"),
}
# What decoders raise for damaged files; they have no class in common.
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    OverflowError,
    struct.error,
    zlib.error,
)


def draw_again(content: bytes, media_type: str) -> bytes:
    """The same picture, upright, in a new file of the same type.

    Raises ``FileBroken``, and ``PictureTooLarge`` before anything of it is drawn.
    """
    form = PICTURES[media_type]
    try:
        with Image.open(BytesIO(content), formats=[form]) as opened:
            width, height = opened.size
            if width * height > PIXELS_MAXIMUM:
                raise _too_large()
            return _save(ImageOps.exif_transpose(opened), form)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error
    except _BROKEN as error:
        raise FileBroken(field="file") from error


def fitted(content: bytes, media_type: str, longest: int) -> bytes | None:
    """A picture of erm's own made smaller, so that no side is longer; None where none is.

    Raises ``FileBroken``.
    """
    form = PICTURES[media_type]
    try:
        with Image.open(BytesIO(content), formats=[form]) as opened:
            if max(opened.size) <= longest:
                return None
            if form == "JPEG":
                # Read at a size nearer to what is wanted, which is much faster.
                opened.draft(None, (longest, longest))
            opened.load()
            picture = opened if opened.mode in ("L", "LA", "RGB", "RGBA") else opened.convert("L")
            picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
            return _save(picture, form)
    except _BROKEN as error:
        raise FileBroken(field="file") from error


def _too_large() -> PictureTooLarge:
    return PictureTooLarge(field="file", maximum=PIXELS_MAXIMUM // 1_000_000)


def _save(picture: Image.Image, form: str) -> bytes:
    mode = _mode_for(picture, form)
    if picture.mode != mode:
        picture = picture.convert(mode)
    # A picture without the words that it was opened with.
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    out = BytesIO()
    bare.save(out, form, **_SAVED[form])
    return out.getvalue()


def _mode_for(picture: Image.Image, form: str) -> str:
    clear = form != "JPEG" and picture.has_transparency_data
    if picture.mode in _KEPT_MODES[form] and (not clear or picture.mode in ("LA", "RGBA")):
        return picture.mode
    return "RGBA" if clear else "RGB"
