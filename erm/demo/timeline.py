"""When things happened, and the chances that were taken: all from "now" and one fixed seed."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from erm.core.ids import id_at

SEED = "kelvane-1"
OPENED = 182
"""The demo company has used erm for this many days."""


LATELY = 4
LATELY_AT = time(15)
"""So many days ago, at this hour (UTC), the demo company's mail server was taken out of its settings."""


class Timeline:
    """Turns "days ago" into days and instants. The same ``now`` always gives the same answers."""

    def __init__(self, now: datetime) -> None:
        if now.tzinfo is None:
            raise ValueError("the demo needs an aware instant")
        self.now = now.astimezone(UTC)
        self.latest = self.now - timedelta(minutes=2)

    @property
    def lately(self) -> datetime:
        """Since then mail stays in the local mailbox."""
        return datetime.combine(self.day(LATELY, "UTC"), LATELY_AT, tzinfo=UTC)

    def chance(self, *key: object) -> Random:
        """A source of chance of one's own, so that a new row does not change all others."""
        return Random("/".join([SEED, *map(str, key)]))  # noqa: S311 (nothing secret)

    def id(self, instant: datetime, *key: object) -> UUID:
        """The id of the row named ``key`` that came to be at ``instant``."""
        digest = hashlib.sha256("/".join([SEED, *map(str, key)]).encode()).digest()
        return id_at(instant, int.from_bytes(digest[:10]))

    def today(self, zone: str) -> date:
        """Today in a time zone."""
        return self.now.astimezone(ZoneInfo(zone)).date()

    def day(self, days: int, zone: str) -> date:
        """The day that lies ``days`` back (ahead if negative)."""
        return self.today(zone) - timedelta(days=days)

    def working_day(self, days: int, zone: str) -> date:
        """Like :meth:`day`, but weekends fall back to their Friday."""
        day = self.day(days, zone)
        return day - timedelta(days=max(0, day.weekday() - 4))

    def moment(self, days: int, zone: str, *key: object, after: datetime | None = None) -> datetime:
        """An instant in the working hours of that day in ``zone``.

        Never ahead of now. Later than ``after`` if that is given, at the cost of the hours.
        """
        minutes = self.chance("minute", *key).randrange(9 * 60, 17 * 60 + 45)
        wall = time(minutes // 60, minutes % 60)
        local = datetime.combine(self.working_day(days, zone), wall, tzinfo=ZoneInfo(zone))
        return self.settle(local.astimezone(UTC), after)

    def settle(self, wished: datetime, after: datetime | None) -> datetime:
        """``wished``, moved so that it lies after ``after`` and not ahead of now."""
        if after is not None and wished <= after:
            wished = after + timedelta(minutes=23)
        if wished > self.latest:
            floor = self.latest if after is None else after
            wished = max(floor + (self.latest - floor) / 2, floor)
        return wished.replace(microsecond=0) if wished.microsecond else wished
