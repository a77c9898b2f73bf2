"""``POST /graphql``.

In production a browser session, and anybody who is not signed in, may run only the operations that
were known when the SPA was built; the holder of a personal access token may run any query within
the limits. In development any document runs.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any

import structlog
from graphql import (
    ExecutionResult,
    FieldNode,
    FragmentDefinitionNode,
    OperationDefinitionNode,
    OperationType,
)
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from erm.core.actor import Actor
from erm.core.events import Bus
from erm.core.logging import describe
from erm.schema.context import Context
from erm.schema.execution import Engine, Operation, Rejected
from erm.schema.masking import causes, crash, present_all, problem
from erm.settings import Settings
from erm.web.authentication import actor_of, address_of, language_of, may_read
from erm.web.choosing import choose, explain
from erm.web.outage import RETRY_AFTER, is_outage
from erm.web.protocol import (
    GRAPHQL_JSON,
    GraphQLRequest,
    HttpRefusal,
    answer,
    check_content_type,
    errors_only,
    media_type_for,
    parse_body,
    read_body,
)
from erm.web.security import allowed_origins, check_same_origin

log = structlog.get_logger("erm.graphql")

TOLD_DEPTH = 2
"""How deep a token that may only write can ask: the mutation, and whether it was done."""
RETRY_PAUSE = 0.1
"""Seconds until a read that met an unreachable database is tried once more."""


class GraphQLEndpoint:
    """Answers GraphQL requests over HTTP."""

    def __init__(self, settings: Settings, engine: Engine, bus: Bus) -> None:
        self.settings = settings
        self.engine = engine
        self.bus = bus
        self.origins = allowed_origins(settings)

    async def handle(self, request: Request) -> Response:
        """One request, one operation, one answer."""
        media_type = GRAPHQL_JSON
        language = language_of(request, None)
        try:
            if request.method != "POST":
                raise HttpRefusal(405, "METHOD_NOT_ALLOWED", headers={"Allow": "POST"})
            media_type = media_type_for(request.headers.get("accept"))
            check_same_origin(request, self.origins)
            check_content_type(request.headers.get("content-type"))
            asked = parse_body(await read_body(request))
            actor = await actor_of(request)
            language = language_of(request, actor)
            operation = choose(self.settings, self.engine, asked, actor)
            kind = operation.kind(asked.operation_name)
            if kind is None:
                raise HttpRefusal(400, "OPERATION_UNKNOWN")
            if kind is OperationType.SUBSCRIPTION:
                raise HttpRefusal(400, "SUBSCRIPTION_NEEDS_SOCKET")
            if not may_read(actor) and not _only_writes(kind, operation):
                raise HttpRefusal(403, "SCOPE_MISSING")
            return await self._run(request, asked, operation, kind, actor, language, media_type)
        except HttpRefusal as refusal:
            return answer(
                request,
                refusal.body(language),
                status=refusal.status,
                media_type=media_type,
                headers=refusal.headers,
            )
        except Rejected as rejected:
            return answer(
                request,
                errors_only(explain(rejected, language)),
                status=_request_error_status(media_type),
                media_type=media_type,
            )
        except ClientDisconnect:
            return Response(status_code=400)
        except Exception as error:  # noqa: BLE001 (whatever it is, it is masked and logged)
            return self._failed(request, error, language, media_type)

    async def _run(
        self,
        request: Request,
        asked: GraphQLRequest,
        operation: Operation,
        kind: OperationType,
        actor: Actor | None,
        language: str,
        media_type: str,
    ) -> Response:
        started = time.perf_counter()
        cookies = Response()
        for attempt in (1, 2):
            context = Context(
                settings=self.settings,
                bus=self.bus,
                maybe_actor=actor,
                request=request,
                response=cookies,
                address=address_of(request, self.settings.trusted_proxies),
                language=language,
            )
            try:
                result = await self.engine.execute(
                    operation,
                    context,
                    variables=asked.variables,
                    operation_name=asked.operation_name,
                )
            except TimeoutError:
                log.warning("timeout", operation=_name(asked, operation))
                raise HttpRefusal(503, "TIMEOUT", headers={"Retry-After": "10"}) from None
            outage = next((e for e in causes(result.errors or []) if is_outage(e)), None)
            if outage is None:
                break
            if kind is not OperationType.QUERY or attempt == 2:
                return self._failed(request, outage, language, media_type)
            await asyncio.sleep(RETRY_PAUSE)
        response = answer(
            request,
            _body(result, context.language),
            status=200
            if result.data is not None or _executed(result)
            else _request_error_status(media_type),
            media_type=media_type,
            # What a command answers may hold a secret (a token's), which compression could leak.
            compress=kind is OperationType.QUERY,
        )
        for name, value in cookies.raw_headers:
            if name == b"set-cookie":
                response.raw_headers.append((name, value))
        if not (kind is OperationType.MUTATION and _takes_ballot(operation)):
            log.info(
                "operation",
                operation=_name(asked, operation),
                ms=round((time.perf_counter() - started) * 1000, 1),
                errors=len(result.errors or []),
            )
        return response

    def _failed(
        self, request: Request, error: BaseException, language: str, media_type: str
    ) -> Response:
        if is_outage(error):
            log.error("database unreachable", **describe(error))
            return answer(
                request,
                errors_only([problem("DATABASE_UNAVAILABLE", language)]),
                status=503,
                media_type=media_type,
                headers={"Retry-After": str(RETRY_AFTER)},
            )
        return answer(
            request, errors_only([crash(error, language)]), status=500, media_type=media_type
        )


def _only_writes(kind: OperationType, operation: Operation) -> bool:
    """Whether an operation tells only what came of it: what a token without reading may run.

    A mutation's answer leads to all that its actor sees; one level below the root stand only its
    own facts, and refusals.
    """
    return kind is OperationType.MUTATION and operation.depth <= TOLD_DEPTH


def _takes_ballot(operation: Operation) -> bool:
    """Whether a survey's token is taken in it: the log keeps no time of that, with or without a person."""
    return any(
        isinstance(field, FieldNode) and field.name.value == "takeBallot"
        for definition in operation.document.definitions
        if isinstance(definition, OperationDefinitionNode | FragmentDefinitionNode)
        for field in definition.selection_set.selections
    )


def _request_error_status(media_type: str) -> int:
    """What a well-formed request whose document is not executed is answered with."""
    return 400 if media_type == GRAPHQL_JSON else 200


def _executed(result: ExecutionResult) -> bool:
    """Whether execution began: errors of fields have a path, those of the request have none."""
    return any(error.path for error in result.errors or ())


def _body(result: ExecutionResult, language: str) -> dict[str, Any]:
    body: dict[str, Any] = {}
    if result.errors:
        body["errors"] = present_all(result.errors, language)
    if result.data is not None or _executed(result):
        body["data"] = result.data
    return body


def _name(asked: GraphQLRequest, operation: Operation) -> str:
    """How the log names an operation. Only known documents': another's name is free text."""
    if asked.document_id is None:
        return "(free)"
    return asked.operation_name or next(iter(operation.operations), "")
