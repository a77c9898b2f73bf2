"""Reading preferences and issues of the digest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from erm.core.actor import Actor
from erm.core.clock import now
from erm.digest.models import DigestIssue, DigestPreference, DigestSchedule
from erm.digest.policy import readable_preferences, sections_of
from erm.digest.rules import DigestFrequency, DigestSection, Preference, next_at, period_of


@dataclass(frozen=True, slots=True)
class DigestPreferenceView:
    """When the actor gets the digest, what stands in it, and when the next one comes.

    ``cadence`` is how often it comes now, ``slowed`` whether that is more seldom than chosen.
    """

    frequency: DigestFrequency
    weekday: int
    hour: int
    next_at: datetime | None
    sections: tuple[DigestSection, ...]
    available_sections: tuple[DigestSection, ...]
    cadence: DigestFrequency
    slowed: bool


async def preference(actor: Actor) -> DigestPreferenceView:
    """The actor's own preference, or the default."""
    row = await DigestPreference.filter(readable_preferences(actor)).first()
    schedule = await DigestSchedule.filter(readable_preferences(actor)).first()
    chosen, hidden = chosen_by(row), hidden_by(row)
    zone = ZoneInfo(actor.time_zone)
    instant = now()
    done = await DigestIssue.filter(
        person_id=actor.person_id, period=period_of(instant.astimezone(zone).date())
    ).exists()
    available = sections_of(actor)
    cadence = chosen.frequency
    if schedule is not None and chosen.frequency is not DigestFrequency.OFF:
        cadence = schedule.cadence
    return DigestPreferenceView(
        frequency=chosen.frequency,
        weekday=chosen.weekday,
        hour=chosen.hour,
        next_at=next_at(instant, chosen, zone, this_period_done=done),
        sections=tuple(section for section in available if section not in hidden),
        available_sections=available,
        cadence=cadence,
        slowed=cadence is not chosen.frequency,
    )


def chosen_by(row: DigestPreference | None) -> Preference:
    """What a row says, or the default."""
    return Preference() if row is None else Preference(row.frequency, row.weekday, row.hour)


def hidden_by(row: DigestPreference | None) -> frozenset[DigestSection]:
    """The sections that a row switches off; names that are none any more are left out."""
    known = {section.value for section in DigestSection}
    names = (row.hidden_sections or ()) if row is not None else ()
    return frozenset(DigestSection(name) for name in names if name in known)
