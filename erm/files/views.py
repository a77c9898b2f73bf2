"""What one viewer may know of a file."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class FileView:
    """A file that the viewer may download. ``size`` in bytes."""

    id: UUID
    file_name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Download:
    """A file with its bytes."""

    file: FileView
    content: bytes
