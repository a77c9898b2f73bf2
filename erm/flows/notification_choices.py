"""Switches of notifications that stand in their domains: each cell has one place of truth."""

from __future__ import annotations

from erm.core.actor import Actor
from erm.notifications.choosing import Switch, Switches
from erm.notifications.rules import Channel, NotificationKind
from erm.recognition.choices import preferences


async def _read_received(actor: Actor) -> bool:
    return (await preferences.preference(actor)).mail_received


async def _write_received(actor: Actor, wanted: bool) -> None:
    await preferences.edit_preference(actor, mail_received=wanted)


async def _read_gathered(actor: Actor) -> bool:
    return (await preferences.preference(actor)).mail_gathered


async def _write_gathered(actor: Actor, wanted: bool) -> None:
    await preferences.edit_preference(actor, mail_gathered=wanted)


_KUDOS_RECEIVED = Switch(_read_received, _write_received)
_KUDOS_GATHERED = Switch(_read_gathered, _write_gathered)

SWITCHES: Switches = {
    (NotificationKind.KUDOS_RECEIVED, Channel.MAIL): _KUDOS_RECEIVED,
    (NotificationKind.KUDOS_MENTIONED, Channel.MAIL): _KUDOS_RECEIVED,
    (NotificationKind.KUDOS_NOT_SENT, Channel.MAIL): _KUDOS_RECEIVED,
    (NotificationKind.KUDOS_COMMENTED, Channel.MAIL): _KUDOS_GATHERED,
    (NotificationKind.KUDOS_REACTED, Channel.MAIL): _KUDOS_GATHERED,
}
