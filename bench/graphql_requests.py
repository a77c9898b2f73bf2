"""Requests per second of the GraphQL endpoint, against a floor measured in the same run.

    .venv/bin/python bench/graphql_requests.py [--seconds 3]

In process, one request after the other, through the whole ASGI application in production mode with
the demo company in a SQLite file: what is measured is the CPU time of one server process. The floor
"b" is what no server of ours could beat: a bare ASGI application that runs one SQL statement and
writes the same bytes with orjson. Read the ratios; the times are this machine's.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import orjson
import uvloop

from erm.access.models import AccessToken
from erm.access.secrets import new_access_token, stored_form
from erm.core.clock import now
from erm.core.database.connections import connection, database
from erm.core.database.migrate import migrate
from erm.core.logging import configure_logging
from erm.demo.seed import seed
from erm.people.models import Person
from erm.settings import Settings
from erm.web.app import create_app
from erm.web.operations import known_documents

App = Callable[..., Awaitable[None]]


class Call:
    """One request, made ready, and sent as often as one likes."""

    def __init__(self, app: App, body: dict[str, Any], headers: dict[str, str]) -> None:
        self.app = app
        self.body = orjson.dumps(body)
        all_headers = {
            "host": "localhost:8000",
            "content-type": "application/json",
            "accept": "application/graphql-response+json",
            "content-length": str(len(self.body)),
        } | headers
        self.scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "POST",
            "scheme": "http",
            "path": "/graphql",
            "raw_path": b"/graphql",
            "query_string": b"",
            "root_path": "",
            "headers": [(k.encode(), v.encode()) for k, v in all_headers.items()],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 8000),
        }

    async def send(self) -> tuple[int, bytes]:
        """Status and body of the answer."""
        status, chunks = 0, []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": self.body, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                chunks.append(message.get("body", b""))

        await self.app(dict(self.scope), receive, send)
        return status, b"".join(chunks)

    async def measure(self, seconds: float) -> float:
        """CPU milliseconds of one request: the median of five rounds."""
        await self.send()
        rounds = []
        for _ in range(5):
            count, begun, cpu = 0, time.perf_counter(), time.process_time()
            while time.perf_counter() - begun < seconds / 5:
                await self.send()
                count += 1
            rounds.append((time.process_time() - cpu) * 1000 / count)
        return sorted(rounds)[2]


def floor(answer: dict[str, Any]) -> App:
    """Bare ASGI: one statement, one ``orjson.dumps``."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await connection().execute_query(
            "SELECT id, given_name, family_name, title FROM person ORDER BY id LIMIT 25"
        )
        body = orjson.dumps(answer)
        head = [(b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": head})
        await send({"type": "http.response.body", "body": body})

    return app


FEED = """{ kudosFeed(first: 25) { totalCount edges { cursor node { id message createdAt visibility
  author { id name title } receivers { id name title } companyValue { id name color }
  reactions { kind count mine } commentCount } } } }"""
HOSTILE = {
    "hostile: fragments that double 60 times": "{ ...f0 }"
    + "".join(f"fragment f{n} on Query {{ ...f{n + 1} ...f{n + 1} }}" for n in range(60))
    + "fragment f60 on Query { __typename }",
    "hostile: 20,000 levels": "{ a" * 20_000 + "}" * 20_000,
    "hostile: 2,000 tokens": "{" + "a " * 3_000 + "}",
    "hostile: overlapping fragments": "{ viewer { "
    + "".join(f"...f{n} " for n in range(60))
    + "} }"
    + "".join(
        f"fragment f{n} on Viewer {{ person {{ id name id name a{n} }} }}" for n in range(60)
    ),
}


async def run(seconds: float) -> None:
    """Measure and print."""
    configure_logging()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'erm.db'}"
        settings = Settings(
            database_url=url, public_url="http://localhost:8000", secret_key="b" * 32
        )
        await migrate(url)
        async with database(url):
            await seed(now())
            await measure_all(settings, seconds)


async def measure_all(settings: Settings, seconds: float) -> None:
    """With the demo company in the open database."""
    manager = await Person.get(work_email__startswith="theo.marsh@")
    secret = new_access_token()
    token = await AccessToken.create(
        person_id=manager.id,
        name="bench",
        prefix=secret[:12],
        token_hash=stored_form(secret),
        may_read=True,
        created_at=now(),
        expires_at=now().replace(year=now().year + 1),
    )
    headers = {"authorization": f"Bearer {secret}"}
    app = create_app(settings)
    home = next((k for k, t in known_documents().items() if "query HomePage" in t), None)
    calls: dict[str, Call] = {}
    if home is None:
        print("The SPA is not built, so its home page is left out: run `make spa`.")
    else:
        calls["home page, known operation"] = Call(app, {"documentId": f"sha256:{home}"}, headers)
    calls["kudos feed, 25 rows, free query"] = Call(app, {"query": FEED}, headers)
    calls["{ __typename }"] = Call(app, {"query": "{ __typename }"}, headers)
    calls |= {name: Call(app, {"query": text}, headers) for name, text in HOSTILE.items()}

    status, body = await calls["kudos feed, 25 rows, free query"].send()
    answer = orjson.loads(body)
    assert status == 200, answer
    assert "errors" not in answer, answer
    base = Call(floor(answer), {}, {})
    gc.collect()
    gc.freeze()
    b = await base.measure(seconds)
    print(f"{'':42}{'CPU ms':>8}{'a second':>10}{'x b':>8}{'bytes':>9}")
    print(
        f"{'b: bare ASGI, one statement, orjson':42}{b:8.3f}{1000 / b:10.0f}{1:8.1f}{len(body):9}"
    )
    for name, call in calls.items():
        status, body = await call.send()
        wanted = (400, 403) if name.startswith("hostile") else (200,)
        assert status in wanted, (name, status, body[:300])
        taken = await call.measure(seconds)
        line = f"{name:42}{taken:8.3f}{1000 / taken:10.0f}{taken / b:8.1f}{len(body):9}"
        print(line)
    await token.delete()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Requests a second of the GraphQL endpoint.")
    parser.add_argument("--seconds", type=float, default=3.0, help="for each line")
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run(parser.parse_args().seconds))
