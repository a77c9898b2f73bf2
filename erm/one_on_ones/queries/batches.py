"""What the reads share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

Row = Mapping[str, Any]
"""A row as ``values()`` gives it."""


def unique(ids: Iterable[UUID]) -> list[UUID]:
    """Each id once, for ``IN``."""
    return list(set(ids))
