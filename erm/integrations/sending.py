"""One HTTP request to an address that somebody typed, with everything bounded.

The name is resolved once, every address of it is looked at, and the connection goes to the address
that was looked at; the certificate is checked for the name. No redirect is followed, no proxy of the
environment is used, an answer is read only so far, and all of it takes at most :data:`TIMEOUT`.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterable, Mapping
from datetime import timedelta

import httpcore

from erm.core.clock import now
from erm.integrations.addresses import Hosts, Resolve, Unreachable, read_url, resolve
from erm.integrations.answers import (
    ADDRESSES_TRIED,
    READ_MAXIMUM,
    TIMEOUT,
    Answer,
    asked_to_wait,
    plain,
)
from erm.integrations.rules import Problem, is_accepted


class GuardedNetwork(httpcore.AsyncNetworkBackend):
    """Connects to a host only if every address of it may be spoken to, and then to one of those."""

    def __init__(
        self, hosts: Hosts, resolve_host: Resolve, inner: httpcore.AsyncNetworkBackend
    ) -> None:
        self._hosts = hosts
        self._resolve = resolve_host
        self._inner = inner
        self._opened: list[httpcore.AsyncNetworkStream] = []

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 (httpcore's own signature)
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Resolve, look, connect. Raises :class:`Unreachable`, and what the network raises."""
        try:
            addresses = await self._resolve(host, port)
        except (OSError, UnicodeError):
            raise Unreachable(Problem.NO_ADDRESS) from None
        if not addresses:
            raise Unreachable(Problem.NO_ADDRESS)
        if not self._hosts.may_connect(host, port, addresses):
            raise Unreachable(Problem.FORBIDDEN_ADDRESS)
        failure: Exception = Unreachable(Problem.CONNECT_FAILED)
        for address in addresses[:ADDRESSES_TRIED]:
            try:
                opened = await self._inner.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                self._opened.append(opened)
                return opened
        raise failure

    async def aclose(self) -> None:
        """Close what was opened: httpcore leaves it open when TLS is cut off in the middle."""
        for each in self._opened:
            await each.aclose()

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


class Sender:
    """Sends to addresses. ``resolve_host``, ``network`` and ``trust`` are for tests."""

    def __init__(
        self,
        hosts: Hosts,
        *,
        resolve_host: Resolve = resolve,
        network: httpcore.AsyncNetworkBackend | None = None,
        trust: ssl.SSLContext | None = None,
        timeout: float = TIMEOUT,
    ) -> None:
        self.hosts = hosts
        self._resolve = resolve_host
        self._network = network or httpcore.AnyIOBackend()
        self._trust = trust or ssl.create_default_context()
        self._timeout = timeout

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Send a body; whatever happens is an answer."""
        network = GuardedNetwork(self.hosts, self._resolve, self._network)
        try:
            async with asyncio.timeout(self._timeout):
                return await self._post(url, body, headers, network)
        except (TimeoutError, httpcore.TimeoutException):
            return Answer(problem=Problem.TIMED_OUT)
        except Unreachable as error:
            return Answer(problem=error.problem)
        except httpcore.ConnectError as error:
            return Answer(problem=_why(error))
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError):
            return Answer(problem=Problem.BROKEN_ANSWER)
        finally:
            await network.aclose()

    async def _post(
        self, url: str, body: bytes, headers: Mapping[str, str], network: GuardedNetwork
    ) -> Answer:
        target = read_url(url, self.hosts)
        sent = {
            "host": _authority(target.scheme, target.host, target.port),
            "user-agent": "erm",
            "content-type": "application/json",
            "content-length": str(len(body)),
            "accept-encoding": "identity",
            "connection": "close",
            **headers,
        }
        async with (
            httpcore.AsyncConnectionPool(
                ssl_context=self._trust, max_connections=1, network_backend=network
            ) as pool,
            pool.stream(
                "POST",
                httpcore.URL(
                    scheme=target.scheme, host=target.host, port=target.port, target=target.target
                ),
                headers=list(sent.items()),
                content=body,
            ) as response,
        ):
            status = response.status
            if 300 <= status <= 399:
                return Answer(status=status, problem=Problem.REDIRECTED)
            text = await _beginning(response)
        return Answer(
            accepted=is_accepted(status), status=status, text=text, wait=_wait(response, status)
        )


async def _beginning(response: httpcore.Response) -> str:
    """How an answer begins. That its end is broken or late is no matter: the status has come."""
    read = b""
    try:
        async for part in response.aiter_stream():
            read += part
            if len(read) >= READ_MAXIMUM:
                break
    except (httpcore.NetworkError, httpcore.ProtocolError):
        return plain(read)
    return plain(read)


def _wait(response: httpcore.Response, status: int) -> timedelta:
    """How long a receiver that has too much to do asks to be left alone."""
    if status not in (429, 503):
        return timedelta(0)
    said = [value for name, value in response.headers if name.lower() == b"retry-after"]
    return asked_to_wait(said[0].decode("latin-1"), now()) if said else timedelta(0)


def _authority(scheme: str, host: str, port: int) -> str:
    name = f"[{host}]" if ":" in host else host
    return name if port == {"https": 443, "http": 80}[scheme] else f"{name}:{port}"


def _why(error: BaseException) -> Problem:
    """Whether a connection failed at TLS, or before."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLError):
            return Problem.TLS_FAILED
        seen = seen.__cause__ or seen.__context__
    return Problem.CONNECT_FAILED
