"""Which addresses erm speaks to: public ones by https, and those inside that the operator named.

A name is resolved once, every address that it has must be public, and the connection goes to one of
those addresses and nowhere else: whatever the name means a moment later is of no interest.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urlsplit

from erm.integrations.rules import URL_MAXIMUM, Problem

PORTS = frozenset({443, 8443})
INSIDE_PORTS = PORTS | {80}
_PORT_OF = {"https": 443, "http": 80}

_NETWORKS: tuple[str, ...] = (
    # What Python's is_global lets through or has in no version that we run on.
    "168.63.129.16/32",  # Azure's own services, inside every machine there
    "192.0.0.0/24",  # protocols' assignments: the gateway next door answers some of them
    "192.88.99.0/24",  # 6to4 relays
    "224.0.0.0/4",  # multicast
    "2001::/23",  # Teredo and other protocols' assignments
    "2001:db8::/32",  # documentation
    "2002::/16",  # 6to4: another address hides in it
    "3fff::/20",  # documentation
)
_REFUSED = tuple(ipaddress.ip_network(network) for network in _NETWORKS)
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_INSIDE_NAMES = (
    "localhost",
    "localdomain",
    "local",
    "internal",
    "intranet",
    "lan",
    "home",
    "corp",
    "arpa",
)

IPAddress: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve: TypeAlias = Callable[[str, int], Awaitable[Sequence[str]]]
"""The addresses of a host, as texts. Raises ``OSError`` where it has none."""


class Unreachable(Exception):
    """An address is not spoken to; ``problem`` says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.value)


def is_public(address: str) -> bool:
    """Whether an address belongs to the internet: no machine, no network of ours, nothing special.

    Of IPv6 only global unicast, and nothing in which an address of IPv4 hides.
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address) and (
        found.scope_id is not None or found not in _GLOBAL_UNICAST
    ):
        return False
    return (
        found.is_global
        and not found.is_multicast
        and not any(found.version == network.version and found in network for network in _REFUSED)
    )


@dataclass(frozen=True, slots=True)
class Hosts:
    """Hosts inside the network that the operator allows, each with a port or None for the usual."""

    allowed: frozenset[tuple[str, int | None]] = frozenset()

    @classmethod
    def of(cls, hosts: Iterable[tuple[str, int | None]]) -> Hosts:
        """From the setting."""
        return cls(frozenset((host.lower().rstrip("."), port) for host, port in hosts))

    def allow(self, host: str, port: int) -> bool:
        """Whether the operator named this host and port."""
        name = host.lower().rstrip(".")
        return (name, port) in self.allowed or (
            (name, None) in self.allowed and port in INSIDE_PORTS
        )

    def may_connect(self, host: str, port: int, addresses: Sequence[str]) -> bool:
        """Whether a host with these addresses may be spoken to at this port."""
        if self.allow(host, port):
            return True
        return port in PORTS and bool(addresses) and all(map(is_public, addresses))


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart. ``target`` is what stands in the request's first line."""

    scheme: str
    host: str
    port: int
    target: str


def read_url(url: str, hosts: Hosts) -> Target:
    """Take an address apart, without asking any name server.

    Raises :class:`Unreachable` for what can be seen at once: another scheme than https, another port
    than 443 or 8443, a name and password in it, a number or a name that means something inside. What
    a name's addresses are is only asked when something is sent.
    """
    refused = Unreachable(Problem.FORBIDDEN_URL)
    if len(url) > URL_MAXIMUM or not url.isascii() or not url.isprintable() or " " in url:
        raise refused
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
        port = _PORT_OF.get(parts.scheme, 0) if parts.port is None else parts.port
    except ValueError:
        raise refused from None
    if (
        parts.scheme not in ("https", "http")
        or not host
        or "@" in parts.netloc
        or "\\" in url
        or parts.fragment
    ):
        raise refused
    inside = hosts.allow(host, port)
    if not inside:
        if parts.scheme != "https" or port not in PORTS:
            raise refused
        if not _looks_public(host):
            raise Unreachable(Problem.FORBIDDEN_ADDRESS)
    query = f"?{parts.query}" if parts.query else ""
    return Target(parts.scheme, host, port, (parts.path or "/") + query)


def _looks_public(host: str) -> bool:
    """Whether a host could be public, as far as its spelling tells."""
    if ":" in host:
        return is_public(host)
    labels = host.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        # Resolvers read 127.1, 0x7f000001 and 2130706433 as addresses. Only the plain form is taken.
        return len(labels) == 4 and is_public(host)
    return (
        len(labels) > 1
        and len(host) <= 253
        and labels[-1] not in _INSIDE_NAMES
        and all(_LABEL.fullmatch(label) for label in labels)
    )


async def resolve(host: str, port: int) -> list[str]:
    """Ask the system for the addresses of a host."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def resolve_now(host: str, port: int) -> list[str]:
    """The same in a thread of its own, for what cannot wait for a loop."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))
