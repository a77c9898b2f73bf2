"""Posting into chats through Apprise.

Apprise knows a hundred services and many options, some of which read files or fetch addresses. Only
the services and options named here are taken. It sends with ``requests``, which asks name servers by
itself: so every connection of its in this process is made by :func:`_connect`, which looks at each
address first, as :mod:`erm.integrations.sending` does, and refuses whatever it was not told to watch.

Apprise is imported when the first chat is spoken to: most installations have none.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
import socket
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any
from urllib.parse import unquote

import structlog

from erm.core.logging import describe
from erm.integrations.addresses import Hosts, Unreachable, read_url, resolve_now
from erm.integrations.answers import ADDRESSES_TRIED, TIMEOUT, Answer
from erm.integrations.rules import ANSWER_MAXIMUM, ChatService, Problem

log = structlog.get_logger("erm.integrations")

_THREADS = 4
_STATUS = re.compile(r"error=([1-5][0-9]{2})\b")
_SECRET_AT_LEAST = 6
_WORD_JOINER = "\u2060"
_CALL = re.compile(r"@(?!\u2060)|<(?=!)")
_HOOK = re.compile(
    r"(?P<scheme>https?)://(?P<host>[^/?#@]+)(?P<path>(?:/[A-Za-z0-9_.-]+)*)"
    r"/hooks/(?:(?P<name>[A-Za-z0-9]+)/)?(?P<token>[A-Za-z0-9]+)"
)

ResolveNow = Callable[[str, int], Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Service:
    """Apprise's module and class of a service, how it writes its addresses, and which options may
    stand behind one. ``own_host``: the address names a host.
    """

    module: str
    name: str
    schemas: frozenset[str]
    options: frozenset[str] = frozenset()
    own_host: bool = False


_SERVICES: dict[ChatService, _Service] = {
    ChatService.SLACK: _Service("slack", "NotifySlack", frozenset({"slack"}), frozenset({"mode"})),
    ChatService.TEAMS: _Service(
        "workflows",
        "NotifyWorkflows",
        frozenset({"workflow", "workflows"}),
        frozenset({"id", "signature", "sig", "ver", "api-version", "sp", "sv", "pa", "route"}),
        own_host=True,
    ),
    ChatService.DISCORD: _Service(
        "discord", "NotifyDiscord", frozenset({"discord"}), frozenset({"thread"})
    ),
    ChatService.GOOGLE_CHAT: _Service(
        "google_chat",
        "NotifyGoogleChat",
        frozenset({"gchat"}),
        frozenset({"workspace", "key", "token", "thread", "threadkey"}),
    ),
    ChatService.MATTERMOST: _Service(
        "mattermost",
        "NotifyMattermost",
        frozenset({"mmost", "mmosts"}),
        frozenset({"channel", "channels", "to"}),
        own_host=True,
    ),
    ChatService.ROCKET_CHAT: _Service(
        "rocketchat",
        "NotifyRocketChat",
        frozenset({"rocket", "rockets"}),
        frozenset({"mode", "to"}),
        own_host=True,
    ),
    ChatService.TELEGRAM: _Service(
        "telegram",
        "NotifyTelegram",
        frozenset({"tgram"}),
        frozenset({"to", "topic", "thread", "silent"}),
    ),
    ChatService.ZULIP: _Service(
        "zulip", "NotifyZulip", frozenset({"zulip"}), frozenset({"to"}), own_host=True
    ),
}
_PLAIN = frozenset({"mmost", "rocket"})


@dataclass(slots=True)
class _Watch:
    """What one post may connect to, and what became of it. Its connections can be cut from outside."""

    hosts: Hosts
    resolve: ResolveNow
    problem: Problem | None = None
    told: list[str] = field(default_factory=list)
    _open: list[socket.socket] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _over: bool = False

    def connect(self, host: str, port: int, timeout: float) -> socket.socket:
        """A connection to an address that was looked at. Raises ``OSError``."""
        try:
            addresses = self.resolve(host, port)
        except (OSError, UnicodeError):
            self.problem = Problem.NO_ADDRESS
            raise OSError("no address") from None
        if not self.hosts.may_connect(host, port, addresses):
            self.problem = Problem.FORBIDDEN_ADDRESS
            raise OSError("not to be spoken to")
        failure = OSError("no address")
        for address in addresses[:ADDRESSES_TRIED]:
            try:
                made = socket.create_connection((address, port), timeout)
            except OSError as error:
                failure = error
            else:
                self._keep(made)
                return made
        self.problem = Problem.CONNECT_FAILED
        raise failure

    def _keep(self, made: socket.socket) -> None:
        with self._lock:
            if self._over:
                made.close()
                raise OSError("over")
            # A second name for the connection: TLS takes the first one away.
            self._open.append(made.dup())

    def cut(self) -> None:
        """End all connections, whatever is read or written on them."""
        with self._lock:
            self._over = True
            for each in self._open:
                with contextlib.suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)
                each.close()
            self._open.clear()


class _Thread(threading.local):
    """What this thread's connections are watched by."""

    watch: _Watch | None = None


_thread = _Thread()


def _connect(
    address: tuple[str, int],
    timeout: Any = None,
    source_address: Any = None,
    socket_options: Any = None,
) -> socket.socket:
    """What stands in place of urllib3's own: refuses where nobody watches."""
    if _thread.watch is None:
        raise OSError("connections through urllib3 are for posts into chats only")
    host, port = address
    wait = timeout if isinstance(timeout, int | float) else TIMEOUT
    made = _thread.watch.connect(host.strip("[]"), port, wait)
    for option in socket_options or ():
        made.setsockopt(*option)
    return made


class _Listener(logging.Handler):
    """Keeps what Apprise says while it posts, in the thread that posts, and nowhere else."""

    def emit(self, record: logging.LogRecord) -> None:
        if _thread.watch is not None:
            _thread.watch.told.append(record.getMessage())


_ready = threading.Lock()
_state: dict[str, Any] = {}


def _apprise() -> Any:
    """The library, imported once and tied to :func:`_connect`."""
    with _ready:
        if "apprise" not in _state:
            import apprise
            from urllib3.util import connection

            connection.create_connection = _connect
            theirs = logging.getLogger("apprise")
            theirs.handlers = [_Listener(logging.WARNING)]
            theirs.setLevel(logging.WARNING)
            theirs.propagate = False
            _state["apprise"] = apprise
        return _state["apprise"]


def _asset() -> Any:
    apprise = _apprise()
    return apprise.AppriseAsset(
        app_id="erm",
        app_desc="erm",
        app_url="",
        # No picture that somebody else serves, and counts.
        image_url_mask="",
        image_url_logo="",
        async_mode=False,
        http_redirects=False,
        allow_templates=False,
        secure_logging=True,
        storage_mode=apprise.PersistentStoreMode.MEMORY,
        service_timeout=TIMEOUT,
        default_service_retry=0,
    )


def open_address(service: ChatService, address: str, hosts: Hosts) -> Any:
    """Apprise's plugin for an address, once it is known to be this service's and harmless.

    ``address`` is what the service gave, or how Apprise writes it. The first call takes a moment, for
    it imports Apprise. Raises :class:`Unreachable`.
    """
    known = _SERVICES[service]
    refused = Unreachable(Problem.CHAT_ADDRESS)
    if not address.isprintable():
        raise refused
    asset = _asset()
    # Its class by itself: Apprise's own registry would import all services that there are.
    plugin_of: Any = getattr(import_module(f"apprise.plugins.{known.module}"), known.name)
    written = _as_apprise_writes(service, address).replace("/#", "/%23")
    found = plugin_of.parse_native_url(written) or plugin_of.parse_url(written)
    if not found or found.get("schema") not in known.schemas:
        raise refused
    given = {option.lower() for option in found.get("qsd", {})}
    extra = [found.get(name) for name in ("qsd+", "qsd-", "qsd:")]
    if given - known.options or any(extra):
        raise refused
    try:
        plugin = plugin_of(**{**found, "asset": asset})
    except TypeError:  # AppriseImproperlyConfigured is one
        raise refused from None
    if not plugin.verify_certificate or plugin.redirects:
        raise refused
    if known.own_host:
        _check_host(service, plugin, found["schema"] in _PLAIN, hosts)
    plugin.socket_connect_timeout = TIMEOUT / 3
    plugin.socket_read_timeout = TIMEOUT / 2
    return plugin


def _as_apprise_writes(service: ChatService, address: str) -> str:
    """An incoming webhook's address of the two services whose own form Apprise does not always know."""
    found = _HOOK.fullmatch(address)
    if found is None:
        return address
    secure = "s" if found["scheme"] == "https" else ""
    if service is ChatService.MATTERMOST and found["name"] is None:
        return f"mmost{secure}://{found['host']}{found['path']}/{found['token']}"
    if service is ChatService.ROCKET_CHAT and found["name"] is not None and not found["path"]:
        return f"rocket{secure}://{found['name']}/{found['token']}@{found['host']}"
    return address


def _check_host(service: ChatService, plugin: Any, plain: bool, hosts: Hosts) -> None:
    host, port = plugin.host, plugin.port
    if service is ChatService.ZULIP:
        host, port = f"{plugin.organization}.{plugin.hostname}", None
    name = f"[{host}]" if ":" in host else host
    scheme = "http" if plain else "https"
    _ = read_url(f"{scheme}://{name}{f':{port}' if port else ''}/", hosts)


def _post(service: ChatService, address: str, text: str, watch: _Watch) -> Answer:
    """Post from this thread, which is watched while it does."""
    _thread.watch = watch
    try:
        plugin = open_address(service, address, watch.hosts)
        apprise = _apprise()
        arrived = plugin.notify(
            body=without_calls(text),
            title="",
            notify_type=apprise.NotifyType.INFO,
            body_format=apprise.NotifyFormat.TEXT,
        )
    except Unreachable as error:
        return Answer(problem=error.problem)
    except Exception as error:  # noqa: BLE001 (a hundred plugins of others; none may stop the rest)
        log.error("chat_crashed", service=service.value, **describe(error))
        return Answer(problem=Problem.CHAT_REFUSED)
    finally:
        _thread.watch = None
        watch.cut()
    if arrived:
        return Answer(accepted=True)
    told = without_secrets("\n".join(watch.told), address)
    status = _STATUS.search(told)
    return Answer(
        status=int(status[1]) if status else None,
        problem=watch.problem or Problem.CHAT_REFUSED,
        text=told[:ANSWER_MAXIMUM],
    )


def without_calls(text: str) -> str:
    """A text in which no sign calls people, whoever has it in their name: not ``@all``, nor ``<!here>``."""
    return _CALL.sub(lambda found: found.group() + _WORD_JOINER, text)


def without_secrets(text: str, address: str) -> str:
    """A text without any part of an address that could be a token."""
    parts = {part for part in re.split(r"[/:?&=@#]+", address) if len(part) >= _SECRET_AT_LEAST}
    for part in sorted(parts | {unquote(part) for part in parts}, key=len, reverse=True):
        text = text.replace(part, "…")
    return text


class Poster:
    """Posts into chats, a few at a time, each in a thread. ``resolve_host`` is for tests."""

    def __init__(
        self, hosts: Hosts, *, resolve_host: ResolveNow = resolve_now, timeout: float = TIMEOUT
    ) -> None:
        self._hosts = hosts
        self._resolve = resolve_host
        self._timeout = timeout
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="erm-chats")
        self.busy = 0
        """How many threads are posting, those included that are being cut off."""

    async def post(self, service: ChatService, address: str, text: str) -> Answer:
        """Post a text; whatever happens is an answer."""
        watch = _Watch(self._hosts, self._resolve)
        loop = asyncio.get_running_loop()
        work = loop.run_in_executor(self._threads, _post, service, address, text, watch)
        self.busy += 1
        work.add_done_callback(self._done)
        try:
            async with asyncio.timeout(self._timeout):
                return await asyncio.shield(work)
        except TimeoutError:
            return Answer(problem=Problem.TIMED_OUT)
        finally:
            watch.cut()

    def _done(self, _: object) -> None:
        self.busy -= 1
