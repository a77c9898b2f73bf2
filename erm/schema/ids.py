"""Relay global ids: base64 of ``Type:uuid``. They bind the type, and decoding checks it."""

from __future__ import annotations

import base64
import binascii
from uuid import UUID

import strawberry

from erm.core.errors import InvalidInput


def to_global(type_name: str, key: UUID) -> strawberry.ID:
    """The global id of a row."""
    return strawberry.ID(base64.b64encode(f"{type_name}:{key}".encode()).decode())


def parse_global(value: str, *, field: str = "id") -> tuple[str, UUID]:
    """Type name and key in a global id.

    Raises ``InvalidInput`` (``ID_INVALID``) for anything that is none.
    """
    try:
        type_name, _, key = base64.b64decode(value, validate=True).decode().partition(":")
        return type_name, UUID(key)
    except (binascii.Error, ValueError) as error:
        raise InvalidInput("ID_INVALID", field=field) from error


def from_global(value: str, type_name: str, *, field: str = "id") -> UUID:
    """The key in a global id of exactly this type.

    Raises ``InvalidInput`` (``ID_INVALID``) for another type's id.
    """
    found, key = parse_global(value, field=field)
    if found != type_name:
        raise InvalidInput("ID_INVALID", field=field)
    return key


def maybe_from_global(value: str | None, type_name: str, *, field: str) -> UUID | None:
    """Like :func:`from_global`, for an optional id."""
    return None if value is None else from_global(value, type_name, field=field)
