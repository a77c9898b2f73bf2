"""Writing down what became of mails, behind the connections that send them.

A mail that a server took and that is not yet noted goes out twice if the machine stops at that moment. So
nothing waits for company: what there is is written as soon as the database is free, and what comes up
meanwhile is the next transaction. And no connection gets far ahead: a worker never has more mails under
way, from the first word said about one to its outcome written, than ``AHEAD`` for each connection. That
is how many a machine that stops can double.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
import structlog

from erm.core.clock import now
from erm.core.database.connections import connection, dialect
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.logging import describe
from erm.core.work import unit_of_work
from erm.mail.blocks import block
from erm.mail.claiming import Claims
from erm.mail.models import Mail, MailAttempt
from erm.mail.rules import BlockReason

log = structlog.get_logger("erm.mail")

AHEAD = 2
"""Mails under way for each connection: the one that it sends, and the one before, which is being written."""
_PATIENCE = (0.2, 0.5, 1.0, 2.0)
"""Seconds to wait before writing again what the database would not take."""
# What was sent is the reader's: the outbox keeps no copy of its text, and the links in it.
_SENT = """UPDATE mail SET state = 'sent', transport = 'smtp', sent_at = {at}, last_error = NULL,
 answer = given.answer, text = '', html = NULL, calendar = NULL, attachment = NULL,
 claimed_by = NULL, lease_until = NULL
FROM {given}
WHERE mail.id = given.id AND mail.state = 'sending' AND mail.claimed_by = {worker}
RETURNING mail.id AS id"""
_SENT_BY_DIALECT = {
    "postgres": _SENT.format(
        at="$1", worker="$2", given="unnest($3::uuid[], $4::text[]) AS given(id, answer)"
    ),
    "sqlite": _SENT.format(
        at="?1",
        worker="?2",
        given="(SELECT value ->> 0 AS id, value ->> 1 AS answer FROM json_each(?3)) AS given",
    ),
}


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
    """What a mail becomes, with the try that led to it.

    ``sent``: a server took it, and ``columns`` are not looked at. ``dead``: there is no such mailbox.
    """

    mail: Mail
    columns: dict[str, Any] = field(default_factory=dict)
    tried: Try | None = None
    sent: bool = False
    dead: bool = False


class Outcomes:
    """Writes outcomes for all ``connections`` of a worker.

    A mail is begun with :meth:`begin` and ended with :meth:`end`. Whoever ends a run waits for
    :meth:`written`.
    """

    def __init__(self, claims: Claims, bus: Bus, connections: int) -> None:
        self._claims = claims
        self._bus = bus
        self._room = asyncio.Semaphore(AHEAD * connections)
        self._waiting: list[Outcome] = []
        self._writing: asyncio.Task[None] | None = None
        self.trouble: Exception | None = None

    async def begin(self) -> None:
        """Wait until one more mail may be under way."""
        await self._room.acquire()

    def end(self, outcome: Outcome | None) -> None:
        """Leave an outcome to be written now; None where there is none."""
        if outcome is None:
            self._room.release()
            return
        self._waiting.append(outcome)
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_all())

    async def written(self) -> None:
        """Wait until all is written. Raises what the database said if it would not take something."""
        while self._writing is not None:
            # Who is told to stop waits all the same: what is not written is sent twice.
            await asyncio.shield(self._writing)
        trouble, self.trouble = self.trouble, None
        if trouble is not None:
            raise trouble

    async def _write_all(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                try:
                    await self._patiently(batch)
                except Exception as error:  # noqa: BLE001 (raised by ``written``)
                    self.trouble = error
                finally:
                    for _ in batch:
                        self._room.release()
        finally:
            self._writing = None

    async def _patiently(self, outcomes: Sequence[Outcome]) -> None:
        for seconds in _PATIENCE:
            try:
                return await self._write(outcomes)
            except Exception as error:  # noqa: BLE001 (tried again, and at last not caught)
                log.warning("mail_outcome_waits", mails=len(outcomes), **describe(error))
            await asyncio.sleep(seconds)
        return await self._write(outcomes)

    async def _write(self, outcomes: Sequence[Outcome]) -> None:
        async with unit_of_work(self._bus):
            # In one order, for two workers may hold rows of each other's while claims change hands.
            ordered = sorted(outcomes, key=lambda each: each.mail.id)
            sent = [each for each in ordered if each.sent]
            kept = await self._write_sent(sent) if sent else set()
            for outcome in ordered:
                if not outcome.sent:
                    await self._write_other(outcome)
            tries = [(each.mail.id, each.tried) for each in ordered if each.tried is not None]
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
        for outcome in sent:
            if outcome.mail.id not in kept:
                log.warning("mail_claim_was_lost", mail=str(outcome.mail.id))

    async def _write_sent(self, sent: Sequence[Outcome]) -> set[UUID]:
        """Write what servers took, in one statement; returns which mails were still this worker's."""
        ids = [outcome.mail.id for outcome in sent]
        answers = [_answer(outcome.tried) for outcome in sent]
        given: list[Any]
        if dialect() == "sqlite":
            pairs = zip(map(str, ids), answers, strict=True)
            given = [orjson.dumps(list(pairs)).decode()]
        else:
            given = [ids, answers]
        rows = await connection().execute_query_dict(
            _SENT_BY_DIALECT[dialect()], [now(), self._claims.worker, *given]
        )
        return {UUID(str(row["id"])) for row in rows}

    async def _write_other(self, outcome: Outcome) -> None:
        mail = outcome.mail
        await self._claims.mine(mail.id).update(
            claimed_by=None, lease_until=None, **outcome.columns
        )
        if outcome.dead:
            await block(
                mail.to_address,
                BlockReason.HARD_BOUNCE,
                person_id=mail.recipient_id,
                mail_id=mail.id,
                diagnostic="" if outcome.tried is None else outcome.tried.answer,
            )


def _answer(tried: Try | None) -> str | None:
    return None if tried is None else f"{tried.code} {tried.answer}"[:500]
