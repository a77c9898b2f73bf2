"""A hostile mail server: nothing is lost, and doubled only is what it took without saying so."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
import time
from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from erm.core import clock
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.mail.claiming import release_stale
from erm.mail.commands import NewMail, queue_mails
from erm.mail.delivery import Postman
from erm.mail.lanes import Lane
from erm.mail.models import Mail, MailAttempt, MailBlock
from erm.mail.rules import MailState
from erm.mail.smtp import Server
from erm.settings import Settings
from tests.soak.hostile import NOBODY, Hostile, hostile_server

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the keys")
WORKERS = 2


async def nobody_left(people: Collection[UUID]) -> set[UUID]:
    return set()


async def fill(count: int) -> set[str]:
    """Queue mails to many domains, of which one in fifty has no mailbox; returns all addresses."""
    addresses = [f"{NOBODY if n % 50 == 7 else 'person-'}{n}@d{n % 40}.test" for n in range(count)]
    async with unit_of_work(Bus()):
        await queue_mails(
            [
                NewMail(
                    dedupe_key=address,
                    kind="test",
                    recipient_id=None,
                    to_address=address,
                    to_name="Somebody",
                    language="en",
                    subject=f"For {address}",
                    text="Hello\n" * 20,
                    html="<p>Hello</p>",
                )
                for address in addresses
            ]
        )
    return set(addresses)


async def deliver_all(posts: list[Postman], hostile: Hostile) -> tuple[int, timedelta]:
    """Let the workers run until nothing waits; the clock is moved on to when the next is due."""
    start = instant = clock.now()
    rounds = 0
    while True:
        rounds += 1
        with clock.at(instant):
            await release_stale()
            await asyncio.gather(*(post.run(asyncio.Event()) for post in posts))
        waiting = Mail.filter(state__in=[MailState.QUEUED, MailState.SENDING])
        if not await waiting.exists():
            return rounds, instant - start
        instant += timedelta(minutes=2)
        assert instant - start < timedelta(days=3)


def certificate_of_nobody(folder: Path) -> ssl.SSLContext:
    """For a server whose certificate nobody vouches for."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost"],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def with_bad_tls(post: Postman, port: int) -> Postman:
    """Give a postman one more server, whose certificate is not to be trusted."""
    trust = ssl.create_default_context()
    server = replace(
        Server.of("smtp://mail.example.test", tls_context=trust), host="localhost", port=port
    )
    post._lanes.append(Lane(server, "erm.test", 5.0, 4, lambda: 0.0))
    return post


async def values(rows: Any, name: str) -> set[str]:
    return set(await rows.values_list(name, flat=True))


async def run_against_it(
    settings: Settings, folder: Path, count: int, *, seed: int, harder: float = 1.0
) -> Hostile:
    everybody = await fill(count)
    nobody = {address for address in everybody if address.startswith(NOBODY)}
    began = time.monotonic()
    bad_tls = {"tls_context": certificate_of_nobody(folder), "require_starttls": True}
    async with hostile_server(seed) as hostile, hostile_server(seed, **bad_tls) as strange:
        strange.calm, hostile.harder = True, harder
        configured = replace(settings, smtp_url=hostile.url, mail_from="erm <erm@erm.test>")
        posts = [
            with_bad_tls(
                Postman(configured, f"w{n}", nobody_left, timeout=30.0, chance=hostile.dice.random),
                strange.port,
            )
            for n in range(WORKERS)
        ]
        rounds, shifted = await deliver_all(posts, hostile)
        for post in posts:
            await post.close()
    seconds = time.monotonic() - began
    doubled = sum(taken - 1 for taken in hostile.taken.values())
    cut = sum(hostile.cut.values())
    print(
        f"\n{count} mails, {WORKERS} workers, {seconds:.1f} s and {shifted} of the clock in {rounds} "
        f"rounds: {len(hostile.taken)} arrived, {doubled} of them again after {cut} acceptances "
        f"were cut off, {len(nobody)} refused for good, 0 lost; "
        + ", ".join(f"{what} {times}" for what, times in sorted(hostile.did.items()))
    )
    assert {hostile.recipients[key] for key in hostile.taken} == everybody - nobody, "none is lost"
    assert len(hostile.taken) == count - len(nobody), "nobody got two different ones"
    for message_id, taken in hostile.taken.items():
        assert taken - 1 <= hostile.cut[message_id], "only what was cut off came again"
    sent = Mail.filter(state=MailState.SENT)
    assert await values(sent, "to_address") == everybody - nobody
    assert await sent.exclude(text="").count() == 0
    assert await values(Mail.filter(state=MailState.PARKED), "to_address") == nobody
    assert await values(MailBlock.all(), "address") == nobody
    tries = await MailAttempt.filter(taken=True).count()
    assert not strange.taken, "nothing is said to a server that may be anybody"
    assert await MailAttempt.filter(stage="starttls", taken=False).exists()
    assert tries == len(hostile.taken), "the log has the one acceptance that each mail was told"
    return hostile


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("db")
async def test_150_mails_to_a_hostile_server(settings: Settings, tmp_path: Path) -> None:
    hostile = await run_against_it(settings, tmp_path, 150, seed=20261123, harder=4.0)
    assert hostile.did["greylisted"] > 5
    assert hostile.did["closed after n mails"] > 2
    assert hostile.cut


@pytest.mark.soak
@pytest.mark.usefixtures("db")
async def test_10_000_mails_to_a_hostile_server(settings: Settings, tmp_path: Path) -> None:
    hostile = await run_against_it(settings, tmp_path, 10_000, seed=8)
    assert {
        "421 at MAIL", "451 after DATA", "451 at RCPT", "552 at RCPT", "acceptance cut off",
        "closed after n mails", "delayed", "dropped at RCPT", "dropped mid-DATA", "greylisted",
        "refused at the greeting", "550 for good",
    } == set(hostile.did), "it did everything that it can do"  # fmt: skip
