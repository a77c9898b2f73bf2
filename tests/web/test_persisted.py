"""Who may run what: known operations, and everything else."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from erm.web.operations import ManifestError, known_documents
from tests.cast import Cast
from tests.web.conftest import ORIGIN, HttpFactory, digest

KNOWN = "query Known { viewer { __typename } }"
FREE = {"query": "{ viewer { __typename } }"}
VIEWER = {"data": {"viewer": {"__typename": "Viewer"}}}


def by_id(document: str) -> dict[str, str]:
    return {"documentId": f"sha256:{digest(document)}"}


async def test_a_session_may_run_only_known_operations_in_production(
    http: HttpFactory, cast: Cast
) -> None:
    cookie = f"__Host-erm={await cast.session(cast.ann)}"
    client = http(production=True, documents=[KNOWN], headers={"Origin": ORIGIN, "Cookie": cookie})

    known = await client.post("/graphql", json=by_id(KNOWN))
    free = await client.post("/graphql", json=FREE)
    text_of_known = await client.post("/graphql", json={"query": KNOWN})

    assert known.json() == VIEWER
    assert free.status_code == text_of_known.status_code == 403
    assert free.json()["errors"][0]["extensions"]["code"] == "ONLY_KNOWN_OPERATIONS"


async def test_nobody_signed_in_may_run_only_known_operations_in_production(
    http: HttpFactory,
) -> None:
    client = http(production=True, documents=[KNOWN])

    known = await client.post("/graphql", json=by_id(KNOWN))
    probes = [
        await client.post("/graphql", json={"query": query})
        for query in ("{ viewer }", "{ nothing }", "{", "{ __schema { types { name } } }")
    ]

    assert known.json() == {"data": {"viewer": None}}
    # The same answer to everything: nothing can be learnt about the schema.
    assert {probe.status_code for probe in probes} == {403}
    assert len({probe.text for probe in probes}) == 1


async def test_a_token_may_run_any_query_within_the_limits(http: HttpFactory, cast: Cast) -> None:
    secret = await cast.access_token(cast.ann)
    client = http(production=True, documents=[KNOWN], headers={"Authorization": f"Bearer {secret}"})

    free = await client.post("/graphql", json=FREE)
    introspection = await client.post("/graphql", json={"query": "{ __schema { types { name } } }"})
    deep = await client.post("/graphql", json={"query": "{ a" * 13 + "}" * 13})

    assert free.json() == VIEWER
    assert introspection.status_code == 200
    assert deep.json()["errors"][0]["extensions"]["code"] == "QUERY_TOO_DEEP"


async def test_a_token_that_may_only_read_cannot_write(http: HttpFactory, cast: Cast) -> None:
    secret = await cast.access_token(cast.ann)
    client = http(production=True, headers={"Authorization": f"Bearer {secret}"})

    answer = await client.post(
        "/graphql",
        json={
            "query": "mutation { endOtherSessions(input: {}) {"
            " __typename ... on Refusal { code } } }"
        },
    )

    assert answer.json()["data"]["endOtherSessions"] == {
        "__typename": "Refusal",
        "code": "READ_ONLY_TOKEN",
    }


@pytest.mark.parametrize("secret", ["erm_pat_wrong", "x", "erm_pat_" + "a" * 5_000])
@pytest.mark.usefixtures("db")
async def test_a_token_that_is_none_is_answered_401(http: HttpFactory, secret: str) -> None:
    client = http(headers={"Authorization": f"Bearer {secret}"})

    answer = await client.post("/graphql", json=FREE)

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json()["errors"][0]["extensions"]["code"] == "TOKEN_INVALID"


async def test_a_token_and_a_session_together_are_the_tokens(http: HttpFactory, cast: Cast) -> None:
    session = await cast.session(cast.ada)
    client = http(
        headers={
            "Authorization": "Bearer erm_pat_wrong",
            "Cookie": f"__Host-erm={session}",
            "Origin": ORIGIN,
        }
    )

    assert (await client.post("/graphql", json=FREE)).status_code == 401


async def test_nobody_signed_in_sees_the_schema_in_development_either(http: HttpFactory) -> None:
    client = http()

    for query in (
        "{ __schema { types { name } } }",
        '{ a: __type(name: "Person") { name } }',
        "{ ...a } fragment a on Query { __schema { queryType { name } } }",
    ):
        answer = await client.post("/graphql", json={"query": query})
        assert answer.status_code == 403
        assert answer.json()["errors"][0]["extensions"]["code"] == "INTROSPECTION_REFUSED"


async def test_a_session_sees_the_schema_in_development(http: HttpFactory, cast: Cast) -> None:
    cookie = f"__Host-erm={await cast.session(cast.ann)}"
    client = http(headers={"Origin": ORIGIN, "Cookie": cookie})

    answer = await client.post("/graphql", json={"query": "{ __schema { queryType { name } } }"})

    assert answer.json() == {"data": {"__schema": {"queryType": {"name": "Query"}}}}


@pytest.mark.parametrize("key", ["sha256:0000", "0000", "md5:0000", ""])
async def test_an_unknown_operation_says_that_the_page_is_of_another_version(
    http: HttpFactory, key: str
) -> None:
    answer = await http(production=True).post("/graphql", json={"documentId": key})

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "DOCUMENT_UNKNOWN"


async def test_an_operation_that_does_not_fit_the_schema_stays_unknown(http: HttpFactory) -> None:
    stale = "query Stale { removedField }"
    client = http(production=True, documents=[KNOWN, stale])

    assert (await client.post("/graphql", json=by_id(stale))).status_code == 400
    assert (await client.post("/graphql", json=by_id(KNOWN))).status_code == 200


def test_a_manifest_without_its_hashes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "persisted-documents.json"
    assert known_documents(path) == {}

    right = hashlib.sha256(b"{ __typename }").hexdigest()
    path.write_text(f'{{"sha256:{right}": "{{ __typename }}"}}')
    assert known_documents(path) == {right: "{ __typename }"}

    for wrong in ("[]", "{", f'{{"{right}": "{{ viewer }}"}}', f'{{"{right}": 1}}'):
        path.write_text(wrong)
        with pytest.raises(ManifestError):
            known_documents(path)
