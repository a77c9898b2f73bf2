"""A digest that is ignored slows down; whoever comes back gets it as often as they chose.

A digest is answered when its person used erm after it: a page, a program with their token, a link in
a mail, a reply. No mail holds a picture to be fetched or a link that goes elsewhere first.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from uuid import UUID

from tortoise.expressions import F

from erm.core.clock import now
from erm.core.database.connections import connection, dialect
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.digest.models import DigestIssue, DigestPreference, DigestSchedule
from erm.digest.scheduling import next_time
from erm.digest.standing import chosen_by, readers

_AT_ONCE = 500

# Sessions end after some idle hours, so this begins with the few people who were there lately.
_CAME_BACK = """
SELECT i.id AS issue, s.person_id AS person
FROM (
    SELECT person_id, MAX(at) AS at FROM (
        SELECT person_id, last_seen_at AS at FROM session
        UNION ALL
        SELECT person_id, last_used_at FROM access_token WHERE last_used_at IS NOT NULL
    ) used GROUP BY person_id
) u
JOIN digest_schedule s ON s.person_id = u.person_id
JOIN digest_issue i ON i.id = s.last_issue_id
WHERE i.answered_at IS NULL AND u.at > i.created_at
LIMIT {0}
"""


async def note_use(bus: Bus, stop: asyncio.Event) -> int:
    """Note who used erm since their last digest; returns how many. One statement finds them."""
    noted = 0
    while not stop.is_set():
        placeholder = "?1" if dialect() == "sqlite" else "$1"
        rows = await connection().execute_query_dict(_CAME_BACK.format(placeholder), [_AT_ONCE])
        if not rows:
            break
        async with unit_of_work(bus):
            await _answered([UUID(str(row["issue"])) for row in rows])
            await _restore([UUID(str(row["person"])) for row in rows])
        noted += len(rows)
    return noted


async def note_answer(person_id: UUID) -> None:
    """Somebody answered from a mail, without a session: that is use as well.

    Inside the caller's unit of work.
    """
    row = await DigestSchedule.get_or_none(person_id=person_id)
    if row is not None and row.last_issue_id is not None:
        await _answered([row.last_issue_id])
        await _restore([person_id])


async def _answered(issues: Collection[UUID]) -> None:
    await DigestIssue.filter(id__in=list(issues), answered_at__isnull=True).update(
        answered_at=now()
    )


async def _restore(person_ids: Collection[UUID]) -> None:
    """Give those of these people whose digest had slowed down the cadence that they chose."""
    ids = list(person_ids)
    await DigestSchedule.filter(person_id__in=ids, ignored__gt=0).update(ignored=0)
    choices = {row.person_id: row for row in await DigestPreference.filter(person_id__in=ids)}
    slowed = [
        row.person_id
        for row in await DigestSchedule.filter(person_id__in=ids)
        if row.cadence is not chosen_by(choices.get(row.person_id)).frequency
    ]
    if not slowed:
        return
    moment = now()
    for reader in (await readers(slowed)).values():
        chosen = reader.chosen.frequency
        await DigestSchedule.filter(person_id=reader.person_id).update(
            next_at=next_time(moment, reader.timing(chosen), reader.made),
            zone=reader.time_zone,
            cadence=chosen,
            claimed_until=None,
            version=F("version") + 1,
        )
