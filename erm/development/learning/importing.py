"""Learning resources from a CSV file: all of it, or nothing and every problem in its place.

A row is about the resource with the same address, or, where it has none, with the same title; or it
is about a new one. Competencies are named as people read them, in any language of the product, with
the ranks that the resource helps towards behind a colon: ``Clear code: 2-3; Estimating``. Where two
frameworks have a competency of one name, the framework's name stands before it: ``Engineering /
Clear code``. What a row leaves out of the columns that the file has becomes empty; columns that the
file does not have stay as they are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from tortoise.expressions import F

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.csv_reading import CsvProblem, CsvReport, CsvRow, read_rows
from erm.core.ids import new_id
from erm.core.text import clean_text, fold
from erm.development.competencies.models import Competency, CompetencyFramework
from erm.development.learning import policy
from erm.development.learning.commands.catalogue import is_language, store_targets
from erm.development.learning.errors import CatalogueIsHrs
from erm.development.learning.models import LearningResource, LearningTarget
from erm.development.learning.rules import (
    DESCRIPTION_MAXIMUM,
    MINUTES_MAXIMUM,
    PROVIDER_MAXIMUM,
    RANK_MAXIMUM,
    TARGETS_MAXIMUM,
    TITLE_MAXIMUM,
    ResourceKind,
    Target,
)
from erm.development.links import URL_MAXIMUM, is_web_address
from erm.development.skills.models import Skill, SkillName
from erm.development.skills.names import name_key

COLUMNS = {
    "title": ("name", "название"),
    "kind": ("type", "вид", "тип"),
    "url": ("link", "address", "ссылка", "адрес"),
    "provider": ("author", "source", "автор", "источник", "поставщик"),
    "language": ("lang", "язык"),
    "minutes": ("duration", "минуты", "минут", "длительность"),
    "description": ("описание",),
    "competencies": ("competency", "компетенции", "компетенция"),
    "skills": ("skill", "навыки", "навык"),
    "retired": ("out of use", "не используется"),
}
SEPARATOR = ";"
KINDS = {
    ResourceKind.COURSE: ("course", "курс"),
    ResourceKind.BOOK: ("book", "книга"),
    ResourceKind.ARTICLE: ("article", "статья"),
    ResourceKind.VIDEO: ("video", "видео"),
    ResourceKind.PRACTICE: ("practice", "exercise", "практика", "упражнение"),
}
YES = frozenset({"yes", "true", "1", "x", "да"})
NO = frozenset({"", "no", "false", "0", "нет"})

_KIND_OF = {fold(word): kind for kind, words in KINDS.items() for word in words}
_LIMITS = {
    "title": TITLE_MAXIMUM,
    "url": URL_MAXIMUM,
    "provider": PROVIDER_MAXIMUM,
    "description": DESCRIPTION_MAXIMUM,
}
_RANKS = re.compile(r"^(.*\S)\s*:\s*(\d{1,3})(?:\s*[-–—]\s*(\d{1,3}))?$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Names:
    """What competencies and skills are called, as people may write it."""

    competencies: Mapping[str, list[UUID]]
    skills: Mapping[str, UUID]


@dataclass(frozen=True, slots=True)
class _Known:
    """A resource as it is, or as a row makes it. ``values`` only of columns that were given."""

    id: UUID | None
    values: Mapping[str, Any]
    targets: frozenset[Target] | None
    retired: bool | None


async def import_learning(actor: Actor, *, csv: str, apply: bool) -> CsvReport:
    """Say what a file would do to the catalogue, and do it if told to and nothing is wrong.

    Raises ``CatalogueIsHrs``, ``FILE_TOO_LARGE``.
    """
    if not policy.may_keep_catalogue(actor):
        raise CatalogueIsHrs
    rows, problems = read_rows(csv, COLUMNS, required=["title", "kind"])
    names = await _names()
    there = await _catalogue()
    by_url, by_title = _indexes(there.values())
    seen: dict[tuple[str, str], int] = {}
    new: list[_Known] = []
    changed: list[_Known] = []
    unchanged = retired = 0
    for row in rows:
        found = _Row(row, names)
        problems += found.problems
        identity = found.identity
        if identity in seen:
            problems.append(row.problem("title", "DUPLICATE_ROW", first=seen[identity]))
            continue
        seen[identity] = row.line
        matches = (by_url if found.url else by_title).get(identity[1], [])
        if len(matches) > 1:
            problems.append(row.problem("title", "LEARNING_AMBIGUOUS", count=len(matches)))
            continue
        wanted = found.known(matches[0] if matches else None)
        if wanted.id is None:
            new.append(wanted)
            continue
        before = there[wanted.id]
        if _same(before, wanted):
            unchanged += 1
        elif wanted.retired and not before.retired:
            retired += 1
            changed.append(wanted)
        else:
            changed.append(wanted)
    report = CsvReport(
        rows=len(rows),
        created=len(new),
        changed=len(changed) - retired,
        unchanged=unchanged,
        retired=retired,
        problems=tuple(problems),
    )
    if problems or not apply:
        return report
    await _write(actor, new, changed)
    return replace(report, applied=True)


class _Row:
    """A row of the file: what it says, and what is wrong with it."""

    def __init__(self, row: CsvRow, names: _Names) -> None:
        self.row = row
        self.names = names
        cells = row.cells
        self.problems: list[CsvProblem] = [
            row.problem(column, "TOO_LONG", count=maximum)
            for column, maximum in _LIMITS.items()
            if len(cells.get(column, "")) > maximum
        ]
        self.url = cells.get("url", "")
        if self.url and not is_web_address(self.url):
            self._wrong("url", "BAD_LINK", value=_shown(self.url))
        self.values: dict[str, Any] = {"title": " ".join(cells["title"].split())}
        self.values["kind"] = self._kind()
        for column in ("url", "provider", "description"):
            if column in cells:
                self.values[column] = clean_text(
                    cells[column], field="csv", maximum=len(cells[column]), required=False
                )
        if "minutes" in cells:
            self.values["minutes"] = self._minutes()
        if "language" in cells:
            self.values["language"] = self._language()
        self.retired = self._retired() if "retired" in cells else None
        self.targets = self._targets() if {"competencies", "skills"} & cells.keys() else None

    @property
    def identity(self) -> tuple[str, str]:
        """By what the same resource is known."""
        return ("url", self.url) if self.url else ("title", fold(self.values["title"]))

    def known(self, resource_id: UUID | None) -> _Known:
        """What the row makes of a resource."""
        return _Known(resource_id, self.values, self.targets, self.retired)

    def _wrong(self, column: str, code: str, **params: Any) -> None:
        self.problems.append(self.row.problem(column, code, **params))

    def _kind(self) -> ResourceKind | None:
        cell = self.row.cells["kind"]
        kind = _KIND_OF.get(fold(cell))
        if kind is None and cell:
            choices = ", ".join(words[0] for words in KINDS.values())
            self._wrong("kind", "BAD_CHOICE", value=_shown(cell), choices=choices)
        return kind

    def _minutes(self) -> int | None:
        cell = self.row.cells["minutes"]
        if not cell:
            return None
        if cell.isascii() and cell.isdigit() and len(cell) < 9:
            minutes = int(cell)
            if 1 <= minutes <= MINUTES_MAXIMUM:
                return minutes
        self._wrong("minutes", "BAD_NUMBER", value=_shown(cell), low=1, high=MINUTES_MAXIMUM)
        return None

    def _language(self) -> str:
        cell = self.row.cells["language"].lower()
        if cell and not is_language(cell):
            self._wrong("language", "BAD_CHOICE", value=_shown(cell), choices="en, ru, de, fr, …")
        return cell

    def _retired(self) -> bool:
        cell = fold(self.row.cells["retired"])
        if cell not in YES | NO:
            self._wrong("retired", "BAD_CHOICE", value=_shown(cell), choices="yes, no")
        return cell in YES

    def _targets(self) -> frozenset[Target]:
        found = {
            *filter(None, map(self._competency, _parts(self.row.cells.get("competencies", "")))),
            *filter(None, map(self._skill, _parts(self.row.cells.get("skills", "")))),
        }
        if len(found) > TARGETS_MAXIMUM:
            self._wrong("competencies", "LEARNING_TOO_MANY_TARGETS", count=TARGETS_MAXIMUM)
        return frozenset(found)

    def _competency(self, words: str) -> Target | None:
        ranks = _RANKS.match(words)
        # A name may itself end in a colon and a number.
        keys = self.names.competencies.get(_key(words), [])
        low = high = None
        if ranks is not None and not keys:
            keys = self.names.competencies.get(_key(ranks[1]), [])
            low = int(ranks[2])
            high = low if ranks[3] is None else int(ranks[3])
        if not keys:
            name = words if ranks is None else ranks[1]
            self._wrong("competencies", "COMPETENCY_UNKNOWN", value=_shown(name))
            return None
        if len(keys) > 1:
            self._wrong("competencies", "COMPETENCY_AMBIGUOUS", value=_shown(words))
            return None
        target = Target(competency_id=keys[0], rank_from=low, rank_until=high)
        if not target.fits():
            self._wrong("competencies", "RANKS_UNUSABLE", value=_shown(words), high=RANK_MAXIMUM)
            return None
        return target

    def _skill(self, words: str) -> Target | None:
        key = self.names.skills.get(name_key(words))
        if key is None:
            self._wrong("skills", "SKILL_UNKNOWN", value=_shown(words))
            return None
        return Target(skill_id=key)


def _parts(cell: str) -> list[str]:
    return [" ".join(part.split()) for part in cell.split(SEPARATOR) if part.strip()]


def _shown(value: str) -> str:
    return value if len(value) <= 80 else f"{value[:79]}…"


def _key(name: str) -> str:
    return "/".join(" ".join(part.split()) for part in fold(name).split("/"))


async def _names() -> _Names:
    frameworks = dict(
        await CompetencyFramework.filter(retired_at__isnull=True).values_list("id", "names")
    )
    competencies: dict[str, set[UUID]] = defaultdict(set)
    for key, framework, names in await Competency.filter(
        retired_at__isnull=True, framework_id__in=list(frameworks)
    ).values_list("id", "framework_id", "names"):
        for name in filter(None, names.values()):
            competencies[_key(name)].add(key)
            for whole in filter(None, frameworks[framework].values()):
                competencies[_key(f"{whole}/{name}")].add(key)
    merged = dict(await Skill.all().values_list("id", "merged_into_id"))
    skills = {
        folded: merged[skill] or skill
        for folded, skill in await SkillName.all().values_list("folded", "skill_id")
    }
    return _Names({name: sorted(keys) for name, keys in competencies.items()}, skills)


async def _catalogue() -> dict[UUID, _Known]:
    targets: dict[UUID, set[Target]] = defaultdict(set)
    for each in await LearningTarget.all():
        targets[each.resource_id].add(
            Target(each.competency_id, each.rank_from, each.rank_until, each.skill_id)
        )
    columns = ("title", "kind", "url", "provider", "language", "minutes", "description")
    return {
        row.id: _Known(
            row.id,
            {column: getattr(row, column) for column in columns},
            frozenset(targets[row.id]),
            row.retired_at is not None,
        )
        for row in await LearningResource.all()
    }


def _indexes(
    there: Iterable[_Known],
) -> tuple[dict[str, list[UUID]], dict[str, list[UUID]]]:
    by_url, by_title = defaultdict(list), defaultdict(list)
    for known in there:
        if known.id is not None:
            if known.values["url"]:
                by_url[known.values["url"]].append(known.id)
            by_title[fold(known.values["title"])].append(known.id)
    return by_url, by_title


def _same(before: _Known, after: _Known) -> bool:
    return (
        all(before.values[column] == value for column, value in after.values.items())
        and after.targets in (None, before.targets)
        and after.retired in (None, before.retired)
    )


async def _write(actor: Actor, new: list[_Known], changed: list[_Known]) -> None:
    moment = now()
    for known in new:
        key = new_id()
        _ = await LearningResource.create(
            id=key,
            created_by_id=actor.person_id,
            created_at=moment,
            retired_at=moment if known.retired else None,
            **known.values,
        )
        await store_targets(key, _in_order(known.targets or frozenset()))
    for known in changed:
        assert known.id is not None, "what changes is there"  # noqa: S101
        values = dict(known.values)
        if known.retired is False:
            values["retired_at"] = None
        await LearningResource.filter(id=known.id).update(**values, version=F("version") + 1)
        if known.retired:
            await LearningResource.filter(id=known.id, retired_at__isnull=True).update(
                retired_at=moment
            )
        if known.targets is not None:
            await store_targets(known.id, _in_order(known.targets))


def _in_order(targets: frozenset[Target]) -> list[Target]:
    return sorted(targets, key=lambda each: (each.skill_id is not None, str(each)))
