"""What a page of another site makes a browser send is refused."""

from __future__ import annotations

import pytest

from erm.settings import Settings
from erm.web.security import allowed_origins
from tests.cast import Cast
from tests.web.conftest import ORIGIN, HttpFactory

BODY = b'{"query": "mutation { signOut(input: {}) { __typename } }"}'
JSON = {"Content-Type": "application/json"}
SIMPLE = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]


@pytest.mark.parametrize("content_type", SIMPLE)
@pytest.mark.parametrize("path", ["/graphql", "/uploads/people", "/uploads/survey"])
async def test_a_content_type_that_needs_no_preflight_is_refused(
    http: HttpFactory, content_type: str, path: str
) -> None:
    headers = {"Content-Type": content_type} if content_type else {}

    answer = await http().post(path, content=BODY, headers=headers)

    assert answer.status_code == 415


@pytest.mark.parametrize("path", ["/graphql", "/uploads/people", "/uploads/survey"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "https://other.erm.test", "Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": ORIGIN, "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://erm.test"},
        {"Origin": "https://erm.test:8443"},
        {"Origin": "https://erm.test.evil.example"},
        {},
    ],
    ids=str,
)
async def test_what_does_not_come_from_our_own_pages_is_refused(
    http: HttpFactory, headers: dict[str, str], path: str
) -> None:
    client = http(headers=headers | JSON)

    answer = await client.post(path, content=BODY)

    assert answer.status_code == 403
    assert "CROSS_SITE_REFUSED" in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"},
        {"Origin": ORIGIN},
        {"Sec-Fetch-Site": "same-origin"},
    ],
    ids=str,
)
async def test_what_comes_from_our_own_pages_is_answered(
    http: HttpFactory, headers: dict[str, str]
) -> None:
    answer = await http(headers=headers).post("/graphql", json={"query": "{ __typename }"})

    assert answer.status_code == 200


async def test_a_session_is_not_used_by_another_site(http: HttpFactory, cast: Cast) -> None:
    token = await cast.session(cast.ann)
    body = {"query": "mutation { signOut(input: {}) { __typename } }"}
    evil = http(headers={"Origin": "https://evil.example", "Cookie": f"__Host-erm={token}"})
    own = http(headers={"Origin": ORIGIN, "Cookie": f"__Host-erm={token}"})

    refused = await evil.post("/graphql", json=body)
    still = await own.post("/graphql", json={"query": "{ viewer { __typename } }"})

    assert refused.status_code == 403
    assert still.json()["data"]["viewer"] is not None


async def test_a_program_needs_a_bearer_token_and_no_origin(http: HttpFactory, cast: Cast) -> None:
    secret = await cast.access_token(cast.ann)
    body = {"query": "{ viewer { __typename } }"}

    program = await http(headers={"Authorization": f"Bearer {secret}"}).post("/graphql", json=body)
    foreign_page = await http(
        headers={"Authorization": f"Bearer {secret}", "Origin": "https://evil.example"}
    ).post("/graphql", json=body)

    assert program.json() == {"data": {"viewer": {"__typename": "Viewer"}}}
    assert foreign_page.status_code == 403


def test_on_a_loopback_address_its_other_names_are_ours_too() -> None:
    settings = Settings(database_url="", public_url="http://localhost:8123", secret_key="")
    public = Settings(database_url="", public_url="https://erm.example", secret_key="")

    assert "http://127.0.0.1:8123" in allowed_origins(settings)
    assert "http://127.0.0.1:8000" not in allowed_origins(settings)
    assert allowed_origins(public) == {"https://erm.example"}
