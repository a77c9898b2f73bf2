"""How often people meet one on one: meetings that were held, whoever with, out of the ledger of contacts."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from erm.relationships.rules import TouchpointKind
from erm.reports.counting import MANAGED, THERE, Statement, begin_of, key_of, people_among
from erm.reports.figures import Figure, Mean, Share, mean, share
from erm.reports.measures.common import Column, Measured, Window
from erm.reports.rules import ReportUnit

COLUMNS = (
    Column("met", ReportUnit.SHARE, main=True),
    Column("regular", ReportUnit.SHARE),
    Column("with_manager", ReportUnit.SHARE),
    Column("meetings", ReportUnit.NUMBER),
)
_KIND = f"kind = '{TouchpointKind.ONE_ON_ONE_HELD.value}'"
_THIRD = timedelta(days=30)


async def measure(window: Window) -> Measured:
    """Three queries."""
    meetings, regular = await _counts(window)
    return Measured(
        COLUMNS,
        {
            "met": Share(meetings),
            "regular": Share(regular),
            "with_manager": Share(await _with_manager(window)),
            "meetings": Mean(meetings),
        },
        await _months(window),
    )


async def _counts(window: Window) -> tuple[dict[UUID, float], set[UUID]]:
    """How often each person met, and who did so in each third of the days."""
    statement = Statement()
    since = begin_of(window.first)
    marks = [statement.moment(since + part * _THIRD) for part in range(3)]
    end = statement.moment(begin_of(window.until + timedelta(days=1)))
    thirds = " + ".join(
        f"MAX(CASE WHEN at >= {begin} AND at < {after} THEN 1 ELSE 0 END)"
        for begin, after in zip(marks, [*marks[1:], end], strict=True)
    )
    sides = " UNION ALL ".join(
        f"SELECT {side} AS person, occurred_at AS at FROM touchpoint "  # noqa: S608
        f"WHERE {_KIND} AND occurred_at >= {marks[0]} AND occurred_at < {end}"
        for side in ("low_id", "high_id")
    )
    rows = await statement.rows(
        f"SELECT person, COUNT(*) AS times, {thirds} AS thirds FROM ({sides}) met GROUP BY person"  # noqa: S608
    )
    meetings: dict[UUID, float] = {}
    regular: set[UUID] = set()
    for row in rows:
        person = key_of(row["person"])
        meetings[person] = row["times"]
        if row["thirds"] == 3:
            regular.add(person)
    return meetings, regular


async def _with_manager(window: Window) -> frozenset[UUID]:
    """Who met somebody who was their manager on a day of these."""
    statement = Statement()
    since = statement.moment(begin_of(window.first))
    low = "CASE WHEN bond.subject_id < bond.other_id THEN bond.subject_id ELSE bond.other_id END"
    high = "CASE WHEN bond.subject_id < bond.other_id THEN bond.other_id ELSE bond.subject_id END"
    return await people_among(
        f"""SELECT DISTINCT bond.subject_id AS person FROM bond
        WHERE bond.kind = '{MANAGED}' AND bond.starts_on <= {statement.day(window.until)}
        AND (bond.ends_on IS NULL OR bond.ends_on > {statement.day(window.first)})
        AND EXISTS (SELECT 1 FROM touchpoint WHERE low_id = {low} AND high_id = {high}
            AND {_KIND} AND occurred_at >= {since})""",  # noqa: S608 (only marks and constants)
        statement,
    )


async def _months(window: Window) -> dict[int, dict[str, Figure]]:
    statement = Statement()
    months = statement.months(window.months)
    sides = " UNION ALL ".join(
        f"""SELECT month.number AS number, touchpoint.{side} AS person FROM ({months}) month
        JOIN touchpoint ON {_KIND} AND occurred_at >= month.begins AND occurred_at < month.ends"""  # noqa: S608
        for side in ("low_id", "high_id")
    )
    rows = await statement.rows(
        f"""SELECT met.number AS number, COUNT(*) AS people, SUM(times) AS total,
            SUM(times * times) AS squares
        FROM (SELECT number, person, COUNT(*) AS times FROM ({sides}) each_side
            GROUP BY number, person) met
        JOIN ({months}) month ON month.number = met.number
        JOIN person ON person.id = met.person
        WHERE {THERE} GROUP BY met.number"""  # noqa: S608
    )
    found = {
        row["number"]: (row["people"], float(row["total"]), float(row["squares"])) for row in rows
    }
    figures = {}
    for index, month in enumerate(window.months):
        people, total, squares = found.get(index, (0, 0.0, 0.0))
        figures[index] = {
            "met": share(people, month.people),
            "meetings": mean(total, squares, month.people),
        }
    return figures
