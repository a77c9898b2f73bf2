"""Unsubscribing from a kind of mail by the link in it.

``POST`` is RFC 8058's one click, made by mail programs: no session, and no check of where it comes
from, for the token in the path is the permission. ``GET`` changes nothing, since scanners of mail
open every link: it leads to a page with a button.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs, quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from erm.core.errors import DomainError
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.flows.unsubscribing import unsubscribe
from erm.mail.incoming import MailUnreadable, parse, raw_of, walk
from erm.mail.unsubscribing import Subscription, read_unsubscribe_token
from erm.schema.refusal import message_of
from erm.settings import Settings
from erm.web.authentication import language_of
from erm.web.protocol import HttpRefusal, read_body

MAXIMUM_FORM = 1_000
"""Bytes of the form that a mail program sends."""


def unsubscribe_endpoint(settings: Settings, bus: Bus) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint for ``/unsubscribe/{token}``."""

    async def endpoint(request: Request) -> Response:
        token = request.path_params["token"]
        if request.method in ("GET", "HEAD"):
            # Behind "#" the token stays in the browser: it is in no log and in no Referer.
            fragment = f"token={quote(token, safe='')}"
            found = read_unsubscribe_token(token, settings.secret_key)
            if found is not None and found[1] is not Subscription.DIGEST:
                fragment += f"&kind={found[1]}"
            return RedirectResponse(f"/unsubscribe#{fragment}", status_code=303)
        language = language_of(request, None)
        try:
            wanted = _is_one_click(
                request.headers.get("content-type", ""), await read_body(request, MAXIMUM_FORM)
            )
        except HttpRefusal as refusal:
            return PlainTextResponse(refusal.code, status_code=refusal.status)
        if not wanted:
            return PlainTextResponse("List-Unsubscribe=One-Click", status_code=400)
        try:
            async with unit_of_work(bus):
                await unsubscribe(token, secret_key=settings.secret_key)
        except DomainError as error:
            return PlainTextResponse(message_of(error, language), status_code=404)
        return PlainTextResponse("", status_code=200)

    return endpoint


def _is_one_click(content_type: str, body: bytes) -> bool:
    """Whether a form, of either of the two kinds that RFC 8058 allows, asks to unsubscribe."""
    if content_type.partition(";")[0].strip().lower() != "multipart/form-data":
        return parse_qs(body.decode("ascii", "replace")).get("List-Unsubscribe") == ["One-Click"]
    head = f"Content-Type: {content_type.splitlines()[0]}\r\n\r\n".encode("ascii", "replace")
    try:
        for part in walk(parse(head + body)):
            if part.get_param("name", header="Content-Disposition") == "List-Unsubscribe":
                return raw_of(part).strip() == b"One-Click"
    except MailUnreadable:
        return False
    return False
