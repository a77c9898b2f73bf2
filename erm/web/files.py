"""``GET /files/{id}``: a file that somebody uploaded, for whoever may have it.

It is always a download and never a page: whatever a file holds, no browser runs it as coming from
here. Who may not have one, and what is not there, are answered alike.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import quote
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from erm.files import queries
from erm.files.errors import FileNotFound
from erm.flows.downloads import readable_files
from erm.web.protocol import HttpRefusal
from erm.web.uploads import answered, signed_in

POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"


def download_endpoint() -> Callable[[Request], Awaitable[Response]]:
    """The endpoint. With the session of a browser only: tokens are for programs that read GraphQL."""

    async def endpoint(request: Request) -> Response:
        return await answered(request, lambda: _download(request))

    return endpoint


async def _download(request: Request) -> Response:
    check_site(request)
    actor = await signed_in(request)
    found = await queries.download(actor, _key(request.path_params["file_id"]), readable_files)
    if found is None:
        raise FileNotFound
    file = found.file
    response = Response(
        b"" if request.method == "HEAD" else found.content,
        headers={
            "Content-Disposition": disposition(file.file_name),
            "Content-Security-Policy": POLICY,
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "private, no-store",
            "Content-Length": str(len(found.content)),
        },
    )
    # As it is stored: Starlette would say which encoding a text has, and nobody knows that.
    response.headers["Content-Type"] = file.media_type
    return response


def disposition(file_name: str) -> str:
    """``Content-Disposition`` of a download (RFC 6266), for names in any script."""
    plain = "".join(c if " " <= c <= "~" and c not in '"\\%;' else "_" for c in file_name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file_name, safe='')}"


def check_site(request: Request) -> None:
    """Refuse pages of other sites that would put a file into themselves. Following a link is fine."""
    site = request.headers.get("sec-fetch-site", "none")
    mode = request.headers.get("sec-fetch-mode", "navigate")
    if site not in ("same-origin", "none") and mode != "navigate":
        raise HttpRefusal(403, "CROSS_SITE_REFUSED")


def _key(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError as error:
        raise FileNotFound from error
