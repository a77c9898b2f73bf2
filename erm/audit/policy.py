"""Who sees the audit log: administrators, and the operator at the command line."""

from __future__ import annotations

from erm.core.actor import Actor


def may_see_audit_log(actor: Actor) -> bool:
    """Administrators. It tells them that something happened, and opens nothing of it."""
    return actor.is_administrator or actor.is_system
