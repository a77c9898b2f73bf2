"""``GET /mailbox/{id}``: the HTML part of a mail that is kept here, for a frame in the product.

It is a document of its own because its policy must be another: a mail brings its styles inline,
which ours forbids, and must run nothing and load nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from erm.core.errors import DomainError
from erm.mail import queries
from erm.schema.ids import from_global
from erm.settings import Settings
from erm.web.authentication import actor_of, may_read
from erm.web.protocol import HttpRefusal

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "frame-ancestors 'self'",
        "sandbox allow-popups allow-popups-to-escape-sandbox",
    )
)
BASE = '<base target="_blank">'
"""Links of a mail open beside the mailbox, as in a mail program."""


def mailbox_endpoint(settings: Settings) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint. It answers 404 for all that the viewer may not read."""

    async def endpoint(request: Request) -> Response:
        try:
            actor = await actor_of(request)
            if actor is None or not may_read(actor):
                return PlainTextResponse("", status_code=404)
            key = from_global(request.path_params["mail_id"], "Mail")
            mail = await queries.mail(actor, key, mail_is_local=settings.mail_is_local)
        except (DomainError, HttpRefusal):
            return PlainTextResponse("", status_code=404)
        if mail is None or mail.html is None:
            return PlainTextResponse("", status_code=404)
        return document(mail.html)

    return endpoint


def document(html: str) -> Response:
    """The HTML of a mail, for a frame in the product: it can run nothing and load nothing."""
    return HTMLResponse(
        html.replace("<head>", f"<head>{BASE}", 1),
        headers={
            "Content-Security-Policy": POLICY,
            "X-Frame-Options": "SAMEORIGIN",
            "Cache-Control": "no-store",
        },
    )
