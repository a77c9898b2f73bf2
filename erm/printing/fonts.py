"""The letters of a document: FiraGO, which comes with erm, and whatever the machine has besides.

FiraGO has Latin, Cyrillic, Greek, Arabic, Hebrew, Georgian, Thai and Devanagari letters; for others,
such as Chinese, a font of the machine steps in where there is one.
"""

from __future__ import annotations

import atexit
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from typst import Fonts

FAMILY = "FiraGO"


def _folder() -> str:
    """The fonts as files, for as long as the process lives: the typesetter reads them when needed."""
    folder = mkdtemp(prefix="erm-fonts-")
    atexit.register(rmtree, folder, ignore_errors=True)
    # Each is a module of nearly a megabyte: read when something is printed, and not before.
    from pymupdf_fonts import FiraGO_Bold, FiraGO_Italic, FiraGO_Regular

    for module in (FiraGO_Regular, FiraGO_Bold, FiraGO_Italic):
        name = module.__name__.rpartition(".")[2]
        (Path(folder) / f"{name}.ttf").write_bytes(module.fontbuffer)
    return folder


@cache
def fonts() -> Fonts:
    """All letters there are, looked for once per process."""
    return Fonts(include_system_fonts=True, include_embedded_fonts=True, font_paths=[_folder()])
