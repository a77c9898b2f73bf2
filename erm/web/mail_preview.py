"""``POST /mailbox/preview``: gives back the HTML of a mail as a document of its own, for a frame.

A preview of a digest is kept nowhere, and the product's own policy forbids the styles that a mail brings
inline, also in a frame that a page writes by itself. So the page sends what it was given and gets it
back under the policy of the mailbox, which runs nothing and loads nothing. Only administrators, who are
the ones that previews are for, and only from our own pages.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from erm.settings import Settings
from erm.web.authentication import actor_of, may_read
from erm.web.mailbox import document
from erm.web.protocol import HttpRefusal, read_body
from erm.web.security import allowed_origins, check_same_origin

MAXIMUM_FORM = 2_000_000
"""Bytes of the form: a digest has some 50 kB, and a form makes of some signs three."""


def mail_preview_endpoint(settings: Settings) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint. It answers 404 to whoever is no administrator."""
    origins = allowed_origins(settings)

    async def endpoint(request: Request) -> Response:
        try:
            check_same_origin(request, origins)
            actor = await actor_of(request)
            if actor is None or not may_read(actor) or not actor.is_administrator:
                return PlainTextResponse("", status_code=404)
            form = parse_qs((await read_body(request, MAXIMUM_FORM)).decode("utf-8", "replace"))
        except HttpRefusal as refusal:
            return PlainTextResponse(refusal.code, status_code=refusal.status)
        return document("".join(form.get("html", [])))

    return endpoint
