"""What the doctor says of mail that goes out, and of chats."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from aiosmtpd.smtp import AuthResult
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from erm.cli import examining_mail
from erm.cli.examination import _chats
from erm.cli.examining_mail import Finding, examine_servers, examine_signing
from erm.core.clock import now
from erm.inbound.senders import LookUpFailed
from erm.mail.smtp import Server
from erm.notifications.models import PersonalChat
from erm.settings import Settings
from tests.cast import Cast
from tests.mail.smtp_server import smtp_server

NAME = "mails._domainkey.erm.test"
KEY = rsa.generate_private_key(65_537, 2_048)
OTHER = rsa.generate_private_key(65_537, 2_048)


def record(key: rsa.RSAPrivateKey, form: PublicFormat = PublicFormat.SubjectPublicKeyInfo) -> bytes:
    text = base64.b64encode(key.public_key().public_bytes(Encoding.DER, form)).decode()
    return f"v=DKIM1; k=rsa; p={text[:60]} {text[60:]}".encode()


@pytest.fixture
def signing(settings: Settings, tmp_path: Path) -> Settings:
    path = tmp_path / "dkim.pem"
    path.write_bytes(KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return replace(settings, dkim_key_file=path, dkim_selector="mails", dkim_domain="erm.test")


@pytest.mark.parametrize(
    ("records", "level", "words"),
    [
        ([record(KEY)], "ok", "its key stands at"),
        ([record(KEY, PublicFormat.PKCS1)], "ok", "its key stands at"),
        ([b"google-site-verification=x", record(KEY)], "ok", "its key stands at"),
        ([record(OTHER)], "wrong", "another key stands at"),
        ([b"v=DKIM1; p=;"], "wrong", "another key stands at"),
        ([b"p=\xff%%%"], "wrong", "another key stands at"),
        ([], "wrong", "nothing at"),
        (None, "hint", "is unknown"),
    ],
)
async def test_the_key_that_signs_is_the_one_that_the_dns_publishes(
    signing: Settings,
    monkeypatch: pytest.MonkeyPatch,
    records: list[bytes] | None,
    level: str,
    words: str,
) -> None:
    def asked(name: str) -> list[bytes]:
        assert name == NAME
        if records is None:
            raise LookUpFailed(name)
        return records

    monkeypatch.setattr(examining_mail, "txt_records", asked)
    (found,) = await examine_signing(signing)
    assert (found.level, found.subject) == (level, "DKIM")
    assert words in found.text
    assert NAME in found.text


async def test_a_key_that_is_none_is_told_and_the_dns_is_not_asked(
    signing: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(name: str) -> list[bytes]:
        raise AssertionError(name)

    monkeypatch.setattr(examining_mail, "txt_records", asked)
    assert signing.dkim_key_file is not None
    signing.dkim_key_file.write_text("no key")
    (found,) = await examine_signing(signing)
    assert found.level == "wrong"
    assert found.text.startswith("ERM_DKIM_KEY_FILE: there is no private key")


@pytest.mark.parametrize(
    ("loopback", "user", "expected"),
    [
        (True, None, ("ok", "It answers without TLS, and lets us in without a password.")),
        (False, None, ("hint", "without a password. Mail can be read on the way to it.")),
        (False, "erm", ("wrong", "as our user. The password can be read on the way")),
    ],
)
async def test_a_server_is_told_by_how_it_is_spoken_to(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    loopback: bool,
    user: str | None,
    expected: tuple[str, str],
) -> None:
    of: Callable[[str], Server] = Server.of
    monkeypatch.setattr(examining_mail, "is_loopback", lambda _: loopback)

    def lets_in(*_: object) -> AuthResult:
        return AuthResult(success=True)

    options = {} if user is None else {"authenticator": lets_in, "auth_require_tls": False}
    async with smtp_server(**options) as inbox:
        url = inbox.url.replace("//", f"//{user}:secret@") if user else inbox.url
        assert of(url).username == user
        (found,) = await examine_servers(replace(settings, smtp_url=url))
    level, words = expected
    assert (found.level, found.subject) == (level, "Mail server")
    assert words in found.text


async def test_chats_that_get_nothing_are_counted(cast: Cast, settings: Settings) -> None:
    for person, service, reason in (
        (cast.ann, "slack", ""),
        (cast.bo, "slack", "gone"),
        (cast.cy, "teams", ""),
    ):
        await PersonalChat.create(
            person_id=person.id, service=service, address_sealed=b"x",
            disabled_reason=reason, created_at=now(),
        )  # fmt: skip
    found = await _chats(replace(settings, personal_chats=("slack",)))
    assert [(each.level, each.text[:24]) for each in found] == [
        ("ok", "People may have their no"),
        ("hint", "1 are connected through "),
        ("hint", "1 take nothing any more,"),
    ]
    assert [each.text[:2] for each in await _chats(settings)] == ["3 "]
    await PersonalChat.filter(person_id__isnull=False).delete()
    assert await _chats(settings) == []
    assert all(isinstance(each, Finding) for each in found)
