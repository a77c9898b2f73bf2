"""Fixtures for the whole suite.

``db``        an open, empty database; every test that asks for it runs on SQLite and on PostgreSQL
``cast``      the company of ``tests/cast.py`` in it
``actor_of``  ``actor_of(cast.ann)``: the actor of a person
``api``       ``await api(cast.ann).run("query { … }", {…})``: GraphQL through the real application
``bus``       a bus with nobody listening, for calling commands in a ``unit_of_work(bus)``
"""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import hypothesis
import pytest

from erm.core import sealing
from erm.core.actor import Actor
from erm.core.database import connections
from erm.core.database.routing import WRITER
from erm.core.events import Bus
from erm.people.models import Person
from erm.settings import Mode, Settings, read_keys
from tests import cast as casting
from tests import database as databases
from tests.cast import Cast
from tests.database import PostgresServer
from tests.processes import ENCRYPTION_KEY, ROOT

PUBLIC_URL = "https://erm.test"
COOKIE = "__Host-erm"
SECRETS = Settings(
    database_url="sqlite:///not.used",
    public_url=PUBLIC_URL,
    secret_key="a-key-that-is-only-for-the-tests-0123456789",
    encryption_keys=read_keys(ENCRYPTION_KEY),
)
"""The keys of the tests: of this process, and of every server that a test starts."""


# Where Python may keep no bytecode, every process of a test would compile the product and its
# libraries anew, a second for each. Workers and servers inherit this.
sys.dont_write_bytecode = False
sys.pycache_prefix = os.environ.setdefault("PYTHONPYCACHEPREFIX", str(ROOT / ".cache/bytecode"))
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
databases.remember_models()


def pytest_configure() -> None:
    # How fast the machine is says nothing about what is tested.
    profiles = hypothesis.settings
    profiles.register_profile(
        "any machine",
        parent=profiles.get_profile(profiles.get_current_profile_name()),
        deadline=None,
        suppress_health_check=[hypothesis.HealthCheck.too_slow],
    )
    profiles.load_profile("any machine")
    # As the server does (erm/web/serve.py): to look for garbage among some million objects that
    # stay was a fifth of the suite's work.
    gc.set_threshold(25_000, 20, 20)


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()


@dataclass(frozen=True)
class OpenDatabase:
    """What ``db`` is: the address of the open database, and which kind it is."""

    url: str
    kind: str


@pytest.fixture(autouse=True)
def _keys() -> None:
    sealing.use_keys(SECRETS)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server of this worker's own, with a schema in its database ``template_erm``."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(databases.postgres_server())
        except (ImportError, OSError, RuntimeError, subprocess.SubprocessError) as error:
            if databases.must_have_postgres():
                raise
            pytest.skip(f"No PostgreSQL could be started on this machine: {error}")
        databases.make_schema(server.create_database("template_erm"))
        yield server


@pytest.fixture(scope="session")
def _postgres_database(postgres: PostgresServer) -> str:
    return postgres.create_database("erm", "template_erm")


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "erm.db"
    databases.make_schema(databases.sqlite_url(path))
    return path


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def database_url(
    request: pytest.FixtureRequest, database_kind: str, tmp_path: Path
) -> Iterator[str]:
    """A closed, empty, migrated database of the test's own: for tests that start processes."""
    if database_kind == "sqlite":
        path = tmp_path / "erm.db"
        shutil.copyfile(request.getfixturevalue("_sqlite_template"), path)
        yield databases.sqlite_url(path)
    else:
        server = request.getfixturevalue("postgres")
        yield server.create_database("erm_own", "template_erm")
        server.drop_database("erm_own")


@pytest.fixture
async def db(
    request: pytest.FixtureRequest, database_kind: str, tmp_path: Path
) -> AsyncIterator[OpenDatabase]:
    """An open, empty, migrated database."""
    if database_kind == "sqlite":
        path = tmp_path / "erm.db"
        shutil.copyfile(request.getfixturevalue("_sqlite_template"), path)
        url = databases.sqlite_url(path)
    else:
        url = request.getfixturevalue("_postgres_database")
    async with connections.database(url, pool_size=5):
        if database_kind == "sqlite":
            # It outlives nobody either.
            await connections.get_connection(WRITER).execute_query("PRAGMA synchronous = OFF")
        yield OpenDatabase(url, database_kind)
        if database_kind == "postgres":
            await databases.empty_all_tables()


@pytest.fixture
async def cast(db: OpenDatabase) -> Cast:
    """Everybody of ``tests/cast.py``."""
    return await casting.company()


@pytest.fixture
def actor_of(cast: Cast) -> Callable[[Person], Actor]:
    return cast.actor


@pytest.fixture
def bus() -> Bus:
    return Bus()


@pytest.fixture
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings under which any query may be run."""
    url = request.getfixturevalue("db").url if "db" in request.fixturenames else "sqlite:///no.db"
    return Settings(
        database_url=url,
        public_url=PUBLIC_URL,
        secret_key=SECRETS.secret_key,
        encryption_keys=SECRETS.encryption_keys,
        mode=Mode.DEVELOPMENT,
        company_name="Test company",
        var=tmp_path / "var",
    )


class Api:
    """One person's browser, or an anonymous one."""

    def __init__(self, client: httpx.AsyncClient, person: Person | None) -> None:
        self.client = client
        self._person = person

    async def post(
        self, query: str, variables: dict[str, Any] | None = None, **options: Any
    ) -> httpx.Response:
        """The response itself."""
        if self._person is not None:
            token = await casting.begin_session(self._person)
            self.client.cookies.set(COOKIE, token, domain="erm.test", path="/")
            self._person = None
        body = {"query": query, "variables": variables or {}}
        return await self.client.post("/graphql", json=body, **options)

    async def execute(self, query: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
        """The whole answer, errors included."""
        answer: dict[str, Any] = (await self.post(query, variables)).json()
        return answer

    async def run(self, query: str, variables: dict[str, Any] | None = None) -> Any:
        """The answer's data; fails on any error."""
        answer = await self.execute(query, variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]


@cache
def _application(settings: Settings) -> Any:
    """The application; made once, for it learns all operations of the SPA when it starts.

    It uses the database that the test has opened: its life span never begins.
    """
    from erm.web.app import create_app

    return create_app(settings)


@pytest.fixture
async def api(db: OpenDatabase, settings: Settings) -> AsyncIterator[Callable[..., Api]]:
    """``api(person)`` or ``api(None)``; each call is a browser of its own."""
    app = _application(replace(settings, database_url="sqlite:///not.used", var=Path("var")))
    async with AsyncExitStack() as stack:

        def browser(person: Person | None = None, *, bearer: str | None = None) -> Api:
            headers = {"Origin": PUBLIC_URL, "Sec-Fetch-Site": "same-origin"}
            if bearer is not None:
                headers = {"Authorization": f"Bearer {bearer}"}
            client = httpx.AsyncClient(
                transport=httpx.ASGITransport(app=app), base_url=PUBLIC_URL, headers=headers
            )
            stack.push_async_callback(client.aclose)
            return Api(client, person)

        yield browser


query_count = databases.query_count
