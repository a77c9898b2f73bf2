"""How a person wants to be reminded of their one-on-ones."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from erm.core.actor import Actor
from erm.core.errors import NotAllowed
from erm.mail.unsubscribing import Subscription
from erm.one_on_ones import policy
from erm.one_on_ones.errors import LeadOutOfRange
from erm.one_on_ones.models import OneOnOneSettings
from erm.one_on_ones.queries.settings import settings_of
from erm.one_on_ones.reminders import LEAD_MAXIMUM, LEAD_MINIMUM, Reminding

STOPPED_BY: dict[Subscription, dict[str, Any]] = {
    Subscription.NUDGE_BEFORE: {"lead_minutes": None},
    Subscription.NUDGE_AFTER: {"after": False},
    Subscription.CALENDAR_MAIL: {"calendar_mail": False},
}
"""What each link in a mail about one-on-ones switches off."""


async def set_one_on_one_settings(
    actor: Actor, *, nudge_lead_minutes: int | None, nudge_after: bool, calendar_mail: bool
) -> None:
    """Choose how one is reminded. ``nudge_lead_minutes`` before a meeting, None for not at all.

    Raises ``NotAllowed`` or ``LeadOutOfRange``.
    """
    if not policy.may_change_settings(actor, actor.person_id):
        raise NotAllowed
    if nudge_lead_minutes is not None and not LEAD_MINIMUM <= nudge_lead_minutes <= LEAD_MAXIMUM:
        raise LeadOutOfRange(field="nudge_lead_minutes", minimum=LEAD_MINIMUM, maximum=LEAD_MAXIMUM)
    await _store(actor.person_id, Reminding(nudge_lead_minutes, nudge_after, calendar_mail))


async def stop_mail(person_id: UUID, what: Subscription) -> None:
    """Stop one kind of mail, as the link in it does; doing it again changes nothing."""
    chosen = (await settings_of([person_id]))[person_id]
    wanted = replace(chosen, **STOPPED_BY[what])
    if wanted != chosen:
        await _store(person_id, wanted)


async def _store(person_id: UUID, chosen: Reminding) -> None:
    row = OneOnOneSettings(
        person_id=person_id,
        nudge_lead_minutes=chosen.lead_minutes,
        nudge_after=chosen.after,
        calendar_mail=chosen.calendar_mail,
    )
    await OneOnOneSettings.bulk_create(
        [row],
        on_conflict=["person_id"],
        update_fields=["nudge_lead_minutes", "nudge_after", "calendar_mail"],
    )
