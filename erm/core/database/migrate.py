"""Bringing a database to the present schema: one linear history in ``erm/migrations/``.

Tortoise's own migrations, driven by our own loop, because its executor notes a migration as applied
in another transaction than the migration itself: a kill between the two would leave a database that
can neither go on nor go back. Here a migration, its note and nothing else are one transaction, on
SQLite with foreign keys off (a rebuilt table is dropped, and the drop would cascade) and checked
before the commit. Running it again goes on where it stopped; two at once wait for each other.

Tortoise makes the models of a state anew at every step, all of them, twice: 6 s for a new database.
Here they are made when somebody asks for one, and once for tables or columns that are added in a row.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable
from itertools import groupby

from tortoise.backends.base.client import BaseDBAsyncClient, TransactionalDBClient
from tortoise.connection import get_connection
from tortoise.exceptions import OperationalError
from tortoise.migrations.executor import MigrationExecutor, PlanStep
from tortoise.migrations.graph import MigrationKey
from tortoise.migrations.operations import AddField, CreateModel, Operation
from tortoise.migrations.schema_editor import BaseSchemaEditor, SqliteSchemaEditor
from tortoise.migrations.schema_generator.state import ModelState, State
from tortoise.migrations.schema_generator.state_apps import StateApps
from tortoise.models import Model
from tortoise.transactions import in_transaction

from erm.core.database.connections import APP, MIGRATIONS, database, tortoise_config
from erm.core.database.routing import WRITER

Progress = Callable[[str], None]
TABLE = "tortoise_migrations"
LOCK = 0x65726D
"""PostgreSQL's advisory lock that lets one process migrate at a time ("erm")."""


class MigrationBroke(Exception):
    """A migration would have left rows that refer to nothing; it was rolled back."""


async def migrate(url: str, progress: Progress | None = None) -> list[str]:
    """Apply what is missing and return its names, oldest first.

    ``progress`` hears each name before it is applied. Raises :class:`MigrationBroke`.
    """
    applied: list[str] = []
    async with database(url, migrating=True):
        while True:
            async with in_transaction(WRITER) as transaction:
                await _lock(transaction)
                name = await _apply_next(transaction, url, progress)
            if name is None:
                return applied
            applied.append(name)


def known() -> list[str]:
    """Names of all migrations, oldest first."""
    package = importlib.import_module(MIGRATIONS)
    names = (module.name for module in pkgutil.iter_modules(package.__path__))
    return sorted(name for name in names if re.match(r"\d{4}_", name))


async def pending() -> list[str]:
    """Names of migrations that the open database lacks, oldest first."""
    done = await _applied_names(get_connection(WRITER))
    return [name for name in known() if name not in done]


async def _apply_next(
    transaction: TransactionalDBClient, url: str, progress: Progress | None
) -> str | None:
    # The transaction is the executor's connection, so that the note of a migration, and the table
    # that holds the notes, belong to it as well.
    executor = _Executor(transaction, tortoise_config(url)["apps"])
    await executor.recorder.ensure_schema(executor._schema_editor(atomic=True))  # noqa: SLF001
    plan: list[PlanStep] = await executor.plan()
    if not plan:
        return None
    step = plan[0]
    if progress is not None:
        progress(step.migration.name)
    done = set(await executor.recorder.applied_migrations())
    state = await executor._project_state(done)  # noqa: SLF001
    editor = executor._schema_editor(atomic=True)  # noqa: SLF001
    await _run(step.migration.operations, state, editor)
    await executor.recorder.record_applied(APP, step.migration.name)
    await _check_references(transaction, step.migration.name)
    return str(step.migration.name)


async def _run(operations: Iterable[Operation], state: State, editor: BaseSchemaEditor) -> None:
    for kind, run in groupby(operations, type):
        # A new table or column is described by itself and by what it refers to, which is there
        # before it. Nothing that is added after it changes it: one set of models serves a whole run.
        together = kind in (CreateModel, AddField)
        for step in [list(run)] if together else [[operation] for operation in run]:
            before = state.clone()
            for operation in step:
                operation.state_forward(APP, state)
            for operation in step:
                await operation.database_forward(APP, before, state, editor)
    state.validate_relations_initialized()


class _Apps(StateApps):
    """The models of a state, made when one of them is asked for."""

    waiting: dict[tuple[str, str], ModelState] | None = None

    def of(self, models: dict[tuple[str, str], ModelState]) -> _Apps:
        """The same for other models."""
        made = _Apps(self._default_connections, self._connections)
        made.waiting = models
        return made

    def make(self) -> None:
        """Make them now."""
        if self.waiting is None:
            return
        states, self.waiting = self.waiting, None
        for (app, _), state in states.items():
            self.register_model(app, state.render(self))
        self._init_relations()
        self._build_initial_querysets()

    def get_model(self, app_label: str, model_name: str | None = None) -> type[Model]:
        self.make()
        return super().get_model(app_label, model_name)


class _State(State):
    """What the migrations up to one have made."""

    apps: _Apps

    def reload_model(self, app_label: str, model_name: str) -> None:
        self.reload_models([(app_label, model_name)])

    def reload_models(self, model_tuples: Iterable[tuple[str, str]]) -> None:
        self.apps = self.apps.of(self.models)

    def clone(self) -> _State:
        models = {key: model.clone() for key, model in self.models.items()}
        return _State(models, self.apps.of(models))

    def validate_relations_initialized(self) -> None:
        self.apps.make()
        super().validate_relations_initialized()


class _WholeStatements(SqliteSchemaEditor):
    """Tortoise's editor parts a script at every semicolon, also at those in a table's comment."""

    async def _run_sql(self, sql: str) -> None:
        await self.client.execute_script(sql)


class _Executor(MigrationExecutor):
    def _schema_editor(self, atomic: bool = True, collect_sql: bool = False) -> BaseSchemaEditor:
        if self.connection.capabilities.dialect == "sqlite":
            return _WholeStatements(self.connection, atomic=atomic, collect_sql=collect_sql)
        return super()._schema_editor(atomic, collect_sql)

    async def _project_state(
        self, applied: set[MigrationKey], *, upto: MigrationKey | None = None
    ) -> State:
        state = _State({}, _Apps({APP: WRITER}))
        for key in self._full_plan():
            if key == upto:
                break
            if key in applied:
                migration = self.loader.graph.nodes[key]
                if migration is None:
                    raise LookupError(key)
                for operation in migration.operations:
                    operation.state_forward(APP, state)
        return state


async def _applied_names(connection: BaseDBAsyncClient) -> set[str]:
    try:
        rows = await connection.execute_query_dict(
            f"SELECT name FROM {TABLE} WHERE app = '{APP}'"  # noqa: S608 - both are constants
        )
    except OperationalError:
        # An empty database has no such table.
        return set()
    return {row["name"] for row in rows}


async def _lock(transaction: TransactionalDBClient) -> None:
    if transaction.capabilities.dialect == "postgres":
        await transaction.execute_query(f"SELECT pg_advisory_xact_lock({LOCK})")
    # SQLite's transactions begin IMMEDIATE: they are the lock.


async def _check_references(transaction: TransactionalDBClient, name: str) -> None:
    if transaction.capabilities.dialect != "sqlite":
        return
    broken = await transaction.execute_query_dict("PRAGMA foreign_key_check")
    if broken:
        tables = ", ".join(sorted({f"{row['table']} -> {row['parent']}" for row in broken}))
        raise MigrationBroke(f"{name} would leave rows that refer to nothing: {tables}")
