"""How well the directory is kept: what every report by department or location stands on."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from erm.people.quality import STALE_AFTER
from erm.reports.counting import MANAGED, THERE, Statement, begin_of, instant, key_of, people_among
from erm.reports.figures import Figure, Share, share
from erm.reports.measures.common import Column, Measured, Window
from erm.reports.rules import ReportUnit

COLUMNS = (
    Column("complete", ReportUnit.SHARE, main=True),
    Column("with_manager", ReportUnit.SHARE),
    Column("with_department", ReportUnit.SHARE),
    Column("fresh", ReportUnit.SHARE),
)
_MANAGED = f"SELECT subject_id AS person, starts_on, ends_on FROM bond WHERE kind = '{MANAGED}'"  # noqa: S608
_PLACED = "SELECT person_id AS person, starts_on, ends_on FROM department_membership"


async def measure(window: Window) -> Measured:
    """Five queries."""
    statement = Statement()
    rows = await statement.rows(
        f"""SELECT id AS person, updated_at, CASE WHEN family_name <> '' AND title <> ''
            AND location <> '' AND hired_on IS NOT NULL THEN 1 ELSE 0 END AS complete
        FROM person WHERE left_on IS NULL OR left_on > {statement.day(window.first)}"""  # noqa: S608
    )
    oldest = begin_of(window.until) - STALE_AFTER
    return Measured(
        COLUMNS,
        {
            "complete": Share({key_of(row["person"]) for row in rows if row["complete"]}),
            "with_manager": Share(await _holding(_MANAGED, window.until)),
            "with_department": Share(await _holding(_PLACED, window.until)),
            "fresh": Share(
                {key_of(row["person"]) for row in rows if instant(row["updated_at"]) >= oldest}
            ),
        },
        await _months(window),
    )


async def _holding(periods: str, day: date) -> frozenset[UUID]:
    statement = Statement()
    return await people_among(
        f"""SELECT DISTINCT person FROM ({periods}) period
        WHERE starts_on <= {statement.day(day)}
        AND (ends_on IS NULL OR ends_on > {statement.day(day)})""",  # noqa: S608
        statement,
    )


async def _months(window: Window) -> dict[int, dict[str, Figure]]:
    """Who had a manager, and who a department, on the last day of each month."""
    found: dict[str, dict[int, int]] = {}
    for key, periods in (("with_manager", _MANAGED), ("with_department", _PLACED)):
        statement = Statement()
        rows = await statement.rows(
            f"""SELECT month.number AS number, COUNT(DISTINCT person.id) AS people
            FROM ({statement.months(window.months)}) month
            JOIN ({periods}) period ON period.starts_on <= month.last
                AND (period.ends_on IS NULL OR period.ends_on > month.last)
            JOIN person ON person.id = period.person
            WHERE {THERE} GROUP BY month.number"""  # noqa: S608
        )
        found[key] = {row["number"]: row["people"] for row in rows}
    return {
        index: {key: share(numbers.get(index, 0), month.people) for key, numbers in found.items()}
        for index, month in enumerate(window.months)
    }
