"""The templates that come with erm: ``content/templates.json``, in our own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from types import MappingProxyType

import orjson

from erm.core.localized import Localized
from erm.feedback.cycles.definitions import CycleDefinition


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """A template in all languages."""

    key: str
    name: Localized
    description: Localized
    definition: CycleDefinition
    competencies: Mapping[str, Localized]

    def localized(self, locale: str) -> CycleDefinition:
        """The definition with its competencies, which have one name, in a language."""
        return replace(
            self.definition,
            questions=tuple(
                replace(
                    question,
                    competency=self.competencies.get(question.competency, Localized()).of(locale)
                    or question.competency,
                )
                for question in self.definition.questions
            ),
        )


@cache
def competencies() -> Mapping[str, Localized]:
    """What the competencies of the templates are called, by their English names."""
    file = resources.files("erm.feedback.cycles") / "content" / "competencies.json"
    found = orjson.loads(file.read_bytes())
    return MappingProxyType({each["en"]: Localized.from_json(each) for each in found})


@cache
def built_ins() -> Mapping[str, BuiltIn]:
    """All of them by key, in the order in which they are offered."""
    file = resources.files("erm.feedback.cycles") / "content" / "templates.json"
    return MappingProxyType(
        {
            each["key"]: BuiltIn(
                key=each["key"],
                name=Localized.from_json(each["name"]),
                description=Localized.from_json(each["description"]),
                competencies=competencies(),
                definition=replace(
                    CycleDefinition.from_json(each["definition"]), template=each["key"]
                ),
            )
            for each in orjson.loads(file.read_bytes())
        }
    )


def built_in(key: str) -> BuiltIn:
    """One of them. Raises ``KeyError``."""
    return built_ins()[key]
