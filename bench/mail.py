"""How long it takes to make a mail, to sign it, and to deliver many.

    .venv/bin/python -m bench.mail [COUNT] [--postgres] [--workers 1] [--dkim] [--profile]

Rendering and assembling alone first; then COUNT mails as long as a digest lie in the outbox, and each worker, a
process of its own, delivers to an SMTP server in another process that says yes to everything. Figures are a
second of the clock and a second of the workers' processor time, and stand beside SMTP alone, with the bytes
ready, in the same run. Ends with 1 if a mail is missing or came twice.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import multiprocessing
import pstats
import sys
import tempfile
import time
from dataclasses import replace
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from bench.digest import in_process, nobody, replace_id, settings_for, sink, smtp_alone
from erm.core import sealing
from erm.core.clock import now
from erm.core.database.connections import database
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.work import unit_of_work
from erm.mail.commands import NewMail, queue_mails
from erm.mail.delivery import Postman
from erm.mail.message import Envelope, assemble
from erm.mail.rendering import render
from erm.mail.rules import Urgency
from tests.conftest import SECRETS
from tests.database import make_schema, postgres_server, sqlite_url

TEXT = "What Ann and you said you would do until Thursday, and what came of it.\n" * 20
HTML = (
    "<tr><td style='padding:0 24px;font-size:16px'>A promise of yours is due &amp; open</td></tr>\n"
)
BARE = 3_000


def said(what: str, count: int, seconds: float) -> None:
    print(f"{what:<34} {count:>6} in {seconds:6.2f} s  {seconds / count * 1000:7.3f} ms each")


def bytes_alone(count: int = 2_000) -> bytes:
    """Say how long rendering and assembling take; returns a mail as long as a digest."""
    values = {"name": "Ann", "link": "https://erm.test/x", "minutes": 10}
    render("sign_in_link", "en", company="Company", **values)
    began = time.process_time()
    for _ in range(count):
        render("sign_in_link", "en", company="Company", **values)
    said("render a sign-in link", count, time.process_time() - began)
    envelope = Envelope(
        "<1@erm.test>", "erm <erm@erm.test>", "ann@erm.test", "Ann", "Your week", TEXT,
        HTML * 150, now(), "https://erm.test/unsubscribe/x",
    )  # fmt: skip
    began = time.process_time()
    for _ in range(count):
        assemble(envelope)
    said("assemble a digest's bytes", count, time.process_time() - began)
    return assemble(envelope)


async def fill(url: str, count: int) -> None:
    """Put mails as long as a digest into the outbox."""
    sealing.use_keys(SECRETS)
    async with database(url):
        for first in range(0, count, 1_000):
            async with unit_of_work(Bus()):
                await queue_mails(
                    [
                        NewMail(
                            dedupe_key=f"bench:{n}",
                            kind="digest",
                            recipient_id=new_id(),
                            to_address=f"person{n}@erm.test",
                            to_name=f"Person {n}",
                            language="en",
                            subject="Your week",
                            text=TEXT,
                            html=HTML * 150,
                            unsubscribe_url=f"https://erm.test/unsubscribe/{n}",
                            urgency=Urgency.BULK,
                        )
                        for n in range(first, min(first + 1_000, count))
                    ]
                )


async def bare(port: int, data: bytes) -> float:
    return await smtp_alone(port, [replace_id(data, new_id()) for _ in range(BARE)])


async def work(
    url: str, port: int, number: int, key_file: Path | None, profile: str | None, barrier: Barrier
) -> dict[str, float]:
    """One worker: delivers until nothing is left."""
    sealing.use_keys(SECRETS)
    settings = replace(settings_for(url, port), dkim_key_file=key_file)
    async with database(url):
        post = Postman(settings, f"bench{number}", nobody)
        barrier.wait()
        profiler = cProfile.Profile(time.process_time)
        if profile is not None:
            profiler.enable()
        began, busy = time.perf_counter(), time.process_time()
        sent = await post.run(asyncio.Event())
        seconds, busy = time.perf_counter() - began, time.process_time() - busy
        if profile is not None:
            profiler.disable()
            pstats.Stats(profiler).sort_stats(profile).print_stats(60)
        await post.close()
    return {"sent": sent, "seconds": seconds, "busy": busy}


def _worker(results: multiprocessing.Queue[Any], *values: Any) -> None:
    results.put(asyncio.run(work(*values)))


def new_key(folder: Path) -> Path:
    """A new private key to sign with, in a file."""
    path = folder / "dkim.pem"
    path.write_bytes(
        rsa.generate_private_key(65537, 2048).private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


def run(url: str, folder: Path, wanted: argparse.Namespace) -> int:
    context = multiprocessing.get_context()
    ports: multiprocessing.Queue[int] = multiprocessing.Queue()
    taken, distinct = context.Value("q", 0), context.Value("q", 0)
    server = multiprocessing.Process(target=sink, args=(ports, taken, distinct), daemon=True)
    server.start()
    port = ports.get()
    data = bytes_alone()
    in_process(fill, url, wanted.count)
    ceiling: float = in_process(bare, port, data)
    barrier = multiprocessing.Barrier(wanted.workers)
    results: multiprocessing.Queue[dict[str, float]] = multiprocessing.Queue()
    key_file = new_key(folder) if wanted.dkim else None
    processes = [
        multiprocessing.Process(
            target=_worker,
            args=(results, url, port, number, key_file, wanted.profile, barrier),
        )
        for number in range(wanted.workers)
    ]
    for process in processes:
        process.start()
    found = [results.get() for _ in processes]
    for process in processes:
        process.join()
    sent = sum(each["sent"] for each in found)
    by_clock = sent / max(each["seconds"] for each in found)
    by_processor = sent / sum(each["busy"] for each in found)
    print(f"{wanted.count} mails of {len(data)} bytes, {wanted.workers} worker(s), "
          f"{url.split(':', maxsplit=1)[0]}, {'signed' if wanted.dkim else 'not signed'}")  # fmt: skip
    for name, figure in (
        ("SMTP alone, a second", ceiling),
        ("delivered, a second", by_clock),
        ("delivered, a second of one processor", by_processor),
    ):
        print(f"{name:44}{figure:10.1f}{figure / ceiling:8.2f}")
    server.terminate()
    return int(taken.value - BARE != wanted.count or taken.value != distinct.value)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int, nargs="?", default=5_000)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--dkim", action="store_true")
    parser.add_argument("--profile", nargs="?", const="tottime", choices=["tottime", "cumulative"])
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if wanted.postgres:
            with postgres_server() as postgres:
                url = postgres.create_database("bench")
                make_schema(url)
                return run(url, folder, wanted)
        url = sqlite_url(folder / "erm.db")
        make_schema(url)
        return run(url, folder, wanted)


if __name__ == "__main__":
    sys.exit(main())
