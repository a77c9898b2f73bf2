"""How fast a digest run is: composing, assembling, and delivering to a server on this machine.

    python -m bench.mail [PEOPLE]

Everything is real: a SQLite file with the people, the outbox, one worker's sender with its four
connections, and an SMTP server in a process of its own that takes every mail and forgets it.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from erm.core.clock import at, now
from erm.core.database.connections import database
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.digest.issuing import issue_due
from erm.feedback.models import FeedbackRequest
from erm.feedback.rules import RequestState, open_key
from erm.mail.delivery import Postman
from erm.mail.message import Envelope, assemble
from erm.mail.models import Mail
from erm.mail.rendering import render
from erm.settings import Settings
from tests.cast import Cast
from tests.database import make_schema, sqlite_url

MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def sink(ports: multiprocessing.Queue[int]) -> None:
    """An SMTP server that says yes to everything, as cheaply as can be."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 sink\r\n")
        try:
            while line := await reader.readline():
                if line.startswith(b"DATA"):
                    writer.write(b"354 go on\r\n")
                    await reader.readuntil(b"\r\n.\r\n")
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


async def nobody(people: Collection[UUID]) -> set[UUID]:
    return set()


async def fill(people: int) -> None:
    cast = Cast()
    asker = await cast.person("Asker")
    question = "What could I do better?"
    await FeedbackRequest.bulk_create(
        [
            FeedbackRequest(
                id=new_id(),
                requester_id=asker.id,
                asked_id=person.id,
                question=question,
                state=RequestState.PENDING,
                open_key=open_key(asker.id, person.id, question),
                created_at=MONDAY - timedelta(days=1),
            )
            for person in await cast.crowd(people)
        ]
    )


def said(what: str, count: int, seconds: float) -> None:
    print(f"{what:<34} {count:>6} in {seconds:6.2f} s  {seconds / count * 1000:7.3f} ms each")


def bytes_alone(count: int = 2_000) -> None:
    values = {"name": "Ann", "link": "https://erm.test/x", "minutes": 10}
    mail = render("sign_in_link", "en", company="Company", **values)
    began = time.perf_counter()
    for _ in range(count):
        render("sign_in_link", "en", company="Company", **values)
    said("render a sign-in link", count, time.perf_counter() - began)
    envelope = Envelope(
        "<1@erm.test>", "erm <erm@erm.test>", "ann@erm.test", "Ann", mail.subject, mail.text,
        mail.html, now(), "https://erm.test/unsubscribe/x",
    )  # fmt: skip
    began = time.perf_counter()
    for _ in range(count):
        assemble(envelope)
    said("assemble its bytes", count, time.perf_counter() - began)


async def main(people: int) -> None:
    bytes_alone()
    ports: multiprocessing.Queue[int] = multiprocessing.Queue()
    process = multiprocessing.Process(target=sink, args=(ports,), daemon=True)
    process.start()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "erm.db"
        make_schema(sqlite_url(path))
        settings = Settings(
            database_url=sqlite_url(path),
            public_url="https://erm.test",
            secret_key="a-key-that-is-only-for-the-benchmark-01234",
            smtp_url=f"smtp+plain://127.0.0.1:{ports.get()}",
            mail_from="erm <erm@erm.test>",
        )
        async with database(settings.database_url):
            await fill(people)
            with at(MONDAY):
                began = time.perf_counter()
                queued = await issue_due(settings, Bus(), asyncio.Event())
                said("compose and queue digests", queued, time.perf_counter() - began)
                began = time.perf_counter()
                sent = await Postman(settings, "bench", nobody).run(asyncio.Event())
                said("deliver", sent, time.perf_counter() - began)
            assert sent == queued == await Mail.filter(sent_at__isnull=False).count()
    process.terminate()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000))
