"""Settings, read from the environment once, validated at start, each documented in docs/settings.md.

``Settings.from_environment`` raises :class:`SettingsError` with every problem at once, in words.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import ipaddress
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class SettingsError(Exception):
    """One or more settings are wrong; ``problems`` names each in a sentence."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class Mode(StrEnum):
    """``production`` lets a browser session run only known operations."""

    PRODUCTION = "production"
    DEVELOPMENT = "development"


@dataclass(frozen=True, slots=True)
class Setting:
    """One variable of the environment, for the documentation and the doctor."""

    name: str
    default: str
    meaning: str
    secret: bool = False


CATALOGUE: tuple[Setting, ...] = (
    Setting(
        "ERM_DATABASE_URL",
        "sqlite:///var/erm.db",
        "Where the data is: `sqlite:///relative.db`, `sqlite:////absolute.db` or "
        "`postgres://user:password@host:5432/name`. More than one machine needs PostgreSQL.",
        secret=True,
    ),
    Setting("ERM_DATABASE_POOL", "10", "Most connections to PostgreSQL per process, 2 to 200."),
    Setting(
        "ERM_PUBLIC_URL",
        "http://HOST:PORT",
        "The address people open, used in links and to refuse requests from elsewhere. https, or "
        "http on a loopback address.",
    ),
    Setting(
        "ERM_SECRET_KEY",
        "made on first start and kept in var/secret.key",
        "Signs links in mail. At least 32 characters; changing it makes old links invalid.",
        secret=True,
    ),
    Setting(
        "ERM_ENCRYPTION_KEYS",
        "made on first start and kept in var/encryption.keys",
        "Encrypt private notes and private talking points: 256-bit keys in base64url, separated by "
        "commas. The first encrypts, all decrypt. Whoever loses them loses those texts: back them up "
        "apart from the database.",
        secret=True,
    ),
    Setting(
        "ERM_SMTP_URL",
        "(none: mail is kept in the local mailbox)",
        "Where mail goes: `smtp://user:password@host:587` (verified STARTTLS, required unless "
        "`?starttls=optional`), `smtps://host:465`, or `smtp+plain://host:25` (never TLS; loopback "
        "only).",
        secret=True,
    ),
    Setting("ERM_MAIL_FROM", "erm <erm@localhost>", "The sender of all mail: `Name <address>`."),
    Setting("ERM_MODE", "production", "`production` or `development` (any query, no caching)."),
    Setting("ERM_COMPANY_NAME", "erm", "The company's name, on the sign-in page and in mail."),
    Setting("ERM_DEFAULT_TIME_ZONE", "UTC", "Zone of people whose import names none (IANA name)."),
    Setting("ERM_DEFAULT_LOCALE", "en", "Language of people whose import names none: `en`, `ru`."),
    Setting("ERM_VAR", "var", "Folder for the embedded database and the generated keys."),
    Setting("HOST", "127.0.0.1", "Address to listen on."),
    Setting("PORT", "8000", "Port to listen on, 1 to 65535."),
    Setting(
        "ERM_TRUSTED_PROXIES",
        "(none)",
        "Addresses of reverse proxies whose X-Forwarded-For is believed, separated by commas.",
    ),
    Setting(
        "ERM_INTEGRATION_HOSTS",
        "(none: only public addresses, by https)",
        "Hosts inside the network to which webhooks and chat posts may go, by http too: `host` or "
        "`host:port`, separated by commas. Without a port, 80, 443 and 8443 are meant.",
    ),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set. See ``CATALOGUE`` for the meaning of each."""

    database_url: str
    public_url: str
    secret_key: str = field(repr=False)
    encryption_keys: tuple[bytes, ...] = field(default=(), repr=False)
    encryption_key_file: Path | None = None
    database_pool: int = 10
    smtp_url: str | None = field(default=None, repr=False)
    mail_from: str = "erm <erm@localhost>"
    mode: Mode = Mode.PRODUCTION
    company_name: str = "erm"
    default_time_zone: str = "UTC"
    default_locale: str = "en"
    var: Path = Path("var")
    host: str = "127.0.0.1"
    port: int = 8000
    trusted_proxies: tuple[str, ...] = ()
    integration_hosts: tuple[tuple[str, int | None], ...] = ()
    """Hosts inside the network that integrations may speak to; None is the usual ports."""

    @property
    def origin(self) -> str:
        """Scheme, host and port of the public address."""
        parts = urlsplit(self.public_url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def mail_is_local(self) -> bool:
        """Whether mail is kept in the local mailbox instead of being sent."""
        return self.smtp_url is None

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read and check all settings.

        Raises ``SettingsError`` naming every problem. Makes ``var/secret.key`` and
        ``var/encryption.keys`` when no keys are set.
        """
        env = os.environ if environ is None else environ
        known = {setting.name for setting in CATALOGUE}
        problems = [
            f"{name} is no setting of erm; see docs/settings.md."
            for name in env
            if name.startswith("ERM_") and name not in known
        ]

        host = env.get("HOST") or "127.0.0.1"
        port = _integer(env, "PORT", 8000, 1, 65535, problems)
        var = Path(env.get("ERM_VAR") or "var")
        database_url = env.get("ERM_DATABASE_URL") or f"sqlite:///{var / 'erm.db'}"
        problem = _check_database_url(database_url)
        if problem:
            problems.append(problem)
        everywhere = ("127.0.0.1", "0.0.0.0", "::", "::1")  # noqa: S104 - compared, not bound
        shown_host = "localhost" if host in everywhere else host
        public_url = (env.get("ERM_PUBLIC_URL") or f"http://{shown_host}:{port}").rstrip("/")
        problem = _check_public_url(public_url)
        if problem:
            problems.append(problem)
        smtp_url = env.get("ERM_SMTP_URL") or None
        if smtp_url is not None and (problem := _check_smtp_url(smtp_url)):
            problems.append(problem)
        try:
            mode = Mode(env.get("ERM_MODE") or "production")
        except ValueError:
            mode = Mode.PRODUCTION
            problems.append("ERM_MODE must be production or development.")
        zone = env.get("ERM_DEFAULT_TIME_ZONE") or "UTC"
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError):
            problems.append(f"ERM_DEFAULT_TIME_ZONE: there is no time zone {zone!r}.")
        locale = env.get("ERM_DEFAULT_LOCALE") or "en"
        if locale not in ("en", "ru"):
            problems.append("ERM_DEFAULT_LOCALE must be en or ru.")
        mail_from = env.get("ERM_MAIL_FROM") or "erm <erm@localhost>"
        if "@" not in mail_from or "\n" in mail_from or "\r" in mail_from:
            problems.append("ERM_MAIL_FROM must be `Name <address>` or an address.")
        proxies = tuple(
            p.strip() for p in env.get("ERM_TRUSTED_PROXIES", "").split(",") if p.strip()
        )
        for proxy in proxies:
            try:
                ipaddress.ip_network(proxy, strict=False)
            except ValueError:
                problems.append(f"ERM_TRUSTED_PROXIES: {proxy!r} is no address or network.")
        hosts: tuple[tuple[str, int | None], ...] = ()
        try:
            hosts = read_hosts(env.get("ERM_INTEGRATION_HOSTS") or "")
        except ValueError as error:
            problems.append(f"ERM_INTEGRATION_HOSTS: {error}")
        pool = _integer(env, "ERM_DATABASE_POOL", 10, 2, 200, problems)
        secret_key = env.get("ERM_SECRET_KEY") or ""
        if secret_key and len(secret_key) < 32:
            problems.append("ERM_SECRET_KEY must have at least 32 characters.")
        try:
            encryption_keys = read_keys(env.get("ERM_ENCRYPTION_KEYS") or "")
        except ValueError as error:
            encryption_keys = ()
            problems.append(f"ERM_ENCRYPTION_KEYS: {error}")
        if problems:
            raise SettingsError(problems)
        key_file = None
        if not encryption_keys:
            key_file = _kept_key(var, "encryption.keys")
            try:
                encryption_keys = read_keys(key_file.read_text())
                if not encryption_keys:
                    raise ValueError("it is empty.")
            except ValueError as error:
                raise SettingsError([f"{key_file}: {error}"]) from None
        return cls(
            database_url=database_url,
            database_pool=pool,
            public_url=public_url,
            secret_key=secret_key or _kept_key(var, "secret.key").read_text().strip(),
            encryption_keys=encryption_keys,
            encryption_key_file=key_file,
            smtp_url=smtp_url,
            mail_from=mail_from,
            mode=mode,
            company_name=env.get("ERM_COMPANY_NAME") or "erm",
            default_time_zone=zone,
            default_locale=locale,
            var=var,
            host=host,
            port=port,
            trusted_proxies=proxies,
            integration_hosts=hosts,
        )


def _integer(
    env: Mapping[str, str], name: str, default: int, low: int, high: int, problems: list[str]
) -> int:
    raw = env.get(name) or str(default)
    if raw.isascii() and raw.isdigit() and low <= int(raw) <= high:
        return int(raw)
    problems.append(f"{name} must be a whole number from {low} to {high}, not {raw!r}.")
    return default


def _check_database_url(url: str) -> str | None:
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


def _check_public_url(url: str) -> str | None:
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


def _check_smtp_url(url: str) -> str | None:
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


def _kept_key(var: Path, name: str) -> Path:
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
