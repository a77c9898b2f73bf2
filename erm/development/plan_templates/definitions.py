"""What a template says, and the templates that come with erm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any
from uuid import UUID

import orjson

from erm.core.localized import Localized
from erm.development.rules import FocusKind, GoalMeasure


@dataclass(frozen=True, slots=True)
class TemplateFocus:
    """A focus area. The competency or skill is the company's own, and only in its templates."""

    title: str
    why: str
    kind: FocusKind
    competency_id: UUID | None = None
    skill_id: UUID | None = None
    target_rank: int | None = None

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "title": self.title,
            "why": self.why,
            "kind": self.kind.value,
            "competency": None if self.competency_id is None else str(self.competency_id),
            "skill": None if self.skill_id is None else str(self.skill_id),
            "target_rank": self.target_rank,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> TemplateFocus:
        """From what was stored."""
        competency, skill = value.get("competency"), value.get("skill")
        return cls(
            title=value["title"],
            why=value["why"],
            kind=FocusKind(value["kind"]),
            competency_id=None if competency is None else UUID(competency),
            skill_id=None if skill is None else UUID(skill),
            target_rank=value.get("target_rank"),
        )


@dataclass(frozen=True, slots=True)
class TemplateGoal:
    """A goal. ``focus`` is the place of its focus area, from 0."""

    title: str
    description: str
    measure: GoalMeasure
    milestones: tuple[str, ...] = ()
    focus: int | None = None

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "title": self.title,
            "description": self.description,
            "measure": self.measure.value,
            "milestones": list(self.milestones),
            "focus": self.focus,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> TemplateGoal:
        """From what was stored."""
        return cls(
            title=value["title"],
            description=value["description"],
            measure=GoalMeasure(value["measure"]),
            milestones=tuple(value["milestones"]),
            focus=value["focus"],
        )


@dataclass(frozen=True, slots=True)
class PlanDefinition:
    """All that a plan is begun with. ``months``: how long it lasts; ``check_in_every``: days."""

    months: int
    check_in_every: int
    focus_areas: tuple[TemplateFocus, ...]
    goals: tuple[TemplateGoal, ...]

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "months": self.months,
            "check_in_every": self.check_in_every,
            "focus_areas": [each.to_json() for each in self.focus_areas],
            "goals": [each.to_json() for each in self.goals],
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> PlanDefinition:
        """From what was stored."""
        return cls(
            months=value["months"],
            check_in_every=value["check_in_every"],
            focus_areas=tuple(TemplateFocus.from_json(each) for each in value["focus_areas"]),
            goals=tuple(TemplateGoal.from_json(each) for each in value["goals"]),
        )


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """A template of erm's own, in all languages."""

    key: str
    name: Localized
    description: Localized
    content: Mapping[str, Any]

    def definition(self, locale: str) -> PlanDefinition:
        """What it says in a language."""
        return PlanDefinition.from_json(_spoken(self.content, locale))


def _spoken(value: Any, locale: str) -> Any:
    """The same with a text of one language in the place of each text of all."""
    if isinstance(value, dict):
        if value.keys() == {"en", "ru"}:
            return Localized.from_json(value).of(locale)
        return {key: _spoken(each, locale) for key, each in value.items()}
    if isinstance(value, list):
        return [_spoken(each, locale) for each in value]
    return value


@cache
def built_ins() -> Mapping[str, BuiltIn]:
    """All of them by key, in the order in which they are offered."""
    file = resources.files("erm.development.plan_templates") / "content.json"
    return MappingProxyType(
        {
            each["key"]: BuiltIn(
                key=each["key"],
                name=Localized.from_json(each["name"]),
                description=Localized.from_json(each["description"]),
                content=each,
            )
            for each in orjson.loads(file.read_bytes())
        }
    )
