"""One request, with everything bounded: time, size, trust."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
import time
from pathlib import Path

import pytest

from erm.integrations.addresses import Hosts
from erm.integrations.answers import ANSWER_MAXIMUM
from erm.integrations.rules import Problem
from erm.integrations.sending import Sender
from tests.database import free_port
from tests.integrations.receiver import Receiver, answer, receiver

OPENSSL = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the keys")


def sender_to(found: Receiver, timeout: float = 5.0) -> Sender:
    return Sender(Hosts.of([found.host]), timeout=timeout)


async def test_body_and_headers_arrive_as_they_were_given() -> None:
    async with receiver() as found:
        came = await sender_to(found).post(found.url, b'{"a": 1}', {"webhook-id": "7"})
        assert (came.accepted, came.status, came.problem, came.text) == (True, 200, None, "ok")
        (request,) = found.received
        assert request.line == "POST /hook?for=erm HTTP/1.1"
        assert request.body == b'{"a": 1}'
        assert request.headers["host"] == f"127.0.0.1:{found.port}"
        assert request.headers["content-type"] == "application/json"
        assert request.headers["webhook-id"] == "7"
        assert "cookie" not in request.headers


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
async def test_any_two_hundred_is_an_arrival(status: int) -> None:
    async with receiver() as found:
        found.answers = [answer(status)]
        assert (await sender_to(found).post(found.url, b"{}", {})).accepted


@pytest.mark.parametrize("status", [400, 401, 404, 410, 429, 500, 502, 503])
async def test_anything_else_is_none(status: int) -> None:
    async with receiver() as found:
        found.answers = [answer(status, b"no\x1b[31m thanks")]
        came = await sender_to(found).post(found.url, b"{}", {})
        assert (came.accepted, came.status, came.problem) == (False, status, None)
        assert came.text == "no [31m thanks"


async def test_a_huge_answer_is_left_where_it_is() -> None:
    async with receiver() as found:
        found.answers = [b"HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n"]
        found.forever = b"x" * 65536
        came = await sender_to(found).post(found.url, b"{}", {})
        assert came.accepted
        assert came.text == "x" * ANSWER_MAXIMUM
        assert found.sent < 30_000_000


async def test_headers_without_end_are_no_answer() -> None:
    async with receiver() as found:
        found.answers = [b"HTTP/1.1 200 OK\r\n"]
        found.forever = b"x-more: " + b"y" * 8000 + b"\r\n"
        came = await sender_to(found).post(found.url, b"{}", {})
        assert came.problem is Problem.BROKEN_ANSWER


async def test_an_answer_that_does_not_come_takes_no_longer_than_it_may() -> None:
    async with receiver() as found:
        found.hold = asyncio.Event()
        began = time.monotonic()
        came = await sender_to(found, timeout=0.2).post(found.url, b"{}", {})
        assert came.problem is Problem.TIMED_OUT
        assert time.monotonic() - began < 2


async def test_nor_does_one_that_trickles() -> None:
    async with receiver() as found:
        found.answers = [b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"]
        found.forever, found.pause = b"x", 0.02
        began = time.monotonic()
        came = await sender_to(found, timeout=0.2).post(found.url, b"{}", {})
        assert came.problem is Problem.TIMED_OUT
        assert time.monotonic() - began < 2


@pytest.mark.parametrize("broken", [b"", b"hello\r\n\r\n", b"HTTP/1.1 999999 x\r\n\r\n"])
async def test_what_is_no_answer_is_broken(broken: bytes) -> None:
    async with receiver() as found:
        found.answers = [broken]
        came = await sender_to(found).post(found.url, b"{}", {})
        assert came.problem is Problem.BROKEN_ANSWER
        assert not came.accepted


async def test_where_nobody_listens_no_connection_is_made() -> None:
    port = free_port()
    sender = Sender(Hosts.of([("127.0.0.1", port)]))
    came = await sender.post(f"http://127.0.0.1:{port}/", b"{}", {})
    assert came.problem is Problem.CONNECT_FAILED


async def test_a_name_that_has_no_address_is_said() -> None:
    async def nothing(host: str, port: int) -> list[str]:
        raise OSError

    came = await Sender(Hosts(), resolve_host=nothing).post("https://a.example.com/", b"{}", {})
    assert came.problem is Problem.NO_ADDRESS


# ---------------------------------------------------------------------------------------------- TLS


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("tls")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=hooks",
         "-addext", "subjectAltName=DNS:hooks.example.com"],
        check=True, capture_output=True,
    )  # fmt: skip
    return certificate, key


@pytest.fixture
def server_side(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


async def _loopback(host: str, port: int) -> list[str]:
    return ["127.0.0.1"]


def sender_over_tls(found: Receiver, host: str, trust: ssl.SSLContext | None) -> Sender:
    return Sender(Hosts.of([(host, found.port)]), resolve_host=_loopback, trust=trust, timeout=5)


@OPENSSL
async def test_the_address_is_connected_to_and_the_name_is_checked(
    certificate: tuple[Path, Path], server_side: ssl.SSLContext
) -> None:
    trust = ssl.create_default_context(cafile=str(certificate[0]))
    host = "hooks.example.com"
    async with receiver(server_side) as found:
        sender = sender_over_tls(found, host, trust)
        came = await sender.post(f"https://{host}:{found.port}/", b"{}", {})
        assert came.accepted
        assert found.names == [host]
        assert found.received[0].headers["host"] == f"{host}:{found.port}"


@OPENSSL
async def test_a_certificate_for_another_name_is_not_good_enough(
    certificate: tuple[Path, Path], server_side: ssl.SSLContext
) -> None:
    trust = ssl.create_default_context(cafile=str(certificate[0]))
    async with receiver(server_side) as found:
        sender = sender_over_tls(found, "other.example.com", trust)
        came = await sender.post(f"https://other.example.com:{found.port}/", b"{}", {})
        assert came.problem is Problem.TLS_FAILED
        assert found.received == []


@OPENSSL
async def test_nor_is_one_that_nobody_trusted_has_signed(server_side: ssl.SSLContext) -> None:
    async with receiver(server_side) as found:
        sender = sender_over_tls(found, "hooks.example.com", None)
        came = await sender.post(f"https://hooks.example.com:{found.port}/", b"{}", {})
        assert came.problem is Problem.TLS_FAILED
        assert found.received == []


async def test_nor_is_a_receiver_that_speaks_no_tls() -> None:
    async with receiver() as found:
        hosts = Hosts.of([("hooks.example.com", found.port)])
        sender = Sender(hosts, resolve_host=_loopback, timeout=0.3)
        came = await sender.post(f"https://hooks.example.com:{found.port}/", b"{}", {})
        assert came.problem in (Problem.TLS_FAILED, Problem.CONNECT_FAILED, Problem.TIMED_OUT)
        assert found.received == []
