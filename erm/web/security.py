"""What comes from elsewhere is refused, and what goes out says how it may be used."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from erm.settings import Settings, is_loopback
from erm.web.protocol import HttpRefusal

HSTS = "max-age=31536000; includeSubDomains"


def allowed_origins(settings: Settings) -> frozenset[str]:
    """Origins of our own pages. On a loopback address its other names are meant as well."""
    parts = urlsplit(settings.public_url)
    origins = {settings.origin.lower()}
    if is_loopback(parts.hostname or ""):
        port = f":{parts.port}" if parts.port else ""
        origins |= {f"{parts.scheme}://{h}{port}" for h in ("localhost", "127.0.0.1", "[::1]")}
    return frozenset(origins)


def check_same_origin(request: Request, origins: frozenset[str]) -> None:
    """Refuse what a page of another site made a browser send.

    A browser says where a request comes from in ``Sec-Fetch-Site`` or ``Origin``; both must agree
    with us. What says neither is no browser, and must bring a bearer token: a browser never adds
    one by itself.

    Raises ``HttpRefusal`` (403).
    """
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is not None and site not in ("same-origin", "none"):
        raise HttpRefusal(403, "CROSS_SITE_REFUSED")
    if origin is not None:
        if origin.lower() not in origins:
            raise HttpRefusal(403, "CROSS_SITE_REFUSED")
        return
    if site == "same-origin":
        return
    if not request.headers.get("authorization", "").lower().startswith("bearer "):
        raise HttpRefusal(403, "CROSS_SITE_REFUSED")


def check_socket_origin(connection: HTTPConnection, origins: frozenset[str]) -> None:
    """The same for a WebSocket, with which every browser says its origin.

    Raises ``HttpRefusal`` (403).
    """
    origin = connection.headers.get("origin")
    if origin is None:
        if not connection.headers.get("authorization", "").lower().startswith("bearer "):
            raise HttpRefusal(403, "CROSS_SITE_REFUSED")
    elif origin.lower() not in origins:
        raise HttpRefusal(403, "CROSS_SITE_REFUSED")


CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "frame-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types erm",
    )
)
"""What the single-page application's document may load: only files of ours. It needs no nonce, for
nothing in it is inline, and makes no HTML from text. Its one policy of trusted types, "erm", lets
the service worker through, which keeps the shell for reading without a network."""


class SecurityHeaders:
    """Adds to every answer the headers that no route needs to think of."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self.app = app
        self.headers = {
            "X-Content-Type-Options": "nosniff",
            # Not "no-referrer": browsers would then say "Origin: null" on our own requests.
            "Referrer-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Frame-Options": "DENY",
            "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        }
        if https:
            self.headers["Strict-Transport-Security"] = HSTS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the headers that the route did not set itself."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)
