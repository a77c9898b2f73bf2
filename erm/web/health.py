"""How the server is: alive, and ready."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import Response

from erm.core.clock import now
from erm.core.database.connections import connection
from erm.core.database.migrate import pending
from erm.core.database.models import WorkerHeartbeat
from erm.core.logging import describe
from erm.mail.queries import health as mail_health
from erm.web.protocol import JSON, answer

log = structlog.get_logger("erm.health")

HEARTBEAT_STALE = timedelta(minutes=2)
"""A worker that was not seen for so long is taken for dead."""


@dataclass(frozen=True, slots=True)
class Health:
    """What ``/readyz`` tells. A server is ready without a worker, but mail waits then."""

    database: bool
    migrations_pending: list[str]
    worker_age_seconds: float | None
    parked_mail: int
    mail_waits_seconds: float | None = None
    """How long the oldest mail that is due has waited; None when nothing is due."""

    @property
    def ready(self) -> bool:
        """Whether requests can be answered."""
        return self.database and not self.migrations_pending

    @property
    def worker_alive(self) -> bool:
        """Whether a worker was seen lately."""
        age = self.worker_age_seconds
        return age is not None and age <= HEARTBEAT_STALE.total_seconds()

    def to_json(self) -> dict[str, Any]:
        """As it is told."""
        status = "ready" if self.ready else "not ready"
        if self.ready and not self.worker_alive:
            status = "degraded"
        return {
            "status": status,
            "database": self.database,
            "migrationsPending": self.migrations_pending,
            "worker": {
                "alive": self.worker_alive,
                "secondsSinceHeartbeat": self.worker_age_seconds,
            },
            "parkedMail": self.parked_mail,
            "mailWaitsSeconds": self.mail_waits_seconds,
        }


async def check_health() -> Health:
    """Look at the database, its migrations, the worker's heartbeat and the parked mail."""
    try:
        await connection().execute_query("SELECT 1")
        waiting = await pending()
        if waiting:
            return Health(True, waiting, None, 0)
        beat = await WorkerHeartbeat.all().order_by("-beat_at").first()
        age = None if beat is None else round((now() - beat.beat_at).total_seconds(), 1)
        mail = await mail_health(instant := now())
        due = mail.oldest_due_at
        waits = None if due is None else round((instant - due).total_seconds(), 1)
    except Exception as error:  # noqa: BLE001 (whatever fails, the answer is that it is not ready)
        log.error("not ready", **describe(error))
        return Health(False, [], None, 0)
    return Health(True, [], age, mail.parked, waits)


async def healthz(request: Request) -> Response:
    """Alive: the event loop turns."""
    return answer(request, {"status": "ok"}, media_type=JSON)


async def readyz(request: Request) -> Response:
    """Ready: 200, or 503 when requests could not be answered."""
    health = await check_health()
    return answer(request, health.to_json(), status=200 if health.ready else 503, media_type=JSON)
