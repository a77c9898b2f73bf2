"""Who gives thanks and who gets them: public kudos that are shown, and nothing else (decision 33)."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from erm.recognition.fairness.policy import COUNTED_SQL
from erm.reports.counting import THERE, Statement, begin_of, key_of
from erm.reports.figures import Concentration, Figure, Share, share
from erm.reports.measures.common import Column, Measured, Window
from erm.reports.rules import ReportUnit

COLUMNS = (
    Column("took_part", ReportUnit.SHARE, main=True),
    Column("gave", ReportUnit.SHARE),
    Column("received", ReportUnit.SHARE),
    Column("concentration", ReportUnit.INDEX),
)
_NAMED = "receiver.group_id IS NULL"
"""In person, and not as one of a team."""


async def measure(window: Window) -> Measured:
    """Two queries."""
    gave, received = await _counts(window)
    return Measured(
        COLUMNS,
        {
            "took_part": Share(gave | received.keys()),
            "gave": Share(gave),
            "received": Share(received),
            "concentration": Concentration(received),
        },
        await _months(window),
    )


async def _counts(window: Window) -> tuple[set[UUID], dict[UUID, int]]:
    """Who gave, and how often each person was thanked."""
    statement = Statement()
    since = statement.moment(begin_of(window.first))
    until = statement.moment(begin_of(window.until + timedelta(days=1)))
    counted = f"{COUNTED_SQL} AND kudos.created_at >= {since} AND kudos.created_at < {until}"
    rows = await statement.rows(
        f"""SELECT kudos.author_id AS person, 1 AS gave, 0 AS times FROM kudos
            WHERE {counted} GROUP BY kudos.author_id
        UNION ALL SELECT receiver.person_id AS person, 0 AS gave, COUNT(*) AS times FROM kudos
            JOIN kudos_receiver receiver ON receiver.kudos_id = kudos.id
            WHERE {counted} AND {_NAMED} GROUP BY receiver.person_id"""  # noqa: S608
    )
    gave: set[UUID] = set()
    received: dict[UUID, int] = {}
    for row in rows:
        person = key_of(row["person"])
        if row["gave"]:
            gave.add(person)
        else:
            received[person] = row["times"]
    return gave, received


async def _months(window: Window) -> dict[int, dict[str, Figure]]:
    statement = Statement()
    months = statement.months(window.months)
    within = f"{COUNTED_SQL} AND kudos.created_at >= month.begins AND kudos.created_at < month.ends"
    rows = await statement.rows(
        f"""SELECT part.number AS number, COUNT(*) AS people, SUM(gave) AS gave,
            SUM(received) AS received
        FROM (SELECT number, person, MAX(gave) AS gave, MAX(received) AS received FROM (
            SELECT month.number AS number, kudos.author_id AS person, 1 AS gave, 0 AS received
                FROM ({months}) month JOIN kudos ON {within}
            UNION ALL SELECT month.number AS number, receiver.person_id AS person, 0 AS gave,
                1 AS received FROM ({months}) month JOIN kudos ON {within}
                JOIN kudos_receiver receiver ON receiver.kudos_id = kudos.id AND {_NAMED}
            ) one GROUP BY number, person) part
        JOIN ({months}) month ON month.number = part.number
        JOIN person ON person.id = part.person
        WHERE {THERE} GROUP BY part.number"""  # noqa: S608
    )
    found = {row["number"]: row for row in rows}
    figures = {}
    for index, month in enumerate(window.months):
        row = found.get(index)
        figures[index] = {
            "took_part": share(row["people"] if row else 0, month.people),
            "gave": share(int(row["gave"]) if row else 0, month.people),
            "received": share(int(row["received"]) if row else 0, month.people),
        }
    return figures
