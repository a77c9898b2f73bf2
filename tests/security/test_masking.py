"""Whatever is sent, nothing crashes, no answer shows our insides, no log shows people's words."""

from __future__ import annotations

import asyncio
import json
import logging
import random
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from structlog.testing import capture_logs
from tortoise import Tortoise

from erm.core.clock import now
from erm.core.database.connections import APP, database
from erm.schema.build import build_schema
from erm.schema.ids import to_global
from erm.schema.node import node_types
from tests.cast import Cast, company
from tests.database import free_port
from tests.digest.week import live
from tests.processes import Process, environment, running
from tests.security.fuzzing import CANARY, INSIDES, Fuzzer

# graphql-core drops the coroutines of siblings of a field that failed at once: nothing is lost by it.
# Collected in the middle of something else, it is told as an exception that nobody could catch.
pytestmark = [
    pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

ENDS_ACCESS = frozenset({"signOut", "endSession", "endOtherSessions", "setPassword"})
"""They do what they should, and the next request would be nobody's."""
NOT_OURS = frozenset({"INTERNAL", "TIMEOUT", "DATABASE_UNAVAILABLE"})


async def global_ids() -> dict[str, list[str]]:
    """Some ids of every type with an address."""
    found: dict[str, list[str]] = {}
    for name in node_types():
        model = Tortoise.apps[APP].get(name)
        keys = [] if model is None else await model.all().limit(8).values_list("id", flat=True)
        found[name] = [to_global(name, key) for key in keys]
    return found


async def world() -> tuple[Cast, dict[str, list[str]]]:
    cast = await company()
    await live(cast)
    ids = await global_ids()
    # What has no table of its own name is asked by the ids of others.
    assert sum(1 for keys in ids.values() if keys) >= 8
    return cast, ids


def codes_of(answer: dict[str, Any]) -> list[str]:
    return [error["extensions"]["code"] for error in answer.get("errors", [])]


def check(response: httpx.Response, document: str) -> None:
    told = f"{response.status_code} {response.text[:600]}\n{document[:600]}"
    assert response.status_code in (200, 400), told
    answer = response.json()
    assert not NOT_OURS & set(codes_of(answer)), told
    shown = json.dumps(
        [error["message"] for error in answer.get("errors", [])]
        + [v["message"] for v in (answer.get("data") or {}).values() if is_refusal(v)]
    )
    assert INSIDES.search(shown) is None, told


def is_refusal(value: Any) -> bool:
    return isinstance(value, dict) and value.get("__typename") == "Refusal"


def fuzzer(ids: dict[str, list[str]], seed: int) -> Fuzzer:
    return Fuzzer(build_schema()._schema, ids, random.Random(seed), skip=ENDS_ACCESS)


async def fuzz(api: Any, seed: int, rounds: int, caplog: pytest.LogCaptureFixture) -> None:
    cast, ids = await world()
    people = [cast.ann, cast.mo, cast.ann, cast.mo, cast.ada, cast.hana, None]
    browsers = [api(person) for person in people]
    asked = succeeded = 0
    caplog.set_level(logging.INFO)
    with capture_logs() as logs:
        for document, variables in fuzzer(ids, seed).everything(rounds):
            browser = browsers[asked % len(browsers)]
            response = await browser.post(document, variables)
            check(response, f"{document}\n{json.dumps(variables)}")
            asked += 1
            data = response.json().get("data") or {}
            succeeded += any(v is not None and not is_refusal(v) for v in data.values())
            if "NOT_SIGNED_IN" in response.text:
                # A change of roles ended the session.
                number = (asked - 1) % len(browsers)
                browsers[number] = api(people[number])
    said = json.dumps(logs, default=repr) + caplog.text
    print(f"\nseed {seed}: {asked} requests, {succeeded} had an effect or an answer, 0 crashes")
    assert succeeded > asked / 25
    assert CANARY not in said
    assert not [entry for entry in logs if entry["event"] == "crash"]


async def test_no_root_field_crashes_or_tells_in_short(
    db: Any, api: Any, caplog: pytest.LogCaptureFixture
) -> None:
    await fuzz(api, random.randrange(10**6), 2, caplog)


@pytest.mark.soak
@pytest.mark.parametrize("_round", range(5))
async def test_no_root_field_crashes_or_tells(
    db: Any, api: Any, caplog: pytest.LogCaptureFixture, _round: int
) -> None:
    await fuzz(api, random.randrange(10**6), 60, caplog)


C = CANARY
MALFORMED: list[tuple[str, str, bytes | None, dict[str, str]]] = [
    ("POST", "/graphql", f'{{"query": "{{ {C} }}"'.encode(), {}),
    ("POST", "/graphql", f'["{C}"]'.encode(), {}),
    ("POST", "/graphql", f'{{"query": "{{ {C}(a: \\"{C}\\") }}"}}'.encode(), {}),
    ("POST", "/graphql", f'{{"query": 1, "variables": "{C}"}}'.encode(), {}),
    ("POST", "/graphql", f'{{"documentId": "sha256:{C}"}}'.encode(), {}),
    ("POST", "/graphql", b"\xff\xfe" + C.encode(), {}),
    ("POST", "/graphql", b"{" * 20_000, {}),
    ("POST", "/graphql", b'{"query": "{ a }"}', {"Authorization": f"Bearer {C}"}),
    ("POST", "/graphql", b'{"query": "{ a }"}', {"Authorization": f"Bearer erm_pat_{C}"}),
    ("POST", "/graphql", b'{"query": "{ a }"}', {"Content-Type": f"text/{C}"}),
    ("POST", "/graphql", b'{"query": "{ a }"}', {"Accept": C}),
    ("POST", "/graphql", b'{"query": "{ a }"}', {"Accept-Language": f"{C};q={C}"}),
    ("POST", "/graphql", b'{"query": "{ a }"}', {"Cookie": f"__Host-erm={C}"}),
    ("POST", "/graphql", b'{"query": "{ a }"}', {"Origin": f"https://{C}.example"}),
    ("POST", "/graphql", b'{"query": "{ a }"}', {"X-Forwarded-For": C}),
    ("GET", f"/graphql?query={{{C}}}", None, {}),
    ("DELETE", f"/graphql/{C}", None, {}),
    ("POST", "/uploads/people", C.encode(), {"X-File-Name": f"%00%ff{C}"}),
    ("POST", "/uploads/people", b"", {"Content-Type": "text/csv", "X-File-Name": C}),
    ("GET", f"/mailbox/{C}", None, {}),
    ("GET", "/mailbox/%00", None, {}),
    ("GET", f"/mailbox/{to_global('Mail', UUID(int=1))}", None, {}),
    ("GET", f"/unsubscribe/{C}", None, {}),
    ("POST", f"/unsubscribe/{C}", b"List-Unsubscribe=One-Click", {}),
    ("POST", f"/unsubscribe/{C}", b"\xff" * 500, {"Content-Type": "multipart/form-data"}),
    (
        "POST",
        f"/unsubscribe/{C}",
        f'--{C}\r\nContent-Disposition: form-data; name="{C}'.encode(),
        {"Content-Type": f"multipart/form-data; boundary={C}"},
    ),
    ("GET", f"/assets/{C}.js", None, {}),
    ("GET", f"/assets/..%2f..%2f{C}", None, {}),
    ("GET", f"/{C}/%2e%2e/%2e%2e/etc/passwd", None, {}),
    ("GET", f"/%00{C}", None, {}),
    ("GET", f"/readyz?{C}", None, {}),
    ("POST", f"/healthz?{C}", b"", {}),
    ("PUT", f"/{C}", C.encode(), {}),
    ("OPTIONS", f"/{C}", None, {"Access-Control-Request-Method": C}),
]


async def over_the_wire(base: str, port: int, token: str, ids: dict[str, list[str]], rounds: int):
    """Malformed requests and fuzz against a running server; returns how many."""
    ours = {"Origin": f"http://localhost:{port}", "Content-Type": "application/json"}
    asked = 0
    async with httpx.AsyncClient(base_url=base, timeout=30) as client:
        for method, path, body, headers in MALFORMED:
            response = await client.request(method, path, content=body, headers=ours | headers)
            asked += 1
            assert response.status_code < 500, (method, path, response.text[:300])
            if "text/html" not in response.headers.get("content-type", ""):
                assert INSIDES.search(response.text) is None, (path, response.text[:300])
        headers = {"Authorization": f"Bearer {token}"}
        for document, variables in fuzzer(ids, random.randrange(10**6)).everything(rounds):
            body = {"query": document, "variables": variables}
            response = await client.post("/graphql", json=body, headers=headers)
            asked += 1
            check(response, document)
    return asked


@pytest.mark.xdist_group("processes")
async def test_the_log_of_a_server_and_a_worker_holds_nobodys_words(
    database_url: str, tmp_path: Path
) -> None:
    async with database(database_url):
        cast, ids = await world()
        token = await cast.access_token(cast.mo, may_write=True)
        began = now()
    port = free_port()
    env = environment(database_url, port, tmp_path)
    server = Process(["serve"], env, tmp_path / "server.log")
    worker = Process(["work"], env, tmp_path / "worker.log")
    with running(server, worker):
        await server.wait_until_it_answers()
        asked = await over_the_wire(server.base, port, token, ids, 2)
        await asyncio.sleep(2.5)
        assert server.stop() == 0
        assert worker.stop() == 0
    logs = (tmp_path / "server.log").read_text() + (tmp_path / "worker.log").read_text()
    print(f"\n{asked} requests since {began:%H:%M:%S}, {logs.count(CANARY)} canaries in the logs")
    assert CANARY not in logs
    assert '"crash"' not in logs
    assert "job_crashed" not in logs
