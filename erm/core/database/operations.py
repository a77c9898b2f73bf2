"""Operations of migrations that Tortoise lacks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from tortoise.migrations.operations import AlterField, TortoiseOperation
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_generator.state import State

# A trigger sees columns only through NEW; looking the row up afterwards lets the condition be plain SQL.
_HOLD_ON_SQLITE = """
CREATE TRIGGER {name}_at_insert AFTER INSERT ON {table}
WHEN NOT EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id AND ({condition}))
BEGIN SELECT RAISE(ABORT, '{name} is violated'); END;
CREATE TRIGGER {name}_at_update AFTER UPDATE ON {table}
WHEN NOT EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id AND ({condition}))
BEGIN SELECT RAISE(ABORT, '{name} is violated'); END;
"""
_LET_GO_ON_SQLITE = "DROP TRIGGER {name}_at_insert; DROP TRIGGER {name}_at_update;"
_HOLD_ON_POSTGRES = "ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({condition});"
_LET_GO_ON_POSTGRES = "ALTER TABLE {table} DROP CONSTRAINT {name};"

_REFUSE_ON_SQLITE = """
CREATE TRIGGER {table}_keeps_its_rows BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
CREATE TRIGGER {table}_changes_no_row BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
"""
_ALLOW_ON_SQLITE = "DROP TRIGGER {table}_keeps_its_rows; DROP TRIGGER {table}_changes_no_row;"
_REFUSE_ON_POSTGRES = """
CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{table} is append-only'; END $$;
CREATE TRIGGER {table}_changes_no_row BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_is_append_only();
CREATE TRIGGER {table}_keeps_its_rows BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_append_only();
"""
_ALLOW_ON_POSTGRES = """
DROP TRIGGER {table}_keeps_its_rows ON {table};
DROP TRIGGER {table}_changes_no_row ON {table};
DROP FUNCTION {table}_is_append_only();
"""

_FREEZE_ON_SQLITE = """
CREATE TRIGGER {table}_is_frozen BEFORE UPDATE ON {table}
WHEN OLD.{seal} IS NOT NULL AND ({changed})
BEGIN SELECT RAISE(ABORT, '{table} is frozen'); END;
"""
_THAW_ON_SQLITE = "DROP TRIGGER {table}_is_frozen;"
_FREEZE_ON_POSTGRES = """
CREATE FUNCTION {table}_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.{seal} IS NOT NULL AND ({changed}) THEN RAISE EXCEPTION '{table} is frozen'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER {table}_is_frozen BEFORE UPDATE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_is_frozen();
"""
_THAW_ON_POSTGRES = """
DROP TRIGGER {table}_is_frozen ON {table};
DROP FUNCTION {table}_is_frozen();
"""


class EnlargeEnumeration(AlterField):
    """A field whose enumeration has more members than before; its column stays what it is.

    Tortoise's own operation would rebuild the whole table on SQLite, and lose its indexes, to change
    nothing but a comment.
    """

    async def database_forward(
        self,
        app_label: str,
        old_state: State,
        new_state: State,
        state_editor: BaseSchemaEditor | None = None,
    ) -> None:
        """Nothing: only what the models are remembered as changes."""

    async def database_backward(
        self,
        app_label: str,
        old_state: State,
        new_state: State,
        state_editor: BaseSchemaEditor | None = None,
    ) -> None:
        """Nothing."""


class _Script(TortoiseOperation):
    """Something of a table that models know nothing of: made by a script and undone by another.

    ``making`` and ``undoing`` are of SQLite and of PostgreSQL, with words in braces that
    :meth:`_words` gives.
    """

    making: ClassVar[tuple[str, str]]
    undoing: ClassVar[tuple[str, str]]

    def __init__(self, table: str) -> None:
        self.table = table

    def _words(self, is_sqlite: bool) -> dict[str, str]:
        """What stands in the scripts' braces."""
        return {"table": self.table}

    def state_forward(self, app_label: str, state: State) -> None:
        """Models know nothing of it."""

    async def database_forward(
        self,
        app_label: str,
        old_state: State,
        new_state: State,
        state_editor: BaseSchemaEditor | None = None,
    ) -> None:
        """Make it."""
        await self._run(state_editor, self.making)

    async def database_backward(
        self,
        app_label: str,
        old_state: State,
        new_state: State,
        state_editor: BaseSchemaEditor | None = None,
    ) -> None:
        """Undo it."""
        await self._run(state_editor, self.undoing)

    async def _run(self, state_editor: BaseSchemaEditor | None, scripts: tuple[str, str]) -> None:
        if state_editor is None:
            return
        is_sqlite = state_editor.client.capabilities.dialect == "sqlite"
        sqlite, postgres = scripts
        script = (sqlite if is_sqlite else postgres).format(**self._words(is_sqlite))
        await state_editor.client.execute_script(script)


class AppendOnly(_Script):
    """Triggers that refuse to change or to delete a row of a table, on SQLite and on PostgreSQL.

    Tortoise rebuilds a table on SQLite to alter it, which drops its triggers: whoever alters such a
    table puts this operation behind. ``DROP TABLE`` itself is no deletion to either database.
    """

    making = (_REFUSE_ON_SQLITE, _REFUSE_ON_POSTGRES)
    undoing = (_ALLOW_ON_SQLITE, _ALLOW_ON_POSTGRES)

    def describe(self) -> str:
        """What the history calls it."""
        return f"Only append to {self.table}"


class Holds(_Script):
    """A condition on one row that every insert and update must leave true.

    A check constraint on PostgreSQL; on SQLite, which can add none to a table that exists, triggers.
    ``condition`` is SQL over the table's own columns, the same on both; it may not use other names.
    """

    making = (_HOLD_ON_SQLITE, _HOLD_ON_POSTGRES)
    undoing = (_LET_GO_ON_SQLITE, _LET_GO_ON_POSTGRES)

    def __init__(self, table: str, name: str, condition: str) -> None:
        super().__init__(table)
        self.name = f"{table}_holds_{name}"
        self.condition = condition

    def describe(self) -> str:
        """What the history calls it."""
        return f"Hold {self.name}"

    def _words(self, is_sqlite: bool) -> dict[str, str]:
        return {"table": self.table, "name": self.name, "condition": self.condition}


class Frozen(_Script):
    """Columns of a row that no update changes any more once one of them, ``seal``, is not NULL."""

    making = (_FREEZE_ON_SQLITE, _FREEZE_ON_POSTGRES)
    undoing = (_THAW_ON_SQLITE, _THAW_ON_POSTGRES)

    def __init__(self, table: str, columns: Sequence[str], seal: str) -> None:
        super().__init__(table)
        self.columns = tuple(columns)
        self.seal = seal

    def describe(self) -> str:
        """What the history calls it."""
        return f"Freeze {self.table} by {self.seal}"

    def _words(self, is_sqlite: bool) -> dict[str, str]:
        differs = (
            "OLD.{0} IS NOT NEW.{0}"
            if is_sqlite
            else "CAST(OLD.{0} AS TEXT) IS DISTINCT FROM CAST(NEW.{0} AS TEXT)"
        )
        changed = " OR ".join(differs.format(column) for column in self.columns)
        return {"table": self.table, "seal": self.seal, "changed": changed}


class WithoutRowNumbers(TortoiseOperation):
    """A new, empty table whose rows SQLite keeps by their key alone, so that none tells when it came.

    PostgreSQL has no such thing; what stands there in the order of writing is written anew by whoever
    needs to. Tortoise's rebuilding of a table undoes it: whoever alters such a table puts this operation
    behind, with care for what is in it.
    """

    def __init__(self, table: str) -> None:
        self.table = table

    def describe(self) -> str:
        """What the history calls it."""
        return f"Keep {self.table} without row numbers"

    def state_forward(self, app_label: str, state: State) -> None:
        """Models know nothing of it."""

    async def database_forward(
        self,
        app_label: str,
        old_state: State,
        new_state: State,
        state_editor: BaseSchemaEditor | None = None,
    ) -> None:
        """Make the table again with what it had. Raises ``RuntimeError`` if it holds rows."""
        if state_editor is None or state_editor.client.capabilities.dialect != "sqlite":
            return
        client = state_editor.client
        if await client.execute_query_dict(f'SELECT 1 FROM "{self.table}" LIMIT 1'):  # noqa: S608
            raise RuntimeError(f"{self.table} holds rows")
        made = await client.execute_query_dict(
            "SELECT type, sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL"
            " ORDER BY type <> 'table'",
            [self.table],
        )
        table, *others = (row["sql"].rstrip().rstrip(";") for row in made)
        script = [f'DROP TABLE "{self.table}"', f"{table} WITHOUT ROWID", *others]
        await client.execute_script(";\n".join(script) + ";")

    async def database_backward(
        self,
        app_label: str,
        old_state: State,
        new_state: State,
        state_editor: BaseSchemaEditor | None = None,
    ) -> None:
        """Nothing: the table goes with the operation that made it."""
