"""Settings of mail that comes in: what cannot be is told in words before anything starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from erm.settings import Settings, SettingsError


def read(tmp_path: Path, **values: str) -> Settings:
    return Settings.from_environment(
        {"ERM_VAR": str(tmp_path), "ERM_SECRET_KEY": "x" * 32} | values
    )


def test_without_a_domain_no_mail_comes_in(tmp_path: Path) -> None:
    settings = read(tmp_path)
    assert settings.inbound_domain is None
    assert settings.inbound_listen is None
    assert settings.inbound_authserv_id is None


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("in.kelvane.example", "in.kelvane.example"),
        ("IN.Kelvane.Example.", "in.kelvane.example"),
        ("почта.пример", "xn--80a1acny.xn--e1afmkfd"),
        ("localhost", "localhost"),
    ],
)
def test_a_domain_is_read_in_its_ascii_form(tmp_path: Path, typed: str, read_as: str) -> None:
    assert read(tmp_path, ERM_INBOUND_DOMAIN=typed).inbound_domain == read_as


@pytest.mark.parametrize(
    "typed", ["in kelvane", "a@b.example", "-a.example", "a..b", "a.example\r\nX: y", "a" * 64]
)
def test_what_is_no_domain_is_told(tmp_path: Path, typed: str) -> None:
    with pytest.raises(SettingsError, match="ERM_INBOUND_DOMAIN"):
        read(tmp_path, ERM_INBOUND_DOMAIN=typed)


@pytest.mark.parametrize(
    "typed", ["smtp://127.0.0.1:2525", "lmtp://[::1]:2424", "lmtp:///run/erm/lmtp.sock"]
)
def test_a_place_to_listen(tmp_path: Path, typed: str) -> None:
    settings = read(tmp_path, ERM_INBOUND_DOMAIN="in.kelvane.example", ERM_INBOUND_LISTEN=typed)
    assert settings.inbound_listen == typed


@pytest.mark.parametrize(
    "typed",
    [
        "127.0.0.1:2525",
        "smtps://127.0.0.1:465",
        "smtp://127.0.0.1",
        "smtp:///run/smtp.sock",
        "lmtp://",
        "lmtp:///",
        "smtp://127.0.0.1:2525/path",
        "smtp://user@127.0.0.1:2525",
        "smtp://127.0.0.1:99999",
    ],
)
def test_no_place_to_listen(tmp_path: Path, typed: str) -> None:
    with pytest.raises(SettingsError, match="ERM_INBOUND_LISTEN"):
        read(tmp_path, ERM_INBOUND_DOMAIN="in.kelvane.example", ERM_INBOUND_LISTEN=typed)


def test_listening_needs_a_domain(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="needs ERM_INBOUND_DOMAIN"):
        read(tmp_path, ERM_INBOUND_LISTEN="smtp://127.0.0.1:2525")


def test_the_name_of_the_relay_is_a_plain_name(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="ERM_INBOUND_AUTHSERV_ID"):
        read(tmp_path, ERM_INBOUND_AUTHSERV_ID="mx; dmarc=pass")
    assert read(tmp_path, ERM_INBOUND_AUTHSERV_ID="mx.a.example").inbound_authserv_id
