"""Rows of competencies: frameworks, who stands at which level, and how people were seen."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from typing import Any
from uuid import UUID

import orjson

from erm.core.sealing import seal
from erm.demo.content.growth import ASSESSMENTS, FORMER_WORDS, PLACEMENTS
from erm.demo.content.kinds import AssessmentSpec
from erm.demo.rows import Rows
from erm.demo.staff import Staff
from erm.demo.timeline import Timeline
from erm.development.competencies.content import FrameworkContent
from erm.development.competencies.models import (
    Assessment,
    AssessmentAnswer,
    AssessmentSheet,
    CareerLevel,
    CareerPlacement,
    Competency,
    CompetencyFramework,
    FrameworkVersion,
)
from erm.development.competencies.rules import AssessmentSide, AssessmentState, FrameworkState

PUBLISHED, REWORDED = 180, 64
"""Days ago: when both frameworks were published, and the one for the product a second time."""


class Frameworks:
    """What was planted: versions with the day of their publication, competencies and levels.

    Competencies are named ``framework/key``, levels ``framework/track/level``.
    """

    def __init__(self) -> None:
        self.versions: dict[str, list[tuple[int, FrameworkVersion]]] = {}
        self.competencies: dict[str, Competency] = {}
        self.levels: dict[str, CareerLevel] = {}

    def version_on(self, framework: str, days: int) -> FrameworkVersion:
        """What was published that many days ago."""
        return next(row for since, row in reversed(self.versions[framework]) if since >= days)

    def competency(self, key: str) -> Competency:
        """A competency by its key alone: those of the examples are all different."""
        return next(row for row in self.competencies.values() if row.key == key)


def plant_growth(timeline: Timeline, rows: Rows, staff: Staff) -> Frameworks:
    """Frameworks, placements, assessments."""
    frameworks = Frameworks()
    folder = resources.files("erm.development.competencies") / "examples"
    for name in ("building_the_product", "people_leadership"):
        example = orjson.loads((folder / f"{name}.json").read_bytes())
        _framework(timeline, rows, staff, frameworks, example)
    for person, steps in PLACEMENTS.items():
        _placements(timeline, rows, staff, frameworks, person, steps)
    for spec in ASSESSMENTS:
        _Look(timeline, rows, staff, frameworks, spec).write()
    return frameworks


def level_on(person: str, days: int) -> str:
    """Where a person stood that many days ago, as ``framework/track/level``."""
    return next(level for since, level in reversed(PLACEMENTS[person]) if since >= days)


def _framework(
    timeline: Timeline,
    rows: Rows,
    staff: Staff,
    frameworks: Frameworks,
    example: Mapping[str, Any],
) -> None:
    key, content = example["key"], example["content"]
    hannah = staff.people["hannah"]
    made = timeline.moment(PUBLISHED, hannah.time_zone, "framework", key)
    row = rows.kept(
        CompetencyFramework(
            id=timeline.id(made, "framework", key),
            names=example["names"],
            descriptions=example["descriptions"],
            created_by_id=hannah.id,
            created_at=made,
        )
    )
    versions = [(PUBLISHED, _as_it_was(content), "")] if _reworded(content) else []
    versions.append(
        (REWORDED, content, "Privacy is part of the design now, not of the release.")
        if versions
        else (PUBLISHED, content, "")
    )
    for number, (days, words, note) in enumerate(versions, start=1):
        at = timeline.moment(days, hannah.time_zone, "framework", key, number)
        version = rows.kept(
            FrameworkVersion(
                id=timeline.id(at, "framework version", key, number),
                framework_id=row.id,
                number=number,
                state=FrameworkState.PUBLISHED,
                content=words,
                note=note,
                edited_by_id=hannah.id,
                edited_at=at,
                published_at=at,
            )
        )
        frameworks.versions.setdefault(key, []).append((days, version))
    for competency in content["competencies"]:
        frameworks.competencies[f"{key}/{competency['key']}"] = rows.kept(
            Competency(
                id=timeline.id(made, "competency", key, competency["key"]),
                framework_id=row.id,
                key=competency["key"],
                names=competency["names"],
            )
        )
    for each in FrameworkContent.from_json(content).levels():
        frameworks.levels[f"{key}/{each.place}"] = rows.kept(
            CareerLevel(
                id=timeline.id(made, "career level", key, each.place),
                framework_id=row.id,
                track_key=each.track.key,
                key=each.level.key,
                rank=each.rank,
                names=each.level.names.to_json(),
                track_names=each.track.names.to_json(),
            )
        )


def _reworded(content: Mapping[str, Any]) -> bool:
    return any(each["key"] in FORMER_WORDS for each in content["competencies"])


def _as_it_was(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content with the words that it had at first."""
    then: dict[str, Any] = orjson.loads(orjson.dumps(content))
    for competency in then["competencies"]:
        for level, texts in FORMER_WORDS.get(competency["key"], {}).items():
            for expectation in competency["expectations"]:
                if expectation["level"] == level:
                    expectation["texts"] = texts
    return then


def _placements(
    timeline: Timeline,
    rows: Rows,
    staff: Staff,
    frameworks: Frameworks,
    person: str,
    steps: tuple[tuple[int, str], ...],
) -> None:
    hannah, who = staff.people["hannah"], staff.people[person]
    for place, (days, level) in enumerate(steps):
        following = steps[place + 1][0] if place + 1 < len(steps) else None
        at = timeline.moment(days, hannah.time_zone, "placed", person, place)
        rows.add(
            CareerPlacement(
                id=timeline.id(at, "placement", person, place),
                person_id=who.id,
                level_id=frameworks.levels[level].id,
                starts_on=timeline.day(days, who.time_zone),
                ends_on=None if following is None else timeline.day(following, who.time_zone),
                placed_by_id=hannah.id,
                created_at=at,
            )
        )


class _Look:
    """One assessment being written."""

    def __init__(
        self,
        timeline: Timeline,
        rows: Rows,
        staff: Staff,
        frameworks: Frameworks,
        spec: AssessmentSpec,
    ) -> None:
        self.timeline, self.rows, self.staff, self.frameworks = timeline, rows, staff, frameworks
        self.spec = spec
        self.key = ("assessment", spec.person, spec.opened)
        self.level = level_on(spec.person, spec.opened)
        self.framework = self.level.partition("/")[0]

    def write(self) -> None:
        """Write the assessment and what each side said."""
        spec, person = self.spec, self.staff.people[self.spec.person]
        manager = self.staff.people[self.staff.manager_on(spec.person, spec.opened)]
        opened = self.timeline.moment(spec.opened, manager.time_zone, *self.key)
        own = self.timeline.moment(
            max(spec.opened - 3, 0), person.time_zone, "own", *self.key, after=opened
        )
        compared = (
            None
            if spec.compared is None
            else self.timeline.moment(
                spec.compared, manager.time_zone, "compared", *self.key, after=own
            )
        )
        row = self.rows.kept(
            Assessment(
                id=self.timeline.id(opened, *self.key),
                person_id=person.id,
                framework_version_id=self.frameworks.version_on(self.framework, spec.opened).id,
                level_id=self.frameworks.levels[self.level].id,
                manager_id=None if compared is None else manager.id,
                opened_by_id=manager.id,
                opened_at=opened,
                due_on=None if spec.due is None else self.timeline.day(spec.due, person.time_zone),
                state=AssessmentState.OPEN if compared is None else AssessmentState.COMPARED,
                compared_at=compared,
            )
        )
        self._sheet(row, AssessmentSide.SELF, person.id, own, spec.own, spec.own_words)
        if spec.theirs is not None and compared is not None:
            self._sheet(
                row, AssessmentSide.MANAGER, manager.id, compared, spec.theirs, spec.their_words
            )

    def _sheet(
        self,
        row: Assessment,
        side: AssessmentSide,
        author_id: UUID,
        at: Any,
        ranks: str,
        words: Mapping[str, str],
    ) -> None:
        sheet = self.rows.kept(
            AssessmentSheet(
                id=self.timeline.id(at, "sheet", side, *self.key),
                assessment_id=row.id,
                side=side,
                author_id=author_id,
                saved_at=at,
                submitted_at=at,
                version=1,
            )
        )
        version = self.frameworks.version_on(self.framework, self.spec.opened)
        asked = FrameworkContent.from_json(version.content).asked_at(
            self.level.removeprefix(f"{self.framework}/")
        )
        if len(asked) != len(ranks) or words.keys() - {each.key for each in asked}:
            raise ValueError(f"{self.spec.person}: not what the framework asks")
        for competency, rank in zip(asked, ranks, strict=True):
            key = self.timeline.id(at, "answer", side, competency.key, *self.key)
            note = words.get(competency.key, "")
            self.rows.add(
                AssessmentAnswer(
                    id=key,
                    sheet_id=sheet.id,
                    competency_id=self.frameworks.competencies[
                        f"{self.framework}/{competency.key}"
                    ].id,
                    rank=int(rank),
                    sealed=_sealed(note, key) if note else None,
                )
            )


def _sealed(note: str, row_id: UUID) -> bytes:
    said = orjson.dumps({"note": note, "evidence": []}).decode()
    return seal(said, table="assessment_answer", column="sealed", row_id=row_id)
