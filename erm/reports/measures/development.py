"""Who develops by a plan. Nothing of what stands in it, and nothing of private goals."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from erm.core.clock import now
from erm.development.competencies.rules import AssessmentState
from erm.development.overview.rules import CHECKED_IN_WITHIN, YEAR
from erm.development.rules import GoalVisibility
from erm.reports.counting import THERE, Statement, begin_of, instant, key_of, people_among
from erm.reports.figures import Figure, Share, share
from erm.reports.measures.common import Column, Measured, Window
from erm.reports.rules import ReportUnit

COLUMNS = (
    Column("with_plan", ReportUnit.SHARE, main=True),
    Column("active", ReportUnit.SHARE),
    Column("checked_in", ReportUnit.SHARE),
    Column("assessed", ReportUnit.SHARE),
)


async def measure(window: Window) -> Measured:
    """Four queries."""
    moment = min(begin_of(window.until + timedelta(days=1)), now())
    planned, active = await _plans(window, moment)
    return Measured(
        COLUMNS,
        {
            "with_plan": Share(planned),
            "active": Share(active),
            "checked_in": Share(await _checked_in(moment)),
            "assessed": Share(await _assessed(moment)),
        },
        await _months(window),
    )


async def _plans(window: Window, moment: datetime) -> tuple[set[UUID], set[UUID]]:
    """Who has a plan that both signed and that is neither closed nor over; whose is not quiet."""
    statement = Statement()
    mark = statement.moment(moment)
    rows = await statement.rows(
        f"""SELECT person_id AS person, quiet_after, last_activity_at FROM development_plan
        WHERE signed_at <= {mark} AND (closed_at IS NULL OR closed_at > {mark})
        AND ends_on >= {statement.day(window.until)}"""  # noqa: S608 (only marks and constants)
    )
    planned: set[UUID] = set()
    active: set[UUID] = set()
    for row in rows:
        person = key_of(row["person"])
        planned.add(person)
        if (moment - instant(row["last_activity_at"])).days < row["quiet_after"]:
            active.add(person)
    return planned, active


async def _checked_in(moment: datetime) -> frozenset[UUID]:
    """Who has a goal, not a private one, on which somebody checked in lately."""
    statement = Statement()
    since, until = statement.moment(moment - CHECKED_IN_WITHIN), statement.moment(moment)
    return await people_among(
        f"""SELECT DISTINCT goal.person_id AS person FROM check_in
        JOIN goal ON goal.id = check_in.goal_id
        WHERE check_in.created_at > {since} AND check_in.created_at <= {until}
        AND goal.visibility <> '{GoalVisibility.PRIVATE.value}'""",  # noqa: S608
        statement,
    )


async def _assessed(moment: datetime) -> frozenset[UUID]:
    """Who was assessed by both sides in the last year."""
    statement = Statement()
    since, until = statement.moment(moment - YEAR), statement.moment(moment)
    return await people_among(
        f"""SELECT DISTINCT person_id AS person FROM assessment
        WHERE state = '{AssessmentState.COMPARED.value}'
        AND compared_at > {since} AND compared_at <= {until}""",  # noqa: S608
        statement,
    )


async def _months(window: Window) -> dict[int, dict[str, Figure]]:
    """Who had a plan at the end of each month."""
    statement = Statement()
    rows = await statement.rows(
        f"""SELECT month.number AS number, COUNT(DISTINCT person.id) AS people
        FROM ({statement.months(window.months)}) month
        JOIN development_plan plan ON plan.signed_at < month.ends
            AND (plan.closed_at IS NULL OR plan.closed_at >= month.ends)
            AND plan.ends_on >= month.last
        JOIN person ON person.id = plan.person_id
        WHERE {THERE} GROUP BY month.number"""  # noqa: S608
    )
    found = {row["number"]: row["people"] for row in rows}
    return {
        index: {"with_plan": share(found.get(index, 0), month.people)}
        for index, month in enumerate(window.months)
    }
