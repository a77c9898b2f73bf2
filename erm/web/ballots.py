"""``POST /ballots`` and ``POST /ballots/replies``: what comes from nobody.

Neither reads a cookie, a token of access or an address, nor sets a cookie, nor writes a line into the log
when all is well. They lie outside of all that knows a person. What bounds them is the same for all: how
much is under way at once, and how much comes in a second.
"""

from __future__ import annotations

import re
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import orjson
import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from erm.core.errors import DomainError
from erm.core.logging import describe
from erm.engagement.ballots import commands
from erm.engagement.ballots.errors import BallotClosed, SheetUnfit, TokenUnfit, TokenUnsigned
from erm.engagement.comments.authors import answers_to
from erm.schema.ballots import decoded
from erm.schema.ids import from_global
from erm.schema.masking import problem
from erm.schema.refusal import camel, message_of
from erm.web.authentication import language_of
from erm.web.outage import RETRY_AFTER, is_outage
from erm.web.protocol import JSON, HttpRefusal, check_content_type, read_body

log = structlog.get_logger("erm.ballots")

MAXIMUM_BALLOT = 256_000
"""Bytes of a ballot."""
MAXIMUM_SECRETS = 50
AT_ONCE = 40
"""How many requests may be under way at once in a process …"""
A_SECOND = 200
"""… and how many it takes in a second."""
_SECRET = re.compile("[0-9a-f]{64}")


class Gate:
    """A bound for everybody together: who cannot be told apart cannot be bounded apart."""

    def __init__(self, *, at_once: int = AT_ONCE, a_second: int = A_SECOND) -> None:
        self.at_once = at_once
        self.a_second = a_second
        self._inside = 0
        self._second = 0
        self._come = 0

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Let one through. Raises ``HttpRefusal`` (503) when there are too many."""
        second = int(time.monotonic())
        if second != self._second:
            self._second, self._come = second, 0
        if self._inside >= self.at_once or self._come >= self.a_second:
            raise HttpRefusal(503, "BALLOTS_BUSY", headers={"Retry-After": str(RETRY_AFTER)})
        self._come += 1
        self._inside += 1
        try:
            yield
        finally:
            self._inside -= 1


Work = Callable[[Any, str], Awaitable[dict[str, Any]]]


def ballots_endpoint() -> Callable[[Request], Awaitable[Response]]:
    """The endpoint for ``/ballots``."""
    return _anonymous(_cast, Gate())


def replies_endpoint() -> Callable[[Request], Awaitable[Response]]:
    """The endpoint for ``/ballots/replies``."""
    return _anonymous(_replies, Gate())


def _anonymous(work: Work, gate: Gate) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        language = language_of(request, None)
        try:
            with gate.passing():
                check_content_type(request.headers.get("content-type"))
                return _json(await work(await _body(request), language))
        except HttpRefusal as refusal:
            shown = problem(refusal.code, language, **refusal.params)
            return _refused(refusal.status, refusal.code, shown["message"], headers=refusal.headers)
        except DomainError as error:
            field = None if error.field is None else camel(error.field)
            return _refused(_status(error), error.code, message_of(error, language), field=field)
        except ClientDisconnect:
            return Response(status_code=400)
        except Exception as error:  # noqa: BLE001 (whatever it is, it is masked)
            outage = is_outage(error)
            # Where, and no id: a person who quotes one would say which ballot is theirs.
            log.error("database unreachable" if outage else "crash", **describe(error))
            shown = problem("DATABASE_UNAVAILABLE" if outage else "INTERNAL", language)
            return _refused(
                503,
                shown["extensions"]["code"],
                shown["message"],
                headers={"Retry-After": str(RETRY_AFTER)},
            )

    return endpoint


async def _cast(body: Any, _: str) -> dict[str, Any]:
    sheet = body.get("sheet")
    if not isinstance(sheet, dict):
        raise SheetUnfit(field="sheet")
    await commands.cast(
        wave_id=from_global(_text(body, "wave"), "SurveyWave", field="wave"),
        message=decoded(_text(body, "message"), field="message"),
        signature=decoded(_text(body, "signature"), field="signature"),
        payload={
            "class": sheet.get("class"),
            "answers": _by_question(sheet, "answers"),
            "words": _by_question(sheet, "words"),
        },
    )
    return {"state": "received"}


async def _replies(body: Any, language: str) -> dict[str, Any]:
    secrets = body.get("secrets")
    if (
        not isinstance(secrets, list)
        or len(secrets) > MAXIMUM_SECRETS
        or not all(isinstance(each, str) and _SECRET.fullmatch(each) for each in secrets)
    ):
        raise HttpRefusal(400, "REQUEST_MALFORMED", name="secrets")
    return {
        "replies": [
            {
                "secret": each.secret,
                "words": each.words,
                "question": each.question.of(language),
                "title": each.title.of(language),
                "answers": [
                    {"words": answer.words, "by": answer.by, "on": answer.on.isoformat()}
                    for answer in each.answers
                ],
            }
            for each in await answers_to(secrets)
        ]
    }


async def _body(request: Request) -> dict[str, Any]:
    try:
        body = orjson.loads(await read_body(request, MAXIMUM_BALLOT))
    except orjson.JSONDecodeError as error:
        raise HttpRefusal(400, "JSON_INVALID") from error
    if not isinstance(body, dict):
        raise HttpRefusal(400, "REQUEST_MALFORMED", name="body")
    return body


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str):
        raise TokenUnfit(field=name)
    return value


def _by_question(sheet: dict[str, Any], name: str) -> dict[Any, Any]:
    given = sheet.get(name, {})
    if not isinstance(given, dict):
        raise SheetUnfit(field=name)
    return {from_global(key, "SurveyQuestion", field=name): each for key, each in given.items()}


def _status(error: DomainError) -> int:
    if isinstance(error, BallotClosed):
        return 410
    return 403 if isinstance(error, TokenUnsigned) else 400


def _refused(
    status: int,
    code: str,
    message: str,
    *,
    field: str | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    return _json({"code": code, "message": message, "field": field}, status, headers)


def _json(
    content: dict[str, Any], status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    return Response(
        orjson.dumps(content),
        status_code=status,
        headers={
            "Cache-Control": "no-store",
            "Content-Type": f"{JSON}; charset=utf-8",
            **(headers or {}),
        },
    )
