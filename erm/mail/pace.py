"""How fast mail goes to a domain, and which domains rest: one word for all workers and machines.

The pace is GCRA: one moment a domain, moved on by a conditional update, so that two workers never take
the same place. A domain that refuses for now again and again, or answers slowly while others wait, rests
by itself. The servers that erm hands mail to stand in the same table as ``smtp:host:port``, for
administrators to see.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tortoise.expressions import Q

from erm.mail.models import Mail, MailPace
from erm.mail.rules import SLOW, MailState, Urgency, after_taking, domain_pause, slots

SERVER = "smtp:"
"""What the name of a server begins with; no domain of mail holds a colon."""
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Closed:
    """Domains to which nothing goes now: those that rest, and those whose pace is used up."""

    resting: frozenset[str] = field(default_factory=frozenset)
    full: frozenset[str] = field(default_factory=frozenset)

    def due(self) -> Q:
        """Filter for the mails that may go. A link to sign in is tried even where a domain rests."""
        allowed = Q()
        if self.full:
            allowed &= ~Q(domain__in=sorted(self.full))
        if self.resting:
            allowed &= Q(urgency=Urgency.NOW) | ~Q(domain__in=sorted(self.resting))
        return allowed


class Pace:
    """The pace of one worker's mail. ``rates`` in mails a second, ``*`` for every other domain."""

    def __init__(
        self, rates: Mapping[str, float], chance: Callable[[], float] = random.random
    ) -> None:
        self._rates = rates
        self._chance = chance
        self._troubled: set[str] = set()
        self._resting: dict[str, datetime] = {}

    @property
    def has_rates(self) -> bool:
        """Whether any domain has a pace."""
        return bool(self._rates)

    def rate(self, domain: str) -> float | None:
        """Mails a second for a domain, or None where it takes what it gets."""
        return self._rates.get(domain, self._rates.get("*"))

    def rests(self, domain: str, instant: datetime) -> bool:
        """Whether a domain rests, as far as this worker knows."""
        until = self._resting.get(domain)
        return until is not None and instant < until

    async def closed(self, instant: datetime) -> Closed:
        """Look at the table anew: which domains get nothing now."""
        rows = await MailPace.filter(
            Q(failures__gt=0) | Q(paused_until__gt=instant) | Q(free_at__gt=instant)
        )
        resting = {
            row.domain: row.paused_until
            for row in rows
            if row.paused_until is not None and row.paused_until > instant
        }
        self._troubled = {row.domain for row in rows if row.failures}
        self._resting = resting
        full = {
            row.domain
            for row in rows
            if (rate := self.rate(row.domain)) and not slots(rate, row.free_at, instant)
        }
        return Closed(frozenset(resting), frozenset(full))

    async def take(self, domain: str, wanted: int, instant: datetime) -> int:
        """Take up to ``wanted`` places in a domain's pace; returns how many there were."""
        rate = self.rate(domain)
        if rate is None:
            return wanted
        for _ in range(_TRIES):
            row = await _row(domain, instant)
            count = min(wanted, slots(rate, row.free_at, instant))
            if count == 0:
                return 0
            free_at = after_taking(rate, row.free_at, instant, count)
            if await MailPace.filter(domain=domain, free_at=row.free_at).update(free_at=free_at):
                return count
        return 0

    async def refused_for_now(self, domain: str, instant: datetime) -> None:
        """Note that a domain takes nothing for now; after several times in a row it rests.

        What was under way when it began to rest does not count again.
        """
        for _ in range(_TRIES):
            row = await _row(domain, instant)
            if row.paused_until is not None and row.paused_until > instant:
                return
            pause = domain_pause(row.failures + 1, self._chance())
            until = None if pause is None else instant + pause
            # In one statement: of what several connections meet at once, one begins the rest.
            if await MailPace.filter(_awake(instant), domain=domain, failures=row.failures).update(
                failures=row.failures + 1, paused_until=until
            ):
                self._troubled.add(domain)
                if until is not None:
                    self._resting[domain] = until
                return

    async def took(self, domain: str, instant: datetime, duration: timedelta) -> None:
        """Note that a domain took a mail, and after how long."""
        if domain in self._troubled:
            self._troubled.discard(domain)
            self._resting.pop(domain, None)
            await MailPace.filter(domain=domain).update(failures=0, paused_until=None)
        await self.answered(domain, instant, duration)

    async def answered(self, domain: str, instant: datetime, duration: timedelta) -> None:
        """Let a slow domain rest as long as its answer took, if mail to others waits behind it."""
        if (
            duration < SLOW
            or not await Mail.filter(state=MailState.QUEUED, next_attempt_at__lte=instant)
            .exclude(domain=domain)
            .exists()
        ):
            return
        _ = await _row(domain, instant)
        self._troubled.add(domain)
        await self._rest(domain, instant, duration)

    async def _rest(self, domain: str, instant: datetime, pause: timedelta) -> None:
        until = instant + pause
        self._resting[domain] = until
        await MailPace.filter(_awake(instant), domain=domain).update(paused_until=until)


def _awake(instant: datetime) -> Q:
    return Q(paused_until=None) | Q(paused_until__lte=instant)


async def _row(domain: str, instant: datetime) -> MailPace:
    row = await MailPace.get_or_none(domain=domain)
    if row is None:
        new = MailPace(domain=domain, free_at=instant)
        await MailPace.bulk_create([new], ignore_conflicts=True)
        row = await MailPace.get(domain=domain)
    return row


async def note_server(name: str, instant: datetime, paused_until: datetime | None) -> None:
    """Note for administrators that a server is left alone until then, or is well again (None)."""
    _ = await _row(SERVER + name, instant)
    await MailPace.filter(domain=SERVER + name).update(paused_until=paused_until)


async def forget_idle(instant: datetime) -> int:
    """Delete what says nothing any more; returns how many."""
    return await MailPace.filter(
        _awake(instant), failures=0, free_at__lt=instant - timedelta(days=1)
    ).delete()
