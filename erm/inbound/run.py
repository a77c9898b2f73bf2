"""The process that receives mail."""

from __future__ import annotations

import asyncio

from erm.core.database.connections import database
from erm.core.sealing import use_keys
from erm.flows.subscriptions import build_bus
from erm.inbound.handing_in import Desk
from erm.inbound.receiver import Place, receiving
from erm.mail.rendering import warm
from erm.settings import Settings


async def run_inbound(settings: Settings, place: Place, stop: asyncio.Event) -> None:
    """Open the database and receive mail until ``stop`` is set. Raises ``CannotListen``."""
    warm()
    use_keys(settings)
    async with database(settings.database_url, pool_size=settings.database_pool):
        desk = Desk(settings, build_bus(settings))
        async with receiving(desk, place, settings.inbound_domain or "localhost"):
            await stop.wait()
