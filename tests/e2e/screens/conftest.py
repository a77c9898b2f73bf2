"""One server with the demo company and one Chromium for all tests of the screens."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from erm.core.clock import now
from erm.core.ids import new_id
from tests.database import free_port, sqlite_url
from tests.e2e.conftest import a_chromium
from tests.e2e.screens.company import ARTEM, ELENA, SOFIA, DemoCompany
from tests.processes import Process, command, environment, running


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def demo(
    tmp_path_factory: pytest.TempPathFactory, installed: Path
) -> AsyncIterator[DemoCompany]:
    """The demo company, its server, a mail in its mailbox. Artem is an administrator, Elena HR, too."""
    folder: Path = tmp_path_factory.mktemp("demo")
    file = folder / "erm.db"
    env = environment(sqlite_url(file), free_port(), folder)
    shutil.copyfile(installed, file)
    for arguments in (["demo"], ["digest", "send", SOFIA]):
        command(arguments, env)
    server = Process(["serve"], env, folder / "server.log")
    with running(server):
        await server.wait_until_it_answers()
        demo = DemoCompany(f"http://localhost:{env['PORT']}", file, server)
        for role, email in (("administrator", ARTEM), ("hr", ELENA)):
            demo.change(
                "INSERT INTO role_grant (id, role, granted_at, person_id) VALUES (?, ?, ?, ?)",
                str(new_id()),
                role,
                now().isoformat(sep=" "),
                demo.person(email),
            )
        yield demo


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """A real Chromium."""
    async with a_chromium() as browser:
        yield browser
