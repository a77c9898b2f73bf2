"""Calling a wave off: its ballots are destroyed unread, and whoever was invited is told why."""

from __future__ import annotations

from uuid import UUID

from erm.core.actor import Actor
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.engagement.ballots import closing
from erm.engagement.waves import commands
from erm.engagement.waves.mails import WaveMails
from erm.engagement.waves.views import WaveView
from erm.settings import Settings


async def cancel_wave(
    actor: Actor, settings: Settings, bus: Bus, *, wave_id: UUID, reason: str
) -> WaveView:
    """Call a wave off in a unit of work of its own, and wipe what was destroyed from the files.

    ``reason`` is mailed to those who were invited, if it was open. Raises what ``commands.cancel_wave``
    raises and the refusals of texts.
    """
    async with unit_of_work(bus):
        cancelled = await commands.cancel_wave(actor, wave_id=wave_id, reason=reason)
        await closing.destroy(wave_id)
        if cancelled.was_open:
            await WaveMails(settings).tell_cancelled(wave_id, cancelled.reason)
    if cancelled.was_open:
        await closing.wipe()
    return cancelled.view
