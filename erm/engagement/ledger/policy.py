"""Who reads the ledger: those who were asked, and HR. An administrator has no right of their own."""

from __future__ import annotations

from erm.core.actor import Actor


def may_read_ledger(actor: Actor, *, invited: bool) -> bool:
    """Whoever stands on the roll of the wave, whether or not they answered; and HR."""
    return not actor.is_system and (actor.is_hr or invited)
