"""A company in which everything has happened that anybody gets a mail of, and its server."""

from __future__ import annotations

import html
import re
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from erm.access.models import Credential
from erm.access.passwords import hash_password
from erm.core import sealing
from erm.core.clock import now
from erm.core.database import connections
from erm.mail import rendering
from erm.mail.models import Mail
from erm.notifications.models import Dispatch
from erm.notifications.rules import Channel, DispatchState
from tests import cast as casting
from tests.conftest import COOKIE, SECRETS
from tests.database import free_port, sqlite_url
from tests.e2e.conftest import a_chromium
from tests.e2e.letters.company import Company
from tests.e2e.letters.writing import write_everything
from tests.e2e.screens.company import PASSWORD, DemoCompany
from tests.processes import Process, environment, running

ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)»]")


@dataclass(frozen=True)
class Letter:
    """A mail as it lies in the outbox. ``reader``: who has an account; guests have none."""

    template: str
    subject: str
    language: str
    address: str
    reader: UUID | None
    links: frozenset[str]
    """Of both parts, and of the header that stops it."""
    mail: Mail


@dataclass
class Post:
    """All the mail, and the company that sent it."""

    company: DemoCompany
    letters: list[Letter]
    told: set[str] = field(default_factory=set)
    """Kinds of notifications that left by mail."""

    def keep(self) -> None:
        """Remember how everything stands."""
        with closing(sqlite3.connect(self.company.file)) as now_, closing(self._kept()) as then:
            now_.backup(then)

    def as_it_was(self) -> None:
        """Let everything stand again as it was kept, whatever tests have done since."""
        with closing(sqlite3.connect(self.company.file)) as now_, closing(self._kept()) as then:
            then.backup(now_)

    def _kept(self) -> sqlite3.Connection:
        return sqlite3.connect(self.company.file.with_name("kept.db"))

    def reader(self, name: str) -> str:
        """The key by which somebody is signed in."""
        return self.company.person(f"{name}@erm.test")

    @cached_property
    def columns(self) -> dict[str, str]:
        """What of each table is compared: not when something was last looked at or written."""
        tables = self.company.rows(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
            " AND name NOT IN ('session', 'rate_limit', 'sqlite_sequence')"
        )
        return {
            table: ", ".join(
                f'"{column}"'
                for (column,) in self.company.rows("SELECT name FROM pragma_table_info(?)", table)
                if column != "updated_at"
            )
            for (table,) in tables
        }

    def contents(self) -> dict[str, list[Any]]:
        """All that the company knows, each table in the order in which it lies there."""
        with closing(sqlite3.connect(self.company.file, timeout=10)) as database:
            return {
                table: database.execute(f'SELECT {columns} FROM "{table}"').fetchall()
                for table, columns in self.columns.items()
            }


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def post(tmp_path_factory: pytest.TempPathFactory, installed: Path) -> AsyncIterator[Post]:
    """Everything is written while the server starts; nobody works afterwards, so nothing changes by itself."""
    folder: Path = tmp_path_factory.mktemp("letters")
    file = folder / "erm.db"
    shutil.copyfile(installed, file)
    env = environment(sqlite_url(file), free_port(), folder, ERM_COMPANY_NAME="Northwind")
    server = Process(["serve"], env, folder / "server.log")
    with running(server):
        found = Post(DemoCompany(f"http://localhost:{env['PORT']}", file, server), [])
        await write(found)
        found.keep()
        await server.wait_until_it_answers()
        yield found


async def write(post: Post) -> None:
    """Let everything happen, note which template each mail was made of, and sign everybody in."""
    settings = replace(
        SECRETS,
        database_url=sqlite_url(post.company.file),
        public_url=post.company.base,
        company_name="Northwind",
        inbound_domain="in.northwind.example",
    )
    sealing.use_keys(settings)
    templates: dict[str, str] = {}
    compile_html = rendering._html

    def noting(kind: str) -> Any:
        def render(values: dict[str, Any]) -> str:
            made = compile_html(kind).render(values)
            templates[made] = kind
            return made

        return SimpleNamespace(render=render)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rendering, "_html", noting)
        async with connections.database(settings.database_url, pool_size=5):
            cast = await casting.company()
            await write_everything(Company(cast, settings))
            for mail in await Mail.all().order_by("id"):
                post.letters.append(letter_of(mail, templates[mail.html or ""]))
            sent = Dispatch.filter(channel=Channel.MAIL, state=DispatchState.SENT)
            post.told = {
                str(kind) for kind in await sent.values_list("notification__kind", flat=True)
            }
            _ = await Credential.create(
                person_id=cast.ann.id, password_hash=await hash_password(PASSWORD), changed_at=now()
            )
            for person in cast.people:
                post.company.cookies[str(person.id)] = signed_in(await cast.session(person))


def letter_of(mail: Mail, template: str) -> Letter:
    """A mail with every address in it."""
    hrefs = {html.unescape(each) for each in re.findall(r'href="([^"]+)"', mail.html or "")}
    header = {mail.unsubscribe_url} if mail.unsubscribe_url else set()
    return Letter(
        template,
        mail.subject,
        mail.language,
        mail.to_address,
        mail.recipient_id,
        frozenset(hrefs | header | set(ADDRESS.findall(mail.text))),
        mail,
    )


def signed_in(token: str) -> dict[str, Any]:
    """What a browser keeps of somebody who signed in."""
    cookie = {
        "name": COOKIE,
        "value": token,
        "domain": "localhost",
        "path": "/",
        "expires": -1,
        "httpOnly": True,
        "secure": True,
        "sameSite": "Lax",
    }
    return {"cookies": [cookie], "origins": []}


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """A real Chromium."""
    async with a_chromium() as browser:
        yield browser
