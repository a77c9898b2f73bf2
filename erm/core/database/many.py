"""``IN`` with many values: one parameter for all of them.

Tortoise writes a placeholder for each value, and makes three objects for it: of a batch of some hundred
people that is most of the work of a query, and PostgreSQL prepares it anew for each number of values.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import orjson
from pypika_tortoise.context import SqlContext
from pypika_tortoise.terms import ContainsCriterion, Criterion, Term, ValueWrapper
from tortoise.filters import is_in

MANY = 8
"""From so many values on; a few are planned better where they are seen."""


class _InArray(ContainsCriterion):
    """PostgreSQL: a list is an array of the type of what it is compared with."""

    def __init__(self, term: Term, values: Sequence[Any]) -> None:
        super().__init__(term, ValueWrapper(list(values)))

    def get_sql(self, ctx: SqlContext) -> str:
        """``term = ANY($1)``."""
        column, values = self.term.get_sql(ctx), self.container.get_sql(ctx)
        return f"{column} <> ALL({values})" if self._is_negated else f"{column} = ANY({values})"


class _InJson(ContainsCriterion):
    """SQLite: it knows no arrays, but JSON."""

    def __init__(self, term: Term, values: Sequence[Any]) -> None:
        super().__init__(term, ValueWrapper(orjson.dumps(values).decode()))

    def get_sql(self, ctx: SqlContext) -> str:
        """``term IN (SELECT value FROM json_each(?))``."""
        column, values = self.term.get_sql(ctx), self.container.get_sql(ctx)
        negated = "NOT " if self._is_negated else ""
        return f"{column} {negated}IN (SELECT value FROM json_each({values}))"  # noqa: S608 (written by the ORM)


def in_array(term: Term, value: Any) -> Criterion:
    """``__in`` on PostgreSQL."""
    if _are_many(value) and not any(issubclass(kind, Term) for kind in set(map(type, value))):
        return _InArray(term, value)
    return is_in(term, value)


def in_json(term: Term, value: Any) -> Criterion:
    """``__in`` on SQLite; of words and numbers, which JSON gives back as they were."""
    if _are_many(value) and set(map(type, value)) <= {str, int}:
        return _InJson(term, list(value))
    return is_in(term, value)


def _are_many(value: Any) -> bool:
    return isinstance(value, list | tuple | set) and len(value) >= MANY


IN_ARRAY: dict[Callable[..., Any], Callable[..., Any]] = {is_in: in_array}
IN_JSON: dict[Callable[..., Any], Callable[..., Any]] = {is_in: in_json}
