"""Writing down what became of mails, each before its connection takes the next one.

A mail that a server took and that is not yet noted goes out twice if the machine stops at that moment.
So nothing is gathered for a while; only what several connections have at the same moment is written in
one transaction, and at a stop there are never more such mails than connections.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog

from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.logging import describe
from erm.core.work import unit_of_work
from erm.mail.blocks import block
from erm.mail.claiming import Claims
from erm.mail.models import Mail, MailAttempt
from erm.mail.rules import BlockReason

log = structlog.get_logger("erm.mail")

_PATIENCE = (0.2, 0.5, 1.0, 2.0)
"""Seconds to wait before writing again what the database would not take."""


@dataclass(frozen=True, slots=True)
class Try:
    """One try for the log."""

    at: datetime
    server: str
    taken: bool
    stage: str
    code: int | None
    answer: str
    milliseconds: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a mail becomes, with the try that led to it; ``dead``: there is no such mailbox."""

    mail: Mail
    columns: dict[str, Any]
    tried: Try | None = None
    dead: bool = field(default=False)


class Outcomes:
    """Writes outcomes for all connections of a worker."""

    def __init__(self, claims: Claims, bus: Bus) -> None:
        self._claims = claims
        self._bus = bus
        self._waiting: list[tuple[Outcome, asyncio.Future[bool]]] = []
        self._writing = asyncio.Lock()

    async def write(self, outcome: Outcome) -> bool:
        """Write one down; returns whether the mail was still this worker's. It is logged in any case."""
        written: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((outcome, written))
        async with self._writing:
            if not written.done():
                batch, self._waiting = self._waiting, []
                try:
                    kept = await self._patiently([each for each, _ in batch])
                except BaseException as error:
                    for _, other in batch:
                        if other is not written and not other.done():
                            other.set_exception(RuntimeError("the outcome was not written"))
                    written.cancel()
                    raise error
                for each, future in batch:
                    if not future.done():
                        future.set_result(each.mail.id in kept)
        return await written

    async def _patiently(self, outcomes: Sequence[Outcome]) -> set[UUID]:
        for seconds in _PATIENCE:
            try:
                return await self._write(outcomes)
            except Exception as error:  # noqa: BLE001 (tried again, and at last not caught)
                log.warning("mail_outcome_waits", mails=len(outcomes), **describe(error))
            await asyncio.sleep(seconds)
        return await self._write(outcomes)

    async def _write(self, outcomes: Sequence[Outcome]) -> set[UUID]:
        kept: set[UUID] = set()
        async with unit_of_work(self._bus):
            # In one order, for two workers may hold rows of each other's while claims change hands.
            for outcome in sorted(outcomes, key=lambda each: each.mail.id):
                mail = outcome.mail
                if await self._claims.mine(mail.id).update(
                    claimed_by=None, lease_until=None, **outcome.columns
                ):
                    kept.add(mail.id)
                if outcome.dead:
                    await block(
                        mail.to_address,
                        BlockReason.HARD_BOUNCE,
                        person_id=mail.recipient_id,
                        mail_id=mail.id,
                        diagnostic="" if outcome.tried is None else outcome.tried.answer,
                    )
            tries = [(each.mail.id, each.tried) for each in outcomes if each.tried is not None]
            if tries:
                await MailAttempt.bulk_create(
                    [
                        MailAttempt(
                            id=new_id(),
                            mail_id=key,
                            at=tried.at,
                            server=tried.server,
                            taken=tried.taken,
                            stage=tried.stage,
                            code=tried.code,
                            answer=tried.answer[:500],
                            milliseconds=tried.milliseconds,
                        )
                        for key, tried in tries
                    ]
                )
        return kept
