"""GraphQL over HTTP, as the specification's draft says."""

from __future__ import annotations

import gzip
import json
from collections.abc import AsyncIterator

import pytest

from tests.web.conftest import GRAPHQL_JSON, HttpFactory

OK = {"query": "{ __typename }"}
MALFORMED = {
    "null": b"null",
    "a number": b"1",
    "a string": b'"x"',
    "a truth": b"true",
    "an empty body": b"",
    "cut off": b'{"query": "{ __typena',
    "not UTF-8": b'{"query": "{ __typename }", "x": "\xff\xfe"}',
    "UTF-16": json.dumps(OK).encode("utf-16"),
    "NaN": b'{"query": "{ __typename }", "variables": {"a": NaN}}',
    "nested 20,000 deep": b'{"query": "{ __typename }", "variables": ' + b'{"a":' * 20_000,
    "a deep list": b"[" * 20_000 + b"]" * 20_000,
    "a batch": json.dumps([OK, OK]).encode(),
    "an empty batch": b"[]",
    "no query": b"{}",
    "query null": b'{"query": null}',
    "query a number": b'{"query": 1}',
    "query a list": b'{"query": ["{ __typename }"]}',
    "query an object": b'{"query": {}}',
    "variables a string": b'{"query": "{ __typename }", "variables": "x"}',
    "variables a list": b'{"query": "{ __typename }", "variables": []}',
    "variables a number": b'{"query": "{ __typename }", "variables": 0}',
    "operationName a number": b'{"query": "{ __typename }", "operationName": 1}',
    "operationName a list": b'{"query": "{ __typename }", "operationName": []}',
    "extensions a string": b'{"query": "{ __typename }", "extensions": "x"}',
    "extensions a list": b'{"query": "{ __typename }", "extensions": []}',
    "documentId a number": b'{"documentId": 7}',
    "both query and documentId": b'{"query": "{ __typename }", "documentId": "sha256:0"}',
    "no such operation": b'{"query": "query A { __typename }", "operationName": "B"}',
    "two operations and no name": b'{"query": "query A { __typename } query B { __typename }"}',
}


@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED.keys())
@pytest.mark.parametrize("accept", [GRAPHQL_JSON, "application/json"])
async def test_a_malformed_request_is_answered_400_in_graphqls_shape(
    http: HttpFactory, body: bytes, accept: str
) -> None:
    answer = await http().post(
        "/graphql", content=body, headers={"Content-Type": "application/json", "Accept": accept}
    )

    assert answer.status_code == 400
    assert answer.headers["content-type"] == f"{accept}; charset=utf-8"
    assert "data" not in answer.json()
    [error] = answer.json()["errors"]
    assert error["message"]
    assert error["extensions"]["code"].isupper()


@pytest.mark.parametrize(
    ("accept", "served"),
    [
        (None, "application/json"),
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        (f"application/json, {GRAPHQL_JSON}", "application/json"),
        (GRAPHQL_JSON, GRAPHQL_JSON),
        ("application/json", "application/json"),
        ("application/json; charset=utf-8", "application/json"),
        (f"{GRAPHQL_JSON}, application/json;q=0.9", GRAPHQL_JSON),
        (f"application/json, {GRAPHQL_JSON};q=0.5", "application/json"),
        (f"{GRAPHQL_JSON};q=0, */*", "application/json"),
        ("application/json;q=0, */*", GRAPHQL_JSON),
        ("text/html, application/json;q=0.1", "application/json"),
    ],
)
async def test_the_media_type_is_negotiated(
    http: HttpFactory, accept: str | None, served: str
) -> None:
    client = http()
    if accept is None:
        del client.headers["accept"]
    else:
        client.headers["accept"] = accept

    answer = await client.post("/graphql", json=OK)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == f"{served}; charset=utf-8"
    assert answer.json() == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize(
    "accept", ["text/html", "text/event-stream", "application/json;charset=latin1", "*/*;q=0"]
)
async def test_an_unacceptable_media_type_is_answered_406(http: HttpFactory, accept: str) -> None:
    answer = await http().post("/graphql", json=OK, headers={"Accept": accept})

    assert answer.status_code == 406
    assert answer.json()["errors"][0]["extensions"]["code"] == "NOT_ACCEPTABLE"


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])
async def test_every_method_but_post_is_answered_405(http: HttpFactory, method: str) -> None:
    answer = await http().request(method, "/graphql", params={"query": "{ __typename }"})

    assert answer.status_code == 405
    assert answer.headers["allow"] == "POST"
    assert b'"data"' not in answer.content


@pytest.mark.parametrize(
    ("query", "code"),
    [("{ __typename", "GRAPHQL_PARSE_FAILED"), ("{ nothing }", "GRAPHQL_VALIDATION_FAILED")],
)
@pytest.mark.parametrize(("accept", "status"), [(GRAPHQL_JSON, 400), ("application/json", 200)])
async def test_a_document_that_cannot_be_executed_has_errors_and_no_data(
    http: HttpFactory, query: str, code: str, accept: str, status: int
) -> None:
    answer = await http().post("/graphql", json={"query": query}, headers={"Accept": accept})

    assert answer.status_code == status
    assert set(answer.json()) == {"errors"}
    assert answer.json()["errors"][0]["extensions"]["code"] == code
    assert answer.json()["errors"][0]["locations"]


async def test_a_variable_of_the_wrong_type_is_an_error_of_the_request(http: HttpFactory) -> None:
    query = "query Q($id: ID!) { node(id: $id) { id } }"

    answer = await http().post("/graphql", json={"query": query, "variables": {}})

    assert answer.status_code == 400
    assert set(answer.json()) == {"errors"}
    assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


async def test_the_operation_is_chosen_by_its_name(http: HttpFactory) -> None:
    query = "query A { a: __typename } query B { b: __typename }"

    answer = await http().post("/graphql", json={"query": query, "operationName": "B"})

    assert answer.json() == {"data": {"b": "Query"}}


async def test_nobody_signed_in_is_an_error_with_a_code(http: HttpFactory) -> None:
    answer = await http().post("/graphql", json={"query": '{ node(id: "x") { id } }'})

    assert answer.status_code == 200
    assert answer.json()["data"] == {"node": None}
    assert answer.json()["errors"][0]["extensions"]["code"] == "NOT_SIGNED_IN"
    assert answer.json()["errors"][0]["path"] == ["node"]


@pytest.mark.parametrize("chunked", [False, True])
async def test_a_body_over_a_megabyte_is_answered_413(http: HttpFactory, chunked: bool) -> None:
    body = json.dumps({"query": "{ __typename }", "variables": {"a": "x" * 1_000_000}}).encode()
    sent = 0

    async def stream() -> AsyncIterator[bytes]:
        nonlocal sent
        for start in range(0, len(body), 50_000):
            sent += 1
            yield body[start : start + 50_000]

    answer = await http().post(
        "/graphql",
        content=stream() if chunked else body,
        headers={"Content-Type": "application/json"},
    )

    assert answer.status_code == 413
    assert answer.json()["errors"][0]["extensions"]["code"] == "BODY_TOO_LARGE"


async def test_field_names_are_never_suggested(http: HttpFactory) -> None:
    answer = await http().post("/graphql", json={"query": "{ viewe { __typenam } }"})

    assert "viewer" not in answer.text
    assert "Did you mean" not in answer.text


async def test_answers_are_kept_by_no_cache_and_compressed_from_a_thousand_bytes(
    http: HttpFactory,
) -> None:
    client = http()
    query = "{" + " ".join(f"{'a' * 90}{n}: __typename" for n in range(20)) + "}"

    plain = await client.post("/graphql", json=OK)
    async with client.stream("POST", "/graphql", json={"query": query}) as large:
        raw = b"".join([chunk async for chunk in large.aiter_raw()])

    assert plain.headers["cache-control"] == "no-store"
    assert "content-encoding" not in plain.headers
    assert large.headers["content-encoding"] == "gzip"
    assert len(json.loads(gzip.decompress(raw))["data"]) == 20
