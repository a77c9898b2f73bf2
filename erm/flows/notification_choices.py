"""Switches of notifications that stand in their domains: each cell has one place of truth."""

from __future__ import annotations

from dataclasses import replace

from erm.core.actor import Actor
from erm.engagement.surveys.settings import mails_wanted, set_mails
from erm.notifications.choosing import Switch, Switches
from erm.notifications.rules import Channel, NotificationKind
from erm.one_on_ones.commands.settings import set_one_on_one_settings
from erm.one_on_ones.nudges import USUAL
from erm.one_on_ones.queries.settings import own_settings
from erm.one_on_ones.reminders import Reminding
from erm.recognition.choices import preferences


async def _read_received(actor: Actor) -> bool:
    return (await preferences.preference(actor)).mail_received


async def _write_received(actor: Actor, wanted: bool) -> None:
    await preferences.edit_preference(actor, mail_received=wanted)


async def _read_gathered(actor: Actor) -> bool:
    return (await preferences.preference(actor)).mail_gathered


async def _write_gathered(actor: Actor, wanted: bool) -> None:
    await preferences.edit_preference(actor, mail_gathered=wanted)


async def _write_surveys(actor: Actor, wanted: bool) -> None:
    await set_mails(actor, mails=wanted)


async def _read_before(actor: Actor) -> bool:
    return (await own_settings(actor)).lead_minutes is not None


async def _write_before(actor: Actor, wanted: bool) -> None:
    chosen = await own_settings(actor)
    # How long before is chosen in the settings of one-on-ones, and stays as it is while it is on.
    lead = (chosen.lead_minutes or USUAL) if wanted else None
    await _store(actor, replace(chosen, lead_minutes=lead))


async def _read_after(actor: Actor) -> bool:
    return (await own_settings(actor)).after


async def _write_after(actor: Actor, wanted: bool) -> None:
    await _store(actor, replace(await own_settings(actor), after=wanted))


async def _read_calendar(actor: Actor) -> bool:
    return (await own_settings(actor)).calendar_mail


async def _write_calendar(actor: Actor, wanted: bool) -> None:
    await _store(actor, replace(await own_settings(actor), calendar_mail=wanted))


async def _store(actor: Actor, chosen: Reminding) -> None:
    await set_one_on_one_settings(
        actor,
        nudge_lead_minutes=chosen.lead_minutes,
        nudge_after=chosen.after,
        calendar_mail=chosen.calendar_mail,
    )


_SURVEYS = Switch(mails_wanted, _write_surveys)
_KUDOS_RECEIVED = Switch(_read_received, _write_received)
_KUDOS_GATHERED = Switch(_read_gathered, _write_gathered)

SWITCHES: Switches = {
    (NotificationKind.MEETING_COMING, Channel.MAIL): Switch(_read_before, _write_before),
    (NotificationKind.MEETING_ASKED, Channel.MAIL): Switch(_read_after, _write_after),
    (NotificationKind.MEETING_MOVED, Channel.MAIL): Switch(_read_calendar, _write_calendar),
    (NotificationKind.SURVEY_OPENED, Channel.MAIL): _SURVEYS,
    (NotificationKind.SURVEY_REMINDED, Channel.MAIL): _SURVEYS,
    (NotificationKind.SURVEY_REPORTED, Channel.MAIL): _SURVEYS,
    (NotificationKind.CELEBRATION, Channel.MAIL): _KUDOS_RECEIVED,
    (NotificationKind.KUDOS_RECEIVED, Channel.MAIL): _KUDOS_RECEIVED,
    (NotificationKind.KUDOS_MENTIONED, Channel.MAIL): _KUDOS_RECEIVED,
    (NotificationKind.KUDOS_NOT_SENT, Channel.MAIL): _KUDOS_RECEIVED,
    (NotificationKind.KUDOS_COMMENTED, Channel.MAIL): _KUDOS_GATHERED,
    (NotificationKind.KUDOS_REACTED, Channel.MAIL): _KUDOS_GATHERED,
}
