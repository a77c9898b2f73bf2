"""Reading single settings from text: what each may be, and what is wrong with it in words."""

from __future__ import annotations

import base64
import binascii
import contextlib
import ipaddress
import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit


def integer(
    env: Mapping[str, str], name: str, default: int, low: int, high: int, problems: list[str]
) -> int:
    """A whole number within bounds; what is none is added to the problems, and the default stands."""
    raw = env.get(name) or str(default)
    if raw.isascii() and raw.isdigit() and low <= int(raw) <= high:
        return int(raw)
    problems.append(f"{name} must be a whole number from {low} to {high}, not {raw!r}.")
    return default


def check_database_url(url: str) -> str | None:
    """What is wrong with the address of a database; None if nothing is."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        if url.startswith("sqlite:///") and len(url) > 10 and ":memory:" not in url:
            return None
        return "ERM_DATABASE_URL: a SQLite URL is sqlite:///relative.db or sqlite:////absolute.db."
    if parts.scheme in ("postgres", "postgresql"):
        if parts.hostname and parts.path.strip("/"):
            return None
        return "ERM_DATABASE_URL: a PostgreSQL URL is postgres://user:password@host:5432/name."
    return "ERM_DATABASE_URL must begin with sqlite:/// or postgres://."


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this machine only."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def check_public_url(url: str) -> str | None:
    """What is wrong with the public address; None if nothing is."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return f"ERM_PUBLIC_URL: {url!r} is no address."
    if parts.scheme not in ("http", "https") or not host or parts.path or parts.query:
        return "ERM_PUBLIC_URL must be like https://erm.company.example, with nothing behind it."
    if parts.scheme == "http" and not is_loopback(host):
        return (
            "ERM_PUBLIC_URL must be https: the session cookie is Secure, and people write here "
            "what nobody else should read. Plain http works on a loopback address only."
        )
    return None


def check_smtp_url(url: str) -> str | None:
    """What is wrong with the address of a mail server; None if nothing is."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return "ERM_SMTP_URL is no address."
    if parts.scheme not in ("smtp", "smtps", "smtp+plain") or not host:
        return "ERM_SMTP_URL must be smtp://, smtps:// or smtp+plain:// with a host."
    if parts.scheme == "smtp+plain" and not is_loopback(host):
        return "ERM_SMTP_URL: smtp+plain:// is for a loopback address only; use smtp://."
    return None


def read_domain(text: str) -> str | None:
    """A domain of mail in lower case and ASCII, or None for an empty text.

    Raises ``ValueError`` in words.
    """
    if not text:
        return None
    try:
        domain = text.strip().rstrip(".").encode("idna").decode().lower()
    except UnicodeError:
        domain = ""
    # Room for the 47 characters of a signed address and its @ in the 254 of an address.
    if len(domain) > 200 or not re.fullmatch(
        r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", domain
    ):
        raise ValueError(f"{text!r} is no domain.")
    return domain


def check_inbound_listen(url: str) -> str | None:
    """What is wrong with where mail is to be received; None if nothing is."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return "ERM_INBOUND_LISTEN is no address."
    if parts.scheme not in ("smtp", "lmtp") or parts.query or parts.username:
        return "ERM_INBOUND_LISTEN must be smtp:// or lmtp:// with an address and a port."
    if parts.netloc:
        if not host or not port or parts.path:
            return "ERM_INBOUND_LISTEN needs an address and a port, and nothing behind them."
    elif parts.scheme == "smtp" or len(parts.path) < 2:
        return "ERM_INBOUND_LISTEN: without an address it is lmtp:///path/of/a.sock."
    return None


def read_hosts(text: str) -> tuple[tuple[str, int | None], ...]:
    """The hosts of a list, each with its port if it names one, parted by commas.

    An IPv6 address stands in brackets. Raises ``ValueError`` in words.
    """
    found: list[tuple[str, int | None]] = []
    for word in (part.strip() for part in text.split(",")):
        if not word:
            continue
        problem = f"{word!r} is no host or host:port."
        try:
            parts = urlsplit(f"//{word}")
            host, port = parts.hostname, parts.port
        except ValueError:
            raise ValueError(problem) from None
        if not host or parts.netloc != word or "@" in word or port == 0 or "*" in word:
            raise ValueError(problem)
        found.append((host.rstrip("."), port))
    return tuple(found)


_RATE = re.compile(r"([a-z0-9.-]{1,253}|\*)=([1-9][0-9]{0,6})/([smh])")
_SECONDS = {"s": 1, "m": 60, "h": 3600}


def read_rates(text: str) -> tuple[tuple[str, float], ...]:
    """Mails a second by domain, from ``gmail.com=600/m *=3000/m``. Raises ``ValueError`` in words."""
    rates: dict[str, float] = {}
    for word in text.lower().replace(",", " ").split():
        found = _RATE.fullmatch(word)
        if found is None:
            raise ValueError(f"{word!r} is no rate such as gmail.com=600/m.")
        if found[1] in rates:
            raise ValueError(f"{found[1]} stands there twice.")
        rates[found[1]] = int(found[2]) / _SECONDS[found[3]]
    return tuple(rates.items())


def read_keys(text: str) -> tuple[bytes, ...]:
    """The keys of a list: base64url of 32 bytes each, parted by commas or lines.

    Raises ``ValueError`` in words, without the key.
    """
    keys = []
    for place, word in enumerate(text.replace(",", " ").split(), start=1):
        try:
            key = base64.b64decode(word + "=" * (-len(word) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            key = b""
        if len(key) != 32:
            raise ValueError(f"key {place} is not 32 bytes in base64url.")
        keys.append(key)
    return tuple(keys)


def new_key() -> str:
    """A new key: 256 random bits in base64url."""
    return secrets.token_urlsafe(32)


def kept_key(var: Path, name: str) -> Path:
    """The file of a key in ``var``, made on the first start with 256 random bits."""
    path = var / name
    var.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        # Written aside and linked into place, so that of several processes starting at once
        # all read the one key that was first, and never half a file.
        draft = var / f"{name}.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(new_key() + "\n")
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path
