"""The table of next times: working them out, claiming those that have come.

Nothing here looks at all people to find whose digest is due: that is an index. One statement finds
who has no next time yet and who has moved to another zone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
from tortoise.expressions import F, Q

from erm.core.clock import now, today
from erm.core.database.connections import connection, dialect
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.digest.models import DigestSchedule
from erm.digest.rules import Standing
from erm.digest.scheduling import decide
from erm.digest.standing import Reader, readers
from erm.notifications.events import ReachChanged

BATCH = 200
"""For so many people at once digests are claimed and made; times are worked out for twice as many."""
LEASE = timedelta(minutes=3)
"""A worker that died while it made digests keeps others from them for so long."""

# One walk along the directory, with a look at the schedule by its key.
_UNPLANNED = """
SELECT p.id AS person FROM person p LEFT JOIN digest_schedule s ON s.person_id = p.id
WHERE (p.left_on IS NULL OR p.left_on > {0}) AND (s.person_id IS NULL OR s.zone <> p.time_zone)
LIMIT {1}
"""


# As stored: SQLite keeps instants as text, in this form.
_PUT_NEXT = {
    "sqlite": """
UPDATE digest_schedule SET next_at = json_extract(v.value, '$.next_at'),
    zone = json_extract(v.value, '$.zone'),
    cadence = COALESCE(json_extract(v.value, '$.cadence'), cadence),
    ignored = COALESCE(json_extract(v.value, '$.ignored'), ignored),
    last_issue_id = COALESCE(json_extract(v.value, '$.issue'), last_issue_id),
    claimed_until = NULL, version = version + 1
FROM json_each(?1) AS v
WHERE person_id = json_extract(v.value, '$.person') AND version = json_extract(v.value, '$.version')
""",
    "postgres": """
UPDATE digest_schedule AS s SET next_at = v.next_at, zone = v.zone,
    cadence = COALESCE(v.cadence, s.cadence), ignored = COALESCE(v.ignored, s.ignored),
    last_issue_id = COALESCE(v.issue, s.last_issue_id),
    claimed_until = NULL, version = s.version + 1
FROM json_to_recordset($1::text::json) AS v (
    person uuid, version int, next_at timestamptz, zone text, cadence text, ignored int, issue uuid
)
WHERE s.person_id = v.person AND s.version = v.version
""",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """A person whose time has come, for this worker; it holds while ``version`` is the row's."""

    person_id: UUID
    version: int


@dataclass(frozen=True, slots=True)
class Next:
    """With what a claim is given back: its person's next time, and their zone.

    ``standing`` and ``issue_id`` (the last that was mailed) are None where they stay as they are.
    """

    claim: Claim
    at: datetime | None
    zone: str
    standing: Standing | None = None
    issue_id: UUID | None = None


async def plan_unplanned(bus: Bus, stop: asyncio.Event) -> int:
    """Work out the next time of new people and of those who moved to another zone; returns how many.

    What was missed because of it is made up for like what a worker missed.
    """
    planned, limit = 0, 2 * BATCH
    while not stop.is_set():
        ids = await _unplanned(limit)
        if ids:
            await replan(bus, ids)
            planned += len(ids)
        if len(ids) < limit:
            break
    return planned


async def reach_changed(event: ReachChanged) -> None:
    """Subscriber: somebody may be reached at other times."""
    await _replan([event.person_id])


async def replan(bus: Bus, person_ids: Collection[UUID]) -> None:
    """Work out the next time of these people anew, in their present zone and reach."""
    async with unit_of_work(bus):
        await _replan(person_ids)


async def _replan(person_ids: Collection[UUID]) -> None:
    known = await readers(person_ids)
    moment = now()
    rows = [_row_of(reader, moment) for reader in known.values()]
    await DigestSchedule.bulk_create(rows, ignore_conflicts=True)
    versions = await DigestSchedule.filter(person_id__in=list(known)).values_list(
        "person_id", "zone", "next_at", "version"
    )
    planned = {row.person_id: row for row in rows}
    for key, zone, next_at, version in versions:
        row = planned[key]
        if (zone, next_at) != (row.zone, row.next_at):
            await DigestSchedule.filter(person_id=key, version=version).update(
                next_at=row.next_at,
                zone=row.zone,
                claimed_until=None,
                version=F("version") + 1,
            )


def _row_of(reader: Reader, moment: datetime) -> DigestSchedule:
    """The row of somebody who has none, as of a moment."""
    decision = decide(moment, reader.timing(), since=reader.since, made=reader.made)
    return DigestSchedule(
        person_id=reader.person_id,
        next_at=decision.at,
        zone=reader.time_zone,
        cadence=reader.standing.cadence,
        ignored=reader.standing.ignored,
        last_issue_id=reader.last_issue_id,
    )


async def claim(bus: Bus, limit: int = BATCH) -> list[Claim]:
    """Take up to so many people whose time has come, the longest waiting first."""
    moment = now()
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=moment)
    due = DigestSchedule.filter(free, next_at__lte=moment)
    if not await due.exists():
        # Most of the time: no transaction that others would have to wait for.
        return []
    async with unit_of_work(bus):
        # The lock is PostgreSQL's, so that workers do not queue up for the same rows; on SQLite the
        # transaction is the only writer.
        rows = await due.order_by("next_at").limit(limit).select_for_update(skip_locked=True)
        ids = [row.person_id for row in rows]
        taken = await DigestSchedule.filter(free, person_id__in=ids, next_at__lte=moment).update(
            claimed_until=moment + LEASE, version=F("version") + 1
        )
        if taken != len(ids):
            raise RuntimeError("a locked row of the digest's schedule was changed by somebody else")
        return [Claim(row.person_id, row.version + 1) for row in rows]


async def still_held(claims: Sequence[Claim]) -> set[UUID]:
    """Those of the claims that still hold, locked until the open unit of work ends.

    Who has chosen anew meanwhile, or was taken by another worker, is not among them.
    """
    rows = (
        await DigestSchedule.filter(person_id__in=[each.person_id for each in claims])
        .order_by("person_id")
        .select_for_update()
    )
    versions = {row.person_id: row.version for row in rows}
    return {each.person_id for each in claims if versions.get(each.person_id) == each.version}


async def put_next(given: Collection[Next]) -> None:
    """Give claims back with their next times, in one statement; those that do not hold are left."""
    rows = [
        {
            "person": str(each.claim.person_id),
            "version": each.claim.version,
            "next_at": None if each.at is None else each.at.astimezone(UTC).isoformat(" "),
            "zone": each.zone,
            "cadence": None if each.standing is None else each.standing.cadence.value,
            "ignored": None if each.standing is None else each.standing.ignored,
            "issue": None if each.issue_id is None else str(each.issue_id),
        }
        for each in given
    ]
    if rows:
        await connection().execute_query(_PUT_NEXT[dialect()], [orjson.dumps(rows).decode()])


async def forget(claims: Collection[Claim]) -> None:
    """Drop those who are not there any more."""
    ids = [each.person_id for each in claims]
    await DigestSchedule.filter(person_id__in=ids).delete()


async def _unplanned(limit: int) -> list[UUID]:
    values: list[Any]
    if dialect() == "sqlite":
        sql, values = _UNPLANNED.format("?1", "?2"), [today().isoformat(), limit]
    else:
        sql, values = _UNPLANNED.format("$1", "$2"), [today(), limit]
    rows = await connection().execute_query_dict(sql, values)
    return [UUID(str(row["person"])) for row in rows]
