"""A small framework, written directly: three levels of engineering, two of managing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
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
from erm.development.competencies.sealed import Proof, Words, seal_words
from erm.people.models import Person

LONG_AGO = date(2020, 2, 3)


def both(en: str) -> Localized:
    return Localized(en=en, ru=f"{en} по-русски")


def words(key: str, family: str, **at: str) -> CompetencyWords:
    """``at``: what is expected where, as ``engineer_senior="…"``."""
    places = [(name.split("_"), text) for name, text in at.items()]
    return CompetencyWords(
        key,
        family,
        both(key.capitalize()),
        both(f"About {key}"),
        tuple(Expectation(track, level, both(text)) for (track, level), text in places),
    )


CONTENT = FrameworkContent(
    families=(Family("craft", both("Craft")), Family("people", both("People"))),
    competencies=(
        words(
            "testing",
            "craft",
            engineer_junior="Writes tests",
            engineer_middle="Designs tests",
            engineer_senior="Shapes how the team tests",
        ),
        words(
            "delivery",
            "craft",
            engineer_junior="Delivers tasks",
            engineer_middle="Delivers tasks",
            engineer_senior="Delivers projects",
        ),
        words(
            "leading",
            "people",
            engineer_senior="Leads projects",
            manager_lead="Leads a team",
            manager_head="Leads teams",
        ),
    ),
    tracks=(
        TrackWords(
            "engineer",
            both("Engineer"),
            (
                LevelWords("junior", both("Junior")),
                LevelWords("middle", both("Middle"), ("manager/lead",)),
                LevelWords("senior", both("Senior")),
            ),
        ),
        TrackWords(
            "manager",
            both("Manager"),
            (LevelWords("lead", both("Lead")), LevelWords("head", both("Head"))),
        ),
    ),
)


@dataclass
class Built:
    """The rows of a published framework."""

    framework: CompetencyFramework
    version: FrameworkVersion
    levels: dict[str, CareerLevel]
    competencies: dict[str, Competency]


async def build(content: FrameworkContent = CONTENT, name: str = "Making software") -> Built:
    """A framework with one published version."""
    framework = await CompetencyFramework.create(
        names=both(name).to_json(), descriptions=both("For makers").to_json(), created_at=now()
    )
    version = await publish(framework, content, 1)
    levels = {
        placed.place: CareerLevel(
            framework_id=framework.id,
            track_key=placed.track.key,
            key=placed.level.key,
            rank=placed.rank,
            names=placed.level.names.to_json(),
            track_names=placed.track.names.to_json(),
        )
        for placed in content.levels()
    }
    competencies = {
        each.key: Competency(framework_id=framework.id, key=each.key, names=each.names.to_json())
        for each in content.competencies
    }
    await CareerLevel.bulk_create(levels.values())
    await Competency.bulk_create(competencies.values())
    return Built(framework, version, levels, competencies)


async def publish(
    framework: CompetencyFramework, content: FrameworkContent, number: int
) -> FrameworkVersion:
    """The row of a published version alone."""
    return await FrameworkVersion.create(
        framework_id=framework.id,
        number=number,
        state=FrameworkState.PUBLISHED,
        content=content.to_json(),
        edited_at=now(),
        published_at=now(),
    )


async def place(
    person: Person, level: CareerLevel, *, since: date = LONG_AGO, until: date | None = None
) -> CareerPlacement:
    return await CareerPlacement.create(
        person_id=person.id, level_id=level.id, starts_on=since, ends_on=until, created_at=now()
    )


Ranks = dict[str, int | None]


async def assess(
    built: Built,
    person: Person,
    level: str = "engineer/middle",
    *,
    own: Ranks | None = None,
    manager: tuple[Person, Ranks] | None = None,
    compared: bool = False,
    days_ago: int = 0,
    note: str = "",
    submitted: bool = False,
    **values: Any,
) -> Assessment:
    """An assessment with what each side answered so far; compared, if so."""
    moment = now() - timedelta(days=days_ago)
    row = await Assessment.create(
        **{
            "person_id": person.id,
            "framework_version_id": built.version.id,
            "level_id": built.levels[level].id,
            "opened_by_id": person.id,
            "opened_at": moment,
            "manager_id": manager[0].id if manager and (compared or submitted) else None,
            "state": AssessmentState.COMPARED if compared else AssessmentState.OPEN,
            "compared_at": moment if compared else None,
        }
        | values
    )
    done = moment if compared or submitted else None
    if own is not None:
        await sheet(built, row, AssessmentSide.SELF, person, own, done, note)
    if manager is not None:
        await sheet(built, row, AssessmentSide.MANAGER, manager[0], manager[1], done, note)
    return row


async def sheet(
    built: Built,
    row: Assessment,
    side: AssessmentSide,
    author: Person,
    ranks: Ranks,
    submitted_at: Any = None,
    note: str = "",
    evidence: tuple[Proof, ...] = (),
) -> AssessmentSheet:
    """One side of an assessment."""
    made = await AssessmentSheet.create(
        assessment_id=row.id,
        side=side,
        author_id=author.id,
        saved_at=now(),
        submitted_at=submitted_at,
    )
    for key, rank in ranks.items():
        answer = new_id()
        _ = await AssessmentAnswer.create(
            id=answer,
            sheet_id=made.id,
            competency_id=built.competencies[key].id,
            rank=rank,
            sealed=seal_words(Words(note, evidence), answer),
        )
    return made


def ids(*rows: Any) -> list[UUID]:
    return [row.id for row in rows]
