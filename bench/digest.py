"""What a run of digests costs in a company where everybody has something to read.

    .venv/bin/python -m bench.digest [--postgres] [--people 100000] [--workers 1]

Everything is real: a database with the people, their schedule, the outbox, each worker a process of
its own with the sender's connections, and an SMTP server in another process that takes every mail and
counts its Message-ID. Measured are mails composed and delivered per second (all workers together),
queries per 1,000 digests, and the most memory of a worker; beside them, in the same run, the bare
ceilings: rendering alone, with everything known, and SMTP alone, with the bytes ready. The program
ends with 1 if a mail is missing or came twice.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Collection
from datetime import timedelta
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any
from uuid import UUID

from bench.digest_company import MONDAY, fill
from erm.core import sealing
from erm.core.clock import at
from erm.core.database.connections import connection, database
from erm.core.events import Bus
from erm.core.garbage import leave_alone
from erm.core.ids import new_id
from erm.core.work import unit_of_work
from erm.digest import planning
from erm.digest.compose import Wish
from erm.digest.issuing import issue_claimed, issue_due, plan_due
from erm.digest.making import make_many
from erm.digest.models import DigestSchedule
from erm.mail.delivery import Postman
from erm.mail.message import Envelope, assemble
from erm.mail.rendering import render_with, warm
from erm.settings import Settings
from tests.conftest import SECRETS
from tests.database import make_schema, postgres_server, query_count, sqlite_url

Figures = dict[str, Any]
CONNECTIONS = 4
SAMPLE = 250
"""Digests of which queries are counted: counting takes time, so they are not timed."""


def sink(ports: multiprocessing.Queue[int], taken: Any, distinct: Any) -> None:
    """An SMTP server that says yes to everything, as cheaply as can be, and counts Message-IDs."""
    seen: set[bytes] = set()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 sink\r\n")
        try:
            while line := await reader.readline():
                if line.startswith(b"DATA"):
                    writer.write(b"354 go on\r\n")
                    data = await reader.readuntil(b"\r\n.\r\n")
                    start = data.find(b"Message-ID: ")
                    seen.add(data[start : data.find(b">", start)])
                    taken.value += 1
                    distinct.value = len(seen)
                if line.startswith(b"EHLO"):
                    writer.write(b"250-sink\r\n250 PIPELINING\r\n")
                    continue
                writer.write(b"221 bye\r\n" if line.startswith(b"QUIT") else b"250 sink\r\n")
        except (ConnectionError, asyncio.IncompleteReadError):
            return
        finally:
            writer.close()

    async def serve() -> None:
        server = await asyncio.start_server(talk, "127.0.0.1", 0, limit=1 << 20)
        ports.put(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(serve())


def settings_for(url: str, port: int) -> Settings:
    return Settings(
        database_url=url,
        public_url="https://erm.test",
        secret_key="a-key-that-is-only-for-the-benchmark-01234",
        smtp_url=f"smtp+plain://127.0.0.1:{port}",
        mail_from="erm <erm@erm.test>",
    )


async def nobody(people: Collection[UUID]) -> set[UUID]:
    return set()


def in_process(target: Any, *values: Any) -> Any:
    """Run something in a process of its own, so that its memory is nobody else's."""
    results: multiprocessing.Queue[Any] = multiprocessing.Queue()
    process = multiprocessing.Process(target=_told, args=(results, target, values))
    process.start()
    found = results.get()
    process.join()
    if isinstance(found, str):
        raise RuntimeError(found)
    return found


def _told(results: multiprocessing.Queue[Any], target: Any, values: Any) -> None:
    try:
        results.put(asyncio.run(target(*values)))
    except BaseException as error:
        results.put(repr(error))
        raise


async def prepare(url: str, people: int) -> float:
    """Fill the database; returns how long planning everybody's first digest took, in seconds."""
    sealing.use_keys(SECRETS)
    async with database(url):
        await fill(people)
        with at(MONDAY - timedelta(days=2)):
            began = time.perf_counter()
            await plan_due(Bus(), asyncio.Event())
            taken = time.perf_counter() - began
        async with unit_of_work(Bus()):
            await connection().execute_query("ANALYZE")
        assert await DigestSchedule.filter(next_at__lte=MONDAY).count() == people
    return taken


async def bare(url: str, port: int) -> Figures:
    """The ceilings, and the queries of a sample: digests and mails of the first people."""
    sealing.use_keys(SECRETS)
    settings = settings_for(url, port)
    async with database(url):
        with at(MONDAY):
            claims = await planning.claim(Bus(), SAMPLE)
            keys = [each.person_id for each in claims]
            made = await make_many(dict.fromkeys(keys, Wish()), settings)
            digests = [each for each in made.digests.values() if each is not None]
            values = {
                "name": "Ann", "note": "", "home": "https://erm.test/", "zone": "UTC",
                "settings": "https://erm.test/settings", "cadence": "weekly",
                "unsubscribe": "https://erm.test/unsubscribe/x",
            }  # fmt: skip
            began = time.process_time()
            for _ in range(4):
                for each in digests:
                    subject = each.mail.subject
                    some = values | {"sections": each.sections}
                    render_with("digest", "en", subject, subject, "erm", some)
            rendering = 4 * len(digests) / (time.process_time() - began)
            with query_count() as composing:
                await make_many(dict.fromkeys(keys, Wish()), settings)
            with query_count() as issuing:
                await issue_claimed(settings, Bus(), claims)
        first = digests[0]
        envelope = Envelope(
            message_id="<1@erm.test>", sender="erm <erm@erm.test>", to_address="a@erm.test",
            to_name="Ann", subject=first.mail.subject, text=first.mail.text, html=first.mail.html,
            date=MONDAY, unsubscribe_url=first.unsubscribe_url,
        )  # fmt: skip
    data = assemble(envelope)
    smtp = await smtp_alone(port, [replace_id(data, new_id()) for _ in range(3_000)])
    return {
        "rendering": rendering,
        "smtp": smtp,
        "composing_queries": composing.count * 1_000 / len(keys),
        "queries": issuing.count * 1_000 / len(keys),
        "bytes": len(data),
        "sample": len(digests),
        "sent": 3_000,
    }


def replace_id(data: bytes, key: UUID) -> bytes:
    return data.replace(b"<1@erm.test>", f"<{key}@erm.test>".encode())


async def smtp_alone(port: int, mails: list[bytes]) -> float:
    """Mails a second over the same number of connections, with nothing to do but to send them."""

    async def send(some: list[bytes]) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        await reader.readline()
        for line in (b"HELO bench\r\n",):
            writer.write(line)
            await reader.readline()
        for data in some:
            for said in (b"MAIL FROM:<a@erm.test>\r\n", b"RCPT TO:<b@erm.test>\r\n", b"DATA\r\n"):
                writer.write(said)
                await reader.readline()
            writer.write(data.rstrip(b"\r\n") + b"\r\n.\r\n")
            await reader.readline()
        writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(send(mails[lane::CONNECTIONS]) for lane in range(CONNECTIONS)))
    return len(mails) / (time.perf_counter() - began)


async def work(url: str, port: int, number: int, barrier: Barrier) -> Figures:
    """One worker: composes what is due, waits for the others, delivers."""
    sealing.use_keys(SECRETS)
    settings = settings_for(url, port)
    # As the worker does when it starts.
    warm()
    leave_alone()
    async with database(url):
        with at(MONDAY):
            barrier.wait()
            began, busy = time.perf_counter(), time.process_time()
            queued = await issue_due(settings, Bus(), asyncio.Event(), plan=False)
            composing = time.perf_counter() - began
            composing_busy = time.process_time() - busy
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            barrier.wait()
            began = time.perf_counter()
            sent = await Postman(settings, f"bench{number}", nobody).run(asyncio.Event())
            delivering = time.perf_counter() - began
    return {
        "queued": queued, "composing": composing, "composing_busy": composing_busy,
        "sent": sent, "delivering": delivering, "composing_memory": memory,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    }  # fmt: skip


def _worker(results: multiprocessing.Queue[Any], *values: Any) -> None:
    results.put(asyncio.run(work(*values)))


def run(url: str, people: int, workers: int) -> int:
    context = multiprocessing.get_context()
    ports: multiprocessing.Queue[int] = multiprocessing.Queue()
    taken, distinct = context.Value("q", 0), context.Value("q", 0)
    server = multiprocessing.Process(target=sink, args=(ports, taken, distinct), daemon=True)
    server.start()
    port = ports.get()
    planning_took = in_process(prepare, url, people)
    ceiling: Figures = in_process(bare, url, port)
    barrier = multiprocessing.Barrier(workers)
    results: multiprocessing.Queue[Figures] = multiprocessing.Queue()
    processes = [
        multiprocessing.Process(target=_worker, args=(results, url, port, number, barrier))
        for number in range(workers)
    ]
    for process in processes:
        process.start()
    found = [results.get() for _ in processes]
    for process in processes:
        process.join()
    queued = sum(each["queued"] for each in found)
    sent = sum(each["sent"] for each in found)
    composed = queued / max(each["composing"] for each in found)
    busy = queued / sum(each["composing_busy"] for each in found)
    delivered = sent / max(each["delivering"] for each in found)
    total = taken.value - ceiling["sent"]
    doubled = taken.value - distinct.value
    print(f"{people} people, {workers} worker(s), {url.split(':', maxsplit=1)[0]}")
    print(f"{'planned, a second':44}{people / planning_took:10.0f}")
    lines = (
        ("rendering alone, a second of one processor", ceiling["rendering"], ceiling["rendering"]),
        ("composed and queued, a second", composed, ceiling["rendering"]),
        ("composed, a second of one processor", busy, ceiling["rendering"]),
        ("SMTP alone, a second", ceiling["smtp"], ceiling["smtp"]),
        ("delivered, a second", delivered, ceiling["smtp"]),
    )
    for name, figure, base in lines:
        print(f"{name:44}{figure:10.1f}{figure / base:8.2f}")
    print(f"{'queries for 1,000 digests, composing':44}{ceiling['composing_queries']:10.0f}")
    print(f"{'queries for 1,000 digests, all':44}{ceiling['queries']:10.0f}")
    print(f"{'most memory of a worker, MB: composing':44}{_most(found, 'composing_memory'):10.0f}")
    print(f"{'most memory of a worker, MB: all':44}{_most(found, 'memory'):10.0f}")
    print(f"{'bytes of a mail':44}{ceiling['bytes']:10.0f}")
    print(f"{'mails queued / delivered / doubled':44}{queued + SAMPLE:10}{total:8}{doubled:4}")
    server.terminate()
    return int(total != sent or doubled != 0 or sent != queued + ceiling["sample"])


def _most(found: list[Figures], name: str) -> float:
    return float(max(each[name] for each in found)) / 1_024


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--people", type=int, default=2_000)
    parser.add_argument("--workers", type=int, default=1)
    wanted = parser.parse_args()
    if wanted.postgres:
        with postgres_server() as postgres:
            url = postgres.create_database("bench")
            make_schema(url)
            return run(url, wanted.people, wanted.workers)
    with tempfile.TemporaryDirectory() as folder:
        url = sqlite_url(Path(folder) / "erm.db")
        make_schema(url)
        return run(url, wanted.people, wanted.workers)


if __name__ == "__main__":
    sys.exit(main())
