"""What is signed is what dkimpy would sign, and stays what it says."""

from __future__ import annotations

from email import message_from_bytes

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from dkim.canonicalization import Relaxed
from hypothesis import given
from hypothesis import strategies as st

from erm.mail.signing import Signer, relaxed

HEAD = (
    b"From: erm <erm@erm.test>\r\nTo: Ann\r\n <ann@erm.test>\r\nSubject:  Your \t week\r\n"
    b"Message-ID: <1@erm.test>\r\nX-Other: not signed\r\n"
)
KEY = rsa.generate_private_key(65537, 1024)


@given(
    st.lists(st.sampled_from([b" ", b"\t", b"\r\n", b"a", b"=20", b"\n", b"\r"]), max_size=12).map(
        b"".join
    )
)
def test_a_body_is_hashed_in_the_form_that_verifiers_make_of_it(body: bytes) -> None:
    assert relaxed(body) == Relaxed.canonicalize_body(body)


@pytest.mark.parametrize(
    "body", [b"", b"Hello\r\n", b"Two  spaces \t\r\n\r\nand  a\tmore\r\n\r\n\r\n"]
)
def test_the_signature_is_the_one_that_dkimpy_makes(
    body: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.time", lambda: 1_800_000_000.0)
    message = HEAD + b"\r\n" + body
    pem = KEY.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    names = [b"from", b"from", b"to", b"subject", b"message-id"]
    theirs = dkim.sign(
        message,
        b"s1",
        b"erm.test",
        pem,
        canonicalize=(b"relaxed", b"relaxed"),
        include_headers=names,
    )
    assert Signer("erm.test", "s1", KEY).sign(message) == theirs + message


def test_a_signed_mail_says_with_which_key_and_for_whom() -> None:
    signed = message_from_bytes(Signer("erm.test", "s1", KEY).sign(HEAD + b"\r\nHello\r\n"))
    tags = dict(
        part.strip().split("=", 1)
        for part in signed["DKIM-Signature"].replace("\r\n", "").split(";")
    )
    assert (tags["d"], tags["s"], tags["a"], tags["c"]) == (
        "erm.test",
        "s1",
        "rsa-sha256",
        "relaxed/relaxed",
    )
    assert "X-Other" not in tags["h"]
