"""The built-in templates for agendas: a file of words per language, in ``agenda_templates/``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

import orjson

from erm.core.language import DEFAULT
from erm.one_on_ones.views import TemplatePointView, TemplateView


@cache
def built_in(language: str) -> Mapping[str, TemplateView]:
    """The built-in templates by key, in their order; in English where the language has none."""
    folder = resources.files("erm.one_on_ones") / "agenda_templates"
    file = folder / f"{language}.json"
    if not file.is_file():
        file = folder / f"{DEFAULT}.json"
    return {
        each["key"]: TemplateView(
            id=None,
            key=each["key"],
            name=each["name"],
            description=each["description"],
            points=tuple(
                TemplatePointView(point["body"], point.get("recurring", False))
                for point in each["points"]
            ),
            version=1,
        )
        for each in orjson.loads(file.read_bytes())
    }
