"""Refusals keep their words, crashes lose theirs, and an outage is none."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from structlog.testing import capture_logs

from erm.core.database.models import WorkerHeartbeat
from erm.core.language import catalogue, has, languages
from erm.schema import execution
from erm.settings import Settings
from tests.web import tiny
from tests.web.tiny import CANARY, tiny_client


@pytest.fixture
async def client(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    tiny.failing["times"] = 0
    async with tiny_client(settings) as opened:
        yield opened


async def ask(client: httpx.AsyncClient, query: str, **headers: str) -> httpx.Response:
    return await client.post("/graphql", json={"query": query}, headers=headers)


async def test_a_refusal_in_a_query_has_its_code_its_field_and_a_sentence(
    client: httpx.AsyncClient,
) -> None:
    answer = (await ask(client, "{ refused fine }")).json()

    assert answer["data"] == {"refused": None, "fine": "fine"}
    assert answer["errors"] == [
        {
            "message": "This is too long: at most 7 characters.",
            "extensions": {"code": "TEXT_TOO_LONG", "kind": "INVALID_INPUT", "field": "dueOn"},
            "path": ["refused"],
            "locations": [{"line": 1, "column": 3}],
        }
    ]


async def test_sentences_are_in_the_language_of_the_reader(client: httpx.AsyncClient) -> None:
    russian = await ask(
        client, "{ refused crash }", **{"Accept-Language": "de, ru;q=0.8, en;q=0.5"}
    )

    messages = [error["message"] for error in russian.json()["errors"]]
    assert all("а" in message for message in messages)


@pytest.mark.parametrize("field", ["crash", "caused", "nothing"])
async def test_a_crash_is_masked_and_logged_under_the_id_that_the_reader_sees(
    client: httpx.AsyncClient, field: str
) -> None:
    document = f"query Secret {{ {field} fine @include(if: true) # {CANARY}\n}}"
    with capture_logs() as logs:
        answer = await ask(client, document)

    [error] = answer.json()["errors"]
    assert error["extensions"]["code"] == "INTERNAL"
    assert error["message"].startswith("Something went wrong")
    assert CANARY not in answer.text
    assert "Traceback" not in answer.text
    [crash] = [entry for entry in logs if entry["event"] == "crash"]
    assert crash["id"] == error["extensions"]["id"]
    assert crash["field"] == field
    assert crash["at"]
    assert CANARY not in json.dumps(logs, default=repr)


async def test_neither_the_document_nor_the_variables_reach_any_log(
    client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(0)
    bodies: list[dict[str, Any]] = [
        {"query": f"query {CANARY.replace('-', '_')} {{ crash }}"},
        {"query": f'{{ crash(a: "{CANARY}") }}'},
        {"query": f'{{ "{CANARY}" }}'},
        {"query": "query Q($a: Int!) { crash }", "variables": {"a": CANARY}},
        {"query": "{ crash }", "operationName": CANARY},
    ]
    with capture_logs() as logs:
        for body in bodies:
            await client.post("/graphql", json=body)

    said = json.dumps(logs, default=repr) + caplog.text + "".join(capsys.readouterr())
    assert CANARY not in said
    assert CANARY.replace("-", "_") not in said


async def test_a_query_that_meets_an_outage_is_tried_once_more(client: httpx.AsyncClient) -> None:
    tiny.failing["times"] = 1

    answer = await ask(client, "{ outage }")

    assert answer.json() == {"data": {"outage": "back"}}


async def test_a_lasting_outage_is_answered_503_with_retry_after(client: httpx.AsyncClient) -> None:
    tiny.failing["times"] = 9

    answer = await ask(client, "{ outage }")

    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "2"
    assert answer.json()["errors"][0]["extensions"]["code"] == "DATABASE_UNAVAILABLE"
    assert CANARY not in answer.text


BEAT = "mutation B($input: BeatInput!) { beat(input: $input) { __typename } }"


async def beat(client: httpx.AsyncClient, **values: Any) -> httpx.Response:
    variables = {"input": {"name": "row", **values}}
    return await client.post("/graphql", json={"query": BEAT, "variables": variables})


@pytest.mark.usefixtures("db")
class TestAMutation:
    async def test_is_one_transaction(self, client: httpx.AsyncClient) -> None:
        assert (await beat(client)).json()["data"]["beat"]["__typename"] == "BeatSuccess"
        assert await WorkerHeartbeat.all().count() == 1

    async def test_that_is_refused_late_leaves_nothing(self, client: httpx.AsyncClient) -> None:
        answer = await beat(client, refuse=True)

        assert answer.json()["data"]["beat"]["__typename"] == "Refusal"
        assert await WorkerHeartbeat.all().count() == 0

    async def test_that_crashes_leaves_nothing_and_is_never_repeated(
        self, client: httpx.AsyncClient
    ) -> None:
        answer = await beat(client, crash=True)

        assert answer.status_code == 503
        assert await WorkerHeartbeat.all().count() == 0

    async def test_that_takes_too_long_is_rolled_back_and_says_so(
        self, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(execution, "TIMEOUT", 0.2)

        answer = await beat(client, sleep=30)

        assert answer.status_code == 503
        assert answer.json()["errors"][0]["extensions"]["code"] == "TIMEOUT"
        assert await WorkerHeartbeat.all().count() == 0
        assert (await beat(client)).status_code == 200


async def test_a_query_may_take_ten_seconds(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert execution.TIMEOUT == 10
    monkeypatch.setattr(execution, "TIMEOUT", 0.1)

    answer = await ask(client, "{ slow }")

    assert answer.json()["errors"][0]["extensions"]["code"] == "TIMEOUT"


def test_every_code_of_the_protocol_is_documented_and_said_in_every_language() -> None:
    documented = (Path(__file__).parents[2] / "docs" / "security.md").read_text("utf-8")
    codes = {
        language: {k.partition(".")[2] for k in catalogue(language) if k.startswith("graphql.")}
        for language in languages()
    }

    assert len(codes["en"]) > 20
    assert all(found == codes["en"] for found in codes.values())
    assert [code for code in sorted(codes["en"]) if f"`{code}`" not in documented] == []


def test_every_code_that_is_raised_has_its_sentence() -> None:
    raised = set()
    for folder in ("web", "schema"):
        for path in (Path(__file__).parents[2] / "erm" / folder).glob("*.py"):
            text = path.read_text("utf-8")
            raised |= set(re.findall(r'HttpRefusal\(\d+, "([A-Z_]+)"', text))
            raised |= set(re.findall(r'LimitExceeded\("([A-Z_]+)"', text))
            raised |= set(re.findall(r'\bproblem\("([A-Z_]+)"', text))

    assert len(raised) > 20
    assert [code for code in sorted(raised) if not has("en", f"graphql.{code}")] == []
