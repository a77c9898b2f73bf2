"""Encrypting everything again after a change of keys, whatever domain it belongs to.

A sealed text stands in a column of bytes named ``sealed`` or ``…_sealed`` and is bound to the names of
its table and column and to its row's id. So the tables say by themselves what there is, and a new
column cannot be forgotten. Row by row and only where the row is still as it was read, so that it may
run beside a busy server.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tortoise import Tortoise, fields
from tortoise.models import Model

from erm.core.events import Bus
from erm.core.sealing import has_key, is_current, seal, unseal
from erm.core.work import unit_of_work

BATCH = 200
_FIRST = UUID(int=0)


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """A column of sealed texts."""

    model: type[Model]
    column: str

    @property
    def table(self) -> str:
        """The name of its table, to which its texts are bound."""
        return str(self.model._meta.db_table)  # noqa: SLF001 (Tortoise's own way)


def sealed_columns() -> list[SealedColumn]:
    """Every column of sealed texts that there is, by table and column."""
    found = [
        SealedColumn(model, name)
        for models in (Tortoise.apps or {}).values()
        for model in models.values()
        for name, column in model._meta.fields_map.items()  # noqa: SLF001
        if isinstance(column, fields.BinaryField) and (name == "sealed" or name.endswith("_sealed"))
    ]
    return sorted(found, key=lambda each: (each.table, each.column))


async def reseal(bus: Bus) -> int:
    """Seal everything anew that is not sealed with the present key. Answers how many texts.

    Raises :class:`erm.core.sealing.SealBroken` for a text whose key is not there any more.
    """
    done = 0
    for column in sealed_columns():
        async for rows in _batches(column):
            old = [(key, data) for key, data in rows if not is_current(data)]
            if not old:
                continue
            async with unit_of_work(bus):
                for key, data in old:
                    place: dict[str, Any] = {
                        "table": column.table,
                        "column": column.column,
                        "row_id": key,
                    }
                    done += await column.model.filter(**{"id": key, column.column: data}).update(
                        **{column.column: seal(unseal(data, **place), **place)}
                    )
    return done


async def sealed_with_other_keys() -> int:
    """How many texts are not sealed with the present key."""
    return sum([not is_current(data) async for data in _sealed()])


async def sealed_with_lost_keys() -> int:
    """How many texts nobody can read, because their key is not there."""
    return sum([not has_key(data) async for data in _sealed()])


async def _sealed() -> AsyncIterator[bytes]:
    """All sealed texts, a batch at a time."""
    for column in sealed_columns():
        async for rows in _batches(column):
            for _, data in rows:
                yield data


async def _batches(column: SealedColumn) -> AsyncIterator[list[tuple[UUID, bytes]]]:
    last = _FIRST
    while rows := (
        await column.model.filter(**{f"{column.column}__isnull": False, "id__gt": last})
        .order_by("id")
        .limit(BATCH)
        .values_list("id", column.column)
    ):
        last = rows[-1][0]
        yield [(key, bytes(data)) for key, data in rows]
