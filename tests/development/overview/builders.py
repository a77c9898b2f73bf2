"""A framework, people at its levels, and what each side saw: rows written directly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from erm.core.clock import now
from erm.core.ids import new_id
from erm.core.localized import Localized
from erm.development.competencies.content import (
    CompetencyWords,
    Expectation,
    Family,
    FrameworkContent,
    LevelWords,
    TrackWords,
)
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
from erm.people.models import Person
from tests.cast import LONG_AGO

COMPETENCIES = ("testing", "design", "writing")
LEVELS = ("junior", "senior", "staff")


def both(text: str) -> Localized:
    return Localized(en=text.title(), ru=f"{text.title()} (по-русски)")


def content(asked: dict[str, Iterable[str]] | None = None) -> FrameworkContent:
    """Three competencies at three levels; ``asked`` says at which levels one is."""
    asked = asked or {}
    return FrameworkContent(
        families=(Family("craft", both("craft")),),
        competencies=tuple(
            CompetencyWords(
                key=key,
                family="craft",
                names=both(key),
                expectations=tuple(
                    Expectation("engineer", level, both(f"{key} as {level}"))
                    for level in asked.get(key, LEVELS)
                ),
            )
            for key in COMPETENCIES
        ),
        tracks=(
            TrackWords(
                "engineer",
                both("engineer"),
                tuple(LevelWords(level, both(level)) for level in LEVELS),
            ),
        ),
    )


@dataclass(frozen=True)
class Built:
    """A published framework."""

    id: UUID
    version_id: UUID
    competencies: dict[str, UUID]
    levels: dict[str, UUID]


async def framework(words: FrameworkContent | None = None, name: str = "engineering") -> Built:
    words = words or content()
    row = await CompetencyFramework.create(
        names=both(name).to_json(), descriptions={}, created_at=now()
    )
    version = await FrameworkVersion.create(
        framework_id=row.id,
        number=1,
        state=FrameworkState.PUBLISHED,
        content=words.to_json(),
        edited_at=now(),
        published_at=now(),
    )
    competencies = [
        Competency(framework_id=row.id, key=each.key, names=each.names.to_json())
        for each in words.competencies
    ]
    levels = [
        CareerLevel(
            framework_id=row.id,
            track_key=each.track.key,
            key=each.level.key,
            rank=each.rank,
            names=each.level.names.to_json(),
            track_names=each.track.names.to_json(),
        )
        for each in words.levels()
    ]
    await Competency.bulk_create(competencies)
    await CareerLevel.bulk_create(levels)
    return Built(
        row.id,
        version.id,
        {each.key: each.id for each in competencies},
        {each.key: each.id for each in levels},
    )


async def place(
    built: Built, people: Iterable[Person], level: str, starts_on: date = LONG_AGO
) -> None:
    await CareerPlacement.bulk_create(
        [
            CareerPlacement(
                person_id=person.id,
                level_id=built.levels[level],
                starts_on=starts_on,
                created_at=now(),
            )
            for person in people
        ]
    )


async def assessed(
    built: Built,
    people: Iterable[Person],
    level: str,
    own: dict[str, int],
    managers: dict[str, int],
    *,
    at: datetime | None = None,
    state: AssessmentState = AssessmentState.COMPARED,
) -> list[Assessment]:
    """An assessment of each, in which both sides answered the same of everybody."""
    moment = at or now()
    compared = state is AssessmentState.COMPARED
    rows, sheets, answers = [], [], []
    for person in people:
        row = Assessment(
            id=new_id(),
            person_id=person.id,
            framework_version_id=built.version_id,
            level_id=built.levels[level],
            opened_at=moment,
            state=state,
            compared_at=moment if compared else None,
        )
        rows.append(row)
        for side, seen in ((AssessmentSide.SELF, own), (AssessmentSide.MANAGER, managers)):
            sheet = AssessmentSheet(
                id=new_id(),
                assessment_id=row.id,
                side=side,
                author_id=person.id,
                saved_at=moment,
                submitted_at=moment if compared else None,
            )
            sheets.append(sheet)
            answers.extend(
                AssessmentAnswer(
                    sheet_id=sheet.id, competency_id=built.competencies[key], rank=rank
                )
                for key, rank in seen.items()
            )
    await Assessment.bulk_create(rows)
    await AssessmentSheet.bulk_create(sheets)
    await AssessmentAnswer.bulk_create(answers)
    return rows
