"""How a person wants to be reminded of their one-on-ones."""

from __future__ import annotations

from erm.core.actor import Actor
from erm.core.errors import NotAllowed
from erm.notifications.choosing import choose_mail
from erm.notifications.rules import NotificationKind
from erm.one_on_ones import policy
from erm.one_on_ones.errors import LeadOutOfRange
from erm.one_on_ones.models import OneOnOneSettings
from erm.one_on_ones.queries.settings import own_settings
from erm.one_on_ones.reminders import LEAD_MAXIMUM, LEAD_MINIMUM


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
    now_ = await own_settings(actor)
    if nudge_lead_minutes is not None:
        row = OneOnOneSettings(person_id=actor.person_id, nudge_lead_minutes=nudge_lead_minutes)
        await OneOnOneSettings.bulk_create(
            [row], on_conflict=["person_id"], update_fields=["nudge_lead_minutes"]
        )
    # The form holds all of it: what it leaves as it was is no choice, and follows the company.
    for kind, wanted, before in (
        (NotificationKind.MEETING_COMING, nudge_lead_minutes is not None, now_.lead_minutes),
        (NotificationKind.MEETING_ASKED, nudge_after, now_.after),
        (NotificationKind.MEETING_MOVED, calendar_mail, now_.calendar_mail),
    ):
        if wanted is not bool(before):
            await choose_mail(actor.person_id, kind, wanted)
