"""Finds the mixins that the modules of the schema export."""

from __future__ import annotations

import importlib
import pkgutil
import sys
import traceback
from functools import cache
from types import ModuleType

import erm.schema

_APART = {
    "build",
    "composition",
    "viewer",
    "export",
    "execution",
    "limits",
    "masking",
    "people",
    "scalars",
}


@cache
def modules() -> tuple[ModuleType, ...]:
    """All modules of domains, people last for it stands on the others."""
    names = sorted(m.name for m in pkgutil.iter_modules(erm.schema.__path__))
    found = []
    for name in [*(n for n in names if n not in _APART), *(n for n in names if n == "people")]:
        try:
            found.append(importlib.import_module(f"erm.schema.{name}"))
        except Exception:  # noqa: BLE001
            sys.stderr.write(f"--- erm.schema.{name} is left out of the schema:\n")
            traceback.print_exc()
    return tuple(found)


def bases(suffix: str) -> tuple[type, ...]:
    """The classes named ``<Area><suffix>`` of all modules, in their order."""
    return tuple(
        value
        for module in modules()
        for name, value in sorted(vars(module).items())
        if isinstance(value, type)
        and value.__module__ == module.__name__
        and name.endswith(suffix)
        and name != suffix
        and not name.endswith(("Input", "Success"))
    )
