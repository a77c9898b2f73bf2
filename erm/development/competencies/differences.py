"""What one version of a framework says otherwise than the one before it.

Pure. Each difference has a sentence ``framework.difference.<code>``; its values are texts in all
languages, or numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from erm.core.language import say
from erm.core.localized import UNSAID, Localized
from erm.development.competencies.content import (
    CompetencyWords,
    FrameworkContent,
    PlacedLevel,
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is otherwise."""

    code: str
    values: Mapping[str, Localized | int]

    def message(self, language: str) -> str:
        """It in words."""
        said: dict[str, Any] = {
            name: value.of(language) if isinstance(value, Localized) else value
            for name, value in self.values.items()
        }
        return say(language, f"framework.difference.{self.code}", **said)


def differences(before: FrameworkContent, after: FrameworkContent) -> list[Difference]:
    """Everything that ``after`` says otherwise: families, tracks, levels, then competencies."""
    return [
        *_named(
            "FAMILY",
            {f.key: f.names for f in before.families},
            {f.key: f.names for f in after.families},
        ),
        *_named(
            "TRACK", {t.key: t.names for t in before.tracks}, {t.key: t.names for t in after.tracks}
        ),
        *_levels(before, after),
        *_competencies(before, after),
    ]


def _named(
    kind: str, before: Mapping[str, Localized], after: Mapping[str, Localized]
) -> Iterator[Difference]:
    for key, names in after.items():
        if key not in before:
            yield Difference(f"{kind}_ADDED", {"name": names})
        elif before[key] != names:
            yield Difference(f"{kind}_RENAMED", {"before": before[key], "name": names})
    for key, names in before.items():
        if key not in after:
            yield Difference(f"{kind}_REMOVED", {"name": names})


def _levels(before: FrameworkContent, after: FrameworkContent) -> Iterator[Difference]:
    tracks = {each.key for each in before.tracks} & {each.key for each in after.tracks}
    for now in after.levels():
        if now.track.key not in tracks:
            continue
        then = before.level(now.place)
        if then is None:
            yield Difference("LEVEL_ADDED", _level(now))
            continue
        if then.level.names != now.level.names:
            yield Difference("LEVEL_RENAMED", {"before": then.level.names, **_level(now)})
        if then.rank != now.rank:
            yield Difference("LEVEL_MOVED", {"rank": now.rank, **_level(now)})
        if then.level.leads_to != now.level.leads_to:
            yield Difference("WAYS_CHANGED", _level(now))
    for then in before.levels():
        if then.track.key in tracks and after.level(then.place) is None:
            yield Difference("LEVEL_REMOVED", _level(then))


def _level(level: PlacedLevel) -> dict[str, Localized | int]:
    return {"level": level.level.names, "track": level.track.names}


def _competencies(before: FrameworkContent, after: FrameworkContent) -> Iterator[Difference]:
    families = after.family_names()
    for now in after.competencies:
        then = before.competency(now.key)
        if then is None:
            yield Difference("COMPETENCY_ADDED", {"name": now.names})
            continue
        if then.names != now.names:
            yield Difference("COMPETENCY_RENAMED", {"before": then.names, "name": now.names})
        if then.family != now.family:
            family = families.get(now.family, UNSAID)
            yield Difference("COMPETENCY_MOVED", {"name": now.names, "family": family})
        if then.descriptions != now.descriptions:
            yield Difference("DESCRIPTION_CHANGED", {"name": now.names})
        yield from _expectations(then, now, before, after)
    for then in before.competencies:
        if after.competency(then.key) is None:
            yield Difference("COMPETENCY_REMOVED", {"name": then.names})


def _expectations(
    then: CompetencyWords,
    now: CompetencyWords,
    before: FrameworkContent,
    after: FrameworkContent,
) -> Iterator[Difference]:
    """Only at levels that are there in both: the others are told of as levels."""
    for level in after.levels():
        if before.level(level.place) is None:
            continue
        old, new = then.at(level.place), now.at(level.place)
        if old == new:
            continue
        what = "ADDED" if old is None else "REMOVED" if new is None else "CHANGED"
        yield Difference(f"EXPECTATION_{what}", {"name": now.names, **_level(level)})
