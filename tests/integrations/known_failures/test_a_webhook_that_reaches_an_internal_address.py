"""Elsewhere a webhook's address can point at the machine itself, or at others beside it.

Here it cannot, however it is spelled, whatever a name means from one moment to the next, and wherever
the receiver points. 48 spellings, each tried twice: typed as the address of an endpoint, and as what a
harmless name turns out to mean.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Iterable
from typing import Any

import httpcore
import pytest
import urllib3

from erm.integrations.addresses import Hosts, Unreachable, is_public, read_url, resolve
from erm.integrations.answers import Answer
from erm.integrations.chats import Poster
from erm.integrations.rules import ChatService, Problem
from erm.integrations.sending import Sender
from tests.integrations.receiver import answer, receiver

SPELLINGS = [
    # loopback
    "127.0.0.1", "127.0.0.2", "127.1", "127.0.1", "127.255.255.254", "0177.0.0.1", "0177.1",
    "0x7f.0.0.1", "0x7f.1", "0x7f000001", "2130706433", "017700000001", "00000000177.0.0.1",
    "0X7F000001", "127.0.0.1.", "[::1]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "localhost",
    "LOCALHOST", "localhost.", "app.localhost", "localhost.localdomain", "０", "①②⑦.⓪.⓪.①",
    # this host, any host
    "0.0.0.0", "0", "0x0", "[::]", "255.255.255.255", "224.0.0.1", "[ff02::1]",
    # inside the network
    "10.0.0.1", "10.1", "172.16.0.1", "192.168.0.1", "192.168.257", "100.64.0.1", "[fd00::1]",
    "[fe80::1]", "[fec0::1]",
    # what clouds tell their machines
    "169.254.169.254", "0xa9fea9fe", "[fd00:ec2::254]",
]  # fmt: skip
"""Each means a machine inside to somebody: a resolver, a browser, or a library."""

TRUST = ssl.create_default_context()
INTERNAL = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.100.100.200",
    "168.63.129.16", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192",
    "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.51.100.1", "203.0.113.1",
    "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "::", "::1", "::7f00:1",
    "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b:1::7f00:1", "100::1",
    "2001::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254",
    "fe80::1", "fe80::1%lo", "fec0::1", "ff02::1", "2606:4700::1%eth0", "nonsense", "",
]  # fmt: skip
PUBLIC = ["1.1.1.1", "8.8.8.8", "93.184.216.34", "2606:4700:4700::1111", "2a00:1450:4001::1"]


class NoNetwork(httpcore.AsyncNetworkBackend):
    """Notes where it was to connect, and connects nowhere."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 (httpcore's own signature)
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        self.asked.append((host, port))
        raise httpcore.ConnectError


def test_there_are_48_spellings() -> None:
    assert len(SPELLINGS) == len(set(SPELLINGS)) == 48


@pytest.mark.parametrize("spelling", SPELLINGS)
async def test_no_spelling_is_taken_as_an_address(spelling: str) -> None:
    for url in (f"https://{spelling}/", f"https://{spelling}:8443/hook", f"http://{spelling}/"):
        with pytest.raises(Unreachable):
            read_url(url, Hosts())
        network = NoNetwork()
        came = await Sender(Hosts(), network=network, trust=TRUST).post(url, b"{}", {})
        assert came.problem in (Problem.FORBIDDEN_URL, Problem.FORBIDDEN_ADDRESS)
        assert network.asked == []


@pytest.mark.parametrize("spelling", SPELLINGS)
async def test_no_name_that_means_it_is_connected_to(spelling: str) -> None:
    try:
        addresses = await resolve(spelling.strip("[]"), 443)
    except (OSError, UnicodeError):
        addresses = [spelling.strip("[]")]

    async def means_that(host: str, port: int) -> list[str]:
        return addresses

    network = NoNetwork()
    sender = Sender(Hosts(), resolve_host=means_that, network=network, trust=TRUST)
    came = await sender.post("https://hooks.example.com/", b"{}", {})
    assert came == Answer(problem=Problem.FORBIDDEN_ADDRESS)
    assert network.asked == []


@pytest.mark.parametrize("address", INTERNAL)
def test_addresses_that_are_nobody_s_on_the_internet_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)


async def test_one_address_inside_among_public_ones_is_enough_to_refuse() -> None:
    async def both(host: str, port: int) -> list[str]:
        return ["93.184.216.34", "10.0.0.1"]

    network = NoNetwork()
    sender = Sender(Hosts(), resolve_host=both, network=network, trust=TRUST)
    came = await sender.post("https://hooks.example.com/", b"{}", {})
    assert came.problem is Problem.FORBIDDEN_ADDRESS
    assert network.asked == []


async def test_a_name_that_changes_its_meaning_is_asked_for_once() -> None:
    """DNS rebinding: public when it is looked at, loopback when it is connected to."""
    meanings = [["93.184.216.34"], ["127.0.0.1"], ["127.0.0.1"]]

    async def rebinding(host: str, port: int) -> list[str]:
        return meanings.pop(0)

    network = NoNetwork()
    sender = Sender(Hosts(), resolve_host=rebinding, network=network, trust=TRUST)
    came = await sender.post("https://hooks.example.com/", b"{}", {})
    assert came.problem is Problem.CONNECT_FAILED
    assert network.asked == [("93.184.216.34", 443)]
    assert len(meanings) == 2


async def test_where_a_receiver_points_is_not_followed() -> None:
    async with receiver() as inside, receiver() as outside:
        outside.answers = [
            answer(status, b"", f"Location: {inside.url}") for status in (301, 302, 303, 307, 308)
        ]
        sender = Sender(Hosts.of([outside.host]))
        for status in (301, 302, 303, 307, 308):
            came = await sender.post(outside.url, b"{}", {})
            assert (came.status, came.problem) == (status, Problem.REDIRECTED)
            assert not came.accepted
        assert inside.connections == 0


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example.com/", "ftp://hooks.example.com/", "file:///etc/passwd",
        "gopher://hooks.example.com/", "https://hooks.example.com:22/",
        "https://hooks.example.com:80/", "https://hooks.example.com:0/",
        "https://hooks.example.com:99999/", "https://user:word@hooks.example.com/",
        "https://hooks.example.com@127.0.0.1/", "https://127.0.0.1\\@hooks.example.com/",
        "https://hooks.example.com\\.localhost/", "https://intranet/", "https://db.internal/",
        "https://printer.local/", "https://hooks..example.com/", "https://hooks.example.com /",
        "https://hooks.exa\tmple.com/", "https://hooks.example.com/\r\nHost: x", "https://",
        "https:///x", "https://.", "https://hooks.example.com/#x", "", "//hooks.example.com/",
        "https://ex%61mple.com/", "https://[::ffff:8.8.8.8]/", "https://" + "a" * 2001,
    ],
)  # fmt: skip
def test_addresses_that_are_none_of_a_webhook_are_refused(url: str) -> None:
    with pytest.raises(Unreachable):
        read_url(url, Hosts())


def test_an_ordinary_address_is_taken() -> None:
    for url in (
        "https://hooks.example.com/a?b=c",
        "https://x.example.com:8443",
        "https://8.8.8.8/",
    ):
        assert read_url(url, Hosts()).host in url


def test_what_the_operator_names_is_spoken_to_and_nothing_beside_it() -> None:
    hosts = Hosts.of([("chat.internal", None), ("10.0.0.7", 9000), ("fd00::7", None)])
    for url in (
        "http://chat.internal/x", "https://CHAT.internal:8443/", "http://10.0.0.7:9000/",
        "https://[fd00::7]/",
    ):  # fmt: skip
        assert read_url(url, hosts)
    for url in (
        "http://chat.internal:8080/", "http://10.0.0.7/", "https://10.0.0.7/",
        "https://other.internal/", "http://x.chat.internal/", "https://10.0.0.8:9000/",
    ):  # fmt: skip
        with pytest.raises(Unreachable):
            read_url(url, hosts)


async def test_no_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    async with receiver() as proxy, receiver() as target:
        for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        came = await Sender(Hosts.of([target.host])).post(target.url, b"{}", {})
        assert came.accepted
        assert proxy.connections == 0


# ------------------------------------------------------------------ chats, whose library asks itself

HOOK = "mmosts://chat.example.com/3ccdd113474722377935511fc85d3dd4"


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "10.0.0.1", "169.254.169.254"])
async def test_a_chat_whose_name_means_something_inside_is_not_posted_to(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[Any] = []
    monkeypatch.setattr(socket, "create_connection", lambda *a, **_: tried.append(a))
    poster = Poster(Hosts(), resolve_host=lambda *_: [address])
    came = await poster.post(ChatService.MATTERMOST, HOOK, "Hello")
    assert came.problem is Problem.FORBIDDEN_ADDRESS
    assert tried == []


async def test_a_chat_s_name_is_asked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[Any] = []

    def refuse(address: Any, *_: Any) -> None:
        tried.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", refuse)
    meanings = [["93.184.216.34"], ["127.0.0.1"]]
    poster = Poster(Hosts(), resolve_host=lambda *_: meanings.pop(0))
    came = await poster.post(ChatService.MATTERMOST, HOOK, "Hello")
    assert came.problem is Problem.CONNECT_FAILED
    assert tried == [("93.184.216.34", 443)]


async def test_where_a_chat_points_is_not_followed() -> None:
    async with receiver() as inside, receiver() as chat:
        chat.answers = [answer(307, b"", f"Location: {inside.url}")]
        hosts = Hosts.of([chat.host, inside.host])
        token = "3ccdd113474722377935511fc85d3dd4"
        came = await Poster(hosts).post(
            ChatService.MATTERMOST, f"mmost://127.0.0.1:{chat.port}/{token}", "Hello"
        )
        assert (came.accepted, came.status) == (False, 307)
        assert len(chat.received) == 1
        assert inside.connections == 0


async def test_nothing_else_in_the_process_connects_through_the_chats_library() -> None:
    async with receiver() as inside:
        hosts = Hosts.of([inside.host])
        token = "3ccdd113474722377935511fc85d3dd4"
        address = f"mmost://127.0.0.1:{inside.port}/{token}"
        assert (await Poster(hosts).post(ChatService.MATTERMOST, address, "Hello")).accepted
        with pytest.raises(urllib3.exceptions.HTTPError):
            await asyncio.to_thread(urllib3.request, "POST", inside.url, retries=False, timeout=1)
        assert len(inside.received) == 1
