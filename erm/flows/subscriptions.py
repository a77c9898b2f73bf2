"""Who hears which fact. The only place where domains are wired together."""

from __future__ import annotations

from erm.core.events import Bus


def build_bus() -> Bus:
    """The bus with every subscriber, for the server, the worker and the commands."""
    return Bus()
