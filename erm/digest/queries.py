"""Reading preferences and issues of the digest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from erm.core.actor import Actor
from erm.core.clock import now
from erm.digest.models import DigestIssue, DigestPreference
from erm.digest.policy import readable_preferences
from erm.digest.rules import DigestFrequency, Preference, next_at, period_of


@dataclass(frozen=True, slots=True)
class DigestPreferenceView:
    """When the actor gets the digest, and when the next one comes."""

    frequency: DigestFrequency
    weekday: int
    hour: int
    next_at: datetime | None


async def preference(actor: Actor) -> DigestPreferenceView:
    """The actor's own preference, or the default."""
    row = await DigestPreference.filter(readable_preferences(actor)).first()
    chosen = Preference() if row is None else Preference(row.frequency, row.weekday, row.hour)
    zone = ZoneInfo(actor.time_zone)
    instant = now()
    done = await DigestIssue.filter(
        person_id=actor.person_id, period=period_of(instant.astimezone(zone).date())
    ).exists()
    return DigestPreferenceView(
        frequency=chosen.frequency,
        weekday=chosen.weekday,
        hour=chosen.hour,
        next_at=next_at(instant, chosen, zone, this_period_done=done),
    )
