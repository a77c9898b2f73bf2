"""Nobody on the way reads mail: STARTTLS and TLS with certificates that are really checked."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from erm.mail.rules import Stage, Verdict
from erm.mail.smtp import Conversation, DeliveryFailed, Server
from tests.mail.smtp_server import Inbox, smtp_server

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from aiosmtpd.smtp import SMTP

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the keys")
MESSAGE = b"From: a@erm.test\r\nMessage-ID: <1@erm.test>\r\n\r\nHello\r\n"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("tls")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost"],
        check=True, capture_output=True,
    )  # fmt: skip
    return certificate, key


@pytest.fixture
def server_side(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


@pytest.fixture
def trusting(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(certificate[0]))


async def send(server: Server) -> None:
    conversation = Conversation(server, "erm.test", timeout=5)
    try:
        await conversation.send("a@erm.test", "ann@erm.test", MESSAGE)
    finally:
        await conversation.close()


async def test_starttls_is_used_and_its_certificate_accepted(
    server_side: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    async with smtp_server(tls_context=server_side, require_starttls=True) as inbox:
        await send(Server.of(f"smtp://localhost:{inbox.port}", tls_context=trusting))
        assert inbox.recipients == ["ann@erm.test"]


async def test_a_certificate_that_nobody_vouches_for_is_refused(
    server_side: ssl.SSLContext,
) -> None:
    async with smtp_server(tls_context=server_side, require_starttls=True) as inbox:
        server = Server.of(
            f"smtp://localhost:{inbox.port}", tls_context=ssl.create_default_context()
        )
        with pytest.raises(DeliveryFailed, match="certificate") as failure:
            await send(server)
        assert (failure.value.stage, failure.value.verdict) == (Stage.STARTTLS, Verdict.SERVER)
        assert not inbox.accepted


async def test_optional_starttls_takes_any_certificate_and_no_starttls_too(
    server_side: ssl.SSLContext,
) -> None:
    for options in ({"tls_context": server_side, "require_starttls": True}, {}):
        async with smtp_server(**options) as inbox:
            server = Server.of("smtp://relay.example?starttls=optional")
            await send(replace(server, host="localhost", port=inbox.port))
            assert inbox.recipients == ["ann@erm.test"]


@asynccontextmanager
async def tls_server(context: ssl.SSLContext) -> AsyncIterator[Inbox]:
    from tests.mail.smtp_server import _Handler

    inbox = Inbox()
    loop = asyncio.get_running_loop()
    listening = await loop.create_server(
        lambda: SMTP(_Handler(inbox), hostname="mx.test", loop=loop), "localhost", 0, ssl=context
    )
    inbox.port = listening.sockets[0].getsockname()[1]
    try:
        yield inbox
    finally:
        listening.close()


async def test_smtps_speaks_tls_from_the_first_byte(
    server_side: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    async with tls_server(server_side) as inbox:
        await send(Server.of(f"smtps://localhost:{inbox.port}", tls_context=trusting))
        assert inbox.recipients == ["ann@erm.test"]
        with pytest.raises(DeliveryFailed) as failure:
            await send(Server.of(f"smtps://localhost:{inbox.port}"))
        assert failure.value.verdict is Verdict.SERVER
        await asyncio.sleep(0.05)


def test_passwords_do_not_show(trusting: ssl.SSLContext) -> None:
    server = Server.of("smtp://user%40erm.test:p%40ss@mail.example.com")
    assert (server.username, server.password) == ("user@erm.test", "p@ss")
    assert "p@ss" not in repr(server)
