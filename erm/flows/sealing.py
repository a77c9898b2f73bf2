"""Encrypting, in all domains, what was written before there was encryption."""

from __future__ import annotations

from erm.core.events import Bus
from erm.feedback.commands.resealing import seal_plain_notes
from erm.one_on_ones import sealed as one_on_ones
from erm.one_on_ones.commands.resealing import seal_plain_texts

TABLES = (*one_on_ones.TABLES, "feedback_note")
"""Where texts stood that are sealed now."""


async def seal_what_is_plain(bus: Bus) -> int:
    """Seal every text that is still readable in the database and should not be. Answers how many."""
    return await seal_plain_texts(bus) + await seal_plain_notes(bus)
