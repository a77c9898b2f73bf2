"""What a browser sends that is no GraphQL: the file of people, and files of everybody's.

``POST /uploads/people``: what an administrator wants to import. ``POST /uploads/survey``: a table of a
past survey's answers. ``POST /uploads/file``: a file that somebody is about to attach to something of
theirs; see ``erm.files``.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Protocol
from urllib.parse import unquote
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from erm.core.actor import Actor, ActorKind
from erm.core.errors import DomainError, NotSignedIn
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.engagement.past.rules import UPLOAD_MAXIMUM
from erm.engagement.past.uploads import upload_past_survey
from erm.files.commands import prepare_file, store_file
from erm.files.rules import SIZE_MAXIMUM
from erm.people.commands import upload_people_file
from erm.schema.masking import problem
from erm.schema.refusal import message_of
from erm.settings import Settings
from erm.web.authentication import actor_of, language_of
from erm.web.protocol import JSON, HttpRefusal, answer, read_body
from erm.web.security import allowed_origins, check_same_origin

MAXIMUM_FILE = 16 * 1024 * 1024
"""Bytes of an uploaded file of people."""
ACCEPTED = frozenset({"text/csv", "application/octet-stream"})

Work = Callable[[Request, Actor], Awaitable[Response]]


async def signed_in(request: Request) -> Actor:
    """Who asks with the session of a browser. Raises ``NotSignedIn``; a token is nobody here."""
    actor = await actor_of(request)
    if actor is None or actor.kind is not ActorKind.SESSION:
        raise NotSignedIn
    return actor


async def answered(request: Request, work: Callable[[], Awaitable[Response]]) -> Response:
    """What ``work`` answers, or ``{"code", "message"}`` with a 4xx in the reader's language."""
    try:
        return await work()
    except HttpRefusal as refusal:
        said = problem(refusal.code, await _language(request), **refusal.params)["message"]
        return answer(
            request,
            {"code": refusal.code, "message": said},
            status=refusal.status,
            media_type=JSON,
            headers=refusal.headers,
        )
    except DomainError as error:
        status = {"NOT_ALLOWED": 403, "NOT_FOUND": 404, "CONFLICT": 409}.get(error.kind, 400)
        return answer(
            request,
            {"code": error.code, "message": message_of(error, await _language(request))},
            status=401 if isinstance(error, NotSignedIn) else status,
            media_type=JSON,
        )


async def _language(request: Request) -> str:
    """The actor's language; of whoever brings a token that is none of ours, the browser's."""
    try:
        return language_of(request, await actor_of(request, seen=False))
    except HttpRefusal:
        return language_of(request, None)


def people_upload_endpoint(
    settings: Settings, bus: Bus
) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint. It answers ``{"uploadId"}``, or ``{"code", "message"}`` with a 4xx."""
    return _table_endpoint(settings, bus, MAXIMUM_FILE, upload_people_file)


def survey_upload_endpoint(
    settings: Settings, bus: Bus
) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint for HR. It answers like that for people."""
    return _table_endpoint(settings, bus, UPLOAD_MAXIMUM, upload_past_survey)


class Keep(Protocol):
    """Keeps an uploaded table and answers its id."""

    async def __call__(self, actor: Actor, *, file_name: str, content: bytes) -> UUID:
        """Within a unit of work."""


def _table_endpoint(
    settings: Settings, bus: Bus, maximum: int, keep: Keep
) -> Callable[[Request], Awaitable[Response]]:
    origins = allowed_origins(settings)

    async def endpoint(request: Request) -> Response:
        async def work() -> Response:
            check_same_origin(request, origins)
            content_type = request.headers.get("content-type", "").partition(";")[0].strip()
            if content_type.lower() not in ACCEPTED:
                raise HttpRefusal(415, "UNSUPPORTED_MEDIA_TYPE")
            actor = await signed_in(request)
            content = await read_body(request, maximum)
            async with unit_of_work(bus):
                upload_id = await keep(actor, file_name=_file_name(request), content=content)
            return answer(request, {"uploadId": str(upload_id)}, media_type=JSON)

        return await answered(request, work)

    return endpoint


def file_upload_endpoint(settings: Settings, bus: Bus) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint: the body is the file, ``X-File-Name`` its name, percent-encoded.

    Of what type it is, its content says; a ``Content-Type`` is not looked at. It answers
    ``{"fileId", "fileName", "mediaType", "size"}``, or ``{"code", "message"}`` with a 4xx.
    """
    origins = allowed_origins(settings)

    async def endpoint(request: Request) -> Response:
        async def work() -> Response:
            check_same_origin(request, origins)
            actor = await signed_in(request)
            content = await read_body(request, SIZE_MAXIMUM)
            # Looked at before the database is taken: a picture needs a while.
            prepared = await prepare_file(_file_name(request), content)
            async with unit_of_work(bus):
                file = await store_file(actor, prepared)
            said: dict[str, Any] = {
                "fileId": str(file.id),
                "fileName": file.file_name,
                "mediaType": file.media_type,
                "size": file.size,
            }
            return answer(request, said, media_type=JSON)

        return await answered(request, work)

    return endpoint


def _file_name(request: Request) -> str:
    return unquote(request.headers.get("x-file-name", ""))
