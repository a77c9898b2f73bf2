"""``erm inbound`` as a process, and what the doctor says of mail that comes in."""

from __future__ import annotations

import asyncio
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from erm.cli.examining_mail import Finding, examine_inbound
from erm.inbound.receiver import Place, greeting_problem
from erm.settings import Settings
from tests.cli.conftest import Erm
from tests.database import free_port, sqlite_url
from tests.processes import ROOT, environment

HERE = {"inbound_domain": "in.erm.test", "mail_from": "erm <erm@erm.test>"}


def test_without_settings_nothing_is_received(erm: Erm) -> None:
    given = erm("inbound")
    assert given.exit_code == 1
    assert "set ERM_INBOUND_DOMAIN and ERM_INBOUND_LISTEN" in given.output


@pytest.fixture
def near() -> Iterator[Path]:
    """A folder with a short path: that of a socket has at most some hundred characters."""
    with tempfile.TemporaryDirectory(prefix="erm") as folder:
        yield Path(folder)


@pytest.fixture
def migrated(tmp_path: Path, _sqlite_template: Path) -> Path:
    """A database file with the present schema."""
    (tmp_path / "var").mkdir()
    return Path(shutil.copyfile(_sqlite_template, tmp_path / "erm.db"))


def test_a_process_receives_stops_and_starts_again_after_it_was_killed(
    tmp_path: Path, migrated: Path, near: Path
) -> None:
    path = near / "lmtp.sock"
    env = environment(
        sqlite_url(migrated),
        free_port(),
        tmp_path,
        ERM_INBOUND_DOMAIN="in.erm.test",
        ERM_INBOUND_LISTEN=f"lmtp://{path}",
    )

    def start() -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "erm", "inbound"],
            cwd=ROOT,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        deadline = time.monotonic() + 60
        while asyncio.run(greeting_problem(Place.of(f"lmtp://{path}"))) is not None:
            if process.poll() is not None or time.monotonic() > deadline:
                process.kill()
                raise AssertionError(process.communicate()[0])
            time.sleep(0.1)
        return process

    killed = start()
    killed.kill()
    killed.communicate()
    assert path.exists()
    process = start()
    try:
        with socket.socket(socket.AF_UNIX) as caller:
            caller.connect(str(path))
            talk = caller.makefile("rwb")
            assert talk.readline().startswith(b"220 in.erm.test")
            talk.write(b"LHLO relay\r\n")
            talk.flush()
            assert talk.readline().startswith(b"250")
            process.send_signal(signal.SIGTERM)
            output, _ = process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode == 0, output
    assert "erm receives mail for in.erm.test: LMTP at" in output
    assert not path.exists()


async def findings(settings: Settings, **changes: object) -> list[Finding]:
    return await examine_inbound(replace(settings, **changes))  # type: ignore[arg-type]


def said(found: list[Finding]) -> list[str]:
    return [f"{one.level}: {one.text}" for one in found]


async def test_the_doctor_says_that_no_mail_comes_in(settings: Settings) -> None:
    (only,) = said(await findings(settings))
    assert only.startswith("hint: None is taken")


async def test_the_doctor_knows_a_domain_that_is_not_erms_own(settings: Settings) -> None:
    found = said(await findings(settings, **HERE | {"inbound_domain": "erm.test"}))
    assert found[0].startswith("wrong: erm.test is the sender's own domain")
    assert "in.erm.test" in found[0]


async def test_the_doctor_says_that_nothing_listens_here(settings: Settings) -> None:
    (only,) = said(await findings(settings, **HERE))
    assert "nothing on this machine listens" in only


@pytest.mark.parametrize("listens", [True, False])
async def test_the_doctor_looks_whether_something_answers(
    settings: Settings, listens: bool
) -> None:
    async def greet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 hello\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(greet, "127.0.0.1", 0)
    url = f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    if not listens:
        server.close()
        await server.wait_closed()
    changes = HERE | {"inbound_listen": url, "inbound_authserv_id": "mx.erm.test"}
    (only,) = said(await findings(settings, **changes))
    server.close()
    if listens:
        assert only.startswith("ok: SMTP at 127.0.0.1")
    else:
        assert "does not answer" in only
        assert "Run `erm inbound`" in only


async def test_the_doctor_warns_of_a_receiver_that_everybody_reaches(settings: Settings) -> None:
    changes = HERE | {"inbound_listen": "smtp://192.0.2.1:25", "inbound_authserv_id": "mx.erm.test"}
    with pytest.MonkeyPatch.context() as patch:

        async def silent(_: Place) -> str:
            return "it is silent"

        patch.setattr("erm.cli.examining_mail.greeting_problem", silent)
        found = said(await findings(settings, **changes))
    assert "Other machines can hand in mail" in found[0]
