"""RFC 8058: one click ends the digest, and opening the link changes nothing."""

from __future__ import annotations

import pytest

from erm.digest.models import DigestPreference
from erm.digest.rules import DigestFrequency
from erm.mail.unsubscribing import Subscription, unsubscribe_token
from erm.settings import Settings
from tests.cast import Cast
from tests.web.conftest import HttpFactory

URLENCODED = ("application/x-www-form-urlencoded", b"List-Unsubscribe=One-Click")
MULTIPART = (
    "multipart/form-data; boundary=b1",
    b'--b1\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b1--\r\n',
)


async def frequency(cast: Cast) -> DigestFrequency | None:
    row = await DigestPreference.get_or_none(person_id=cast.ann.id)
    return None if row is None else row.frequency


@pytest.mark.parametrize(("content_type", "body"), [URLENCODED, MULTIPART])
async def test_a_mail_programs_post_unsubscribes_without_session_or_origin(
    http: HttpFactory, settings: Settings, cast: Cast, content_type: str, body: bytes
) -> None:
    path = (
        f"/unsubscribe/{unsubscribe_token(cast.ann.id, settings.secret_key, Subscription.DIGEST)}"
    )
    client = http(headers={"Content-Type": content_type})

    first = await client.post(path, content=body)
    again = await client.post(path, content=body)

    assert first.status_code == again.status_code == 200
    assert await frequency(cast) is DigestFrequency.OFF


async def test_opening_the_link_leads_to_the_page_and_changes_nothing(
    http: HttpFactory, settings: Settings, cast: Cast
) -> None:
    token = unsubscribe_token(cast.ann.id, settings.secret_key, Subscription.DIGEST)
    client = http(headers={})

    for method in ("GET", "HEAD", "GET"):
        answer = await client.request(method, f"/unsubscribe/{token}")
        assert answer.status_code == 303
        assert answer.headers["location"] == f"/unsubscribe#token={token.replace('=', '%3D')}"

    assert await frequency(cast) is None


@pytest.mark.parametrize(
    "body", [b"", b"List-Unsubscribe=Yes", b"a=b", b"\xff\xfe", b"List-Unsubscribe"]
)
async def test_a_form_that_does_not_ask_for_it_changes_nothing(
    http: HttpFactory, settings: Settings, cast: Cast, body: bytes
) -> None:
    path = (
        f"/unsubscribe/{unsubscribe_token(cast.ann.id, settings.secret_key, Subscription.DIGEST)}"
    )

    for content_type in (URLENCODED[0], MULTIPART[0], "", "multipart/form-data"):
        answer = await http(headers={"Content-Type": content_type}).post(path, content=body)
        assert answer.status_code == 400

    assert await frequency(cast) is None


@pytest.mark.parametrize(
    "body",
    [
        MULTIPART[1].replace(
            b"\r\n\r\n", b"\r\nContent-Type: text/plain; charset*=''%FF\r\n\r\n\xe9"
        ),
        MULTIPART[1].replace(
            b"\r\n\r\n", b'\r\nContent-Type: text/plain; charset="a\0"\r\n\r\n\xe9'
        ),
        b"".join(
            b"--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n" % (n, n + 1)
            for n in range(1, 2_000)
        ),
    ],
    ids=["a charset that is none", "a charset with a zero", "parts within parts"],
)
async def test_a_form_that_is_built_to_break_its_reader_changes_nothing(
    http: HttpFactory, settings: Settings, cast: Cast, body: bytes
) -> None:
    token = unsubscribe_token(cast.ann.id, settings.secret_key, Subscription.DIGEST)
    client = http(headers={"Content-Type": MULTIPART[0]})

    answer = await client.post(f"/unsubscribe/{token}", content=body)

    assert answer.status_code in (400, 413)
    assert await frequency(cast) is None


async def test_a_token_that_was_not_signed_here_is_refused(http: HttpFactory, cast: Cast) -> None:
    forged = unsubscribe_token(
        cast.ann.id, "another installation's key of 32 characters", Subscription.DIGEST
    )
    client = http(headers={"Content-Type": URLENCODED[0]})

    for token in (forged, "x", "%2e%2e", "a" * 500):
        answer = await client.post(f"/unsubscribe/{token}", content=URLENCODED[1])
        assert answer.status_code == 404

    assert await frequency(cast) is None


@pytest.mark.usefixtures("db")
async def test_a_form_of_a_megabyte_is_not_read(http: HttpFactory) -> None:
    answer = await http().post("/unsubscribe/x", content=b"a" * 1_000_000)

    assert answer.status_code == 413
