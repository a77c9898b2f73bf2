"""Columns on their way through ``erm.disclosure.softening``: what everything told is worked out from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

import numpy as np
import structlog

from erm.disclosure.same_answers import MOST_CELLS, FormerTotals, soften_over_time
from erm.disclosure.softening import MISSING, ColumnKind, Dice, soften
from erm.disclosure.softening import Column as Soft
from erm.disclosure.softening import Numbers as Whole
from erm.disclosure.totals import Totals, totals_of
from erm.engagement.results.columns import Column, scored

log = structlog.get_logger("erm.surveys")


@dataclass(frozen=True, slots=True)
class Beside:
    """What a wave is told beside: the block of everybody invited to it, and earlier waves in their order."""

    membership: Mapping[UUID, int] = field(default_factory=dict)
    former: Sequence[FormerTotals[UUID]] = ()


@dataclass(frozen=True, slots=True)
class Softened:
    """``columns`` as they are told; ``totals``: what later waves are looked at beside."""

    columns: list[Column]
    totals: dict[UUID, Totals]


def softened(
    columns: Sequence[Column],
    blocks: Whole,
    word_blocks: Whole,
    *,
    minimum: int,
    word_minimum: int,
    rng: Dice,
    beside: Beside,
) -> Softened:
    """The columns as they are told: nobody's answer follows from them, nor whether it was favourable.

    Totals are kept of companies that are small enough for them to matter.
    """
    drivers, outcome = scored(columns)
    together = [[each.question.id for each in found] for found in (*drivers.values(), outcome)]
    told, _ = soften(
        {each.question.id: _soft(each) for each in columns},
        blocks,
        word_blocks,
        minimum=minimum,
        word_minimum=word_minimum,
        rng=rng,
        together=[keys for keys in together if keys],
    )
    told, over_time = soften_over_time(
        told,
        blocks,
        word_blocks,
        membership=beside.membership,
        former=beside.former,
        word_minimum=word_minimum,
        rng=rng,
    )
    if over_time.unproven:
        log.warning("softening_unproven", parts=over_time.unproven)
    small = len(np.unique(blocks)) <= MOST_CELLS
    totals = {
        key: totals_of(column, blocks, word_blocks, word_minimum)
        for key, column in told.items()
        if small and column.kind is ColumnKind.SCALE
    }
    return Softened([_hard(each, told) for each in columns], totals)


def _soft(column: Column) -> Soft:
    if column.chosen is not None:
        chosen = column.chosen.astype(np.int64)
        chosen[~column.answered] = MISSING
        return Soft(ColumnKind.MANY, chosen, 0, 1)
    values = np.where(column.answered, column.values, MISSING).astype(np.int64)
    ends = column.ends
    if ends is None:
        return Soft(ColumnKind.ONE, values, 0, column.options - 1)
    lowest, highest = ends
    return Soft(ColumnKind.SCALE, _turned(column, values), lowest, highest)


def _hard(column: Column, told: Mapping[UUID, Soft]) -> Column:
    found = told[column.question.id]
    if column.chosen is not None:
        return replace(column, chosen=found.values == 1, answered=found.given)
    values = found.values if column.ends is None else _turned(column, found.values)
    return replace(
        column, values=np.where(found.given, values, np.nan), answered=np.asarray(found.given)
    )


def _turned(column: Column, values: Whole) -> Whole:
    """The better the higher; the same again turns it back."""
    ends = column.ends
    if ends is None or not column.question.reversed:
        return values
    return np.where(values == MISSING, MISSING, ends[0] + ends[1] - values)
