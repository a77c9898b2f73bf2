"""Changing one's digest: when it comes, stopping it, having one now."""

from __future__ import annotations

from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.digest.errors import HourOutOfRange, WeekdayOutOfRange
from erm.digest.models import DigestPreference
from erm.digest.policy import may_change_preference
from erm.digest.rules import EARLIEST_HOUR, LATEST_HOUR, DigestFrequency, Preference


async def set_digest_preference(
    actor: Actor, *, frequency: DigestFrequency, weekday: int, hour: int
) -> None:
    """Choose when one's digest comes. ``weekday`` 1 (Monday) to 7, ``hour`` 6 to 21, own zone.

    Raises ``WeekdayOutOfRange`` or ``HourOutOfRange``.
    """
    if not may_change_preference(actor, actor.person_id):
        raise NotAllowed
    if not 1 <= weekday <= 7:
        raise WeekdayOutOfRange(field="weekday")
    if not EARLIEST_HOUR <= hour <= LATEST_HOUR:
        raise HourOutOfRange(field="hour", minimum=EARLIEST_HOUR, maximum=LATEST_HOUR)
    await _store(actor.person_id, Preference(frequency, weekday, hour))


async def stop_digest(person_id: UUID) -> None:
    """Stop a person's digest, as the link in it does; doing it again changes nothing."""
    row = await DigestPreference.get_or_none(person_id=person_id)
    if row is not None and row.frequency is DigestFrequency.OFF:
        return
    chosen = Preference() if row is None else Preference(row.frequency, row.weekday, row.hour)
    await _store(person_id, Preference(DigestFrequency.OFF, chosen.weekday, chosen.hour))


async def _store(person_id: UUID, chosen: Preference) -> None:
    row = DigestPreference(
        person_id=person_id,
        frequency=chosen.frequency,
        weekday=chosen.weekday,
        hour=chosen.hour,
        updated_at=now(),
    )
    await DigestPreference.bulk_create(
        [row],
        on_conflict=["person_id"],
        update_fields=["frequency", "weekday", "hour", "updated_at"],
    )
