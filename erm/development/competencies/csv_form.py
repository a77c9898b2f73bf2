"""A framework as a table: one row for each competency, and one text for each level and language.

Long form: a row per competency and level, so that any number of tracks fits one file::

    family_key family_en family_ru competency_key competency_en competency_ru description_en
    description_ru track_key track_en track_ru level_key level_en level_ru leads_to
    expectation_en expectation_ru

Families, tracks, levels and competencies stand in the order in which they first occur. Names need to
stand in one row only; two that contradict each other are a problem, not a guess. A row may leave out
the competency (a level that asks nothing yet) or the level (a competency without words yet).
``leads_to`` lists ``track/level``, separated by spaces.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from erm.core.csv_reading import CsvProblem, CsvReport, CsvRow, read_rows
from erm.core.errors import InvalidInput
from erm.core.localized import UNSAID, Localized
from erm.core.tables import unguarded
from erm.development.competencies.content import (
    KEY_LENGTH,
    CompetencyWords,
    Expectation,
    Family,
    FrameworkContent,
    LevelWords,
    TrackWords,
    check_key,
    clean_content,
)

COLUMNS = (
    "family_key",
    "family_en",
    "family_ru",
    "competency_key",
    "competency_en",
    "competency_ru",
    "description_en",
    "description_ru",
    "track_key",
    "track_en",
    "track_ru",
    "level_key",
    "level_en",
    "level_ru",
    "leads_to",
    "expectation_en",
    "expectation_ru",
)
_REQUIRED = ("family_key", "competency_key", "track_key", "level_key")
_HEADERS: dict[str, Sequence[str]] = {
    "family_key": ("family", "семейство", "группа", "ключ группы"),
    "competency_key": ("competency", "компетенция", "ключ компетенции"),
    "track_key": ("track", "трек", "направление", "ключ трека"),
    "level_key": ("level", "уровень", "ключ уровня"),
}


@dataclass(slots=True)
class _Named:
    """Something with a key, as it is put together from rows."""

    line: int
    names: Localized = UNSAID
    descriptions: Localized = UNSAID
    under: str = ""
    leads_to: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reading:
    families: dict[str, _Named] = field(default_factory=dict)
    tracks: dict[str, _Named] = field(default_factory=dict)
    levels: dict[tuple[str, str], _Named] = field(default_factory=dict)
    competencies: dict[str, _Named] = field(default_factory=dict)
    said: dict[tuple[str, str, str], tuple[int, Localized]] = field(default_factory=dict)
    problems: list[CsvProblem] = field(default_factory=list)


def read_content(text: str) -> tuple[FrameworkContent | None, CsvReport]:
    """The content of a file; None, and all its problems, where it cannot be used.

    Raises ``InvalidInput`` (``FILE_TOO_LARGE``).
    """
    columns = {name: _HEADERS.get(name, ()) for name in COLUMNS}
    rows, problems = read_rows(text, columns, required=())
    headings = set(rows[0].cells) if rows else set()
    if rows:
        problems += [
            CsvProblem(1, name, "COLUMN_MISSING", {"name": name})
            for name in _REQUIRED
            if name not in headings
        ]
    reading = _Reading(problems=problems)
    if not problems:
        for row in rows:
            _read_row(row, reading)
    report = CsvReport(rows=len(rows), problems=tuple(reading.problems))
    if reading.problems:
        return None, report
    content = _content(reading)
    try:
        return clean_content(content, field="csv"), report
    except InvalidInput as error:
        problem = _problem_of(error, reading)
        return None, replace(report, problems=(problem,))


def _read_row(row: CsvRow, reading: _Reading) -> None:
    def cell(name: str) -> str:
        return unguarded(row.cells.get(name, ""))

    def texts(name: str) -> Localized:
        return Localized(en=cell(f"{name}_en"), ru=cell(f"{name}_ru"))

    keys = {name: cell(name) for name in _REQUIRED}
    for name, key in keys.items():
        if key:
            try:
                check_key(key, field="csv")
            except InvalidInput:
                reading.problems.append(row.problem(name, "BAD_KEY", value=key[:KEY_LENGTH]))
                return
    family, competency = keys["family_key"], keys["competency_key"]
    track, level = keys["track_key"], keys["level_key"]
    for name, needed in (("family_key", competency), ("track_key", level)):
        if needed and not keys[name]:
            reading.problems.append(row.problem(name, "VALUE_MISSING"))
            return
    if family:
        _put(row, "family", reading.families, family, texts("family"), reading)
    if track:
        _put(row, "track", reading.tracks, track, texts("track"), reading)
    if level:
        placed = _put(row, "level", reading.levels, (track, level), texts("level"), reading)
        ways = tuple(cell("leads_to").replace(",", " ").split())
        if ways and placed.leads_to and ways != placed.leads_to:
            reading.problems.append(row.problem("leads_to", "CONTRADICTS", first=placed.line))
        placed.leads_to = placed.leads_to or ways
    if competency:
        words = _put(
            row, "competency", reading.competencies, competency, texts("competency"), reading
        )
        if words.under and words.under != family:
            reading.problems.append(row.problem("family_key", "CONTRADICTS", first=words.line))
        words.under = family
        words.descriptions = _joined(
            row, "description", words.descriptions, texts("description"), words.line, reading
        )
    said = texts("expectation")
    if said == UNSAID:
        return
    for name, key in (("competency_key", competency), ("level_key", level)):
        if not key:
            reading.problems.append(row.problem(name, "VALUE_MISSING"))
            return
    where = (competency, track, level)
    if where in reading.said:
        reading.problems.append(
            row.problem("expectation_en", "DUPLICATE_ROW", first=reading.said[where][0])
        )
        return
    reading.said[where] = (row.line, said)


def _put(
    row: CsvRow,
    column: str,
    found: dict,  # type: ignore[type-arg]
    key: object,
    names: Localized,
    reading: _Reading,
) -> _Named:
    named: _Named = found.setdefault(key, _Named(row.line))
    named.names = _joined(row, column, named.names, names, named.line, reading)
    return named


def _joined(
    row: CsvRow, column: str, before: Localized, now: Localized, first: int, reading: _Reading
) -> Localized:
    """What two rows say of the same together; a contradiction is a problem."""
    for language in ("en", "ru"):
        one, other = getattr(before, language), getattr(now, language)
        if one and other and one != other:
            reading.problems.append(row.problem(f"{column}_{language}", "CONTRADICTS", first=first))
    return Localized(en=before.en or now.en, ru=before.ru or now.ru)


def _content(reading: _Reading) -> FrameworkContent:
    return FrameworkContent(
        families=tuple(Family(key, each.names) for key, each in reading.families.items()),
        tracks=tuple(
            TrackWords(
                key,
                each.names,
                tuple(
                    LevelWords(level, placed.names, placed.leads_to)
                    for (track, level), placed in reading.levels.items()
                    if track == key
                ),
            )
            for key, each in reading.tracks.items()
        ),
        competencies=tuple(
            CompetencyWords(
                key,
                each.under,
                each.names,
                each.descriptions,
                tuple(
                    Expectation(track, level, texts)
                    for (competency, track, level), (_, texts) in reading.said.items()
                    if competency == key
                ),
            )
            for key, each in reading.competencies.items()
        ),
    )


def _problem_of(error: InvalidInput, reading: _Reading) -> CsvProblem:
    """Where in the file the refusal of a content comes from, as well as that can be told."""
    if error.code == "FRAMEWORK_REFERENCE_UNKNOWN":
        key = str(error.params["key"])
        line = next((n.line for n in reading.levels.values() if key in n.leads_to), 1)
        return CsvProblem(line, "leads_to", "WAY_UNKNOWN", {"value": key})
    if error.code == "TEXT_TOO_LONG":
        return CsvProblem(1, "", "TOO_LONG", {"count": error.params["maximum"]})
    return CsvProblem(1, "", "FRAMEWORK_TOO_LARGE", {"count": error.params.get("maximum", 0)})


def compared(report: CsvReport, before: FrameworkContent, after: FrameworkContent) -> CsvReport:
    """How many cells of the grid are new, worded otherwise, the same, and gone."""
    old, new = dict(_cells(before)), dict(_cells(after))
    return replace(
        report,
        created=len(new.keys() - old.keys()),
        changed=sum(1 for where in new.keys() & old.keys() if new[where] != old[where]),
        unchanged=sum(1 for where in new.keys() & old.keys() if new[where] == old[where]),
        retired=len(old.keys() - new.keys()),
    )


def _cells(content: FrameworkContent) -> Iterator[tuple[tuple[str, str], tuple[Localized, ...]]]:
    for words in content.competencies:
        for each in words.expectations:
            yield (words.key, each.place), (each.texts, words.names, words.descriptions)


def rows_of(content: FrameworkContent) -> list[list[str]]:
    """A content as a table, header first: what :func:`read_content` makes the same content from."""
    families = content.family_names()
    table: list[list[str]] = [list(COLUMNS)]

    def add(words: CompetencyWords | None, place: str | None, texts: Localized) -> None:
        family = "" if words is None else words.family
        level = None if place is None else content.level(place)
        table.append(
            [
                family,
                *_both(families.get(family, UNSAID)),
                "" if words is None else words.key,
                *_both(UNSAID if words is None else words.names),
                *_both(UNSAID if words is None else words.descriptions),
                "" if level is None else level.track.key,
                *_both(UNSAID if level is None else level.track.names),
                "" if level is None else level.level.key,
                *_both(UNSAID if level is None else level.level.names),
                "" if level is None else " ".join(level.level.leads_to),
                *_both(texts),
            ]
        )

    # Tracks, levels and families first: the order of expectations alone might not give theirs.
    track_from = COLUMNS.index("track_key")
    for track in content.tracks:
        if not track.levels:
            row = [""] * len(COLUMNS)
            row[track_from : track_from + 3] = [track.key, *_both(track.names)]
            table.append(row)
        for level in track.levels:
            add(None, f"{track.key}/{level.key}", UNSAID)
    blank = [""] * (len(COLUMNS) - 3)
    table += [[family.key, *_both(family.names), *blank] for family in content.families]
    for words in content.competencies:
        for each in words.expectations:
            add(words, each.place, each.texts)
        if not words.expectations:
            add(words, None, UNSAID)
    return table


def _both(texts: Localized) -> tuple[str, str]:
    return texts.en, texts.ru
