"""Skills from a CSV file: all of it, or nothing and every problem in its place.

A row is about the skill that has one of its names, or about a new one. Names and words that are given
are added or replaced; what a row leaves empty stays as it is, and nothing is taken away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from tortoise.expressions import F

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.csv_reading import CsvProblem, CsvReport, CsvRow, read_rows
from erm.core.text import clean_text
from erm.development.skills import policy
from erm.development.skills.commands.naming import store_names
from erm.development.skills.errors import SkillsAreForHr, TooManySkills
from erm.development.skills.models import Skill, SkillName
from erm.development.skills.names import name_key
from erm.development.skills.rules import (
    CATEGORY_MAXIMUM,
    DESCRIPTION_MAXIMUM,
    NAME_MAXIMUM,
    NAMES_MAXIMUM,
    SKILLS_MAXIMUM,
)
from erm.development.skills.views import SkillNameView

COLUMNS = {
    "name": ("skill", "название", "навык"),
    "name_en": ("english name", "название на английском"),
    "name_ru": ("russian name", "название на русском"),
    "category": ("категория",),
    "description": ("описание",),
    "synonyms": ("synonym", "aliases", "синонимы"),
}
SYNONYM_SEPARATOR = "|"
_LIMITS = {
    "name": NAME_MAXIMUM,
    "name_en": NAME_MAXIMUM,
    "name_ru": NAME_MAXIMUM,
    "category": CATEGORY_MAXIMUM,
    "description": DESCRIPTION_MAXIMUM,
}
_MAIN = {"name": "", "name_en": "en", "name_ru": "ru"}


@dataclass(slots=True)
class _Known:
    """A skill as it is, or as the file makes it. ``names`` by key."""

    id: UUID | None = None
    category: str = ""
    description: str = ""
    names: dict[str, SkillNameView] = field(default_factory=dict)
    changed: bool = False
    line: int = 0

    @property
    def name(self) -> str:
        return next(iter(self.names.values())).name


async def import_skills(actor: Actor, *, csv: str, apply: bool) -> CsvReport:
    """Say what a file would do to the catalogue, and do it if told to and nothing is wrong.

    Raises ``SkillsAreForHr``, ``FILE_TOO_LARGE``, ``TooManySkills``.
    """
    if not policy.may_manage_skills(actor):
        raise SkillsAreForHr
    rows, problems = read_rows(csv, COLUMNS, required=["name"])
    by_key = await _catalogue(lock=apply)
    there = len({id(skill) for skill in by_key.values()})
    touched: dict[int, _Known] = {}
    for row in rows:
        problems += _wrong_cells(row)
        names = _names(row)
        problems += [
            row.problem(column, "SKILL_NAME_UNUSABLE", value=name.name)
            for column, name in names
            if not name_key(name.name)
        ]
        usable = [name for _, name in names if name_key(name.name)]
        skill = _meant(row, usable, by_key, problems)
        if skill is None:
            continue
        if skill.line:
            problems.append(row.problem("name", "DUPLICATE_ROW", first=skill.line))
            continue
        skill.line = row.line
        touched[row.line] = skill
        _take(skill, row, usable)
        if len(skill.names) > NAMES_MAXIMUM:
            problems.append(row.problem("synonyms", "SKILL_TOO_MANY_NAMES", count=NAMES_MAXIMUM))
        by_key |= dict.fromkeys(skill.names, skill)
    new = [skill for skill in touched.values() if skill.id is None]
    changed = [skill for skill in touched.values() if skill.id is not None and skill.changed]
    if there + len(new) > SKILLS_MAXIMUM:
        raise TooManySkills(maximum=SKILLS_MAXIMUM)
    report = CsvReport(
        rows=len(rows),
        created=len(new),
        changed=len(changed),
        unchanged=len(touched) - len(new) - len(changed),
        problems=tuple(problems),
    )
    if problems or not apply:
        return report
    await _write(actor, new, changed)
    return replace(report, applied=True)


async def _catalogue(*, lock: bool) -> dict[str, _Known]:
    """All skills by the keys of their names; locked where they are to be written."""
    found = Skill.filter(merged_into_id__isnull=True).order_by("id")
    skills = {
        row.id: _Known(row.id, row.category, row.description)
        for row in await (found.select_for_update(no_key=True) if lock else found)
    }
    by_key = {}
    for name in await SkillName.all().order_by("-is_main", "id"):
        skill = skills.get(name.skill_id)
        if skill is not None:
            skill.names[name.folded] = SkillNameView(name.name, name.locale, name.is_main)
            by_key[name.folded] = skill
    return by_key


def _wrong_cells(row: CsvRow) -> list[CsvProblem]:
    return [
        row.problem(column, "TOO_LONG", count=maximum)
        for column, maximum in _LIMITS.items()
        if len(row.cells.get(column, "")) > maximum
    ] + [
        row.problem("synonyms", "TOO_LONG", count=NAME_MAXIMUM)
        for synonym in _synonyms(row)
        if len(synonym) > NAME_MAXIMUM
    ]


def _synonyms(row: CsvRow) -> list[str]:
    cell = row.cells.get("synonyms", "")
    return [" ".join(each.split()) for each in cell.split(SYNONYM_SEPARATOR) if each.strip()]


def _names(row: CsvRow) -> list[tuple[str, SkillNameView]]:
    """The names of a row with their columns: main ones first, a language's over the common one."""
    mains = [
        (column, SkillNameView(" ".join(cell.split()), locale, True))
        for column, locale in _MAIN.items()
        if (cell := row.cells.get(column, ""))
    ]
    return mains + [("synonyms", SkillNameView(each, "", False)) for each in _synonyms(row)]


def _meant(
    row: CsvRow,
    names: Sequence[SkillNameView],
    by_key: dict[str, _Known],
    problems: list[CsvProblem],
) -> _Known | None:
    """The skill that a row is about: one that is there, or a new one; None where that is unclear."""
    found: list[_Known] = []
    for name in names:
        skill = by_key.get(name_key(name.name))
        if skill is not None and skill not in found:
            found.append(skill)
    if len(found) > 1:
        one, other = found[:2]
        problems.append(row.problem("name", "SKILL_NAMES_OF_TWO", one=one.name, other=other.name))
        return None
    if found:
        return found[0]
    return _Known() if names else None


def _take(skill: _Known, row: CsvRow, names: Sequence[SkillNameView]) -> None:
    before = (skill.category, skill.description, dict(skill.names))
    skill.category = " ".join(row.cells.get("category", "").split()) or skill.category
    skill.description = row.cells.get("description", "") or skill.description
    for name in names:
        key = name_key(name.name)
        if key not in skill.names:
            skill.names[key] = name
        elif name.is_main and skill.names[key].is_main:
            # Another spelling. What is a synonym there stays one.
            skill.names[key] = replace(skill.names[key], name=name.name)
        if skill.names[key].is_main:
            _only_main(skill, key)
    skill.changed = before != (skill.category, skill.description, skill.names)


def _only_main(skill: _Known, key: str) -> None:
    """One main name per language: what was it before becomes a synonym."""
    locale = skill.names[key].locale
    for other, name in skill.names.items():
        if other != key and name.is_main and name.locale == locale:
            skill.names[other] = replace(name, is_main=False)


async def _write(actor: Actor, new: Sequence[_Known], changed: Sequence[_Known]) -> None:
    moment = now()
    for skill in [*new, *changed]:
        words: dict[str, Any] = {
            "category": skill.category,
            "description": clean_text(
                skill.description, field="csv", maximum=DESCRIPTION_MAXIMUM, required=False
            ),
        }
        if skill.id is None:
            made = await Skill.create(**words, created_by_id=actor.person_id, created_at=moment)
            skill.id = made.id
        else:
            await Skill.filter(id=skill.id).update(**words, version=F("version") + 1)
        await store_names(skill.id, list(skill.names.values()))
