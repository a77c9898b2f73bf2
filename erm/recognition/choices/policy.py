"""Who may change what is chosen about recognition."""

from __future__ import annotations

from erm.core.actor import Actor


def may_edit_settings(actor: Actor) -> bool:
    """HR makes the company's choices."""
    return not actor.is_system and actor.is_hr
