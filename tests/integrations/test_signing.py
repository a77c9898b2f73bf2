"""Signatures are those of Standard Webhooks: checked by its own library and by its description."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from erm.integrations.signing import PREFIX, headers, new_secret, signature


def by_the_description(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """Section "Signature scheme" of the specification, step by step."""
    key = base64.b64decode(secret[len("whsec_") :])
    content = message_id.encode() + b"." + str(timestamp).encode() + b"." + body
    return "v1," + base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()


def test_the_example_of_the_specification() -> None:
    assert (
        signature(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1614265330,
            b'{"test": 2432232314}',
        )
        == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )


@given(st.text(max_size=300), st.uuids(), st.integers(0, 2**40))
def test_any_message_is_signed_as_the_description_says(
    text: str, message_id: object, timestamp: int
) -> None:
    secret, body = new_secret(), text.encode()
    assert signature(secret, str(message_id), timestamp, body) == by_the_description(
        secret, str(message_id), timestamp, body
    )


@given(st.text(max_size=300))
def test_the_library_of_receivers_accepts_what_is_signed(text: str) -> None:
    secret, body = new_secret(), text.encode()
    Webhook(secret).verify(body, headers([secret], "m", int(time.time()), body), json_parse=False)


def test_while_two_secrets_sign_the_holder_of_either_accepts() -> None:
    new, former = new_secret(), new_secret()
    sent = headers([new, former], "m", int(time.time()), b"{}")
    for secret in (new, former):
        assert Webhook(secret).verify(b"{}", sent) == {}
    with pytest.raises(WebhookVerificationError):
        Webhook(new_secret()).verify(b"{}", sent)


@pytest.mark.parametrize("changed", [b"{} ", b"[]", b""])
def test_a_changed_body_is_not_accepted(changed: bytes) -> None:
    secret = new_secret()
    sent = headers([secret], "m", int(time.time()), b"{}")
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(changed, sent)


def test_a_secret_has_256_bits_and_none_is_like_another() -> None:
    made = {new_secret() for _ in range(100)}
    assert len(made) == 100
    assert all(len(base64.b64decode(each.removeprefix(PREFIX))) == 32 for each in made)
