"""The frameworks that come with erm to begin from: ``examples/*.json``, in our own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

import orjson

from erm.core.localized import Localized
from erm.development.competencies.content import FrameworkContent


@dataclass(frozen=True, slots=True)
class ExampleFramework:
    """A complete framework in all languages."""

    key: str
    names: Localized
    descriptions: Localized
    content: FrameworkContent


@cache
def examples() -> Mapping[str, ExampleFramework]:
    """All of them by key, in the order of their keys."""
    folder = resources.files("erm.development.competencies") / "examples"
    found = [
        orjson.loads(file.read_bytes()) for file in folder.iterdir() if file.name.endswith(".json")
    ]
    return MappingProxyType(
        {
            each["key"]: ExampleFramework(
                key=each["key"],
                names=Localized.from_json(each["names"]),
                descriptions=Localized.from_json(each["descriptions"]),
                content=FrameworkContent.from_json(each["content"]),
            )
            for each in sorted(found, key=lambda each: str(each["key"]))
        }
    )
