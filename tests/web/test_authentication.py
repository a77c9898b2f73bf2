"""Who asks, in which language, and from where."""

from __future__ import annotations

import pytest
from starlette.requests import Request

from erm.core.actor import Actor, ActorKind
from erm.core.ids import new_id
from erm.web.authentication import address_of, bearer_token, language_of


def request(client: str = "203.0.113.9", **headers: str) -> Request:
    raw = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
    return Request({"type": "http", "headers": raw, "client": (client, 1), "method": "POST"})


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("ru", "ru"),
        ("ru-RU, ru;q=0.9, en;q=0.8", "ru"),
        ("en-GB, ru;q=0.9", "en"),
        ("de, fr;q=0.9, ru;q=0.1", "ru"),
        ("de", "en"),
        ("*", "en"),
        ("", "en"),
        ("ru;q=0, en", "en"),
        ("ru;q=x, en;q=0.1", "en"),
        (";;;,,,=", "en"),
        ("ru," * 10_000, "ru"),
    ],
)
def test_a_stranger_reads_the_language_that_the_browser_likes_best(
    accepted: str, language: str
) -> None:
    assert language_of(request(accept_language=accepted), None) == language


def test_who_is_signed_in_reads_their_own_language() -> None:
    actor = Actor(person_id=new_id(), kind=ActorKind.SESSION, locale="ru")

    assert language_of(request(accept_language="en"), actor) == "ru"


@pytest.mark.parametrize(
    ("client", "forwarded", "proxies", "address"),
    [
        ("203.0.113.9", "", (), "203.0.113.9"),
        # Nobody is believed who is not named.
        ("203.0.113.9", "198.51.100.1", (), "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", ("10.0.0.0/8",), "203.0.113.9"),
        ("10.0.0.1", "198.51.100.1", ("10.0.0.0/8",), "198.51.100.1"),
        # What the client wrote itself stands in front, and is not believed.
        ("10.0.0.1", "1.2.3.4, 198.51.100.1", ("10.0.0.0/8",), "198.51.100.1"),
        ("10.0.0.1", "1.2.3.4, 198.51.100.1, 10.0.0.2", ("10.0.0.0/8",), "198.51.100.1"),
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", ("10.0.0.0/8",), "10.0.0.3"),
        ("10.0.0.1", "rubbish", ("10.0.0.0/8",), "rubbish"),
        ("10.0.0.1", "", ("10.0.0.1",), "10.0.0.1"),
        ("::1", "2001:db8::7", ("::1",), "2001:db8::7"),
    ],
)
def test_only_named_proxies_are_believed(
    client: str, forwarded: str, proxies: tuple[str, ...], address: str
) -> None:
    assert address_of(request(client, x_forwarded_for=forwarded), proxies) == address


@pytest.mark.parametrize(
    ("header", "token"),
    [
        ("Bearer erm_pat_x", "erm_pat_x"),
        ("bearer  erm_pat_x ", "erm_pat_x"),
        ("Basic dXNlcjpwYXNz", None),
        ("Bearer", None),
        ("Bearer ", None),
        ("", None),
    ],
)
def test_only_bearer_tokens_are_ours(header: str, token: str | None) -> None:
    assert bearer_token(request(authorization=header)) == token
