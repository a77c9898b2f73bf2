"""Rate limits, kept in the database: they hold over processes and restarts."""

from __future__ import annotations

from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network

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
_FORGIVE = "UPDATE rate_limit SET count = count - 1 WHERE key = {0} AND count > 0"


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
        counted.append(("address", _place(address), ADDRESS_LIMITS[action]))
    instant = int(now().timestamp())
    waits = []
    async with unit_of_work(bus):
        for kind, subject, limit in counted:
            number, started = await _count(_key(action, kind, subject), instant, limit.seconds)
            if number > limit.count:
                waits.append(max(1, started + limit.seconds - instant))
    if waits:
        raise TooManyAttempts(retry_after=max(waits))


async def forgive_attempt(action: LimitedAction, *, address: str) -> None:
    """Take back what :func:`count_attempt` counted for an address: the attempt succeeded.

    So an office behind one address may sign in on a Monday morning, while guesses are few.
    """
    if not address or action not in ADDRESS_LIMITS:
        return
    sql = _FORGIVE.format("?1" if dialect() == "sqlite" else "$1")
    await connection().execute_query(sql, [_key(action, "address", _place(address))])


def _key(action: LimitedAction, kind: str, subject: str) -> str:
    return sha256(f"{action}:{kind}:{subject}".encode("utf-8", "surrogatepass")).hexdigest()


def _place(address: str) -> str:
    """What counts as one address: of IPv6 the network, of which one subscriber has all addresses."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return address
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ip_network((parsed.packed, 64), strict=False))


async def _count(key: str, instant: int, seconds: int) -> tuple[int, int]:
    if dialect() == "sqlite":
        sql = _COUNT.format("?1", "?2", "?3")
    else:
        sql = _COUNT.format("$1", "$2", "$3")
    (row,) = await connection().execute_query_dict(sql, [key, instant, instant - seconds])
    return row["count"], row["window_started"]
