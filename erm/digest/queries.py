"""Reading preferences and next times of the digest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from erm.core.actor import Actor
from erm.core.clock import now
from erm.digest.models import DigestPreference, DigestSchedule
from erm.digest.policy import readable_preferences, sections_of
from erm.digest.rules import DigestFrequency, DigestSection, Standing, standing_now
from erm.digest.scheduling import Timing, next_time
from erm.digest.standing import chosen_by, hidden_by
from erm.notifications.reach import reach_of


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
    standing = Standing(chosen.frequency)
    if schedule is not None:
        standing = standing_now(schedule.cadence, schedule.ignored, chosen.frequency)
    if schedule is not None and schedule.zone == actor.time_zone:
        following = schedule.next_at
    else:
        # Within a minute it will be planned.
        reach = (await reach_of([actor.person_id]))[actor.person_id]
        timing = Timing.of(chosen, ZoneInfo(actor.time_zone), reach, standing.cadence)
        following = next_time(now(), timing)
    available = sections_of(actor)
    return DigestPreferenceView(
        frequency=chosen.frequency,
        weekday=chosen.weekday,
        hour=chosen.hour,
        next_at=None if chosen.frequency is DigestFrequency.OFF else following,
        sections=tuple(section for section in available if section not in hidden),
        available_sections=available,
        cadence=standing.cadence,
        slowed=standing.cadence is not chosen.frequency,
    )


async def next_digest_at(person_id: UUID) -> datetime | None:
    """When a person's next digest is made, as far as it is planned. For those who may know it."""
    row = await DigestSchedule.get_or_none(person_id=person_id)
    return None if row is None else row.next_at
