"""The heap of rows that the builders pile up, and how it gets into the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from tortoise.models import Model

from erm.demo.timeline import Timeline
from erm.relationships.models import Touchpoint
from erm.relationships.rules import TouchpointKind, pair_of

M = TypeVar("M", bound=Model)
BATCH = 400


class Rows:
    """Rows by table, in the order in which the tables were first used."""

    def __init__(self) -> None:
        self._tables: dict[type[Model], list[Model]] = defaultdict(list)

    def add(self, row: Model) -> None:
        """Put a row on the heap."""
        self._tables[type(row)].append(row)

    def kept(self, row: M) -> M:
        """Put a row on the heap and give it back."""
        self.add(row)
        return row

    def of(self, model: type[M]) -> list[M]:
        """All rows of a table so far."""
        return self._tables[model]  # type: ignore[return-value]

    def __len__(self) -> int:
        return sum(len(rows) for rows in self._tables.values())

    def in_order(self) -> Iterator[tuple[type[Model], list[Model]]]:
        """Tables with their rows, each row after those of its table that it refers to."""
        for model, rows in self._tables.items():
            rows.sort(key=lambda row: str(row.pk))
            if "parent_id" in model._meta.fields_map:  # noqa: SLF001 (Tortoise's own way)
                rows.sort(key=_depth({row.pk: row for row in rows}))
            yield model, rows

    async def write(self, progress: Callable[[str, int, int], None]) -> None:
        """Insert everything. Tables that others refer to must have been used first."""
        total, written = len(self), 0
        for model, rows in self.in_order():
            await model.bulk_create(rows, batch_size=BATCH)
            written += len(rows)
            progress(model._meta.db_table.replace("_", " "), written, total)  # noqa: SLF001 (Tortoise's own way)


class Ledger:
    """Touchpoints: one for every contact, as the subscribers of the events would write them."""

    def __init__(self, timeline: Timeline, rows: Rows) -> None:
        self._timeline = timeline
        self._rows = rows

    def note(
        self,
        kind: TouchpointKind,
        at: datetime,
        by: UUID,
        other: UUID,
        source: UUID,
        subject: UUID | None = None,
    ) -> None:
        """Record one contact between ``by``, who acted, and ``other``."""
        low, high = pair_of(by, other)
        self._rows.add(
            Touchpoint(
                id=self._timeline.id(at, "touchpoint", kind.value, source, low, high),
                kind=kind,
                source_id=source,
                subject_id=subject or source,
                low_id=low,
                high_id=high,
                by_id=by,
                occurred_at=at,
            )
        )


def _depth(rows: Mapping[Any, Any]) -> Callable[[Any], int]:
    """How many rows stand above one."""

    def depth(row: Any) -> int:
        return 0 if row.parent_id is None else 1 + depth(rows[row.parent_id])

    return depth
