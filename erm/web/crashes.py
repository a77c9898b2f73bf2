"""The last net: what no route expected is masked like everywhere else."""

from __future__ import annotations

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from erm.core.logging import describe
from erm.schema.masking import crash, problem
from erm.web.authentication import language_of
from erm.web.outage import RETRY_AFTER, is_outage
from erm.web.protocol import JSON, answer, errors_only

log = structlog.get_logger("erm.web")


class CrashGuard:
    """Answers 500 with an id, or 503 when the database cannot be reached.

    Starlette would raise the error again for the server to print, and its message may quote what
    somebody wrote.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and catch."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def watch(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watch)
        except ClientDisconnect:
            # Nobody is there to be answered, and nothing was done.
            return
        except Exception as error:  # noqa: BLE001 (it is the last net)
            if started:
                log.error("crash after the answer began", **describe(error))
                return
            request = Request(scope, receive)
            language = language_of(request, None)
            outage = is_outage(error)
            shown = problem("DATABASE_UNAVAILABLE", language) if outage else crash(error, language)
            response = answer(
                request,
                errors_only([shown]),
                status=503 if outage else 500,
                media_type=JSON,
                headers={"Retry-After": str(RETRY_AFTER)} if outage else None,
            )
            await response(scope, receive, send)
