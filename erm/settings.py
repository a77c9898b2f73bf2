"""Settings, read from the environment once, validated at start, each documented in docs/settings.md.

``Settings.from_environment`` raises :class:`SettingsError` with every problem at once, in words.
"""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from erm.settings_reading import (
    check_database_url,
    check_inbound_listen,
    check_public_url,
    check_smtp_url,
    integer,
    is_loopback,
    kept_key,
    new_key,
    read_domain,
    read_hosts,
    read_keys,
    read_rates,
)

__all__ = [
    "CATALOGUE",
    "PERSONAL_CHATS",
    "Mode",
    "Setting",
    "Settings",
    "SettingsError",
    "is_loopback",
    "new_key",
    "read_keys",
    "read_rates",
]


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
        "only). Several, separated by spaces, share the work; one that does not answer is left alone "
        "for a while and stops no other.",
        secret=True,
    ),
    Setting(
        "ERM_SMTP_CONNECTIONS",
        "4",
        "Most connections that a worker keeps to one mail server at a time, 1 to 50.",
    ),
    Setting(
        "ERM_MAIL_RATES",
        "(none)",
        "How much mail a domain takes, over all workers together: `gmail.com=600/m *=3000/m`, "
        "separated by spaces; per `s`, `m` or `h`; `*` is every other domain, each by itself.",
    ),
    Setting("ERM_MAIL_FROM", "erm <erm@localhost>", "The sender of all mail: `Name <address>`."),
    Setting(
        "ERM_INBOUND_DOMAIN",
        "(none: no mail comes in)",
        "Domain whose mail goes to `erm inbound`, for answers by mail and for what comes back: "
        "`in.company.example`. It must be a domain of erm's own, for erm takes no other mail at it.",
    ),
    Setting(
        "ERM_INBOUND_LISTEN",
        "(none: nothing listens for mail)",
        "Where mail comes in: `smtp://127.0.0.1:2525`, `lmtp://127.0.0.1:2424` or "
        "`lmtp:///run/erm/lmtp.sock`. The company's mail server hands it over there.",
    ),
    Setting(
        "ERM_INBOUND_AUTHSERV_ID",
        "(none: senders are known by their DKIM signature alone)",
        "Name with which the company's mail server signs its `Authentication-Results` (RFC 8601). "
        "It must take out those of others that bear its name.",
    ),
    Setting(
        "ERM_DKIM_KEY_FILE",
        "(none: the relay signs, or nobody)",
        "File with the private RSA key (PEM) that signs all mail (DKIM).",
    ),
    Setting(
        "ERM_DKIM_SELECTOR",
        "erm",
        "Under which name the DNS has the public key: `erm` is `erm._domainkey.DOMAIN`.",
    ),
    Setting(
        "ERM_DKIM_DOMAIN",
        "the domain of ERM_MAIL_FROM",
        "The domain that signs: the sender's, or one above it.",
    ),
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
    Setting(
        "ERM_PERSONAL_CHATS",
        "(none)",
        "Chats to which people may have their own notifications sent, separated by spaces: `slack`, "
        "`teams`, `discord`, `google_chat`, `mattermost`, `rocket_chat`, `telegram`, `zulip`. What is "
        "posted names who did what and nothing that somebody wrote.",
    ),
)
PERSONAL_CHATS = (
    "slack",
    "teams",
    "discord",
    "google_chat",
    "mattermost",
    "rocket_chat",
    "telegram",
    "zulip",
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
    """One or more servers, separated by spaces."""
    smtp_connections: int = 4
    mail_rates: tuple[tuple[str, float], ...] = ()
    """Mails a second that a domain takes; ``*`` stands for every other one."""
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
    personal_chats: tuple[str, ...] = ()
    dkim_key_file: Path | None = None
    dkim_selector: str = "erm"
    dkim_domain: str | None = None
    inbound_domain: str | None = None
    """Lower case, in its ASCII form."""
    inbound_listen: str | None = None
    inbound_authserv_id: str | None = None

    @property
    def origin(self) -> str:
        """Scheme, host and port of the public address."""
        parts = urlsplit(self.public_url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def mail_is_local(self) -> bool:
        """Whether mail is kept in the local mailbox instead of being sent."""
        return self.smtp_url is None

    @property
    def smtp_urls(self) -> tuple[str, ...]:
        """The mail servers, each as an address."""
        return tuple((self.smtp_url or "").split())

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
        port = integer(env, "PORT", 8000, 1, 65535, problems)
        var = Path(env.get("ERM_VAR") or "var")
        database_url = env.get("ERM_DATABASE_URL") or f"sqlite:///{var / 'erm.db'}"
        problem = check_database_url(database_url)
        if problem:
            problems.append(problem)
        everywhere = ("127.0.0.1", "0.0.0.0", "::", "::1")  # noqa: S104 - compared, not bound
        shown_host = "localhost" if host in everywhere else host
        public_url = (env.get("ERM_PUBLIC_URL") or f"http://{shown_host}:{port}").rstrip("/")
        problem = check_public_url(public_url)
        if problem:
            problems.append(problem)
        smtp_url = " ".join((env.get("ERM_SMTP_URL") or "").split()) or None
        problems += [p for url in (smtp_url or "").split() if (p := check_smtp_url(url))]
        connections = integer(env, "ERM_SMTP_CONNECTIONS", 4, 1, 50, problems)
        rates: tuple[tuple[str, float], ...] = ()
        try:
            rates = read_rates(env.get("ERM_MAIL_RATES") or "")
        except ValueError as error:
            problems.append(f"ERM_MAIL_RATES: {error}")
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
        chats = tuple(dict.fromkeys((env.get("ERM_PERSONAL_CHATS") or "").split()))
        problems += [
            f"ERM_PERSONAL_CHATS: {chat!r} is none of {', '.join(PERSONAL_CHATS)}."
            for chat in chats
            if chat not in PERSONAL_CHATS
        ]
        inbound_domain = None
        try:
            inbound_domain = read_domain(env.get("ERM_INBOUND_DOMAIN") or "")
        except ValueError as error:
            problems.append(f"ERM_INBOUND_DOMAIN: {error}")
        inbound_listen = env.get("ERM_INBOUND_LISTEN") or None
        if inbound_listen is not None and (problem := check_inbound_listen(inbound_listen)):
            problems.append(problem)
        if inbound_listen is not None and not env.get("ERM_INBOUND_DOMAIN"):
            problems.append(
                "ERM_INBOUND_LISTEN needs ERM_INBOUND_DOMAIN: whose mail it is to take."
            )
        authserv_id = env.get("ERM_INBOUND_AUTHSERV_ID") or None
        if authserv_id is not None and not re.fullmatch(r"[A-Za-z0-9._-]{1,255}", authserv_id):
            problems.append("ERM_INBOUND_AUTHSERV_ID must be a name like mx.company.example.")
        dkim_file = env.get("ERM_DKIM_KEY_FILE") or None
        if dkim_file is not None and not Path(dkim_file).is_file():
            problems.append("ERM_DKIM_KEY_FILE: there is no such file.")
        dkim_selector = env.get("ERM_DKIM_SELECTOR") or "erm"
        dkim_domain = env.get("ERM_DKIM_DOMAIN") or None
        for name, value in (("SELECTOR", dkim_selector), ("DOMAIN", dkim_domain)):
            if value is not None and not re.fullmatch(
                r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?", value
            ):
                problems.append(f"ERM_DKIM_{name} must be a name in the DNS.")
        pool = integer(env, "ERM_DATABASE_POOL", 10, 2, 200, problems)
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
            key_file = kept_key(var, "encryption.keys")
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
            secret_key=secret_key or kept_key(var, "secret.key").read_text().strip(),
            encryption_keys=encryption_keys,
            encryption_key_file=key_file,
            smtp_url=smtp_url,
            smtp_connections=connections,
            mail_rates=rates,
            mail_from=mail_from,
            dkim_key_file=None if dkim_file is None else Path(dkim_file),
            dkim_selector=dkim_selector,
            dkim_domain=dkim_domain,
            mode=mode,
            company_name=env.get("ERM_COMPANY_NAME") or "erm",
            default_time_zone=zone,
            default_locale=locale,
            var=var,
            host=host,
            port=port,
            trusted_proxies=proxies,
            integration_hosts=hosts,
            personal_chats=chats,
            inbound_domain=inbound_domain,
            inbound_listen=inbound_listen,
            inbound_authserv_id=authserv_id,
        )
