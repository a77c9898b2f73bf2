"""What a version of a framework says: families, competencies, tracks with their levels.

Pure, but for the form in which it is stored::

    {"families": [{"key": "craft", "names": {"en": "Craft", "ru": "Ремесло"}}],
     "competencies": [{"key": "testing", "family": "craft", "names": {…}, "descriptions": {…},
                       "expectations": [{"track": "engineer", "level": "senior", "texts": {…}}]}],
     "tracks": [{"key": "engineer", "names": {…},
                 "levels": [{"key": "senior", "names": {…}, "leads_to": ["manager/lead"]}]}]}

A level's rank is its place in its track, from 1. Its next level is always a way on; ``leads_to``
names the others. A competency without words at a level is not asked of those who stand there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from erm.core.localized import UNSAID, Localized
from erm.core.text import clean_line, clean_text
from erm.development.competencies.errors import (
    FrameworkEmpty,
    FrameworkKeyRepeated,
    FrameworkKeyUnfit,
    FrameworkReferenceUnknown,
    FrameworkTooLarge,
    FrameworkUnfinished,
)

KEY_LENGTH = 80
NAME_LENGTH = 200
DESCRIPTION_LENGTH = 2_000
EXPECTATION_LENGTH = 4_000
FAMILIES_MAXIMUM = 30
COMPETENCIES_MAXIMUM = 100
TRACKS_MAXIMUM = 30
LEVELS_MAXIMUM = 15
WAYS_MAXIMUM = 10

_KEY = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Family:
    """What belongs together among competencies."""

    key: str
    names: Localized = UNSAID


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a competency looks like at a level of a track, in words."""

    track: str
    level: str
    texts: Localized = UNSAID

    @property
    def place(self) -> str:
        """The level as others name it."""
        return f"{self.track}/{self.level}"


@dataclass(frozen=True, slots=True)
class CompetencyWords:
    """A competency, and what is expected of it where."""

    key: str
    family: str
    names: Localized = UNSAID
    descriptions: Localized = UNSAID
    expectations: tuple[Expectation, ...] = ()

    def at(self, place: str) -> Localized | None:
        """What is expected at a level; None: it is not asked there."""
        return next((each.texts for each in self.expectations if each.place == place), None)


@dataclass(frozen=True, slots=True)
class LevelWords:
    """A level of a track. ``leads_to``: places beyond the next level of its own track."""

    key: str
    names: Localized = UNSAID
    leads_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TrackWords:
    """A kind of work, with its levels from the first one up."""

    key: str
    names: Localized = UNSAID
    levels: tuple[LevelWords, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedLevel:
    """A level where it stands. ``place`` is ``track/level``; ``rank`` counts from 1."""

    track: TrackWords
    level: LevelWords
    rank: int

    @property
    def place(self) -> str:
        """Its name among all levels of the framework."""
        return f"{self.track.key}/{self.level.key}"


@dataclass(frozen=True, slots=True)
class FrameworkContent:
    """All words of a version."""

    families: tuple[Family, ...] = ()
    competencies: tuple[CompetencyWords, ...] = ()
    tracks: tuple[TrackWords, ...] = ()
    _by_place: dict[str, PlacedLevel] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_place", {each.place: each for each in self.levels()})

    def levels(self) -> Iterator[PlacedLevel]:
        """All levels, track by track, each from the first one up."""
        for track in self.tracks:
            for rank, level in enumerate(track.levels, start=1):
                yield PlacedLevel(track, level, rank)

    def level(self, place: str) -> PlacedLevel | None:
        """The level with this name, if it is there."""
        return self._by_place.get(place)

    def ways_on(self, place: str) -> list[PlacedLevel]:
        """Where one goes from a level: its next one, then those that it leads to."""
        here = self.level(place)
        if here is None:
            return []
        following = here.track.levels[here.rank : here.rank + 1]
        names = [f"{here.track.key}/{each.key}" for each in following]
        names += [name for name in here.level.leads_to if name not in names]
        return [self._by_place[name] for name in names if name in self._by_place]

    def asked_at(self, place: str) -> list[CompetencyWords]:
        """The competencies that are asked at a level, in their order."""
        return [each for each in self.competencies if each.at(place) is not None]

    def competency(self, key: str) -> CompetencyWords | None:
        """The competency with this key, if it is there."""
        return next((each for each in self.competencies if each.key == key), None)

    def family_names(self) -> dict[str, Localized]:
        """What families are called, by key."""
        return {each.key: each.names for each in self.families}

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "families": [
                {"key": each.key, "names": each.names.to_json()} for each in self.families
            ],
            "competencies": [_competency_to_json(each) for each in self.competencies],
            "tracks": [
                {
                    "key": track.key,
                    "names": track.names.to_json(),
                    "levels": [
                        {
                            "key": level.key,
                            "names": level.names.to_json(),
                            "leads_to": list(level.leads_to),
                        }
                        for level in track.levels
                    ],
                }
                for track in self.tracks
            ],
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> FrameworkContent:
        """From what was stored."""
        return cls(
            families=tuple(
                Family(each["key"], Localized.from_json(each["names"]))
                for each in value["families"]
            ),
            competencies=tuple(_competency_from_json(each) for each in value["competencies"]),
            tracks=tuple(
                TrackWords(
                    key=track["key"],
                    names=Localized.from_json(track["names"]),
                    levels=tuple(
                        LevelWords(
                            key=level["key"],
                            names=Localized.from_json(level["names"]),
                            leads_to=tuple(level.get("leads_to", ())),
                        )
                        for level in track["levels"]
                    ),
                )
                for track in value["tracks"]
            ),
        )


def _competency_to_json(words: CompetencyWords) -> dict[str, Any]:
    return {
        "key": words.key,
        "family": words.family,
        "names": words.names.to_json(),
        "descriptions": words.descriptions.to_json(),
        "expectations": [
            {"track": each.track, "level": each.level, "texts": each.texts.to_json()}
            for each in words.expectations
        ],
    }


def _competency_from_json(value: Mapping[str, Any]) -> CompetencyWords:
    return CompetencyWords(
        key=value["key"],
        family=value["family"],
        names=Localized.from_json(value["names"]),
        descriptions=Localized.from_json(value.get("descriptions")),
        expectations=tuple(
            Expectation(each["track"], each["level"], Localized.from_json(each["texts"]))
            for each in value["expectations"]
        ),
    )


def clean_content(content: FrameworkContent, *, field: str = "content") -> FrameworkContent:
    """A content that can be kept: well-formed keys, known references, texts of a fit length.

    It may be unfinished: what only publishing needs is asked by :func:`check_finished`. Expectations
    without words are left out; the others stand in the order of the tracks and levels.
    Raises ``FrameworkKeyUnfit``, ``FrameworkKeyRepeated``, ``FrameworkReferenceUnknown``,
    ``FrameworkTooLarge`` and what ``clean_text`` raises.
    """
    _check_count(content.families, FAMILIES_MAXIMUM, field)
    _check_count(content.competencies, COMPETENCIES_MAXIMUM, field)
    _check_count(content.tracks, TRACKS_MAXIMUM, field)
    _check_keys((each.key for each in content.families), field)
    _check_keys((each.key for each in content.competencies), field)
    _check_keys((each.key for each in content.tracks), field)
    for track in content.tracks:
        _check_count(track.levels, LEVELS_MAXIMUM, field)
        _check_keys((each.key for each in track.levels), field)
    known = [each.place for each in content.levels()]
    families = {each.key for each in content.families}
    return FrameworkContent(
        families=tuple(
            replace(each, names=_clean_names(each.names, field)) for each in content.families
        ),
        competencies=tuple(
            _clean_competency(each, families, known, field) for each in content.competencies
        ),
        tracks=tuple(_clean_track(each, known, field) for each in content.tracks),
    )


def check_finished(content: FrameworkContent, *, field: str = "content") -> None:
    """Raise ``FrameworkEmpty`` or ``FrameworkUnfinished`` unless people can be assessed by it.

    Everything has a name, every track a level, and every competency is asked somewhere.
    """
    if not content.competencies or not any(content.levels()):
        raise FrameworkEmpty(field=field)
    named: list[tuple[str, Localized]] = [
        *((each.key, each.names) for each in content.families),
        *((each.key, each.names) for each in content.competencies),
        *((each.key, each.names) for each in content.tracks),
        *((each.place, each.level.names) for each in content.levels()),
    ]
    for key, names in named:
        if not names.of("en"):
            raise FrameworkUnfinished(field=field, key=key)
    for competency in content.competencies:
        if not competency.expectations:
            raise FrameworkUnfinished(field=field, key=competency.key)
    for track in content.tracks:
        if not track.levels:
            raise FrameworkUnfinished(field=field, key=track.key)


def check_key(value: str, *, field: str) -> str:
    """A key that something of a framework may have. Raises ``FrameworkKeyUnfit``."""
    if len(value) > KEY_LENGTH or _KEY.fullmatch(value) is None:
        raise FrameworkKeyUnfit(field=field, key=value[:KEY_LENGTH])
    return value


def clean_localized(texts: Localized, *, field: str, maximum: int, line: bool = False) -> Localized:
    """A text in each language, trimmed. Raises ``TEXT_TOO_LONG``."""
    clean = clean_line if line else clean_text
    return Localized(
        en=clean(texts.en, field=field, maximum=maximum, required=False),
        ru=clean(texts.ru, field=field, maximum=maximum, required=False),
    )


def _check_keys(keys: Iterable[str], field: str) -> None:
    seen: set[str] = set()
    for key in keys:
        check_key(key, field=field)
        if key in seen:
            raise FrameworkKeyRepeated(field=field, key=key)
        seen.add(key)


def _check_count(found: Sequence[object], maximum: int, field: str) -> None:
    if len(found) > maximum:
        raise FrameworkTooLarge(field=field, maximum=maximum)


def _clean_names(names: Localized, field: str) -> Localized:
    return clean_localized(names, field=field, maximum=NAME_LENGTH, line=True)


def _clean_competency(
    words: CompetencyWords, families: set[str], known: Sequence[str], field: str
) -> CompetencyWords:
    if words.family not in families:
        raise FrameworkReferenceUnknown(field=field, key=words.family[:KEY_LENGTH])
    said: dict[str, Expectation] = {}
    for each in words.expectations:
        if each.place not in known:
            raise FrameworkReferenceUnknown(field=field, key=each.place[: 2 * KEY_LENGTH])
        if each.place in said:
            raise FrameworkKeyRepeated(field=field, key=each.place)
        texts = clean_localized(each.texts, field=field, maximum=EXPECTATION_LENGTH)
        said[each.place] = replace(each, texts=texts)
    return CompetencyWords(
        key=words.key,
        family=words.family,
        names=_clean_names(words.names, field),
        descriptions=clean_localized(words.descriptions, field=field, maximum=DESCRIPTION_LENGTH),
        expectations=tuple(
            said[place] for place in known if place in said and said[place].texts != UNSAID
        ),
    )


def _clean_track(track: TrackWords, known: Sequence[str], field: str) -> TrackWords:
    return TrackWords(
        key=track.key,
        names=_clean_names(track.names, field),
        levels=tuple(_clean_level(track, each, known, field) for each in track.levels),
    )


def _clean_level(
    track: TrackWords, level: LevelWords, known: Sequence[str], field: str
) -> LevelWords:
    _check_count(level.leads_to, WAYS_MAXIMUM, field)
    here = f"{track.key}/{level.key}"
    for place in level.leads_to:
        if place not in known or place == here:
            raise FrameworkReferenceUnknown(field=field, key=place[: 2 * KEY_LENGTH])
    return LevelWords(
        key=level.key,
        names=_clean_names(level.names, field),
        leads_to=tuple(dict.fromkeys(level.leads_to)),
    )
