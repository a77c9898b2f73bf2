"""GraphQL over HTTP, as the specification's draft says: from bytes to a request, and back.

POST only, one operation per request, JSON only. What cannot be used is answered with a status
and a body of GraphQL's shape.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from typing import Any

import orjson
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from erm.schema.masking import Formatted, problem

GRAPHQL_JSON = "application/graphql-response+json"
JSON = "application/json"
MAXIMUM_BODY = 1_000_000
"""Bytes of a request's body."""
COMPRESS_FROM = 1_000
"""Bytes from which an answer is compressed."""


class HttpRefusal(Exception):
    """A request that is answered with a status and a code instead of being executed."""

    def __init__(
        self, status: int, code: str, *, headers: dict[str, str] | None = None, **params: Any
    ) -> None:
        self.status = status
        self.code = code
        self.headers = headers or {}
        self.params = params
        super().__init__(code)

    def body(self, language: str) -> dict[str, Any]:
        """The body: errors, and no data for nothing was executed."""
        return {"errors": [problem(self.code, language, **self.params)]}


@dataclass(frozen=True, slots=True)
class GraphQLRequest:
    """What a client asks to be executed: a document's text or the id of a known one."""

    query: str | None
    document_id: str | None
    operation_name: str | None
    variables: dict[str, Any] = field(default_factory=dict)


def media_type_for(accept: str | None) -> str:
    """The best of our two media types for an Accept header; JSON for whoever does not care.

    Raises ``HttpRefusal`` (406) when the client takes neither.
    """
    if not accept or not accept.strip():
        return JSON
    best, best_rank = "", (0.0, -1, -1)
    for ours, preference in ((GRAPHQL_JSON, 0), (JSON, 1)):
        rank = _rank(accept, ours, preference)
        if rank[0] > 0 and rank > best_rank:
            best, best_rank = ours, rank
    if not best:
        raise HttpRefusal(406, "NOT_ACCEPTABLE")
    return best


def _rank(accept: str, ours: str, preference: int) -> tuple[float, int, int]:
    """Quality and specificity that an Accept header gives to one of our types."""
    found = (0.0, -1, preference)
    for part in accept.split(","):
        name, *parameters = (p.strip().lower() for p in part.split(";"))
        if name == ours:
            specific = 2
        elif name == "application/*":
            specific = 1
        elif name == "*/*":
            specific = 0
        else:
            continue
        quality = 1.0
        acceptable = True
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            value = value.strip().strip('"')
            if key.strip() == "q":
                try:
                    quality = min(1.0, max(0.0, float(value)))
                except ValueError:
                    acceptable = False
            elif key.strip() == "charset" and value not in ("utf-8", "utf8"):
                acceptable = False
        if acceptable and specific > found[1]:
            found = (quality, specific, preference)
    return found


def check_content_type(value: str | None) -> None:
    """Raise ``HttpRefusal`` (415) unless it is JSON in UTF-8."""
    name, *parameters = (p.strip().lower() for p in (value or "").split(";"))
    charsets = {p.partition("=")[2].strip('" ') for p in parameters if p.startswith("charset")}
    if name != JSON or not charsets <= {"utf-8", "utf8"}:
        raise HttpRefusal(415, "UNSUPPORTED_MEDIA_TYPE")


async def read_body(request: Request, maximum: int = MAXIMUM_BODY) -> bytes:
    """The body, unless it is too large: what a length announces is refused unread, and a chunked
    body as soon as it has grown too large.

    Raises ``HttpRefusal`` (413).
    """
    too_large = HttpRefusal(413, "BODY_TOO_LARGE", headers={"Connection": "close"}, maximum=maximum)
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > maximum:
        raise too_large
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > maximum:
            raise too_large
    return bytes(body)


def parse_body(body: bytes) -> GraphQLRequest:
    """The request in a body.

    Raises ``HttpRefusal`` (400): ``JSON_INVALID``, ``BATCHING_OFF`` or ``REQUEST_MALFORMED``.
    """
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise HttpRefusal(400, "JSON_INVALID") from error
    if isinstance(value, list):
        raise HttpRefusal(400, "BATCHING_OFF")
    return request_of(value)


def request_of(value: object) -> GraphQLRequest:
    """The request in what a body or a message holds. Raises ``HttpRefusal`` (``REQUEST_MALFORMED``)."""
    if not isinstance(value, dict):
        raise HttpRefusal(400, "REQUEST_MALFORMED", name="body")
    for name, wanted in (
        ("query", str),
        ("documentId", str),
        ("operationName", str),
        ("variables", dict),
        ("extensions", dict),
    ):
        given = value.get(name)
        if given is not None and not isinstance(given, wanted):
            raise HttpRefusal(400, "REQUEST_MALFORMED", name=name)
    query, document_id = value.get("query"), value.get("documentId")
    if (query is None) == (document_id is None):
        raise HttpRefusal(400, "REQUEST_MALFORMED", name="query")
    return GraphQLRequest(
        query=query,
        document_id=document_id,
        operation_name=value.get("operationName"),
        variables=value.get("variables") or {},
    )


def answer(
    request: HTTPConnection,
    content: dict[str, Any],
    *,
    status: int = 200,
    media_type: str = GRAPHQL_JSON,
    headers: dict[str, str] | None = None,
    compress: bool = True,
) -> Response:
    """A JSON answer that no cache keeps, compressed when it is worth it."""
    body = orjson.dumps(content)
    response_headers = {"Cache-Control": "no-store", "Vary": "Accept, Accept-Encoding"}
    response_headers.update(headers or {})
    accepted = request.headers.get("accept-encoding", "")
    if compress and len(body) >= COMPRESS_FROM and "gzip" in accepted.lower():
        body = gzip.compress(body, compresslevel=4, mtime=0)
        response_headers["Content-Encoding"] = "gzip"
    response_headers["Content-Type"] = f"{media_type}; charset=utf-8"
    return Response(body, status_code=status, headers=response_headers)


def errors_only(errors: list[Formatted]) -> dict[str, Any]:
    """A body without data: nothing was executed."""
    return {"errors": errors}
