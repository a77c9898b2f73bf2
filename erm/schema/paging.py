"""Relay connections over :mod:`erm.core.paging`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Generic, Self, TypeAlias, TypeVar

import strawberry

from erm.core.paging import Page

T = TypeVar("T")

First: TypeAlias = Annotated[
    int | None, strawberry.argument(description="How many rows, 1 to 100; 20 unless given.")
]
After: TypeAlias = Annotated[
    str | None, strawberry.argument(description="Cursor of the row after which to begin.")
]


@strawberry.type(description="Where this page stands in the list.")
class PageInfo:
    """Relay's page info."""

    has_next_page: bool = strawberry.field(description="Whether more rows follow.")
    has_previous_page: bool = strawberry.field(description="Whether rows came before.")
    start_cursor: str | None = strawberry.field(description="Cursor of the first row.")
    end_cursor: str | None = strawberry.field(description="Cursor of the last row.")


@strawberry.type(name="Edge", description="One row of a list.")
class Edge(Generic[T]):
    """One row and its cursor. Strawberry names it after its type: ``PersonEdge``."""

    node: T = strawberry.field(description="The row.")
    cursor: str = strawberry.field(description="Its place in the list.")


@strawberry.type(name="Connection", description="One page of a list.")
class Connection(Generic[T]):
    """A page of a list. Strawberry names it after its type: ``PersonConnection``."""

    edges: list[Edge[T]] = strawberry.field(description="The rows of this page.")
    page_info: PageInfo = strawberry.field(description="Where this page stands.")
    page: strawberry.Private[Page[Any]]

    @strawberry.field(description="How many rows the viewer may see in all.")
    async def total_count(self) -> int:
        """Counted only where it is asked for."""
        return await self.page.count()

    @classmethod
    def of(cls, page: Page[Any], convert: Callable[[Any], Any] = lambda row: row) -> Self:
        """Dress a page, converting every row."""
        cursors = page.cursors
        return cls(
            edges=[
                Edge(node=convert(r), cursor=c) for r, c in zip(page.items, cursors, strict=True)
            ],
            page_info=PageInfo(
                has_next_page=page.has_next,
                has_previous_page=page.has_previous,
                start_cursor=cursors[0] if cursors else None,
                end_cursor=cursors[-1] if cursors else None,
            ),
            page=page,
        )
