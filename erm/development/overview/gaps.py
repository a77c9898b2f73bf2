"""Where the company stands below what it expects, by competency, for HR: never who.

Of each person who is at a level of the framework today, the last assessment that was compared; what
was expected of them then, in the words of that time. A cell of fewer than five people is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from tortoise.expressions import Q
from tortoise.functions import Count

from erm.core.actor import Actor
from erm.core.clock import today
from erm.core.database.connections import connection, dialect
from erm.development.competencies.content import FrameworkContent
from erm.development.competencies.models import (
    Assessment,
    CareerLevel,
    CareerPlacement,
    Competency,
    CompetencyFramework,
    FrameworkVersion,
)
from erm.development.competencies.queries.frameworks import published_contents
from erm.development.competencies.rules import AssessmentSide, AssessmentState, FrameworkState
from erm.development.overview.groups import Groups, company_of, groups_on, there_on
from erm.development.overview.policy import may_see_company
from erm.development.overview.rules import CoverageBy, Gap, Seen, gap_of
from erm.people.groups import MINIMUM, told
from erm.people.queries import holding


@dataclass(frozen=True, slots=True)
class GapCellView:
    """A competency in a group."""

    competency_id: UUID
    gap: Gap


@dataclass(frozen=True, slots=True)
class GapGroupView:
    """A group; only the cells of which something may be told."""

    key: str
    name: str
    people: int
    cells: tuple[GapCellView, ...]


@dataclass(frozen=True, slots=True)
class GapsView:
    """``framework_id`` is None where nobody is at a level of any."""

    framework_id: UUID | None
    groups: tuple[GapGroupView, ...] = ()
    competency_ids: tuple[UUID, ...] = ()
    withheld: int = 0
    minimum: int = MINIMUM


async def competency_gaps(
    actor: Actor, *, by: CoverageBy | None = None, framework_id: UUID | None = None
) -> GapsView | None:
    """The gaps of the company in one framework, or of its groups; None for everybody but HR.

    Without ``framework_id`` it is the framework with most people. Twelve queries at most, whatever the
    number of people.
    """
    if not may_see_company(actor):
        return None
    there = await there_on(today())
    framework = framework_id or await _largest()
    content = (await published_contents([framework])).get(framework) if framework else None
    if framework is None or content is None:
        return GapsView(None)
    placed = await _placed(framework)
    people = {person: where for person, where in there.items() if person in placed}
    company = company_of(actor, frozenset(people))
    if by is not None:
        groups = await groups_on(actor, by, people, today())
    else:
        groups = Groups((company,) if company else (), 0, company)
    keys: dict[str, UUID] = dict(
        await Competency.filter(framework_id=framework).values_list("key", "id")
    )
    ids = [keys[words.key] for words in content.competencies]
    seen = await _seen(framework, groups, keys)
    cells = _cells(groups, ids, seen)
    return GapsView(
        framework_id=framework,
        groups=tuple(
            GapGroupView(group.key, group.name, len(group.members), tuple(cells[group.key]))
            for group in groups.rows
        ),
        competency_ids=tuple(ids),
        withheld=groups.withheld,
    )


async def _largest() -> UUID | None:
    """The framework in use with most people at its levels today; the first made of equal ones."""
    rows = (
        await CareerPlacement.filter(
            holding(today()),
            Q(person__left_on__isnull=True) | Q(person__left_on__gt=today()),
            level__framework__retired_at__isnull=True,
        )
        .annotate(people=Count("id"))
        .group_by("level__framework_id")
        .values_list("level__framework_id", "people")
    )
    if rows:
        return min(rows, key=lambda row: (-row[1], row[0]))[0]  # type: ignore[no-any-return]
    newest = (
        await CompetencyFramework.filter(
            retired_at__isnull=True,
        )
        .order_by("id")
        .values_list("id", flat=True)
    )
    published = set(
        await FrameworkVersion.filter(state=FrameworkState.PUBLISHED).values_list(
            "framework_id", flat=True
        )
    )
    return next((key for key in newest if key in published), None)  # type: ignore[return-value]


async def _placed(framework: UUID) -> set[UUID]:
    """Who is at a level of the framework today."""
    ids = await CareerPlacement.filter(holding(today()), level__framework_id=framework).values_list(
        "person_id", flat=True
    )
    return set(ids)  # type: ignore[arg-type]


class _Cell(NamedTuple):
    group: int
    competency: UUID
    side: AssessmentSide


async def _seen(
    framework: UUID, groups: Groups, keys: Mapping[str, UUID]
) -> dict[_Cell, list[Seen]]:
    """How each side sees the people of each group, counted by the database."""
    group_of = {
        person: index for index, group in enumerate(groups.rows) for person in group.members
    }
    compared = (
        await Assessment.filter(
            state=AssessmentState.COMPARED, framework_version__framework_id=framework
        )
        .order_by("compared_at", "id")
        .values_list("id", "person_id")
    )
    last = {person: key for key, person in compared if person in group_of}
    expected = await _expected(framework, keys)
    found: dict[_Cell, list[Seen]] = defaultdict(list)
    for row in await _counted({str(key): group_of[person] for person, key in last.items()}):
        competency = UUID(str(row["competency"]))
        rank = expected.get((UUID(str(row["version"])), UUID(str(row["level"]))), {})
        if competency in rank:
            cell = _Cell(row["slot"], competency, AssessmentSide(row["side"]))
            found[cell].append(Seen(rank[competency], row["rank"], row["people"]))
    return found


async def _expected(
    framework: UUID, keys: Mapping[str, UUID]
) -> dict[tuple[UUID, UUID], dict[UUID, int]]:
    """What every published version expects at every level: ranks by competency."""
    levels = {
        f"{track}/{key}": level
        for level, track, key in await CareerLevel.filter(framework_id=framework).values_list(
            "id", "track_key", "key"
        )
    }
    found: dict[tuple[UUID, UUID], dict[UUID, int]] = {}
    for version, stored in await FrameworkVersion.filter(
        framework_id=framework, state=FrameworkState.PUBLISHED
    ).values_list("id", "content"):
        content = FrameworkContent.from_json(stored)
        for placed in content.levels():
            found[version, levels[placed.place]] = {
                keys[words.key]: placed.rank for words in content.asked_at(placed.place)
            }
    return found


_COUNTS = """
SELECT given.slot AS slot, a.framework_version_id AS version, a.level_id AS level, s.side AS side,
       n.competency_id AS competency, n.rank AS rank, COUNT(*) AS people
FROM ({given}) given
JOIN assessment a ON a.id = given.id
JOIN assessment_sheet s ON s.assessment_id = a.id
JOIN assessment_answer n ON n.sheet_id = s.id
WHERE n.rank IS NOT NULL
GROUP BY 1, 2, 3, 4, 5, 6
"""
_GIVEN = {
    "sqlite": "SELECT key AS id, value AS slot FROM json_each(?1)",
    "postgres": "SELECT key::uuid AS id, value::int AS slot FROM jsonb_each_text($1::text::jsonb)",
}


async def _counted(slots: Mapping[str, int]) -> Sequence[Mapping[str, Any]]:
    """The answers of assessments, given with the group of each, added up by the database.

    In a large company these are hundreds of thousands of rows; what comes back does not grow with
    them. All ids are one value of the statement.
    """
    if not slots:
        return []
    sql = _COUNTS.format(given=_GIVEN["sqlite" if dialect() == "sqlite" else "postgres"])
    return await connection().execute_query_dict(sql, [orjson.dumps(slots).decode()])


def _cells(
    groups: Groups, competencies: Sequence[UUID], seen: Mapping[_Cell, Sequence[Seen]]
) -> dict[str, list[GapCellView]]:
    """What is told: five people or more in a cell, and no few left over by subtraction."""
    cells: dict[str, list[GapCellView]] = {group.key: [] for group in groups.rows}
    for competency in competencies:
        gaps = {
            group.key: gap_of(
                seen.get(_Cell(index, competency, AssessmentSide.SELF), ()),
                seen.get(_Cell(index, competency, AssessmentSide.MANAGER), ()),
            )
            for index, group in enumerate(groups.rows)
        }
        for key in told({key: gap.people for key, gap in gaps.items()}):
            cells[key].append(GapCellView(competency, gaps[key]))
    return cells
