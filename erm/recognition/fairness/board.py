"""The leaderboard, where the company wants one: by how many colleagues somebody was thanked.

Not by how often: two who thank each other every day are one colleague each.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.database.connections import connection, dialect
from erm.recognition.choices.models import RecognitionPreference, RecognitionSettings
from erm.recognition.choices.rules import SETTINGS_ID
from erm.recognition.fairness.policy import COUNTED_SQL, may_see_board
from erm.recognition.fairness.report import check_days
from erm.recognition.fairness.rules import Placed, board, placed


@dataclass(frozen=True, slots=True)
class LeaderboardView:
    """``on_it``: whether the viewer has not left it. Their own line is there wherever they stand."""

    days: int
    lines: tuple[Placed, ...]
    on_it: bool


# Almost every receiver is named in person: an index on that would be the wrong place to begin.
_COLLEAGUES = """
SELECT CAST(receiver.person_id AS TEXT) AS person, COUNT(DISTINCT kudos.author_id) AS colleagues
FROM kudos
JOIN kudos_receiver receiver ON receiver.kudos_id = kudos.id
JOIN person ON person.id = receiver.person_id
LEFT JOIN recognition_preference chosen ON chosen.person_id = receiver.person_id
WHERE {counted} AND kudos.created_at >= {since}
    AND CASE WHEN receiver.group_id IS NULL THEN 1 ELSE 0 END = 1
    AND (person.left_on IS NULL OR person.left_on > {day})
    AND (chosen.person_id IS NULL OR chosen.on_leaderboard)
GROUP BY receiver.person_id
"""


async def leaderboard(actor: Actor, *, days: int = 30) -> LeaderboardView | None:
    """The board of 30, 90 or 365 days; None unless the company switched it on. Three queries.

    Who has left and who does not want to be on it are not counted at all, so their place is nobody's
    gap. Raises ``InvalidInput``: ``RECOGNITION_DAYS_NOT_OFFERED``.
    """
    if not may_see_board(actor):
        return None
    if not await RecognitionSettings.filter(id=SETTINGS_ID, leaderboard_enabled=True).exists():
        return None
    check_days(days)
    left = await RecognitionPreference.filter(
        person_id=actor.person_id, on_leaderboard=False
    ).exists()
    marks = ("?1", "?2") if dialect() == "sqlite" else ("$1", "$2")
    day = today()
    _, rows = await connection().execute_query(
        _COLLEAGUES.format(counted=COUNTED_SQL, since=marks[0], day=marks[1]),
        [now() - timedelta(days=days), day.isoformat() if dialect() == "sqlite" else day],
    )
    everybody = placed({UUID(row["person"]): row["colleagues"] for row in rows})
    return LeaderboardView(days, tuple(board(everybody, actor.person_id)), not left)
