"""Notifications in words, for what leaves the product.

The sentence of a kind is ``notification.<kind>``, in which ``{name}`` is who did it and facts may stand
by their names; ``notification.<kind>.many``, where there is one, is chosen by ``count``, the number of
others who did the same, and ``notification.<kind>.nobody`` where nobody in erm did it. Sentences hold nothing that somebody typed but names: they are read on locked
screens and by the companies that carry them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from erm.core.language import has, say
from erm.notifications.rules import NotificationKind


def sentence(
    language: str, kind: NotificationKind, names: Sequence[str], facts: Mapping[str, Any]
) -> str:
    """What happened. ``names`` are those who did it, the last one first; none for erm itself."""
    key = f"notification.{kind.value}"
    others = len(names) - 1
    values = {"name": names[0] if names else "", **facts}
    many = f"{key}.many"
    if others > 0 and has(language, many):
        return say(language, many, **{**values, "count": others})
    nobody = f"{key}.nobody"
    if not names and has(language, nobody):
        key = nobody
    return say(language, key, **{"count": 0, **values})
