"""Going through days gone by: ids that tell the time of the clock, and the worker's part on each day."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from tortoise.functions import Min

from erm.core import clock, ids
from erm.core.actor import SYSTEM
from erm.core.events import Bus
from erm.demo.timeline import Timeline
from erm.flows.subjects import subjects
from erm.mail.delivery import Postman
from erm.mail.models import Mail
from erm.mail.rules import MailState
from erm.notifications.dispatching import Dispatcher
from erm.notifications.models import Dispatch
from erm.notifications.rules import DispatchState
from erm.people.queries import people_by_ids
from erm.recognition.news_mails import WRITERS
from erm.settings import Settings

WORKER = "demo"
_MOMENT = timedelta(seconds=2)
_STEPS_AT_MOST = 400


class Days:
    """The clock and the worker of the demo's last days. The same timeline gives the same ids."""

    def __init__(self, timeline: Timeline, settings: Settings) -> None:
        # Whatever the settings say: nothing of an invented company leaves this machine.
        self._settings = replace(settings, smtp_url=None, inbound_domain=None)
        self._timeline = timeline
        self._numbers = count()
        self.stop = asyncio.Event()
        self.since = timeline.lately

    @contextmanager
    def at(self, instant: datetime) -> Iterator[None]:
        """Let it be that instant; what comes into being has an id that says so."""

        def made() -> UUID:
            now, number = clock.now(), next(self._numbers)
            chance = self._timeline.id(now, "made", number).int & (2**40 - 1)
            return ids.id_at(now, number << 40 | chance)

        with clock.at(instant), ids.made_by(made):
            yield

    async def tell(self) -> None:
        """Send everything on its way that people chose, each at the time that it was due."""
        dispatcher = Dispatcher(self._settings, Bus(), subjects, WRITERS, chance=lambda: 0.0)
        waiting = Dispatch.filter(state=DispatchState.WAITING)
        await self._step_by_step(waiting, "due_at", dispatcher.run)

    async def deliver(self) -> None:
        """Keep mail in the local mailbox as the worker does, each at the time that it was due."""
        postman = Postman(self._settings, WORKER, _gone, chance=lambda: 0.0)
        queued = Mail.filter(state=MailState.QUEUED)
        await self._step_by_step(queued, "next_attempt_at", postman.run)

    async def _step_by_step(self, waiting: Any, column: str, run: Any) -> None:
        """Run a job at each moment for which something waits, as a worker that looks every few seconds."""
        moment = self.since
        for _ in range(_STEPS_AT_MOST):
            found = await waiting.annotate(first=Min(column)).values_list("first", flat=True)
            first = _instant(found[0]) if found else None
            if first is None or first > self._timeline.latest:
                return
            moment = max(first, moment) + _MOMENT
            with self.at(moment):
                await run(self.stop)


async def _gone(people: Collection[UUID]) -> set[UUID]:
    """Which of these people get no mail."""
    known = await people_by_ids(SYSTEM, list(people))
    return {person for person in people if person not in known or known[person].has_left}


def _instant(value: datetime | str | None) -> datetime | None:
    """An aggregate's instant: SQLite gives text."""
    return datetime.fromisoformat(value) if isinstance(value, str) else value
