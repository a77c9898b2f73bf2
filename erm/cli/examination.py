"""What ``erm doctor`` looks at, and what it says in words."""

from __future__ import annotations

import asyncio
import os
import stat
from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from erm.access.models import RoleGrant
from erm.cli.examining_mail import (
    Finding,
    examine_inbound,
    examine_servers,
    examine_signing,
)
from erm.core.actor import Role
from erm.core.database.connections import database, is_sqlite, sqlite_path
from erm.core.database.migrate import pending
from erm.core.resealing import sealed_with_lost_keys
from erm.mail.models import MailBlock
from erm.notifications.models import PersonalChat
from erm.people.models import Person
from erm.schema.build import build_schema
from erm.schema.execution import Engine
from erm.settings import Mode, Settings, is_loopback
from erm.web.health import HEARTBEAT_STALE, check_health
from erm.web.operations import ManifestError, known_documents
from erm.web.outage import is_outage
from erm.web.spa import SinglePageApplication

CONNECT_SECONDS = 10.0
MAIL_LATE = timedelta(minutes=15)
"""Mail that is due should have left by then."""


async def examine(settings: Settings) -> list[Finding]:
    """Look at everything. Never raises for what it finds."""
    findings = [*_settings(settings), *_keys(settings)]
    findings += await _database(settings)
    findings += await examine_signing(settings)
    findings += await examine_servers(settings)
    findings += await examine_inbound(settings)
    findings += _pages()
    return findings


def _settings(settings: Settings) -> Iterable[Finding]:
    yield Finding("ok", "Settings", "They can all be read.")
    host = urlsplit(settings.public_url).hostname or ""
    if is_loopback(host):
        listening_to_all = not is_loopback(settings.host)
        yield Finding(
            "wrong" if listening_to_all else "hint",
            "Public address",
            f"{settings.public_url} can be opened on this machine only"
            + (
                ", yet the server listens to others: set ERM_PUBLIC_URL to its https address."
                if listening_to_all
                else ". Set ERM_PUBLIC_URL to an https address to let others in."
            ),
        )
    else:
        yield Finding("ok", "Public address", f"{settings.public_url}.")
        if not settings.trusted_proxies and is_loopback(settings.host):
            yield Finding(
                "hint",
                "Proxy",
                "A proxy seems to stand before erm. Name it in ERM_TRUSTED_PROXIES, or everybody "
                "seems to come from one address and shares its rate limit.",
            )
    if settings.mode is Mode.DEVELOPMENT:
        yield Finding(
            "hint" if is_loopback(host) else "wrong",
            "Mode",
            "In development mode anybody may run any query. Unset ERM_MODE for real data.",
        )


def _keys(settings: Settings) -> Iterable[Finding]:
    for subject, variable, name in (
        ("Secret key", "ERM_SECRET_KEY", "secret.key"),
        ("Encryption keys", "ERM_ENCRYPTION_KEYS", "encryption.keys"),
    ):
        if os.environ.get(variable):
            yield Finding("ok", subject, "Set in the environment.")
            continue
        path = settings.var / name
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            yield Finding("wrong", subject, f"Others can read {path}: run `chmod 600 {path}`.")
        elif name == "encryption.keys":
            yield Finding(
                "ok", subject, f"Kept in {path}. Back them up elsewhere than the database."
            )
        else:
            yield Finding("ok", subject, f"Kept in {path}. Back it up with the data.")


async def _database(settings: Settings) -> list[Finding]:
    subject = "Database"
    if is_sqlite(settings.database_url):
        path = sqlite_path(settings.database_url)
        if not path.exists():
            return [Finding("wrong", subject, f"{path} is not there yet. Run `erm migrate`.")]
        kind = f"the file {path}"
    else:
        parts = urlsplit(settings.database_url)
        kind = f"PostgreSQL at {parts.hostname}:{parts.port or 5432}"
    try:
        async with asyncio.timeout(CONNECT_SECONDS), database(settings.database_url, pool_size=2):
            return [
                Finding("ok", subject, f"It can be reached: {kind}."),
                *await _contents(settings),
            ]
    except Exception as error:
        if isinstance(error, TimeoutError) or is_outage(error):
            return [Finding("wrong", subject, f"It cannot be reached: {kind}. Is it running?")]
        if type(error).__module__.startswith(("asyncpg", "sqlite3", "tortoise")):
            words = str(error).partition("\n")[0]
            return [Finding("wrong", subject, f"It refuses to be opened: {kind}: {words}.")]
        raise


async def _contents(settings: Settings) -> list[Finding]:
    waiting = await pending()
    if waiting:
        return [Finding("wrong", "Migrations", f"{len(waiting)} are pending. Run `erm migrate`.")]
    findings = [Finding("ok", "Migrations", "The schema is the present one.")]
    if lost := await sealed_with_lost_keys():
        findings.append(
            Finding(
                "wrong",
                "Encryption keys",
                f"{lost} private texts are under a key that is not here. Put it back behind the "
                "first: nothing else opens them.",
            )
        )
    if not await Person.all().exists():
        findings.append(
            Finding(
                "hint",
                "People",
                "There is nobody yet. Run `erm import people FILE`, or "
                "`erm user create EMAIL --administrator`.",
            )
        )
    elif not await RoleGrant.filter(role=Role.ADMINISTRATOR).exists():
        findings.append(
            Finding(
                "wrong",
                "People",
                "Nobody is administrator. Run `erm user grant EMAIL administrator`.",
            )
        )
    health = await check_health()
    age = health.worker_age_seconds
    if age is None:
        text = "No worker was ever seen: no mail is sent. Run `erm work`."
        findings.append(Finding("hint", "Worker", text))
    elif not health.worker_alive:
        text = (
            f"No worker was seen for {round(age / 60)} minutes (it should be at most "
            f"{round(HEARTBEAT_STALE.total_seconds() / 60)}): mail waits. Run `erm work`."
        )
        findings.append(Finding("wrong", "Worker", text))
    else:
        findings.append(Finding("ok", "Worker", f"It was seen {round(age)} seconds ago."))
    if health.parked_mail:
        text = (
            f"{health.parked_mail} could not be delivered and will not be tried again. "
            "What the servers said stands in erm, under Company, Mail."
        )
        findings.append(Finding("hint", "Mail", text))
    waits = health.mail_waits_seconds or 0
    if health.worker_alive and waits > MAIL_LATE.total_seconds():
        text = (
            f"The oldest that is due waits for {round(waits / 60)} minutes: the mail server or a "
            "domain may rest. What rests stands in erm, under Company, Mail."
        )
        findings.append(Finding("hint", "Mail", text))
    if blocked := await MailBlock.all().count():
        text = f"{blocked} addresses get none, because mail came back or somebody blocked them."
        findings.append(Finding("hint", "Mail", text))
    return [*findings, *await _chats(settings)]


async def _chats(settings: Settings) -> list[Finding]:
    """Whether chats of people's own get what they are connected for."""
    subject = "Personal chats"
    allowed = list(settings.personal_chats)
    findings = []
    if allowed:
        text = f"People may have their notifications sent to {', '.join(allowed)}."
        findings.append(Finding("ok", subject, text))
    if barred := await PersonalChat.exclude(service__in=allowed).count():
        text = (
            f"{barred} are connected through services that ERM_PERSONAL_CHATS does not name: "
            "they get nothing."
        )
        findings.append(Finding("hint", subject, text))
    broken = PersonalChat.filter(service__in=allowed).exclude(disabled_reason="")
    if off := await broken.count():
        text = f"{off} take nothing any more, which their owners see in their settings."
        findings.append(Finding("hint", subject, text))
    return findings


def _pages() -> Iterable[Finding]:
    if not SinglePageApplication().is_built:
        yield Finding("wrong", "Pages", "They are not built. Run `make spa`.")
        return
    try:
        documents = known_documents()
    except ManifestError as error:
        yield Finding("wrong", "Pages", str(error))
        return
    rejected = Engine(build_schema()).learn(documents)
    if rejected or not documents:
        yield Finding(
            "wrong",
            "Pages",
            f"They do not fit this server: {len(rejected)} of {len(documents)} operations. "
            "Run `make spa`.",
        )
    else:
        yield Finding("ok", "Pages", f"They are built; all {len(documents)} operations fit.")
