"""Rows of a wave that are written anew, under new keys drawn by lot and in their order.

What is to be written is made ready first, outside of the transaction: of a large wave that takes many
seconds, and everybody else waits for SQLite's only writer. Within the transaction rows are but deleted and
inserted, by statements without the ORM's objects, and only if those that were read still lie there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tortoise.models import Model

from erm.core.database.connections import connection, dialect


@dataclass(frozen=True, slots=True)
class Anew:
    """Rows as they are to be written to a table of a wave, and the keys of all that they stand for.

    ``rows`` have their values, and ``former`` the keys by table, as the database keeps them, see
    :func:`as_kept`.
    """

    table: str
    columns: Sequence[str]
    rows: list[list[Any]]
    former: Mapping[str, frozenset[UUID | str]]

    async def still_stands(self, wave_id: UUID) -> bool:
        """Whether what was read is what lies there. Within a unit of work that holds the wave's lock."""
        for table, keys in self.former.items():
            _, rows = await connection().execute_query(
                f'SELECT id FROM "{table}" WHERE wave_id = {_marks(1)}',  # noqa: S608
                [as_kept(wave_id)],
            )
            if {row["id"] for row in rows} != keys:
                return False
        return True

    async def write(self, wave_id: UUID) -> None:
        """Put the rows in the place of all that lie there. Within a unit of work."""
        for table in self.former:
            await connection().execute_query(
                f'DELETE FROM "{table}" WHERE wave_id = {_marks(1)}',  # noqa: S608
                [as_kept(wave_id)],
            )
        await insert(self.table, self.columns, self.rows)


async def insert(table: str, columns: Sequence[str], rows: list[list[Any]]) -> None:
    """Insert rows in their order. Within a unit of work; values as the database keeps them."""
    if rows:
        names = ", ".join(f'"{column}"' for column in columns)
        await connection().execute_many(
            f'INSERT INTO "{table}" ({names}) VALUES ({_marks(len(columns))})',  # noqa: S608
            rows,
        )


def as_kept(key: UUID) -> UUID | str:
    """A key as the database keeps it: SQLite as text."""
    return str(key) if dialect() == "sqlite" else key


def table_of(model: type[Model]) -> str:
    """The name of a model's table."""
    return model._meta.db_table  # noqa: SLF001 (Tortoise's own way)


def _marks(count: int) -> str:
    if dialect() == "sqlite":
        return ", ".join("?" * count)
    return ", ".join(f"${number}" for number in range(1, count + 1))
