"""Who asks, in which language, and from where."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence

from starlette.requests import HTTPConnection

from erm.access.actors import actor_from_request
from erm.core.actor import Actor, ActorKind
from erm.core.language import DEFAULT, languages
from erm.web.protocol import HttpRefusal

COOKIE = "__Host-erm"


async def actor_of(request: HTTPConnection, *, seen: bool = True) -> Actor | None:
    """The actor of a request: of its bearer token if it brings one, else of its session cookie.

    ``seen``: whether this shows that they are there, which keeps a session alive. Raises ``HttpRefusal`` (401) for a bearer token that is none of ours: who brings one means it.
    """
    bearer = bearer_token(request)
    cookie = None if bearer is not None else request.cookies.get(COOKIE)
    if bearer is None and not cookie:
        return None
    actor = await actor_from_request(cookie, bearer, seen=seen)
    if bearer is not None and actor is None:
        raise HttpRefusal(401, "TOKEN_INVALID", headers={"WWW-Authenticate": "Bearer"})
    return actor


def may_read(actor: Actor | None) -> bool:
    """Whether something may be shown to them. Only a token can lack that."""
    return actor is None or actor.kind is not ActorKind.TOKEN or "read" in actor.scopes


def bearer_token(request: HTTPConnection) -> str | None:
    """The token in an ``Authorization: Bearer`` header. Other schemes are not ours."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def language_of(request: HTTPConnection, actor: Actor | None) -> str:
    """The actor's language, or else the one that the browser likes best among ours."""
    if actor is not None:
        return actor.locale
    best, best_quality = DEFAULT, 0.0
    for part in request.headers.get("accept-language", "").split(",")[:20]:
        tag, _, quality_text = part.strip().partition(";q=")
        language = tag.strip().lower().partition("-")[0]
        try:
            quality = float(quality_text) if quality_text else 1.0
        except ValueError:
            continue
        if language in languages() and quality > best_quality:
            best, best_quality = language, quality
    return best


def address_of(request: HTTPConnection, trusted_proxies: Sequence[str]) -> str:
    """The client's address: the nearest one that is not a proxy of ours."""
    address = request.client.host if request.client else ""
    if not trusted_proxies:
        return address
    networks = [ipaddress.ip_network(p, strict=False) for p in trusted_proxies]

    def trusted(text: str) -> bool:
        try:
            return any(ipaddress.ip_address(text) in network for network in networks)
        except ValueError:
            return False

    hops = [h.strip() for h in request.headers.get("x-forwarded-for", "").split(",") if h.strip()]
    while hops and trusted(address):
        address = hops.pop()
    return address
