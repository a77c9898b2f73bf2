"""What the reads share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from erm.core.paging import PageRequest

Row = Mapping[str, Any]
"""A row as ``values()`` gives it."""
SeriesPage = tuple[UUID, PageRequest]
"""Which page of which series: the key of a loader."""


def unique(ids: Iterable[UUID]) -> list[UUID]:
    """Each id once, for ``IN``."""
    return list(set(ids))
