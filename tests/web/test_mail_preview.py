"""A mail that is kept nowhere comes back as a document that can run and load nothing, to administrators."""

from __future__ import annotations

import httpx
import pytest

from erm.people.models import Person
from erm.settings import Settings
from erm.web.app import create_app
from tests.cast import Cast

OURS = {"sec-fetch-site": "same-origin", "origin": "https://erm.test"}
HTML = '<html><head></head><body style="color:red">«Your week» & a%2Bb</body></html>'


async def post(
    settings: Settings, cast: Cast, person: Person | None, html: str, headers: dict[str, str]
) -> httpx.Response:
    transport = httpx.ASGITransport(app=create_app(settings, documents={}))
    cookies = {} if person is None else {"__Host-erm": await cast.session(person)}
    async with httpx.AsyncClient(
        transport=transport, base_url="https://erm.test", cookies=cookies, headers=headers
    ) as client:
        return await client.post("/mailbox/preview", data={"html": html})


async def test_it_comes_back_as_it_was_under_a_policy_that_forbids_everything(
    settings: Settings, cast: Cast
) -> None:
    answer = await post(settings, cast, cast.ada, HTML, OURS)
    assert answer.status_code == 200
    assert answer.text.replace('<base target="_blank">', "") == HTML
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script" not in policy
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("who", ["ann", "mo", "hana", None])
async def test_nobody_but_an_administrator_gets_anything_back(
    settings: Settings, cast: Cast, who: str | None
) -> None:
    person = None if who is None else getattr(cast, who)
    answer = await post(settings, cast, person, HTML, OURS)
    assert (answer.status_code, answer.text) == (404, "")


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "cross-site"}, {"origin": "https://elsewhere.example"}, {}],
    ids=["site", "origin", "neither"],
)
async def test_a_page_of_another_site_cannot_show_anything_as_ours(
    settings: Settings, cast: Cast, headers: dict[str, str]
) -> None:
    answer = await post(settings, cast, cast.ada, HTML, headers)
    assert answer.status_code == 403
    assert "Your week" not in answer.text


async def test_what_is_far_too_large_for_a_mail_is_refused(settings: Settings, cast: Cast) -> None:
    answer = await post(settings, cast, cast.ada, "x" * 2_000_001, OURS)
    assert answer.status_code == 413


async def test_no_address_opens_it(settings: Settings, cast: Cast) -> None:
    transport = httpx.ASGITransport(app=create_app(settings, documents={}))
    cookies = {"__Host-erm": await cast.session(cast.ada)}
    async with httpx.AsyncClient(
        transport=transport, base_url="https://erm.test", cookies=cookies
    ) as client:
        answer = await client.get("/mailbox/preview?html=%3Cp%3EYour+week%3C%2Fp%3E")
    assert answer.status_code == 404
    assert "Your week" not in answer.text
