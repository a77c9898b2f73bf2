"""Which department a path of names means, and which have to be made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from erm.core.ids import new_id
from erm.core.text import fold

Path = tuple[str, ...]


class DepartmentPlan:
    """The tree as it is, and what is added to it.

    One name alone means the one department of that name, wherever it stands; several are a path
    from the top. What is not there yet is made.
    """

    def __init__(self, rows: dict[UUID, dict[str, Any]]) -> None:
        self.new: list[dict[str, Any]] = []
        self.names: dict[UUID, str] = {key: row["name"] for key, row in rows.items()}
        self._by_path: dict[Path, UUID] = {}
        self._by_name: dict[str, list[UUID]] = {}
        for key in rows:
            self._register(key, _path_of(key, rows))

    def prepare(self, paths: Iterable[Path]) -> None:
        """Make what the paths of a file need: full paths first, then single names."""
        wanted = {path for path in paths if path}
        for path in sorted(wanted, key=lambda path: (-len(path), path)):
            if len(path) > 1 or fold(path[0]) not in self._by_name:
                self._make(path)

    def find(self, path: Path) -> UUID | None:
        """The department of a path that was prepared; None if a single name means several."""
        folded = _folded(path)
        if folded in self._by_path:
            return self._by_path[folded]
        (key, *others) = self._by_name[folded[-1]]
        return None if others else key

    def _make(self, path: Path) -> UUID:
        folded = _folded(path)
        if folded not in self._by_path:
            parent = self._make(path[:-1]) if len(path) > 1 else None
            key = new_id()
            self.new.append({"id": key, "name": path[-1], "parent_id": parent})
            self.names[key] = path[-1]
            self._register(key, path)
        return self._by_path[folded]

    def _register(self, key: UUID, path: Path) -> None:
        self._by_path.setdefault(_folded(path), key)
        self._by_name.setdefault(fold(path[-1]), []).append(key)


def _folded(path: Path) -> Path:
    return tuple(fold(name) for name in path)


def _path_of(key: UUID, rows: dict[UUID, dict[str, Any]]) -> Path:
    names: list[str] = []
    at: UUID | None = key
    while at is not None and len(names) <= len(rows):
        names.append(rows[at]["name"])
        at = rows[at]["parent_id"]
    return tuple(reversed(names))
