"""How far feedback cycles get: of those who take part, by the cycle in which they did last."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from erm.feedback.cycles.rules import CycleState, PacketState, ParticipantState, ReviewState
from erm.reports.counting import Statement, begin_of, instant, key_of
from erm.reports.figures import Mean, Share
from erm.reports.measures.common import Column, Measured, Window
from erm.reports.rules import ReportUnit

COLUMNS = (
    Column("reviews", ReportUnit.SHARE, main=True),
    Column("released", ReportUnit.SHARE),
    Column("acknowledged", ReportUnit.SHARE),
)
_ASKED = (ReviewState.ASSIGNED, ReviewState.STARTED, ReviewState.SUBMITTED, ReviewState.MISSED)
_RELEASED = frozenset({PacketState.RELEASED, PacketState.ACKNOWLEDGED})


async def measure(window: Window) -> Measured:
    """One query: cycles that were launched in the months of the report."""
    statement = Statement()
    since = statement.moment(begin_of(window.months[0].first))
    until = statement.moment(begin_of(window.until + timedelta(days=1)))
    asked = ", ".join(f"'{state.value}'" for state in _ASKED)
    rows = await statement.rows(
        f"""SELECT part.person_id AS person, cycle.launched_at AS launched, part.packet AS packet,
            COUNT(review.id) AS asked,
            SUM(CASE WHEN review.state = '{ReviewState.SUBMITTED.value}' THEN 1 ELSE 0 END) AS submitted
        FROM cycle JOIN cycle_participant part ON part.cycle_id = cycle.id
            AND part.state = '{ParticipantState.ACTIVE.value}'
        JOIN review ON review.participant_id = part.id AND review.state IN ({asked})
        WHERE cycle.launched_at >= {since} AND cycle.launched_at < {until}
            AND cycle.state <> '{CycleState.CANCELLED.value}'
        GROUP BY part.id, part.person_id, cycle.launched_at, part.packet"""  # noqa: S608
    )
    latest: dict[UUID, datetime] = {}
    reviews: dict[UUID, float] = {}
    packets: dict[UUID, PacketState] = {}
    for row in rows:
        person, launched = key_of(row["person"]), instant(row["launched"])
        if person in latest and latest[person] >= launched:
            continue
        latest[person] = launched
        reviews[person] = row["submitted"] / row["asked"]
        packets[person] = PacketState(row["packet"])
    return Measured(
        COLUMNS,
        {
            "reviews": Mean(reviews, share=True),
            "released": Share({key for key, packet in packets.items() if packet in _RELEASED}),
            "acknowledged": Share(
                {key for key, packet in packets.items() if packet is PacketState.ACKNOWLEDGED}
            ),
        },
        people=frozenset(latest),
        by_month={person: f"{launched:%Y-%m}" for person, launched in latest.items()},
    )
