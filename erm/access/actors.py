"""Turning a request into an actor: in one query for a session, in two for a token."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson

from erm.access.models import AccessToken, Session
from erm.access.rules import SEEN_EVERY, TOKEN_PREFIX, session_is_alive
from erm.access.secrets import stored_form
from erm.core.actor import Actor, ActorKind, Role
from erm.core.clock import now, today
from erm.core.database.connections import connection, dialect
from erm.people.models import Person
from erm.people.rules import has_left

# Roles, current managers and current reports in one round trip. Leavers are no part of it. ``{who}``
# takes the ids of the people, ``{day}`` the day.
_TIES = """
SELECT 'role' AS tie, role AS value, CAST(person_id AS TEXT) AS person
FROM role_grant WHERE person_id {who}
UNION ALL
SELECT 'report', CAST(b.subject_id AS TEXT), CAST(b.other_id AS TEXT)
FROM bond b JOIN person p ON p.id = b.subject_id
WHERE b.other_id {who} AND b.kind = 'manager' AND b.starts_on <= {day}
    AND (b.ends_on IS NULL OR b.ends_on > {day}) AND (p.left_on IS NULL OR p.left_on > {day})
UNION ALL
SELECT 'manager', CAST(b.other_id AS TEXT), CAST(b.subject_id AS TEXT)
FROM bond b JOIN person p ON p.id = b.other_id
WHERE b.subject_id {who} AND b.kind = 'manager' AND b.starts_on <= {day}
    AND (b.ends_on IS NULL OR b.ends_on > {day}) AND (p.left_on IS NULL OR p.left_on > {day})
"""
_TIES_OF_ONE = {
    "sqlite": _TIES.format(who="= ?1", day="?2"),
    "postgres": _TIES.format(who="= $1", day="$2"),
}
_TIES_OF_MANY = {
    "sqlite": _TIES.format(who="IN (SELECT value FROM json_each(?1))", day="?2"),
    "postgres": _TIES.format(who="= ANY($1::uuid[])", day="$2"),
}
_AT_ONCE = 500

# The session of a token and its person as further ties, so that each request asks once.
_SESSION = """
WITH me AS (
    SELECT s.id, s.person_id, s.last_seen_at, s.expires_at, p.locale, p.time_zone, p.left_on
    FROM session s JOIN person p ON p.id = s.person_id WHERE s.token_hash = {token}
)
SELECT 'session' AS tie, CAST(id AS TEXT) AS value, CAST(person_id AS TEXT) AS person FROM me
UNION ALL SELECT 'seen', CAST(last_seen_at AS TEXT), '' FROM me
UNION ALL SELECT 'expires', CAST(expires_at AS TEXT), '' FROM me
UNION ALL SELECT 'locale', CAST(locale AS TEXT), '' FROM me
UNION ALL SELECT 'zone', CAST(time_zone AS TEXT), '' FROM me
UNION ALL SELECT 'left', CAST(left_on AS TEXT), '' FROM me
UNION ALL {ties}
"""
_WHO = "= (SELECT person_id FROM me)"
_OF_SESSION = {
    "sqlite": _SESSION.format(token="?1", ties=_TIES.format(who=_WHO, day="?2")),
    "postgres": _SESSION.format(token="$1", ties=_TIES.format(who=_WHO, day="$2")),
}


_Tie = tuple[str, str]


async def actor_from_request(
    cookie_token: str | None, bearer: str | None, *, seen: bool = True
) -> Actor | None:
    """The actor of a session's cookie or of an access token; None if neither holds.

    Whoever has left is nobody. A session's ``last_seen_at`` is written at most once a minute, and
    only if this is a sign that somebody is there (``seen``): an open page alone is none.
    """
    if bearer is not None:
        return await _of_token(bearer)
    return None if cookie_token is None else await _of_session(cookie_token, seen=seen)


async def actor_for(person_id: UUID, kind: ActorKind = ActorKind.DIGEST) -> Actor | None:
    """A person as actor of a kind, for what is composed for them; None if they are not there."""
    rows = await Person.filter(id=person_id).values("id", "locale", "time_zone", "left_on")
    return await _actor(rows[0], kind) if rows else None


async def actors_for(
    person_ids: Collection[UUID], kind: ActorKind = ActorKind.DIGEST
) -> dict[UUID, Actor]:
    """Like :func:`actor_for` for many people, in two queries for every five hundred."""
    day, keys = today(), list(person_ids)
    found: dict[UUID, Actor] = {}
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        rows = await Person.filter(id__in=some).values("id", "locale", "time_zone", "left_on")
        ties: dict[UUID, list[_Tie]] = defaultdict(list)
        for person, *tie in await _read_ties(some, day):
            ties[UUID(person)].append((tie[0], tie[1]))
        for row in rows:
            if not has_left(row["left_on"], day):
                found[row["id"]] = _made(row, kind, ties[row["id"]])
    return found


async def _of_session(token: str, *, seen: bool) -> Actor | None:
    day, instant = today(), now()
    rows = await connection().execute_query_dict(
        _OF_SESSION[dialect()],
        [stored_form(token), day.isoformat() if dialect() == "sqlite" else day],
    )
    told = {row["tie"]: row for row in rows}
    if "session" not in told:
        return None
    last_seen_at = datetime.fromisoformat(told["seen"]["value"])
    expires_at = datetime.fromisoformat(told["expires"]["value"])
    left_on = told["left"]["value"]
    if not session_is_alive(last_seen_at, expires_at, instant):
        return None
    if has_left(None if left_on is None else date.fromisoformat(left_on), day):
        return None
    person = {
        "id": UUID(told["session"]["person"]),
        "locale": told["locale"]["value"],
        "time_zone": told["zone"]["value"],
    }
    actor = _made(person, ActorKind.SESSION, [(row["tie"], row["value"]) for row in rows])
    session_id = UUID(told["session"]["value"])
    if seen and _is_due(last_seen_at, instant):
        await Session.filter(id=session_id, last_seen_at__lt=instant).update(last_seen_at=instant)
    return replace(actor, session_id=session_id)


async def _of_token(secret: str) -> Actor | None:
    if not secret.startswith(TOKEN_PREFIX):
        return None
    instant = now()
    rows = await AccessToken.filter(token_hash=stored_form(secret), expires_at__gt=instant).values(
        "may_read",
        "may_write",
        "last_used_at",
        token_id="id",
        id="person_id",
        locale="person__locale",
        time_zone="person__time_zone",
        left_on="person__left_on",
    )
    if not rows:
        return None
    row = rows[0]
    actor = await _actor(row, ActorKind.TOKEN)
    if actor is None:
        return None
    if row["last_used_at"] is None or _is_due(row["last_used_at"], instant):
        await AccessToken.filter(id=row["token_id"]).update(last_used_at=instant)
    scopes = {"read": row["may_read"], "write": row["may_write"]}
    return replace(
        actor,
        can_write=row["may_write"],
        scopes=frozenset(name for name, held in scopes.items() if held),
    )


async def _actor(row: dict[str, Any], kind: ActorKind) -> Actor | None:
    day = today()
    if has_left(row["left_on"], day):
        return None
    ties = [(tie, value) for _, tie, value in await _read_ties(row["id"], day)]
    return _made(row, kind, ties)


def _made(row: dict[str, Any], kind: ActorKind, ties: Sequence[_Tie]) -> Actor:
    managers = [UUID(value) for tie, value in ties if tie == "manager"]
    return Actor(
        person_id=row["id"],
        kind=kind,
        roles=frozenset(Role(value) for tie, value in ties if tie == "role"),
        report_ids=frozenset(UUID(value) for tie, value in ties if tie == "report"),
        locale=str(row["locale"]),
        time_zone=row["time_zone"],
        manager_id=managers[0] if managers else None,
    )


async def _read_ties(who: UUID | Sequence[UUID], day: date) -> list[tuple[str, str, str]]:
    """Whose it is, which tie, and to whom (or which role); of one person or of many."""
    sql = (_TIES_OF_ONE if isinstance(who, UUID) else _TIES_OF_MANY)[dialect()]
    values: list[Any] = [who, day]
    if dialect() == "sqlite":
        ids = str(who) if isinstance(who, UUID) else orjson.dumps([str(each) for each in who])
        values = [ids if isinstance(ids, str) else ids.decode(), day.isoformat()]
    rows = await connection().execute_query_dict(sql, values)
    return [(row["person"], row["tie"], row["value"]) for row in rows]


def _is_due(written_at: datetime, instant: datetime) -> bool:
    return instant - written_at >= SEEN_EVERY
