"""The overviews as tables in the reader's language: what the screens show, line by line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from uuid import UUID

from erm.core.actor import Actor
from erm.core.errors import NotAllowed
from erm.core.language import say
from erm.core.tables import Cell, Column, Kind, Table
from erm.development.competencies.queries.frameworks import competencies_by_ids
from erm.development.overview.coverage import CoverageGroupView, development_coverage
from erm.development.overview.gaps import competency_gaps
from erm.development.overview.rules import CoverageBy
from erm.development.skills.queries.catalogue import skills_by_ids
from erm.development.skills.queries.people import team_matrix
from erm.people.queries import people_by_ids

Say = Callable[..., str]


def _saying(actor: Actor) -> Say:
    def said(key: str) -> str:
        return say(actor.locale, f"development.export.{key}")

    return said


async def coverage_tables(
    actor: Actor, *, by: CoverageBy = CoverageBy.DEPARTMENT, on: date | None = None
) -> list[Table]:
    """Coverage by group with the company last, and the trend. Raises ``NotAllowed`` but for HR."""
    view = await development_coverage(actor, by=by, on=on)
    if view is None:
        raise NotAllowed
    said = _saying(actor)
    number = partial(Column, kind=Kind.NUMBER)
    columns = [
        Column(said(f"by.{by}")),
        number(said("people")),
        number(said("with_plan")),
        Column(said("with_plan_share"), Kind.SHARE),
        number(said("checked_in")),
        number(said("quiet")),
        number(said("closed")),
        number(said("completed")),
        Column(said("goals_done"), Kind.SHARE),
        number(said("assessed")),
    ]
    rows = [*view.groups, *(() if view.company is None else (view.company,))]
    months: list[list[Cell]] = [
        [each.month, each.people, each.with_plan, each.completed] for each in view.trend
    ]
    return [
        Table(said("coverage"), columns, [_coverage_row(each) for each in rows]),
        Table(
            said("trend"),
            [
                Column(said("month"), Kind.DAY),
                number(said("people")),
                number(said("with_plan")),
                number(said("completed_in_month")),
            ],
            months,
        ),
    ]


def _coverage_row(group: CoverageGroupView) -> list[Cell]:
    numbers = group.numbers
    return [
        group.name,
        numbers.people,
        numbers.with_plan,
        round(numbers.with_plan / numbers.people, 2),
        numbers.checked_in,
        numbers.quiet,
        numbers.closed,
        numbers.completed,
        numbers.goals_done_share,
        numbers.assessed,
    ]


async def gap_tables(
    actor: Actor, *, by: CoverageBy | None = None, framework_id: UUID | None = None
) -> list[Table]:
    """A line for each group and competency of which something is told; what is withheld has none.

    Raises ``NotAllowed`` but for HR.
    """
    view = await competency_gaps(actor, by=by, framework_id=framework_id)
    if view is None:
        raise NotAllowed
    said = _saying(actor)
    names = {
        key: each.names.of(actor.locale)
        for key, each in (await competencies_by_ids(actor, view.competency_ids)).items()
    }
    columns = [
        Column(said("group" if by is None else f"by.{by}")),
        Column(said("competency")),
        Column(said("assessed_people"), Kind.NUMBER),
        Column(said("own_gap"), Kind.NUMBER),
        Column(said("managers_gap"), Kind.NUMBER),
        Column(said("below"), Kind.SHARE),
    ]
    rows: list[list[Cell]] = [
        [
            group.name,
            names[cell.competency_id],
            cell.gap.people,
            cell.gap.own,
            cell.gap.managers,
            cell.gap.below,
        ]
        for group in view.groups
        for cell in group.cells
    ]
    return [Table(said("gaps"), columns, rows)]


async def team_skill_tables(actor: Actor) -> list[Table]:
    """What the actor sees of their reports' skills. Raises ``NotAllowed`` without reports."""
    view = await team_matrix(actor)
    if view is None:
        raise NotAllowed
    said = _saying(actor)
    people = await people_by_ids(actor, view.person_ids)
    skills = await skills_by_ids(actor, view.skill_ids)
    columns = [
        Column(said("person")),
        Column(said("skill")),
        Column(said("level"), Kind.NUMBER),
        Column(said("expected"), Kind.NUMBER),
        Column(said("gap"), Kind.NUMBER),
        Column(said("wants_to_learn")),
        Column(said("can_teach")),
    ]
    rows: list[list[Cell]] = [
        [
            people[view.person_ids[cell.person]].name,
            skills[view.skill_ids[cell.skill]].name,
            cell.level,
            cell.expected,
            cell.gap,
            said("yes") if cell.wants_to_learn else None,
            said("yes") if cell.can_teach else None,
        ]
        for cell in view.cells
    ]
    return [Table(said("team_skills"), columns, rows)]
