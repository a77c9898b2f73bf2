"""Rate limits, kept in the database: they hold over processes and restarts."""

from __future__ import annotations

from hashlib import sha256

from erm.access.rules import ACCOUNT_LIMITS, ADDRESS_LIMITS, Limit, LimitedAction
from erm.core.clock import now
from erm.core.database.connections import connection, dialect
from erm.core.errors import TooManyAttempts
from erm.core.events import Bus
from erm.core.work import unit_of_work

# One statement counts and answers, so of any number of attempts at once each has its own number.
_COUNT = """
INSERT INTO rate_limit (key, window_started, count) VALUES ({0}, {1}, 1)
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN rate_limit.window_started <= {2} THEN 1 ELSE rate_limit.count + 1 END,
    window_started =
        CASE WHEN rate_limit.window_started <= {2} THEN {1} ELSE rate_limit.window_started END
RETURNING count, window_started
"""


async def count_attempt(
    bus: Bus, action: LimitedAction, *, account: str | None = None, address: str = ""
) -> None:
    """Count an attempt, in a transaction of its own, and refuse it when there were too many.

    ``account`` is what was typed, whether it exists or not. Raises ``TooManyAttempts``.
    """
    counted: list[tuple[str, str, Limit]] = []
    if account is not None and action in ACCOUNT_LIMITS:
        counted.append(("account", account, ACCOUNT_LIMITS[action]))
    if address and action in ADDRESS_LIMITS:
        counted.append(("address", address, ADDRESS_LIMITS[action]))
    instant = int(now().timestamp())
    waits = []
    async with unit_of_work(bus):
        for kind, subject, limit in counted:
            key = sha256(f"{action}:{kind}:{subject}".encode("utf-8", "surrogatepass")).hexdigest()
            number, started = await _count(key, instant, limit.seconds)
            if number > limit.count:
                waits.append(max(1, started + limit.seconds - instant))
    if waits:
        raise TooManyAttempts(retry_after=max(waits))


async def _count(key: str, instant: int, seconds: int) -> tuple[int, int]:
    if dialect() == "sqlite":
        sql = _COUNT.format("?1", "?2", "?3")
    else:
        sql = _COUNT.format("$1", "$2", "$3")
    (row,) = await connection().execute_query_dict(sql, [key, instant, instant - seconds])
    return row["count"], row["window_started"]
