"""Who imports past surveys."""

from __future__ import annotations

from erm.core.actor import Actor


def may_import_surveys(actor: Actor) -> bool:
    """HR. An administrator imports people and nothing that they said."""
    return not actor.is_system and actor.is_hr
