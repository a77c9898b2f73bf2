"""Primary keys: UUID version 7 (RFC 9562), ordered by creation, so keyset paging can use them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import uuid_utils.compat


def new_id() -> UUID:
    """A new time-ordered id. Never use it where the moment of creation must stay unknown."""
    return UUID(int=uuid_utils.compat.uuid7().int)


def id_at(instant: datetime, entropy: int) -> UUID:
    """The id of a row that came to be at ``instant``: for history written later (demo, tests).

    ``entropy`` fills the random bits; the same arguments give the same id.
    """
    milliseconds = int(instant.timestamp() * 1000) & (2**48 - 1)
    tail = entropy & (2**74 - 1)
    value = milliseconds << 80 | 0x7 << 76 | (tail >> 62) << 64 | 0b10 << 62 | tail & (2**62 - 1)
    return UUID(int=value)
