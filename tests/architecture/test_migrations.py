"""Migrations give exactly the schema of the models, and never lose a row."""

from __future__ import annotations

import asyncio
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tortoise import fields, migrations
from tortoise.connection import get_connection
from tortoise.exceptions import IntegrityError, OperationalError
from tortoise.migrations import operations as ops
from tortoise.utils import generate_schema_for_client

from erm.access.models import Credential
from erm.core.clock import now
from erm.core.database.connections import connection, database, is_sqlite, tortoise_config
from erm.core.database.migrate import MigrationBroke, known, migrate, pending
from erm.core.database.routing import WRITER
from erm.core.database.sqlite import statements
from erm.core.ids import new_id
from erm.recognition.points.models import PointsAccount
from erm.recognition.points.rules import AccountKind
from tests import cast as casting
from tests.database import PostgresServer, sqlite_url
from tools.migration import Detector

Shape = dict[str, Any]


@pytest.fixture
def empty_urls(
    request: pytest.FixtureRequest, database_kind: str, tmp_path: Path
) -> Iterator[tuple[str, str]]:
    """Two empty databases of one kind."""
    if database_kind == "sqlite":
        yield sqlite_url(tmp_path / "a.db"), sqlite_url(tmp_path / "b.db")
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    yield server.create_database("empty_a"), server.create_database("empty_b")
    server.drop_database("empty_a")
    server.drop_database("empty_b")


async def rows_of(query: str) -> list[dict[str, Any]]:
    return await connection().execute_query_dict(query)


async def sqlite_shape() -> Shape:
    shape: Shape = {}
    for table in await rows_of("SELECT name FROM sqlite_master WHERE type = 'table'"):
        name = table["name"]
        columns = await rows_of(f"PRAGMA table_xinfo('{name}')")
        references = await rows_of(f"PRAGMA foreign_key_list('{name}')")
        indexes = []
        for index in await rows_of(f"PRAGMA index_list('{name}')"):
            parts = await rows_of(f"PRAGMA index_info('{index['name']}')")
            # Unnamed ones are numbered in the order in which they were made.
            own = index["name"] if index["origin"] == "c" else ""
            indexes.append((own, index["unique"], tuple(part["name"] for part in parts)))
        shape[name] = {
            "columns": {
                c["name"]: (c["type"], c["notnull"], c["dflt_value"], c["pk"]) for c in columns
            },
            "references": sorted(
                (r["from"], r["table"], r["to"], r["on_delete"]) for r in references
            ),
            "indexes": sorted(indexes),
        }
    return shape


async def postgres_shape() -> Shape:
    columns = await rows_of(
        "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable,"
        " column_default FROM information_schema.columns WHERE table_schema = 'public'"
    )
    indexes = await rows_of(
        "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
    )
    constraints = await rows_of(
        "SELECT conrelid::regclass::text AS tab, contype::text AS kind,"
        " pg_get_constraintdef(oid) AS def FROM pg_constraint"
        # What `Holds` adds, models cannot say: a test of its own breaks each of those conditions.
        " WHERE connamespace = 'public'::regnamespace AND conname NOT LIKE '%\\_holds\\_%'"
    )
    return {
        "columns": sorted(tuple(map(str, row.values())) for row in columns),
        "indexes": sorted(row["indexdef"] for row in indexes),
        "constraints": sorted((row["tab"], row["kind"], row["def"]) for row in constraints),
    }


async def shape_of(url: str) -> Shape:
    async with database(url):
        shape = await (sqlite_shape() if is_sqlite(url) else postgres_shape())
    # The note of what was migrated belongs to no model.
    if is_sqlite(url):
        return {
            n: s for n, s in shape.items() if n not in ("tortoise_migrations", "sqlite_sequence")
        }
    return {
        kind: [row for row in rows if "tortoise_migrations" not in str(row)]
        for kind, rows in shape.items()
    }


async def test_the_migrated_schema_equals_the_models(empty_urls: tuple[str, str]) -> None:
    migrated, generated = empty_urls
    await migrate(migrated)
    async with database(generated):
        await generate_schema_for_client(get_connection(WRITER), safe=True)
    shape = await shape_of(migrated)
    assert shape == await shape_of(generated)
    assert len(shape["person"]["indexes"] if is_sqlite(migrated) else shape["indexes"]) > 2


async def missing(url: str) -> list[str]:
    """What the models ask for and no migration gives."""
    async with database(url) as context:
        assert context.apps is not None
        detector = Detector(context.apps, tortoise_config(url)["apps"])
        return [
            operation.describe()
            for writer in await detector.changes()
            for operation in writer.operations
        ]


async def test_the_models_need_no_further_migration(tmp_path: Path) -> None:
    assert await missing(sqlite_url(tmp_path / "a.db")) == [], "run `python -m tools.migration`"


async def test_changed_options_are_found_where_the_key_is_a_relation_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Credential._meta, "table_description", "Otherwise")
    assert await missing(sqlite_url(tmp_path / "a.db")) == ["Alter options for Credential"]


async def test_every_foreign_key_has_an_index(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "a.db")
    await migrate(url)
    without = set()
    for table, shape in (await shape_of(url)).items():
        leading = {columns[0] for _, _, columns in shape["indexes"] if columns}
        keys = {name for name, column in shape["columns"].items() if column[3]}
        without |= {
            (table, column) for column, *_ in shape["references"] if column not in leading | keys
        }
    assert without == set()


async def test_a_second_run_does_nothing_and_nothing_is_pending(
    empty_urls: tuple[str, str],
) -> None:
    url, fresh = empty_urls
    heard: list[str] = []
    assert await migrate(url, heard.append) == known() == heard
    assert await migrate(url) == []
    async with database(url):
        assert await pending() == []
    async with database(fresh):
        assert await pending() == known()


async def test_two_at_once_wait_for_each_other(empty_urls: tuple[str, str]) -> None:
    url, _ = empty_urls
    script = "import asyncio, sys; from erm.core.database.migrate import migrate;"
    script += "print(len(asyncio.run(migrate(sys.argv[1]))))"
    processes = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", script, url, stdout=asyncio.subprocess.PIPE
        )
        for _ in range(3)
    ]
    said = [int((await process.communicate())[0]) for process in processes]
    # Each migration is its own transaction, so they may share the work, and none is done twice.
    assert sum(said) == len(known())


@pytest.fixture
def next_migration(monkeypatch: pytest.MonkeyPatch) -> Any:
    """``next_migration([operations])`` adds one to the history, for this test only."""
    names: list[str] = []

    def add(operations: list[ops.Operation]) -> str:
        name = "9999_of_a_test"
        module = ModuleType(f"erm.migrations.{name}")

        class Migration(migrations.Migration):
            dependencies = [("erm", known()[-1])]

        Migration.operations = operations
        module.Migration = Migration  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, module.__name__, module)
        package = importlib.import_module("erm.migrations")
        from tortoise.migrations import loader

        real = loader.pkgutil.iter_modules

        def listed(path: Any, *arguments: Any) -> Any:
            found = list(real(path, *arguments))
            if list(path) == list(package.__path__):
                found.append(type(found[0])(found[0].module_finder, name, False))
            return found

        monkeypatch.setattr(loader.pkgutil, "iter_modules", listed)
        names.append(name)
        return name

    return add


async def counts(url: str) -> dict[str, int]:
    found = {}
    async with database(url):
        for table in ("person", "department", "bond", "department_membership", "session"):
            found[table] = (await rows_of(f"SELECT count(*) AS n FROM {table}"))[0]["n"]
    return found


async def test_rebuilding_a_table_that_others_refer_to_keeps_every_row(
    empty_urls: tuple[str, str], next_migration: Any
) -> None:
    url, _ = empty_urls
    await migrate(url)
    async with database(url):
        cast = await casting.company()
        await cast.session(cast.ann)
    before = await counts(url)
    assert min(before.values()) > 0
    name = next_migration(
        [ops.AlterField("Person", "title", fields.CharField(max_length=300, default=""))]
    )
    assert await migrate(url) == [name]
    assert await counts(url) == before


async def test_steps_of_one_migration_build_on_each_other(
    empty_urls: tuple[str, str], next_migration: Any
) -> None:
    url, _ = empty_urls
    await migrate(url)

    def table(name: str, *more: Any) -> ops.CreateModel:
        key: Any = ("id", fields.IntField(primary_key=True))
        options = {"table": name.lower(), "app": "erm", "pk_attr": "id"}
        return ops.CreateModel(name, [key, *more], options)

    parent: Any = fields.ForeignKeyField("erm.Cup", related_name="saucers", on_delete="CASCADE")
    next_migration(
        [
            table("Cup"),
            table("Saucer", ("cup", parent)),
            table("Bowl"),
            ops.AddField("Cup", "colour", fields.CharField(max_length=9, null=True)),
            ops.AddField("Saucer", "size", fields.IntField(null=True)),
            ops.RenameField("Cup", "colour", "shade"),
            ops.AddField("Cup", "colour", fields.IntField(null=True)),
            ops.RemoveField("Saucer", "size"),
            ops.RunSQL("INSERT INTO cup (id, shade, colour) VALUES (1, 'red', 7)"),
            ops.RunSQL("INSERT INTO saucer (id, cup_id) VALUES (2, 1)"),
            ops.RenameModel("Saucer", "Plate"),
            ops.DeleteModel("Bowl"),
            ops.AddField("Plate", "height", fields.IntField(null=True)),
        ]
    )
    await migrate(url)
    async with database(url):
        assert await rows_of("SELECT * FROM cup") == [{"id": 1, "shade": "red", "colour": 7}]
        (plate,) = await rows_of("SELECT * FROM plate")
        assert plate == {"id": 2, "cup_id": 1, "height": None}
        with pytest.raises(OperationalError, match="bowl"):
            await rows_of("SELECT * FROM bowl")


async def test_a_migration_that_breaks_leaves_no_trace(
    empty_urls: tuple[str, str], next_migration: Any
) -> None:
    url, _ = empty_urls
    await migrate(url)
    async with database(url):
        await casting.company()
    before, shape = await counts(url), await shape_of(url)
    next_migration([ops.RunSQL("DELETE FROM bond"), ops.RunSQL("INSERT INTO no_such VALUES (1)")])
    with pytest.raises(Exception, match="no_such"):
        await migrate(url)
    assert await counts(url) == before
    assert await shape_of(url) == shape


async def test_on_sqlite_rows_that_would_refer_to_nothing_stop_it(
    tmp_path: Path, next_migration: Any
) -> None:
    url = sqlite_url(tmp_path / "a.db")
    await migrate(url)
    async with database(url):
        await casting.company()
    before = await counts(url)
    next_migration([ops.RunSQL("DELETE FROM department")])
    with pytest.raises(MigrationBroke, match="department_membership -> department"):
        await migrate(url)
    assert await counts(url) == before


def test_statements_are_parted_where_they_end() -> None:
    script = "CREATE TABLE a (x TEXT) /* one; two */; INSERT INTO a VALUES ('p;q'); SELECT 1"
    assert statements(script) == [
        "CREATE TABLE a (x TEXT) /* one; two */;",
        "INSERT INTO a VALUES ('p;q');",
        "SELECT 1;",
    ]
    assert statements("") == []


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("points_account", {"key": "earned:x", "kind": "earned", "month": "", "balance": -1}),
        ("reward", {"name": "Tea", "description": "", "cost": 0, "position": 0}),
        ("reward", {"name": "Tea", "description": "", "cost": 5, "stock": -1, "position": 0}),
    ],
)
async def test_the_database_refuses_what_may_never_be(
    db: None, table: str, values: dict[str, object]
) -> None:
    row = {"id": str(new_id()), "created_at": "2026-11-22 09:00:00+00", **values}
    if table == "reward":
        row |= {"picture_alt": "", "version": 1}
    quoted = ", ".join(f"'{value}'" for value in row.values())
    with pytest.raises((IntegrityError, OperationalError), match="holds"):
        await get_connection(WRITER).execute_script(
            f"INSERT INTO {table} ({', '.join(row)}) VALUES ({quoted})"
        )


async def test_only_what_the_company_issues_goes_below_zero(db: None) -> None:
    account = await PointsAccount.create(key="issued", kind=AccountKind.ISSUED, created_at=now())
    await PointsAccount.filter(id=account.id).update(balance=-5)
    other = await PointsAccount.create(key="expired", kind=AccountKind.EXPIRED, created_at=now())
    with pytest.raises((IntegrityError, OperationalError), match="holds"):
        await PointsAccount.filter(id=other.id).update(balance=-5)
