"""``POST /uploads/people``: the file of people that an administrator wants to import."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import Response

from erm.core.actor import ActorKind
from erm.core.errors import DomainError, NotSignedIn
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.people.commands import upload_people_file
from erm.schema.masking import problem
from erm.schema.refusal import message_of
from erm.settings import Settings
from erm.web.authentication import actor_of, language_of
from erm.web.protocol import JSON, HttpRefusal, answer, read_body
from erm.web.security import allowed_origins, check_same_origin

MAXIMUM_FILE = 16 * 1024 * 1024
"""Bytes of an uploaded file."""
ACCEPTED = frozenset({"text/csv", "application/octet-stream"})


def people_upload_endpoint(
    settings: Settings, bus: Bus
) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint. It answers ``{"uploadId"}``, or ``{"code", "message"}`` with a 4xx."""
    origins = allowed_origins(settings)

    async def endpoint(request: Request) -> Response:
        language = language_of(request, None)
        try:
            check_same_origin(request, origins)
            content_type = request.headers.get("content-type", "").partition(";")[0].strip()
            if content_type.lower() not in ACCEPTED:
                raise HttpRefusal(415, "UNSUPPORTED_MEDIA_TYPE")
            actor = await actor_of(request)
            language = language_of(request, actor)
            if actor is None or actor.kind is not ActorKind.SESSION:
                raise NotSignedIn
            content = await read_body(request, MAXIMUM_FILE)
            async with unit_of_work(bus):
                upload_id = await upload_people_file(
                    actor,
                    file_name=unquote(request.headers.get("x-file-name", "")),
                    content=content,
                )
        except HttpRefusal as refusal:
            said = problem(refusal.code, language, **refusal.params)["message"]
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
                {"code": error.code, "message": message_of(error, language)},
                status=401 if isinstance(error, NotSignedIn) else status,
                media_type=JSON,
            )
        return answer(request, {"uploadId": str(upload_id)}, media_type=JSON)

    return endpoint
