"""``GET /calendar/{token}.ics``: a person's one-on-ones, for their calendar program.

The token in the path is the permission; no session is looked at, and none is begun. A token that was
revoked, one of somebody who has left and one that never was are answered alike. The server writes no
log of requests, so the token stands in none of ours; a reverse proxy must be told
(``docs/operations.md``).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from erm.core.errors import TooManyAttempts
from erm.core.events import Bus
from erm.one_on_ones.feeds import FeedContent, read_calendar_feed
from erm.settings import Settings
from erm.web.authentication import address_of

CACHED = "private, no-cache"
"""Only the reader's own program keeps it, and asks whether it has changed."""


def calendar_endpoint(settings: Settings, bus: Bus) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint."""

    async def endpoint(request: Request) -> Response:
        if request.method not in ("GET", "HEAD"):
            return _plain(405, {"Allow": "GET, HEAD"})
        address = address_of(request, settings.trusted_proxies)
        try:
            feed = await read_calendar_feed(
                request.path_params["token"], settings, bus, address=address
            )
        except TooManyAttempts as refusal:
            return _plain(429, {"Retry-After": str(refusal.retry_after)})
        if feed is None:
            return _plain(404)
        headers = {
            "Cache-Control": CACHED,
            "ETag": feed.etag,
            "Last-Modified": format_datetime(feed.changed_at, usegmt=True),
            "X-Robots-Tag": "noindex",
        }
        if _is_known(request, feed):
            return Response(status_code=304, headers=headers)
        headers["Content-Disposition"] = 'inline; filename="one-on-ones.ics"'
        return Response(feed.content, media_type="text/calendar; charset=utf-8", headers=headers)

    return endpoint


def _plain(status: int, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(
        "", status_code=status, headers={"Cache-Control": "no-store", **(headers or {})}
    )


def _is_known(request: Request, feed: FeedContent) -> bool:
    """Whether the reader has what is there now (RFC 9110, 13.2.2): a tag is asked before a date."""
    tags = request.headers.get("if-none-match")
    if tags is not None:
        known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        return feed.etag in known or "*" in known
    since = _date(request.headers.get("if-modified-since"))
    return since is not None and feed.changed_at <= since


def _date(value: str | None) -> datetime | None:
    """A date of HTTP; None for what is none."""
    try:
        at = parsedate_to_datetime(value or "")
    except (ValueError, OverflowError):
        return None
    return at if at.tzinfo is not None else None
