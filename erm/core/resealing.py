"""Encrypting everything again after a change of keys, whatever domain it belongs to.

A sealed text stands in a column of bytes named ``sealed`` or ``…_sealed`` and is bound to the names of
its table and column and to its row's key. So the tables say by themselves what there is, and a new
column cannot be forgotten. Row by row and only where the row is still as it was read, so that it may
run beside a busy server. Which key a text is under is asked of its first bytes alone: some of the
texts are whole files.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tortoise import Tortoise, fields
from tortoise.expressions import RawSQL
from tortoise.models import Model

from erm.core.events import Bus
from erm.core.sealing import NAMED, has_key, is_current, seal_bytes, unseal_bytes
from erm.core.work import unit_of_work

BATCH = 200
AT_ONCE = 10
"""How many texts are sealed anew in one transaction."""
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

    @property
    def key(self) -> str:
        """The name of its primary key."""
        return str(self.model._meta.pk_attr)  # noqa: SLF001


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
            old = [key for key, head in rows if not is_current(head)]
            for start in range(0, len(old), AT_ONCE):
                async with unit_of_work(bus):
                    for key in old[start : start + AT_ONCE]:
                        done += await _reseal_row(column, key)
    return done


async def _reseal_row(column: SealedColumn, key: UUID) -> int:
    rows = await column.model.filter(
        **{column.key: key, f"{column.column}__isnull": False}
    ).values_list(column.column, flat=True)
    if not rows:
        return 0
    data = bytes(rows[0])
    place: dict[str, Any] = {"table": column.table, "column": column.column, "row_id": key}
    return await column.model.filter(**{column.key: key, column.column: data}).update(
        **{column.column: seal_bytes(unseal_bytes(data, **place), **place)}
    )


async def sealed_with_other_keys() -> int:
    """How many texts are not sealed with the present key."""
    return sum([not is_current(head) async for head in _heads()])


async def sealed_with_lost_keys() -> int:
    """How many texts nobody can read, because their key is not there."""
    return sum([not has_key(head) async for head in _heads()])


async def _heads() -> AsyncIterator[bytes]:
    """How each sealed text begins, a batch at a time."""
    for column in sealed_columns():
        async for rows in _batches(column):
            for _, head in rows:
                yield head


async def _batches(column: SealedColumn) -> AsyncIterator[list[tuple[UUID, bytes]]]:
    """The key of each row and how its sealed text begins."""
    last = _FIRST
    while rows := (
        await column.model.filter(**{f"{column.column}__isnull": False, f"{column.key}__gt": last})
        .annotate(head=RawSQL(f'SUBSTR("{column.column}", 1, {NAMED})'))
        .order_by(column.key)
        .limit(BATCH)
        .values_list(column.key, "head")
    ):
        last = rows[-1][0]
        yield [(key, bytes(head)) for key, head in rows]
