"""The letters of a document: FiraGO, which comes with erm, and whatever the machine has besides.

FiraGO has Latin, Cyrillic, Greek, Arabic, Hebrew, Georgian, Thai and Devanagari letters; for others,
such as Chinese, a font of the machine steps in where there is one.
"""

from __future__ import annotations

import atexit
import importlib
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from typst import Fonts

FAMILY = "FiraGO"
_MODULES = ("FiraGO_Regular", "FiraGO_Bold", "FiraGO_Italic")


def _folder() -> str:
    """The fonts as files, for as long as the process lives: the typesetter reads them when needed."""
    folder = mkdtemp(prefix="erm-fonts-")
    atexit.register(rmtree, folder, ignore_errors=True)
    for name in _MODULES:
        module = importlib.import_module(f"pymupdf_fonts.{name}")
        (Path(folder) / f"{name}.ttf").write_bytes(module.fontbuffer)
    return folder


@cache
def fonts() -> Fonts:
    """All letters there are, looked for once per process."""
    return Fonts(include_system_fonts=True, include_embedded_fonts=True, font_paths=[_folder()])
